"""A page is plain Markdown: no HTML but our own <div class="…" markdown>, no other attributes.

What guards against script looks at the raw text: two readers of Markdown may disagree on it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from policysite.content.content import Content
from policysite.content.pages import Page, slips
from policysite.problems import Problem, short, suggestion

STYLESHEETS = Path(__file__).parent.parent.parent / "theme" / "assets"
TAG = re.compile(r"<(?!/?div\b)[a-zA-Z/!?][^>]*>?|</?div\b[^>]*>?")
IN_LINK = re.compile(r"\]\(<[^<>\n]*>\)")  # an address with a space in it may stand in < >
OUR_TAG = re.compile(r'</div>|<div class="([a-z -]+)" markdown( lang="[a-zA-Z-]+")?>')
OTHER_TAGS = slips(
    email_in_brackets=r"^<[^<>@\s]+@[^<>@\s]+>$",
    address_in_brackets=r"^<http",
    html=r"(?s).+",
)
ATTRIBUTES = re.compile(r"\{:?([^{}\n]*)\}")
OUR_ATTRIBUTE = re.compile(r"[#.][\w-]+|(width|height)=\d+|loading=lazy|lang=[a-zA-Z-]+")


def check(content: Content) -> Iterator[Problem]:
    """Pages use no HTML but the site's own blocks, and no attribute that could be script."""
    sheets = "".join(sheet.read_text("utf-8") for sheet in STYLESHEETS.glob("*.css"))
    styles = set(re.findall(r"\.([a-z][a-z-]+)", sheets))
    for page in content.pages:
        yield from tags(page, styles)
        yield from attributes(page)
        yield from blocks(page)


def tags(page: Page, styles: set[str]) -> Iterator[Problem]:
    """Each tag is one of ours, and has a style of the site."""
    text = IN_LINK.sub("](x)", "\n".join(page.lines))
    for tag in TAG.finditer(text):
        line = page.first_line + text.count("\n", 0, tag.start())
        ours = OUR_TAG.fullmatch(tag[0])
        if not ours:
            address = short(tag[0].strip("<>"))
            yield from page.first_slip(line, OTHER_TAGS, tag[0], address=address)
            continue
        for name in {*(ours[1] or "").split()} - styles:
            yield page.problem(line, "no_style", name=name, suggestion=suggestion(name, styles))


def attributes(page: Page) -> Iterator[Problem]:
    """Each {…} holds nothing but names, classes, a language and a picture's size."""
    for line, text in page.numbered():
        for name in " ".join(ATTRIBUTES.findall(text)).split():
            if not OUR_ATTRIBUTE.fullmatch(name):
                what = "attribute_size" if re.match("width=|height=", name) else "attribute"
                yield page.problem(line, what, name=short(name))


def blocks(page: Page) -> Iterator[Problem]:
    """Each <div> has its </div>; steps have numbers, and doors lead somewhere."""
    opened, found = [], []
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
                found.append(page.problem(line, "step_without_number"))
            elif "doors" in inside and "](" not in text:
                found.append(page.problem(line, "door_without_link"))
    for line, _ in opened:
        yield page.problem(line, "div_open")
    if not opened:  # else where they end is not known
        yield from found
