"""Beside pages stand only pictures, and every file's name can be an address."""

import re
from collections.abc import Iterator
from pathlib import Path

from policysite.content.content import Content
from policysite.problems import Problem, problem

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.(md|svg|png|jpg))?")
PICTURES = {".svg": "SVG", ".png": "PNG", ".jpg": "JPEG"}
OTHER_PICTURES = (".heic", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".avif")
OWN_ADDRESSES = {"404/", "search/", "sitemap/", "assets/", "downloads/"}


def check(content: Content) -> Iterator[Problem]:
    """Each file below docs/ is a page or a picture, and each page has an address of its own."""
    for path, file in below(content.root / "docs"):
        ending = path.suffix.lower()
        if path.is_symlink():
            yield problem(file, 1, "link_to_file")
        elif ending in OTHER_PICTURES:
            yield problem(file, 1, "other_picture")
        elif path.is_file() and ending not in (".md", *PICTURES):
            yield problem(file, 1, "not_a_page")
        elif not NAME.fullmatch(path.name):
            yield problem(file, 1, "file_name")
    for path in sorted((content.root / "docs").rglob("*.md")):
        if "/." in f"/{path.relative_to(content.root)}":  # nobody would see it
            yield problem(path.relative_to(content.root).as_posix(), 1, "file_name")
    first = {}
    for page in content.pages:
        other = first.setdefault(page.url, page)
        if other is not page:
            yield page.problem(1, "same_address", other=other.file)
        if page.url in OWN_ADDRESSES:
            yield page.problem(1, "own_address")


def below(docs: Path) -> Iterator[tuple[Path, str]]:
    """Everything below docs/ that MkDocs does not leave out, and how problems name it."""
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs).as_posix()
        if "/." not in f"/{name}":
            yield path, f"docs/{name}"
