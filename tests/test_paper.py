"""What is printed: each PDF read back, as a reader's program reads it."""

import os
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

import macros
from policysite import editions, paper, site as sites
from policysite.problems import Refused
from tests.project import ROOT

NAMES = ["policy", "induction", "poster", "younger_poster"]
POSTERS = ["poster", "younger_poster"]
A4 = (595, 842)  # points
MARGIN = 25  # points: what printers may not reach
CI = os.environ.get("CI") == "true"


@pytest.fixture(scope="module")
def site(project):
    return project.load()


@pytest.fixture(scope="module")
def printed(built, site) -> dict[str, Path]:
    """The PDFs' files, by the names that pages use. Without Pango these tests are skipped, except in CI."""
    if not paper.has_pango():
        (pytest.fail if CI else pytest.skip)(paper.NO_PANGO)
    return {name: built / each.address for name, each in paper.papers(site).items()}


@pytest.fixture(scope="module")
def as_sheet(project, tmp_path_factory):
    """A PDF of any HTML, set as ours are: to plant faults in."""
    def make(body: str, site_url: str | None = None) -> Path:
        folder = tmp_path_factory.mktemp("sheet")
        (folder / "assets").mkdir()
        shutil.copy(project.root / "theme/assets/paper.css", folder / "assets")
        shutil.copy(project.root / "docs/pupils/stop.svg", folder / "assets/drawing.svg")
        html = f'<html lang="en-GB"><title>A sheet</title><link rel="stylesheet" href="assets/paper.css"><body>{body}'
        (folder / "sheet.pdf").write_bytes(paper.as_pdf(html, folder, site_url))
        return folder / "sheet.pdf"

    return make


# --- what a screen reader needs --------------------------------------------------------------------

def objects(reader: PdfReader):
    for number in [*reader.xref[0], *reader.xref_objStm]:
        each = reader.get_object(number)
        if isinstance(each, dict):
            yield each


def not_accessible(reader: PdfReader):
    """PDF/UA-1 (ISO 14289-1) says so of itself, and is tagged, titled, in English, with bookmarks, alternatives and its fonts."""
    catalogue = reader.root_object
    if b'pdfuaid:part="1"' not in (catalogue["/Metadata"].get_object().get_data() if "/Metadata" in catalogue else b""):
        yield "is not marked as PDF/UA-1"
    if not catalogue.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in catalogue:
        yield "has no tags"
    if catalogue.get("/Lang") != "en-GB":
        yield "has no language"
    if not (reader.metadata and reader.metadata.title) or not catalogue.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "has no title, or shows its file's name instead"
    if not reader.outline:
        yield "has no bookmarks"
    for each in objects(reader):
        if each.get("/S") == "/Figure" and not each.get("/Alt"):
            yield "has a picture without words"
        if each.get("/Type") == "/FontDescriptor" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(each):
            yield f"does not carry its font {each['/FontName']}"
        if each.get("/Subtype") == "/Link" and not each.get("/Contents"):
            yield "has a link without words"


@pytest.mark.parametrize("name", NAMES)
def test_accessible(printed, name):
    assert list(not_accessible(PdfReader(printed[name]))) == []


def test_a_pdf_that_is_not_accessible(printed, tmp_path):
    """Planted: a plain PDF, as a word processor may make it."""
    from weasyprint import HTML
    HTML(string="<p>Text").write_pdf(tmp_path / "plain.pdf")
    assert list(not_accessible(PdfReader(tmp_path / "plain.pdf"))) == [
        "is not marked as PDF/UA-1", "has no tags", "has no language", "has no title, or shows its file's name instead", "has no bookmarks"]


def test_a_picture_without_words(printed, as_sheet):
    """Planted: a drawing that a screen reader could not name."""
    sheet = as_sheet('<h1>Title</h1><img src="assets/drawing.svg">')
    assert list(not_accessible(PdfReader(sheet))) == ["has a picture without words"]


@pytest.mark.parametrize("name", NAMES)
def test_says_what_it_is(printed, site, name):
    """The title names the school; each page says which edition it is and when it was printed."""
    about, policy = PdfReader(printed[name]).metadata, site.facts.policy
    assert about.title == f"{paper.papers(site)[name].title} – {policy.short_name}"
    assert about.subject.startswith(f"{policy.title}, ") and ". Printed from the website on 22 November 2026" in about.subject
    assert [page for page in pages_of(printed[name]) if foot(printed[name]) not in page] == []


# --- whether all of it is there -----------------------------------------------------------------------

