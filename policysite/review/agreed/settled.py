"""data/agreed.yaml: which bullet is which rule, and who found both to say the same, and when."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policysite.problems import Problem, problem, suggestion
from policysite.review.agreed.document import normal
from policysite.typed import read_yaml

FILE = "data/agreed.yaml"
FIELDS = ("bullet", "checked", "by", "words")


@dataclass(frozen=True)
class Settled:
    """The bullet's first words, or who found agreed and plain words equal, on which day."""

    line: int
    bullet: str = ""
    checked: str = ""
    by: str = ""
    words: str = ""


def fingerprint(agreed: str, plain: str) -> str:
    """Signs of both texts, so that an entry holds for these words and no others."""
    texts = normal(agreed).encode(), normal(plain).encode()
    return "-".join(hashlib.sha256(text).hexdigest()[:6] for text in texts)


def read(root: Path) -> tuple[dict[str, Settled], list[Problem]]:
    """Every entry, and what is wrong with the file's form; without entries nothing is settled."""
    path, settled = root / FILE, {}
    text = path.read_text("utf-8", "replace") if path.exists() else ""
    if not any(line.strip() and not line.startswith("#") for line in text.splitlines()):
        return {}, []
    entries, problems = read_yaml(path, FILE)
    for name, entry in entries.items():
        line, fields = (
            entries.line_of(name),
            entry if isinstance(entry, dict) else {"no fields": ""},
        )
        for field in fields:
            if field not in FIELDS or not isinstance(fields[field], str):
                near = suggestion(field, FIELDS)
                problems.append(
                    problem(FILE, line, "agreed_field", name=name, field=field, suggestion=near)
                )
        settled[name] = Settled(line, **{field: str(fields.get(field, "")) for field in FIELDS})
    return settled, problems


def check(
    settled: Mapping[str, Settled], names: Collection[str], roles: Collection[str], today: date
) -> Iterator[Problem]:
    """An entry is of a rule that is there, and says its day, role and words together."""
    for name, entry in settled.items():
        together = {bool(entry.checked), bool(entry.by), bool(entry.words)}
        given = {"name": name, "role": entry.by, "day": entry.checked, "today": today}
        if name not in names:
            near = suggestion(name, names)
            yield problem(FILE, entry.line, "agreed_unknown_rule", suggestion=near, **given)
        elif len(together) > 1 or not (entry.bullet or entry.checked):
            yield problem(FILE, entry.line, "agreed_incomplete", **given)
        elif entry.by and entry.by not in roles:
            near = suggestion(entry.by, roles)
            yield problem(FILE, entry.line, "agreed_unknown_role", suggestion=near, **given)
        elif entry.checked and not has_been(entry.checked, today):
            yield problem(FILE, entry.line, "agreed_day", **given)


def has_been(day: str, today: date) -> bool:
    try:
        return date.fromisoformat(day) <= today
    except ValueError:
        return False
