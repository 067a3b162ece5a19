"""An agreed document as the site knows it: its parts, and where each stands in the file."""

import re
from dataclasses import dataclass, field

MARKS = re.compile(r"\*\*|<(https?:[^<>\s]+)>")
BULLETS = "•●▪◦○‣·–*❖➢✓\uf0b7\uf0a7\uf076\uf0d8-"  # by hand, by Word, and by its own signs
BULLET = re.compile(rf"\s*(?:[{BULLETS}]|o(?=\s))\s+(.*)")
WHOLLY_BOLD = re.compile(r"\s*\*\*[^*]+\*\*[\s:]*")
QUOTES = re.compile(r"['’‘`]")


class Unreadable(ValueError):
    """Says why a file can't be used."""


@dataclass(eq=False)
class Item:
    """A paragraph, a heading, a bullet or a table's row, whose cells have tabs between."""

    text: str
    place: str = ""  # as in "line 12", "page 3" or "paragraph 40"
    kind: str = "text"  # text, bullet, row, heading (bold, or by its style) or title (Heading 1)

    @property
    def is_paragraph(self) -> bool:
        return self.kind not in ("bullet", "row")


@dataclass
class Section:
    number: int
    title: str
    items: list[Item] = field(default_factory=list)  # bullets, and the headings between them


@dataclass
class AgreedDocument:
    """Everything in the file: each of its words is in one of these parts."""

    month: str
    file: str
    front: list[str] = field(default_factory=list)  # what stands before section 1
    contacts: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)  # appendices

    @property
    def items(self) -> list[Item]:
        """Every bullet."""
        listed = [item for section in self.sections for item in section.items]
        return [item for item in listed if item.kind != "heading"]


def item_of(line: str, place: str) -> Item:
    """A line as it was typed: its sign makes a bullet, tabs make a row."""
    if bullet := BULLET.fullmatch(line):
        return Item(bullet[1], place, "bullet")
    if WHOLLY_BOLD.fullmatch(line):
        return Item(line, place, "heading")
    return Item(line, place, "row" if "\t" in line.strip() else "text")


def clean(text: str) -> str:
    """Without marks of bold and links, and with single spaces: the words, as they are."""
    return " ".join(MARKS.sub(r"\1", text).split())


def normal(text: str) -> str:
    """The words alone, without case and punctuation: what makes two texts the same."""
    return " ".join(re.sub(r"[^\w@]+", " ", QUOTES.sub("", clean(text))).casefold().split())
