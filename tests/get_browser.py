"""`python -m tests.get_browser`: finds a Chromium for the tests, or gets one. One line says what became of it."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
ON_A_MAC = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium")
# The shell is the same Chromium without a window, and takes two thirds of the time.
# Root may not use the sandbox. Nothing is asked of the network: every host but loopback is unknown.
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
HOW = ("No Chromium: the browser's tests are skipped. Get one with  .venv/bin/playwright install chromium  "
       "or, on Debian and Ubuntu,  sudo apt-get install chromium")


def installed() -> str | None:
    """The path of a browser that is there and starts: Playwright's own, or one of the machine's."""
    found = [playwrights_own(), *map(shutil.which, NAMES), *ON_A_MAC]
    return next((path for path in found if path and Path(path).exists() and starts(path)), None)


def playwrights_own() -> str:
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def starts(path: str) -> bool:
    """Some machines have a stand-in of that name, which only says where to get the real one."""
    return quiet(path, "--version") == 0


def quiet(*command: str) -> int:
    """A command's exit status; what it prints is not shown."""
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600).returncode
    except (OSError, subprocess.TimeoutExpired):
        return 1


def get() -> str:
    """What was done, in a line. Ends the program with 1 where no way works."""
    if path := installed():
        return f"Browser for the tests: {path}"
    quiet(sys.executable, "-m", "playwright", "install", "chromium")
    if path := installed():
        return f"Browser for the tests, now installed by Playwright: {path}"
    if platform.system() == "Linux" and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet("apt-get", "update")
        if quiet("apt-get", "install", "--yes", "--no-install-recommends", "chromium-headless-shell"):
            quiet("apt-get", "install", "--yes", "--no-install-recommends", "chromium")  # where there is no package of the shell alone
        if path := installed():
            return f"Browser for the tests, now installed by apt-get: {path}"
    sys.exit(HOW)


if __name__ == "__main__":
    print(get())