def squeezed(text: str) -> str:
    """Text without white space: where a line ends says nothing."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@cache
def pages_of(file: Path) -> tuple[str, ...]:
    """The text of each page, squeezed."""
    return tuple(squeezed(page.extract_text()) for page in PdfReader(file).pages)


@cache
def foot(file: Path) -> str:
    """What stands at each page's foot, which the PDF says of itself too."""
    return squeezed(PdfReader(file).metadata.subject[:-1].replace(". Printed", " Printed"))


def text_of(file: Path) -> str:
    """The whole text, squeezed, without the pages' feet."""
    return "".join(re.sub(r"Page\d+of\d+", "", page.replace(foot(file), "")) for page in pages_of(file))


def not_in_order(text: str, clauses, words):
    """Each rule and point of the policy, number and wording, one after the other."""
    place = 0
    for clause in [each for rule in clauses.rules for each in (rule, *rule.points)]:
        shown = clause.number if clause.points or clause in clauses.rules else f"({clause.number.rpartition('(')[2]}"
        wanted = squeezed(shown + editions.plain_text(clause.text, words))
        found = text.find(wanted, place)
        if found < 0:
            yield clause.number
        else:
            place = found + len(wanted)


def test_every_rule_is_printed(printed, project, site):
    """All 54 rules and 37 points, whole and in order."""
    assert list(not_in_order(text_of(printed["policy"]), site.clauses, project.words())) == []


def test_a_rule_that_is_not_printed(printed, project, site):
    """Planted: a point is missing, a rule has lost its last word, two rules have changed places."""
    words, text = project.words(), text_of(printed["policy"])
    first, second, *_ = [rule for rule in site.clauses.rules if not rule.points]
    point = next(rule.points[-1] for rule in site.clauses.rules if rule.points)

    def whole(clause) -> str:
        return squeezed(editions.plain_text(clause.text, words))

    assert list(not_in_order(text.replace(whole(point), ""), site.clauses, words)) == [point.number]
    assert list(not_in_order(text.replace(whole(first), whole(first)[:-5]), site.clauses, words)) == [first.number]
    swapped = text.replace(whole(first), "\0").replace(whole(second), whole(first)).replace("\0", whole(second))
    assert list(not_in_order(swapped, site.clauses, words)) == [first.number, second.number]


def test_the_cover(printed, site):
    """Document control and every contact stand on the first page, the contents on the next."""
    first, second, *_ = pages_of(printed["policy"])
    assert squeezed(f"Agreed {site.facts.policy.reviews[0].date}") in first
    assert squeezed(f"Review due {site.facts.policy.next_due}") in first
    for contact in site.facts.contacts.values():
        number = contact.phone or contact.mobile
        for said in (contact.role, contact.name, number and number["text"], *(contact.email or ())):
            assert squeezed(said or "") in first
    assert all(squeezed(page.title) in second for page in paper.papers(site)["policy"].pages)


@pytest.mark.parametrize("name", ["policy", "induction"])
def test_bookmarks(printed, site, name):
    """Each page of the site that is printed has its bookmark, in order."""
    reader = PdfReader(printed[name])
    titles = [each.title for each in reader.outline if not isinstance(each, list)]
    assert titles[-len(paper.papers(site)[name].pages):] == [page.title for page in paper.papers(site)[name].pages]


def test_the_sign_off_sheet(printed, built, site):
    """On a sheet of its own: what was read, exactly, and where to write name, role, date and signature."""
    last = pages_of(printed["induction"])[-1]
    page = BeautifulSoup((built / "staff/sign-off/index.html").read_text("utf-8"), "html.parser")
    what_was_read = page.find("h2", string="What I have read").find_next("p").text
    assert "as it stood on 22 November 2026" in what_was_read
    assert squeezed(what_was_read) in last
    assert squeezed(site.facts.policy.school + site.page("staff/sign-off.md").title) in last
    assert re.search("Name.*Role.*Date.*Signature", last)


def test_the_scenarios_answers_are_printed(printed, built):
    """Paper has nothing to open: each answer stands below its question."""
    text = text_of(printed["induction"])
    answers = BeautifulSoup((built / "staff/scenarios/index.html").read_text("utf-8"), "html.parser").select("details p")
    for answer in answers:
        [hidden.decompose() for hidden in answer.select(".visually-hidden")]
    assert len(answers) > 15
    assert [answer.text for answer in answers if squeezed(answer.text) not in text] == []


