"""Everything that goes stale, as one list: what, whose, when last checked, when due, where kept.

The line on a page, the status page, status.json, the calendar and the weekly issue are views of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policysite.problems import Problem, problem
from policysite.schema.data import Data
from policysite.schema.dates import When

DUE_SOON_DAYS = (60, 28, 7)
STATES = ["overdue", "unconfirmed", "due_soon", "current"]  # worst first
KINDS = ("contacts", "guidance", "help", "apps", "advice", "channels", "statements")


@dataclass(frozen=True)
class Deadline:
    """Something that goes stale. `owner` is a role; `source` a file and line."""

    id: str
    kind: str
    what: str  # "Contact: Headteacher"
    name: str  # "Headteacher", where the kind is clear already
    owner: str
    done: When | None
    due: When | None
    source: str
    to_confirm: str | None = None

    def state(self, today: date) -> str:
        """`state_on`, but nothing unsure counts as fine before its date has passed."""
        state = state_on(self.due, today)
        unsure = self.to_come(today) or self.to_confirm and state != "overdue"
        return "unconfirmed" if unsure else state

    def to_come(self, today: date) -> bool:
        """Whether it was last checked on a day still to come: a slip such as 2062 for 2026."""
        return bool(self.done and self.done.first > today)

    def days(self, today: date) -> int | None:
        """Days from today to the last day of what is due; negative once that has passed."""
        return (self.due.last - today).days if self.due else None


def state_on(due: When | None, today: date) -> str:
    """`current`, `due_soon` (at most 60 days left), `overdue` or, without a date, `unconfirmed`."""
    if due is None:
        return "unconfirmed"
    days = (due.last - today).days
    return "overdue" if days < 0 else "due_soon" if days <= max(DUE_SOON_DAYS) else "current"


def deadlines(data: Data) -> list[Deadline]:
    """Every deadline of the site, in the order of its files; the policy's review first."""
    return [policy_review(data)] + [
        deadline_of(entry, kind, data) for kind in KINDS for entry in getattr(data, kind).values()
    ]


def clashes(data: Data) -> Iterator[Problem]:
    """Two entries whose names differ by a hyphen alone would be one in status.json."""
    first: dict[str, Deadline] = {}
    for deadline in deadlines(data):
        other = first.setdefault(deadline.id, deadline)
        if other is not deadline:
            file, line = deadline.source.rsplit(":", 1)
            given = {"other": other.source, "id": deadline.id}
            yield problem(file, int(line), "deadline_twice", **given)


def worst_first(listed: list[Deadline], today: date) -> list[Deadline]:
    """Overdue longest first, then what was never confirmed, then what comes due next."""

    def rank(deadline: Deadline) -> tuple[int, date]:
        last_day = deadline.due.last if deadline.due else date.min
        return STATES.index(deadline.state(today)), last_day

    return sorted(listed, key=rank)


def policy_review(data: Data) -> Deadline:
    """The due date stands in the latest entry of the record alone."""
    policy, latest = data.policy, data.policy.reviews[-1]
    what, owner = f"Review of the {policy.title}", data.upkeep["policy"].owner
    done, due = policy.last_review.date, latest.next_due
    return Deadline("policy-review", "policy", what, what, owner, done, due, latest.place)


def deadline_of(entry, kind: str, data: Data) -> Deadline:
    """An entry of a data file: due so many months after its last check, if there was one."""
    default = data.upkeep[kind]
    due = entry.checked.plus_months(entry.every or default.every) if entry.checked else None
    return Deadline(
        id=f"{entry.kind}-{entry.key}".lower().replace("_", "-").replace(" ", "-"),
        kind=kind,
        what=f"{entry.kind}: {entry.label}",
        name=entry.label,
        owner=entry.owner or default.owner,
        done=entry.checked,
        due=due,
        source=entry.place,
        to_confirm=getattr(entry, "to_confirm", None),
    )
