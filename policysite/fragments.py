"""Facts → HTML, by the small templates in theme/fragments/.

What comes from data is shown as text: everything that HTML or Markdown could take for markup
becomes a character reference (the page is still Markdown when a word has been replaced in it).
"""

import re
import zlib
from pathlib import Path

import jinja2
from markupsafe import Markup

FOLDER = Path(__file__).parent.parent / "theme" / "components"
MARKUP = re.compile(r"[&<>\"'`*_{}\[\]\\#|~^=:!]")


def as_text(value) -> Markup:
    """A value as inert text, whatever it holds; nothing for None."""
    if hasattr(value, "__html__"):
        return value
    return Markup("" if value is None else MARKUP.sub(lambda match: f"&#{ord(match[0])};", str(value)))


class Compiled(jinja2.FileSystemBytecodeCache):
    """Templates compiled once a machine, as Python's own files are: a tenth of a build. Where a template or this file has changed, again."""

    def __init__(self):
        super().__init__(pattern=f"__policysite_{zlib.crc32(Path(__file__).read_bytes())}_%s.cache")

    def get_cache_key(self, name, filename=None) -> str:
        """The same for each copy of the project: what counts is the template's text, which is compared."""
        return super().get_cache_key(name)


TEMPLATES = jinja2.Environment(loader=jinja2.FileSystemLoader(FOLDER), autoescape=True, finalize=as_text,
                               undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
                               bytecode_cache=Compiled())


def inline(name: str, **facts) -> str:
    """A fragment for the middle of a sentence: one line, no space around it."""
    return " ".join(TEMPLATES.get_template(name).render(facts).split())


def block(name: str, **facts) -> str:
    """A fragment that stands alone: no blank line in it, which Markdown would take for its end."""
    return re.sub(r"\n\s*", "\n", TEMPLATES.get_template(name).render(facts).strip())
