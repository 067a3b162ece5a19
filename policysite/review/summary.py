"""What an editor reads on GitHub once a pull request has been checked, as Markdown."""

import difflib
import re
from pathlib import Path
from urllib.parse import quote

from policysite.html_tree import article_of, lines_of
from policysite.problems import Problem, counted, errors, one_line

ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~&@])")
TO_TYPE = re.compile(r" {2,}(\S.*?)(?: {2,}|$)")  # how messages set apart what is to be typed
COMMIT = re.compile(r" \(version [0-9a-f]{7,40}\)")  # where a page names the commit it is of
MOST_LINES = 24  # of a page; nobody reads more
MENDED_FIRST = "The pages and rules that change are listed here once this is mended."
TITLE = "## Pages that change\n\n"
WHERE = (
    "To see them, download “site” under **Artifacts** of this run, unpack it, and open the file "
    "named here in your browser.\n"
)


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


def pages_changed(before: Path, now: Path) -> str:
    """Two built sites, compared: each page whose words change, those that change alike together."""
    if not before.exists():
        return f"{TITLE}The site as it was could not be built, so they can't be listed.\n"
    old, new = articles(before), articles(now)
    alike: dict[tuple[str, str], list[str]] = {}  # many pages show the same name
    for page in sorted(old.keys() | new.keys()):
        words, were = new.get(page), old.get(page)
        if words != were:
            what = "New" if were is None else "Taken away" if words is None else "Changed"
            key = what, difference(were or "", words or "")
            alike.setdefault(key, []).append(code(page))
    if not alike:
        return f"{TITLE}No page says anything else than before.\n"
    parts = [f"### {what}: {', '.join(on)}\n\n{text}" for (what, text), on in alike.items()]
    return "\n".join([TITLE + WHERE, *parts])


def articles(site: Path) -> dict[str, str]:
    """What each page of a built site says, by its file, a line a block."""
    return {
        path.relative_to(site).as_posix(): COMMIT.sub("", "\n".join(lines_of(article_of(path))))
        for path in site.rglob("*.html")
    }


def difference(before: str, now: str) -> str:
    """The lines that differ, - before and + now, as GitHub colours them, whatever they say."""
    compared = difflib.ndiff(before.splitlines(), now.splitlines())
    lines = [line for line in compared if line.startswith(("- ", "+ "))]
    shown, more = "\n".join(lines[:MOST_LINES]), len(lines) - MOST_LINES
    box = longer_than_any(shown, 3)
    return f"{box}diff\n{shown}\n{box}\n" + (f"\nAnd {more} more lines.\n" if more > 0 else "")


def item(problem: Problem, edit: str) -> str:
    """A line of a list: file and line, which lead to the editor, then what to type."""
    where = code(f"{problem.file}, line {problem.line}")
    if edit:
        where = f"[{where}]({edit}/{quote(problem.file)}#L{problem.line})"
    return f"- {where}: {plain(one_line(problem.what))}"


def plain(text: str) -> str:
    """Shown as it stands, with what is to be typed as code."""
    parts = TO_TYPE.split(text)
    parts[::2] = [ACTIVE.sub(r"\\\1", words) for words in parts[::2]]
    parts[1::2] = [f" {code(typed)} " for typed in parts[1::2]]
    return "".join(parts).rstrip()


def code(text: str) -> str:
    """As a piece of code, whatever stands in it."""
    marks = longer_than_any(text, 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{space}{text}{space}{marks}"


def longer_than_any(text: str, least: int) -> str:
    """So many backticks that none in the text end the code around it."""
    return "`" * max([least, *(len(marks) + 1 for marks in re.findall("`+", text))])
