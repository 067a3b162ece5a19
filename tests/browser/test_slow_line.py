"""Where the line is slow, words come first: no page waits for a script to be painted."""

import pytest

from tests.site.published import HangingScripts, hosted

pytestmark = pytest.mark.timeout(40)
PAINTED = """new Promise(done => new PerformanceObserver(
    list => done(list.getEntries()[0].startTime)).observe({ type: "paint", buffered: true }))"""


@pytest.mark.parametrize("address", ["", "policy/", "pupils/", "contacts/"])
def test_a_page_is_painted_before_its_scripts_have_come(browser, published, address):
    """On a line on which scripts hang for three seconds, words are there at once."""
    with hosted(published, HangingScripts) as base:
        page = browser.new_page()
        page.set_default_timeout(10_000)
        page.goto(base + address, wait_until="commit")
        painted = page.evaluate(PAINTED)
        page.close()
    assert painted < HangingScripts.hangs * 1000
