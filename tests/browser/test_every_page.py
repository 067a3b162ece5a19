"""Each rule of a page, on every page that the build made: phone and desk, day and night, paper.

Each page is looked at once, and asked everything (every_page.py). All rules are asked of a page
with planted faults too, to see that they are noticed.
"""

import base64
import random
import shutil
from pathlib import Path

import pytest

from policysite.content.pages import read_pages
from tests.browser.every_page import Window
from tests.site.published import NOT_FOUND, ROOT, addresses, hosted

PAGES = [*sorted(page.url for page in read_pages(ROOT)[0]), NOT_FOUND]
FIRSTS = {address.split("/")[0]: address for address in reversed(PAGES)}.values()
RULES = {
    "axe": "axe-core finds nothing wrong (WCAG 2.2 A and AA, and best practice)",
    "headings": "one h1, and no level of heading left out",
    "landmarks": "a language, and parts that can be told apart by name",
    "links": "links make sense alone, and the same words lead to the same place",
    "leaving": "a link that leaves the site says so, and opens no window",
    "tables": "every cell of a table has a heading",
    "images": "pictures have words and sizes, and come late if they are far down",
    "targets": "what can be tapped is big enough for a finger",
    "letters": "text is large, with room between its lines, and the lines not too long",
    "emphasis": "no block capitals, no italics",
    "torn": "no word is torn in two",
    "fits": "nothing scrolls sideways or is cut, at 320 px too",
    "spacedOut": "nothing is cut with the spacing that a reader may ask for",
    "weight": "the first view weighs little: one round trip's worth",
    "short": "a page that says what to do now is short",
    "firstScreen": "what to do first is on a phone's first screen",
    "reader": "reader view keeps each number, email and step",
    "translated": "names, emails and numbers are not translated",
    "rightToLeft": "no rule's number lies over text where writing goes from right to left",
    "paper": "each number and email is printed whole, on A4",
    "walk": "Tab goes to the skip link, through the whole page in order, and out",
    "focus": "where the focus is can be seen",
    "still": "nothing moves for a reader who asks for that",
    "forced": "everything can be seen in the reader's own colours",
    "moved": "nothing moves while the page loads",
    "scripts": "every word is there without scripts",
    "requests": "nothing is asked of another host",
    "console": "the browser complains of nothing, the Content-Security-Policy included",
}


@pytest.fixture(scope="module")
def window(browser, base, reader_script):
    """A window that visits every page of the site."""
    window = Window(browser, base, reader_script)
    yield window
    window.close()


@pytest.mark.timeout(60)
@pytest.mark.parametrize("address", PAGES)
def test_every_page(window, address):
    """It breaks no rule. By keyboard through all of it, on the first page of each folder."""
    seen = window.look(address, address in FIRSTS)
    broken = [f"{RULES[rule]}: {fault}" for rule in RULES for fault in seen.faults[rule]]
    assert not broken, "\n".join([f"/{address}", *broken])


def test_nothing_is_kept_on_the_readers_device(window):
    """No cookie, no storage, no cache of our own, after a visit to every page."""
    window.go("")
    assert window.stored() == []


def test_there_are_five_sizes_of_type(window):
    """On all pages together."""
    window.sizes or window.look("")
    assert len(window.sizes) <= 5, window.sizes


def test_every_page_is_looked_at(published):
    """All that were built, but for those that only lead on from an old address."""
    assert {*addresses(published), NOT_FOUND} == set(PAGES)


# --- planted: the rules are noticed when they are broken ------------------------------------------

