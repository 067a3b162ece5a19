"""The names that a macro takes, by kind: a role, a rule, a source of advice."""

from collections.abc import Callable, Mapping

from policysite.content.content import Content
from policysite.output import components, pdf
from policysite.problems import Unknown

PARTS = {  # the templates of what one page alone has
    path.stem: f"parts/{path.name}" for path in components.FOLDER.glob("parts/[a-z]*.html")
}
NUMBERS = ("phone", "out_of_hours", "text_relay", "mobile", "text")


def look_up(kind: str, name: str, content: Content, before: list):
    """What a name stands for; `before` is what the names before it stand for.

    Raises ValueError for a name that nothing has, and lists those there are.
    """
    if kind == "any":
        return name
    if kind == "rule":
        return content.rules.find(name)
    known = numbers(before[0]) if kind == "number" else KINDS[kind](content)
    if name not in known:
        raise Unknown(kind, name, known)
    return known[name]


def numbers(entry) -> dict[str, str]:
    """The fields in which a help service or role has a number."""
    return {field: field for field in NUMBERS if getattr(entry, field, None)}


def changes(content: Content) -> dict[str, object]:
    """Documents of which something has changed since the policy was agreed."""
    return {name: entry for name, entry in content.data.guidance.items() if entry.since}


def sorts_of_app(content: Content) -> dict[str, list]:
    """The apps of each kind."""
    sorts: dict[str, list] = {}
    for app in content.data.apps.values():
        sorts.setdefault(app.sort, []).append(app)
    return sorts


def dates(content: Content) -> dict[str, object]:
    """The policy's own dates."""
    policy = content.data.policy
    first = policy.reviews[0]
    return {
        "written": first.written or first.date,
        "agreed": first.date,
        "reviewed": policy.last_review.date,
        "due": policy.next_due,
    }


KINDS: dict[str, Callable[[Content], Mapping]] = {
    "role": lambda content: content.data.contacts,
    "help service": lambda content: content.data.help,
    "help service or role": lambda content: content.data.help | content.data.contacts,
    "date of the policy": dates,
    "edition": lambda content: {edition.date.iso: edition for edition in content.editions},
    "paper version": pdf.papers,
    "document": lambda content: content.data.guidance,
    "change": changes,
    "channel": lambda content: content.data.channels,
    "app": lambda content: content.data.apps,
    "kind of app": sorts_of_app,
    "source of advice": lambda content: content.data.advice,
    "part": lambda _: PARTS,
    "macro": lambda content: content.macros,
}
