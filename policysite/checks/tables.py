"""A table has a line of dashes below its heads, and as many cells in each row."""

import re
from collections.abc import Iterator

from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.problems import Problem

DASHES = re.compile(r"\|[ :]*-[ :|-]*|[ :]*-{2,}[ :|-]*")


def check(content: Content) -> Iterator[Problem]:
    """Cells that a reader would not see, or rows that are no table, are said."""
    for page in content.pages:
        for first, lines in blocks(page):
            yield from table(page, first, lines)


def blocks(page: Page) -> Iterator[tuple[int, list[str]]]:
    """Lines without an empty one between, with the first one's number."""
    lines: list[str] = []
    for number, text in [*page.numbered(), (page.first_line + len(page.lines), "")]:
        if text.strip():
            lines.append(text)
        elif lines:
            yield number - len(lines), lines
            lines = []


def table(page: Page, first: int, lines: list[str]) -> Iterator[Problem]:
    rows = [number for number, text in enumerate(lines) if text.lstrip().startswith("|")]
    if not rows:
        return
    start, heads = rows[0], len(cells(lines[rows[0]]))
    if start:
        yield page.problem(first + start, "table_below_words")
    elif len(rows) < 2 or not DASHES.fullmatch(lines[rows[1]].strip()):
        yield page.problem(first, "table_no_dashes", dashes="|---" * heads + "|")
    for number, text in enumerate(lines[start + 1 :], start + 1):
        if "|" not in text:
            yield page.problem(first + number, "table_words_below")
        elif len(cells(text)) != heads:
            yield page.problem(first + number, "table_cells", cells=len(cells(text)), heads=heads)


def cells(row: str) -> list[str]:
    return row.strip().removeprefix("|").removesuffix("|").split("|")
