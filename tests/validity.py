"""`make validity`: every page, as it is published, through the Nu HTML Checker (the W3C's; on npm as vnu-jar). It needs Java.

A page with a planted error goes along, so that a checker which finds nothing is noticed. Ends with 1 on any error.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.project import ROOT, Project
from tests.published import publish

VERSION = "26.9.27"
SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"  # of its vnu.jar; change both together
FOLDER = ROOT / ".venv" / "vnu"
JAR = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PLANTED = "planted-error.html"
NO_JAVA = "HTML validity was not checked: the Nu checker needs Java. On Debian or Ubuntu:  sudo apt-get install default-jre-headless"
NO_NPM = "HTML validity was not checked: npm fetches the Nu checker. On Debian or Ubuntu:  sudo apt-get install npm"


def checker() -> Path:
    """The checker's jar: fetched once, and only if it is the one we know."""
    if not JAR.exists():
        if not shutil.which("npm"):
            sys.exit(NO_NPM)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", FOLDER, f"vnu-jar@{VERSION}"], check=True)
    if hashlib.sha256(JAR.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"{JAR.relative_to(ROOT)} is not version {VERSION} of the Nu checker. Delete {FOLDER.relative_to(ROOT)} and try again.")
    return JAR


def errors(site: Path) -> list[str]:
    """What the checker calls an error on the pages of a folder, each with its page and line."""
    run = subprocess.run(["java", "-jar", checker(), "--errors-only", "--skip-non-html", "--format", "json", "--stdout", "--exit-zero-always", site],
                         capture_output=True, text=True, check=True)
    return [f"{page_of(message, site)}, line {message.get('lastLine', 1)}: {message['message']}" for message in json.loads(run.stdout)["messages"]]


def page_of(message: dict, site: Path) -> str:
    return message.get("url", "").removeprefix(f"{site.as_uri()}/").removeprefix(f"file:{site}/")


def main() -> int:
    if not shutil.which("java"):
        sys.exit(NO_JAVA)
    with tempfile.TemporaryDirectory() as folder:
        site = publish(Project(ROOT), Path(folder).resolve() / "site")
        pages = len(list(site.rglob("*.html")))
        (site / PLANTED).write_text('<!doctype html><html lang="en"><title>Planted</title><p><ul><li>a</p>', "utf-8")
        found = errors(site)
    if not any(error.startswith(PLANTED) for error in found):
        sys.exit("The Nu checker missed the error that was planted for it.")
    found = [error for error in found if not error.startswith(PLANTED)]
    print(*found, f"{len(found)} errors in the HTML of {pages} pages (Nu HTML Checker {VERSION})", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
