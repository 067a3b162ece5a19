"""A list is shown as it was typed: its numbers, and what stands below what."""

import re
from collections.abc import Iterator

from policysite.content.content import Content
from policysite.content.markdown import text_lines
from policysite.content.pages import Page
from policysite.content.rules import is_section
from policysite.problems import Problem

ITEM = re.compile(r"\s*([-*+]|\d+\.)\s")
STEP = 4  # spaces: Python-Markdown nests a list no sooner


def check(content: Content) -> Iterator[Problem]:
    """Each line of a list stands where it seems to, and has the number that was typed."""
    for page in content.pages:
        if not is_section(page):  # a rule's own check says more
            yield from places(page)
            yield from numbers(page)


def places(page: Page) -> Iterator[Problem]:
    """Python-Markdown starts a list below an empty line, and nests it at four spaces."""
    depth = 0
    for token in page.tokens:
        if token.type.endswith("list_close"):
            depth -= 1
        elif token.type.endswith("list_open"):
            above = page.lines[token.map[0] - 1] if token.map[0] else ""
            apart = not above.strip() or above.startswith((" ", "<", "#")) or ITEM.match(above)
            if not depth and not apart:
                yield page.problem(page.first_line + token.map[0], "list_below_words")
            depth += 1
        elif token.type == "list_item_open":
            text = page.lines[token.map[0]].expandtabs(STEP)
            if len(text) - len(text.lstrip()) < STEP * (depth - 1):
                yield page.problem(page.first_line + token.map[0], "list_indent")
    for at, text, first in text_lines(page.tokens):
        if not first and re.match(r"\d{1,2}\.\s", text):  # it runs on in the words' paragraph
            yield page.problem(page.first_line + at, "list_below_words")


def numbers(page: Page) -> Iterator[Problem]:
    """A list is numbered 1, 2, 3: a reader sees those numbers, whatever was typed."""
    typed: list[list[int]] = []  # in each of the lists that stand in each other here
    for token in page.tokens:
        if token.type == "ordered_list_open":
            typed.append([])
        elif token.type == "ordered_list_close":
            typed.pop()
        elif token.type == "list_item_open" and token.info:
            typed[-1].append(int(token.info))
            shown = len(typed[-1])
            if typed[-1][-1] != shown and set(typed[-1]) != {1}:
                name = "list_starts_anew" if shown == 1 else "list_counts"
                yield page.problem(page.first_line + token.map[0], name, shown=shown)
                return