NOISE = base64.b64encode(random.Random(1).randbytes(15_000)).decode()
FAULTS = {
    "axe": '<input type="text">',
    "headings": "<h2>Two</h2><h4>Four</h4>",
    "landmarks": '<nav><a href="../../staff/">Staff</a></nav>',
    "links": '<a href="../../staff/">Click here</a>',
    "leaving": '<a href="../../staff/" target="_blank">Staff</a>',
    "tables": "<table><tr><th>Day</th></tr><tr><td>Monday</td></tr></table>",
    "images": '<img src="../../assets/favicon.svg" alt="A book">',
    "targets": '<a class="small" href="tel:999">9</a>',
    "letters": '<p class="letters">These letters are too small to be read.</p>',
    "emphasis": "<p><i>Please read this</i></p>",
    "torn": '<p class="torn">Safeguarding</p>',
    "fits": '<div class="wide">wide</div>',
    "translated": '<a href="mailto:a@example.org">a@example.org</a>',
    "rightToLeft": '<p class="over"><a class="clause" href="#x">4(1)</a>Words under it</p>',
    "paper": '<p class="cut"><a href="tel:101">a number that is cut, 0101 0101</a></p>',
    "walk": '<a href="../../staff/" tabindex="1">First</a>',
    "focus": '<a class="unseen" href="../../staff/">Where am I?</a>',
    "still": '<p class="moving">Moving</p>',
    "forced": '<p class="stubborn">In its own colours</p>',
    "requests": '<img src="https://www.example.org/pixel.png" alt="" width="1" height="1">',
    "console": "<script>document.title</script>",
    "reader": '<div class="sidebar comment"><a href="tel:01632960001">Lost</a></div>',
    "weight": f"<!-- {NOISE} -->",
    "firstScreen": '<section class="emergency"></section><p class="tall"></p>'
    '<div class="steps"><ol><li>Late</li></ol></div>',
}
STYLE = """.small { display: inline !important; padding: 0 !important }
.letters { font-size: 9px }
.torn { width: 3em; overflow-wrap: anywhere }
.wide { width: 450px }
.over { position: relative }
.over .clause { position: absolute; inset: 0; width: 9em }
.cut { width: 3em; white-space: nowrap; overflow: hidden }
.unseen:focus-visible { outline: none !important; box-shadow: none !important }
.moving { transition: opacity 1s }
.stubborn { forced-color-adjust: none }
.tall { height: 3200px }"""
SCRIPT = """document.querySelector("article").append("Only with scripts")
setTimeout(() => document.querySelector("article").prepend(document.createElement("hr")), 50)
localStorage.seen = 1"""


@pytest.fixture(scope="module")
def faulty(published, tmp_path_factory) -> Path:
    """A site of two pages: one with every fault, and one as it is published."""
    site = tmp_path_factory.mktemp("faulty")
    shutil.copytree(published / "assets", site / "assets")
    for name in ("404.html", "_headers"):
        shutil.copy(published / name, site)
    page = (published / "about/privacy/index.html").read_text("utf-8")
    (site / "assets/fault.css").write_text(STYLE, "utf-8")
    (site / "assets/fault.js").write_text(SCRIPT, "utf-8")
    link = '<link rel="stylesheet" href="../../assets/fault.css">'
    script = '<script type="module" src="../../assets/fault.js"></script>'
    planted = page.replace("</head>", f"{link}{script}</head>")
    planted = planted.replace("</article>", f"{''.join(FAULTS.values())}</article>")
    for name, text in (("faulty", planted), ("good", page)):
        (site / "about" / name).mkdir(parents=True)
        (site / "about" / name / "index.html").write_text(text, "utf-8")
    return site


def test_every_fault_is_noticed(browser, faulty, reader_script):
    """Planted: one for each rule, and something that is kept. A page without them has no fault."""
    with hosted(faulty) as base:
        window = Window(browser, base, reader_script)
        good = window.look("about/good/", thorough=True)
        bad = window.look("about/faulty/", thorough=True)
        kept = window.stored()
        window.close()
    assert {rule: faults for rule, faults in good.faults.items() if faults} == {}
    assert {*FAULTS, "moved", "scripts", "short"} - {
        rule for rule in RULES if bad.faults[rule]
    } == set()
    assert kept == ["local storage"]
