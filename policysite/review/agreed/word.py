"""The paragraphs, bullets and tables of a Word file, read by mammoth."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import mammoth
from mammoth import documents

from policysite.review.agreed.document import Piece

NOT_WORD = "this is not a Word file, whatever its name says. Open it in Word, and save it as a Word document (.docx)."
LOCKED = "this file has a password, or was saved by a very old Word. Take the password off, and save it as a Word document (.docx)."
MACROS = "this file has macros (small programs). Save it as a Word document (.docx), not as one with macros."
LARGEST_TEXT = 50_000_000  # bytes, unpacked: what is larger is made to be in the way
TYPED_BULLET = re.compile(r"\s*(?:[-•●▪◦·–\uf0b7\uf0a7]|o(?=\s))\s+")
HEADING = re.compile(r"[Hh]eading (\d)")
DEEPER = re.compile(r"[Ll]ist .*([2-9])")  # a point's indent may be in its style alone


def pieces(path: Path) -> tuple[list[Piece], list[str]]:
    """What the file says, in order. Raises ValueError, in the editor's words."""
    check(path)
    found: list[Piece] = []

    def collect(document):
        found.extend(blocks(document.children))
        notes = (child for note in document.notes._notes.values() for child in note.body)
        found.extend(Piece(len(found) + 1, f"Note: {text_of(each)}") for each in notes)
        return documents.document([])  # nothing is left to be made HTML of

    try:
        with path.open("rb") as file:
            mammoth.convert_to_html(file, transform_document=collect)
    except Exception:  # whatever a damaged file makes the library raise
        raise ValueError(NOT_WORD) from None
    return [
        Piece(number, each.text, each.kind, each.level) for number, each in enumerate(found, 1)
    ], []


def check(path: Path) -> None:
    """A .docx is a zip with a document in it, and no macros."""
    if (
        path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    ):  # how Word wraps what is encrypted, and what it saved before 2007
        raise ValueError(LOCKED)
    try:
        with zipfile.ZipFile(path) as packed:
            files = {file.filename: file.file_size for file in packed.infolist()}
    except (zipfile.BadZipFile, OSError):
        raise ValueError(NOT_WORD) from None
    if any(name.lower().endswith("vbaproject.bin") for name in files):
        raise ValueError(MACROS)
    if (
        "word/document.xml" not in files
        or sum(size for name, size in files.items() if name.endswith(".xml")) > LARGEST_TEXT
    ):
        raise ValueError(NOT_WORD)


def blocks(elements) -> Iterator[Piece]:
    """A piece for each paragraph and each row of a table."""
    for element in elements:
        if isinstance(element, documents.Table):
            for row in element.children:
                cells = (
                    " ".join(text_of(paragraph) for paragraph in cell.children)
                    for cell in row.children
                )
                yield Piece(0, "\t".join(" ".join(cell.split()) for cell in cells), "row")
        elif isinstance(element, documents.Paragraph):
            yield from paragraph(element)


def paragraph(element: documents.Paragraph) -> Iterator[Piece]:
    """A bullet by Word's own lists or typed by hand, a heading by its style, or text."""
    text = text_of(element)
    style = HEADING.search(element.style_name or "")
    typed = TYPED_BULLET.match(text)
    if not text.strip():
        return
    if style:
        yield Piece(0, text, "heading", int(style[1]) - 1)
    elif element.numbering or typed:
        listed = (
            int(element.numbering.level_index)
            if element.numbering
            else int(float(element.indent.start or 0) > 800)
        )
        level = listed or int(bool(DEEPER.fullmatch(element.style_name or "")))
        yield Piece(0, text[typed.end() :] if typed else text, "bullet", level)
    else:
        yield from (
            Piece(0, line, "row" if "\t" in line.strip() else "text")
            for line in text.split("\n")
            if line.strip()
        )


def text_of(element) -> str:
    """The words below an element, the bold ones in `**`."""
    if isinstance(element, documents.Text):
        return element.value
    if isinstance(element, (documents.Tab, documents.Break)):
        return "\t" if isinstance(element, documents.Tab) else "\n"
    text = "".join(text_of(child) for child in getattr(element, "children", ()))
    bold = isinstance(element, documents.Run) and element.is_bold and text.strip()
    return f"**{text}**" if bold else text.replace("****", "")
