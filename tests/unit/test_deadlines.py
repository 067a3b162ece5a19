"""Dates as people write them, and what state a deadline is in on a day, at every edge."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest

from policysite.review.deadlines import Deadline, deadlines, state_on, worst_first
from policysite.review.status import as_markdown, grouped, upkeep
from policysite.schema.dates import When, today_in_london
from policysite.schema.policy import due_within_a_year
from tests.unit.made_up import DAY, entry, review, school, when


@pytest.mark.parametrize(
    ("written", "first", "last", "shown"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "2022"),
        ("2022-09", date(2022, 9, 1), date(2022, 9, 30), "September 2022"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "February 2023"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), "29 February 2024"),
    ],
)
def test_a_date_is_a_year_a_month_or_a_day(written, first, last, shown):
    parsed = When.parse(written)
    assert (parsed.first, parsed.last, str(parsed), parsed.iso) == (first, last, shown, written)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        *((each, "names a day or a month") for each in ("2022-13", "2022-00", "2022-13-01")),
        *((each, "names a day or a month") for each in ("2023-02-29", "2022-09-00", "2022-09-31")),
        *(
            (each, "is not a date")
            for each in ("soon", "0000-09", "22-09", "2022-9", "9/2022", "2022-09 ", "")
        ),
    ],
)
def test_what_is_no_date_is_refused(written, why):
    with pytest.raises(ValueError, match=f'^"{written}" {why}'):
        When.parse(written)


@pytest.mark.parametrize(
    ("written", "months", "later"),
    [
        ("2022-09", 12, "2023-09"),
        ("2022-12", 1, "2023-01"),
        ("2022-09-30", 12, "2023-09-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-10-31", 13, "2024-11-30"),
    ],
)
def test_so_many_months_later(written, months, later):
    assert When.parse(written).plus_months(months).iso == later


@pytest.mark.parametrize(
    ("due", "reviewed", "wrong"),
    [
        ("2027-09", "2026-09", None),
        ("2027-09-30", "2026-09-01", None),
        ("2027-10", "2026-09", "more than twelve months"),
        ("2026-09", "2026-09", "before it was agreed"),
    ],
)
def test_a_review_at_least_once_a_year(due, reviewed, wrong):
    expected = pytest.raises(ValueError, match=wrong) if wrong else nullcontext()
    with expected:
        due_within_a_year(when(due), when(reviewed))


def test_today_can_be_given():
    assert today_in_london({"TODAY": "2026-11-22"}) == DAY
    with pytest.raises(SystemExit, match='TODAY is "today"'):
        today_in_london({"TODAY": "today"})


def deadline(due=None, done="2025-11", to_confirm=None) -> Deadline:
    return Deadline("x", "help", "Help: X", "X", "head", when(done), when(due), "x:1", to_confirm)


@pytest.mark.parametrize(
    ("due", "last_good_day"),
    [
        ("2024-02", date(2024, 2, 29)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 28)),
        ("2026-12", date(2026, 12, 31)),
        ("2027", date(2027, 12, 31)),
        ("2027-03-15", date(2027, 3, 15)),
    ],
)
def test_a_state_at_its_edges(due, last_good_day):
    """Due soon from 60 days before the last day; overdue the day after it."""
    states = {-61: "current", -60: "due_soon", 0: "due_soon", 1: "overdue"}
    for days, state in states.items():
        day = last_good_day + timedelta(days)
        assert (state_on(when(due), day), deadline(due).days(day)) == (state, -days)


@pytest.mark.parametrize(
    ("made", "today", "state"),
    [
        (deadline(done=None), DAY, "unconfirmed"),
        (deadline(done=None), date(2099, 1, 1), "unconfirmed"),
        (deadline("2026-11", to_confirm="Its address."), date(2026, 11, 30), "unconfirmed"),
        (deadline("2026-11", to_confirm="Its address."), date(2026, 12, 1), "overdue"),
        (deadline("2063-11", done="2062-11"), DAY, "unconfirmed"),
        (deadline("2027-11-23", done="2026-11-23"), DAY, "unconfirmed"),
        (deadline("2027-11-22", done="2026-11-22"), DAY, "current"),
    ],
)
def test_what_is_unsure_never_counts_as_fine(made, today, state):
    assert made.state(today) == state


def test_worst_first():
    listed = [deadline(due) for due in ("2027-11", "2026-12", None, "2026-10", "2023-09")]
    order = [each.due and each.due.iso for each in worst_first(listed, DAY)]
    assert order == ["2023-09", "2026-10", None, "2026-12", "2027-11"]


def test_the_policys_due_date_is_its_latest_entrys():
    data = school(review("2024-03", "2025-03"), review("2026-11", "2027-11", line=15))
    policy = deadlines(data)[0]
    assert (policy.done.iso, policy.due.iso, policy.source) == (
        "2026-11",
        "2027-11",
        "data/policy.yaml:15",
    )


def test_an_entry_can_have_an_owner_and_an_interval_of_its_own():
    data = school(help=[entry("help", "a_line", name="A Line", owner="chair", every=3)])
    listed = {each.id: each for each in deadlines(data)}
    assert (listed["help-a-line"].owner, listed["help-a-line"].due.iso) == ("chair", "2026-12")
    assert (listed["contact-head"].owner, listed["contact-head"].due.iso) == ("head", "2027-09")
    assert (
        listed["contact-chair"].due is None
        and listed["contact-chair"].source == "data/contacts.yaml:9"
    )


def test_no_ones_name_is_shown():
    text = upkeep(school(), DAY)[0] + as_markdown(school(), DAY)
    assert "Head Teacher" in text and "Ada" not in text and "Sample" not in text


def test_upkeep_ends_with_1_until_nothing_waits():
    """Overdue, or never confirmed; the last day is still good, the day after is not."""
    text, status = upkeep(school(), DAY)
    assert status == 1 and text.splitlines()[1].startswith(
        "601 days overdue  Head Teacher (proposed)"
    )
    assert text.endswith("\n\n1 overdue, 1 not confirmed, on 2026-11-22.")
    fine = school(review("2026-11", "2027-11"))
    fine.contacts["chair"].checked = when("2026-12-01")
    assert [upkeep(fine, day)[1] for day in (date(2027, 9, 30), date(2027, 10, 1))] == [0, 1]


def test_lines_of_the_status_page_hold_everything_once():
    data = school(help=[entry("help", key, name=key) for key in ("a", "b")])
    groups = grouped(data, DAY).items()
    assert [(kind, state, len(listed)) for (kind, _, state), listed in groups] == [
        ("policy", "overdue", 1),
        ("contacts", "unconfirmed", 1),
        ("contacts", "current", 1),
        ("help", "current", 2),
    ]


def test_the_issues_list_is_the_same_tomorrow():
    data = school()
    assert as_markdown(data, DAY) == as_markdown(data, DAY + timedelta(1))
    assert (
        "### Head Teacher (proposed)\n\n- [ ] Overdue: Review of the Example Policy"
        in as_markdown(data, DAY)
    )
