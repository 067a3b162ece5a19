"""Reads the agreed document in source/: a Word file, a PDF or plain text, named by its month."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from policysite.problems import Problem
from policysite.review.agreed import pdf, word
from policysite.review.agreed.document import WORD, AgreedDocument, Piece, clean
from policysite.review.agreed.parts import place

FOLDER = "source"
NAME = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))\.(docx|pdf|txt)")
LARGEST = 20_000_000  # bytes; a policy with pictures has one or two million
UNITS = {".docx": "paragraph", ".pdf": "page", ".txt": "line"}
BULLET = re.compile(r"([ \t]*)(?:[-*•●▪◦○‣·–]|o(?=\s)|\uf0b7|\uf0a7)\s+(.*)")


class Unreadable(ValueError):
    """Why a file can't be used, and what to do."""


def read_all(
    root: Path, titles: list[str], today: date
) -> tuple[list[AgreedDocument], list[Problem]]:
    """Every agreed document, oldest first. `titles` are the sections' on the site, for headings that have no number."""
    documents, problems, months = [], [], {}
    for path in sorted((root / FOLDER).glob("*")):
        file = f"{FOLDER}/{path.name}"
        if path.name.startswith(".") or path.name.upper().startswith("README"):
            continue
        try:
            month = month_of(path, today)
            if other := months.setdefault(month, path.name) != path.name and months[month]:
                raise Unreadable(
                    f"{other} is of the same month. Keep the one that governors agreed, and delete the other."
                )
            documents.append(read(path, file, month, titles))
        except Unreadable as error:
            problems.append(Problem(file, 1, str(error)))
    return documents, problems


def read(path: Path, file: str, month: str, titles: list[str]) -> AgreedDocument:
    """One document. Raises Unreadable."""
    check_size(path)
    pieces, margins = pieces_of(path)
    if not any(WORD.search(piece.text) for piece in pieces):
        raise Unreadable(
            "there are no words in this file. Is it empty, or a scan? Upload the Word file that it was made from."
        )
    document = AgreedDocument(month, file, UNITS[path.suffix], margins=margins)
    place(pieces, document, titles)
    if not document.items:
        raise Unreadable(
            f"no section with bullets was found in this file. Is it the policy? Its first words are: {clean(pieces[0].text)[:80]}"
        )
    return document


def pieces_of(path: Path) -> tuple[list[Piece], list[str]]:
    """A file's paragraphs, bullets and rows, and what its pages repeat. Raises Unreadable."""
    try:
        return {".docx": word.pieces, ".pdf": pdf.pieces, ".txt": text_pieces}[path.suffix](path)
    except ValueError as error:
        raise Unreadable(str(error)) from None


def month_of(path: Path, today: date) -> str:
    """The month in a file's name. Raises Unreadable for a name that has none, or one to come."""
    match = NAME.fullmatch(path.name)
    if not match:
        raise Unreadable(
            "a document here is named by the month in which it was agreed, such as 2022-09.docx, and is a .docx, "
            ".pdf or .txt file. Rename it, or save it as one of these."
        )
    if match[1] > f"{today:%Y-%m}":
        raise Unreadable(
            f"{match[1]} is in the future. Name the file by the month in which governors agreed it."
        )
    return match[1]


def check_size(path: Path) -> None:
    size = path.stat().st_size
    if not size:
        raise Unreadable("this file is empty. Upload it again.")
    if size > LARGEST:
        raise Unreadable(
            f"this file has {size // 1_000_000} MB, more than {LARGEST // 1_000_000}. Save it with smaller pictures, or without."
        )


def text_pieces(path: Path) -> tuple[list[Piece], list[str]]:
    """A text file's lines. A line below another one, without a bullet or an empty line between, carries on from it."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(
            "this is not a text file, or not saved as UTF-8. Save it again as plain text (UTF-8)."
        ) from None
    if "\0" in text:
        raise ValueError("this is not a text file. Upload the document as .docx, .pdf or .txt.")
    return list(lines(text)), []


def lines(text: str) -> Iterator[Piece]:
    """Each line as a piece: a bullet, a row of a table (with tabs between), or text."""
    for number, line in enumerate(re.split(r"\r\n?|\n|\f", text), 1):
        if bullet := BULLET.fullmatch(line):
            yield Piece(number, bullet[2], "bullet", int(bool(bullet[1])))
        elif line.strip():
            yield Piece(number, line.rstrip(), "row" if "\t" in line.rstrip() else "text")
