"""Reads the agreed documents in source/: Word files, PDFs or plain text, named by their month."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from policysite.problems import Problem, problem
from policysite.review.agreed.document import BULLET, AgreedDocument, Item, Unreadable, clean
from policysite.review.agreed.parts import place

FOLDER = "source"
NAME = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))\.(docx|pdf|txt)")
LARGEST = 20  # MB; a policy with pictures has one or two
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
    name, size = NAME.fullmatch(path.name), path.stat().st_size
    if not name:
        raise Unreadable("source_name")
    if name[1] > f"{today:%Y-%m}":
        raise Unreadable("source_future", month=name[1])
    if not size:
        raise Unreadable("source_empty")
    if size > LARGEST * 1_000_000:
        raise Unreadable("source_large", size=size // 1_000_000, most=LARGEST)
    items, margins = items_of(path)
    if not any(re.search(r"\w", item.text) for item in items):
        raise Unreadable("source_no_words")
    document = AgreedDocument(name[1], f"{FOLDER}/{path.name}", UNITS[path.suffix], margins)
    place(items, document, titles)
    if not document.items:
        raise Unreadable("source_no_sections", words=clean(items[0].text)[:80])
    return document


def items_of(path: Path) -> tuple[list[Item], list[str]]:
    """A file's paragraphs, bullets and rows, and what its pages repeat."""
    # The libraries are loaded where they are needed: they take half a second.
    if path.suffix == ".pdf":
        from policysite.review.agreed import pdf

        return pdf.items(path)
    if path.suffix == ".docx":
        from policysite.review.agreed import word

        return word.items(path), []
    return [*lines(path)], []


def lines(path: Path) -> Iterator[Item]:
    """Each line of a text file: a bullet, a row of a table (with tabs between), or text."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("source_not_text") from None
    for number, line in enumerate(re.split(r"[\n\f]", text), 1):
        if bullet := BULLET.fullmatch(line):
            yield Item(bullet[2], number, "bullet", int(bool(bullet[1])))
        elif line.strip():
            yield Item(line.rstrip(), number, "row" if "\t" in line.rstrip() else "text")
