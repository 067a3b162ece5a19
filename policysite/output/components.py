"""The small templates in theme/components/: data → HTML.

What comes from data is shown as text: everything that HTML or Markdown could take for markup
becomes a character reference (the page is still Markdown when a macro has been replaced in it).
"""

import re
from pathlib import Path

import jinja2
from markupsafe import Markup

FOLDER = Path(__file__).parent.parent.parent / "theme" / "components"
MARKUP = re.compile(r"[&<>\"'`*_{}\[\]\\#|~^=:!]")


def inline(name: str, **given) -> str:
    """A component for the middle of a sentence: one line, no space around it."""
    return " ".join(TEMPLATES.get_template(name).render(given).split())


def block(name: str, **given) -> str:
    """A component that stands alone: no empty line in it, which Markdown would take for its end."""
    return re.sub(r"\n\s*", "\n", TEMPLATES.get_template(name).render(given).strip())


def as_text(value) -> Markup:
    """A value as inert text, whatever it holds; nothing for None."""
    if hasattr(value, "__html__"):
        return value
    text = "" if value is None else str(value)
    return Markup(MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", text))


TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(FOLDER),
    autoescape=True,
    finalize=as_text,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    extensions=["jinja2.ext.do"],
)
PDF = TEMPLATES.overlay(loader=jinja2.FileSystemLoader([FOLDER.parent / "pdf", FOLDER]))
