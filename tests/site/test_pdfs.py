"""The PDFs of the site, read back as a reader's program reads them."""

import os
import re
import unicodedata
from copy import copy
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from policysite.output import pdf
from policysite.problems import say
from tests.site.published import addresses, soup

A4 = (595, 842)  # points
TO_KEEP = "[href^='tel:'], [href^='mailto:'], [href^='sms:']"
NOT_PRINTED = ".visually-hidden, ol, ul"
NO_SIGN = "\ufffd\u25a1\u25af"  # what stands where a font has no sign


@pytest.fixture(scope="module")
def printed(published, content) -> dict[str, Path]:
    """The PDFs' files, by the names that pages use. Without Pango these tests are skipped."""
    if not pdf.has_pango():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(say("not_printed_here"))
    return {name: published / each.address for name, each in pdf.papers(content).items()}


@cache
def reader(file: Path) -> PdfReader:
    return PdfReader(file)


@cache
def pages_of(file: Path) -> list[str]:
    """The text of each page, squeezed."""
    return [squeezed(page.extract_text()) for page in reader(file).pages]


def squeezed(text: str) -> str:
    """Text without white space: where a line ends says nothing."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def objects(file: Path):
    for number in [*reader(file).xref[0], *reader(file).xref_objStm]:
        each = reader(file).get_object(number)
        if isinstance(each, dict):
            yield each


def not_accessible(file: Path):
    """PDF/UA-1 (ISO 14289-1) says so of itself, is tagged, titled and English, and has fonts."""
    catalogue = reader(file).root_object
    if b'pdfuaid:part="1"' not in catalogue["/Metadata"].get_object().get_data():
        yield "is not marked as PDF/UA-1"
    if not catalogue.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in catalogue:
        yield "has no tags"
    if catalogue.get("/Lang") != "en-GB":
        yield "has no language"
    if not reader(file).metadata.title or not catalogue["/ViewerPreferences"]["/DisplayDocTitle"]:
        yield "has no title, or shows its file's name instead"
    if not reader(file).outline:
        yield "has no bookmarks"
    for each in objects(file):
        if each.get("/S") == "/Figure" and not each.get("/Alt"):
            yield "has a picture without words"
        font = each.get("/Type") == "/FontDescriptor"
        if font and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(each):
            yield f"does not carry its font {each['/FontName']}"
        if each.get("/Subtype") == "/Link" and not each.get("/Contents"):
            yield "has a link without words"


def test_they_are_accessible(printed):
    assert {
        name: faults for name, file in printed.items() if (faults := [*not_accessible(file)])
    } == {}


def test_no_sign_is_an_empty_box(printed):
    for name, file in printed.items():
        text = "".join(pages_of(file))
        assert text and not set(text) & set(NO_SIGN), name


def test_every_number_and_email_is_printed(printed, published, content):
    """What can be tapped on a page that is printed can be read on its paper."""
    for name, file in printed.items():
        text = "".join(pages_of(file))
        for page in pdf.papers(content)[name].pages:
            tapped = soup(published, page.url).article.select(TO_KEEP)
            shown = {squeezed(each.text) for each in tapped}
            assert [words for words in shown if words not in text] == [], (name, page.url)


def test_every_rule_is_printed(printed, published, content):
    """Each rule and point of the policy, number and wording, whole and in order."""
    found = []
    subject = reader(printed["policy"]).metadata.subject
    feet = squeezed(subject[:-1].replace(". Printed", " Printed"))
    foot = re.compile(rf"{re.escape(feet)}Page\d+of\d+$")
    text = "".join(foot.sub("", page) for page in pages_of(printed["policy"]))
    place = 0
    for section in content.rules.sections:
        for item in soup(published, section.page.url).select("li.rule, li.point"):
            own = copy(item)
            for part in own.select(NOT_PRINTED):
                part.extract()
            place = text.find(squeezed(own.text), place)
            assert place >= 0, own.text
            found.append(item["id"])
    assert len(found) == len([*content.rules.all()])


def test_every_person_is_on_the_policys_cover(printed, content):
    """Whoever reads it on paper knows who to ask."""
    cover = pages_of(printed["policy"])[0]
    for contact in content.data.contacts.values():
        for said in (contact.role, contact.name or "", *(contact.email or ())):
            assert squeezed(said) in cover


@pytest.mark.parametrize("name", ["poster", "younger_poster"])
def test_a_poster_is_one_side_of_a4(printed, name):
    if name not in printed:
        pytest.skip("the school has no such poster")
    (page,) = reader(printed[name]).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == A4


def test_links_lead_somewhere(printed):
    """Within, to a place that is there; outside by https, phone, text message or email."""
    for name, file in printed.items():
        places = reader(file).named_destinations
        annotations = (each for page in reader(file).pages for each in page.get("/Annots", []))
        for link in (each.get_object() for each in annotations):
            if "/A" in link:
                scheme = urlsplit(link["/A"]["/URI"]).scheme
                assert scheme in ("https", "tel", "mailto", "sms"), (name, link["/A"]["/URI"])
            else:
                assert link["/Dest"] in places, (name, link["/Dest"])


def test_nothing_in_them_runs(printed):
    """No script and no action but to follow a link."""
    for file in printed.values():
        for each in objects(file):
            assert not {"/JS", "/JavaScript", "/Launch", "/EmbeddedFiles", "/AA"} & set(each)
            assert each.get("/S") not in ("/JavaScript", "/Launch", "/SubmitForm")


def test_pages_say_how_large_a_pdf_is(printed, published):
    """Each link to a PDF leads to one, and its size is right."""
    told = set()
    for address in addresses(published):
        for link in soup(published, address).select("a[href$='.pdf']:not([href*=':'])"):
            target = (published / address / unquote(link["href"])).resolve()
            told.add(target)
            block = link.find_parent(["p", "li", "div"]) or BeautifulSoup("", "html.parser")
            assert f"{max(1, round(target.stat().st_size / 1000))} KB" in block.text, link
    assert told == {file.resolve() for file in printed.values()}
