"""Each rule of a page, on every page the build made: on a phone and on a desk, by day and by night, by keyboard, on paper.

The pages are looked at once (tests/every_page.py). Each rule has a fault planted in a real page, to see that it is noticed.
"""

import base64
import random
import re
import shutil
from pathlib import Path

import pytest

from tests import every_page
from tests.every_page import VISIT, Seen
from tests.project import ROOT
from tests.published import NOT_FOUND, addresses, hosted, kinds

FIRST_VIEW, FURTHER_PAGE = 40 * 1024, 10 * 1024
RULES = {
    "axe": "axe-core finds nothing wrong (WCAG 2.2 A and AA, and best practice), in any state of the page",
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
    "fits": "nothing scrolls sideways or is cut, at 320 px and with wide spacing too",
    "walk": "Tab goes to the skip link, through the whole page in order, and out",
    "focus": "where the focus is can be seen",
    "still": "nothing moves for a reader who asks for that",
    "forced": "everything can be seen in the reader's own colours",
    "moved": "nothing moves while the page loads",
    "scripts": "every word is there without scripts",
    "requests": "nothing is asked of another host",
    "stored": "nothing is kept on the reader's device: no cookie, no storage, no cache of our own",
    "console": "the browser complains of nothing, the Content-Security-Policy included",
}


@pytest.fixture(scope="module")
def looked_at(chromium, published, pytestconfig) -> list[Seen]:
    """Every page of the site and a visit to all of them, and what was found wrong."""
    pages = addresses(published)
    with hosted(published) as base:
        seen = every_page.look(base, pages, kinds(pages))
    if pytestconfig.getoption("--record"):
        every_page.record(seen, ROOT / "data" / "accessibility.yaml")
    return seen


@pytest.mark.parametrize("rule", RULES)
def test_every_page(looked_at, rule):
    """No page breaks the rule."""
    broken = [f"{page.address or 'home'}: {fault}" for page in looked_at for fault in page.faults[rule]]
    assert not broken, f"{RULES[rule]}:\n" + "\n".join(broken)


def test_the_first_view_of_every_page_is_light(looked_at):
    """40 KiB at most, everything counted."""
    assert {page.address: page.weight for page in looked_at if page.weight > FIRST_VIEW} == {}


def test_each_further_page_is_lighter(looked_at):
    """10 KiB at most, for a reader who comes from another page."""
    assert {page.address: page.further for page in looked_at if page.further > FURTHER_PAGE} == {}


def test_every_page_is_looked_at(looked_at, published):
    """All that were written, but for those that only lead on from an old address; and the page for what is not there."""
    written = {f"{path.parent.relative_to(published).as_posix()}/".removeprefix("./") for path in published.rglob("index.html")
               if 'http-equiv="refresh"' not in path.read_text("utf-8")}
    assert {page.address for page in looked_at} == written | {NOT_FOUND, VISIT}


def test_the_statement_says_what_was_found(looked_at, project, shown):
    """The accessibility statement's figures are dated. Where a page was added since, that is shown, and stops nobody."""
    said = project.load().facts.accessibility["every_page"]
    if said.pages != len(looked_at) - 1:
        shown(f"the accessibility statement speaks of {said.pages} pages, and there are {len(looked_at) - 1}. Run  make accessibility")
    assert said.problems == 0


def test_what_is_recorded_is_what_was_found(scratch):
    """The record is read back, and counts the problems there were."""
    found = [Seen("", tried={"one", "two"}), Seen("staff/", tried={"two"}), Seen(VISIT)]
    found[1].faults["axe"] += ["a problem", "another"]
    every_page.record(found, scratch.root / "data" / "accessibility.yaml")
    said = scratch.load().facts.accessibility["every_page"]
    assert (said.pages, said.rules, said.problems) == (2, 2, 2)


# --- planted faults --------------------------------------------------------------------------------

