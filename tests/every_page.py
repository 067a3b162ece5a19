"""Every page that the build made, in a real Chromium: each is loaded once, with an empty cache, and asked everything.

What a page is asked from inside stands in every_page.js. `look` returns, page by page, what was found wrong, by rule;
the tests say what each rule means. Some windows of one browser share the pages, in a thread of their own.
"""

import asyncio
import re
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import async_playwright

from policysite import dates
from tests import get_browser
from tests.project import DAY
from tests.published import NOT_FOUND

ANOTHER_NOT_FOUND = "none/"
VISIT = "a visit to every page"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
NARROW = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %: WCAG 2.2, 1.4.10
WINDOWS = 3
ASKED = Path(__file__).with_name("every_page.js")

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = "axe.run({ runOnly: %r, resultTypes: ['violations'] })" % WCAG
AXE_ON_PAPER = AXE.replace("resultTypes", "rules: { 'target-size': { enabled: false } }, resultTypes")  # nobody taps on paper


@dataclass
class Seen:
    """One page: what was found wrong, by rule; and what the browser received for it, headers and all."""

    address: str
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tried: set[str] = field(default_factory=set)  # axe's rules
    weight: int = 0                               # bytes, with an empty cache
    further: int = 0                              # bytes, for a reader who comes from another page


def look(base: str, pages: list[str], thorough=(), without_axe=()) -> list[Seen]:
    """At each page; those that are `thorough` also with the menu and the search open, and as printed. Last comes `VISIT`."""
    async def one(window: Window, plain: Window, address: str) -> Seen:
        seen = await window.go(address)
        words = await window.page.evaluate("everyPage.words()")
        await look_at(window.page, seen, address in thorough, address not in without_axe)
        await without_scripts(plain, seen, words)
        return seen

    return in_a_thread(base, pages, one)


def weigh(base: str, pages: list[str]) -> list[Seen]:
    """Each page, loaded and nothing else: what `make bench` needs."""
    async def one(window: Window, plain: Window, address: str) -> Seen:
        return await window.go(address)

    return in_a_thread(base, pages, one)


def in_a_thread(base: str, pages: list[str], one) -> list[Seen]:
    """What `one` finds at each page, and a visit to all of them. Playwright's plain interface, which other tests use, has this thread's event loop."""
    with ThreadPoolExecutor(1) as thread:
        executable = thread.submit(get_browser.installed).result()
        return thread.submit(asyncio.run, at_all(executable, base, pages, one)).result()


async def at_all(executable: str, base: str, pages: list[str], one) -> list[Seen]:
    """Some windows share the pages between them; one more makes the visit."""
    left, seen = iter(pages), {}

    async def share(browser) -> None:
        window, plain = await Window.open(browser, base, PHONE), await Window.open(browser, base, PHONE, java_script_enabled=False)
        for address in left:
            seen[address] = await one(window, plain, address)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=get_browser.FLAGS)
        whole, *_ = await asyncio.gather(visit(browser, base, pages), *(share(browser) for _ in range(WINDOWS)))
        for address, weight in whole.further.items():
            seen[address].further = weight
        await browser.close()
    return [*(seen[address] for address in pages), whole.seen]


class Window:
    """A window that goes from page to page, with an empty cache unless it `remembers`. What happens there is noted on the page it is at."""

    def __init__(self, base: str, page, size: dict):
        self.base, self.page, self.size = base, page, size
        self.seen = Seen("")
        self.received: dict[str, list[int]] = defaultdict(list)  # bytes, by page
        self.coming: dict[str, str] = {}                         # what is being fetched, and for which page
        self.further: dict[str, int] = {}

    @classmethod
    async def open(cls, browser, base: str, size: dict, remembers: bool = False, **given) -> "Window":
        context = await browser.new_context(viewport=size, **given)
        window = cls(base, await context.new_page(), size)
        await window.page.add_init_script(path=ASKED)
        await window.page.clock.set_fixed_time(DAY.isoformat())
        network = await context.new_cdp_session(window.page)
        await network.send("Network.enable")
        await network.send("Network.setCacheDisabled", {"cacheDisabled": not remembers})
        network.on("Network.requestWillBeSent", window.asked)
        network.on("Network.loadingFinished", window.came)
        network.on("Network.loadingFailed", window.came)
        window.page.on("console", window.complained)
        window.page.on("pageerror", lambda error: window.seen.faults["console"].append(str(error)))
        return window

    def asked(self, event) -> None:
        self.coming[event["requestId"]] = event["documentURL"].removeprefix(self.base)
        url = event["request"]["url"]
        if url.startswith("http") and url.split("/")[2] != self.base.split("/")[2]:
            self.seen.faults["requests"].append(url)

    def came(self, event) -> None:
        page = self.coming.pop(event["requestId"], None)
        self.received[page].append(event.get("encodedDataLength", 0))

    def complained(self, message) -> None:
        if message.type in ("error", "warning") and message.location["url"] not in (self.base + NOT_FOUND, self.base + ANOTHER_NOT_FOUND):
            self.seen.faults["console"].append(message.text)

    async def go(self, address: str) -> Seen:
        """A page as it comes to somebody who was never here."""
        self.seen = Seen(address)
        await self.page.set_viewport_size(self.size)
        await self.page.emulate_media(media="screen", color_scheme="light", reduced_motion="no-preference", forced_colors="none")
        await self.page.goto(self.base + address, wait_until="networkidle")
        await self.page.evaluate("everyPage.icon()")
        await self.settled()
        self.seen.weight = sum(self.received.pop(address))
        await ask(self.page, self.seen, "moved")
        return self.seen

    async def settled(self) -> None:
        """Nothing is being fetched, for a tenth of a second."""
        quiet = 0
        while quiet < 4:
            await asyncio.sleep(0.025)
            quiet = 0 if self.coming else quiet + 1


