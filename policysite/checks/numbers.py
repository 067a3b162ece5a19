"""A name, a number or an address that data/ keeps stands in no page: there it would go stale."""

import re
from collections.abc import Iterator

import phonenumbers

from policysite.content.content import Content
from policysite.problems import Problem
from policysite.schema.models import Contact

TITLES = "Mr Mrs Miss Ms Mx Dr Prof Professor Revd Rev Sir Dame Lord Lady Canon Fr Father Sister"
TO_RING = re.compile(  # digits that somebody is told to ring, and that count nothing
    r"\b(?:[Rr]ing|[Cc]all|[Dd]ial|[Tt]ext|[Pp]hone)(?: [^\W\d]+){0,2} (?:\*\*)?.{0,11}?"
    r"(?<![\w/#=.-])(\d[\d ]{1,12}\d(?![\w/-]| (?:minutes|hours|days|times))|\d\d(?=[.!?*]|$))"
)
LINK = re.compile(r"\]\([^)]*\)")


def check(content: Content) -> Iterator[Problem]:
    """No page has a contact's name, number or address, or any phone number, typed by hand."""
    kept = dict(kept_in_data(content))
    patterns = [f"(?i:{re.escape(text)})" if "@" in text else re.escape(text) for text in kept]
    longest_first = "|".join(sorted(patterns, key=len, reverse=True))
    kept_text = re.compile(rf"(?<![\w.-])(?:{longest_first or '(?!)'})(?![\w-])")
    for page in content.pages:
        for found in kept_text.finditer(page.body):
            name, file, instead = kept.get(found[0]) or kept[found[0].lower()]
            given = {"shown": found[0], "file": file, "instead": instead}
            yield page.problem(page.line_of(found.start()), name, **given)
        for line, text in enumerate(page.body.split("\n"), page.first_line):
            text = LINK.sub("]", text)
            for found in phonenumbers.PhoneNumberMatcher(text, "GB"):
                yield page.problem(line, "number_typed", shown=found.raw_string)
            ring = TO_RING.search(text)
            if ring and ring[1] not in ("999", "112"):  # these don't change
                yield page.problem(line, "number_like", found=ring[1])


def kept_in_data(content: Content):
    """What is looked for; the message where it is found, the file, the macro that shows it."""
    data = content.data
    for macro, entries in (("contact", data.contacts), ("help", data.help)):
        for entry in entries.values():
            for address in entry.email or ():
                instead = f"{{{{ {macro}('{entry.key}') }}}}"
                yield address.lower(), ("fact_typed", entry.file, instead)
    for contact in data.contacts.values():
        for name, message in names_of(contact):
            yield name, (message, contact.file, f"{{{{ contact_name('{contact.key}') }}}}")


def names_of(contact: Contact):
    """How a person is written, and the message: without a title it may be somebody else."""
    words = (contact.name or "").split()
    if len(words) > 1 and words[0] in TITLES.split():
        forms = {contact.name, f"{words[0]} {words[-1]}", " ".join(words[1:])}
        yield from ((form, "fact_typed") for form in forms if " " in form)
    elif len(words) == 2 and all(word[0].isupper() for word in words):
        yield contact.name, "name_like"
