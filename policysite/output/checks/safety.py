"""Nothing in a built page's article could run, or was typed by a stranger as HTML."""

import re
from collections.abc import Iterator
from pathlib import Path

import nh3

from policysite.content.content import Content
from policysite.html_tree import article_source
from policysite.problems import Problem

DANGEROUS = re.compile(r"<(script|iframe|object|embed|form|style)\b|\son\w+=|javascript:", re.I)
TAGS = nh3.ALLOWED_TAGS | {"section", "main", "svg", "path", "rect", "circle", "g", "title"}


def check(content: Content, folder: Path) -> Iterator[Problem]:
    """An HTML cleaner finds nothing to take out of a page but what is harmless."""
    for page in content.pages:
        article = article_source(folder / page.url / "index.html")
        wrong = DANGEROUS.search(article)
        # As the cleaner sees it: a word in a text is harmless, the same in a tag is not.
        if wrong and wrong[0].lower() not in nh3.clean(article, tags=TAGS).lower():
            yield page.problem(page.first_line, "unsafe", found=wrong[0].strip())
