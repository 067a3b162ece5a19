"""Nothing in a built page runs but the site's own scripts, and nothing is fetched from elsewhere.

What a page may hold is listed here. What is not on the list is refused, so that no danger needs to
be known. Tests of hostile text in data and pages are in tests/cases/.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Comment, Declaration, ProcessingInstruction

from tests.site.published import SITE_URL, headers

LISTED = """
    a abbr article aside b blockquote body br button caption circle code dd del details dfn dialog
    div dl dt em figcaption figure footer form g h1 h2 h3 h4 h5 h6 head header hr html i img input
    ins kbd label li line link main mark meta nav noscript ol p path polygon polyline pre q rect s
    script section small span strong sub summary sup svg symbol table tbody td text tfoot th thead
    time title tr u ul var wbr
"""
ELEMENTS = set(LISTED.split())
ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "ping", "xlink:href"}
SCHEMES = {"", "https", "mailto", "tel", "sms"}
OWN_SCRIPT = re.compile(r"(\.\.?/)*([a-z-]+/)*assets/[a-z-]+\.js|/([a-z-]+/)*assets/[a-z-]+\.js")
FORBIDDEN = re.compile(r"on|style$|srcset$|srcdoc$")  # each attribute that starts or is so
TO_ELSEWHERE = re.compile(r"(https?:)?//(?!www\.w3\.org/)[\w.-]+")
FROM_HTML = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
)


def dangers(source: str) -> Iterator[str]:
    """What is not on the list in a page."""
    page = BeautifulSoup(source, "html.parser")
    for element in page.find_all(True):
        if element.name not in ELEMENTS:
            yield f"<{element.name}>"
        for name, value in element.attrs.items():
            bare = re.sub(r"[\x00-\x20]", "", value) if isinstance(value, str) else ""
            unknown = name in ADDRESSES and urlsplit(bare).scheme.lower() not in SCHEMES
            if unknown or FORBIDDEN.match(name):
                yield f"<{element.name} {name}={value!r}>"
        if element.name == "script" and (element.text or not OWN_SCRIPT.fullmatch(element["src"])):
            yield str(element)
        if element.name == "form" and "action" in element.attrs:
            yield str(element)
    for text in page.find_all(
        string=lambda text: isinstance(text, Comment | ProcessingInstruction)
    ):
        if not isinstance(text, Declaration):
            yield f"<!--{text}-->"


def fetched(source: str) -> Iterator[str]:
    """Where a page would fetch something from, of itself."""
    page = BeautifulSoup(source, "html.parser")
    for element in page.select("[src], link[href]:not([rel=canonical])"):
        yield element.get("src") or element["href"]
    refresh = page.select_one("[http-equiv=refresh]")
    if refresh:
        yield refresh["content"].partition("url=")[2]


def files(site: Path, *suffixes: str) -> dict[str, str]:
    found = sorted(path for path in site.rglob("*") if path.suffix in suffixes)
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in found}


def test_no_page_holds_anything_that_is_not_on_the_list(published):
    pages = files(published, ".html")
    assert {name: found for name, text in pages.items() if (found := [*dangers(text)])} == {}


def test_nothing_is_fetched_from_elsewhere(published):
    """By pages, styles, scripts and drawings: every address in them is a path."""
    for name, text in files(published, ".html").items():
        assert [address for address in fetched(text) if "://" in address] == [], name
    for name, text in files(published, ".css", ".js", ".svg").items():
        assert [*TO_ELSEWHERE.finditer(re.sub(r"^\s*//.*$", "", text, flags=re.M))] == [], name


def test_our_scripts_make_no_markup_from_text(published):
    """Search and all else show text as text, and run none."""
    for name, text in files(published, ".js").items():
        assert FROM_HTML.findall(text) == [], name


def test_every_page_forbids_what_it_does_not_need(published):
    """By a policy in the page, for hosts that send no headers; by headers, for those that do."""
    sent = headers(published)
    assert "frame-ancestors 'none'" in sent["Content-Security-Policy"]
    assert sent["Referrer-Policy"] == "no-referrer" and sent["X-Content-Type-Options"] == "nosniff"
    for name, text in files(published, ".html").items():
        policy = BeautifulSoup(text, "html.parser").select_one(
            "[http-equiv=Content-Security-Policy]"
        )
        assert policy["content"].startswith("default-src 'none'"), name
        assert "unsafe" not in policy["content"] and "http" not in policy["content"], name


def test_json_is_json(published):
    """What programs read is read as it was written; no piece of it is markup."""
    for text in files(published, ".json").values():
        assert json.loads(text)
        assert "<script" not in text


def test_full_addresses_are_the_sites_own(published):
    """The canonical address and the sitemap name where it is published, and nothing else does."""
    for name, text in files(published, ".html").items():
        page = BeautifulSoup(text, "html.parser")
        for link in page.select("link[rel=canonical], meta[property='og:url']"):
            address = link.get("href") or link["content"]
            assert address.startswith((SITE_URL, "../", "./")), name


@pytest.mark.parametrize(
    "planted",
    [
        "<script>alert(1)</script>",
        '<script src="https://example.org/x.js"></script>',
        "<iframe></iframe>",
        "<p onclick=x>",
        "<p style='color:red'>",
        "<a href='java\nscript:x'>",
        "<a href='data:text/html,x'>",
        "<svg><animate></svg>",
        "<!-- words -->",
        "<form action=x>",
    ],
)
def test_the_list_notices(planted):
    assert [*dangers(planted)]
