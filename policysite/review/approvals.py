"""Approvals of pages: given for the words that were read, and gone once these change."""

import hashlib

from policysite.content.pages import Page


def fingerprint(page: Page) -> str:
    """Stands for a page's title and text as typed: a new name in data/ changes no advice."""
    words = " ".join(f"{page.title}\n{page.body}".split())
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def state_of(situation, page: Page | None) -> str:
    """`waiting`, `approved`, or `changed` where the words are no longer those approved."""
    if not situation.approved_by or page is None:
        return "waiting"
    return "approved" if situation.approved_words == fingerprint(page) else "changed"
