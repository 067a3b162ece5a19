"""A page is plain Markdown: no HTML but our own <div class="…" markdown>, no other attributes.

What guards against script looks at the raw text: two readers of Markdown may disagree on it.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.problems import Problem, short, suggestion

STYLESHEETS = Path(__file__).parent.parent.parent / "theme" / "assets"
TAG = re.compile(r"<(?!/?div\b)[a-zA-Z/!?][^>]*>?|</?div\b[^>]*>?")
IN_LINK = re.compile(r"\]\(<[^<>\n]*>\)")  # an address with a space in it may stand in < >
OUR_TAG = re.compile(r'</div>|<div class="(?P<classes>[a-z -]+)" markdown(?: lang="[a-zA-Z-]+")?>')
EMAIL = re.compile(r"<[^<>@\s]+@[^<>@\s]+>")
ATTRIBUTES = re.compile(r"\{:?([^{}\n]*)\}")
OUR_ATTRIBUTE = re.compile(r"[#.][\w-]+|(width|height)=\d+|loading=lazy|lang=[a-zA-Z-]+")
NOT_CLOSED = re.compile(r"(\{#|\)\{)[^}]*$")


def check(content: Content) -> Iterator[Problem]:
    """Pages use no HTML but the site's own blocks, and no attribute that could be script."""
    for page in content.pages:
        yield from tags(page)
        yield from attributes(page)
        yield from blocks(page)


def tags(page: Page) -> Iterator[Problem]:
    text = IN_LINK.sub("](x)", "\n".join(page.lines))
    for tag in TAG.finditer(text):
        line = page.first_line + text.count("\n", 0, tag.start())
        ours, typed = OUR_TAG.fullmatch(tag[0]), short(tag[0])
        if EMAIL.fullmatch(tag[0]):
            yield page.problem(line, "email_in_brackets", tag=typed, address=tag[0][1:-1])
        elif tag[0].startswith("<http"):
            yield page.problem(line, "address_in_brackets", address=typed.strip("<>"))
        elif not ours:
            yield page.problem(line, "html", tag=typed)
        elif ours["classes"]:
            for name in sorted({*ours["classes"].split()} - styled()):
                near = suggestion(name, styled())
                yield page.problem(line, "no_style", name=name, suggestion=near)


@cache
def styled() -> frozenset[str]:
    """Every class that the stylesheets know."""
    sheets = [sheet.read_text("utf-8") for sheet in STYLESHEETS.glob("*.css")]
    return frozenset(name for sheet in sheets for name in re.findall(r"\.([a-z][a-z-]+)", sheet))


def attributes(page: Page) -> Iterator[Problem]:
    for line, text in page.numbered():
        for listed in ATTRIBUTES.findall(text):
            wrong = [each for each in listed.split() if not OUR_ATTRIBUTE.fullmatch(each)]
            if wrong and wrong[0].startswith(("width=", "height=")):
                yield page.problem(line, "attribute_size")
                continue
            for each in wrong:
                yield page.problem(line, "attribute", name=short(each))
        if NOT_CLOSED.search(text):
            yield page.problem(line, "attribute_open")


def blocks(page: Page) -> Iterator[Problem]:
    """Each <div> has its </div>; steps have numbers, and doors lead somewhere."""
    opened: list[tuple[int, str]] = []
    slips = []
    for line, text in page.numbered():
        for tag, names in re.findall(r'<(/?)div(?: class="([^"]*)")?', text):
            if not tag:
                opened.append((line, names))
            elif opened:
                opened.pop()
            else:
                yield page.problem(line, "div_end")
        inside = opened[-1][1].split() if opened else []
        if re.match(r"[-*+] ", text):
            if "steps" in inside:
                slips.append(page.problem(line, "step_without_number"))
            elif "doors" in inside and "](" not in text:
                slips.append(page.problem(line, "door_without_link"))
    for line, _ in opened:
        yield page.problem(line, "div_open")
    if not opened:  # else where they end is not known
        yield from slips
