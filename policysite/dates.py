"""Dates as people write them, deadlines, and what state they are in on a given day.

Nothing here reads the clock except `today_in_london`, which only the command line,
`define_env` and pytest's option call.
"""

import calendar
import os
import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
DUE_SOON_DAYS = (60, 28, 7)


@dataclass(frozen=True)
class When:
    """A year, a month or a day: from its first to its last day."""

    first: date
    last: date
    iso: str

    @classmethod
    def parse(cls, text: str) -> "When":
        """`2022`, `2022-09` or `2022-09-30`. Raises ValueError, in the editor's words, for anything else."""
        match = WRITTEN.fullmatch(text)
        if not match:
            raise ValueError(f'"{text}" is not a date. Write a month as 2022-09, or a day as 2022-09-30')
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            first = date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            kind = "day" if day is not None and 1 <= month <= 12 else "month"
            raise ValueError(f'"{text}" names a {kind} that does not exist. Write year-month, such as 2022-09') from None
        last_month = month or 12
        return cls(first, date(year, last_month, day or calendar.monthrange(year, last_month)[1]), text)

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
    """The day the commands work with: `TODAY` (an ISO date) if set, else today's in Europe/London."""
    if given := environ.get("TODAY"):
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise SystemExit(f'TODAY is "{given}". Write a day such as TODAY=2026-11-22') from None
    return datetime.now(ZoneInfo("Europe/London")).date()


def latest_day(today: date) -> date:
    """The last day on which anything can have been checked: TODAY may be set back, and what was done since is done."""
    return max(today, today_in_london({}))


def state_on(due: When | None, today: date) -> str:
    """`current`, `due_soon` (60 days or fewer left), `overdue` (the last day has passed) or `unconfirmed` (no date)."""
    if due is None:
        return "unconfirmed"
    days = days_left(due, today)
    return "overdue" if days < 0 else "due_soon" if days <= max(DUE_SOON_DAYS) else "current"


def days_left(due: When, today: date) -> int:
    """Days from today to the last day of what is due; negative once that has passed."""
    return (due.last - today).days


# --- deadlines -------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Deadline:
    """Something that goes stale: what, whose it is (a role), when it was last done, when it is due, where it is kept."""

    id: str
    kind: str
    what: str  # "Contact: Headteacher"
    name: str  # "Headteacher", where the kind is said already
    owner: str
    done: When | None
    due: When | None
    source: str  # file and line, as in data/contacts.yaml:41
    to_confirm: str | None = None

    def state(self, today: date) -> str:
        """`state_on`; what nobody could confirm stays `unconfirmed` until its date has passed, and a check still to come is none."""
        if self.to_come(today):
            return "unconfirmed"
        state = state_on(self.due, today)
        return "unconfirmed" if self.to_confirm and state != "overdue" else state

    def to_come(self, today: date) -> bool:
        """Whether it was last done on a day that is still to come: a slip such as 2062 for 2026."""
        return bool(self.done and self.done.first > today)

    def days(self, today: date) -> int | None:
        return self.due and days_left(self.due, today)


STATES = ["overdue", "unconfirmed", "due_soon", "current"]  # worst first


def deadlines(facts) -> list[Deadline]:
    """Every deadline of the site, in the order of its files."""
    listed = [policy_review(facts)]
    for kind, called, entries, done in [
        ("contacts", "Contact", facts.contacts, "checked"),
        ("guidance", "Document", facts.guidance, "checked"),
        ("help", "Help", facts.help, "checked"),
        ("apps", "Age limit", facts.apps, "checked"),
        ("advice", "Advice", facts.advice, "checked"),
        ("channels", "Channel", facts.channels, "checked"),
        ("statements", "Statement", facts.statements, "checked"),
    ]:
        listed += [deadline_of(entry, kind, called, getattr(entry, done), facts.upkeep[kind]) for entry in entries.values()]
    return listed


def policy_review(facts) -> Deadline:
    latest = facts.policy.reviews[-1]
    what = f"Review of the {facts.policy.title}"
    return Deadline("policy-review", "policy", what, what, facts.upkeep["policy"].owner,
                    facts.policy.last_review.date, latest.next_due, f"{latest.file}:{latest.line}")


def deadline_of(entry, kind: str, called: str, done: When | None, default) -> Deadline:
    """An entry of a data file: due so many months after it was last checked; never checked, it has no due date."""
    due = done and done.plus_months(entry.every or default.every)
    name = name_of(entry)
    return Deadline(f"{called}-{entry.key}".lower().replace("_", "-").replace(" ", "-"), kind, f"{called}: {name}", name,
                    entry.owner or default.owner, done, due, f"{entry.file}:{entry.line}", getattr(entry, "to_confirm", None))


def name_of(entry) -> str:
    """What a reader calls the entry; a contact by its role, so that no name is shown."""
    if hasattr(entry, "body"):
        return f"{entry.body}: {entry.page}"
    return next(getattr(entry, name) for name in ("role", "title", "name") if hasattr(entry, name))


def worst_first(listed: list[Deadline], today: date) -> list[Deadline]:
    """Overdue longest first, then what was never confirmed, then what comes due next."""
    return sorted(listed, key=lambda each: (STATES.index(each.state(today)), each.due.last if each.due else date.min))
