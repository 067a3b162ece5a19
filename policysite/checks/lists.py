"""A list is shown as it was typed: its numbers, and what stands below what."""

import re
from collections.abc import Iterator

from policysite.content.pages import Page
from policysite.content.rules import is_section
from policysite.problems import Problem

STEP = 4  # spaces: Python-Markdown nests a list no sooner
BLOCKS = ("paragraph_open", "blockquote_open", "table_open")  # what may stand below a step


def check(page: Page) -> Iterator[Problem]:
    """A list starts below an empty line, is nested at four spaces and numbered 1, 2, 3."""
    if is_section(page):
        return  # a rule's own check says more
    told = False  # one wrong number makes others wrong
    opens = 0  # where the latest step starts
    lists: list[list[int]] = []  # the numbers typed in each list that is not yet at its end
    for token in page.tokens:
        if token.type.endswith("list_close"):
            lists.pop()
        elif token.type.endswith("list_open"):
            if not lists and below_words(page.lines, token.map[0]):
                yield page.problem(page.first_line + token.map[0], "list_below_words")
            lists.append([])
        elif token.type == "list_item_open":
            line, text = page.first_line + token.map[0], page.lines[token.map[0]].expandtabs(STEP)
            if len(text) - len(text.lstrip()) < STEP * (len(lists) - 1):
                yield page.problem(line, "list_indent")
            numbers = lists[-1]
            numbers.append(int(token.info or 1))
            if not told and numbers[-1] != len(numbers) and set(numbers) != {1}:
                told = True
                name = "list_starts_anew" if len(numbers) == 1 else "list_counts"
                yield page.problem(line, name, shown=len(numbers))
            opens = token.map[0]
        elif lists and token.type in BLOCKS and token.map[0] > opens:
            text = page.lines[token.map[0]].expandtabs(STEP)
            if not text.startswith(">") and len(text) - len(text.lstrip()) < STEP * len(lists):
                yield page.problem(page.first_line + token.map[0], "list_indent")


def below_words(lines: list[str], at: int) -> bool:
    """Whether the line above is words, and neither a list's nor a heading's."""
    above = lines[at - 1] if at else ""
    return bool(above.strip()) and not re.match(r"\s|<|#|!!!|\?\?\?|([-*+]|\d+\.)\s", above)
