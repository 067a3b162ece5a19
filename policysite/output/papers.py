"""Which pages are printed, as which papers, and whether paper can be made here."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policysite.problems import Unknown

if TYPE_CHECKING:
    from policysite.content.content import Content
    from policysite.content.pages import Page

NO_PANGO = (
    "The paper versions are left out, all else is built: WeasyPrint needs Pango. Get it with  brew "
    "install pango  or, on Debian and Ubuntu,  sudo apt-get install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0"
)
INDUCTION = ["staff/", "staff/scenarios/", "staff/sign-off/"]
POSTER, YOUNGER = ["pupils/poster/"], ["pupils/poster-younger/"]
OTHERS = {  # beside the policy: file, title, template, pages
    "induction": (
        "staff-induction",
        "Staff induction and sign-off sheet",
        "induction.html",
        INDUCTION,
    ),
    "poster": ("pupils-poster", "Poster for Years 3 to 6", "poster.html", POSTER),
    "younger_poster": (
        "pupils-poster-younger",
        "Poster for Reception to Year 2",
        "poster.html",
        YOUNGER,
    ),
}


class Paper(NamedTuple):
    """One PDF: its address below the site's own, its title, its template, its pages in order."""

    address: str
    title: str
    template: str
    pages: list[Page]
    file: str = ""  # where the school has it as a PDF already, below the project's folder


def papers(content: Content) -> dict[str, Paper]:
    """All that can be printed, by name; a page that was taken away is left out."""
    there = {page.url: page for page in content.pages}
    title = content.data.policy.title
    sections = [section.page.url for section in content.rules.sections]
    policy = ("social-media-policy", title, "policy.html", ["policy/", *sections])
    found = {}
    for name, (file, title, template, urls) in {"policy": policy, **OTHERS}.items():
        if pages := [there[url] for url in urls if url in there]:
            found[name] = Paper(f"downloads/{file}.pdf", title, template, pages)
    if agreed := content.agreed:
        own = agreed.document.file if agreed.document.file.endswith(".pdf") else ""
        title = f"{content.data.policy.title}, as agreed in {agreed.page_context()['month']}"
        address = "downloads/agreed-policy.pdf"
        found["agreed"] = Paper(address, title, "induction.html", [there["policy/agreed/"]], own)
    return found


def find(content: Content, name: str) -> Paper:
    """The paper of that name. Raises Unknown, which lists those there are."""
    listed = papers(content)
    if name not in listed:
        raise Unknown("paper version", name, listed)
    return listed[name]


def possible() -> bool:
    return wanted() and has_pango()


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
