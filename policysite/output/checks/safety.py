"""Nothing in a built page's article could run, or was typed by a stranger as HTML."""

import re
from collections.abc import Iterator
from pathlib import Path

import nh3

from policysite.content.content import Content
from policysite.problems import Problem, problem

ARTICLE = re.compile(r"<article>(.*)</article>", re.DOTALL)
DANGEROUS = re.compile(r"<(script|iframe|object|embed|form|style)\b|\son\w+=|javascript:", re.I)
TAGS = nh3.ALLOWED_TAGS | {"section", "main", "svg", "path", "rect", "circle", "g", "title"}


def check(content: Content, folder: Path) -> Iterator[Problem]:
    """An HTML cleaner finds nothing to take out of a page but what is harmless."""
    for page in content.pages:
        built = folder / page.url / "index.html"
        found = ARTICLE.search(built.read_text("utf-8")) if built.exists() else None
        wrong = DANGEROUS.search(found[1]) if found else None
        # As the cleaner sees it: a word in a text is harmless, the same in a tag is not.
        if wrong and wrong[0].lower() not in nh3.clean(found[1], tags=TAGS).lower():
            yield problem(page.file, page.first_line, "unsafe", found=wrong[0].strip())
