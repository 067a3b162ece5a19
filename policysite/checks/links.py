"""A link has words and an address that a page may lead to; a picture has words and a size."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from policysite.content.calls import STAND_IN
from policysite.content.content import Content
from policysite.content.markdown import inline_tokens
from policysite.content.pages import Page
from policysite.problems import Problem, short
from policysite.schema.fields import TRACKED

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
HOST = re.compile(r"https://([a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}(:\d+)?([/?#].*)?")
MAILTO = re.compile(r"mailto:[^@\s]+@[^@\s]+\.[^@\s]+", re.IGNORECASE)
BLIND = {"here", "click here", "link", "this", "this link", "this page", "more", "read more"}
SIZE = re.compile(r"\{[^}]*\bwidth=(\d{1,9}) height=(\d+)")
ANY_SIZE = re.compile(r"\{[^}]*\b(width|height)=[^}]")
CAMERA = re.compile(r"(img|dsc|pxl|image|photo|picture|screenshot)[-_ ]?\d*(\.\w+)?", re.IGNORECASE)
COLUMN = 750  # pixels: the column of words


def check(content: Content) -> Iterator[Problem]:
    """Each link leads to an address that a page may have; each picture is kept here, with words."""
    titles = {page.title.lower(): page for page in content.pages if page.title}
    for page in content.pages:
        for line, words, target in links(page):
            yield from link(page, line, words, target)
            yield from title_of_another(page, line, words, target, titles)
        yield from pictures(page)


def links(page: Page) -> Iterator[tuple[int, str, str]]:
    """Each link of the page: its line, its words, its address."""
    opened = None
    for line, token in inline_tokens(page.tokens):
        if token.type == "link_open":
            opened = [line + page.first_line, "", token.attrs["href"]]
        elif token.type == "link_close":
            yield tuple(opened)
            opened = None
        elif opened:
            opened[1] += token.content


def link(page: Page, line: int, words: str, target: str) -> Iterator[Problem]:
    target = re.sub(r"[\x00-\x20]", "", target)  # as a browser reads it
    scheme, shown = SCHEME.match(target), short(target)
    if STAND_IN in words + target:
        yield page.problem(line, "link_call")
    elif not target or target in ("mailto:", "https://", "http://"):
        yield page.problem(line, "link_nowhere", words=short(words))
    elif not words.strip():
        yield page.problem(line, "link_no_words", target=shown)
    elif TRACKED.search(target):
        yield page.problem(line, "link_tracked", target=shown)
    elif not scheme and "@" in target and "/" not in target:
        yield page.problem(line, "link_mailto", target=shown)
    elif scheme and scheme[0].lower() == "tel:":
        yield page.problem(line, "link_tel")
    elif target.startswith("www."):
        yield page.problem(line, "link_www", target=shown)
    elif target.startswith("//") or scheme and not outside(target):
        yield page.problem(line, "link_form", target=shown)
    elif words.strip().lower() in BLIND or HOST.fullmatch(words.strip()):
        yield page.problem(line, "link_here", words=short(words))


def outside(target: str) -> bool:
    """Whether an address with a scheme is one that a page may lead to."""
    return bool(HOST.fullmatch(target) or MAILTO.fullmatch(target))


def title_of_another(page, line, words, target, titles) -> Iterator[Problem]:
    """A link called like a page leads to that page."""
    other = titles.get(words.strip().lower())
    path = urlsplit(target).path
    if other and not SCHEME.match(target) and path and not other.path.endswith(path.lstrip("./")):
        yield page.problem(line, "link_other_title", words=short(words), other=other.file)


def pictures(page: Page) -> Iterator[Problem]:
    for token in page.tokens:
        line = page.first_line + token.map[0] if token.map else page.first_line
        for number, child in enumerate(token.children or []):
            if child.type == "image":
                after = (
                    token.children[number + 1].content if number + 1 < len(token.children) else ""
                )
                yield from picture(page, line, child.content, child.attrs["src"], after)


def picture(page: Page, line: int, words: str, target: str, after: str) -> Iterator[Problem]:
    size, shown = SIZE.match(after), short(target)
    if SCHEME.match(target) or target.startswith("//"):
        yield page.problem(line, "picture_elsewhere", target=shown)
    elif not words.strip():
        yield page.problem(line, "picture_no_words", target=shown)
    elif not size and not ANY_SIZE.match(after):
        yield page.problem(line, "picture_no_size", target=shown)
    elif size and int(size[1]) > COLUMN:
        yield page.problem(line, "picture_wide", target=shown, width=size[1], most=COLUMN)
    elif CAMERA.fullmatch(words.strip()):
        yield page.problem(line, "picture_name", words=short(words))
