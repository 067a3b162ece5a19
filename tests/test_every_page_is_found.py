"""What search engines, browsers and people who share a link read of every page; and what a host is told. No browser is needed."""

import json
import struct
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.published import BELOW, NOT_FOUND, SITE_URL, addresses, headers

PICTURE, DRAWING = 30 * 1024, (1200, 630)  # the largest that a page may show; what is shown with a shared link


class Head:
    """What stands at the top of one page."""

    def __init__(self, address: str, html: str):
        self.address, self.html = address, BeautifulSoup(html, "html.parser")

    def meta(self, name: str) -> str:
        """What a <meta> says, by its name, property or http-equiv."""
        found = [each for each in self.html.find_all("meta") if name in (each.get("name"), each.get("property"), each.get("http-equiv"))]
        return found[0]["content"] if len(found) == 1 else ""

    def link(self, rel: str) -> str:
        found = self.html.find("link", rel=rel)
        return found["href"] if found else ""

    @property
    def title(self) -> str:
        return self.html.title.get_text() if self.html.title else ""


@pytest.fixture(scope="module")
def heads(published) -> list[Head]:
    return [Head(address, file_of(published, address).read_text("utf-8")) for address in addresses(published)]


def file_of(site: Path, address: str) -> Path:
    return site / "404.html" if address == NOT_FOUND else site / address / "index.html"


def path_in(site: Path, address: str) -> Path:
    """The file behind an address of the site, whole or from the host's root on."""
    path = urlsplit(address).path.removeprefix(f"/{BELOW}")
    return site / path / "index.html" if path == "" or path.endswith("/") else site / path


# --- the rules: what is wrong with a page, or with the site ---------------------------------------------

def alike(heads: list[Head]):
    """Every page has a title and a description of its own; the description fits a search engine's two lines."""
    for what, told in (("title", [head.title for head in heads]), ("description", [head.meta("description") for head in heads])):
        yield from (f"{head.address}: no {what}" for head, said in zip(heads, told) if not said)
        yield from (f"{count} pages have the {what} “{said}”" for said, count in Counter(told).items() if count > 1)
    yield from (f"{head.address}: the description has {len(head.meta('description'))} letters" for head in heads if len(head.meta("description")) > 155)


def shared(head: Head, site: Path):
    """A shared link shows title, description, address and a picture that is there, of the size that networks ask for."""
    if not head.title.startswith(head.meta("og:title") + " – ") or head.meta("og:description") != head.meta("description"):
        yield "a shared link says something else than the page"
    if head.address == NOT_FOUND:
        return
    if not head.link("canonical") == head.meta("og:url") == SITE_URL + head.address:
        yield "its own address is another"
    picture = path_in(site, head.meta("og:image"))
    if not head.meta("og:image").startswith(SITE_URL) or not picture.is_file() or size_of(picture) != DRAWING or not head.meta("og:image:alt"):
        yield "no picture is shown with a shared link"


def size_of(png: Path) -> tuple[int, int]:
    """Width and height: PNG (RFC 2083), 11.2.2."""
    return struct.unpack(">II", png.read_bytes()[16:24])


def icons(head: Head, site: Path):
    """The small pictures that stand for the site are there."""
    for rel in ("icon", "apple-touch-icon"):
        if not head.link(rel) or not path_in(site, urljoin(SITE_URL + head.address, head.link(rel))).is_file():
            yield f"no {rel}"


def safe(head: Head):
    """Nothing is allowed that the page does not need: no script or style in the page itself, nothing from elsewhere."""
    allowed = directives(head.meta("Content-Security-Policy"))
    if allowed.get("default-src") != ["'none'"]:
        yield "what is not named is not forbidden"
    yield from (f"{name} allows {value}" for name, values in allowed.items() for value in values if value not in ("'none'", "'self'"))
    if head.meta("referrer") != "no-referrer":
        yield "other sites are told where a reader comes from"
    yield from (f"a script or style in the page itself: <{each.name}>" for each in head.html.select("script:not([src]), style, [style]"))
    yield from (f"a handler in the page itself: {name}" for each in head.html.find_all(True) for name in each.attrs if name.startswith("on"))


def directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {name: values for name, *values in parts}


def ways_out(head: Head, site: Path):
    """From the page for what is not there, every link leads somewhere, from any depth."""
    links = [each["href"] for each in head.html.find_all("a", href=True) if not each["href"].startswith(("#", "https://", "tel:", "mailto:"))]
    yield from (f"{link} changes with the address" for link in links if not link.startswith("/"))
    yield from (f"{link} leads nowhere" for link in links if not path_in(site, link).exists())
    yield from (f"no way to {wanted}" for wanted in ("", "contacts/", "policy/") if f"/{BELOW}{wanted}" not in [link.removesuffix(".") for link in links])
    if not head.html.select("main [data-search]"):
        yield "no search"


def heavy(site: Path):
    """No picture that a page shows is over 30 KiB."""
    pictures = {path_in(site, urljoin(SITE_URL + page.parent.relative_to(site).as_posix() + "/", image["src"]))
                for page in site.rglob("*.html") for image in BeautifulSoup(page.read_text("utf-8"), "html.parser").find_all("img")}
    yield from (f"{picture.relative_to(site)} has {picture.stat().st_size} bytes" for picture in pictures if picture.stat().st_size > PICTURE)


# --- the real site ---------------------------------------------------------------------------------------

def test_titles_and_descriptions(heads):
    assert list(alike(heads)) == []


@pytest.mark.parametrize("rule", [shared, icons, safe])
def test_every_page(heads, published, rule):
    """No page breaks the rule."""
    given = (published,) if rule is not safe else ()
    assert [f"{head.address}: {fault}" for head in heads for fault in rule(head, *given)] == []


def test_the_page_for_what_is_not_there(heads, published):
    """It has search, contacts and the ways on, and works at any address."""
    assert list(ways_out(heads[-1], published)) == []


def test_pictures_are_small(published):
    assert list(heavy(published)) == []


def test_the_headers_agree_with_the_pages(heads, published):
    """A host that takes _headers sends the same policy, and what only a header can say: no frame on another site."""
    sent = dict(headers(published))
    policy = directives(sent["Content-Security-Policy"])
    assert policy.pop("frame-ancestors") == ["'none'"]
    assert all(policy == directives(head.meta("Content-Security-Policy")) for head in heads)
    assert (sent["Referrer-Policy"], sent["X-Content-Type-Options"]) == ("no-referrer", "nosniff")


def test_robots_and_sitemap(published):
    """Search engines are let in, and told where the list of pages is."""
    lines = (published / "robots.txt").read_text("utf-8").split("\n")
    assert lines[:2] == ["User-agent: *", "Allow: /"] and f"Sitemap: {SITE_URL}sitemap.xml" in lines
    assert all(file_of(published, address).is_file() for address in addresses(published))


def test_the_search_index_is_there(published):
    """The search asks for it when it is opened."""
    assert json.loads((published / "search/search_index.json").read_text("utf-8"))["docs"]


# --- planted faults --------------------------------------------------------------------------------------

def head(old: str = "", new: str = "", address: str = "") -> Head:
    """A page with nothing wrong, but for what is put in the place of `old`."""
    page = f"""<html><head><title>Home – Site</title><meta name="description" content="What it is">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'"><meta name="referrer" content="no-referrer">
        <meta property="og:title" content="Home"><meta property="og:description" content="What it is">
        <link rel="canonical" href="{SITE_URL}"><meta property="og:url" content="{SITE_URL}">
        <meta property="og:image" content="{SITE_URL}assets/social.png"><meta property="og:image:alt" content="The school">
        <link rel="icon" href="assets/favicon.svg"><link rel="apple-touch-icon" href="assets/touch-icon.png"></head>
        <body><main><a href="/{BELOW}">Home</a><a href="/{BELOW}contacts/">Contacts</a><a href="/{BELOW}policy/">Policy</a>
        <button data-search>Search</button></main></body></html>"""
    assert old in page
    return Head(address, page.replace(old, new, 1))


