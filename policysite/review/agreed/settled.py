"""data/agreed.yaml: which bullet is which rule, and who found both to say the same, and when."""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from pydantic import model_validator

from policysite.problems import Problem, suggestion
from policysite.review.agreed.document import normal
from policysite.schema import fields as kinds
from policysite.schema.data import read_file
from policysite.schema.errors import wrong
from policysite.schema.models import Record, optional

FILE = "data/agreed.yaml"


class Settled(Record):
    """The bullet's first words, or who found agreed and plain words equal, on which day."""

    bullet: kinds.Words = optional("Members of staff will")
    checked: kinds.Day = optional("2027-09-20")
    by: kinds.ShortName = optional("dsl")
    words: kinds.Words = optional("3f9a1c-7d20be")

    @model_validator(mode="after")
    def says_enough(self):
        """The day, the role and the words stand together."""
        together = {bool(self.checked), bool(self.by), bool(self.words)}
        if len(together) > 1 or not (self.bullet or self.checked):
            raise wrong("settled_incomplete")
        return self


def fingerprint(agreed: str, plain: str) -> str:
    """Signs of both texts, so that an entry holds for these words and no others."""
    texts = normal(agreed).encode(), normal(plain).encode()
    return "-".join(hashlib.sha256(text).hexdigest()[:6] for text in texts)


def read(root: Path) -> tuple[dict[str, Settled], list[Problem]]:
    """Every entry by its rule's name, and what is wrong with the form; the file may have none."""
    path = root / FILE
    if not path.exists() or not re.search(rb"^\s*[^#\s]", path.read_bytes(), re.MULTILINE):
        return {}, []
    entries, problems = read_file(root, "agreed", dict[str, Settled])
    return entries or {}, problems


def check(
    entries: Mapping[str, Settled], names: Collection[str], roles: Collection[str], today: date
) -> Iterator[Problem]:
    """Each entry is of a rule and by a role that are there, on a day that has been."""
    for name, entry in entries.items():
        if name not in names:
            yield entry.problem("", "settled_rule", name=name, suggestion=suggestion(name, names))
        if entry.by and entry.by not in roles:
            given = {"role": entry.by, "suggestion": suggestion(entry.by, roles)}
            yield entry.problem("by", "settled_role", name=name, **given)
        if entry.checked and entry.checked.first > today:
            given = {"field": "checked", "date": entry.checked.iso}
            yield entry.problem("checked", "still_to_come", **given)
