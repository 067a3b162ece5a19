"""Links from page to page of a built site, followed in its files: quick enough for `make check`."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from policysite.output.links import Link


class Places(HTMLParser):
    """What a page links to, and the places on it that can be linked to."""

    def __init__(self, text: str):
        super().__init__()
        self.links, self.places = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src") and value:
                self.links.add(value)
            elif name == "id" and value:
                self.places.add(value)


def links_within(site: Path) -> list[Link]:
    """Links from page to page that lead nowhere, without a server and without the network."""
    pages = {
        path.relative_to(site).as_posix(): Places(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }
    places, dead = {page: parsed.places for page, parsed in pages.items()}, []
    for page, parsed in pages.items():
        for link in sorted(parsed.links):
            target = urlsplit(urljoin(f"/{page}", link))
            if target.scheme or target.netloc:
                continue
            file = unquote(target.path).lstrip("/")
            file += "index.html" if file == "" or file.endswith("/") else ""
            if not (site / file).is_file():
                dead.append(Link(link, page, "there is no such page or file"))
            elif target.fragment and unquote(target.fragment) not in places.get(file, {""}):
                dead.append(Link(link, page, "there is no such place on that page"))
    return dead
