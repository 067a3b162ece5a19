"""An agreed document as the site knows it: its parts, and where each stands in the file."""

import re
from dataclasses import dataclass, field

MARKS = re.compile(r"\*\*|<(https?:[^<>\s]+)>")
BULLETS = "•●▪◦○‣·–*❖➢✓\uf0b7\uf0a7\uf076\uf0d8-"  # by hand, by Word, and by its own signs
BULLET = re.compile(rf"(\s*)(?:[{BULLETS}]|o(?=\s))\s+(.*)")
WHOLLY_BOLD = re.compile(r"\s*\*\*[^*]+\*\*[\s:]*")
QUOTES = re.compile(r"['’‘`]")


class Unreadable(ValueError):
    """Says why a file can't be used."""


@dataclass(eq=False)
class Item:
    """A paragraph, a heading, a bullet or a table's row, whose cells have tabs between."""

    text: str
    place: str = ""  # as in "line 12", "page 3" or "paragraph 40"
    kind: str = "text"  # bullet, row, margin, heading (bold, or by its style), title (Heading 1)
    is_point: bool = False  # a bullet that is indented

    @property
    def is_paragraph(self) -> bool:
        return self.kind in ("text", "heading", "title")


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
    title: list[str] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)
    vision: list[str] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    rest: list[Item] = field(default_factory=list)  # what was not placed, such as appendices
    margins: list[str] = field(default_factory=list)  # what each page of a PDF repeats

    @property
    def items(self) -> list[Item]:
        """Every bullet."""
        listed = [item for section in self.sections for item in section.items]
        return [item for item in listed if item.kind != "heading"]

    @property
    def texts(self) -> list[str]:
        """The whole document, part by part."""
        texts = [*self.title, *self.vision, *self.contacts, *self.margins]
        texts += [text for date in self.dates.items() for text in date]
        for section in self.sections:
            texts += [str(section.number), section.title, *(item.text for item in section.items)]
        return texts + [item.text for item in self.rest]


def item_of(line: str, place: str) -> Item:
    """A line as it was typed: its sign makes a bullet, tabs make a row."""
    if bullet := BULLET.fullmatch(line):
        return Item(bullet[2], place, "bullet", is_point=bool(bullet[1]))
    if WHOLLY_BOLD.fullmatch(line):
        return Item(line, place, "heading")
    return Item(line, place, "row" if "\t" in line.strip() else "text")


def clean(text: str) -> str:
    """Without marks of bold and links, and with single spaces: the words, as they are."""
    return " ".join(MARKS.sub(r"\1", text).split())


def normal(text: str) -> str:
    """The words alone, without case and punctuation: what makes two texts the same."""
    return " ".join(re.sub(r"[^\w@]+", " ", QUOTES.sub("", clean(text))).casefold().split())
