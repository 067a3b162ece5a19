"""/status.json and /review-dates.ics as they are published, read back as other programs do."""

import json
from datetime import date, timedelta

import pytest
import vobject

from tests.site.published import DAY, ROOT, SITE_URL

KEYS = {"id", "what", "owner", "done", "due", "state", "days", "source"}
TODAY = date.fromisoformat(DAY)


@pytest.fixture(scope="module")
def status(published) -> dict:
    return json.loads((published / "status.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def calendar(published) -> bytes:
    return (published / "review-dates.ics").read_bytes()


def test_status_is_as_documented(status, content):
    """ISO dates or null, an owner's role, a file and line that are there."""
    assert (status["built"], status["today"]) == (DAY, DAY)
    for each in status["deadlines"]:
        assert each.keys() == KEYS
        assert each["state"] in {"current", "due_soon", "overdue", "unconfirmed"}
        assert each["owner"] in content.data.contacts
        file, _, line = each["source"].rpartition(":")
        assert 0 < int(line) <= len((ROOT / file).read_text("utf-8").splitlines())


def test_days_agree_with_dates_and_states(status):
    """Overdue is what is past; what is unsure is unconfirmed until then."""
    for each in status["deadlines"]:
        if each["due"] is None:
            assert (each["days"], each["state"]) == (None, "unconfirmed")
            continue
        days = (date.fromisoformat(each["due"]) - TODAY).days
        state = "overdue" if days < 0 else "due_soon" if days <= 60 else "current"
        assert each["days"] == days
        assert each["state"] == state or (days >= 0 and each["state"] == "unconfirmed")


def test_each_deadline_is_listed_once(status):
    ids = [each["id"] for each in status["deadlines"]]
    assert len(ids) == len(set(ids)) and "policy-review" in ids


def test_the_calendar_is_well_formed(calendar):
    """RFC 5545: lines end with CRLF and hold 75 bytes at most."""
    lines = calendar.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in b"".join(lines) and max(map(len, lines)) <= 75
    assert {b"REFRESH-INTERVAL;VALUE=DURATION:P1D", b"X-PUBLISHED-TTL:P1D"} <= set(lines)


def read(text: bytes):
    return vobject.readOne(text.decode(), validate=True)


def test_each_event_is_a_day_to_come(calendar):
    """What is overdue stands in this month; each event takes one day, blocks no time, leads on."""
    events = read(calendar).vevent_list
    assert len({event.uid.value for event in events}) == len(events)
    for event in events:
        assert event.dtstart.value >= TODAY
        assert event.dtend.value - event.dtstart.value == timedelta(days=1)
        assert event.transp.value == "TRANSPARENT"
        assert event.url.value == f"{SITE_URL}status/"
        assert event.summary.value and event.dtstamp.value.date() == TODAY


def test_the_calendar_names_each_deadline_and_no_file(calendar, status):
    said = "\n".join(
        f"{event.summary.value}\n{event.description.value}" for event in read(calendar).vevent_list
    )
    assert [each["what"] for each in status["deadlines"] if each["what"] not in said] == []
    assert "data/" not in said and ".yaml" not in said


def test_another_program_writes_the_same_from_it(calendar):
    """It survives being read and written by a calendar that shares no code with ours."""

    def said(parsed):
        return [
            (each.uid.value, each.dtstart.value, each.summary.value) for each in parsed.vevent_list
        ]

    assert said(read(read(calendar).serialize().encode())) == said(read(calendar))
