"""The lines, bullets and tables of a PDF, read by pdfplumber, put together again as paragraphs."""

import logging
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfplumber.utils import cluster_objects
from pdfplumber.utils.exceptions import PdfminerException

from policysite.review.agreed.document import Piece, Unreadable

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells of every damaged sign
BULLETS = set("•●▪◦○‣·–-o❖➢✓\uf0b7\uf0a7\uf076\uf0d8")
PAGE_NUMBER = re.compile(r"(page )?\d{1,3}( (of|/) \d{1,3})?", re.IGNORECASE)
SPLIT_ADDRESS = re.compile(r"(@[\w.-]*)\n(?=[\w-]*\.[\w.-]+(?:\s|$))")  # by a narrow cell
ACTIVE = ("JavaScript", "EmbeddedFiles", "Launch", "AA")
MOST_PAGES = 100
WIDER = 1.35  # a gap above a new paragraph, in usual gaps between lines


@dataclass(eq=False)
class Line:
    text: str
    kind: str  # as a Piece's
    left: float
    top: float
    indent: float = 0  # where the words begin, after a bullet
    bold: tuple[bool, ...] = (False,)  # word by word


def pieces(path: Path) -> tuple[list[Piece], list[str]]:
    """What the file says, in order, and what its pages repeat at top and foot."""
    try:
        with pdfplumber.open(path) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise Unreadable("source_long", pages=len(pdf.pages), most=MOST_PAGES)
            if is_active(pdf.doc.catalog):
                raise Unreadable("source_active")
            pages = [page_lines(page) for page in pdf.pages]
    except Unreadable:
        raise
    except PdfminerException as error:
        locked = "Password" in repr(error)
        raise Unreadable("source_locked" if locked else "source_not_pdf") from None
    except Exception:  # whatever a damaged file makes the library raise
        raise Unreadable("source_not_pdf") from None
    margins = repeated(pages)
    bullets = [line.left for page in pages for line in page if line.kind == "bullet"]
    found = []
    for number, page in enumerate(pages, 1):
        kept = [line for line in page if line not in margins]
        found += paragraphs(kept, number, min(bullets, default=0), usual_step(pages))
    return found, [line.text for line in margins]


def is_active(catalog: dict) -> bool:
    """Whether opening the file does something, or it carries files of its own."""
    parts = [resolve1(catalog.get(part)) for part in ("Names", "OpenAction")]
    return any(sign in f"{[*catalog]} {parts}" for sign in map("'{}'".format, ACTIVE))


def page_lines(page) -> list[Line]:
    """The page's lines and its tables' rows, from top to foot."""
    tables = [table for table in page.find_tables() if min(len(table.rows), len(table.columns)) > 1]
    found = []
    for table in tables:
        for row, cells in zip(table.rows, table.extract(), strict=True):
            joined = (SPLIT_ADDRESS.sub(r"\1", cell or "").split() for cell in cells)
            text = "\t".join(map(" ".join, joined))
            found.append(Line(text, "row", row.bbox[0], row.bbox[1]))
    words = page.extract_words(x_tolerance_ratio=0.15, extra_attrs=["fontname"])
    words = [word for word in words if not any(is_within(word, table.bbox) for table in tables)]
    clusters = cluster_objects(words, "bottom", 4)
    found += [line_of(sorted(cluster, key=lambda word: word["x0"])) for cluster in clusters]
    return sorted(found, key=lambda line: line.top)


def is_within(word: dict, box: tuple[float, float, float, float]) -> bool:
    across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def line_of(words: list[dict]) -> Line:
    """A line's words with single spaces; none where only the font changes within a word."""
    bullet = len(words) > 1 and words[0]["text"] in BULLETS
    shown, text = words[bullet:], ""
    bold = ["bold" in word["fontname"].lower() for word in shown]
    for before, word, is_bold in zip([None, *shown], shown, bold, strict=False):
        gap = " " if before and word["x0"] - before["x1"] > 1 else ""
        text += gap + (f"**{word['text']}**" if is_bold else word["text"])
    text, kind = re.sub(r"\*\*( ?)\*\*", r"\1", text), "bullet" if bullet else "text"
    return Line(text, kind, words[0]["x0"], words[0]["top"], shown[0]["x0"], tuple(bold))


def repeated(pages: list[list[Line]]) -> list[Line]:
    """Pages' first and last lines that are a page's number, or the same on most pages."""
    ends = [line for page in pages for line in dict.fromkeys([*page[:1], *page[-1:]])]
    same = Counter(re.sub(r"\d+", "", line.text) for line in ends)
    often = max(2, len(pages) / 2)
    return [
        line
        for line in ends
        if line.kind == "text"
        and (PAGE_NUMBER.fullmatch(line.text) or same[re.sub(r"\d+", "", line.text)] > often)
    ]


def usual_step(pages: list[list[Line]]) -> float:
    """From a line's top to the next one's within a paragraph: few are less."""
    steps = (below.top - above.top for page in pages for above, below in pairwise(page))
    steps = sorted(step for step in steps if step > 0)
    return steps[len(steps) // 10] if steps else 0


def paragraphs(lines: list[Line], page: int, left: float, step: float) -> list[Piece]:
    """Lines put together: a bullet, a gap, a change of bold or a smaller indent starts anew."""
    found: list[Piece] = []
    for above, line in zip([None, *lines], lines, strict=False):
        same = above and line.kind == "text" and above.kind != "row"
        if (
            same
            and line.top - above.top <= step * WIDER
            and line.left >= above.indent - 3
            and (found[-1].kind == "bullet" or line.bold[0] == above.bold[-1])
        ):
            gap = "" if re.search(r"\w-$", found[-1].text) else " "
            text = f"{found[-1].text}{gap}{line.text}".replace("** **", " ")
            found[-1] = Piece(page, text, found[-1].kind, found[-1].level)
        else:
            level = int(line.kind == "bullet" and line.left > left + 9)
            found.append(Piece(page, line.text, line.kind, level))
    return found