# What is put into a real page's article, and where it takes one, into a stylesheet or a script of its own.
FAULTS = {
    "axe": {"html": '<input type="text">'},
    "axe by night": {"css": "@media (prefers-color-scheme: dark) { article p { color: #555 } }"},
    "axe on a desk": {"css": "@media (min-width: 1000px) { article p { color: #bbb } }"},
    "headings": {"html": "<h2>Two</h2><h4>Four</h4>"},
    "headings doubled": {"html": "<h1>Another</h1>"},
    "landmarks": {"html": '<nav><a href="../../staff/">Staff</a></nav>'},
    "links": {"html": '<a href="../../parents/">Contacts</a>'},
    "links that say nothing": {"html": '<a href="../../parents/">Click here</a>'},
    "leaving": {"html": '<a href="HTTPS://www.example.org/">Example</a>'},
    "leaving in a window": {"html": '<a href="../../staff/" target="_blank">Staff</a>'},
    "tables": {"html": "<table><tr><th>Day</th></tr><tr><td>Monday</td></tr></table>"},
    "images": {"html": '<img src="../../assets/favicon.svg" alt="A book">'},
    "images far down": {"html": '<div class="x"></div><img src="../../assets/favicon.svg" alt="A book" width="40" height="40">', "css": ".x { height: 2000px }"},
    "targets": {"html": '<button type="button">x</button>', "css": "article button { width: 15px; height: 15px; padding: 0 }"},
    "targets to ring": {"html": '<a href="tel:999">999</a>', "css": "article a { display: inline !important; padding: 0 !important }"},
    "targets covered": {"html": '<p><a href="tel:999">999</a><br><a href="tel:101">101</a></p>',
                        "css": "article a { display: inline !important; padding: 15px !important }"},
    "letters": {"css": "article p { font-size: 16px }"},
    "letters in long lines": {"css": "article p { max-width: none; width: 60rem }"},
    "letters in tight lines": {"css": "article p { line-height: 1.4 }"},
    "emphasis": {"css": "article p { text-transform: uppercase }"},
    "emphasis in italics": {"html": "<p><i>Please read this</i></p>"},
    "fits": {"html": '<div class="x">wide</div>', "css": ".x { width: 350px }"},
    "fits not with spacing": {"html": '<p class="x">These words fit as they are</p>', "css": ".x { width: max-content; max-width: 18em; height: 1.6em; overflow: hidden }"},
    "walk": {"html": '<a href="../../staff/" tabindex="1">Staff</a>'},
    "walk into a trap": {"html": '<button type="button">Stay</button>',
                         "js": "document.querySelector('article button').addEventListener('keydown', event => event.preventDefault())"},
    "focus": {"css": "article a:focus-visible { outline: none }", "html": '<a href="../../staff/">Staff</a>'},
    "focus too faint": {"css": "article a:focus-visible { outline-color: #eee; box-shadow: none }", "html": '<a href="../../staff/">Staff</a>'},
    "focus covered": {"css": ".x { position: fixed; inset: 0; background: #fff; opacity: 0.9 }", "html": '<div class="x"></div>'},
    "torn": {"html": '<p class="x">Snapchat</p>', "css": ".x { width: 3em; overflow-wrap: anywhere }"},
    "still": {"css": "article { transition: opacity 1s }"},
    "forced": {"css": "article { forced-color-adjust: none }"},
    "moved": {"js": "setTimeout(() => document.querySelector('article').prepend(Object.assign(document.createElement('p'), { textContent: 'Late' })), 50)"},
    "scripts": {"js": "document.querySelector('article').append('Only with scripts')"},
    "requests": {"html": '<img src="https://www.example.org/pixel.png" alt="" width="1" height="1">', "csp": False},
    "console": {"html": "<script>document.title</script>"},
}

# What a page may keep on a device; found at the end of the visit.
KEEPS = {
    "a cookie": "document.cookie = 'seen=1; path=/'",
    "local storage": "localStorage.seen = 1",
    "session storage": "sessionStorage.seen = 1",
    "a database": "indexedDB.open('seen')",
    "a cache": "caches.open('seen').then(cache => cache.put('seen', new Response('1')))",
}


@pytest.fixture(scope="module")
def planted(chromium, published, tmp_path_factory) -> dict[str, Seen]:
    """A site of pages with a fault each, and one with none, looked at like the real ones."""
    site = tmp_path_factory.mktemp("planted")
    for kept in ("assets", "search"):
        shutil.copytree(published / kept, site / kept)
    shutil.copy(published / "404.html", site)
    (site / "_headers").write_text("/*\n  Referrer-Policy: no-referrer\n", "utf-8")
    real = (published / "about/privacy/index.html").read_text("utf-8")
    noise = base64.b64encode(random.Random(1).randbytes(FIRST_VIEW)).decode()
    faults = {**FAULTS, "none": {}, "weight": {"html": f"<!-- {noise} -->"}, **{f"stores {what}": {"js": script} for what, script in KEEPS.items()}}
    names = {plant(site, name.replace(" ", "-"), real, **fault): name for name, fault in faults.items()}
    with hosted(site) as base:
        seen = every_page.look(base, list(names), without_axe=[address for address, name in names.items() if name.split()[0] not in ("axe", "none")])
    return {names.get(page.address, VISIT): page for page in seen}


def plant(site: Path, name: str, real: str, html: str = "", css: str = "", js: str = "", csp: bool = True) -> str:
    """Writes a page with that in it; returns its address."""
    folder = site / "fault" / name
    folder.mkdir(parents=True)
    (folder / "fault.css").write_text(css, "utf-8")
    (folder / "fault.js").write_text(js, "utf-8")
    page = real if csp else re.sub(r"<meta http-equiv=.*?>", "", real)
    page = page.replace("</article>", f"{html}</article>").replace("</head>", '<link rel="stylesheet" href="fault.css"></head>')
    page = page.replace("</body>", '<script type="module" src="fault.js"></script></body>')
    (folder / "index.html").write_text(page, "utf-8")
    return f"fault/{name}/"


@pytest.mark.parametrize("name", FAULTS)
def test_fault_in_a_page(planted, name):
    """Planted: the first word of its name is the rule that it breaks."""
    assert planted[name].faults[name.split()[0]]


def test_fault_too_heavy(planted):
    """Planted: 41 KiB that no compression makes smaller."""
    assert planted["weight"].weight > FIRST_VIEW and planted["weight"].further > FURTHER_PAGE


def test_fault_stored(planted):
    """Planted: pages that keep something in each place there is."""
    assert set(KEEPS) <= set(planted[VISIT].faults["stored"])


def test_a_page_without_a_fault_has_none(planted):
    """The pages above fail for what was planted, and for nothing else."""
    assert {rule: faults for rule, faults in planted["none"].faults.items() if faults} == {}
    assert planted["none"].weight < FIRST_VIEW
