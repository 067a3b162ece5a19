"""“Read this to me” on pupils' pages, with a stand-in for the browser's voice: headless Chromium has none."""

import json

import pytest

PAGES = ["pupils/", "pupils/younger/"]
BRITISH = {"name": "Alba", "lang": "en-GB", "localService": True}
AMERICAN = {"name": "Joe", "lang": "en_US", "localService": True}
GERMAN = {"name": "Anna", "lang": "de-DE", "localService": True}
ELSEWHERE = {"name": "Cloud", "lang": "en-GB", "localService": False}

STAND_IN = """voices => {
  const speech = new EventTarget()
  speech.said = []
  speech.cancelled = 0
  speech.getVoices = () => voices
  speech.speak = words => { speech.said.push(words.text); speech.now = words }
  speech.cancel = () => { speech.cancelled++; speech.now = null }
  Object.defineProperty(window, "speechSynthesis", { value: speech })
  window.SpeechSynthesisUtterance = function (text) { this.text = text }
}"""


@pytest.fixture
def opened(chromium, server):
    """Opens a page in a browser with those voices."""
    contexts = []

    def open_page(address: str, *voices: dict):
        contexts.append(chromium.new_context(viewport={"width": 390, "height": 844}, base_url=server))
        page = contexts[-1].new_page()
        page.add_init_script(f"({STAND_IN})({json.dumps(voices)})")
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def button(page):
    return page.locator("button.read-aloud")


def said(page) -> list[str]:
    return page.evaluate("speechSynthesis.said")


def finish(page) -> None:
    """The voice has come to the end of a block."""
    page.evaluate("speechSynthesis.now.onend()")


def highlighted(page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".reading").all_text_contents()]


@pytest.mark.parametrize("address", PAGES)
def test_it_reads_from_the_title_to_the_end(opened, address):
    """Headings, paragraphs and list items, one after the other; then it stops by itself. Nothing that helps nobody by ear."""
    page = opened(address, BRITISH)
    button(page).click()
    assert said(page) == highlighted(page) == page.locator("h1").all_text_contents()
    while page.evaluate("!!speechSynthesis.now"):
        assert highlighted(page)[0].startswith(said(page)[-1][:12]) and button(page).text_content() == "Stop reading"
        finish(page)
    headings = page.locator("article h2").all_text_contents()
    assert [text for text in said(page) if text in headings] == headings
    aloud = " ".join(said(page))
    assert "Childline" in aloud and "0800 1111" in aloud and "You are not in trouble" in aloud.replace("I am", "You are")
    assert not [sign for sign in ("@", "6(", "rule ", "web page", "Details seen", "UKCIS on") if sign in aloud]
    assert highlighted(page) == [] and button(page).text_content() == "Read this to me"


def test_the_same_button_stops_it(opened):
    """And starts again from the title."""
    page = opened(PAGES[0], BRITISH)
    button(page).click()
    finish(page)
    button(page).click()
    assert page.evaluate("speechSynthesis.now") is None and highlighted(page) == []
    button(page).click()
    assert highlighted(page) == page.locator("h1").all_text_contents()


@pytest.mark.parametrize("event", ["window.dispatchEvent(new Event('pagehide'))",
                                   "Object.defineProperty(document, 'hidden', { value: true }), document.dispatchEvent(new Event('visibilitychange'))"],
                         ids=["pagehide", "hidden"])
def test_it_stops_when_the_page_is_left(opened, event):
    """The voice would go on without the page."""
    page = opened(PAGES[0], BRITISH)
    button(page).click()
    page.evaluate(event)
    assert page.evaluate("speechSynthesis.cancelled") == 1 and highlighted(page) == []


def test_it_stops_where_the_voice_fails(opened):
    """No highlight stays behind."""
    page = opened(PAGES[0], BRITISH)
    button(page).click()
    page.evaluate("speechSynthesis.now.onerror()")
    assert highlighted(page) == [] and button(page).text_content() == "Read this to me"


@pytest.mark.parametrize("voices, name", [
    ([GERMAN, AMERICAN, BRITISH], "Alba"), ([GERMAN, AMERICAN], "Joe"), ([ELSEWHERE, AMERICAN], "Joe"),
], ids=["British first", "else another English", "never one that sends the words away"])
def test_which_voice(opened, voices, name):
    """A British one if there is one, and only one that speaks on the device."""
    page = opened(PAGES[0], *voices)
    button(page).click()
    assert page.evaluate("speechSynthesis.now.voice.name") == name


@pytest.mark.parametrize("voices", [[], [GERMAN], [ELSEWHERE]], ids=["no voice", "none in English", "none on the device"])
def test_without_a_voice_there_is_no_button(opened, voices):
    """It is simply absent."""
    assert button(opened(PAGES[0], *voices)).count() == 0


def test_in_the_real_browser_without_voices_there_is_no_button(chromium, server):
    """Headless Chromium has speechSynthesis and no voices."""
    page = chromium.new_page()
    page.goto(server + PAGES[0])
    assert page.evaluate("speechSynthesis.getVoices()") == [] and button(page).count() == 0
    page.close()


def test_a_voice_that_comes_late_brings_the_button(opened):
    """Many browsers find their voices after the page is there. Nothing on the page moves then."""
    page = opened(PAGES[0])
    before = page.locator("article h2").first.bounding_box()
    page.evaluate("voice => { speechSynthesis.getVoices = () => [voice]; speechSynthesis.dispatchEvent(new Event('voiceschanged')) }", BRITISH)
    assert button(page).count() == 1
    assert page.locator("article h2").first.bounding_box() == before


def test_only_pupils_pages_load_it(built):
    """Other pages do not pay for it."""
    loads = {path.parent.relative_to(built).as_posix() + "/" for path in built.rglob("index.html") if "read-aloud" in path.read_text("utf-8")}
    assert loads == set(PAGES)
