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
HOST = re.compile(r"(?i:https)://([a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}(:\d+)?([/?#].*)?")
MAILTO = re.compile(r"mailto:[^@\s]+@[^@\s]+\.[^@\s]+", re.IGNORECASE)
BLIND = {"here", "click here", "link", "this", "this link", "this page", "more", "read more"}
SIZE = re.compile(r"\b(width|height)=([^\s}]+)")
FILE_NAME = re.compile(
    r"(img|dsc|pxl|image|photo|picture|screenshot)[-_ ]?\d*(\.\w+)?|\S+\.(svg|png|jpe?g|heic|gif)",
    re.IGNORECASE,
)
COLUMN = 750  # pixels: the column of words


def check(content: Content) -> Iterator[Problem]:
    """Each link leads to an address that a page may have; each picture is kept here, with words."""
    titles = {page.title.lower(): page for page in content.pages if page.title}
    for page in content.pages:
        for line, words, target in links(page):
            yield from link(page, line, words, target)
            yield from title_of_another(page, line, words, target, titles)
        for line, words, target, after in pictures(page):
            yield from picture(page, line, words, target, after)


def links(page: Page) -> Iterator[tuple[int, str, str]]:
    """Each link of the page: its line, its words, its address. Not <https://…>, which is a tag."""
    opened = None
    for line, token in inline_tokens(page.tokens):
        if token.type == "link_open" and token.info != "auto":
            opened = [line + page.first_line, "", token.attrs["href"]]
        elif token.type == "link_close" and opened:
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
    elif words.startswith("["):
        yield page.problem(line, "mark_wiki", found=short(words))
    elif blind(words.strip(" ."), target):
        yield page.problem(line, "link_here", words=short(words))


def blind(words: str, target: str) -> bool:
    """Whether a link's words are its address, or say nothing."""
    address = HOST.fullmatch(words) or words == target or words.endswith(".md")
    return bool(address) or words.lower() in BLIND


def outside(target: str) -> bool:
    """Whether an address with a scheme is one that a page may lead to."""
    return bool(HOST.fullmatch(target) or MAILTO.fullmatch(target))


def title_of_another(page, line, words, target, titles) -> Iterator[Problem]:
    """A link called like a page leads to that page."""
    other = titles.get(words.strip().lower())
    path = urlsplit(target).path
    if other and not SCHEME.match(target) and path and not other.path.endswith(path.lstrip("./")):
        yield page.problem(line, "link_other_title", words=short(words), other=other.file)


def pictures(page: Page) -> Iterator[tuple[int, str, str, str]]:
    """Each picture of the page: its line, its words, its file, and what stands right after it."""
    before = None
    for line, token in inline_tokens(page.tokens):
        if before:
            yield *before, token.content
        before = None
        if token.type == "image":
            before = (line + page.first_line, token.content, token.attrs["src"])
    if before:
        yield *before, ""


def picture(page: Page, line: int, words: str, target: str, after: str) -> Iterator[Problem]:
    size, shown = size_in(after), short(target)
    if SCHEME.match(target) or target.startswith("//"):
        yield page.problem(line, "picture_elsewhere", target=shown)
    elif not words.strip():
        yield page.problem(line, "picture_no_words", target=shown)
    elif len(size) < 2:
        yield page.problem(line, "picture_no_size", target=shown)
    elif size["width"].isdigit() and int(size["width"]) > COLUMN:
        yield page.problem(line, "picture_wide", target=shown, width=size["width"], most=COLUMN)
    elif FILE_NAME.fullmatch(words.strip()):
        yield page.problem(line, "picture_name", words=short(words))


def size_in(after: str) -> dict[str, str]:
    """The width and height that stand behind a picture, as typed."""
    return dict(SIZE.findall(after[: after.find("}") + 1])) if after.startswith("{") else {}
