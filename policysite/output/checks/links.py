"""Links from page to page of the built site lead somewhere, places included."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from policysite.content.content import Content
from policysite.html_tree import tree_of
from policysite.problems import Problem, problem


def check(content: Content, folder: Path) -> Iterator[Problem]:
    """No link within the site is dead."""
    paths = sorted(folder.rglob("*.html"))
    trees = {path.relative_to(folder).as_posix(): tree_of(path) for path in paths}
    places = {name: {"", *tree.xpath("//@id")} for name, tree in trees.items()}
    for name, tree in trees.items():
        page = content.by_url.get(name.removesuffix("index.html"))
        for link in sorted({*tree.xpath("//@href | //@src")}):
            target = urlsplit(urljoin(f"/{name}", link))
            place = unquote(target.fragment)
            index = "index.html" if target.path.endswith("/") else ""
            file = f"{unquote(target.path)[1:]}{index}"
            within = not target.scheme and not target.netloc
            # The PDFs are not made for a check.
            there = (folder / file).is_file() or file.startswith("downloads/")
            if within and not (there and place in places.get(file, {place})):
                yield problem(page.file if page else name, 1, "dead_link", link=link)
