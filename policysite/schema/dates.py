"""Dates as people write them: a year, a month or a day.

Only `today_in_london` reads the clock: the command line and the hooks ask it what day it is, and
`latest_day` whether a date is still to come.
"""

import calendar
import os
import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from policysite.schema.errors import wrong

WRITTEN = re.compile(r"20[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True)
class When:
    """A year, a month or a day: from its first to its last day. `iso` is as it was written."""

    first: date
    last: date
    iso: str

    @classmethod
    def parse(cls, text: str) -> "When":
        """`2022`, `2022-09` or `2022-09-30` (ISO 8601). A ValueError says what else it is."""
        if not WRITTEN.fullmatch(text):
            raise wrong("not_a_date", value=text)
        try:
            first = date.fromisoformat((text + "-01-01")[:10])
        except ValueError:
            raise wrong("no_such_date", value=text) from None
        rest = {4: "-12-31", 7: f"-{days_in(first.year, first.month)}", 10: ""}[len(text)]
        return cls(first, date.fromisoformat(text + rest), text)

    @property
    def months(self) -> int:
        """Counted from year 0, so that months are compared with months."""
        return self.last.year * 12 + self.last.month

    def plus_months(self, months: int) -> "When":
        """The same month or day, so many months on. The 31st becomes a shorter month's last day."""
        year, month = divmod(self.months - 1 + months, 12)
        text = f"{year:04}-{month + 1:02}"
        if len(self.iso) == 10:
            text += f"-{min(self.last.day, days_in(year, month + 1)):02}"
        return When.parse(text)

    def __str__(self) -> str:
        """As a page shows it: 2022, September 2022 or 30 September 2022."""
        if len(self.iso) == 4:
            return self.iso
        month = f"{calendar.month_name[self.first.month]} {self.first.year}"
        return f"{self.first.day} {month}" if len(self.iso) == 10 else month


def days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


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
