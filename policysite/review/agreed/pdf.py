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

from policysite.review.agreed.document import BULLETS, Item, Unreadable

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells of every damaged sign
PAGE_NUMBER = re.compile(r"(page )?\d{1,3}( (of|/) \d{1,3})?", re.IGNORECASE)
SPLIT_ADDRESS = re.compile(r"(@[\w.-]*)\n(?=[\w-]*\.[\w.-]+(?:\s|$))")  # by a narrow cell
ACTIVE = re.compile("'(JavaScript|EmbeddedFiles|Launch|AA)'")
WIDER = 1.35  # a gap above a new paragraph, in usual gaps between lines


@dataclass(eq=False)
class Line:
    text: str
    kind: str  # as an Item's
    left: float
    top: float
    indent: float = 0  # where the words begin, after a bullet
    bold: tuple[bool, ...] = (False,)  # word by word


def items(path: Path) -> tuple[list[Item], list[str]]:
    """What the file says, in order, and what its pages repeat at top and foot."""
    try:
        with pdfplumber.open(path) as pdf:
            catalog = pdf.doc.catalog
            parts = [resolve1(catalog.get(part)) for part in ("Names", "OpenAction")]
            pages = [page_lines(page) for page in pdf.pages]
    except PdfminerException as error:
        locked = "Password" in repr(error)
        raise Unreadable("source_locked" if locked else "source_not_pdf") from None
    except Exception:  # whatever a damaged file makes the library raise
        raise Unreadable("source_not_pdf") from None
    if ACTIVE.search(f"{[*catalog]} {parts}"):
        raise Unreadable("source_active")
    margins = repeated(pages)
    bullets = [line.left for page in pages for line in page if line.kind == "bullet"]
    found = []
    for number, page in enumerate(pages, 1):
        kept = [line for line in page if line not in margins]
        found += paragraphs(kept, number, min(bullets, default=0), usual_step(pages))
    return found, [line.text for line in margins]


def page_lines(page) -> list[Line]:
    """The page's lines and its tables' rows, from top to foot."""
    tables = [table for table in page.find_tables() if min(len(table.rows), len(table.columns)) > 1]
    found, rest = [], page
    for table in tables:
        rest = rest.outside_bbox(table.bbox, strict=False)
        for row, cells in zip(table.rows, table.extract(), strict=True):
            joined = (SPLIT_ADDRESS.sub(r"\1", cell or "").split() for cell in cells)
            text = "\t".join(map(" ".join, joined))
            found.append(Line(text, "row", row.bbox[0], row.bbox[1]))
    words = rest.extract_words(x_tolerance_ratio=0.15, extra_attrs=["fontname"])
    clusters = cluster_objects(words, "bottom", 4)
    found += [line_of(sorted(cluster, key=lambda word: word["x0"])) for cluster in clusters]
    return sorted(found, key=lambda line: line.top)


def line_of(words: list[dict]) -> Line:
    """A line's words with single spaces; none where only the font changes within a word."""
    bullet = len(words) > 1 and words[0]["text"] in {*BULLETS, "o"}
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
    bare = {line: re.sub(r"\d+", "", line.text) for line in ends if line.kind == "text"}
    same, often = Counter(bare.values()), max(2, len(pages) / 2)
    return [line for line in bare if PAGE_NUMBER.fullmatch(line.text) or same[bare[line]] > often]


def usual_step(pages: list[list[Line]]) -> float:
    """From a line's top to the next one's within a paragraph: few are less."""
    steps = (below.top - above.top for page in pages for above, below in pairwise(page))
    steps = sorted(step for step in steps if step > 0)
    return steps[len(steps) // 10] if steps else 0


def paragraphs(lines: list[Line], page: int, left: float, step: float) -> list[Item]:
    """Lines put together: a bullet, a gap, a change of bold or a smaller indent starts anew."""
    found: list[Item] = []
    for above, line in zip([None, *lines], lines, strict=False):
        if (
            above
            and line.kind == "text"
            and above.kind != "row"
            and line.top - above.top <= step * WIDER
            and line.left >= above.indent - 3
            and (found[-1].kind == "bullet" or line.bold[0] == above.bold[-1])
        ):
            gap = "" if re.search(r"\w-$", found[-1].text) else " "
            found[-1].text = f"{found[-1].text}{gap}{line.text}".replace("** **", " ")
        else:
            level = int(line.kind == "bullet" and line.left > left + 9)
            found.append(Item(line.text, page, line.kind, level))
    return found
