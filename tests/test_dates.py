"""Dates as people write them, and what state they are in on a given day."""

from datetime import date, timedelta

import pytest

from policysite.dates import When, days_left, state_on, today_in_london

DUE = When.parse("2023-09")


@pytest.mark.parametrize("written, first, last, shown", [
    ("2022", date(2022, 1, 1), date(2022, 12, 31), "2022"),
    ("2022-09", date(2022, 9, 1), date(2022, 9, 30), "September 2022"),
    ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "February 2023"),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
    ("2024-12", date(2024, 12, 1), date(2024, 12, 31), "December 2024"),
    ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), "29 February 2024"),
    ("2026-01-05", date(2026, 1, 5), date(2026, 1, 5), "5 January 2026"),
])
def test_a_date_is_a_year_a_month_or_a_day(written, first, last, shown):
    """A month begins on its first day and ends on its last; a page shows it in words."""
    when = When.parse(written)
    assert (when.first, when.last, str(when), when.iso) == (first, last, shown, written)


@pytest.mark.parametrize("written, refusal", [
    ("2022-13", '"2022-13" names a month that does not exist. Write year-month, such as 2022-09'),
    ("2022-00", '"2022-00" names a month that does not exist. Write year-month, such as 2022-09'),
    ("2022-13-01", '"2022-13-01" names a month that does not exist. Write year-month, such as 2022-09'),
    ("2023-02-29", '"2023-02-29" names a day that does not exist. Write year-month, such as 2022-09'),
    ("2022-09-00", '"2022-09-00" names a day that does not exist. Write year-month, such as 2022-09'),
    ("0000-09", '"0000-09" names a month that does not exist. Write year-month, such as 2022-09'),
    ("2022-09-31", '"2022-09-31" names a day that does not exist. Write year-month, such as 2022-09'),
    *((written, f'"{written}" is not a date. Write a month as 2022-09, or a day as 2022-09-30') for written in
      ("September 2022", "09/2022", "9/30/2022", "30.9.2022", "2022-9", "2022/09", "22-09", "soon", "2022-09 ", "")),
])
def test_anything_else_is_refused(written, refusal):
    """What is no date, or names a day that does not exist, is said with what to write."""
    with pytest.raises(ValueError) as error:
        When.parse(written)
    assert str(error.value) == refusal


@pytest.mark.parametrize("written, months, later", [
    ("2022-09", 12, "2023-09"), ("2022-12", 1, "2023-01"), ("2022-01", 11, "2022-12"), ("2022-09", 0, "2022-09"),
    ("2022-09-30", 12, "2023-09-30"), ("2024-02-29", 12, "2025-02-28"), ("2023-01-31", 1, "2023-02-28"),
    ("2024-01-31", 1, "2024-02-29"), ("2023-10-31", 13, "2024-11-30"),
])
def test_so_many_months_later(written, months, later):
    """A month stays a month, a day a day; the 31st becomes a shorter month's last day."""
    assert When.parse(written).plus_months(months).iso == later


@pytest.mark.parametrize("today, state, days", [
    (date(2022, 9, 1), "current", 394),
    (date(2023, 9, 30) - timedelta(61), "current", 61),
    (date(2023, 9, 30) - timedelta(60), "due_soon", 60),
    (date(2023, 9, 30), "due_soon", 0),
    (date(2023, 10, 1), "overdue", -1),
    (date(2026, 11, 22), "overdue", -1149),
], ids=["a year before", "61 days left", "60 days left", "the last day", "the day after", "three years after"])
def test_the_state_on_a_day(today, state, days):
    """A month that is due ends on its last day; from 60 days before it is due soon, the day after it is overdue."""
    assert (state_on(DUE, today), days_left(DUE, today)) == (state, days)


@pytest.mark.parametrize("due, last_good_day", [
    ("2024-02", date(2024, 2, 29)), ("2024-02-29", date(2024, 2, 29)), ("2023-02", date(2023, 2, 28)),
    ("2026-12", date(2026, 12, 31)), ("2026-12-31", date(2026, 12, 31)), ("2027", date(2027, 12, 31)),
])
def test_overdue_begins_the_day_after(due, last_good_day):
    """Also in leap years, and at a year's end."""
    assert state_on(When.parse(due), last_good_day) == "due_soon"
    assert state_on(When.parse(due), last_good_day + timedelta(1)) == "overdue"


def test_a_missing_date_never_counts_as_fine():
    """What was never confirmed is unconfirmed on every day."""
    assert state_on(None, date(2026, 11, 22)) == "unconfirmed"


def test_today_can_be_given():
    """TODAY=2026-11-22 sets the day for every command."""
    assert today_in_london({"TODAY": "2026-11-22"}) == date(2026, 11, 22)
    assert abs(today_in_london({}) - date.today()) <= timedelta(1)


@pytest.mark.parametrize("given", ["2026-13-01", "today", "22/11/2026"])
def test_a_day_that_is_none_is_refused(given):
    """A slip in TODAY ends the command, and never means another day."""
    with pytest.raises(SystemExit, match=f'TODAY is "{given}". Write a day such as TODAY=2026-11-22'):
        today_in_london({"TODAY": given})