@pytest.mark.parametrize("name", POSTERS)
def test_a_poster_is_one_side_of_a4(printed, site, name):
    """Real names, where they come from, and Childline; no phone number of a person."""
    (page,) = PdfReader(printed[name]).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
    (text,), contacts = pages_of(printed[name]), site.facts.contacts
    for contact in (contacts["dsl"], contacts["deputy_dsl"], contacts["flo"]):
        assert squeezed(contact.name) in text
        assert squeezed(f"{contact.name}, {contact.confirmed}" if contact.confirmed else "Nobody has confirmed this since.") in text
    assert squeezed(site.facts.help["childline"].phone["text"]) in text
    assert squeezed(contacts["school"].phone["text"]) not in text


# --- nothing cut, nothing dead ------------------------------------------------------------------------

def outside_the_margins(file: Path):
    """Words that a printer would cut, by where poppler finds them."""
    boxes = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True).stdout
    for page in BeautifulSoup(boxes, "html.parser").find_all("page"):
        width, height = float(page["width"]), float(page["height"])
        for word in page.find_all("word"):
            left, top, right, bottom = (float(word[side]) for side in ("xmin", "ymin", "xmax", "ymax"))
            if left < MARGIN or top < MARGIN or right > width - MARGIN or bottom > height - MARGIN:
                yield word.text


@pytest.fixture(scope="module")
def poppler():
    if not shutil.which("pdftotext"):
        (pytest.fail if CI else pytest.skip)("No pdftotext: whether text is cut is not looked at. Get it with  sudo apt-get install poppler-utils")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_cut(poppler, printed, name):
    assert list(outside_the_margins(printed[name])) == []


def test_text_that_is_cut(poppler, printed, as_sheet):
    """Planted: a word too long for the page, where none may be broken."""
    sheet = as_sheet(f'<h1>Title</h1><p style="overflow-wrap: normal">{"long" * 40}</p>')
    (cut,) = outside_the_margins(sheet)
    assert cut.startswith("longlong")


def links(file: Path) -> Counter:
    """Where the PDF's links lead: an outside address, or # and a place in it."""
    found = Counter()
    for page in PdfReader(file).pages:
        for each in page.get("/Annots", []):
            link = each.get_object()
            found[link["/A"]["/URI"] if "/A" in link else f"#{link['/Dest']}"] += 1
    return found


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(printed, name):
    """Within the PDF to a place that is there; outside by https, phone or email; never to a file of the machine that made it."""
    places = PdfReader(printed[name]).named_destinations
    for address in links(printed[name]):
        assert address[1:] in places if address.startswith("#") else urlsplit(address).scheme in ("https", "tel", "mailto"), address


def test_each_rules_number_is_a_link(printed, site):
    """On paper as on the site, by the permanent name."""
    named = [clause for rule in site.clauses.rules for clause in (rule, *rule.points)]
    assert {f"#/{clause.address}" for clause in named} - set(links(printed["policy"])) == set()


def test_where_a_link_leads(printed, as_sheet):
    """Printed too: there. Elsewhere on the site: to the website, if its address is known, or plain text. Outside: shown."""
    body = ('<h1>Title</h1><section data-page="/staff/"><a href="../policy/#x">rule</a> <a href="../contacts/">school</a> '
            '<a href="https://example.org/help/">help</a> <a href="https://example.org/it">example.org/it</a></section>'
            '<section data-page="/policy/"><p id="x">The rule.</p></section>')
    assert set(links(as_sheet(body))) == {"#/policy/#x", "https://example.org/help/", "https://example.org/it"}
    sheet = as_sheet(body, site_url="https://school.example/media/")
    assert "https://school.example/media/contacts/" in links(sheet)
    assert squeezed("rule school help (example.org/help) example.org/it") in "".join(pages_of(sheet))


def test_pages_say_how_large_a_pdf_is(printed, built, site):
    """Each link to a PDF leads to one, and its size is right."""
    told = set()
    for file in built.rglob("*.html"):
        for link in BeautifulSoup(file.read_text("utf-8"), "html.parser").select(".download a[type]"):
            target = (file.parent / unquote(link["href"])).resolve()
            told.add(target)
            assert link.text.endswith(f" (PDF, {round(target.stat().st_size / 1000)} KB)")
    assert told == {file.resolve() for file in printed.values()}


# --- how it is made -------------------------------------------------------------------------------------

def test_equal_input_gives_equal_bytes(printed, project, built, tmp_path):
    """Built twice, in another order of whatever Python leaves to chance: the same bytes, in each file of the site."""
    status, output = project.build("--quiet", "--site-dir", str(tmp_path / "again"), PAPER="on", PYTHONHASHSEED="7")
    assert status == 0, output
    for file in printed.values():
        assert (tmp_path / "again" / file.relative_to(built)).read_bytes() == file.read_bytes(), file.name


