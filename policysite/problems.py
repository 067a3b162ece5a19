"""A problem: which file, which line, what is wrong, what to type instead.

An *error* is certainly wrong and stops the build. A *remark* is probably wrong: it is told, and
stops nothing. What each says, and which of the two it is, stands in messages.yaml.
"""

import difflib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

import yaml

MESSAGES = Path(__file__).parent / "messages.yaml"
# What would break a message's line, or turn its writing round: whatever somebody typed is quoted.
NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. `file` is relative to the project's folder; `line` counts from 1."""

    file: str
    line: int
    what: str
    remark: bool = False

    def __str__(self) -> str:
        """The form that terminals and editors open: `data/contacts.yaml:12: …`."""
        kind = "remark: " if self.remark else ""
        return f"{one_line(self.file)}:{self.line}: {kind}{one_line(self.what)}"


class Refused(Exception, SystemExit):
    """The site can't be built from what was given. Carries every problem found, not only one.

    Where nobody catches it, the program ends with 1 and says them, as with MkDocs' own Abort.
    """

    def __init__(self, problems: Iterable[Problem]):
        self.problems = in_order(problems)
        self.code = report(self.problems)
        super().__init__(self.code)


class Unknown(ValueError):
    """A name that nothing has. The message lists the right ones; `otherwise` says what else."""

    def __init__(self, kind: str, name: str, known: Iterable[str], otherwise: str = ""):
        said = (f'there is no {kind} "{name}".', suggestion(name, known), otherwise)
        super().__init__(" ".join(filter(None, said)))


def problem(file: str, line: int, name: str, /, **given) -> Problem:
    """The problem whose message has that name in messages.yaml, with what was given filled in."""
    return Problem(file, line, say(name, **given), name in messages()["remarks"])


def say(name: str, /, **given) -> str:
    """A message's words. Raises KeyError where it has no such name, or where one is not given."""
    table = messages()
    text = table["errors"].get(name) or table["remarks"][name]
    return Template(text).substitute(given)


@cache
def messages() -> dict[str, dict[str, str]]:
    """messages.yaml: the errors' and the remarks' words, by name."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(MESSAGES.read_text("utf-8"), Loader=loader)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first, each kind in the order of files and lines; none twice."""
    return sorted(set(problems), key=lambda problem: (problem.remark, problem))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stop a build."""
    return [problem for problem in problems if not problem.remark]


def report(problems: Iterable[Problem]) -> str:
    """A line for each, then how many; on GitHub also as annotations beside the lines themselves."""
    problems = in_order(problems)
    lines = [*map(str, problems), "", counted(problems)]
    if os.environ.get("GITHUB_ACTIONS") == "true":
        lines += ["", *map(annotation, problems)]
    return "\n".join(lines)


def counted(problems: list[Problem]) -> str:
    """As in "2 problems to mend, 1 remark. Nothing was published." """
    wrong = len(errors(problems))
    remarks = len(problems) - wrong
    if not problems:
        return "Nothing to mend."
    parts = [f"{plural(wrong, 'problem')} to mend"] if wrong else []
    parts += [plural(remarks, "remark")] if remarks else []
    end = "Nothing was published." if wrong else "A remark stops nothing."
    return f"{', '.join(parts)}. {end}"


def plural(count: int, noun: str) -> str:
    """1 day, 1,149 days."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def annotation(problem: Problem) -> str:
    """A workflow command, with what GitHub asks to be escaped."""
    file = one_line(problem.file).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    what = one_line(problem.what).replace("%", "%25")
    kind = "warning" if problem.remark else "error"
    return f"::{kind} file={file},line={problem.line}::{what}"


def suggestion(name: str, known: Iterable[str]) -> str:
    """Near names first, so that a slip is mended at a glance; all of them when they are few."""
    known = sorted(filter(None, known))
    if not known:
        return "There are none yet."
    near, listed = difflib.get_close_matches(name[:100], known), ", ".join(known)
    asked = f"Did you mean {' or '.join(near)}?" if near else ""
    if len(listed) < (300 if near else 600):
        return f"{asked} Choose from: {listed}.".strip()
    return asked or f"Choose one that is there, such as {known[0]}."


def also_at(places: Iterable[str]) -> str:
    """The end of a message about one thing that is wrong in several places."""
    listed = ", ".join(dict.fromkeys(places))
    return f" The same stands at {listed}. Mend each, or put it back." if listed else ""


def short(text: str, length: int = 80) -> str:
    """Enough of it to be found again, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def one_line(text: str) -> str:
    """A message stays on its line; the middle of a very long one is left out."""
    text = NOT_SHOWN.sub(" ", text)
    return text if len(text) <= 900 else f"{text[:500]} … {text[-200:]}"
