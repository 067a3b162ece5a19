"""A list is shown as it was typed: its marks, its numbers, and what stands below what."""

import re
from collections.abc import Iterator

from policysite.content.content import Content
from policysite.content.markdown import text_lines
from policysite.content.pages import Page
from policysite.content.rules import is_section
from policysite.problems import Problem

BULLET_LIKE = re.compile(r"o (?=[A-Z])|[•·▪◦●‣] ?|[-+](?=[^\W\d])")
DASH_LIKE = re.compile(r"[–―❖✓✔→➢➤►»] ?(?=\S)|\d{1,2}\.(?=[A-Z][a-z])")
EMPTY = re.compile(r"\s*[-*+]\s*")
NUMBER_LIKE = re.compile(r"\(?(\d{1,2}|[a-z]|[ivx]{2,5})\)\s|([a-d]|i{1,3}|iv)\.\s")
STEP = 4  # spaces: Python-Markdown nests a list no sooner


def check(content: Content) -> Iterator[Problem]:
    """Each line of a list starts with a hyphen or its number, and stands where it seems to."""
    for page in content.pages:
        yield from marks(page)
        if not is_section(page):  # a rule's own check says more
            yield from indents(page)
        yield from numbers(page)


def marks(page: Page) -> Iterator[Problem]:
    """A line that only looks like a list's."""
    for line, text in page.numbered():
        if EMPTY.fullmatch(text) and not is_section(page):
            yield page.problem(line, "list_like")
    for at, text, first in text_lines(page.tokens):
        line = page.first_line + at
        if BULLET_LIKE.match(text):
            yield page.problem(line, "list_like")
        elif NUMBER_LIKE.match(text) and not (is_section(page) and starts_item(page.lines[at])):
            yield page.problem(line, "list_number_like")
        elif DASH_LIKE.match(text):
            yield page.problem(line, "dash_like_a_list")
        elif not first and re.match(r"\d{1,2}\.\s", text):
            yield page.problem(line, "list_below_words")


def indents(page: Page) -> Iterator[Problem]:
    """Python-Markdown starts a list below an empty line, and nests it at four spaces."""
    depth = 0
    for token in page.tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            above = page.lines[token.map[0] - 1] if token.map[0] else ""
            heading = re.match(r"#{1,6} ", above)
            if not depth and above.strip() and not heading and not starts_item(above):
                yield page.problem(page.first_line + token.map[0], "list_below_words")
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            text = page.lines[token.map[0]].expandtabs(STEP)
            if depth > 1 and len(text) - len(text.lstrip()) < STEP * (depth - 1):
                yield page.problem(page.first_line + token.map[0], "list_indent")


def starts_item(text: str) -> bool:
    return bool(re.match(r"\s*([-*+]|\d+\.)\s", text)) or text.startswith((" ", "<"))


def numbers(page: Page) -> Iterator[Problem]:
    """A list is numbered 1, 2, 3: a reader sees those numbers, whatever was typed."""
    counts: list[tuple[list[int], int]] = []
    for token in page.tokens:
        if token.type == "ordered_list_open":
            counts.append(([], 0))
        elif token.type == "ordered_list_close":
            counts.pop()
        elif token.type == "list_item_open" and token.info:
            line, typed = page.first_line + token.map[0], int(token.info)
            listed = counts[-1][0]
            listed.append(typed)
            if token.markup == ")":
                yield page.problem(line, "list_number_like")
            elif typed != len(listed) and set(listed) != {1}:
                name = "list_starts_anew" if len(listed) == 1 else "list_counts"
                yield page.problem(
                    line, name, **({"shown": len(listed)} if len(listed) > 1 else {})
                )
                return
