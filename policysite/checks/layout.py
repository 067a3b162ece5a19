"""Lines that mean more to Markdown than to who typed them: boxes, indents, rows of signs."""

import re
from collections.abc import Iterator

from policysite.checks.tables import DASHES, blocks
from policysite.content.content import Content
from policysite.content.markdown import BOX
from policysite.content.pages import Page
from policysite.problems import Problem

SIGNS = re.compile(r"\s*((-\s*){3,}|={2,}|(\*\s*){3,}|(_\s*){3,})")
SENT_ON = re.compile(r"\s*[-=_*]{4,}\s*\w")
PASTED = re.compile(r"[^\s*+.|-]\t")
OUR_BOX = re.compile(r'(!!!|\?\?\?\+?) [a-z]+( "[^"]+")?\s*')
NO_PROSE = (" ", "#", "|", "<", "{", "!!!", "???", ">", "~~~", "```")
BULLET = re.compile(r" {0,3}(?:[-*+]|\d{1,2}\.)[ \t]+\S")
SHORTEST_BROKEN = 45  # letters: a longer line was broken by the program that it was pasted from


def check(content: Content) -> Iterator[Problem]:
    """No line becomes a heading, a box or computer code that was not meant as one."""
    for page in content.pages:
        for line, text in page.numbered():
            if SIGNS.fullmatch(text):
                yield page.problem(line, "line_of_signs")
            elif SENT_ON.match(text):
                yield page.problem(line, "emphasis_sent_on")
            if PASTED.search(text):
                yield page.problem(line, "tab")
        for token in page.tokens:
            if token.type == "code_block":
                yield page.problem(page.first_line + token.map[0], "indented_code")
            elif token.type == "fence":
                yield page.problem(page.first_line + token.map[0], "fence")
        for first, lines in blocks(page):
            yield from boxes(page, first, lines)
            yield from running_on(page, first, lines)


def boxes(page: Page, first: int, lines: list[str]) -> Iterator[Problem]:
    """A box's words are indented below it."""
    for number, text in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if not BOX.match(text):
            continue
        if not OUR_BOX.fullmatch(text):
            yield page.problem(first + number, "box_form")
        elif below and not below.startswith(("    ", "\t")):
            yield page.problem(first + number + 1, "box_indent")


def running_on(page: Page, first: int, lines: list[str]) -> Iterator[Problem]:
    """Lines without an empty one between are one paragraph: an address would become one line."""
    for number, (above, text) in enumerate(zip(lines, lines[1:], strict=False), first + 1):
        both = (above, text)
        prose = not any(each.startswith(NO_PROSE) or BULLET.match(each) for each in both)
        table = any("|" in each or "\t" in each or DASHES.fullmatch(each.strip()) for each in both)
        short = len(above) < SHORTEST_BROKEN and not above.endswith("  ")
        if prose and short and not table:
            yield page.problem(number, "runs_on")
