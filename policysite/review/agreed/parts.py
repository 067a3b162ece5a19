"""Puts each item of a document where it belongs; what starts a part is known by its form."""

import re
from collections.abc import Iterator
from dataclasses import replace

from policysite.review.agreed.document import AgreedDocument, Item, Section, clean

NUMBERED = re.compile(r"(\d{1,2})[.):]?\s+([A-Z].{2,90}[^.;:,])")
CAPITALS = r"[A-Z][A-Z'’&,/() –-]{4,}[A-Z)](?=$|\W+[A-Z][a-z ])"
SUB_HEADING = re.compile(r"\d+\.\d+[.)]?\s+.+")
WITH_TEXT = re.compile(
    rf"\s*(\*\*\d[\d.)]*\s[^*]+\*\*|\d+\.\d+[.)]?\s+{CAPITALS})\s*(\w.*)", re.DOTALL
)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(
    r"(.*\b(?:written|agreed|approved|adopted|ratified|reviewed?|updated|date)\b.{0,30}?)[\s:]*\b"
    rf"((?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{MONTHS}),? \d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})",
    re.IGNORECASE,
)
OF_VISION = re.compile(r"\b(vision|values?|ethos|mission|motto|faith|flourish\w*)\b", re.IGNORECASE)
UNFINISHED = re.compile(r"(,|\b(the|an?|and|or|of|to|with|in|on|for|by|our|their|be|will|that))$")
AFTERWARDS = re.compile(r"appendix|appendices|annex|signed|signature|references", re.IGNORECASE)
CONTACTS = re.compile(r"(key |main |school )?contacts?( details)?:?", re.IGNORECASE)
OF_CONTACT = re.compile(r"\S@\S+\.\w|(?<!\d)0[\d ]{9,12}\d\b")
SHORT = 12  # words, at most, in a heading


def place(items: list[Item], document: AgreedDocument, titles: list[str]) -> None:
    """Fills the document's parts from the file's items, in order."""
    after_sections = False
    for item in parted(items):
        if heading := section_heading(item, document.sections, titles):
            number, before, title, after = heading
            put(replace(item, text=before), document, after_sections)
            document.sections.append(Section(number, title))
            item, after_sections = Item(after, item.place), False
        elif document.sections and is_short(item) and AFTERWARDS.match(clean(item.text)):
            after_sections = True
        put(item, document, after_sections)


def parted(items: list[Item]) -> Iterator[Item]:
    """The items; a numbered heading in bold and the text on its line are two."""
    for item in items:
        if item.kind == "text" and (found := WITH_TEXT.fullmatch(item.text)):
            yield from (replace(item, text=found[1], kind="heading"), replace(item, text=found[2]))
        else:
            yield item


def section_heading(
    item: Item, sections: list[Section], titles: list[str]
) -> tuple[int, str, str, str] | None:
    """A section's number, the words before its title on the line, the title, the words after."""
    text, expected = clean(item.text), sections[-1].number + 1 if sections else 1
    if item.kind in ("row", "margin") or re.search(r"\.\.\W*\d+$", text):  # in a table of contents
        return None
    for number in range(expected, expected + 3):  # one may be left out
        title = titles[number - 1] if number <= len(titles) else ""
        words = r"\W*".join(re.findall(r"\w+", title)) or "(?!)"
        for form in forms_of(number, rf"(?i:{words})\b"):
            if found := re.fullmatch(form, text):
                return number, *found.groups()
        if number == expected and item.is_paragraph and re.fullmatch(words, text, re.IGNORECASE):
            return number, "", text, ""
    numbered = NUMBERED.fullmatch(text)
    if numbered and is_short(item) and expected <= int(numbered[1]) < expected + 3:
        return int(numbered[1]), "", numbered[2], ""
    if item.kind == "title" and sections and not AFTERWARDS.match(text):
        return None if SUB_HEADING.fullmatch(text) else (expected, "", text, "")
    return None


def forms_of(number: int, title: str) -> list[str]:
    """How a numbered heading stands at a line's start, and how it is run into the line before."""
    start = rf"(){number}\W{{0,4}}"
    within = rf"(.+)(?<![\d(])(?<!\d\.)(?<!ection ){number}\s?"
    return [
        rf"{start}({title}|{CAPITALS})(.*)",
        rf"{within}[.):]\W{{0,3}}({title})(.*)",
        rf"{within}[.):]?\s*({CAPITALS})()",
    ]


def is_short(item: Item) -> bool:
    """Whether a paragraph is no sentence."""
    text = clean(item.text)
    return item.is_paragraph and is_brief(text) and not text.endswith((".", ";"))


def is_brief(text: str) -> bool:
    return len(text.split()) <= SHORT


def put(item: Item, document: AgreedDocument, after_sections: bool) -> None:
    """One item into the part that is open."""
    text = clean(item.text)
    in_table = item.kind == "row" and not DATE.match(text)
    of_contact = OF_CONTACT.search(text) and len(text.split()) <= 3 * SHORT
    begun = not document.sections and (in_table or CONTACTS.fullmatch(text))
    if not text:
        return
    if item.kind == "margin":
        document.margins.append(text)
    elif item.kind != "bullet" and (of_contact or begun):
        document.contacts.append(", ".join(filter(None, map(clean, item.text.split("\t")))))
    elif after_sections:
        document.rest.append(replace(item, text=text))
    elif document.sections:
        put_in_section(replace(item, text=text), document.sections[-1].items)
    else:
        put_in_front(replace(item, text=text), document)


def put_in_section(item: Item, items: list[Item]) -> None:
    """A sub-heading, the rest of a bullet that a page's end split, a bullet, or text like one."""
    formed = item.kind in ("heading", "title") or item.text.isupper()
    if is_short(item) and (formed or SUB_HEADING.fullmatch(item.text)):
        items.append(replace(item, kind="heading"))
    elif item.is_paragraph and items and carries_on(items[-1], item.text):
        items[-1].text += f" {item.text}"
    else:
        items.append(replace(item, kind="bullet"))


def carries_on(above: Item, text: str) -> bool:
    """Whether a text is the rest of the one above it, from which a page's end parted it."""
    ended = above.text.endswith((".", ":", ";", "!", "?")) or is_brief(above.text)
    unfinished = text[0].islower() or UNFINISHED.search(above.text) or not ended
    return bool(above.kind != "heading" and unfinished)


def put_in_front(item: Item, document: AgreedDocument) -> None:
    """What stands before section 1: a date, the school's vision, or the title."""
    date, brief, vision = DATE.match(item.text), is_brief(item.text), document.vision
    if date and brief and item.kind != "bullet" and date[1] not in document.dates:
        document.dates[date[1]] = item.text[date.start(2) :]
    elif not document.contacts and (vision or OF_VISION.search(item.text)):
        if vision and item.is_paragraph and carries_on(Item(vision[-1]), item.text):
            item = replace(item, text=f"{vision.pop()} {item.text}")
        vision.append(item.text)
    elif brief:
        document.title.append(item.text)
    else:
        document.rest.append(item)
