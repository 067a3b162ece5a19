"""The paragraphs, bullets and tables of a Word file, read by mammoth."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import mammoth
from mammoth import documents

from policysite.review.agreed.document import Piece, Unreadable

ENCRYPTED = b"\xd0\xcf\x11\xe0"  # how Word wraps what has a password, and what it saved before 2007
LARGEST_TEXT = 50_000_000  # bytes, unpacked
TYPED_BULLET = re.compile(r"\s*(?:[-•●▪◦·–\uf0b7\uf0a7]|o(?=\s))\s+")
HEADING = re.compile(r"[Hh]eading (\d)")
DEEPER = re.compile(r"[Ll]ist .*[2-9]")  # a point's indent may be in its style alone
INDENTED = 800  # twentieths of a point


def pieces(path: Path) -> list[Piece]:
    """What the file says, in order."""
    check(path)
    found: list[Piece] = []

    def collect(document):
        notes = [block for note in document.notes._notes.values() for block in note.body]
        found.extend(blocks([*document.children, *notes]))
        return documents.document([])  # nothing is left to be made HTML of

    try:
        with path.open("rb") as file:
            mammoth.convert_to_html(file, transform_document=collect)
    except Exception:  # whatever a damaged file makes the library raise
        raise Unreadable("source_not_word") from None
    return [Piece(at, piece.text, piece.kind, piece.level) for at, piece in enumerate(found, 1)]


def check(path: Path) -> None:
    """A .docx is a zip with a document in it, and no macros."""
    if path.read_bytes().startswith(ENCRYPTED):
        raise Unreadable("source_locked")
    try:
        with zipfile.ZipFile(path) as packed:
            sizes = {file.filename.lower(): file.file_size for file in packed.infolist()}
    except (zipfile.BadZipFile, OSError):
        raise Unreadable("source_not_word") from None
    if any(name.endswith("vbaproject.bin") for name in sizes):
        raise Unreadable("source_macros")
    texts = [size for name, size in sizes.items() if name.endswith(".xml")]
    if "word/document.xml" not in sizes or sum(texts) > LARGEST_TEXT:
        raise Unreadable("source_not_word")


def blocks(elements) -> Iterator[Piece]:
    """A piece for each paragraph and each row of a table."""
    for element in elements:
        if isinstance(element, documents.Table):
            for row in element.children:
                cells = (" ".join(map(text_of, cell.children)).split() for cell in row.children)
                yield Piece(0, "\t".join(map(" ".join, cells)), "row")
        elif text := text_of(element).strip():
            yield from paragraph(element, text)


def paragraph(element, text: str) -> Iterator[Piece]:
    """A bullet by Word's own lists or typed by hand, a heading by its style, or text."""
    style = element.style_name or ""
    typed = TYPED_BULLET.match(text)
    if heading := HEADING.search(style):
        yield Piece(0, text, "heading", int(heading[1]) - 1)
    elif element.numbering or typed:
        level = element.numbering.level_index if element.numbering else 0
        by_hand = not element.numbering and float(element.indent.start or 0) > INDENTED
        level = int(level) or int(bool(by_hand or DEEPER.fullmatch(style)))
        yield Piece(0, text[typed.end() :] if typed else text, "bullet", level)
    else:
        for line in filter(str.strip, text.split("\n")):
            yield Piece(0, line, "row" if "\t" in line.strip() else "text")


def text_of(element) -> str:
    """The words below an element, the bold ones in `**`."""
    if isinstance(element, documents.Text):
        return element.value
    if isinstance(element, (documents.Tab, documents.Break)):
        return "\t" if isinstance(element, documents.Tab) else "\n"
    text = "".join(map(text_of, getattr(element, "children", ()))).replace("****", "")
    return f"**{text}**" if getattr(element, "is_bold", False) and text.strip() else text
