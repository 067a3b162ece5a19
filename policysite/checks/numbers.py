"""A name, a number or an address that data/ keeps stands in no page: there it would go stale."""

import re
from collections.abc import Iterator

import phonenumbers

from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.problems import Problem
from policysite.schema.models import Contact

TITLES = "Mr Mrs Miss Ms Mx Dr Prof Professor Revd Rev Sir Dame Lord Lady Canon Fr Father Sister"
TO_RING = re.compile(r"\b(?:[Rr]ing|[Cc]all|[Dd]ial|[Tt]ext|[Pp]hone)(?: [^\W\d]+){0,2} (?:\*\*)?")
DIGITS = re.compile(
    r"(?<![\w/#=.-])(?:\d[\d ]{1,12}\d(?![\w/-]| (?:minutes|hours|days|times))|\d\d(?=[.!?*]|$))"
)
LINK = re.compile(r"\]\([^)]*\)")
SAFE = {"999", "112"}  # everybody knows them, and they don't change


def check(content: Content) -> Iterator[Problem]:
    """No page has a contact's name, number or address, or any phone number, typed by hand."""
    kept = dict(kept_in_data(content))
    either = "|".join(anyhow(text) for text in sorted(kept, key=len, reverse=True))
    found_in = re.compile(rf"(?<![\w.-])(?:{either or '(?!)'})(?![\w-])")
    for page in content.pages:
        for found in found_in.finditer(page.body):
            name, file, instead = kept.get(found[0]) or kept[found[0].lower()]
            given = {"shown": found[0], "file": file, "instead": instead}
            yield page.problem(page.line_of(found.start()), name, **given)
        for line, text in enumerate(page.body.split("\n"), page.first_line):
            yield from phones(page, line, LINK.sub("]", text))


def anyhow(text: str) -> str:
    """A text as a pattern; an email address with capitals or without."""
    return f"(?i:{re.escape(text)})" if "@" in text else re.escape(text)


def kept_in_data(content: Content):
    """What is looked for; the message where it is found, the file, the macro that shows it."""
    for entry in (*content.data.contacts.values(), *content.data.help.values()):
        macro = "contact" if isinstance(entry, Contact) else "help"
        for address in entry.email or ():
            yield address.lower(), ("fact_typed", entry.file, f"{{{{ {macro}('{entry.key}') }}}}")
    for contact in content.data.contacts.values():
        for name, certain in names_of(contact):
            message = "fact_typed" if certain else "name_like"
            yield name, (message, contact.file, f"{{{{ contact_name('{contact.key}') }}}}")


def names_of(contact: Contact):
    """How a person is written, as whole words with their case; whether it can be nobody else."""
    words = (contact.name or "").split()
    if len(words) > 1 and words[0] in TITLES.split():
        yield contact.name, True
        if len(words) > 2:
            yield f"{words[0]} {words[-1]}", True
            yield " ".join(words[1:]), True
    elif len(words) == 2 and all(word[0].isupper() for word in words):
        yield contact.name, False


def phones(page: Page, line: int, text: str) -> Iterator[Problem]:
    """What `phonenumbers` finds is one; other digits that somebody is told to ring may be."""
    if not re.search(r"\d\d", text):
        return
    for found in phonenumbers.PhoneNumberMatcher(text, "GB"):
        yield page.problem(line, "number_typed", shown=found.raw_string)
        return
    ring = TO_RING.search(text)
    digits = DIGITS.search(text, ring.end()) if ring else None
    if digits and digits.start() - ring.end() < 12 and digits[0] not in SAFE:
        yield page.problem(line, "number_like", found=digits[0])
