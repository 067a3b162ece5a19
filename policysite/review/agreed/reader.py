"""Reads the agreed documents in source/: Word files, PDFs or plain text, named by their month."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from policysite.problems import Problem, problem
from policysite.review.agreed.document import AgreedDocument, Piece, Unreadable, clean
from policysite.review.agreed.parts import place

FOLDER = "source"
NAME = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))\.(docx|pdf|txt)")
LARGEST = 20  # MB; a policy with pictures has one or two
BULLET = re.compile(r"([ \t]*)(?:[-*•●▪◦○‣·–]|o(?=\s)|\uf0b7|\uf0a7)\s+(.*)")
UNITS = {".docx": "paragraph", ".pdf": "page", ".txt": "line"}


def read_all(
    root: Path, titles: list[str], today: date
) -> tuple[list[AgreedDocument], list[Problem]]:
    """Every agreed document, oldest first; `titles` are the sections' on the site."""
    documents, problems = [], []
    for path in sorted((root / FOLDER).glob("*")):
        if path.name.startswith((".", "README")):
            continue
        try:
            document = read(path, titles, today)
            if documents and documents[-1].month == document.month:
                raise Unreadable("source_twice", other=documents[-1].file)
            documents.append(document)
        except Unreadable as error:
            problems.append(problem(f"{FOLDER}/{path.name}", 1, error.message, **error.given))
    return documents, problems


def read(path: Path, titles: list[str], today: date) -> AgreedDocument:
    """One document. Raises Unreadable."""
    month = month_of(path, today)
    pieces, margins = pieces_of(path, path.stat().st_mtime_ns)
    if not any(re.search(r"\w", piece.text) for piece in pieces):
        raise Unreadable("source_no_words")
    document = AgreedDocument(month, f"{FOLDER}/{path.name}", UNITS[path.suffix], margins)
    place(pieces, document, titles)
    if not document.items:
        raise Unreadable("source_no_sections", words=clean(pieces[0].text)[:80])
    return document


def month_of(path: Path, today: date) -> str:
    match = NAME.fullmatch(path.name)
    if not match:
        raise Unreadable("source_name")
    if match[1] > f"{today:%Y-%m}":
        raise Unreadable("source_future", month=match[1])
    return match[1]


@lru_cache(maxsize=4)
def pieces_of(path: Path, changed: int) -> tuple[list[Piece], list[str]]:
    """A file's paragraphs, bullets and rows, and what its pages repeat.

    A PDF takes seconds: while MkDocs serves, it is read again only once it has `changed`.
    """
    size = path.stat().st_size
    if not size:
        raise Unreadable("source_empty")
    if size > LARGEST * 1_000_000:
        raise Unreadable("source_large", size=size // 1_000_000, most=LARGEST)
    # The libraries are loaded where they are needed: they take half a second.
    if path.suffix == ".pdf":
        from policysite.review.agreed import pdf

        return pdf.pieces(path)
    if path.suffix == ".docx":
        from policysite.review.agreed import word

        return word.pieces(path), []
    return [*lines(path)], []


def lines(path: Path) -> Iterator[Piece]:
    """Each line of a text file: a bullet, a row of a table (with tabs between), or text."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("source_not_text") from None
    if "\0" in text:
        raise Unreadable("source_not_text")
    for number, line in enumerate(re.split(r"\r\n?|\n|\f", text), 1):
        if bullet := BULLET.fullmatch(line):
            yield Piece(number, bullet[2], "bullet", int(bool(bullet[1])))
        elif line.strip():
            yield Piece(number, line.rstrip(), "row" if "\t" in line.rstrip() else "text")
