"""Reads the agreed documents in source/: Word files, PDFs or plain text, named by their month."""

import re
from datetime import date
from pathlib import Path

from policysite.problems import Problem, say
from policysite.review.agreed.document import AgreedDocument, Item, Unreadable, clean, item_of
from policysite.review.agreed.parts import place

FOLDER = "source"
LARGEST = 20  # MB; a policy with pictures has one or two
NAME = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))\.(docx|pdf|txt)")


def read_all(root: Path, titles: list[str], today: date) -> tuple[list, list[Problem]]:
    """Every agreed document, oldest first; `titles` are the sections' on the site."""
    documents, problems = [], []
    for path in sorted((root / FOLDER).glob("*")):
        if path.name.startswith((".", "README")):
            continue
        try:
            document = read(path, titles, today)
            if documents and documents[-1].month == document.month:
                raise Unreadable(say("source_twice", other=documents[-1].file))
            documents.append(document)
        except Unreadable as error:
            problems.append(Problem(f"{FOLDER}/{path.name}", 1, str(error)))
    return documents, problems


def read(path: Path, titles: list[str], today: date) -> AgreedDocument:
    """One document. Raises Unreadable."""
    name, size = NAME.fullmatch(path.name), path.stat().st_size
    if not name:
        raise Unreadable(say("source_name"))
    if name[1] > f"{today:%Y-%m}":
        raise Unreadable(say("source_future", month=name[1]))
    if not size:
        raise Unreadable(say("source_empty"))
    if size > LARGEST * 1_000_000:
        raise Unreadable(say("source_large", size=size // 1_000_000, most=LARGEST))
    items = items_of(path)
    if not any(re.search(r"\w", item.text) for item in items):
        raise Unreadable(say("source_no_words"))
    document = AgreedDocument(name[1], f"{FOLDER}/{path.name}")
    place(items, document, titles)
    if not document.items:
        raise Unreadable(say("source_no_sections", words=clean(items[0].text)[:80]))
    return document


def items_of(path: Path) -> list[Item]:
    """A file's paragraphs, headings, bullets and rows."""
    # The libraries are loaded where they are needed: they take half a second.
    if path.suffix == ".pdf":
        from policysite.review.agreed import pdf

        return pdf.items(path)
    if path.suffix == ".docx":
        from policysite.review.agreed import word

        return word.items(path)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(say("source_not_text")) from None
    lines = enumerate(re.split(r"[\n\f]", text), 1)
    return [item_of(line, f"line {number}") for number, line in lines if line.strip()]
