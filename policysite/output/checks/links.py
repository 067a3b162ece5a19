"""Links from page to page of the built site lead somewhere, places included."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from policysite.content.content import Content
from policysite.problems import Problem, problem


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


def check(content: Content, folder: Path) -> Iterator[Problem]:
    """No link within the site is dead."""
    pages = {
        path.relative_to(folder).as_posix(): Places(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }
    for name, parsed in pages.items():
        page = content.by_url.get(re.sub(r"(^|/)index\.html$", r"\1", name))
        for link in sorted(parsed.links):
            target = urlsplit(urljoin(f"/{name}", link))
            if target.scheme or target.netloc:
                continue
            file = unquote(target.path).lstrip("/")
            file += "index.html" * (file == "" or file.endswith("/"))
            place = unquote(target.fragment)
            if (folder / file).is_file() and (not place or place in pages[file].places):
                continue
            if not (folder / file).is_file() and file.startswith("downloads/"):
                continue  # the PDFs are not made for a check
            yield problem(page.file if page else name, 1, "dead_link", link=link)
