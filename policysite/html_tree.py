"""A built page as lxml's tree of elements, and what it says as lines of text."""

import re
from collections.abc import Callable
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

BLOCKS = {"p", "li", "td", "th", "tr", "div", "ul", "ol", "table", "br", "summary", "aside"}
BLOCKS |= {"section", "dt", "dd", *(f"h{level}" for level in range(1, 7))}
BREAK = "\f"
ARTICLE = re.compile(r"<article>(.*)</article>", re.DOTALL)


def tree_of(path: Path) -> HtmlElement:
    """The page in that file."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True)
    return html.document_fromstring(path.read_bytes(), parser)


def article_of(path: Path) -> HtmlElement:
    """Its article; the whole page where it has none, since that leads to where it moved."""
    tree = tree_of(path)
    return next(tree.iter("article"), tree)


def article_source(path: Path) -> str:
    """Its article's HTML, as it is written there."""
    return ARTICLE.search(path.read_text("utf-8"))[1]


def lines_of(
    element: HtmlElement, left_out: Callable[[HtmlElement], bool] = lambda _: False
) -> list[str]:
    """The words below an element, a line for each block."""

    def text(part: HtmlElement) -> str:
        if left_out(part):
            return ""
        inner = (part.text or "") + "".join(text(child) + (child.tail or "") for child in part)
        return f"{BREAK}{inner}{BREAK}" if part.tag in BLOCKS else inner

    lines = (" ".join(line.split()) for line in text(element).split(BREAK))
    return [line for line in lines if line]
