"""Each page in a real Chromium, visited once and asked everything. What is asked: every_page.js.

A window waits only for what has a time limit: that a page has loaded, and that a question is
answered. It never waits until "nothing is being fetched". A browser with a window of its own
fetches a page's icon late, and never says what became of it when the next page comes first.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page
from pypdfium2 import PdfDocument

from tests.browser.conftest import DESK, PHONE
from tests.site.published import DAY, NOT_FOUND

NARROW = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %: WCAG 2.2, 1.4.10
ASKED = Path(__file__).with_name("every_page.js")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What else than the page's own structure decides: its colours, and its size.
LOOKS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
ONCE = ("headings", "landmarks", "links", "leaving", "tables", "images", "translated", "letters")
AT_EACH_SIZE = ("targets", "emphasis", "torn", "fits")
EDITORS = "about/editing/"
# gzip, headers and icon too: 14.0 is what a server sends at once (RFC 6928). Half a KiB is left for
# an editor's words, which fail no test of the code; two pages are heavier, and wait to be parted.
MOST_KIB, SPARE = 14.0, 0.5
HEAVIER = {EDITORS: 20.0, "pupils/": 16.3, "staff/": 14.7}
TIMEOUT = 15_000  # milliseconds, for each step
BREAKS = re.compile(r"\s+|\u00ad|\u200b")


@dataclass
class Seen:
    """One page, and what was found wrong, by rule."""

    address: str
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    kib: float = 0


class Window:
    """A window that goes from page to page with an empty cache, and one without scripts."""

    def __init__(self, browser: Browser, base: str, reader_script: Path | None = None):
        self.base = base
        self.page = self.open(browser)
        reader = reader_script.read_text("utf-8") if reader_script else "var Readability"
        self.page.add_init_script(f"{reader}\nwindow.Readability = Readability")
        self.page.add_init_script(path=ASKED)
        self.page.clock.set_fixed_time(DAY)
        network = self.page.context.new_cdp_session(self.page)
        network.send("Network.enable")
        network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.plain = self.open(browser, java_script_enabled=False)
        self.seen = Seen("")
        self.sizes: set[str] = set()  # of type, on all pages, on a desk
        self.page.on("console", self.complained)
        self.page.on("pageerror", lambda error: self.wrong("console", str(error)))
        self.page.context.on("request", self.asked)

    def open(self, browser: Browser, **given) -> Page:
        page = browser.new_context(viewport=PHONE, **given).new_page()
        page.set_default_timeout(TIMEOUT)
        return page

    def wrong(self, rule: str, *faults: str) -> None:
        """Each fault of a page is noted once, whatever the size at which it shows."""
        noted = self.seen.faults[rule]
        noted += [fault for fault in faults if fault not in noted]

    def asked(self, request) -> None:
        if request.url.startswith("http") and not request.url.startswith(self.base):
            self.wrong("requests", request.url)

    def complained(self, message) -> None:
        meant = self.seen.address == NOT_FOUND and "404" in message.text
        if message.type in ("error", "warning") and not meant:
            self.wrong("console", message.text)

    def go(self, address: str) -> Seen:
        """A page as it comes to somebody who was never here."""
        self.seen = Seen(address)
        self.page.set_viewport_size(PHONE)
        self.page.emulate_media(
            media="screen",
            color_scheme="light",
            reduced_motion="no-preference",
            forced_colors="none",
        )
        self.page.goto(self.base + address, wait_until="load")
        self.weigh(self.page.evaluate("everyPage.received()"))
        self.ask("moved", "firstScreen", "short")
        return self.seen

    def weigh(self, received: int) -> None:
        """What came from an empty cache, headers and icon included."""
        self.seen.kib = received / 1024
        most = HEAVIER.get(self.seen.address, MOST_KIB) + SPARE
        if self.seen.kib > most:
            self.wrong("weight", f"{self.seen.kib:.2f} KiB, not {most}")

    def ask(self, *questions: str) -> None:
        found = self.page.evaluate("questions => everyPage.ask(questions)", list(questions))
        for question, faults in found.items():
            self.wrong(question, *faults)

    def look(self, address: str, thorough: bool = False) -> Seen:
        """A page on a phone by day, on a desk by night, in a narrow window, on paper, by keyboard.

        A thorough look tries each scheme at each size, Tab through it all, and no scripts.
        """
        self.go(address)
        self.ask(*ONCE, "scripts", "reader")
        self.on_paper()
        if thorough:
            self.without_scripts()
            self.walk()
        self.page.evaluate("everyPage.openBoxes()")
        self.page.evaluate(AXE_SCRIPT)
        for size, schemes in ((PHONE, ["light", "dark"]), (DESK, ["dark", "light"])):
            self.page.set_viewport_size(size)
            self.ask(*AT_EACH_SIZE)
            for scheme in schemes if thorough else schemes[:1]:
                self.page.emulate_media(color_scheme=scheme)
                whole = scheme == schemes[0] and (thorough or size == PHONE)
                self.axe(f"{size['width']} px, {scheme}", STANDARDS if whole else LOOKS)
        self.sizes.update(self.page.evaluate("everyPage.sizes()"))
        self.ask("rightToLeft")
        self.page.set_viewport_size(NARROW)
        self.ask("fits", "torn", "spacedOut")
        self.page.emulate_media(reduced_motion="reduce", forced_colors="active")
        self.ask("still", "forced")
        return self.seen

    def axe(self, state: str, rules: list[str]) -> None:
        """The whole page, by each rule of some standards, or by some rules."""
        options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
        found = self.page.evaluate("options => axe.run(document, options)", options)
        for rule in found["violations"]:
            places = ", ".join(str(node["target"][0]) for node in rule["nodes"])
            self.wrong("axe", f"{state}: {rule['id']}: {places}")

    def walk(self) -> None:
        """By keyboard through the whole page, and out of it."""
        for _ in range(self.page.evaluate("everyPage.presses()")):
            self.page.keyboard.press("Tab")
        self.ask("walk", "focus")

    def on_paper(self) -> None:
        """Each number and email of the page is read back whole from its print, on A4."""
        names = self.page.evaluate("everyPage.namesToKeep()")
        if not names:
            return
        sides = [*PdfDocument(self.page.pdf(format="A4", prefer_css_page_size=True))]
        printed = squeezed("".join(side.get_textpage().get_text_range() for side in sides))
        lost = [name for name in names if squeezed(name) not in printed]
        self.wrong("paper", *(f"“{name}” is not printed whole" for name in lost))
        for width, height in {side.get_size() for side in sides}:
            if abs(width - 595) > 1 or abs(height - 842) > 1:
                self.wrong("paper", f"a side is {width:.0f} × {height:.0f} points")

    def without_scripts(self) -> None:
        """Every word is shown, in its place, where scripts are off."""
        words = self.page.evaluate("everyPage.shownWords()")
        self.plain.goto(self.base + self.seen.address, wait_until="load")
        without = self.plain.evaluate(f"{ASKED.read_text('utf-8')};everyPage.shownWords()")
        if squeezed(without) != squeezed(words):
            self.wrong("scripts", f"shown with scripts: {words!r}; without: {without!r}")

    def stored(self) -> list[str]:
        """What stays behind on the reader's device after all these pages."""
        cookies = [f"the cookie {each['name']}" for each in self.page.context.cookies()]
        return self.page.evaluate("everyPage.stored()") + cookies

    def close(self) -> None:
        self.page.context.close()
        self.plain.context.close()


def squeezed(words: str) -> str:
    """Without white space: where a line ends says nothing."""
    return BREAKS.sub("", words)
