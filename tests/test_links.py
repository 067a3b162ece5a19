"""Every link and anchor of the built site, followed over HTTP; every number and address that can be tapped."""

import re
import shutil
import sys
from pathlib import Path

import phonenumbers
import pytest
from bs4 import BeautifulSoup

from tests.project import ROOT, Ended, run

LINKCHECKER = Path(sys.executable).parent / "linkchecker"
CHECKED = re.compile(r"(\d+) links? in (\d+) URLs? checked\. (\d+) warnings? found\. (\d+) errors? found")


def follow(address: str) -> Ended:
    """LinkChecker from the home page and from the page for lost readers."""
    return run(LINKCHECKER, "--config", ROOT / "tests" / "linkchecker.ini", address, address + "404.html", folder=ROOT)


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_every_link_and_anchor_leads_somewhere(server, built):
    """LinkChecker finds no error and no warning, and came to every page."""
    ended = follow(server)
    assert ended.status == 0, ended.output
    links, urls, warnings, errors = map(int, CHECKED.search(ended.output).groups())
    assert (warnings, errors) == (0, 0)
    assert urls > len(pages_of(built)), f"only {urls} addresses were checked"


def test_every_page_can_be_reached(built):
    """From the home page, by links alone."""
    seen, waiting = set(), [built / "index.html"]
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        for link in soup(page).find_all("a", href=True):
            target = link["href"].partition("#")[0]
            if target and "://" not in target and not target.startswith(("mailto:", "tel:")):
                path = (page.parent / target).resolve()
                waiting += [page for page in (path, path / "index.html") if page.suffix == ".html" and page.is_file()]
    assert [page for page in pages_of(built) if page not in seen and page.name != "404.html"] == []


HOME = '<!doctype html><title>Home</title><a href="staff/#rule">Staff</a> <a href="mailto:a@example.org">a</a> {}'
STAFF = '<!doctype html><title>Staff</title><p id="rule">A rule.</p><a href="../">Home</a> {}'
LOST = '<!doctype html><title>Lost</title><a href="/">Home</a> {}'


@pytest.fixture
def small_site(tmp_path):
    """Three pages; what is planted stands at the end of one of them."""
    def make(home: str = "", staff: str = "", lost: str = "") -> Path:
        (tmp_path / "staff").mkdir()
        for name, page, planted in (("index", HOME, home), ("staff/index", STAFF, staff), ("404", LOST, lost)):
            (tmp_path / f"{name}.html").write_text(page.format(planted), "utf-8")
        return tmp_path
    return make


def test_a_small_site_without_a_fault_passes(small_site, serve_folder):
    """What the planted faults below are compared with."""
    ended = follow(serve_folder(small_site()))
    assert ended.status == 0, ended.output


@pytest.mark.parametrize("planted, said", [
    ({"home": '<a href="nowhere/">x</a>'}, "Error: 404"),
    ({"staff": '<a href="../#nobody">x</a>'}, "Anchor `nobody'"),
    ({"home": '<a href="#here">x</a>'}, "Anchor `here'"),
    ({"staff": '<img src="gone.png" alt="x">'}, "Error: 404"),
    ({"lost": '<a href="/gone/">x</a>'}, "Error: 404"),
], ids=["link", "anchor", "anchor on its own page", "picture", "on the page for lost readers"])
def test_fault_a_dead_link(small_site, serve_folder, planted, said):
    """Planted: a link, an anchor and a picture that are not there."""
    ended = follow(serve_folder(small_site(**planted)))
    assert ended.status == 1 and said in ended.output, ended.output


@pytest.fixture
def site_copy(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / "site"))


def plant(page: Path, html: str) -> None:
    page.write_text(page.read_text("utf-8").replace("</article>", html + "</article>"), "utf-8")


def test_fault_a_rules_anchor_that_went(site_copy, serve_folder):
    """Planted in the real site: a rule loses its permanent name while pages still link to it."""
    page = site_copy / "policy/staff-use/index.html"
    page.write_text(page.read_text("utf-8").replace(' id="no-friends"', ""), "utf-8")
    ended = follow(serve_folder(site_copy))
    assert ended.status == 1 and "Anchor `no-friends'" in ended.output, ended.output


def test_fault_an_empty_folder(tmp_path, serve_folder):
    """Planted: nothing at all must not pass for a site without dead links."""
    assert follow(serve_folder(tmp_path)).status == 1


# --- tel: and mailto:, which LinkChecker leaves out ------------------------------------------------

def soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text("utf-8"), "html.parser")


def addresses(folder: Path, scheme: str) -> set[str]:
    """Every address of that scheme that a page links to."""
    return {link["href"].removeprefix(scheme) for page in pages_of(folder) for link in soup(page).find_all("a", href=True)
            if link["href"].startswith(scheme)}


def wrong_numbers(folder: Path, facts) -> set[str]:
    """Numbers that are neither E.164 for the United Kingdom nor a help line that the data knows."""
    known = {line["uri"].removeprefix("tel:") for service in facts.help.values()
             for line in (service.phone, service.out_of_hours, service.text_relay) if line}
    return {number for number in addresses(folder, "tel:") - known if not is_uk_e164(number)}


def is_uk_e164(number: str) -> bool:
    return bool(re.fullmatch(r"\+44\d{9,10}", number)) and phonenumbers.is_valid_number(phonenumbers.parse(number))


def unknown_emails(folder: Path, facts) -> set[str]:
    """Addresses that are nobody's in the data."""
    known = {email for entry in [*facts.contacts.values(), *facts.help.values()] for email in entry.email or ()}
    return addresses(folder, "mailto:") - known


def test_every_number_can_be_dialled(built, project):
    """+44 and the number, or a help line as it is dialled."""
    assert addresses(built, "tel:") and wrong_numbers(built, project.load().facts) == set()


def test_every_email_is_somebodys(built, project):
    """Each is in the contacts or among the help services."""
    assert addresses(built, "mailto:") and unknown_emails(built, project.load().facts) == set()


def test_every_contact_is_on_the_contacts_page(built, project):
    """Each number and address of the data can be tapped there."""
    linked = {link["href"] for link in soup(built / "contacts/index.html").article.find_all("a", href=True)}
    for contact in project.load().facts.contacts.values():
        assert {phone["uri"] for phone in (contact.phone, contact.mobile) if phone} <= linked
        assert {f"mailto:{email}" for email in contact.email or ()} <= linked


@pytest.mark.parametrize("html", ['<a href="tel:020 7946 0000">x</a>', '<a href="tel:+12125550100">x</a>', '<a href="tel:">x</a>',
                                  '<a href="mailto:nobody@example.org">x</a>', '<a href="mailto:">x</a>'])
def test_fault_a_number_or_address_of_nobodys(site_copy, project, html):
    """Planted: a number with spaces, from abroad, empty; an address that no data knows."""
    plant(site_copy / "index.html", html)
    facts = project.load().facts
    assert wrong_numbers(site_copy, facts) | unknown_emails(site_copy, facts)
