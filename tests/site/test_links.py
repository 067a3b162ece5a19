"""Every link and anchor of the built site, over HTTP; every number and address to be tapped."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import phonenumbers

from tests.site.published import NOT_FOUND, REPO_URL, ROOT, SITE_URL, addresses, hosted, run, soup

LINKCHECKER = Path(sys.executable).parent / "linkchecker"
CONFIG = ROOT / "tests" / "site" / "linkchecker.ini"
CHECKED = re.compile(r"in (\d+) URLs? checked\. (\d+) warnings? found\. (\d+) errors? found")
FAULTY = """<!doctype html><title>Home</title>
<a href="nowhere/">x</a> <a href="#here">x</a> <img src="gone.png" alt="x">"""


def follow(base: str):
    """LinkChecker from the home page, and from the page for lost readers."""
    return run(LINKCHECKER, "--config", CONFIG, base, f"{base}404.html")


def links(site: Path, address: str) -> list[str]:
    """Where each link of a page leads, as a full address or a tel: and mailto:."""
    found = soup(site, address).find_all("a", href=True)
    return [urljoin(f"http://site/{address}", unquote(link["href"])) for link in found]


def linked(site: Path, scheme: str) -> set[str]:
    """Every address of that scheme that some page links to."""
    every = (link for address in addresses(site) for link in links(site, address))
    return {link.removeprefix(scheme) for link in every if link.startswith(scheme)}


def test_every_link_and_anchor_leads_somewhere(published):
    """LinkChecker finds no error and no warning, and came to every page."""
    with hosted(published) as base:
        ended = follow(base)
    assert ended.status == 0, ended.output
    urls, warnings, errors = map(int, CHECKED.search(ended.output).groups())
    assert (warnings, errors) == (0, 0)
    assert urls > len(addresses(published))


def test_dead_links_are_noticed(tmp_path):
    """Planted: a link, a place on its own page and a picture that are not there."""
    for name in ("index.html", "404.html"):
        (tmp_path / name).write_text(FAULTY, "utf-8")
    (tmp_path / "_headers").write_text("/*\n  X-Content-Type-Options: nosniff\n", "utf-8")
    with hosted(tmp_path) as base:
        ended = follow(base)
    assert ended.status == 1
    assert ended.output.count("Error: 404") == 2 and "Anchor `here'" in ended.output


def test_every_page_can_be_reached(published):
    """From the home page, by links alone."""
    pages, seen, waiting = set(addresses(published)), set(), [""]
    while waiting:
        address = waiting.pop()
        if address in pages and address not in seen:
            seen.add(address)
            waiting += [urlsplit(link).path[1:] for link in links(published, address)]
    assert pages - seen == set()


def test_every_page_is_listed(published, content):
    """The sitemap, by which other tests know the pages, has each page of docs/ once."""
    listed = addresses(published)
    assert sorted(listed) == sorted(content.by_url)
    assert NOT_FOUND not in listed


def known_numbers(data) -> set[str]:
    lines = [
        getattr(entry, kind, None)
        for entry in [*data.contacts.values(), *data.help.values()]
        for kind in ("phone", "mobile", "out_of_hours", "text_relay")
    ]
    return {line.uri.removeprefix("tel:") for line in lines if line}


def not_to_be_dialled(numbers: set[str], data) -> Iterator[str]:
    """Numbers that are neither E.164 for the United Kingdom nor known to the data."""
    for number in numbers - known_numbers(data):
        whole = re.fullmatch(r"\+44\d{9,10}", number)
        if not whole or not phonenumbers.is_valid_number(phonenumbers.parse(number)):
            yield number


def test_every_number_can_be_dialled(published, content):
    """+44 and the number, or a help line as it is dialled."""
    numbers = linked(published, "tel:")
    assert numbers and list(not_to_be_dialled(numbers, content.data)) == []


def test_every_email_is_somebodys(published, content):
    """Each is in the contacts or among the help services."""
    entries = [*content.data.contacts.values(), *content.data.help.values()]
    known = {email for entry in entries for email in entry.email or ()}
    assert linked(published, "mailto:") - known == set()


def test_every_contact_can_be_tapped_on_the_contacts_page(published, content):
    """Each number and each address of the data."""
    there = set(links(published, "contacts/"))
    for contact in content.data.contacts.values():
        assert {phone.uri for phone in (contact.phone, contact.mobile) if phone} <= there
        assert {f"mailto:{email}" for email in contact.email or ()} <= there


def test_outside_links_are_https(published):
    """And none leads to a page of the site by its full address, which a copy elsewhere lacks."""
    assert [each for each in linked(published, "http://") if not each.startswith("site/")] == []
    assert linked(published, SITE_URL) == set()


def test_pages_can_be_edited_where_they_are_kept(published, content):
    """ "Edit this page" stands at each page's foot, and leads to its file."""
    for address, page in content.by_url.items():
        assert f"{REPO_URL}/edit/main/{page.file}" in links(published, address), address
