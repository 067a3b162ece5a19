"""What is printed: PDFs, made by WeasyPrint from the pages of the finished site.

A paper is some pages of the site, joined by a template of theme/pdf/ and set by
theme/assets/pdf.css. On it, an element's id is its address on the site, such as
/policy/staff-use/#no-friends: so a link finds it, whichever page the two came from.
"""

import os
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname
from xml.etree.ElementTree import Element, SubElement

import jinja2
from markupsafe import Markup

from policysite import dates, fragments, site as sites
from policysite.pages import Page
from policysite.problems import Problem, Refused, Unknown

ROOT = Path(__file__).parent.parent
THEME = ROOT / "theme"
TEMPLATES = fragments.TEMPLATES.overlay(loader=jinja2.FileSystemLoader([THEME / "pdf", THEME / "components"]))
NO_PANGO = ("The paper versions are left out, all else is built: WeasyPrint needs Pango. Get it with  brew install pango  or, on "
            "Debian and Ubuntu,  sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")
ARTICLE = re.compile(r"<article>(.*)</article>", re.DOTALL)
SIZE = re.compile(r'(<span data-size="([^"]+)">)(?=</span>)')


@dataclass(frozen=True)
class Paper:
    """One PDF: where it lies below the site's own address, what it is called, its template, its pages in order."""

    address: str
    title: str
    template: str
    pages: tuple[Page, ...]


def papers(site) -> dict[str, Paper]:
    """All that can be printed, by the name that pages use. A page that was taken away is left out."""
    there = {page.url: page for page in site.pages}

    def paper(file: str, title: str, template: str, *pages: str) -> Paper:
        return Paper(f"downloads/{file}.pdf", title, template, tuple(there[url] for url in pages if url in there))

    sections = [section.page.url for section in site.clauses.sections]
    listed = {
        "policy": paper("social-media-policy", site.facts.policy.title, "policy.html", "policy/", *sections),
        "induction": paper("staff-induction", "Staff induction and sign-off sheet", "induction.html",
                           "staff/", "staff/scenarios/", "staff/sign-off/"),
        "poster": paper("pupils-poster", "Poster for pupils aged 7 to 11", "poster.html", "pupils/poster/"),
        "younger_poster": paper("pupils-poster-younger", "Poster for pupils aged 5 to 7", "poster.html", "pupils/poster-younger/"),
    }
    return {name: each for name, each in listed.items() if each.pages}


def find(site, name: str) -> Paper:
    """The paper of that name. Raises Unknown, which lists those there are."""
    listed = papers(site)
    if name not in listed:
        raise Unknown("paper version", name, listed)
    return listed[name]


# --- whether --------------------------------------------------------------------------------------

def possible() -> bool:
    """Whether PDFs are made here: Pango is on the machine, and PAPER=off was not asked for."""
    return wanted() and has_pango()


def wanted() -> bool:
    """PAPER=off in the environment leaves the PDFs out, for builds that should be quick."""
    return os.environ.get("PAPER") != "off"


@cache
def has_pango() -> bool:
    try:
        import weasyprint  # noqa: F401 - it looks for Pango as it is imported, which takes a while
    except OSError:
        return False
    return True


# --- making ---------------------------------------------------------------------------------------

def make(site, folder: Path, site_url: str | None) -> None:
    """Writes every paper into the finished `folder`, and its size beside each link to it."""
    if not possible():
        if wanted():
            print(NO_PANGO, file=sys.stderr)
        return
    from weasyprint.urls import FatalURLFetchingError
    (folder / "downloads").mkdir(exist_ok=True)
    for paper in papers(site).values():
        try:
            (folder / paper.address).write_bytes(as_pdf(as_html(paper, site, folder), folder, site_url))
        except (Exception, FatalURLFetchingError) as error:  # nobody foresees what a layout engine stumbles over
            what = f"{paper.title} can't be printed ({error}). PAPER=off builds the site without what is printed."
            raise Refused([Problem(paper.pages[0].file, 1, what)]) from error
    tell_sizes(folder)


def as_html(paper: Paper, site, folder: Path) -> str:
    """The paper as one document, its pages' articles as they stand in the built site."""
    def article(page: Page) -> Markup:
        return Markup(ARTICLE.search((folder / page.url / "index.html").read_text(encoding="utf-8"))[1])

    policy = site.facts.policy
    return TEMPLATES.get_template(paper.template).render(
        paper=paper, article=article, policy=policy, state=dates.state_on(policy.next_due, site.today),
        people=site.facts.contacts.values(), printed=dates.When.parse(site.today.isoformat()), commit=sites.commit_id(ROOT))


def as_pdf(html: str, folder: Path, site_url: str | None) -> bytes:
    """The document as PDF/UA-1, with nothing in it but what lies in `folder`. Equal input gives equal bytes."""
    from weasyprint import HTML
    document = HTML(string=html, base_url=f"{folder.as_uri()}/", url_fetcher=only_from(folder))
    lead_on(document.etree_element, site_url)
    return document.write_pdf(pdf_variant="pdf/ua-1", finisher=name_header_cells)


def only_from(folder: Path):
    """Fetches the built site's own files; every other address ends the making."""
    from weasyprint.urls import URLFetcher

    class OwnFiles(URLFetcher):
        def fetch(self, url, headers=None):
            path = Path(url2pathname(urlsplit(url).path))
            if not path.resolve().is_relative_to(folder.resolve()):
                raise PermissionError(f"{url} is not a file of this site")
            return super().fetch(url, headers)

    return OwnFiles(allowed_protocols=["file"], fail_on_errors=True)


def name_header_cells(document, pdf) -> None:
    """Counts a table's header cells, which WeasyPrint 69 names by their place in memory, so that equal input gives equal bytes."""
    from pydyf import Array, Dictionary, String
    cells = [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("S") in ("/TH", "/TD")]
    headers = [cell for cell in cells if "ID" in cell]
    names = {cell["ID"].string: String(f"header-{number}") for number, cell in enumerate(headers)}
    for cell in headers:
        cell["ID"] = names[cell["ID"].string]
    for cell in cells:
        if "A" in cell:
            cell["A"]["Headers"] = Array(names[header.string] for header in cell["A"]["Headers"])


def lead_on(document: Element, site_url: str | None) -> None:
    """Ids become addresses on the site. A link leads to what is printed too, else to the website; where others lead is shown."""
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
            show_address(link, address.removeprefix("https://").rstrip("/"))


def show_address(link: Element, address: str) -> None:
    """In brackets behind the link, unless it stands there anyway."""
    if address not in "".join(link.itertext()) + (link.tail or ""):
        SubElement(link, "span", {"class": "address"}).text = f" ({address})"


def tell_sizes(folder: Path) -> None:
    """Fills in what a page could not know when it was written: how large each PDF is."""
    def size(mark: re.Match) -> str:
        return f"{mark[1]}, {max(1, round((folder / mark[2]).stat().st_size / 1000))} KB"

    for path in folder.rglob("*.html"):
        before = path.read_text(encoding="utf-8")
        after = SIZE.sub(size, before)
        if after != before:
            path.write_text(after, encoding="utf-8")
