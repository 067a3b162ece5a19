"""Puts every piece of a document where it belongs: title, dates, vision, contacts, a section, or the list of what was not placed."""

import re
from difflib import SequenceMatcher

from policysite.review.agreed.document import AgreedDocument, Item, Piece, Section, clean, normal

CAPITALS = r"[A-Z][A-Z0-9'’&,/() –-]*[A-Z)]"
NUMBERED = r"{n}\s?[.):]?[\s*]*"
# A heading's number and title, and what stands before and after them on its line.
IN_CAPITALS = rf"(?P<before>.*?)(?<![\d.(])[\s*]*{NUMBERED}(?P<title>{CAPITALS})(?=[\s*]*$|[\s*]+[A-Z][a-z ])[\s*]*(?P<after>.*)"
IN_BOLD = r"(?P<before>.*?)(?<![\d.(])\*\*\s*{n}\s?[.):]?(?:\*\*)?\s*(?P<title>[A-Z][^*]{{2,90}})\*\*(?P<after>.*)"
BOLD_TITLE = r"(?P<before>){n}\s?[.):]?\s*\*\*(?P<title>[^*]{{3,90}})\*\*(?P<after>.*)"
PLAIN = rf"(?P<before>){NUMBERED}(?P<title>[A-Z][^*]{{2,90}}[^\s.;:,*])(?P<after>)[\s*]*"
SUB_HEADING = re.compile(r"(\d+\.\d+[.)]?\s+[^*]+?)")
SUB_HEADING_IN_BOLD = re.compile(r"\*\*(\d+\.\d+[.)]?\s+[^*]+)\*\*\s*(.*)")
WHOLLY_BOLD = re.compile(r"\*\*[^*]+\*\*[\s:]*")
AFTERWARDS = re.compile(
    r"(appendi|annex|signed|signature|further (information|reading)|useful (links|contacts)|references)",
    re.IGNORECASE,
)
MONTH = r"(?:\d{1,2}(?:st|nd|rd|th)? )?(?:January|February|March|April|May|June|July|August|September|October|November|December),? \d{4}"
DATE = re.compile(
    rf"(.*\b(?:written|agreed|approved|adopted|ratified|reviewed?|updated|date)\b.{{0,30}}?)[\s:]*\b({MONTH}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})\W*",
    re.IGNORECASE,
)
OF_VISION = re.compile(r"\b(vision|values?|ethos|mission|motto|faith|flourish\w*)\b", re.IGNORECASE)
OF_CONTACT = re.compile(r"\S@\S+\.\w|(?<!\d)0[\d ]{9,12}\d\b")
UNFINISHED = re.compile(
    r"(,|\b(the|a|an|and|or|of|to|with|in|on|for|by|our|their|its|is|are|be|will|that|which))$",
    re.IGNORECASE,
)
SHORT = 12  # words, at most, in a heading or a title


def place(pieces: list[Piece], document: AgreedDocument, titles: list[str]) -> None:
    """Fills the document's parts from the pieces, in order; what starts each is known by its form, not by the school's words."""
    after_sections = False
    for piece in pieces:
        heading = section_heading(piece, len(document.sections) + 1, titles)
        if heading:
            number, before, title, after = heading
            if clean(before):
                put(Piece(piece.place, before, piece.kind, piece.level), document, after_sections)
            document.sections.append(Section(number, f"{clean(title)}", piece.place))
            after_sections = False
            piece = Piece(piece.place, after)
        elif document.sections and is_heading(piece) and AFTERWARDS.match(clean(piece.text)):
            after_sections = True
        if clean(piece.text):
            put(piece, document, after_sections)