def test_a_page_without_a_fault_has_none(published):
    """The pages below fail for what was planted, and for nothing else."""
    assert [*alike([head()]), *shared(head(), published), *icons(head(), published), *safe(head()), *ways_out(head(), published)] == []


@pytest.mark.parametrize("old, new, fault", [
    ("<title>Home – Site</title>", "", "x: no title"),
    ("<title>Home – Site</title>", "<title>Other</title>", "2 pages have the description “What it is”"),
    ('content="What it is"', 'content=""', "x: no description"),
    ('content="What it is"', f'content="{"long " * 32}"', "x: the description has 160 letters"),
])
def test_fault_titles_and_descriptions(old, new, fault):
    """Planted: a title or a description that is missing, doubled or too long."""
    assert fault in list(alike([head(), head(old, new, address="x")]))


@pytest.mark.parametrize("rule, old, new, fault", [
    (shared, "og:title", "og:headline", "a shared link says something else than the page"),
    (shared, f'canonical" href="{SITE_URL}', f'canonical" href="{SITE_URL}other/', "its own address is another"),
    (shared, "assets/social.png", "assets/gone.png", "no picture is shown with a shared link"),
    (shared, "assets/social.png", "assets/touch-icon.png", "no picture is shown with a shared link"),
    (icons, "assets/favicon.svg", "assets/gone.svg", "no icon"),
    (icons, "apple-touch-icon", "touch", "no apple-touch-icon"),
    (ways_out, f'/{BELOW}contacts/', "contacts/", "contacts/ changes with the address"),
    (ways_out, f'/{BELOW}policy/', f"/{BELOW}polices/", f"/{BELOW}polices/ leads nowhere"),
    (ways_out, f'<a href="/{BELOW}">', "<a>", "no way to "),
    (ways_out, "data-search", "", "no search"),
])
def test_fault_in_a_page(published, rule, old, new, fault):
    """Planted: one thing that is wrong, missing or elsewhere."""
    assert fault in list(rule(head(old, new), published))


@pytest.mark.parametrize("old, new, fault", [
    ("default-src 'none'; ", "", "what is not named is not forbidden"),
    ("style-src 'self'", "style-src 'self' 'unsafe-inline'", "style-src allows 'unsafe-inline'"),
    ("style-src 'self'", "script-src https://cdn.example.org", "script-src allows https://cdn.example.org"),
    ('content="no-referrer"', 'content="origin"', "other sites are told where a reader comes from"),
    ("<main>", "<main><script>1</script>", "a script or style in the page itself: <script>"),
    ("<main>", '<main style="color: red">', "a script or style in the page itself: <main>"),
    ("<main>", '<main onclick="go()">', "a handler in the page itself: onclick"),
])
def test_fault_not_safe(old, new, fault):
    """Planted: what would let others' scripts in."""
    assert fault in list(safe(head(old, new)))


def test_fault_a_heavy_picture(tmp_path):
    """Planted: a picture of 31 KiB."""
    (tmp_path / "photo.png").write_bytes(bytes(31 * 1024))
    (tmp_path / "index.html").write_text('<img src="photo.png">', "utf-8")
    assert list(heavy(tmp_path)) == ["photo.png has 31744 bytes"]


def test_fault_headers_that_a_host_cannot_read(tmp_path):
    """Planted: a header that is not indented."""
    (tmp_path / "_headers").write_text("/*\nReferrer-Policy: no-referrer\n", "utf-8")
    with pytest.raises(AssertionError, match="_headers: first"):
        headers(tmp_path)
