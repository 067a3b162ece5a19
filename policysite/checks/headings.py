"""Headings start at ##, go down one by one, and have words and names of their own."""

import re
from collections.abc import Iterator

from policysite.content.pages import Page
from policysite.problems import Problem

HEADING = re.compile(r"(#{1,6})(?:\s+(.*?))?(?: *\{#[^}]*\})?\s*$")
NAME = re.compile(r"\{#([\w-]+)\}")


def check(page: Page) -> Iterator[Problem]:
    """A page's headings make an outline without gaps (WCAG 1.3.1)."""
    level, first = 1, {}
    for line, text in page.numbered():
        if found := HEADING.match(text):
            marks, words = found[1], (found[2] or "").strip()
            if len(marks) == 1:
                yield page.problem(line, "heading_one", words=words)
            elif len(marks) > level + 1:
                right = f"{'#' * (level + 1)} {words}"
                given = {"marks": marks, "above": "#" * level, "right": right}
                yield page.problem(line, "heading_deep", **given)
            if not words:
                yield page.problem(line, "heading_empty")
            level = len(marks)
        for name in NAME.findall(text):
            if name in first:
                yield page.problem(line, "heading_name_twice", name=name, first=first[name])
            first.setdefault(name, line)
