"""An agreed document as the site knows it: its parts, and where each stands in the file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MARKS = re.compile(r"\*\*|<(https?:[^<>\s]+)>")
BULLETS = "•●▪◦○‣·–*❖➢✓\uf0b7\uf0a7\uf076\uf0d8-"  # by hand, by Word, and by its own signs
BULLET = re.compile(rf"([ \t]*)(?:[{BULLETS}]|o(?=\s))\s+(.*)", re.DOTALL)
QUOTES = re.compile(r"['’‘`]")


class Unreadable(ValueError):
    """Why a file can't be used: the name of a message, and what fills it in."""

    def __init__(self, message: str, **given):
        super().__init__(message)
        self.message, self.given = message, given


@dataclass(eq=False)
class Item:
    """A paragraph, a bullet or a table's row; in a file's own text, bold words stand in `**`."""

    text: str
    place: int  # a line, a page or a paragraph
    kind: str = "text"  # text, bullet, row (cells with tabs between) or heading (by its style)
    level: int = 0
    heading: str = ""  # the sub-heading above it


@dataclass
class Section:
    number: int
    title: str
    items: list[Item] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)


@dataclass
class AgreedDocument:
    """Everything in the file: each of its words is in one of these parts."""

    month: str
    file: str
    unit: str  # what `place` counts: line, page or paragraph
    margins: list[str]  # what each page of a PDF repeats
    title: list[str] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)
    vision: list[str] = field(default_factory=list)
    contacts: list[list[str]] = field(default_factory=list)  # the cells of each row
    sections: list[Section] = field(default_factory=list)
    not_placed: list[Item] = field(default_factory=list)

    @property
    def items(self) -> list[Item]:
        return [item for section in self.sections for item in section.items]

    @property
    def section_numbers(self) -> list[int]:
        """The section of each item."""
        return [section.number for section in self.sections for _ in section.items]

    def texts(self) -> Iterator[str]:
        """The whole document, part by part."""
        yield from (*self.title, *self.vision, *self.margins)
        yield from (text for pair in self.dates.items() for text in pair)
        yield from (cell for row in self.contacts for cell in row)
        for section in self.sections:
            yield from (str(section.number), section.title, *section.headings)
        yield from (item.text for item in (*self.items, *self.not_placed))


def clean(text: str) -> str:
    """Without marks of bold and links, and with single spaces: the words, as they are."""
    return " ".join(MARKS.sub(r"\1", text).split())


def normal(text: str) -> str:
    """The words alone, without case and punctuation: what makes two texts the same."""
    return " ".join(re.sub(r"[^\w@]+", " ", QUOTES.sub("", clean(text))).casefold().split())
