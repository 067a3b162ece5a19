"""Menu, search and skip link by keyboard alone, and on a site that was opened from a disk."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.site.published import NOT_FOUND, addresses

pytestmark = pytest.mark.timeout(60)
FOCUSED = "document.activeElement.matches({!r})".format
MENU, SEARCH = "[popovertarget=menu]:not([popovertargetaction])", "header [data-search]"
FOLLOW = """address => document.querySelector(
    `a[href$='${address}'], a[href$='${address}index.html']`).click()"""
KINDS = ["", "contacts/", NOT_FOUND]


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the focus is there."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED(selector)):
            return
    raise AssertionError(f"Tab does not come to {selector}")


def go_through_menu(page: Page) -> None:
    """Opens the menu, walks in it, leaves it by Escape; the focus is back where it was."""
    tab_to(page, MENU)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED("#menu a")) and page.locator("#menu").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#menu").is_visible() and page.evaluate(FOCUSED(MENU))


@pytest.mark.parametrize("address", KINDS)
def test_the_menu(phone, address):
    phone.goto(address)
    go_through_menu(phone)


def test_the_menu_without_scripts(browser, base):
    """It is the browser's own popover, and works as well. What can't work is not offered."""
    context = browser.new_context(viewport=PHONE, base_url=base, java_script_enabled=False)
    page = context.new_page()
    page.goto("")
    assert not page.locator(SEARCH).is_visible()
    go_through_menu(page)
    context.close()


@pytest.mark.parametrize("address", KINDS)
def test_the_search(phone, address):
    """Opened, typed into, walked through, left by Escape; the focus is back where it was."""
    phone.goto(address)
    tab_to(phone, SEARCH)
    phone.keyboard.press("Enter")
    expect(phone.locator("#search-words")).to_be_focused()
    phone.keyboard.type("phone")
    phone.locator("#search ol a").first.wait_for()
    for _ in range(8):
        phone.keyboard.press("Tab")
        if phone.evaluate(FOCUSED("#search ol a")):
            break
    assert phone.evaluate(FOCUSED("#search ol a"))
    phone.keyboard.press("Escape")
    expect(phone.locator("#search")).to_be_hidden()
    assert phone.evaluate(FOCUSED(SEARCH))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_skip_link(phone, size):
    """The first press of Tab, then Enter, leads past the menu: the next stop lies in the text."""
    phone.set_viewport_size(size)
    phone.goto("parents/")
    phone.keyboard.press("Tab")
    assert phone.evaluate(FOCUSED(".skip-link"))
    assert phone.locator(".skip-link").bounding_box()["y"] >= 0
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")
    assert phone.evaluate(FOCUSED("main a"))


def test_a_site_that_was_opened_from_a_disk(browser, published):
    """Its links lead from page to page; only search does not work there, and says so."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto((published / "index.html").as_uri())
    for address in ("parents/", "contacts/"):
        page.evaluate(FOLLOW, address)
        page.wait_for_url(f"**/{address}index.html")
        assert page.locator("h1").count() == 1
    hrefs = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    within = [href.partition("#")[0] for href in hrefs if href.startswith("file:")]
    assert within and [href for href in within if href.endswith("/")] == []
    page.locator(SEARCH).click()
    expect(page.locator("#search [role=status]")).not_to_be_empty()
    context.close()


def test_there_is_more_than_one_page(published):
    """What is walked through above is the site."""
    assert {"", "parents/", "contacts/"} <= set(addresses(published))
