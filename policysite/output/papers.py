"""Which pages are printed, as which papers, and whether paper can be made here."""

import os
from functools import cache
from typing import NamedTuple

from policysite.content.content import Content
from policysite.content.pages import Page

OTHERS = [  # beside the policy: name, file, title, template, pages
    ("induction", "staff-induction", "Staff induction and sign-off sheet", "induction.html",
     ["staff/", "staff/scenarios/", "staff/sign-off/"]),
    ("poster", "pupils-poster", "Poster for Years 3 to 6", "poster.html", ["pupils/poster/"]),
    ("younger_poster", "pupils-poster-younger", "Poster for Reception to Year 2", "poster.html",
     ["pupils/poster-younger/"]),
]  # fmt: skip


class Paper(NamedTuple):
    """One PDF: its address below the site's own, its title, its template, its pages in order."""

    address: str
    title: str
    template: str
    pages: list[Page]
    file: str = ""  # where the school has it as a PDF already, below the project's folder


def papers(content: Content) -> dict[str, Paper]:
    """All that can be printed, by name; a page that was taken away is left out."""
    title, agreed, there = content.data.policy.title, content.agreed, content.by_url
    sections = [section.page.url for section in content.rules.sections]
    policy = ("policy", "social-media-policy", title, "policy.html", ["policy/", *sections])
    found = {
        name: Paper(f"downloads/{file}.pdf", title, template, pages)
        for name, file, title, template, urls in (policy, *OTHERS)
        if (pages := [there[url] for url in urls if url in there])
    }
    if agreed:
        title, pages = f"{title}, as agreed in {agreed.month}", [there["policy/agreed/"]]
        own = agreed.document.file if agreed.document.file.endswith(".pdf") else ""
        address = "downloads/agreed-policy.pdf"
        found["agreed"] = Paper(address, title, "induction.html", pages, own)
    return found


def wanted() -> bool:
    """PAPER=off in the environment leaves the PDFs out, for builds that should be quick."""
    return os.environ.get("PAPER") != "off"


@cache
def has_pango() -> bool:
    """Where it is missing, all but the PDFs is built."""
    try:
        import weasyprint  # noqa: F401 - it looks for Pango as it is imported, which takes a while
    except OSError:
        return False
    return True
