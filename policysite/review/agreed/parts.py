"""Puts each item of a document where it belongs; what starts a part is known by its form."""

import re
from dataclasses import replace

from policysite.review.agreed.document import AgreedDocument, Item, Section, clean

NUMBERED = re.compile(r"(\d{1,2})[.):]?\s+([A-Z].{2,90}[^.;:,])")
SUB_HEADING = re.compile(r"\d+\.\d+[.)]?\s+.+")
AFTERWARDS = re.compile(r"appendix|appendices|annex|signed|signature|references", re.IGNORECASE)
CONTACTS = re.compile(r"(key |main |school )?contacts?( details)?:?", re.IGNORECASE)
OF_CONTACT = re.compile(r"\S@\S+\.\w|(?<!\d)0[\d ]{9,12}\d\b")
SHORT = 12  # words, at most, in a heading


def place(items: list[Item], document: AgreedDocument, titles: list[str]) -> None:
    """Fills the document's parts from the file's items, in order."""
    after_sections = False
    for item in items:
        if heading := section_heading(item, document.sections, titles):
            number, before, title, after = heading
            put(replace(item, text=before), document, after_sections)
            document.sections.append(Section(number, title))
            item, after_sections = Item(after, item.place), False
        elif document.sections and is_short(item) and AFTERWARDS.match(clean(item.text)):
            after_sections = True
        put(item, document, after_sections)


def section_heading(
    item: Item, sections: list[Section], titles: list[str]
) -> tuple[int, str, str, str] | None:
    """A section's number, the words before its title on the line, the title, the words after."""
    text, expected = clean(item.text), sections[-1].number + 1 if sections else 1
    if item.kind == "row" or re.search(r"\.\.\W*\d+$", text):  # in a table of contents
        return None
    for number, title in enumerate(titles, 1):
        words = r"\W*".join(re.findall(r"\w+", title))
        numbered = rf"(.*?)(?<!\d){number}\W{{0,4}}({words})\b(.*)"  # even within a line
        found = re.fullmatch(numbered, text, re.IGNORECASE)
        if found and number >= expected:  # one may be left out
            return number, *found.groups()
        if number == expected and item.is_paragraph and re.fullmatch(words, text, re.IGNORECASE):
            return number, "", text, ""
    numbered = NUMBERED.fullmatch(text)
    if numbered and is_short(item) and expected <= int(numbered[1]) < expected + 3:
        return int(numbered[1]), "", numbered[2], ""
    if item.kind == "title" and sections and not AFTERWARDS.match(text):
        return None if SUB_HEADING.fullmatch(text) else (expected, "", text, "")
    return None


def is_short(item: Item) -> bool:
    """Whether a paragraph is no sentence."""
    text = clean(item.text)
    return item.is_paragraph and len(text.split()) <= SHORT and not text.endswith((".", ";"))


def put(item: Item, document: AgreedDocument, after_sections: bool) -> None:
    """One item into the part that is open."""
    text = clean(item.text)
    begun = item.kind == "row" and document.contacts or CONTACTS.fullmatch(text)
    of_contact = OF_CONTACT.search(text) and len(text.split()) <= 3 * SHORT
    if not text:
        return
    if item.kind != "bullet" and (of_contact or begun and not document.sections):
        document.contacts.append(", ".join(filter(None, map(clean, item.text.split("\t")))))
    elif after_sections:
        document.rest.append(text)
    elif document.sections:
        put_in_section(replace(item, text=text), document.sections[-1].items)
    else:
        document.front.append(text)


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
    ended = above.text.endswith((".", ":", ";", "!", "?")) or len(above.text.split()) <= SHORT
    return above.kind != "heading" and (text[0].islower() or not ended)
