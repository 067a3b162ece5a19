"""data/agreed.yaml: which bullet is which rule where that is not plain, and who found both to say the same, and when."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policysite.problems import Problem, suggestion
from policysite.review.agreed.document import normal
from policysite.typed import read_yaml

FILE = "data/agreed.yaml"
FIELDS = ("bullet", "checked", "by", "words")
PASTE = "{name}: {{checked: {today}, by: your_role, words: {words}}}"
CHECKED_NEEDS = "needs checked:, by: and words: together. Paste the whole line that the remark gave, and put your role in."


@dataclass(frozen=True)
class Settled:
    """One entry: the bullet's first words, or the day and the role that found agreed and plain words equal."""

    line: int
    bullet: str = ""
    checked: str = ""
    by: str = ""
    words: str = ""


def key_of(rule) -> str:
    """How an entry names a rule: by its permanent name, or by its number where it has none."""
    return rule.name or rule.number


def fingerprint(agreed: str, plain: str) -> str:
    """Short signs of both texts as they are, so that an entry holds for these words and no others."""
    return "-".join(
        hashlib.sha256(normal(text).encode()).hexdigest()[:6] for text in (agreed, plain)
    )


def read(root: Path) -> tuple[dict[str, Settled], list[Problem]]:
    """Every entry, and what is wrong with the file's form. A missing or empty file settles nothing."""
    path = root / FILE
    if not path.exists() or not any(
        line.strip() and line[0] != "#" for line in path.read_text("utf-8", "replace").splitlines()
    ):
        return {}, []
    entries, problems = read_yaml(path, FILE)
    settled = {}
    for name, entry in entries.items():
        fields = (
            entry
            if isinstance(entry, dict) and all(isinstance(value, str) for value in entry.values())
            else {"": ""}
        )
        if unknown := [field for field in fields if field not in FIELDS]:
            problems.append(
                Problem(
                    FILE,
                    entries.line_of(name),
                    f"{name}: has {unknown[0] or 'no fields'}. {suggestion(unknown[0], FIELDS)}",
                )
            )
        else:
            settled[name] = Settled(entries.line_of(name), **fields)
    return settled, problems


def check(settled: dict[str, Settled], rules, roles, today: date) -> Iterator[Problem]:
    """An entry is of a rule that is there, says its day, role and words together, and no day to come."""
    known = [key_of(rule) for rule in rules]
    for name, entry in settled.items():
        if name not in known:
            yield Problem(FILE, entry.line, f'there is no rule "{name}". {suggestion(name, known)}')
        elif (
            (entry.checked or entry.by or entry.words)
            and not (entry.checked and entry.by and entry.words)
            or not (entry.bullet or entry.checked)
        ):
            yield Problem(FILE, entry.line, f"{name}: {CHECKED_NEEDS}")
        elif entry.by and entry.by not in roles:
            yield Problem(
                FILE,
                entry.line,
                f'{name}: there is no role "{entry.by}". {suggestion(entry.by, roles)}',
            )
        elif entry.checked and not is_past_day(entry.checked, today):
            yield Problem(
                FILE,
                entry.line,
                f"{name}: {entry.checked} is not a day that has been. Write  checked: {today}",
            )


def is_past_day(text: str, today: date) -> bool:
    try:
        return date.fromisoformat(text) <= today
    except ValueError:
        return False
