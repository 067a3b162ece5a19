"""On a slow line a page comes in pieces. Nothing that somebody already reads may move when the next piece comes."""

import re
import shutil

import pytest

from tests.every_page import ASKED, DESK, PHONE
from tests.published import SlowHost, addresses, hosted


def moved(chromium, base: str, pages: list[str], size: dict) -> list[str]:
    """Each page that moved while it loaded, and by how much."""
    window = chromium.new_page(viewport=size)
    window.add_init_script(path=ASKED)
    found = []
    for page in pages:
        window.goto(base + page)
        found += [f"{page}: {shift}" for shift in window.evaluate("everyPage.moved()")]
    window.close()
    return found


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_page_moves_on_a_slow_line(chromium, published, size):
    with hosted(published, SlowHost) as base:
        assert moved(chromium, base, addresses(published)[:-1], size) == []


def test_fault_pages_that_are_shown_as_they_come(chromium, published, tmp_path):
    """Planted: the attribute taken out that holds a page back until it is whole."""
    site = shutil.copytree(published, tmp_path / "site", ignore=shutil.ignore_patterns("*.pdf"))
    pages = ["about/privacy/", "parents/age-limits/", "policy/editions/"]
    for page in pages:
        file = site / page / "index.html"
        file.write_text(re.sub(' blocking="?render"?', "", file.read_text("utf-8")), "utf-8")
    with hosted(site, SlowHost) as base:
        assert moved(chromium, base, pages, PHONE)
