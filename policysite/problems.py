"""What is wrong, said to the editor: which file, which line, what to type instead."""

import difflib
import os
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. `file` is relative to the project's folder; `line` counts from 1."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.what}"


class Refused(Exception):
    """The site can't be built from what was given. Carries every problem found, not only the first."""

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(set(problems))
        super().__init__(report(self.problems))


class Unknown(ValueError):
    """A name that a page or a data file uses, and that nothing has. The message lists the right ones."""

    def __init__(self, kind: str, name: str, known):
        super().__init__(f'there is no {kind} "{name}". {suggestion(name, known)}'.rstrip())


def suggestion(name: str, known) -> str:
    """Near names first, so that a slip is mended at a glance; all of them when they are few."""
    known = sorted(known)
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.6)
    asked = f"Did you mean {' or '.join(near)}? " if near else ""
    if len(known) > (20 if near else 60):
        return asked.strip()
    return f"{asked}Choose from: {', '.join(known)}."


def annotations(problems: list[Problem]) -> str:
    """The problems as GitHub shows them beside the lines of a pull request."""
    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return "\n".join(f"::error file={each.file},line={each.line}::{escaped(each.what)}" for each in problems)


def report(problems: list[Problem]) -> str:
    """Every problem on a line of its own, then how many there are; on GitHub also beside the lines themselves."""
    count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''} to mend. Nothing was published."
    lines = [*map(str, problems), "", count]
    if os.environ.get("GITHUB_ACTIONS") == "true":
        lines += ["", annotations(problems)]
    return "\n".join(lines)