@pytest.mark.parametrize("address", ["https://example.org/a.png", "file:///etc/passwd", "../../secret.svg", "http://127.0.0.1/x.svg"])
def test_nothing_is_fetched(printed, as_sheet, address):
    """A picture from anywhere but the built site ends the making."""
    with pytest.raises(BaseException, match="Error fetching") as ended:
        as_sheet(f'<h1>Title</h1><img src="{address}" alt="Planted">')
    assert isinstance(ended.value.__cause__, (PermissionError, ValueError))


def test_markup_in_data_is_text(printed, built, site, tmp_path):
    """A name that looks like markup is printed as it is typed."""
    name = '<img src="https://example.org/x.png"> {{ x }}'
    people = site.facts.contacts | {"dsl": replace(site.facts.contacts["dsl"], name=name)}
    planted = replace(site, facts=replace(site.facts, contacts=people))
    pdf = tmp_path / "planted.pdf"
    pdf.write_bytes(paper.as_pdf(paper.as_html(paper.papers(planted)["policy"], planted, built), built, None))
    assert squeezed(name) in pages_of(pdf)[0]


def test_a_paper_that_cannot_be_made(printed, built, site, tmp_path, monkeypatch):
    """Says which, and how to go on; never a traceback."""
    def stumble(*_):
        raise IndexError("list index out of range")

    monkeypatch.delenv("PAPER", raising=False)
    monkeypatch.setattr(paper, "as_pdf", stumble)
    with pytest.raises(Refused) as refused:
        paper.make(site, shutil.copytree(built, tmp_path / "site"), None)
    assert str(refused.value.problems[0]) == ("docs/policy/index.md, line 1: Social Media Policy can't be printed (list index out of range). "
                                              "PAPER=off builds the site without what is printed.")


def without_papers(folder: Path) -> list[str]:
    """What each page says where the link to a PDF would be."""
    assert not (folder / "downloads").exists()
    pages = [BeautifulSoup(file.read_text("utf-8"), "html.parser") for file in folder.rglob("*.html")]
    assert not [page for page in pages if page.select('[href$=".pdf"]')]
    return [" ".join(said.text.split()) for page in pages for said in page.select(".download")]


SAID_INSTEAD = {"There is no PDF here just now. Ask the school for a paper copy."}


def test_without_pango(project, tmp_path):
    """One line says so and how to get it; all else is built, and no page links to what is not there."""
    (tmp_path / "weasyprint.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")\n", "utf-8")
    status, output = project.build("--quiet", "--site-dir", str(tmp_path / "site"), PAPER="on", PYTHONPATH=str(tmp_path))
    assert (status, output.strip()) == (0, paper.NO_PANGO)
    assert set(without_papers(tmp_path / "site")) == SAID_INSTEAD


def test_paper_off(site, tmp_path, monkeypatch, capsys):
    """Asked for: no PDF, and nothing is said of it in the terminal."""
    monkeypatch.setenv("PAPER", "off")
    paper.make(site, tmp_path, None)
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr() == ("", "")


def test_no_pdfs_in_the_preview(printed, monkeypatch):
    """They would take too long at each change: the preview's pages say that there are none."""
    def words(preview: bool) -> sites.Words:
        def define(env):
            env.conf["extra"] = {"preview": preview}
            macros.define_env(env)
        return sites.Words(ROOT, define)

    monkeypatch.delenv("PAPER", raising=False)
    assert ".pdf" in words(preview=False)["download"]("policy")
    assert ".pdf" not in words(preview=True)["download"]("policy")


def test_a_paper_that_is_not_there(scratch):
    """A wrong name lists the right ones."""
    line = scratch.edit("docs/staff/index.md", r"download\('induction'\)", "download('inducton')")
    assert scratch.problems() == [f"docs/staff/index.md, line {line}: {{{{ download('inducton') }}}}: there is no paper version \"inducton\". "
                                  "Did you mean induction? Choose from: induction, policy, poster, younger_poster."]


def test_a_page_that_was_taken_away(scratch):
    """Its paper goes with it, or is a page shorter; the others stay."""
    site = scratch.load()
    pages = [page for page in site.pages if page.url not in ("pupils/poster/", "staff/scenarios/")]
    left = paper.papers(replace(site, pages=pages))
    assert list(left) == ["policy", "induction", "younger_poster"]
    assert [page.url for page in left["induction"].pages] == ["staff/", "staff/sign-off/"]