async def look_at(page, seen: Seen, thorough: bool, with_axe: bool) -> None:
    """Everything that can be asked of a page that is loaded, on a phone."""
    await ask(page, seen, "headings", "landmarks", "links", "leaving", "tables", "images")
    await walk(page, seen)
    await page.evaluate(AXE_SCRIPT)
    await page.evaluate("everyPage.open()")
    for size in (PHONE, DESK):
        await page.set_viewport_size(size)
        await ask(page, seen, "targets", "letters", "emphasis", "torn", "fits")
        for scheme in ("light", "dark") if with_axe else ():
            await page.emulate_media(color_scheme=scheme)
            await axe(page, seen, f"{size['width']} px, {scheme}")
    await page.emulate_media(color_scheme="light")
    if thorough:
        await states(page, seen)
    await page.set_viewport_size(NARROW)
    await ask(page, seen, "fits")
    await page.evaluate("everyPage.spaceOut()")
    await ask(page, seen, "fits")
    await page.emulate_media(reduced_motion="reduce", forced_colors="active")
    await ask(page, seen, "still", "forced")


async def ask(page, seen: Seen, *questions: str) -> None:
    for question in questions:
        seen.faults[question] += [fault for fault in await page.evaluate(f"everyPage.{question}()") if fault not in seen.faults[question]]


async def walk(page, seen: Seen) -> None:
    """By keyboard through the whole page, and out of it."""
    for _ in range(await page.evaluate("everyPage.presses()")):
        await page.keyboard.press("Tab")
    await ask(page, seen, "walk", "focus")


async def axe(page, seen: Seen, state: str, run: str = AXE) -> None:
    found = await page.evaluate(run)
    seen.tried.update(rule["id"] for outcome in ("violations", "passes", "incomplete", "inapplicable") for rule in found[outcome])
    seen.faults["axe"] += [f"{state}: {rule['id']}: {', '.join(str(node['target'][0]) for node in rule['nodes'])}" for rule in found["violations"]]


async def states(page, seen: Seen) -> None:
    """What a page can become: the menu open, search with results, on paper."""
    await page.set_viewport_size(PHONE)
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        await menu_and_search(page, lambda what: axe(page, seen, f"{what}, {scheme}"))
    await page.emulate_media(media="print", color_scheme="light")
    await axe(page, seen, "on paper", AXE_ON_PAPER)
    await page.emulate_media(media="screen")


async def menu_and_search(page, between=None) -> None:
    """Opens the menu, then the search with results; `between` is told what is open."""
    for button, what in ((".menu-button", "menu open"), (".search-button", "search open")):
        await page.click(button)
        if what == "search open":
            await page.fill("#search-words", "photos")
            await page.wait_for_selector(".search-results a")
        if between:
            await between(what)
        await page.keyboard.press("Escape")


async def without_scripts(plain: Window, seen: Seen, words: str) -> None:
    """Every word is there where scripts are off, as they are in `plain`."""
    await plain.page.goto(plain.base + seen.address)
    without = await plain.page.evaluate("everyPage.words()")
    if without != words:
        seen.faults["scripts"].append(f"with scripts: {words}; without: {without}")


async def visit(browser, base: str, pages: list[str]) -> Window:
    """One reader goes from page to page on a phone, then at a desk, searches, opens the menu and prints: what each page weighed, and what stays behind."""
    window = await Window.open(browser, base, PHONE, remembers=True)
    page, seen = window.page, await window.go(ANOTHER_NOT_FOUND)
    seen.address = VISIT
    for size in (PHONE, DESK):
        await page.set_viewport_size(size)
        for address in pages:
            await page.goto(base + address)
            await window.settled()
            seen.faults["moved"] += [f"{address}: {fault}" for fault in await page.evaluate("everyPage.moved()")]
            window.further.setdefault(address, sum(window.received[address]))
    await page.set_viewport_size(PHONE)
    await menu_and_search(page)
    await page.pdf()
    seen.faults["stored"] = await page.evaluate("everyPage.stored()") + [f"the cookie {each['name']}" for each in await page.context.cookies()]
    return window


# --- what the accessibility statement says ---------------------------------------------------------------

RECORD = """# What the tests found on every page, for /about/accessibility/. Written by  make accessibility : no figure here is typed.

every_page:
  date: {date}
  pages: {pages}
  axe: {axe}
  rules: {rules}
  problems: {problems}
"""


def record(seen: list[Seen], file: Path) -> None:
    """What axe found on every page, as the site's own data."""
    pages = [page for page in seen if page.address != VISIT]
    file.write_text(RECORD.format(date=dates.today_in_london(), pages=len(pages), axe=re.match(r"/\*! axe v([\d.]+)", AXE_SCRIPT)[1],
                                  rules=len(set.union(*(page.tried for page in pages))),
                                  problems=sum(len(page.faults["axe"]) for page in pages)), "utf-8")
