"""One Chromium for the session, driven by pytest-playwright, and the published site on loopback."""

import os
from pathlib import Path

import pytest

from tests.site.conftest import content, published  # noqa: F401 - the same built site
from tests.site.published import hosted
from tools import get_browser

PHONE, DESK = {"width": 390, "height": 664}, {"width": 1280, "height": 800}


def unavailable(how: str):
    """Skipped where somebody works without it; a failure where CI says that it must be there."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(how)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    """The browser that is there. See tools/get_browser.py for the flags."""
    executable = get_browser.installed() or unavailable(get_browser.HOW)
    return {"executable_path": executable, "args": get_browser.FLAGS}


@pytest.fixture(scope="session")
def reader_script() -> Path:
    """What Firefox's reader view is made of."""
    script = get_browser.READER_SCRIPT
    return script if script.exists() else unavailable(get_browser.NO_READER)


@pytest.fixture(scope="session")
def base(published) -> str:  # noqa: F811 - the fixture above
    """The address of the published site on loopback."""
    with hosted(published) as address:
        yield address


@pytest.fixture(scope="session")
def server(published) -> str:  # noqa: F811
    """The same site at its host's own address."""
    with hosted(published, below="") as address:
        yield address


@pytest.fixture(scope="session")
def built(published) -> Path:  # noqa: F811
    return published


@pytest.fixture(scope="session")
def chromium(browser):
    return browser


@pytest.fixture
def phone(browser, base):
    """A window of a phone's size, with its browser's bars; it opens addresses of the site."""
    context = browser.new_context(viewport=PHONE, base_url=base)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def shown(record_property):
    """Says what a test only wants to say: it stands in the test's report."""
    return lambda line: record_property("shown", line)
