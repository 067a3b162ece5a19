"""What an editor reads on GitHub once a pull request has been checked, as Markdown."""

import re
from urllib.parse import quote

from policysite.problems import Problem, counted, errors, one_line

ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~&@])")
TO_TYPE = re.compile(r" {2,}(\S.*?)(?: {2,}|$)")  # how messages set apart what is to be typed
MENDED_FIRST = "The pages and rules that change are listed here once this is mended."


def summary(problems: list[Problem], pages: str | None, rules: list[str], edit: str = "") -> str:
    """What to mend, remarks, the pages that change, the rules that change, in this order.

    `pages` and `rules` are None and empty where the site could not be built. `edit` is the address
    below which GitHub's editor opens the pull request's files.
    """
    wrong = errors(problems)
    remarks = [problem for problem in problems if problem.remark]
    parts = ["## What to mend", *[item(problem, edit) for problem in wrong]]
    parts += [] if wrong else [f"{counted(problems)} This can be merged."]
    if remarks:
        parts += ["## Remarks", "They stop nothing: look again, and leave what is right."]
        parts += [item(problem, edit) for problem in remarks]
    parts += [MENDED_FIRST] if pages is None else [pages]
    if rules:
        parts += ["## Rules that change", *(f"- {plain(line)}" for line in rules)]
    return "\n\n".join(parts) + "\n"


def item(problem: Problem, edit: str) -> str:
    """A line of a list: file and line, which lead to the editor, then what to type."""
    where = code(f"{problem.file}, line {problem.line}")
    if edit:
        where = f"[{where}]({edit}/{quote(problem.file)}#L{problem.line})"
    return f"- {where}: {plain(one_line(problem.what))}"


def plain(text: str) -> str:
    """Shown as it stands, with what is to be typed as code."""
    parts = TO_TYPE.split(text)
    return "".join(
        f" {code(part)} " if number % 2 else ACTIVE.sub(r"\\\1", part)
        for number, part in enumerate(parts)
    ).rstrip()


def code(text: str) -> str:
    """As a piece of code, whatever stands in it."""
    marks = "`" * (max([0, *map(len, re.findall("`+", text))]) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{space}{text}{space}{marks}"
