"""Puts each item of a document where it belongs; what starts a part is known by its form."""

import re
from dataclasses import replace
from difflib import SequenceMatcher

from policysite.review.agreed.document import AgreedDocument, Item, Section, clean, normal

# A heading's number and title, and what stands before and after them on its line; N is the number.
CAPITALS = (
    r"(?P<title>[A-Z][A-Z0-9'’&,/() –-]*[A-Z)])(?=[\s*]*$|[\s*]+[A-Z][a-z ])[\s*]*(?P<after>.*)"
)
IN_CAPITALS = r"(?P<before>.*?)(?<![\d(])(?<!\d\.)[\s*]*N\s?[.):]?[\s*]*" + CAPITALS
BOLD = r"\*\*\s*N\s?[.):]?(?:\*\*)?\s*(?P<title>[A-Z][^*]{2,90})\*\*(?P<after>.*)"
IN_BOLD = r"(?P<before>.*?)(?<![\d(])(?<!\d\.)" + BOLD
BOLD_TITLE = r"(?P<before>)N\s?[.):]?\s*\*\*(?P<title>[^*]{3,90})\*\*(?P<after>.*)"
PLAIN = r"(?P<before>)[\s*]*N\s?[.):]?[\s*]*(?P<title>[A-Z][^*]{2,90}[^\s.;:,*])(?P<after>)[\s*]*"
FORMS = (IN_CAPITALS, IN_BOLD, BOLD_TITLE, PLAIN)
SUB_HEADING = re.compile(r"(?:\*\*)?(\d+\.\d+[.)]?\s+[^*]+?)(?:\*\*\s*(.*))?")
WHOLLY_BOLD = re.compile(r"\*\*[^*]+\*\*[\s:]*")
AFTERWARDS = re.compile(r"appendix|appendices|annex|signed|signature|references", re.IGNORECASE)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(
    r"(.*\b(?:written|agreed|approved|adopted|ratified|reviewed?|updated|date)\b.{0,30}?)[\s:]*\b"
    rf"((?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{MONTHS}),? \d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})",
    re.IGNORECASE,
)
OF_VISION = re.compile(r"\b(vision|values?|ethos|mission|motto|faith|flourish\w*)\b", re.IGNORECASE)
OF_CONTACT = re.compile(r"\S@\S+\.\w|(?<!\d)0[\d ]{9,12}\d\b")
CONTACTS = re.compile(r"(key |main |school )?contacts?( details)?:?", re.IGNORECASE)
UNFINISHED = re.compile(
    r"(,|\b(the|an?|and|or|of|to|with|in|on|for|by|our|their|its|is|are|be|will|that|which))$"
)
LONGEST = 3000  # letters of a paragraph that may have a heading run into it
SHORT = 12  # words, at most, in a heading or a title


def place(items: list[Item], document: AgreedDocument, titles: list[str]) -> None:
    """Fills the document's parts from the file's items, in order."""
    after_sections = False
    for item in items:
        if heading := section_heading(item, len(document.sections) + 1, titles):
            number, before, title, after = heading
            put(replace(item, text=before), document, after_sections)
            document.sections.append(Section(number, clean(title)))
            item, after_sections = Item(after, item.place), False
        elif document.sections and is_short(item) and AFTERWARDS.match(clean(item.text)):
            after_sections = True
        put(item, document, after_sections)


def section_heading(item: Item, expected: int, titles: list[str]):
    """A section's number, what stands before its title, the title, and what stands after."""
    text = " ".join(item.text.split())
    if item.kind == "row" or len(text) > LONGEST:
        return None
    for number in range(expected, expected + 3):  # they come in order; one may be left out
        for form in FORMS:
            match = re.fullmatch(form.replace("N", str(number), 1), text)
            if match and is_likely(match, form, item):
                return number, match["before"], match["title"], match["after"]
    bare = clean(re.sub(r"^\W*\d+[.)]\s", "", text))
    known = normal(titles[expected - 1]) if expected <= len(titles) else ""
    alike = SequenceMatcher(None, normal(bare), known).ratio() > 0.8
    styled = item.kind == "heading" and item.level == 0 and expected > 1
    other = AFTERWARDS.match(bare) or SUB_HEADING.fullmatch(bare)
    if item.kind != "bullet" and (alike or styled and not other):
        return expected, "", bare, ""
    return None


def is_likely(match: re.Match, form: str, item: Item) -> bool:
    """A number in running text is no heading: what follows one there is more than a word."""
    before, title = clean(match["before"]), clean(match["title"]).split()
    if before:
        alone = not clean(match["after"]) and len(title) > 1
        return len(title) <= SHORT and (form == IN_BOLD or alone)
    return len(title) <= SHORT and (item.kind != "bullet" or form != PLAIN)


def is_heading(item: Item) -> bool:
    text, bold = clean(item.text), WHOLLY_BOLD.fullmatch(item.text.strip())
    formed = item.kind == "heading" or bold or text.isupper() or SUB_HEADING.fullmatch(text)
    return bool(formed and is_short(item))


def is_short(item: Item) -> bool:
    """Whether a paragraph is no sentence."""
    text = clean(item.text)
    short = len(text.split()) <= SHORT and not text.endswith((".", ";"))
    return short and item.kind in ("text", "heading")


def put(item: Item, document: AgreedDocument, after_sections: bool) -> None:
    """One item into the part that is open."""
    text = clean(item.text)
    short = len(text.split()) <= 3 * SHORT
    if not text:
        return
    if item.kind != "bullet" and short and OF_CONTACT.search(text):
        document.contacts.append([clean(cell) for cell in item.text.split("\t")])
    elif after_sections:
        document.not_placed.append(Item(text, item.place))
    elif document.sections:
        put_in_section(item, text, document.sections[-1])
    else:
        put_in_front(item, text, document)


def put_in_section(item: Item, text: str, section: Section) -> None:
    """A sub-heading, the rest of a bullet that a page's end split, a bullet, or text like one."""
    numbered = item.kind != "bullet" and SUB_HEADING.fullmatch(item.text.strip())
    if numbered and numbered[2]:
        section.headings.append(numbered[1])
        text = clean(numbered[2])
    elif is_heading(item):
        section.headings.append(text)
        return
    above = section.items[-1].text if section.items else ""
    if item.kind == "text" and carries_on(above, text):
        section.items[-1].text += f" {text}"
    else:
        heading = section.headings[-1] if section.headings else ""
        section.items.append(replace(item, text=text, heading=heading))


def carries_on(above: str, text: str) -> bool:
    """Whether a text is the rest of the one above it, from which a page's end parted it."""
    ended = above.endswith((".", ":", ";", "!", "?")) or len(above.split()) <= SHORT
    return bool(above) and (text[0].islower() or bool(UNFINISHED.search(above)) or not ended)


def put_in_front(item: Item, text: str, document: AgreedDocument) -> None:
    """What stands before section 1."""
    short = len(text.split()) <= SHORT
    date = DATE.match(text) if short else None
    if date and item.kind != "bullet" and date[1].strip() not in document.dates:
        document.dates[date[1].strip(" :")] = text[date.start(2) :]
    elif item.kind == "row" or CONTACTS.fullmatch(text):
        document.contacts.append([clean(cell) for cell in item.text.split("\t")])
    elif not document.contacts and (document.vision or OF_VISION.search(text)):
        if item.kind == "text" and document.vision and carries_on(document.vision[-1], text):
            text = f"{document.vision.pop()} {text}"
        document.vision.append(text)
    elif short:
        document.title.append(text)
    else:
        document.not_placed.append(Item(text, item.place))
