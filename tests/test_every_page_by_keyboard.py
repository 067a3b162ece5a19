"""Menu, search and skip link by keyboard alone, on a page of each kind; the menu also where scripts are off."""

import pytest

from tests.every_page import DESK, PHONE
from tests.published import NOT_FOUND, addresses, hosted, kinds

FOCUSED = "document.activeElement.matches({!r})".format


@pytest.fixture(scope="module")
def base(published):
    with hosted(published) as address:
        yield address


@pytest.fixture(scope="module")
def one_of_each_kind(published) -> list[str]:
    return kinds(addresses(published))


@pytest.fixture(scope="module")
def open_page(chromium, base):
    """Opens an address in a window of a size: one window for each size, and one where scripts are off."""
    windows = {}

    def go(address: str, size: dict = PHONE, scripts: bool = True):
        window = (size["width"], scripts)
        if window not in windows:
            windows[window] = chromium.new_context(viewport=size, java_script_enabled=scripts).new_page()
        windows[window].goto(base + address)
        return windows[window]

    yield go
    for page in windows.values():
        page.context.close()


def tab_to(page, selector: str) -> None:
    """Presses Tab until the focus is there."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED(selector)):
            return
    raise AssertionError(f"Tab does not come to {selector}")


def go_through_menu(page) -> list[str]:
    """Opens the menu, walks in it, leaves it by Escape. What went wrong, if anything."""
    tab_to(page, ".menu-button")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    faults = [] if page.evaluate(FOCUSED("#menu a")) and page.locator("#menu").is_visible() else ["the menu is not walked through after its button"]
    page.keyboard.press("Escape")
    if page.locator("#menu").is_visible():
        faults.append("Escape does not close the menu")
    return faults + ([] if page.evaluate(FOCUSED(".menu-button")) else ["the focus does not return to Menu"])


def go_through_search(page) -> list[str]:
    """Opens the search, types, walks to a result, leaves it by Escape."""
    tab_to(page, ".search-button")
    page.keyboard.press("Enter")
    page.keyboard.type("photos")
    page.wait_for_selector(".search-results a")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(200)  # what was typed last is answered by now, and must not take the focus away
    faults = [] if page.evaluate(FOCUSED(".search-results a")) else ["the arrow does not lead to a result"]
    page.keyboard.press("Escape")
    if page.locator("dialog").is_visible():
        faults.append("Escape does not close the search")
    return faults + ([] if page.evaluate(FOCUSED(".search-button")) else ["the focus does not return to Search"])


def test_the_menu_by_keyboard(open_page, one_of_each_kind):
    """Opened, walked through, left by Escape; the focus is back where it was."""
    assert {address: faults for address in one_of_each_kind if (faults := go_through_menu(open_page(address)))} == {}


def test_the_menu_without_scripts(open_page, one_of_each_kind):
    """The menu is the browser's own popover: it works as well."""
    assert {address: faults for address in one_of_each_kind if (faults := go_through_menu(open_page(address, scripts=False)))} == {}


def test_the_search_by_keyboard(open_page, one_of_each_kind):
    """Opened, used, left by Escape; the focus is back where it was."""
    assert {address: faults for address in one_of_each_kind if (faults := go_through_search(open_page(address)))} == {}


def test_a_result_of_the_search_is_followed(open_page, base):
    """Enter in the search's field goes to the first result, Enter again to its page, from the page for what is not there too."""
    page = open_page(NOT_FOUND)
    tab_to(page, ".search-button")
    page.keyboard.press("Enter")
    page.keyboard.type("blackmail")
    page.wait_for_selector(".search-results a")
    page.keyboard.press("Enter")
    page.wait_for_function(FOCUSED(".search-results li:first-child a"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.split("#")[0] == base + "parents/blackmail/"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_skip_link(open_page, size):
    """The first press of Tab, then Enter, leads past the menu: the next stop lies in the page's own text."""
    page = open_page("parents/", size)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED(".skip-link")) and page.locator(".skip-link").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED("main a"))


def test_no_search_without_scripts(open_page):
    """What can't work is not offered."""
    assert not open_page("", scripts=False).locator(".search-button").is_visible()


def test_fault_a_menu_that_does_not_close(open_page):
    """Planted: a menu that Escape leaves open."""
    page = open_page("")
    page.evaluate("document.getElementById('menu').popover = 'manual'")
    assert "Escape does not close the menu" in go_through_menu(page)


def test_fault_a_search_that_loses_the_focus(open_page):
    """Planted: the focus goes elsewhere when the search closes."""
    page = open_page("")
    page.evaluate("document.querySelector('dialog').addEventListener('close', () => document.querySelector('main a').focus())")
    assert go_through_search(page) == ["the focus does not return to Search"]
