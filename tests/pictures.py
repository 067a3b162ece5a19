"""`make pictures`: the pictures of /about/editing/, taken of the real site in a real browser. Says how large each is.

Only what is this site's own: GitHub's pages are described in words, since they change without us.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests import get_browser
from tests.conftest import serve
from tests.project import DAY, ROOT, Project
from tests.test_serve import free_port

FOLDER = ROOT / "docs" / "about"
NAMES = ("edit-this-page.png", "change-this.png", "preview-error.png")
LARGEST = 30_000  # bytes
REPOSITORY = "https://github.com/a-school/social-media-policy"


def take() -> dict[str, Path]:
    """All pictures, by name."""
    executable = get_browser.installed() or sys.exit(get_browser.HOW)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = Project(ROOT).copy_to(Path(folder) / "project")
        browser = playwright.chromium.launch(executable_path=executable, args=get_browser.FLAGS)
        page = browser.new_page(viewport={"width": 420, "height": 900}, color_scheme="light", reduced_motion="reduce")
        for name in NAMES:  # the page that shows them is built too
            (project.root / "docs/about" / name).exists() or Image.new("RGB", (1, 1)).save(project.root / "docs/about" / name)
        status, output = project.build("--quiet", REPO_URL=REPOSITORY)
        status and sys.exit(output)
        for address in serve(project.root / "site"):
            page.goto(address + "about/privacy/")
            footer = page.locator(".footer-words").bounding_box()
            page.screenshot(path=FOLDER / "edit-this-page.png", full_page=True, clip={"x": 0, "y": footer["y"], "width": 420, "height": 130})
            page.set_viewport_size({"width": 640, "height": 900})
            page.goto(address + "policy/monitoring-and-review/")
            block = page.locator(".policy-state").bounding_box()
            page.screenshot(path=FOLDER / "change-this.png", full_page=True, clip={"x": 0, "y": block["y"] - 10, "width": 640, "height": 240})
        preview(project, page)
        browser.close()
    return {name: FOLDER / name for name in NAMES}


def preview(project: Project, page) -> None:
    """`make serve` with a slip in a page."""
    project.edit("docs/contacts.md", r"\s*\Z", "\n\nAsk {{ contact('headtecher') }}.\n")
    address = f"127.0.0.1:{free_port()}"
    process = subprocess.Popen([sys.executable, "-m", "policysite.serve", address], cwd=project.root, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               env=os.environ | {"TODAY": DAY.isoformat(), "NO_MKDOCS_2_WARNING": "1", "PAPER": "off"})
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://{address}/").close()
                break
            except OSError:
                time.sleep(0.2)
        page.set_viewport_size({"width": 640, "height": 280})
        page.goto(f"http://{address}/contacts/")
        page.get_by_role("heading", name="Something needs mending").wait_for()
        page.screenshot(path=FOLDER / "preview-error.png")
    finally:
        process.terminate()
        process.wait(timeout=10)


def smaller(path: Path) -> None:
    """Fewer colours where that is needed; the pages' own pictures have few."""
    Image.open(path).convert("RGB").quantize(colors=12, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> int:
    taken = take()
    for path in taken.values():
        smaller(path)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
    return int(any(path.stat().st_size > LARGEST for path in taken.values()))


if __name__ == "__main__":
    sys.exit(main())
