"""/review-dates.ics, read back by vobject, which shares no code with what writes it."""

from datetime import date, timedelta

import vobject

from policysite.output.calendar import as_calendar
from tests.unit.made_up import DAY, entry, review, school

POLICY = "policy-review@social-media-policy"


def read(data, today=DAY, site_url=None) -> dict:
    """The events by UID."""
    text = as_calendar(data, today, site_url).to_ical().decode()
    return {event.uid.value: event for event in vobject.readOne(text, validate=True).vevent_list}


def test_it_is_well_formed():
    """RFC 5545: CRLF, 75 bytes a line; calendars are told twice how often to look again."""
    lines = as_calendar(school(), DAY).to_ical().split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in b"".join(lines) and max(map(len, lines)) <= 75
    assert {b"REFRESH-INTERVAL;VALUE=DURATION:P1D", b"X-PUBLISHED-TTL:P1D"} <= {*lines}


def test_the_policys_review_rings_before_its_last_day():
    event = read(school(review("2026-11", "2027-11")))[POLICY]
    assert (event.dtstart.value, event.dtend.value) == (date(2027, 11, 30), date(2027, 12, 1))
    assert event.summary.value == "Review of the Example Policy is due"
    assert [alarm.trigger.value.days for alarm in event.valarm_list] == [-60, -28, -7]
    assert event.transp.value == "TRANSPARENT"


def test_what_is_overdue_stands_in_this_month():
    """Whoever looks at the calendar today sees it, and since when."""
    data = school(help=[entry("help", "old", "2024-01", name="Old")])
    events = read(data)
    assert (
        events[POLICY].dtstart.value == date(2026, 11, 30)
        and "valarm" not in events[POLICY].contents
    )
    assert events[POLICY].description.value.endswith("It was due by March 2025.")
    now = events["head-2026-11@social-media-policy"]
    assert now.description.value.splitlines() == [
        "- Help: Old (overdue: it was due by January 2025)",
        "- Contact: Chair (not confirmed)",
    ]
    later = events["head-2027-09@social-media-policy"]
    assert later.dtstart.value == date(2027, 9, 30)
    assert later.description.value == "- Contact: Head Teacher (due by September 2027)"


def test_entries_name_no_files_and_lead_to_the_status_page():
    events = read(school(), site_url="https://example.org/policy/").values()
    assert not any("data/" in event.serialize() or "yaml" in event.serialize() for event in events)
    assert {event.url.value for event in events} == {"https://example.org/policy/status/"}


def test_an_event_keeps_its_uid_and_equal_builds_are_equal():
    data = school(review("2026-11", "2027-11"))
    assert read(data).keys() == read(data, DAY + timedelta(7)).keys()
    assert as_calendar(data, DAY).to_ical() == as_calendar(data, DAY).to_ical()


def test_what_people_type_stays_text():
    data = school()
    data.contacts["head"].role = "Head; of, school\nEND:VEVENT"
    event = read(data)["head-2026-11@social-media-policy"]
    assert event.summary.value == "Example Policy: 1 to check (Head; of, school\nEND:VEVENT)"
