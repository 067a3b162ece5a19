"""The lines, bullets and tables of a PDF, read by pdfplumber, put together again as paragraphs."""

import logging
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import PdfminerException

from policysite.problems import say
from policysite.review.agreed.document import Item, Unreadable, item_of

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells of every damaged sign
ACTIVE = re.compile("'(JavaScript|EmbeddedFiles|Launch|AA)'")
# Where a line ends within a word: after a hyphen, or in an address that a narrow cell broke.
BROKEN = re.compile(r"(\w[-/]|(?=\n@)|@[\w.-]*(?:\.(?=\n[a-z])|(?=\n[\w-]*\.[\w.-]+(?:\s|$))))\n")
WIDER = 1.35  # a gap above a new paragraph, in usual gaps between lines


@dataclass(eq=False)
class Line(Item):
    """A line of a page, and where it stands there."""

    top: float = 0
    left: float = 0
    indent: float = 0  # where the words begin, after a bullet
    bold: tuple[bool, ...] = ()  # letter by letter


def items(path: Path) -> list[Item]:
    """What the file says, in order."""
    try:
        with pdfplumber.open(path) as pdf:
            catalog = pdf.doc.catalog
            parts = [resolve1(catalog.get(part)) for part in ("Names", "OpenAction")]
            pages = [page_lines(page) for page in pdf.pages]
    except PdfminerException as error:
        name = "source_locked" if "Password" in repr(error) else "source_not_pdf"
        raise Unreadable(say(name)) from None
    except Exception:  # whatever a damaged file makes the library raise
        raise Unreadable(say("source_not_pdf")) from None
    if ACTIVE.search(f"{[*catalog]} {parts}"):
        raise Unreadable(say("source_active"))
    know_margins(pages)
    step = usual_step(pages)
    found = [item for page in pages for item in paragraphs(page, step)]
    left = min((item.left for item in found if item.kind == "bullet"), default=0)
    for item in found:
        item.is_point = item.kind == "bullet" and item.left > left + 9
        bold = [*item.bold, False].index(False)
        if item.kind == "text" and bold:
            item.text = re.sub(rf"((?:\s*\S){{{bold}}})", r"**\1**", item.text, count=1)
            item.kind = item_of(item.text, "").kind
        item.text = BROKEN.sub(r"\1", item.text)
    return found


def page_lines(page) -> list[Line]:
    """The page's lines and its tables' rows, from top to foot."""
    place, found, rest = f"page {page.page_number}", [], page
    for table in page.find_tables():
        if min(len(table.rows), len(table.columns)) > 1:
            rest = rest.outside_bbox(table.bbox, strict=False)
            for row, cells in zip(table.rows, table.extract(), strict=True):
                text = "\t".join(cell or "" for cell in cells)
                found.append(Line(text, place, "row", top=row.bbox[1]))
    for line in rest.extract_text_lines(x_tolerance_ratio=0.15, y_tolerance=4):
        item = item_of(line["text"], place)
        signs = [sign for sign in line["chars"] if sign["text"].strip()]
        words = signs[1:] if item.kind == "bullet" else signs
        bold = tuple("bold" in sign["fontname"].lower() for sign in words)
        where = line["top"], line["x0"], words[0]["x0"]
        found.append(Line(item.text, place, item.kind, False, *where, bold))
    return sorted(found, key=lambda line: line.top)


def know_margins(pages: list[list[Line]]) -> None:
    """Margins are first and last lines that most pages have, but for a number, or a number."""
    ends = [line for page in pages for line in (*page[:1], *page[-1:]) if line.kind == "text"]
    bare = {line: re.sub(r"\d+", "", line.text) for line in ends}
    often = Counter(bare.values())
    for line, text in bare.items():
        if not text.strip() or often[text] >= max(2, len(pages) / 2):
            line.kind = "margin"


def usual_step(pages: list[list[Line]]) -> float:
    """From a line's top to the next one's within a paragraph: few are less."""
    steps = (below.top - above.top for page in pages for above, below in pairwise(page))
    steps = sorted(step for step in steps if step > 0)
    return steps[len(steps) // 10] if steps else 0


def paragraphs(lines: list[Line], step: float) -> list[Line]:
    """Lines put together: a bullet, a gap, a change of bold or a smaller indent starts anew."""
    found: list[Line] = []
    for above, line in zip([None, *lines], lines, strict=False):
        if (
            above
            and line.kind == "text"
            and above.kind not in ("row", "margin")
            and (found[-1].kind == "bullet" or line.bold[0] == above.bold[-1])
            and line.top - above.top <= step * WIDER
            and line.left >= above.indent - 3
        ):
            found[-1].text += f"\n{line.text}"
            found[-1].bold += line.bold
        else:
            found.append(line)
    return found
