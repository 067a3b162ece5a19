"""PDFs, made by WeasyPrint from the pages of the finished site.

A paper joins some pages by a template of theme/pdf/. On it, an element's id is its address on the
site, such as /policy/staff-use/#no-friends, so that a link finds it whichever page it is on.
"""

import logging
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname
from xml.etree.ElementTree import Element, SubElement

from markupsafe import Markup

from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.output.papers import Paper, papers, possible, wanted
from policysite.problems import Problem, Refused, problem, say
from policysite.review.deadlines import state_on
from policysite.schema.dates import When

UNPRINTED = re.compile(r'unsupported by fonts: "(.+?)"')
ARTICLE = re.compile(r"<article>(.*)</article>", re.DOTALL)
SIZE = re.compile(r'(<span data-size="([^"]+)">)(?=</span>)')
Render = Callable[..., str]  # (name of a template of theme/pdf/, **values); `commit` is its own


def make(content: Content, folder: Path, site_url: str | None, render: Render) -> list[str]:
    """Writes every paper into the finished `folder`. Returns what is left out or not as meant."""
    if not possible():
        return [say("not_printed_here")] if wanted() else []
    from weasyprint.urls import FatalURLFetchingError

    (folder / "downloads").mkdir(exist_ok=True)
    remarks = []
    for paper in papers(content).values():
        if paper.file:
            shutil.copyfile(content.root / paper.file, folder / paper.address)
            continue
        try:
            with missing_signs() as signs:
                pdf = as_pdf(as_html(paper, content, folder, render), folder, site_url)
        except (Exception, FatalURLFetchingError) as error:  # nobody foresees a layout engine
            given = {"title": paper.title, "why": error}
            raise Refused([problem(paper.pages[0].file, 1, "not_printed", **given)]) from error
        (folder / paper.address).write_bytes(pdf)
        remarks += [str(no_font_has(sign, paper)) for sign in signs]
    tell_sizes(folder)
    return remarks


@contextmanager
def missing_signs() -> Iterator[list[str]]:
    """Collects what WeasyPrint would print as an empty box."""
    signs, logger = [], logging.getLogger("weasyprint")
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: signs.extend(UNPRINTED.findall(record.getMessage()))
    logger.addHandler(handler)
    try:
        yield signs
    finally:
        logger.removeHandler(handler)


def no_font_has(sign: str, paper: Paper) -> Problem:
    """Where the sign stands in a page's text, if it does; it may come from data/."""
    page = next((page for page in paper.pages if sign in page.body), paper.pages[0])
    line = page.line_of(max(page.body.find(sign), 0))
    given = {"sign": sign, "code": f"U+{ord(sign[0]):04X}", "title": paper.title}
    return problem(page.file, line, "sign_without_font", **given)


def as_html(paper: Paper, content: Content, folder: Path, render: Render) -> str:
    """The paper as one document, its pages' articles as they stand in the built site."""

    def article(page: Page) -> Markup:
        text = (folder / page.url / "index.html").read_text(encoding="utf-8")
        return Markup(ARTICLE.search(text)[1])

    policy = content.data.policy
    given = {"paper": paper, "article": article, "policy": policy}
    given |= {"people": content.data.contacts.values()}
    given |= {"state": state_on(policy.next_due, content.today)}
    return render(paper.template, printed=When.parse(content.today.isoformat()), **given)


def as_pdf(html: str, folder: Path, site_url: str | None) -> bytes:
    """The document as PDF/UA-1, with nothing in it but what lies in `folder`."""
    from weasyprint import HTML

    base = f"{folder.resolve().as_uri()}/"
    document = HTML(string=html, base_url=base, url_fetcher=only_from(folder.resolve()))
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
    from pydyf import Array, Dictionary, String

    items = [item for item in pdf.objects if isinstance(item, Dictionary)]
    cells = [item for item in items if item.get("S") in ("/TH", "/TD")]
    headers = [cell for cell in cells if "ID" in cell]
    names = {cell["ID"].string: String(f"header-{count}") for count, cell in enumerate(headers)}
    for cell in headers:
        cell["ID"] = names[cell["ID"].string]
    for cell in cells:
        if "A" in cell:
            cell["A"]["Headers"] = Array(names[header.string] for header in cell["A"]["Headers"])


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
        return f"{mark[1]}, {max(1, round((folder / mark[2]).stat().st_size / 1000))} KB"

    for path in folder.rglob("*.html"):
        path.write_text(SIZE.sub(size, path.read_text("utf-8")), "utf-8")
