"""/review-dates.ics, read back by vobject: a reader that shares no author and no code with what writes it."""

from collections import Counter
from datetime import date, timedelta

import pytest
import vobject

from policysite import publish
from policysite.dates import deadlines
from tests.governors import REVIEW, add_review, renew
from tests.project import DAY


def read(text: bytes | str):
    return vobject.readOne(text.decode() if isinstance(text, bytes) else text, validate=True)


def calendar(project, today=DAY):
    return read(publish.as_calendar(project.load(today).facts, today).to_ical())


def events(parsed) -> dict:
    return {event.uid.value: event for event in parsed.vevent_list}


@pytest.fixture(scope="module")
def published(built) -> bytes:
    return (built / "review-dates.ics").read_bytes()


def test_the_calendar_is_well_formed(published):
    """RFC 5545: lines end with CRLF and hold 75 bytes at most; what it needs is there."""
    lines = published.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in b"".join(lines) and max(map(len, lines)) <= 75
    parsed = read(published)
    assert parsed.version.value == "2.0" and parsed.prodid.value and parsed.x_wr_calname.value == "Social Media Policy: review dates"
    for event in parsed.vevent_list:
        assert event.uid.value and event.summary.value and event.dtstamp.value


def test_it_round_trips(published):
    """What another program writes from it says the same."""
    def said(parsed):
        return sorted((event.uid.value, event.summary.value, event.description.value, event.dtstart.value, event.dtend.value,
                       [(alarm.action.value, alarm.trigger.value, alarm.description.value) for alarm in event.contents.get("valarm", [])])
                      for event in parsed.vevent_list)
    assert said(read(read(published).serialize())) == said(read(published))


def test_the_policys_review_is_an_event_of_its_own(sample):
    """It takes its whole last day, blocks no time, names its owner and its line, and rings 60, 28 and 7 days before."""
    line = add_review(sample)
    event = events(calendar(sample))["policy-review@social-media-policy"]
    assert (event.dtstart.value, event.dtend.value) == (date(2027, 11, 30), date(2027, 12, 1))
    assert event.transp.value == "TRANSPARENT"
    assert event.summary.value == "Review of the Social Media Policy is due"
    assert event.description.value == f"Owner: Chair of Governors (proposed)\nKept in: data/policy.yaml:{line}"
    assert [alarm.trigger.value for alarm in event.valarm_list] == [timedelta(-60), timedelta(-28), timedelta(-7)]
    assert event.valarm_list[0].description.value == "Review of the Social Media Policy is due in 60 days"


def test_only_the_policys_review_rings(published):
    """Everything else is looked at once a month at most."""
    assert [uid for uid, event in events(read(published)).items() if "valarm" in event.contents] == ["policy-review@social-media-policy"]


def test_one_event_an_owner_and_month(published, project):
    """Every other deadline is a line of exactly one event, on the last day of the month in which it is due, with what is its owner's."""
    facts = project.load().facts
    months = {(each.owner, each.due.last.strftime("%Y-%m") if each.due else "2026-11") for each in deadlines(facts) if each.kind != "policy"}
    parsed = events(read(published))
    assert parsed.keys() - {"policy-review@social-media-policy"} == {
        f"{owner.replace('_', '-')}-{month}@social-media-policy" for owner, month in months}
    lines = Counter(line for event in parsed.values() for line in event.description.value.splitlines() if line.startswith("- "))
    assert len(lines) == len(deadlines(facts)) - 1 and set(lines.values()) == {1}
    for uid, event in parsed.items():
        assert (event.dtstart.value + timedelta(1)).day == 1 or uid.startswith("policy")


def test_nothing_is_in_it_twice(published):
    """No two events share a UID."""
    uids = [event.uid.value for event in read(published).vevent_list]
    assert len(uids) == len(set(uids))


@pytest.mark.parametrize("days", [1, 7])
def test_an_event_keeps_its_uid(sample, days):
    """From one day to the next: a calendar that is subscribed to would else hold it twice."""
    renew(sample)
    assert events(calendar(sample)).keys() == events(calendar(sample, DAY + timedelta(days))).keys()


def test_a_new_review_moves_the_event(sample):
    """The same event, on its new day."""
    uid = "policy-review@social-media-policy"
    before = events(calendar(sample))[uid].dtstart.value
    add_review(sample, REVIEW.replace("next_due: 2027-11", "next_due: 2027-09-15"))
    assert (before, events(calendar(sample))[uid].dtstart.value) == (date(2025, 3, 31), date(2027, 9, 15))


def test_equal_builds_are_equal(sample):
    """No clock is in it but the day that is given."""
    facts = sample.load().facts
    assert publish.as_calendar(facts, DAY).to_ical() == publish.as_calendar(facts, DAY).to_ical()


def test_what_people_type_stays_text(sample):
    """A comma, a semicolon, a line break or a calendar's own words in a role can't end an event."""
    add_review(sample)
    sample.edit("data/contacts.yaml", "role: Headteacher", r'role: "Head; of, school\\\\nEND:VEVENT"')
    parsed = calendar(sample)
    event = next(event for uid, event in events(parsed).items() if uid.startswith("headteacher"))
    role = sample.load().facts.contacts["headteacher"].role
    assert role.startswith("Head; of, school") and f"({role})" in event.summary.value


def test_two_events_with_one_uid_stop_the_build(sample):
    """Two roles whose short names differ by a hyphen alone would share their events, and one of them would be lost."""
    sample.edit("data/contacts.yaml", r"\Z", '\ndeputy-dsl:\n  role: Deputy\n  name: Mr X Sample\n  phone: "020 7946 0000"\n  confirmed: 2026-09\n'
                                             "  source: The office\n  owner: deputy-dsl\n")
    sample.edit("data/contacts.yaml", r"^  name: Mx Bo.*", r"\g<0>\n  owner: deputy_dsl")
    line = sample.read("data/contacts.yaml").splitlines().index("deputy-dsl:") + 1
    first = sample.load().facts.contacts["deputy_dsl"].line
    ended = sample.build("--quiet")
    assert ended.status == 1 and not (sample.root / "site").exists()
    assert (f'data/contacts.yaml, line {line}: this entry and the one in data/contacts.yaml:{first} are both "contact-deputy-dsl" in status.json. '
            "Give one of them another short name.\n") in ended.output
    assert ("data/contacts.yaml, line 1: 2 events of the calendar would carry the UID deputy-dsl-2027-09@social-media-policy. "
            "Give one of the roles another short name.\n") in ended.output
