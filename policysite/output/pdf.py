"""PDFs, made by WeasyPrint from the pages of the finished site.

A paper joins some pages by a template of theme/pdf/. On it, an element's id is its address on the
site, such as /policy/staff-use/#no-friends, so that a link finds it whichever page it is on.
"""

import logging
import os
import re
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname
from xml.etree.ElementTree import Element, SubElement

from markupsafe import Markup

from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.html_tree import article_source
from policysite.output.components import PDF
from policysite.problems import Refused, say
from policysite.review.deadlines import state_on
from policysite.schema.dates import When

OTHERS = [  # beside the policy: name, file, title, template, pages
    ("induction", "staff-induction", "Staff induction and sign-off sheet", "induction.html",
     ["staff/", "staff/scenarios/", "staff/sign-off/"]),
    ("poster", "pupils-poster", "Poster for Years 3 to 6", "poster.html", ["pupils/poster/"]),
    ("younger_poster", "pupils-poster-younger", "Poster for Reception to Year 2", "poster.html",
     ["pupils/poster-younger/"]),
]  # fmt: skip
UNPRINTED = re.compile(r'unsupported by fonts: "(.+?)"')
SIZE = re.compile(r'<span data-size="([^"]+)">(?=</span>)')


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


def make(content: Content, folder: Path, site_url: str | None) -> list[str]:
    """Writes every paper into the finished `folder`. Returns what is left out or not as meant."""
    if not has_pango():
        return [say("not_printed_here")]
    from weasyprint.urls import FatalURLFetchingError

    warned = BufferingHandler(capacity=sys.maxsize)
    logging.getLogger("weasyprint").addHandler(warned)
    (folder / "downloads").mkdir(exist_ok=True)
    remarks = []
    for paper in papers(content).values():
        if paper.file:
            shutil.copyfile(content.root / paper.file, folder / paper.address)
            continue
        try:
            pdf = as_pdf(as_html(paper, content, folder), folder, site_url)
        except (Exception, FatalURLFetchingError) as error:  # nobody foresees a layout engine
            given = {"title": paper.title, "why": error}
            raise Refused([paper.pages[0].problem(1, "not_printed", **given)]) from error
        (folder / paper.address).write_bytes(pdf)
        remarks += empty_boxes(warned, paper)
    tell_sizes(folder)
    return remarks


def empty_boxes(warned: BufferingHandler, paper: Paper) -> Iterator[str]:
    """What WeasyPrint prints as an empty box, and where it stands; it may come from data/."""
    for sign in UNPRINTED.findall("\n".join(record.getMessage() for record in warned.buffer)):
        page = next((page for page in paper.pages if sign in page.body), paper.pages[0])
        line = page.line_of(max(page.body.find(sign), 0))
        given = {"sign": sign, "code": f"U+{ord(sign[0]):04X}", "title": paper.title}
        yield str(page.problem(line, "sign_without_font", **given))
    warned.flush()


def as_html(paper: Paper, content: Content, folder: Path) -> str:
    """The paper as one document, its pages' articles as they stand in the built site."""
    return PDF.get_template(paper.template).render(
        paper=paper,
        article=lambda page: Markup(article_source(folder / page.url / "index.html")),
        policy=content.data.policy,
        people=content.data.contacts.values(),
        state=state_on(content.data.policy.next_due, content.today),
        printed=When.parse(content.today.isoformat()),
        commit=content.commit_id,
        to=lambda address: f"/{address}",
    )


def as_pdf(html: str, folder: Path, site_url: str | None) -> bytes:
    """The document as PDF/UA-1, with nothing in it but what lies in `folder`."""
    from weasyprint import HTML

    folder = folder.resolve()
    document = HTML(string=html, base_url=f"{folder.as_uri()}/", url_fetcher=only_from(folder))
    lead_on(document.etree_element, site_url)
    return document.write_pdf(pdf_variant="pdf/ua-1", finisher=name_header_cells)


def only_from(folder: Path):
    """Fetches the built site's own files; any other address ends the making."""
    from weasyprint.urls import URLFetcher

    class OwnFiles(URLFetcher):
        def fetch(self, url, headers=None):
            path = Path(url2pathname(urlsplit(url).path)).resolve()
            if not path.is_relative_to(folder):
                raise PermissionError(f"{url} is not a file of this site")
            return super().fetch(url, headers)

    return OwnFiles(allowed_protocols=["file"], fail_on_errors=True)


def name_header_cells(document, pdf) -> None:
    """Names a table's header cells by counting: WeasyPrint 69 does by their place in memory."""
    from pydyf import Array, String

    names: dict[str, str] = {}

    def counted(name: String) -> String:
        return String(names.setdefault(name.string, f"header-{len(names)}"))

    for cell in pdf.objects:
        if isinstance(cell, dict) and cell.get("S") == "/TH":
            cell["ID"] = counted(cell["ID"])
        elif isinstance(cell, dict) and cell.get("S") == "/TD":
            cell["A"]["Headers"] = Array(counted(name) for name in cell["A"]["Headers"])


def lead_on(document: Element, site_url: str | None) -> None:
    """Ids become addresses; links lead to what is printed too, else to the website."""
    for page in document.iterfind(".//*[@data-page]"):
        here = page.get("data-page")
        for element in page.iter():
            if "id" in element.attrib:
                element.set("id", f"{here}#{element.get('id')}")
            if "src" in element.attrib:
                element.set("src", urljoin(here, element.get("src")).lstrip("/"))
            if "href" in element.attrib:
                element.set("href", urljoin(here, element.get("href")))
        page.set("id", here)
    printed = {element.get("id") for element in document.iter()}
    for link in document.iter("a"):
        address = link.get("href", "")
        if address in printed:
            link.set("href", f"#{address}")
        elif address.startswith("/") and site_url:
            link.set("href", site_url.rstrip("/") + address)
        elif address.startswith("/"):
            del link.attrib["href"]
        elif address.startswith("http"):
            shown = address.removeprefix("https://").rstrip("/")
            if shown not in "".join(link.itertext()) + (link.tail or ""):
                SubElement(link, "span", {"class": "address"}).text = f" ({shown})"


def tell_sizes(folder: Path) -> None:
    """Fills in what a page could not know when it was written: how large each PDF is."""

    def size(mark: re.Match) -> str:
        return f"{mark[0]}, {max(1, round((folder / mark[1]).stat().st_size / 1000))} KB"

    for path in folder.rglob("*.html"):
        path.write_text(SIZE.sub(size, path.read_text("utf-8")), "utf-8")
