"""data/agreed.yaml: which bullet is which rule, and who found both to say the same, and when."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from policysite.problems import Problem, problem, suggestion
from policysite.review.agreed.document import normal
from policysite.schema import fields as kinds
from policysite.schema.data import read_file
from policysite.schema.models import Record, optional

FILE = "data/agreed.yaml"


class Settled(Record):
    """The bullet's first words, or who found agreed and plain words equal, on which day."""

    bullet: kinds.Words = optional("Members of staff will")
    checked: kinds.Day = optional("2027-09-20")
    by: kinds.ShortName = optional("dsl")
    words: kinds.Words = optional("3f9a1c-7d20be")


def fingerprint(agreed: str, plain: str) -> str:
    """Signs of both texts, so that an entry holds for these words and no others."""
    texts = normal(agreed).encode(), normal(plain).encode()
    return "-".join(hashlib.sha256(text).hexdigest()[:6] for text in texts)


def read(root: Path) -> tuple[dict[str, Settled], list[Problem]]:
    """Every entry, and what is wrong with the file's form; without entries nothing is settled."""
    path = root / FILE
    lines = path.read_text("utf-8", "replace").splitlines() if path.exists() else []
    if not any(line.strip() and not line.startswith("#") for line in lines):
        return {}, []
    entries, problems = read_file(root, "agreed", dict[str, Settled])
    return entries or {}, problems


def check(
    settled: Mapping[str, Settled], names: Collection[str], roles: Collection[str], today: date
) -> Iterator[Problem]:
    """An entry is of a rule that is there, and says its day, role and words together."""
    for name, entry in settled.items():
        near, wrong = "", None
        together = {bool(entry.checked), bool(entry.by), bool(entry.words)}
        if name not in names:
            wrong, near = "settled_rule", suggestion(name, names)
        elif len(together) > 1 or not (entry.bullet or entry.checked):
            wrong = "settled_incomplete"
        elif entry.by and entry.by not in roles:
            wrong, near = "settled_role", suggestion(entry.by, roles)
        elif entry.checked and entry.checked.first > today:
            wrong = "settled_day"
        if wrong:
            given = {"name": name, "role": entry.by, "day": entry.checked, "today": today}
            yield problem(FILE, entry.line, wrong, suggestion=near, **given)
