"""`python -m tools.get_browser`: finds a Chromium for the tests, or gets one; and the reader view.

Setting up may use the network. The tests themselves ask nothing of any host but loopback.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
ON_A_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# Root may not use the sandbox. Nothing is asked of the network: every host but loopback is unknown.
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
HOW = (
    "No Chromium: the browser's tests are skipped. Get one with  .venv/bin/playwright install "
    "chromium  or, on Debian and Ubuntu,  sudo apt-get install chromium"
)
READER = "@mozilla/readability@0.6.0"  # what Firefox's reader view is
READER_FOLDER = ROOT / ".venv" / "reader"
READER_SCRIPT = READER_FOLDER / "node_modules/@mozilla/readability/Readability.js"
NO_READER = "No reader view to try: npm fetches it. Get npm, then run  make test  again"


def installed() -> str | None:
    """The path of a browser that is there and starts: BROWSER, Playwright's, or the machine's."""
    found = [os.environ.get("BROWSER"), playwrights_own(), *map(shutil.which, NAMES), *ON_A_MAC]
    return next((path for path in found if path and Path(path).exists() and starts(path)), None)


def playwrights_own() -> str:
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def starts(path: str) -> bool:
    """Some machines have a stand-in of that name, which only says where to get the real one."""
    return quiet(path, "--version") == 0


def quiet(*command: str) -> int:
    """A command's exit status; what it prints is not shown."""
    nothing = subprocess.DEVNULL
    try:
        done = subprocess.run(command, stdin=nothing, stdout=nothing, stderr=nothing, timeout=600)
    except (OSError, subprocess.TimeoutExpired):
        return 1
    return done.returncode


def get() -> str:
    """What was done, in a line. Ends the program with 1 where no way works."""
    if path := installed():
        return f"Browser for the tests: {path}"
    quiet(sys.executable, "-m", "playwright", "install", "chromium")
    if path := installed():
        return f"Browser for the tests, now installed by Playwright: {path}"
    if platform.system() == "Linux" and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet("apt-get", "update")
        for package in ("chromium-headless-shell", "chromium"):  # the first is not everywhere
            quiet("apt-get", "install", "--yes", "--no-install-recommends", package)
            if path := installed():
                return f"Browser for the tests, now installed by apt-get: {path}"
    sys.exit(HOW)


def get_reader() -> str:
    """The reader view's own script, by npm."""
    flags = ("--silent", "--no-audit", "--no-fund", "--prefix", str(READER_FOLDER))
    if not READER_SCRIPT.exists() and shutil.which("npm"):
        quiet("npm", "install", *flags, READER)
    return f"Reader view: {READER}" if READER_SCRIPT.exists() else NO_READER


if __name__ == "__main__":
    print(get_reader())
    print(get())
