""" "Read this to me" on pupils' pages, with a stand-in for a voice: headless Chromium has none."""

import json

import pytest

from tests.browser.conftest import PHONE
from tests.site.published import addresses, soup

pytestmark = pytest.mark.timeout(30)
BRITISH = {"name": "Alba", "lang": "en-GB", "localService": True}
AMERICAN = {"name": "Joe", "lang": "en_US", "localService": True}
GERMAN = {"name": "Anna", "lang": "de-DE", "localService": True}
ELSEWHERE = {"name": "Cloud", "lang": "en-GB", "localService": False}
NOT_SAID = ("@", "rule ", "web page")
STAND_IN = """voices => {
  const speech = new EventTarget()
  Object.assign(speech, { said: [], cancelled: 0, getVoices: () => voices,
    speak(words) { speech.said.push(words.text); speech.now = words },
    cancel() { speech.cancelled++; speech.now = null } })
  Object.defineProperty(window, "speechSynthesis", { value: speech })
  window.SpeechSynthesisUtterance = function (text) { this.text = text }
}"""


@pytest.fixture(scope="module")
def pages(published) -> list[str]:
    """Those that offer it."""
    listed = addresses(published)
    return [each for each in listed if soup(published, each).select("script[src*='read-aloud']")]


@pytest.fixture
def opened(browser, base, pages):
    """Opens the first of these pages, in a browser with some voices."""
    contexts = []

    def open_page(*voices: dict, address: str = ""):
        contexts.append(browser.new_context(viewport=PHONE, base_url=base))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.add_init_script(f"({STAND_IN})({json.dumps(voices)})")
        page.goto(address or pages[0])
        return page

    yield open_page
    for context in contexts:
        context.close()


def button(page):
    return page.locator("button.read-aloud")


def highlighted(page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".reading").all_text_contents()]


def test_only_pupils_pages_load_it(pages):
    """Other pages do not pay for it."""
    assert pages and all(address.startswith("pupils/") for address in pages)


def test_it_reads_from_the_title_to_the_end(opened, pages):
    """Block after block; then it stops by itself. Nothing that helps nobody by ear."""
    for address in pages:
        page = opened(BRITISH, address=address)
        button(page).click()
        assert highlighted(page) == page.locator("h1").all_text_contents()
        while page.evaluate("!!speechSynthesis.now"):
            said = page.evaluate("speechSynthesis.said.at(-1)")
            assert highlighted(page)[0].startswith(said[:12])
            page.evaluate("speechSynthesis.now.onend()")
        said = page.evaluate("speechSynthesis.said")
        headings = [
            " ".join(each.split()) for each in page.locator("article h2").all_text_contents()
        ]
        assert [text for text in said if text in headings] == headings
        assert [sign for sign in NOT_SAID if sign in " ".join(said)] == []
        assert highlighted(page) == []


def test_the_same_button_stops_it(opened):
    """And starts again from the title."""
    page = opened(BRITISH)
    name = button(page).text_content()
    button(page).click()
    assert button(page).text_content() != name
    page.evaluate("speechSynthesis.now.onend()")
    button(page).click()
    assert page.evaluate("speechSynthesis.now") is None and highlighted(page) == []
    button(page).click()
    assert highlighted(page) == page.locator("h1").all_text_contents()


@pytest.mark.parametrize(
    "event",
    [
        "dispatchEvent(new Event('pagehide'))",
        "Object.defineProperty(document, 'hidden', { value: true }), "
        "document.dispatchEvent(new Event('visibilitychange'))",
        "speechSynthesis.now.onerror()",
    ],
    ids=["left", "hidden", "failed"],
)
def test_it_stops_when_the_page_is_left_or_the_voice_fails(opened, event):
    page = opened(BRITISH)
    button(page).click()
    page.evaluate(event)
    assert page.evaluate("speechSynthesis.cancelled") >= 1 and highlighted(page) == []


@pytest.mark.parametrize(
    "voices, name",
    [([GERMAN, AMERICAN, BRITISH], "Alba"), ([ELSEWHERE, AMERICAN], "Joe")],
    ids=["British first", "never one that sends the words away"],
)
def test_which_voice(opened, voices, name):
    page = opened(*voices)
    button(page).click()
    assert page.evaluate("speechSynthesis.now.voice.name") == name


@pytest.mark.parametrize("voices", [[], [GERMAN, ELSEWHERE]], ids=["none", "none that may be used"])
def test_without_a_voice_there_is_no_button(opened, voices):
    assert not button(opened(*voices)).is_visible()


def test_a_translated_page_is_not_read(opened):
    """An English voice would make nonsense of it."""
    page = opened(BRITISH)
    button(page).wait_for()
    page.evaluate("document.documentElement.lang = 'uk'")
    button(page).wait_for(state="hidden")


def test_a_voice_that_comes_late_brings_the_button(opened):
    """Many browsers find their voices after the page is there. Nothing on the page moves then."""
    page = opened()
    before = page.locator("article h2").first.bounding_box()
    late = "voice => { speechSynthesis.getVoices = () => [voice]; "
    page.evaluate(late + "speechSynthesis.dispatchEvent(new Event('voiceschanged')) }", BRITISH)
    assert button(page).is_visible()
    assert page.locator("article h2").first.bounding_box() == before
