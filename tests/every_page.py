"""Every page that the build made, in a real Chromium: each is loaded once, with an empty cache, and asked everything.

What a page is asked from inside stands in every_page.js. `look` returns, page by page, what was found wrong, by rule;
the tests say what each rule means. Pages are looked at several at a time, in one browser, in a thread of its own.
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
AT_A_TIME = 4
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


def look(base: str, pages: list[str], thorough: list[str]) -> list[Seen]:
    """At each page; those that are `thorough` also with the menu and the search open, and as printed. Last comes `VISIT`."""
    return in_a_thread(lambda browser: look_at_all(browser, base, pages, thorough))


def weigh(base: str, pages: list[str]) -> list[Seen]:
    """Each page, loaded and nothing else: what `make bench` needs."""
    return in_a_thread(lambda browser: look_at_all(browser, base, pages, None))


def in_a_thread(work):
    """What `work`, given a browser, returns. Playwright's plain interface, which other tests use, has this thread's event loop."""
    async def run(executable: str):
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=executable, args=get_browser.FLAGS)
            return await work(browser)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, run(thread.submit(get_browser.installed).result())).result()


async def look_at_all(browser, base: str, pages: list[str], thorough: list[str] | None) -> list[Seen]:
    free = asyncio.Semaphore(AT_A_TIME)

    async def one(address: str) -> Seen:
        async with free:
            context, page, seen, words = await load(browser, base, address)
            if thorough is not None:
                await look_at(page, seen, address in thorough)
                await without_scripts(browser, base, seen, words)
            await context.close()
            return seen

    visited = asyncio.create_task(visit(browser, base, pages))
    seen = await asyncio.gather(*map(one, pages))
    whole, further = await visited
    for page in seen:
        page.further = further[page.address]
    return [*seen, whole]


async def load(browser, base: str, address: str):
    """A page as it comes to somebody who was never here."""
    seen = Seen(address)
    context = await browser.new_context(viewport=PHONE)
    page = await context.new_page()
    received = await listen(context, page, seen, base)
    await prepare(page)
    await page.goto(base + address, wait_until="networkidle")
    seen.weight = sum(received[address])
    await ask(page, seen, "moved")
    return context, page, seen, await page.evaluate("everyPage.words()")


async def prepare(page) -> None:
    await page.add_init_script(path=ASKED)
    await page.clock.set_fixed_time(DAY.isoformat())


async def look_at(page, seen: Seen, thorough: bool) -> None:
    """Everything that can be asked of a page that is loaded, on a phone."""
    await ask(page, seen, "headings", "landmarks", "links", "leaving", "tables", "images")
    await walk(page, seen)
    await page.evaluate(AXE_SCRIPT)
    await page.evaluate("everyPage.open()")
    for size in (PHONE, DESK):
        await page.set_viewport_size(size)
        await ask(page, seen, "targets", "letters", "emphasis", "fits")
        for scheme in ("light", "dark"):
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


async def visit(browser, base: str, pages: list[str]) -> tuple[Seen, dict[str, int]]:
    """One reader goes from page to page, searches, opens the menu and prints: what stays behind, and what each page weighed."""
    seen = Seen(VISIT)
    context = await browser.new_context(viewport=DESK)
    page = await context.new_page()
    received = await listen(context, page, seen, base)
    await prepare(page)
    for address in [ANOTHER_NOT_FOUND, *pages]:
        await page.goto(base + address, wait_until="networkidle")
        seen.faults["moved"] += [f"{address}: {fault}" for fault in await page.evaluate("everyPage.moved()")]
    further = {address: sum(received[address]) for address in pages}
    await page.set_viewport_size(PHONE)
    await menu_and_search(page)
    await page.pdf()
    seen.faults["stored"] = await page.evaluate("everyPage.stored()") + [f"the cookie {each['name']}" for each in await context.cookies()]
    await context.close()
    return seen, further


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


async def listen(context, page, seen: Seen, base: str) -> dict[str, list[int]]:
    """Notes what the browser asks of others, and what it complains of; returns the bytes it receives by page, as they come."""
    received, pages = defaultdict(list), {}
    client = await context.new_cdp_session(page)
    await client.send("Network.enable")
    client.on("Network.requestWillBeSent", lambda event: pages.update({event["requestId"]: event["documentURL"].removeprefix(base)}))
    client.on("Network.loadingFinished", lambda event: received[pages[event["requestId"]]].append(event["encodedDataLength"]))
    host = base.split("/")[2]
    page.on("request", lambda request: request.url.split("/")[2] != host and seen.faults["requests"].append(request.url))

    def complained(message) -> None:
        if message.type in ("error", "warning") and message.location["url"] not in (base + NOT_FOUND, base + ANOTHER_NOT_FOUND):
            seen.faults["console"].append(message.text)

    page.on("console", complained)
    page.on("pageerror", lambda error: seen.faults["console"].append(str(error)))
    return received


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


async def without_scripts(browser, base: str, seen: Seen, words: str) -> None:
    """Every word is there where scripts are off."""
    context = await browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = await context.new_page()
    await page.add_init_script(path=ASKED)
    await page.goto(base + seen.address)
    without = await page.evaluate("everyPage.words()")
    if without != words:
        seen.faults["scripts"].append(f"with scripts: {words}; without: {without}")
    await context.close()


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