def section_heading(
    piece: Piece, expected: int, titles: list[str]
) -> tuple[int, str, str, str] | None:
    """A section's number and title, and what stands before and after them on the line: numbers come in order."""
    text = " ".join(piece.text.split())
    if piece.kind == "row":
        return None
    for number in range(max(expected, 1), expected + 3):
        for form in (IN_CAPITALS, IN_BOLD, BOLD_TITLE, PLAIN):
            match = re.fullmatch(
                form.replace("{n}", str(number)).replace("{{", "{").replace("}}", "}"), text
            )
            if match and is_likely(match, form, piece):
                return number, match["before"], f"{match['title']}", match["after"]
    bare = clean(re.sub(r"^\W*\d+[.)]\s", "", text))
    if (
        piece.kind != "bullet"
        and expected <= len(titles)
        and SequenceMatcher(None, normal(bare), normal(titles[expected - 1])).ratio() > 0.8
    ):
        return expected, "", bare, ""
    if (
        piece.kind == "heading"
        and piece.level == 0
        and expected > 1
        and not AFTERWARDS.match(bare)
        and not SUB_HEADING.fullmatch(bare)
    ):
        return expected, "", bare, ""
    return None


def is_likely(match: re.Match, form: str, piece: Piece) -> bool:
    """A number in running text is no heading: what stands before one is a whole line or sentence, or ends in a bold mark."""
    before, title = clean(match["before"]), clean(match["title"])
    if len(title.split()) > SHORT:
        return False
    if before:
        return form == IN_BOLD or (not clean(match["after"]) and len(title.split()) > 1)
    return piece.kind != "bullet" or form != PLAIN


def is_heading(piece: Piece) -> bool:
    text = clean(piece.text)
    formed = (
        piece.kind == "heading"
        or WHOLLY_BOLD.fullmatch(piece.text.strip())
        or text.isupper()
        or SUB_HEADING.fullmatch(text)
    )
    return bool(
        piece.kind in ("text", "heading")
        and formed
        and len(text.split()) <= SHORT
        and not text.endswith((".", ";"))
    )


def put(piece: Piece, document: AgreedDocument, after_sections: bool) -> None:
    """One piece into the part that is open."""
    text = clean(piece.text)
    if piece.kind != "bullet" and OF_CONTACT.search(text) and len(text.split()) < 3 * SHORT:
        document.contacts.append([clean(cell) for cell in piece.text.split("\t")])
    elif after_sections:
        document.not_placed.append(Item(text, piece.place))
    elif document.sections:
        put_in_section(piece, document.sections[-1])
    else:
        put_in_front(piece, document)


def put_in_section(piece: Piece, section: Section) -> None:
    """A sub-heading, the rest of a bullet that a page's end split, a bullet, or text that may be one."""
    text, heading = clean(piece.text), section.headings[-1] if section.headings else ""
    if numbered := piece.kind != "bullet" and SUB_HEADING_IN_BOLD.fullmatch(piece.text.strip()):
        section.headings.append(numbered[1].strip())
        if numbered[2]:
            section.items.append(
                Item(clean(numbered[2]), piece.place, 0, section.headings[-1], marked=False)
            )
    elif is_heading(piece):
        section.headings.append(text)
    elif piece.kind == "text" and section.items and carries_on(section.items[-1].text, text):
        section.items[-1].text += f" {text}"
    else:
        section.items.append(Item(text, piece.place, piece.level, heading, piece.kind == "bullet"))


def carries_on(above: str, text: str) -> bool:
    """Whether text without a bullet is the rest of the bullet above it."""
    ended = above.endswith((".", ":", ";", "!", "?"))
    return (
        text[0].islower()
        or bool(UNFINISHED.search(above))
        or (not ended and len(above.split()) > SHORT)
    )


def put_in_front(piece: Piece, document: AgreedDocument) -> None:
    """What stands before section 1."""
    text = clean(piece.text)
    date = DATE.fullmatch(text)
    is_short = len(text.split()) <= SHORT
    if date and is_short and piece.kind != "bullet" and date[1].strip() not in document.dates:
        document.dates[date[1].strip(" :\t")] = date[2] + text[date.end(2) :]
    elif piece.kind == "row" or re.fullmatch(
        r"(key |main |school )?contacts?( details)?:?", text, re.IGNORECASE
    ):
        document.contacts.append([clean(cell) for cell in piece.text.split("\t")])
    elif document.contacts and is_short:
        document.title.append(text)
    elif not document.contacts and (document.vision or OF_VISION.search(text)):
        document.vision.append(text)
    elif is_short:
        document.title.append(text)
    else:
        document.not_placed.append(Item(text, piece.place))
