"""Where data/ and the agreed document name other people, addresses, numbers or editions."""

import re
from collections.abc import Iterator, Mapping

from policysite.review.agreed.document import AgreedDocument, clean, normal

EMAIL_OR_NUMBER = re.compile(r"[\w.+-]+@[\w.-]+\w|(?<!\d)0[\d ]{9,12}\d\b")
QUOTED = re.compile(r"[‘'“\"]([A-Z][^‘’'“”\"]{8,100})[’'”\"],? (\d{4})\b")


def differences(document: AgreedDocument, contacts: Mapping, guidance: Mapping) -> Iterator[str]:
    """A sentence for each contact's detail and each cited edition that stands on one side only."""
    rows = compact(" ".join(cell for row in document.contacts for cell in row))
    known = {
        key: [
            entry.name or "",
            *entry.email,
            *(number.text for number in (entry.phone, entry.mobile) if number),
        ]
        for key, entry in contacts.items()
    }
    held = compact(" ".join(detail for details in known.values() for detail in details))
    for key, details in known.items():
        yield from (
            f"data/contacts.yaml has {detail} ({key}); the document has not."
            for detail in details
            if rows and compact(detail) not in rows
        )
    for detail in EMAIL_OR_NUMBER.findall(
        " ".join(cell for row in document.contacts for cell in row)
    ):
        if compact(detail) not in held:
            yield f"The document has {detail} among its contacts; data/contacts.yaml has not."
    whole = " ".join(document.texts())
    for key, entry in guidance.items():
        found = re.search(re.escape(normal(entry.title)) + r"\D{0,12}(\d{4})", normal(whole))
        if entry.cited and found and found[1] != entry.cited.iso[:4]:
            yield f"The document cites {entry.title} of {found[1]}; data/guidance.yaml has  cited: {entry.cited.iso}  ({key})."
        elif entry.cited and not found:
            yield f"The document does not cite {entry.title}; data/guidance.yaml has it as cited ({key})."
    titles = [normal(entry.title) for entry in guidance.values()]
    for title, year in QUOTED.findall(clean(whole)):
        if normal(title) not in titles:
            yield f"The document cites {title}, {year}; data/guidance.yaml has not."


def compact(text: str) -> str:
    return re.sub(r"[\s()-]", "", text).casefold()
