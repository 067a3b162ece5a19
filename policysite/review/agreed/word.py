"""The paragraphs, bullets and tables of a Word file, read by mammoth."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import mammoth

from policysite.problems import say
from policysite.review.agreed.document import Item, Unreadable, item_of


def items(path: Path) -> list[Item]:
    """What the file says, in order."""
    try:
        with path.open("rb") as file:
            html = mammoth.convert_to_html(file).value
        html = html.replace("<br />", "\n").replace("</p>", " </p>")  # a cell has several of these
        found = [*blocks(fromstring(f"<body>{html}</body>"))]
    except Exception:  # whatever a damaged file makes the library raise
        raise Unreadable(say("source_not_word")) from None
    return [replace(item, place=f"paragraph {number}") for number, item in enumerate(found, 1)]


def blocks(elements: Iterable[Element]) -> Iterator[Item]:
    """An item for each paragraph, heading, bullet and row in elements of HTML."""
    for part in elements:
        if part.tag in ("ul", "ol"):
            for bullet in part:
                points = bullet.findall("ul") + bullet.findall("ol")
                for below in points:
                    bullet.remove(below)
                yield Item(text_of(bullet), kind="bullet")
                yield from blocks(points)
        elif part.tag in ("table", "thead", "tbody"):
            yield from blocks(part)
        elif part.tag == "tr":
            yield Item("\t".join(" ".join(text_of(cell).split()) for cell in part), kind="row")
        elif part.tag == "p":
            yield from (item_of(line, "") for line in lines_of(part))
        else:
            yield Item(text_of(part), kind="title" if part.tag == "h1" else "heading")


def lines_of(paragraph: Element) -> list[str]:
    """A paragraph's lines; in `**` where all of it is bold."""
    text = text_of(paragraph)
    bold = "".join(map(text_of, paragraph.iter("strong")))
    return [f"**{text}**"] if bold == text else text.split("\n")


def text_of(element: Element) -> str:
    return "".join(element.itertext()).strip()
