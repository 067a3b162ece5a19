"""The lines, bullets and tables of a PDF, read by pdfplumber and put together again as paragraphs."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import median

import pdfplumber
from pdfplumber.utils import cluster_objects
from pdfplumber.utils.exceptions import PdfminerException

from policysite.review.agreed.document import Piece

NOT_PDF = "this is not a PDF, or it is damaged. Save it as a PDF again, or upload the Word file that it was made from."
LOCKED = (
    "this file has a password. Save it without one, or upload the Word file that it was made from."
)
SCAN = "this PDF is a picture of the pages (a scan): there are no words in it. Upload the Word file that it was made from."
ACTIVE = "this PDF has a script or another file in it. Print it to a new PDF, or upload the Word file that it was made from."
BULLETS = set("•●▪◦○‣·–-o❖➢✓\uf0b7\uf0a7\uf076\uf0d8")
PAGE_NUMBER = re.compile(r"(page )?\d{1,3}( (of|/) \d{1,3})?", re.IGNORECASE)


def pieces(path: Path) -> tuple[list[Piece], list[str]]:
    """What the file says, in order, and what its pages repeat at top and foot. Raises ValueError, in the editor's words."""
    try:
        with pdfplumber.open(path) as pdf:
            if is_active(pdf.doc.catalog):
                raise ValueError(ACTIVE)
            pages = [page_lines(page) for page in pdf.pages]
    except PdfminerException as error:
        raise ValueError(LOCKED if "Password" in repr(error) else NOT_PDF) from None
    except ValueError as error:
        raise ValueError(str(error) if str(error) == ACTIVE else NOT_PDF) from None
    if not any(pages):
        raise ValueError(SCAN)
    margins = [line for page in pages for line in repeated(page, pages)]
    found: list[Piece] = []
    left = min((line["x0"] for page in pages for line in page if line["bullet"]), default=0)
    for number, page in enumerate(pages, 1):
        found += paragraphs([line for line in page if line not in margins], number, left)
    return found, [line["text"] for line in margins]


def is_active(catalog: dict) -> bool:
    """Whether opening the file does something, or it carries files of its own."""
    text = repr(catalog) + repr(
        getattr(catalog.get("Names"), "resolve", lambda: catalog.get("Names"))()
    )
    return any(sign in text for sign in ("JavaScript", "EmbeddedFiles", "'Launch'", "/'Launch'"))


def page_lines(page) -> list[dict]:
    """The page's lines and rows from top to foot, each with its text, its place and whether a bullet starts it."""
    tables = [
        table for table in page.find_tables() if len(table.rows) > 1 and len(table.columns) > 1
    ]
    rows = [
        {
            "text": "\t".join(" ".join((cell or "").split()) for cell in cells),
            "row": True,
            "bullet": False,
            "bold": False,
            "x0": table.bbox[0],
            "top": table.rows[number].bbox[1],
        }
        for table in tables
        for number, cells in enumerate(table.extract())
    ]
    words = [
        word
        for word in page.extract_words(x_tolerance_ratio=0.15, extra_attrs=["fontname"])
        if not any(is_within(word, table.bbox) for table in tables)
    ]
    lines = [
        line_of(sorted(cluster, key=lambda word: word["x0"]))
        for cluster in cluster_objects(words, lambda word: word["bottom"], 4)
    ]
    return sorted(rows + lines, key=lambda line: line["top"])


def is_within(word: dict, box: tuple) -> bool:
    middle = (word["top"] + word["bottom"]) / 2
    return box[0] <= (word["x0"] + word["x1"]) / 2 <= box[2] and box[1] <= middle <= box[3]


def line_of(words: list[dict]) -> dict:
    """A line's words with single spaces; none where only the font changes within a word."""
    bullet = len(words) > 1 and words[0]["text"] in BULLETS
    text = ""
    for before, word in pairwise([None, *words[bullet:]]):
        bold = "bold" in word["fontname"].lower()
        gap = " " if before and word["x0"] - before["x1"] > 1 else ""
        text += gap + (f"**{word['text']}**" if bold else word["text"])
    return {
        "text": re.sub(r"\*\*( ?)\*\*", r"\1", text),
        "row": False,
        "bullet": bullet,
        "x0": words[0]["x0"],
        "top": words[0]["top"],
        "start": words[bullet]["x0"],
        "bold": all("bold" in word["fontname"].lower() for word in words[bullet:]),
    }


def repeated(page: list[dict], pages: list[list[dict]]) -> list[dict]:
    """The page's first and last line, where other pages have the same or it is the page's number."""
    ends = Counter(
        re.sub(r"\d+", "", line["text"])
        for each in pages
        for line in {id(line): line for line in each[:1] + each[-1:]}.values()
    )
    return [
        line
        for line in {id(line): line for line in page[:1] + page[-1:]}.values()
        if not line["bullet"]
        and not line["row"]
        and (
            PAGE_NUMBER.fullmatch(line["text"])
            or ends[re.sub(r"\d+", "", line["text"])] > max(2, len(pages) / 2)
        )
    ]


def paragraphs(lines: list[dict], page: int, left: float) -> list[Piece]:
    """Lines put together: a bullet, a wider gap, a change of bold or a smaller indent starts a new one."""
    usual = median([below["top"] - above["top"] for above, below in pairwise(lines)] or [0])
    found: list[Piece] = []
    for above, line in pairwise([None, *lines]):
        kind = "row" if line["row"] else "bullet" if line["bullet"] else "text"
        starts = (
            not above
            or kind != "text"
            or above["row"]
            or line["top"] - above["top"] > usual * 1.35
            or line["bold"] != above["bold"]
            or line["x0"] < above["start"] - 3
        )
        if starts:
            found.append(
                Piece(page, line["text"], kind, int(line["bullet"] and line["x0"] > left + 9))
            )
        else:
            joined = found[-1]
            found[-1] = Piece(
                page,
                f"{joined.text} {line['text']}".replace("** **", " "),
                joined.kind,
                joined.level,
            )
    return found
