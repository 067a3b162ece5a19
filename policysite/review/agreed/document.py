"""An agreed document as the site knows it: its parts, and where each stands in the file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

WORD = re.compile(r"\w+")
PAUSE = re.compile(r"[^\w@]+")


@dataclass(frozen=True)
class Piece:
    """A paragraph, a bullet or a table's row, as a file format has it; bold words stand in `**`."""

    place: int
    text: str
    kind: str = "text"  # text, bullet, row (cells with tabs between) or heading (by its style)
    level: int = 0


@dataclass
class Item:
    """A bullet or a point. `heading` is the sub-heading above it; `marked` is false where its bullet was lost."""

    text: str
    place: int
    level: int = 0
    heading: str = ""
    marked: bool = True


@dataclass
class Section:
    number: int
    title: str
    place: int
    items: list[Item] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)


@dataclass
class AgreedDocument:
    """Everything in the file: each word is in one of these parts."""

    month: str
    file: str
    unit: str  # what `place` counts: line, page or paragraph
    title: list[str] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)
    vision: list[str] = field(default_factory=list)
    contacts: list[list[str]] = field(default_factory=list)  # the cells of each row
    sections: list[Section] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)  # what each page of a PDF repeats
    not_placed: list[Item] = field(default_factory=list)

    @property
    def items(self) -> list[Item]:
        return [item for section in self.sections for item in section.items]

    @property
    def numbers(self) -> list[int]:
        """The section of each item."""
        return [section.number for section in self.sections for _ in section.items]

    def texts(self) -> Iterator[str]:
        """The whole document, part by part: nothing of the file is missing here."""
        yield from (*self.title, *self.vision, *self.margins)
        yield from (text for pair in self.dates.items() for text in pair)
        yield from (cell for row in self.contacts for cell in row)
        for section in self.sections:
            yield from (str(section.number), section.title, *section.headings)
        yield from (item.text for item in (*self.items, *self.not_placed))

    def where(self, item: Item) -> str:
        return f"{self.unit} {item.place}"


def clean(text: str) -> str:
    """Without marks of bold and links, and with single spaces: the words, as they are."""
    return " ".join(re.sub(r"\*\*|<(?=https?:)|(?<=\S)>", "", text).split())


def normal(text: str) -> str:
    """The words alone, without case, punctuation and kinds of quotation marks: what makes two texts the same."""
    return " ".join(PAUSE.sub(" ", re.sub(r"['’‘`]", "", clean(text))).casefold().split())
