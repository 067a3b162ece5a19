"""The list of deadlines, told to people: the status page, status.json, the terminal's table and the timed issue."""

import json
from dataclasses import dataclass
from datetime import date

from policysite.dates import Deadline, When, deadlines, worst_first

STATE_WORDS = {"overdue": "Overdue", "unconfirmed": "Not confirmed", "due_soon": "Due soon", "current": "Current"}
KIND_WORDS = {"policy": "The policy", "contacts": "Contacts", "guidance": "Cited documents and changes", "help": "Help services",
              "apps": "Age limits", "advice": "Sources of advice", "channels": "Official channels", "statements": "Statements"}


@dataclass(frozen=True)
class Group:
    """Deadlines of one kind, owner and state that fall due together: one line of the status page."""

    kind: str
    owner: str
    state: str
    done: When | None
    due: When | None
    deadlines: tuple[Deadline, ...]

    def bar(self, span: tuple[date, date], today: date) -> dict:
        """Where its time lies between two days, in percent: counted as done, then overdue. For one SVG line."""
        def at(day: date) -> float:
            share = (day - span[0]).days / (span[1] - span[0]).days
            return round(100 * min(max(share, 0), 1), 1)
        start, end = (at(self.done.first) if self.done else None), (at(self.due.last) if self.due else None)
        late = max(at(today) - end, 0) if self.due and self.due.last < today else 0
        return {"start": start, "width": None if start is None or end is None else round(end - start, 1),
                "end": end, "late": round(late, 1), "today": at(today)}


def grouped(listed: list[Deadline], today: date) -> list[Group]:
    """The deadlines in lines that can be taken in at a glance, worst first."""
    groups: dict[tuple, list[Deadline]] = {}
    for each in worst_first(listed, today):
        key = (each.kind, each.owner, each.state(today), each.done and each.done.iso, each.due and each.due.iso)
        groups.setdefault(key, []).append(each)
    return [Group(kind, owner, state, held[0].done, held[0].due, tuple(held))
            for (kind, owner, state, _, _), held in groups.items()]


def jobs(groups: list[Group], facts) -> dict[str, str]:
    """What waits for each owner, by the owner's role: the policy; contacts (8), official channels (3)."""
    waiting: dict[str, list[str]] = {}
    for group in groups:
        if group.state != "current":
            kind = KIND_WORDS[group.kind].lower()
            count = "" if group.kind == "policy" else f" ({len(group.deadlines)})"
            waiting.setdefault(owner_in_words(facts, group.deadlines[0]), []).append(kind + count)
    return {owner: ", ".join(kinds) for owner, kinds in waiting.items()}


def span(groups: list[Group], today: date) -> tuple[date, date]:
    """The years that the timeline shows: whole years around every date on it."""
    days = [today] + [day for group in groups for when in (group.done, group.due) if when for day in (when.first, when.last)]
    return date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)


def needs_somebody(listed: list[Deadline], today: date) -> list[Deadline]:
    """What is overdue, or was never confirmed: a missing date never counts as fine."""
    return [each for each in worst_first(listed, today) if each.state(today) in ("overdue", "unconfirmed")]


def reasons_to_review(facts) -> list[str]:
    """What has changed since the policy was agreed, a sentence each: newer editions, and other changes."""
    reasons = []
    for document in facts.guidance.values():
        if document.superseded:
            reasons.append(f"{document.title}: the policy cites {document.cited}; the newest edition known is {document.newest}.")
        elif document.since:
            reasons.append(f"{document.title[0].upper()}{document.title[1:]}: {document.since}")
    return reasons + [channel.since for channel in facts.channels.values() if channel.since]


def notes(facts) -> dict[str, list]:
    """What has changed since each rule was agreed, by the rule's permanent name: documents and channels."""
    changed: dict[str, list] = {}
    for entry in [*facts.guidance.values(), *facts.channels.values()]:
        if entry.since or getattr(entry, "superseded", False):
            changed.setdefault(entry.rule, []).append(entry)
    return changed


def as_json(facts, today: date) -> str:
    """status.json as the README documents it: ISO dates or null, an owner's role, days negative once overdue."""
    return json.dumps({
        "built": today.isoformat(),
        "today": today.isoformat(),
        "deadlines": [{
            "id": each.id, "what": each.what, "owner": each.owner,
            "done": each.done and each.done.iso, "due": each.due and each.due.last.isoformat(),
            "state": each.state(today), "days": each.days(today), "source": each.source,
        } for each in worst_first(deadlines(facts), today)],
    }, indent=2, ensure_ascii=False) + "\n"


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


def as_table(facts, today: date) -> str:
    """Every deadline for the terminal, worst first, with its owner and where it is kept; then what speaks for a review."""
    rows = [("How it stands", "Owner", "Kept in", "What")]
    rows += [(in_words(each, today), owner_in_words(facts, each), each.source,
              each.what + (f" ({each.to_confirm.rstrip('.')})" if each.to_confirm else ""))
             for each in worst_first(deadlines(facts), today)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join([*(cell.ljust(width) for cell, width in zip(row, widths)), row[3]]) for row in rows]
    reasons = reasons_to_review(facts)
    return "\n".join([*lines, "", "Reasons to review the policy:", *(f"- {reason}" for reason in reasons or ["none known"])])


def owner_in_words(facts, deadline: Deadline) -> str:
    """The owner's role, marked as proposed until the school has confirmed it."""
    proposed = "" if facts.upkeep[deadline.kind].checked else " (proposed)"
    return facts.contact(deadline.owner).role + proposed


def as_markdown(facts, today: date) -> str:
    """What needs somebody, for the timed issue, grouped by owner. No day counts: the same facts give the same text."""
    listed = [each for each in worst_first(deadlines(facts), today) if each.state(today) != "current"]
    owners = sorted({owner_in_words(facts, each) for each in listed})
    lines = []
    for owner in owners:
        lines += [f"### {owner}", ""]
        lines += [f"- [ ] {STATE_WORDS[each.state(today)]}: {each.what}{due_in_words(each)} – `{each.source}`"
                  for each in listed if owner_in_words(facts, each) == owner]
        lines.append("")
    return "\n".join(lines)


def due_in_words(deadline: Deadline) -> str:
    if deadline.to_confirm:
        return f" ({deadline.to_confirm.rstrip('.')})"
    return f", due {deadline.due}" if deadline.due else ""
