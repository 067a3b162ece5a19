"""The built site in a real Chromium, as on a phone and on a desk."""

import sys
from pathlib import Path

import pytest

from tests import get_browser
from tests.project import run

PHONE, DESK = (390, 844), (1280, 800)
PAGES = ["", "policy/staff-use/"]


class Visit:
    """A page as a browser has it, and what happened while it loaded."""

    def __init__(self, chromium, address: str, size: tuple[int, int]):
        self.context = chromium.new_context(viewport={"width": size[0], "height": size[1]})
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("console", lambda message: message.type in ("error", "warning") and self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        host = address.split("/")[2]
        self.page.on("request", lambda request: request.url.split("/")[2] != host and self.elsewhere.append(request.url))
        self.page.goto(address, wait_until="networkidle")

    def sideways(self) -> int:
        """By how many pixels the page is wider than its window."""
        return self.page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")

    def bottom_of(self, selector: str) -> float:
        box = self.page.locator(selector).bounding_box()
        return box["y"] + box["height"]


@pytest.fixture
def visit(chromium):
    """Opens an address in a window of a size; closes it after the test."""
    open_now = []

    def go(address: str, size: tuple[int, int]) -> Visit:
        open_now.append(Visit(chromium, address, size))
        return open_now[-1]

    yield go
    for each in open_now:
        each.context.close()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("address", PAGES, ids=["home", "section"])
def test_a_page_loads_by_itself(visit, server, address, size):
    """No error in the console, no request to any other host, nothing wider than the window."""
    seen = visit(server + address, size)
    assert (seen.errors, seen.elsewhere, seen.sideways()) == ([], [], 0)


def test_the_home_pages_five_doors_are_on_a_phones_first_screen(visit, server):
    """Who are you, and what do you need now? Answered without scrolling."""
    seen = visit(server, PHONE)
    assert seen.page.locator(".doors li").count() == 5
    assert seen.bottom_of(".doors") <= PHONE[1]


@pytest.mark.parametrize("html, noticed", [
    ('<script src="/gone.js"></script>', "errors"),
    ('<img src="https://www.example.org/pixel.png" alt="">', "elsewhere"),
    ('<div style="width: 600px">wide</div>', "sideways"),
])
def test_fault_a_page_that_does_not(visit, built, serve_folder, tmp_path, html, noticed):
    """Planted: a script that is not there, a picture from elsewhere, a box too wide for a phone."""
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title>{html}", "utf-8")
    seen = visit(serve_folder(tmp_path), PHONE)
    assert {"errors": seen.errors, "elsewhere": seen.elsewhere, "sideways": seen.sideways()}[noticed]


def test_fault_doors_below_the_first_screen(visit, serve_folder, tmp_path):
    """Planted: doors that a reader has to scroll to."""
    (tmp_path / "index.html").write_text('<!doctype html><div style="height: 800px"></div><ul class="doors"><li>a<li>b<li>c</ul>', "utf-8")
    assert visit(serve_folder(tmp_path), PHONE).bottom_of(".doors") > PHONE[1]


@pytest.mark.parametrize("ci, ends, said", [("", 0, "1 skipped"), ("true", 1, "1 error")], ids=["at a desk", "in continuous integration"])
def test_without_a_browser(project, tmp_path, ci, ends, said):
    """These tests are skipped with one line that says how to get one. Where CI is true they fail: nobody would read it."""
    if any(Path(path).exists() for path in get_browser.ON_A_MAC):
        pytest.skip("this machine has a browser that can't be hidden")
    ended = run(sys.executable, "-m", "pytest", "-q", "-rs", "tests/test_browser.py", "-k", "doors_below", folder=project.root,
                PATH=str(tmp_path), PLAYWRIGHT_BROWSERS_PATH=str(tmp_path), CI=ci)
    assert ended.status == ends and said in ended.output, ended.output
    assert ended.output.count("playwright install chromium") >= 1 and "Traceback" not in ended.output
