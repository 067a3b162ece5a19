"""What a page leads to on this site is there, and what it shows keeps its shape."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from policysite.checks.files import PICTURES
from policysite.checks.links import SCHEME, links, pictures, size_in
from policysite.content.calls import STAND_IN
from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.problems import Problem, problem, short, suggestion

VIEW_BOX = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')
OF_THE_THEME = "assets/"  # its icons
NEAR = 0.05  # of a picture's shape: sizes are whole numbers


def check(content: Content) -> Iterator[Problem]:
    """Each link within the site leads to a page, and each picture is there and used."""
    docs, used = content.root / "docs", set()
    for page in content.pages:
        for line, _, target in links(page):
            if (path := path_within(page, target)) is not None:
                used.add(path)
                yield from link(page, line, target, path, content)
        for line, _, target, after in pictures(page):
            if (path := path_within(page, target)) is not None:
                used.add(path)
                yield from picture(page, line, target, docs / path, after)
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs).as_posix()
        hidden = f"/{name}".startswith((f"/{OF_THE_THEME}", "/.")) or "/." in name
        if path.suffix in PICTURES and name not in used and not hidden:
            yield problem(f"docs/{name}", 1, "picture_unused")


def path_within(page: Page, target: str) -> str | None:
    """The file below docs/ that an address without a scheme names; None for any other address."""
    path = unquote(urlsplit(target).path) if not SCHEME.match(target) else ""
    if not path or target.startswith("//") or STAND_IN in target or "@" in target:
        return None
    if target.startswith(("www.", "\\")):
        return None  # said elsewhere
    return path if path.startswith("/") else posixpath.normpath(f"{page.path}/../{path}")


def link(page: Page, line: int, target: str, path: str, content: Content) -> Iterator[Problem]:
    here = posixpath.dirname(page.path) or "."
    pages = [posixpath.relpath(other, here) for other in content.by_path]
    shown = short(target)
    if path.startswith("/"):
        there = content.by_url.get(path.strip("/") + "/")
        example = posixpath.relpath(there.path, here) if there else pages[0]
        yield page.problem(line, "link_absolute", target=shown, example=example)
    elif not (content.root / "docs" / path).is_file():
        near = suggestion(urlsplit(target).path, pages)
        yield page.problem(line, "link_no_page", target=shown, suggestion=near)


def picture(page: Page, line: int, target: str, path: Path, after: str) -> Iterator[Problem]:
    if not path.is_file():
        folder = page.file.rpartition("/")[0]
        yield page.problem(line, "link_no_picture", target=short(target), folder=folder)
        return
    written, real = size_in(after), size_of(path)
    if len(written) < 2 or not real or not all(map(str.isdigit, written.values())):
        return  # said elsewhere
    width, height = int(written["width"]), int(written["height"])
    fitting = width * real[1] / real[0]
    if abs(height - fitting) > max(1, NEAR * fitting):
        shape = f"{real[0]:g} by {real[1]:g} pixels"
        given = {"target": short(target), "real": shape, "width": width, "height": round(fitting)}
        yield page.problem(line, "picture_shape", **given)


def size_of(path: Path) -> tuple[float, float] | None:
    """A picture's width and height, as far as the file tells."""
    if path.suffix == ".svg":
        found = VIEW_BOX.search(path.read_text("utf-8", "replace"))
        return (float(found[1]), float(found[2])) if found and float(found[1]) else None
    from PIL import Image, UnidentifiedImageError  # only where there is a photo

    try:
        with Image.open(path) as opened:
            return opened.size
    except (UnidentifiedImageError, OSError):
        return None  # said elsewhere
