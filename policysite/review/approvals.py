"""Approvals of pages: given for the words that were read, and gone once these change."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.problems import Unknown
from policysite.review import forms
from policysite.schema.dates import When

FORM = {
    "PAGE": ("Address of the page", "parents/blackmail/"),
    "BY": ("Who approved it", "dsl"),
    "DATE": ("Day of the approval", "2027-03-15"),
}


def fingerprint(page: Page) -> str:
    """Stands for a page's title and text as typed: a new name in data/ changes no advice."""
    words = " ".join(f"{page.title}\n{page.body}".split())
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def state_of(situation, page: Page | None) -> str:
    """`waiting`, `approved`, or `changed` where the words are no longer those approved."""
    if not situation.approved_by or page is None:
        return "waiting"
    return "approved" if situation.approved_words == fingerprint(page) else "changed"


def approve(root: Path, content: Content, given, *, reload: Callable) -> str:
    """Writes into data/situations.yaml who approved the page, when, and which words.

    `given` are the arguments in FORM, and others. Raises ValueError where they don't fit.
    """
    given = forms.arguments(FORM, given, {"DATE": content.today.isoformat()})
    address = given["PAGE"].partition("#")[0].strip("/") + "/"
    situations = {entry.url: entry for entry in content.data.situations.values()}
    if address not in situations:
        raise Unknown("page to approve", address, situations)
    situation = situations[address]
    page = next(page for page in content.pages if page.path == situation.path)
    approved = {"approved_by": given["BY"], "approved_on": given["DATE"]}

    def fill_in(document) -> None:
        entry = document[situation.key]
        for name, value in (approved | {"approved_words": fingerprint(page)}).items():
            if name not in entry:  # before the last line, which has the empty line below it
                entry.insert(len(entry) - 1, name, value)
            entry[name] = value

    path = root / "data" / "situations.yaml"
    forms.write({path: forms.edited(path, fill_in)}, reload)
    role = content.data.contact(given["BY"]).role
    return f"Recorded that the {role} approved /{address} on {When.parse(given['DATE'])}."
