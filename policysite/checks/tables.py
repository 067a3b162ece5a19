"""A table has a line of dashes below its heads, and as many cells in each row."""

import re
from collections.abc import Iterator

from policysite.content.pages import Page
from policysite.problems import Problem

TABLE = re.compile(r"^[ \t]*\|.*(\n.*\S.*)*", re.MULTILINE)  # to the next empty line
DASHES = re.compile(r"\|?[ :]*-[ :|-]*")


def check(page: Page) -> Iterator[Problem]:
    """Cells that a reader would not see, or rows that are no table, are said."""
    text = "\n".join(page.lines)
    for found in TABLE.finditer(text):
        rows, at = found[0].split("\n"), text.count("\n", 0, found.start())
        line, heads = page.first_line + at, cells(rows[0])
        if at and page.lines[at - 1].strip():
            yield page.problem(line, "table_below_words")
        elif len(rows) < 2 or not DASHES.fullmatch(rows[1].strip()):
            yield page.problem(line, "table_no_dashes", dashes="|---" * heads + "|")
        for number, row in enumerate(rows[1:], line + 1):
            if "|" not in row:
                yield page.problem(number, "table_words_below")
            elif cells(row) != heads:
                yield page.problem(number, "table_cells", cells=cells(row), heads=heads)


def cells(row: str) -> int:
    """How many cells a row has."""
    return row.strip().removeprefix("|").removesuffix("|").count("|") + 1
