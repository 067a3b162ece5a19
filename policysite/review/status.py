"""The list of deadlines as people read it: the status page, the terminal, the weekly issue."""

from datetime import date

from policysite.problems import plural
from policysite.review.deadlines import Deadline, deadlines, worst_first
from policysite.schema.data import Data

STATE_NAMES = {
    "overdue": "Overdue",
    "unconfirmed": "Not confirmed",
    "due_soon": "Due soon",
    "current": "Current",
}
KINDS = {  # what goes stale, what to do with it, and the page that shows it
    "policy": ("The policy", "Review the policy", "policy/"),
    "contacts": ("Contacts", "Confirm contacts", "contacts/"),
    "guidance": ("Cited documents and changes", "Check cited documents", "policy/"),
    "help": ("Help services", "Check help services", "contacts/"),
    "apps": ("Age limits", "Check age limits", "parents/age-limits/"),
    "advice": ("Sources of advice", "Check sources of advice", "#every-date"),
    "channels": ("Official channels", "Check official channels", "policy/"),
    "statements": ("Statements", "Check statements", "about/accessibility/"),
}


def grouped(data: Data, today: date) -> dict[tuple[str, str, str], list[Deadline]]:
    """Every deadline, worst first, by kind, owner and state: a line of the status page each."""
    groups: dict[tuple, list[Deadline]] = {}
    for deadline in worst_first(deadlines(data), today):
        key = (deadline.kind, deadline.owner, deadline.state(today))
        groups.setdefault(key, []).append(deadline)
    return groups


def waiting(data: Data, today: date) -> dict[tuple[str, str], list[str]]:
    """What is overdue, due soon or not confirmed, by kind and owner; not the policy's review."""
    names: dict[tuple[str, str], list[str]] = {}
    for (kind, owner, state), listed in grouped(data, today).items():
        if kind != "policy" and state != "current":
            names.setdefault((kind, owner), []).extend(deadline.name for deadline in listed)
    return names


def reasons(data: Data) -> list[tuple[str, str, str | None]]:
    """Why to review the policy: what has changed outside, how, and where to read it."""
    listed = []
    for entry in changed(data):
        what = entry.since
        if getattr(entry, "superseded", False):
            what = f"the policy cites {entry.cited}; the newest edition known is {entry.newest}."
        listed.append((entry.label[0].upper() + entry.label[1:], what, entry.address))
    return listed


def changed(data: Data) -> list:
    """The documents and channels that are no longer as they were when the policy was agreed."""
    entries = [*data.guidance.values(), *data.channels.values()]
    return [entry for entry in entries if entry.since or getattr(entry, "superseded", False)]


def notes(data: Data) -> dict[str, list]:
    """The same, by the permanent name of the rule that they touch."""
    by_rule: dict[str, list] = {}
    for entry in changed(data):
        by_rule.setdefault(entry.rule, []).append(entry)
    return by_rule


def upkeep(data: Data, today: date) -> tuple[str, int]:
    """`make upkeep`: every deadline with its owner and where it is kept, worst first; what speaks
    for a review; and 1 when a deadline is overdue or was never confirmed."""
    rows = [("How it stands", "Owner", "Kept in", "What")]
    for deadline in worst_first(deadlines(data), today):
        owner = owner_in_words(data, deadline)
        what = deadline.what + doubt(deadline)
        rows.append((in_words(deadline, today), owner, deadline.source, what))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    lines += ["", "Reasons to review the policy:"]
    lines += [f"- {title}: {what}" for title, what, _ in reasons(data)] or ["- none known"]
    states = [deadline.state(today) for deadline in deadlines(data)]
    overdue, unconfirmed = states.count("overdue"), states.count("unconfirmed")
    lines += ["", f"{overdue} overdue, {unconfirmed} not confirmed, on {today.isoformat()}."]
    return "\n".join(lines), 1 if overdue + unconfirmed else 0


def as_markdown(data: Data, today: date) -> str:
    """What needs somebody, by owner, for the weekly issue. No days: equal data give equal text."""
    by_owner: dict[str, list[str]] = {}
    for deadline in worst_first(deadlines(data), today):
        state = deadline.state(today)
        if state != "current":
            due = doubt(deadline) or (f", due {deadline.due}" if deadline.due else "")
            line = f"- [ ] {STATE_NAMES[state]}: {deadline.what}{due} – `{deadline.source}`"
            owner = owner_in_words(data, deadline)
            by_owner.setdefault(owner, []).append(line)
    parts = [f"### {owner}\n\n" + "\n".join(by_owner[owner]) + "\n" for owner in sorted(by_owner)]
    return "\n".join(parts)


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
    return f"{plural(-days, 'day')} overdue" if days < 0 else f"{plural(days, 'day')} left"


def owner_in_words(data: Data, deadline: Deadline) -> str:
    """The role that looks after a deadline."""
    return role_in_words(data, deadline.kind, deadline.owner)


def role_in_words(data: Data, kind: str, owner: str = "") -> str:
    """The role that looks after a kind of facts (the usual one, or another), marked as proposed
    until the school has confirmed it."""
    upkeep = data.upkeep[kind]
    return data.contact(owner or upkeep.owner).role + ("" if upkeep.checked else " (proposed)")
