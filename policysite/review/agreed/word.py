"""The paragraphs, bullets and tables of a Word file, read by mammoth."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import mammoth

from policysite.review.agreed.document import BULLET, Item, Unreadable

ENCRYPTED = b"\xd0\xcf\x11\xe0"  # how Word wraps what has a password, and what it saved before 2007
STYLES = "\n".join(  # a point's indent may be in its style alone
    f"p[style-name^='List {kind} {level}'] => ul > li > ul > li:fresh"
    for kind in ("Bullet", "Number")
    for level in (2, 3)
)


def items(path: Path) -> list[Item]:
    """What the file says, in order."""
    if path.read_bytes().startswith(ENCRYPTED):
        raise Unreadable("source_locked")
    try:
        files = zipfile.ZipFile(path).namelist()
        with path.open("rb") as file:
            html = mammoth.convert_to_html(file, style_map=STYLES).value
        found = [*blocks(fromstring(f"<body>{html}</body>"))]
    except Exception:  # whatever a damaged file makes the library raise
        raise Unreadable("source_not_word") from None
    if any(name.lower().endswith("vbaproject.bin") for name in files):
        raise Unreadable("source_macros")
    for place, item in enumerate(found, 1):
        item.place = place
    return found


def blocks(element: Element, level: int = -1) -> Iterator[Item]:
    """An item for each paragraph, heading, bullet and row below an element."""
    for part in element:
        if part.tag in ("ul", "ol"):
            for bullet in part:
                below = bullet.findall("ul") + bullet.findall("ol")
                text = text_of(bullet, leaving_out=below)
                if text.strip():
                    yield Item(text.strip(), 0, "bullet", level + 1)
                yield from blocks(bullet, level + 1)
        elif part.tag in ("table", "thead", "tbody"):
            yield from blocks(part)
        elif part.tag == "tr":
            yield Item("\t".join(" ".join(text_of(cell).split()) for cell in part), 0, "row")
        elif level < 0 and (text := text_of(part).strip()):
            yield from paragraph(part.tag, text)


def paragraph(tag: str, text: str) -> Iterator[Item]:
    """A heading by its style, a bullet typed by hand, or a text for each of its lines."""
    if re.fullmatch(r"h\d", tag):
        yield Item(text, 0, "heading", int(tag[1]) - 1)
    elif typed := BULLET.fullmatch(text):
        yield Item(typed[2], 0, "bullet")
    else:
        for line in filter(str.strip, text.split("\n")):
            yield Item(line, 0, "row" if "\t" in line.strip() else "text")


def text_of(element: Element, leaving_out=()) -> str:
    """The words below an element, the bold ones in `**`."""
    if element.tag == "br":
        return "\n"
    inner = [part for part in element if part not in leaving_out]
    text = (element.text or "") + "".join(text_of(part) + (part.tail or "") for part in inner)
    if element.tag in ("p", "li"):  # several paragraphs in a cell
        text += " "
    text = text.replace("****", "")
    return f"**{text}**" if element.tag == "strong" and text.strip() else text
