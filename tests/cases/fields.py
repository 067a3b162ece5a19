"""Every field of every kind of entry, each gone wrong in every way: from the models themselves.

The lines are those of the made-up site, which has every field somewhere (a test says so).
"""

import dataclasses
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from policysite.schema import fields as value_kinds
from policysite.schema import policy
from policysite.schema.data import KINDS, Data, read_file
from tests.project import MADE_UP

MODELS = {**KINDS, "policy": policy.Policy}
TYPES = {field.name: field.type for field in dataclasses.fields(Data)}
VALUES = yaml.load((Path(__file__).parent / "values.yaml").read_text("utf-8"), yaml.BaseLoader)
KIND_NAMES = {
    kind.__metadata__[0].func: name
    for name, kind in vars(value_kinds).items()
    if hasattr(kind, "__metadata__") and name != "Yes"
}
WAYS = {  # what becomes of a line such as   name: Mrs A Example
    "doubled": "{indent}{key}: {value}\n{indent}{key}: {value}",
    "misspelt": "{indent}{key}x: {value}",
    "indented by one more": "{indent} {key}: {value}",
    "moved to the margin": "{key}: {value}",
    "indented with a tab": "\t{key}: {value}",
    "made a list": "{indent}{key}:\n{indent}  - {value}",
    "made a list in brackets": "{indent}{key}: [{value}, {value}]",
    "made entries of its own": "{indent}{key}:\n{indent}  first: {value}",
    "without its colon": "{indent}{key} {value}",
    "without the space after its colon": "{indent}{key}:{value}",
    "with a second colon": "{indent}{key}: New: {value}",
    "with a quotation mark not closed": '{indent}{key}: "{value}',
    "with a number sign": "{indent}{key}: {value} #2",
    "in curly brackets": "{indent}{key}: {{{value}}}",
    "starting with an asterisk": "{indent}{key}: *{value}",
    "removed": "",
    "emptied": "{indent}{key}:",
}
LEFT_OUT = ("removed", "emptied")
STILL_RIGHT = ("indented by one more",)


class Field(NamedTuple):
    """A field where it stands: its file, its line from 1, its parts, its kind of value."""

    file: str
    line: int
    indent: str
    key: str
    value: str
    kind: str
    needed: bool

    def changed(self, new: str) -> str:
        """The file's text with another line in this one's place."""
        lines = text_of(self.file).split("\n")
        lines[self.line - 1 : self.line] = [new] if new else []
        return "\n".join(lines)

    def typed(self, value: str) -> str:
        """With another value."""
        return self.changed(f"{self.indent}{self.key}: {value}")

    def gone_wrong(self) -> Iterator[tuple[str, str]]:
        """Each way, and the file's text."""
        for way, new in WAYS.items():
            parts = {"key": self.key, "value": self.value}
            margin = way in ("moved to the margin", "indented with a tab")
            indent = self.indent.replace("-", " ") if margin else self.indent
            text = self.changed(new.format(indent=indent, **parts))
            if text != text_of(self.file) and not (self.alone and way in STILL_RIGHT):
                yield way, text

    @property
    def alone(self) -> bool:
        """Whether its entry has no other line, so that its indent is nobody's neighbour's."""
        lines = text_of(self.file).split("\n")
        return lines[self.line - 2].endswith(":") and not lines[self.line].strip()


@cache
def text_of(file: str) -> str:
    return (MADE_UP / file).read_text("utf-8")


def fields() -> Iterator[Field]:
    """The first of each field of each kind of entry; a list's first line keeps its hyphen."""
    for name, model in MODELS.items():
        file, known = f"data/{name}.yaml", kinds_of(model)
        if model is policy.Policy:
            known |= kinds_of(policy.Review)
        for number, line in enumerate(text_of(file).split("\n"), 1):
            found = re.fullmatch(r"( *(?:- )?)(\w+): *(\S.*)", line)
            if found and found[2] in known and "- " not in found[1]:
                yield Field(file, number, *found.groups(), *known.pop(found[2]))


def kinds_of(model) -> dict[str, tuple[str, bool]]:
    """By a field's name in the file: its kind of value, and whether it must be there."""
    return {
        field.alias or name: (kind_of(field), field.is_required())
        for name, field in model.model_fields.items()
        if name != "reviews"  # of which each has fields of its own
    }


def kind_of(field) -> str:
    """The kind's name in policysite/schema/fields.py; `choice` where it is one of some words."""
    return KIND_NAMES.get(field.metadata[0].func, "choice")


def wrong_values(kind: str) -> dict[str, list[str]]:
    """Values that a kind of field refuses, and the messages that may say why."""
    wrong = VALUES[kind]["wrong"]
    if "like" in VALUES[kind]:
        wrong = wrong_values(VALUES[kind]["like"]) | wrong
    return {value: [names] if isinstance(names, str) else names for value, names in wrong.items()}


def problems_of(folder: Path, file: str, text: str) -> list:
    """What is wrong with one data file that reads so."""
    (folder / "data").mkdir(exist_ok=True)
    (folder / file).write_bytes(text.encode())
    name = Path(file).stem
    return read_file(folder, name, TYPES[name])[1]
