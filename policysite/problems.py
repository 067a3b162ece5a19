"""What is wrong, said to the editor: which file, which line, what to type instead."""

import difflib
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

import yaml


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. `file` is relative to the project's folder; `line` counts from 1."""

    file: str
    line: int
    what: str
    remark: bool = False  # probably wrong: told, and stops nothing

    def __str__(self) -> str:
        return f"{one_line(self.file)}, line {self.line}: {one_line(self.what)}"


def problem(file: str, line: int, name: str, /, **given) -> Problem:
    """The problem whose message has that name, with what was given filled in."""
    return Problem(file, line, say(name, **given), name in messages()["remarks"])


def say(name: str, /, **given) -> str:
    table = messages()
    return Template(table["errors"].get(name) or table["remarks"][name]).substitute(given)


@cache
def messages() -> dict[str, dict[str, str]]:
    return yaml.safe_load((Path(__file__).parent / "review/agreed/messages.yaml").read_text("utf-8"))


def short(text: str, length: int = 80) -> str:
    """Enough of it to be found again, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def one_line(text: str) -> str:
    """A message stays on its line, whatever somebody typed and it quotes; the middle of a very long one is left out."""
    text = NOT_SHOWN.sub(" ", text)
    return text if len(text) <= 900 else f"{text[:500]} … {text[-200:]}"


NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


class Refused(Exception):
    """The site can't be built from what was given. Carries every problem found, not only the first."""

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(set(problems))
        super().__init__(report(self.problems))


class Unknown(ValueError):
    """A name that a page or a data file uses, and that nothing has. The message lists the right ones; `otherwise` says what else to do."""

    def __init__(self, kind: str, name: str, known, otherwise: str = ""):
        super().__init__(" ".join(filter(None, (f'there is no {kind} "{name}".', suggestion(name, known), otherwise))))


def suggestion(name: str, known) -> str:
    """Near names first, so that a slip is mended at a glance; all of them when they are few."""
    known = sorted(filter(None, known))
    near = difflib.get_close_matches(name[:100], known, n=3, cutoff=0.6)
    asked = f"Did you mean {' or '.join(near)}? " if near else ""
    if known and len(", ".join(known)) < (300 if near else 600):
        return f"{asked}Choose from: {', '.join(known)}."
    return asked.strip() or (f"Choose one that is there, such as {known[0]}." if known else "There are none yet.")


def annotations(problems: list[Problem]) -> str:
    """The problems as GitHub shows them beside the lines of a pull request."""
    def escaped(text: str) -> str:
        return one_line(text).replace("%", "%25")
    def file(name: str) -> str:
        return escaped(name).replace(":", "%3A").replace(",", "%2C")
    return "\n".join(f"::error file={file(each.file)},line={each.line}::{escaped(each.what)}" for each in problems)


def report(problems: list[Problem]) -> str:
    """Every problem on a line of its own, then how many there are; on GitHub also beside the lines themselves."""
    count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''} to mend. Nothing was published."
    lines = [*map(str, problems), "", count]
    if os.environ.get("GITHUB_ACTIONS") == "true":
        lines += ["", annotations(problems)]
    return "\n".join(lines)
