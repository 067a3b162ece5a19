"""Above a page stand its title and description, and nothing that the site does not know."""

import re
from collections.abc import Iterator
from pathlib import Path

from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.problems import Problem, suggestion

THEME = Path(__file__).parent.parent.parent / "theme"
NEEDED = ("title", "description")
KEYS = (*NEEDED, "tags", "hide", "template", "lang")
LONGEST_DESCRIPTION = 155  # letters that a search engine shows
TEMPLATE = re.compile(r"\{[{%]|\{##|[%}]\}")  # mkdocs-macros would run these
MARKUP = re.compile(r"\*\*|</?\w+[^>]*>|&\w+;|\]\(")
CAN_HIDE = ("navigation", "toc")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")  # BCP 47, as far as a page needs it


def check(content: Content) -> Iterator[Problem]:
    """Each page says its title and description, and no two say the same."""
    first: dict[tuple[str, str], Page] = {}
    for page in content.pages:
        if not page.meta:
            continue  # why is said already
        yield from texts(page)
        yield from others(page)
        for key in NEEDED:
            value = page.meta.get(key)
            other = first.setdefault((key, value), page) if isinstance(value, str) else page
            if other is not page and value:
                yield at(page, key, "same_above", key=key, file=other.file)


def texts(page: Page) -> Iterator[Problem]:
    for key in NEEDED:
        value = page.meta.get(key, "")
        if not isinstance(value, str):
            yield at(page, key, "key_not_text", key=key)
        elif not value.strip():
            yield at(page, key, "no_key_above", key=key)
        elif not value.plain:
            yield at(page, key, "key_guessed", key=key, value=value)
        elif found := TEMPLATE.search(value):
            yield at(page, key, "key_template", key=key, found=found[0])
        elif found := MARKUP.search(value):
            yield at(page, key, "key_markup", key=key, found=found[0])
    length = len(page.meta.get("description", ""))
    if length > LONGEST_DESCRIPTION:
        given = {"length": length, "most": LONGEST_DESCRIPTION}
        yield at(page, "description", "description_long", **given)


def others(page: Page) -> Iterator[Problem]:
    for key in page.meta.keys() - set(KEYS):
        yield at(page, key, "unknown_key", key=key, suggestion=suggestion(key, KEYS))
    tags, hide = page.meta.get("tags", []), page.meta.get("hide", [])
    template, language = page.meta.get("template", ""), page.meta.get("lang", "")
    if not isinstance(tags, list | str) or not all(isinstance(tag, str) for tag in tags):
        yield at(page, "tags", "tags_not_list")
    elif found := TEMPLATE.search(" ".join(page.tags)):
        yield at(page, "tags", "key_template", key="tags", found=found[0])
    if not isinstance(hide, list) or not set(map(str, hide)) <= set(CAN_HIDE):
        yield at(page, "hide", "hide_not_list")
    named = isinstance(template, str) and re.fullmatch(r"[a-z-]+\.html", template)
    if template and not (named and (THEME / template).exists()):
        yield at(page, "template", "no_template")
    if language and not (isinstance(language, str) and LANGUAGE.fullmatch(language)):
        yield at(page, "lang", "language_form", value=language)
    if not page.body.strip():
        yield page.problem(page.first_line, "no_text")


def at(page: Page, where: str, name: str, /, **given) -> Problem:
    return page.problem(page.meta.line_of(where), name, **given)
