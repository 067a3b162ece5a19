"""The paragraphs, bullets and tables of a Word file, read by mammoth."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import mammoth

from policysite.problems import say
from policysite.review.agreed.document import Item, Unreadable, item_of

ENCRYPTED = b"\xd0\xcf\x11\xe0"  # how Word wraps what has a password, and saved before 2007
POINTS = """p[style-name^='List Bullet 2'] => ul > li > ul > li:fresh
p[style-name^='List Number 2'] => ul > li > ul > li:fresh"""  # indented by their style alone


def items(path: Path) -> list[Item]:
    """What the file says, in order."""
    if path.read_bytes().startswith(ENCRYPTED):
        raise Unreadable(say("source_locked"))
    try:
        files = zipfile.ZipFile(path).namelist()
        with path.open("rb") as file:
            html = mammoth.convert_to_html(file, style_map=POINTS).value
        html = html.replace("<br />", "\n").replace("</p>", " </p>")  # a cell has several of these
        html = re.sub("</?strong>", "**", html)
        found = [*blocks(fromstring(f"<body>{html}</body>"))]
    except Exception:  # whatever a damaged file makes the library raise
        raise Unreadable(say("source_not_word")) from None
    if any(name.lower().endswith("vbaproject.bin") for name in files):
        raise Unreadable(say("source_macros"))
    return [replace(item, place=f"paragraph {number}") for number, item in enumerate(found, 1)]


def blocks(elements: Iterable[Element], is_point: bool = False) -> Iterator[Item]:
    """An item for each paragraph, heading, bullet and row in elements of HTML."""
    for part in elements:
        if part.tag in ("ul", "ol"):
            for bullet in part:
                points = bullet.findall("ul") + bullet.findall("ol")
                for below in points:
                    bullet.remove(below)
                if text := text_of(bullet):
                    yield Item(text, "", "bullet", is_point)
                yield from blocks(points, is_point=True)
        elif part.tag in ("table", "thead", "tbody"):
            yield from blocks(part)
        elif part.tag == "tr":
            yield Item("\t".join(" ".join(text_of(cell).split()) for cell in part), kind="row")
        elif part.tag == "p":
            yield from (item_of(line, "") for line in text_of(part).split("\n"))
        else:
            yield Item(text_of(part), kind="title" if part.tag == "h1" else "heading")


def text_of(element: Element) -> str:
    return "".join(element.itertext()).strip()
