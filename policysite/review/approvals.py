"""Approvals of pages: given for the words that were read, and gone once these change."""

import hashlib
from pathlib import Path

from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.problems import say, suggestion
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


def approve(root: Path, content: Content, given, reload: forms.Reload) -> tuple[str, int]:
    """“Approve a page”, from PAGE, BY and DATE: what was done and 0, or what is wrong and 1."""
    return forms.answer(lambda: record(root, content, given, reload))


def record(root: Path, content: Content, given, reload: forms.Reload) -> str:
    """Writes into data/situations.yaml who approved the page, when, and which words."""
    given = forms.arguments(FORM, given, {"DATE": content.today.isoformat()})
    forms.refuse(forms.mistyped(FORM, given, content.data, content.today))
    address = given["PAGE"].partition("#")[0].strip("/") + "/"
    situations = {entry.url: entry for entry in content.data.situations.values()}
    if address not in situations:
        given = {"asked": forms.called(FORM, "PAGE"), "value": address}
        raise ValueError(say("form_page", suggestion=suggestion(address, situations), **given))
    situation = situations[address]
    page = next(page for page in content.pages if page.path == situation.path)

    approved = {
        "approved_by": given["BY"],
        "approved_on": forms.as_yaml(given["DATE"]),
        "approved_words": fingerprint(page),
    }

    def fill_in(document) -> None:
        entry = document[situation.key]
        for name, value in approved.items():
            if name not in entry:  # before the last line, which has the empty line below it
                entry.insert(len(entry) - 1, name, value)
            entry[name] = value

    path = root / "data" / "situations.yaml"
    with forms.written_or_restored(path, reload=reload):
        forms.edit_yaml(path, fill_in)
    role = content.data.contact(given["BY"]).role
    return f"Recorded that the {role} approved /{address} on {When.parse(given['DATE'])}."
