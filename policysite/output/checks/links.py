"""Links from page to page of the built site lead somewhere, places included."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from policysite.content.content import Content
from policysite.html_tree import tree_of
from policysite.problems import Problem, problem


def check(content: Content, folder: Path) -> Iterator[Problem]:
    """No link within the site is dead."""
    paths = sorted(folder.rglob("*.html"))
    pages = {path.relative_to(folder).as_posix(): [*tree_of(path).iter()] for path in paths}
    places = {name: {each.get("id") for each in listed} for name, listed in pages.items()}
    for name, elements in pages.items():
        page = content.by_url.get(re.sub(r"(^|/)index\.html$", r"\1", name))
        links = {each.get(attribute) for each in elements for attribute in ("href", "src")}
        for link in sorted(filter(None, links)):
            target = urlsplit(urljoin(f"/{name}", link))
            file = unquote(target.path).lstrip("/")
            file += "index.html" * (file == "" or file.endswith("/"))
            place, there = unquote(target.fragment), (folder / file).is_file()
            elsewhere = target.scheme or target.netloc
            if elsewhere or there and (not place or place in places[file]):
                continue
            if there or not file.startswith("downloads/"):  # the PDFs are not made for a check
                yield problem(page.file if page else name, 1, "dead_link", link=link)
