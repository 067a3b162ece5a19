"""`make pictures`: the pictures of /about/editing/, taken of the real site in a real browser.

Only what is this site's own: GitHub's pages are described in words, since they change without us.
Says how large each is; ends with 1 where one is too large.
"""

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.site.published import AS_PUBLISHED, ROOT, build, hosted
from tools import get_browser

FOLDER = ROOT / "docs" / "about"
LARGEST = 30_000  # bytes
ROOM = 10  # pixels above what is shown


class Picture(NamedTuple):
    """A part of a page: what it shows, and its size."""

    page: str
    shows: str
    width: int
    height: int


PICTURES = {
    "edit-this-page.png": Picture("about/privacy/", ".footer-words", 420, 130),
}


def take(page: Page, base: str, name: str) -> Path:
    """One picture, as it is today."""
    picture, path = PICTURES[name], FOLDER / name
    page.set_viewport_size({"width": picture.width, "height": 900})
    page.goto(base + picture.page)
    top = page.locator(picture.shows).first.bounding_box()["y"] - ROOM
    part = {"x": 0, "y": top, "width": picture.width, "height": picture.height}
    page.screenshot(path=path, full_page=True, clip=part)
    make_smaller(path)
    return path


def make_smaller(path: Path) -> None:
    """Fewer colours: the pages' own pictures have few."""
    few = Image.open(path).convert("RGB").quantize(colors=12, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def main() -> int:
    executable = get_browser.installed() or sys.exit(get_browser.HOW)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = build(Path(folder) / "site", **AS_PUBLISHED | {"PAPER": "off"})
        browser = playwright.chromium.launch(executable_path=executable, args=get_browser.FLAGS)
        page = browser.new_page(reduced_motion="reduce")
        with hosted(site) as base:
            taken = [take(page, base, name) for name in PICTURES]
        browser.close()
    for path in taken:
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
    return int(any(path.stat().st_size > LARGEST for path in taken))


if __name__ == "__main__":
    sys.exit(main())
