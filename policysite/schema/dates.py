"""Dates as people write them: a year, a month or a day.

Only `today_in_london` reads the clock; the command line, `define_env` and pytest's option call it.
"""

import calendar
import os
import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from policysite.problems import say

WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class When:
    """A year, a month or a day: from its first to its last day. `iso` is as it was written."""

    first: date
    last: date
    iso: str

    @classmethod
    def parse(cls, text: str) -> "When":
        """`2022`, `2022-09` or `2022-09-30` (ISO 8601). Raises ValueError for anything else."""
        match = WRITTEN.fullmatch(text)
        if not match:
            raise ValueError(say("not_a_date", value=text))
        year, month, day = (int(part) if part else None for part in match.groups())
        # An explicit 00 stays 0, so that date() refuses it.
        try:
            first = date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            raise ValueError(say("no_such_date", value=text)) from None
        last_month = month or 12
        last_day = day or calendar.monthrange(year, last_month)[1]
        return cls(first, date(year, last_month, last_day), text)

    @property
    def month(self) -> int:
        """Months counted from year 0, so that months are compared with months."""
        return self.last.year * 12 + self.last.month

    def plus_months(self, months: int) -> "When":
        """The same month or day, so many months on. The 31st becomes a shorter month's last day."""
        year, month = divmod(self.month - 1 + months, 12)
        if len(self.iso) == 10:
            day = min(self.last.day, calendar.monthrange(year, month + 1)[1])
            return When.parse(f"{year:04}-{month + 1:02}-{day:02}")
        return When.parse(f"{year:04}-{month + 1:02}")

    def __str__(self) -> str:
        """As a page shows it: 2022, September 2022 or 30 September 2022."""
        if len(self.iso) == 4:
            return self.iso
        month = f"{calendar.month_name[self.first.month]} {self.first.year}"
        return f"{self.first.day} {month}" if len(self.iso) == 10 else month


def today_in_london(environ=os.environ) -> date:
    """The day commands work with: `TODAY` (an ISO date) if set, else today's in Europe/London."""
    if given := environ.get("TODAY"):
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise SystemExit(f'TODAY is "{given}". Write a day such as TODAY=2026-11-22') from None
    return datetime.now(ZoneInfo("Europe/London")).date()


def latest_day(today: date) -> date:
    """The last day on which anything can have been checked: TODAY may be set back."""
    return max(today, today_in_london({}))
