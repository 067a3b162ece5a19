"""The list of deadlines as people read it: the status page, the terminal, the weekly issue."""

from datetime import date
from typing import NamedTuple

from policysite.review.deadlines import Deadline, deadlines, worst_first
from policysite.schema.data import Data

STATE_NAMES = {
    "overdue": "Overdue",
    "unconfirmed": "Not confirmed",
    "due_soon": "Due soon",
    "current": "Current",
}
KIND_NAMES = {
    "policy": "The policy",
    "contacts": "Contacts",
    "guidance": "Cited documents and changes",
    "help": "Help services",
    "apps": "Age limits",
    "advice": "Sources of advice",
    "channels": "Official channels",
    "statements": "Statements",
}


class Change(NamedTuple):
    """What has changed since the policy was agreed, and where to read it."""

    what: str
    title: str
    address: str | None


class Group(NamedTuple):
    """Deadlines of one kind, owner and state, worst first: a line of the status page."""

    kind: str
    owner: str
    state: str
    deadlines: list[Deadline]

    @property
    def first(self) -> Deadline:
        return self.deadlines[0]


def grouped(data: Data, today: date) -> list[Group]:
    """Every deadline, in lines that can be taken in at a glance, worst first."""
    groups: dict[tuple, Group] = {}
    for deadline in worst_first(deadlines(data), today):
        key = (deadline.kind, deadline.owner, deadline.state(today))
        groups.setdefault(key, Group(*key, [])).deadlines.append(deadline)
    return list(groups.values())


def changes_outside(data: Data) -> list[Change]:
    """Reasons to review the policy: newer editions of what it cites, and other changes."""
    changes = []
    for entry in [*data.guidance.values(), *data.channels.values()]:
        what = entry.since
        if getattr(entry, "superseded", False):
            cited = f"the policy cites {entry.cited}; the newest edition known is"
            what = f"{cited} {entry.newest}."
        if what:
            title = entry.label[0].upper() + entry.label[1:]
            changes.append(Change(what, title, entry.address))
    return changes


def notes(data: Data) -> dict[str, list]:
    """Documents and channels that have changed, by the permanent name of the rule they touch."""
    changed: dict[str, list] = {}
    for entry in [*data.guidance.values(), *data.channels.values()]:
        if entry.since or getattr(entry, "superseded", False):
            changed.setdefault(entry.rule, []).append(entry)
    return changed


def upkeep(data: Data, today: date) -> tuple[str, int]:
    """`make upkeep`: every deadline, worst first; 1 when one is overdue or was never confirmed."""
    states = [deadline.state(today) for deadline in deadlines(data)]
    overdue, unconfirmed = states.count("overdue"), states.count("unconfirmed")
    count = f"{overdue} overdue, {unconfirmed} not confirmed, on {today.isoformat()}."
    return f"{as_table(data, today)}\n\n{count}", 1 if overdue + unconfirmed else 0


def as_table(data: Data, today: date) -> str:
    """Every deadline with its owner and where it is kept; then what speaks for a review."""
    rows = [("How it stands", "Owner", "Kept in", "What")]
    for deadline in worst_first(deadlines(data), today):
        what, owner = deadline.what + doubt(deadline), owner_in_words(data, deadline)
        rows.append((in_words(deadline, today), owner, deadline.source, what))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join([*map(str.ljust, row[:3], widths), row[3]]) for row in rows]
    changes = [f"- {change.title}: {change.what}" for change in changes_outside(data)]
    return "\n".join([*lines, "", "Reasons to review the policy:", *(changes or ["- none known"])])


def as_markdown(data: Data, today: date) -> str:
    """What needs somebody, by owner, for the weekly issue. No days: equal data give equal text."""
    by_owner: dict[str, list[str]] = {}
    for deadline in worst_first(deadlines(data), today):
        state = deadline.state(today)
        if state != "current":
            due = doubt(deadline) or (f", due {deadline.due}" if deadline.due else "")
            line = f"- [ ] {STATE_NAMES[state]}: {deadline.what}{due} – `{deadline.source}`"
            by_owner.setdefault(owner_in_words(data, deadline), []).append(line)
    return "\n".join(
        line for owner in sorted(by_owner) for line in (f"### {owner}", "", *by_owner[owner], "")
    )


def doubt(deadline: Deadline) -> str:
    """What is still to be confirmed, in brackets; nothing where all is sure."""
    return f" ({deadline.to_confirm.rstrip('.')})" if deadline.to_confirm else ""


def in_words(deadline: Deadline, today: date) -> str:
    """How a deadline stands: 1,149 days overdue."""
    days = deadline.days(today)
    if deadline.to_come(today):
        return "date still to come"
    if deadline.state(today) == "unconfirmed":
        return "not confirmed" if deadline.to_confirm else "never confirmed"
    return f"{counted(-days)} overdue" if days < 0 else f"{counted(days)} left"


def counted(days: int) -> str:
    """1 day, 1,149 days."""
    return f"{days:,} day{'s' * (days != 1)}"


def owner_in_words(data: Data, deadline: Deadline) -> str:
    """The owner's role, marked as proposed until the school has confirmed it."""
    return role_in_words(data, deadline.owner, deadline.kind)


def role_in_words(data: Data, owner: str, kind: str) -> str:
    """The role that looks after a kind of facts, as above."""
    proposed = "" if data.upkeep[kind].checked else " (proposed)"
    return data.contact(owner).role + proposed
