"""Above a page stand its title and description, and nothing that the site does not know."""

import re
from collections.abc import Iterator
from pathlib import Path

from policysite.content.content import Content
from policysite.content.pages import Page, slips
from policysite.problems import Problem, suggestion

TEMPLATES = [path.name for path in (Path(__file__).parents[2] / "theme").glob("*.html")]
NEEDED = ("title", "description")
WORDS = slips(  # what a title or a description is not
    no_key_above=r"^\s*$",
    key_template=r"\{[{%]|\{##|[%}]\}",  # mkdocs-macros would run these
    key_markup=r"\*\*|</?\w+[^>]*>|&#?\w+;|\]\(|~~|`|==\w|\[\[|(?<!\w)[*_]\w+[*_](?!\w)",
    key_long=r"(?s).{156}",  # a search engine shows 155 letters
)
OTHERS = {  # what may stand there too, as text; and the message where it is something else
    "tags": (r"\[?[^\[\]{}]*\]?", "tags_not_list"),
    "hide": (r"\[(navigation|toc)(, (navigation|toc))*\]", "hide_not_list"),
    "template": ("|".join(TEMPLATES), "no_template"),
    "lang": (r"[a-z]{2,3}(-[A-Za-z]{2,4})?", "language_form"),  # BCP 47, as far as it is needed
}


def check(content: Content) -> Iterator[Problem]:
    """Each page says its title and description, and no two say the same."""
    first: dict[tuple[str, str], Page] = {}
    for page in content.pages:
        if not page.meta:
            continue  # why is said already
        for key in NEEDED:
            yield from words(page, key)
            value = page.meta.get(key, "")
            other = first.setdefault((key, str(value)), page)
            if value and other is not page:
                line = page.meta.line_of(key)
                yield page.problem(line, "same_above", key=key, file=other.file)
        yield from others(page)


def words(page: Page, key: str) -> Iterator[Problem]:
    """The title or the description is there, and is words alone."""
    value, line = page.meta.get(key, ""), page.meta.line_of(key)
    if not isinstance(value, str):
        yield page.problem(line, "key_not_text", key=key)
    elif value and not value.plain:
        yield page.problem(line, "key_guessed", key=key, value=value)
    else:
        yield from page.first_slip(line, WORDS, value, key=key, length=len(value))


def others(page: Page) -> Iterator[Problem]:
    """What else stands there is known; and below it stands some text."""
    for key, value in page.meta.items():
        line, known = page.meta.line_of(key), (*NEEDED, *OTHERS)
        if key not in known:
            yield page.problem(line, "unknown_key", key=key, suggestion=suggestion(key, known))
        elif value and key in OTHERS:
            form, message = OTHERS[key]
            text = f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
            if not re.fullmatch(form, text):
                yield page.problem(line, message, value=value)
    if not page.body.strip():
        yield page.problem(page.first_line, "no_text")
