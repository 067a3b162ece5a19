"""`make validity`: every page, as it is published, through the Nu HTML Checker (vnu-jar on npm).

It is the W3C's, and needs Java. A page with a planted error goes along, so that a checker which
finds nothing is noticed. Ends with 1 on any error.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.site.published import AS_PUBLISHED, ROOT, build

VERSION = "26.9.27"
SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"  # of its vnu.jar
FOLDER = ROOT / ".venv" / "vnu"
JAR = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PLANTED = "planted-error.html"
WRONG = '<!doctype html><html lang="en"><title>Planted</title><p><ul><li>a</p>'
LACKING = "HTML validity was not checked: the Nu checker needs {}. On Debian or Ubuntu:  {}"
TO_RUN = ["--errors-only", "--skip-non-html", "--format", "json", "--stdout", "--exit-zero-always"]


def checker() -> Path:
    """The checker's jar: fetched once, and only if it is the one we know."""
    if not shutil.which("java"):
        sys.exit(LACKING.format("Java", "sudo apt-get install default-jre-headless"))
    if not JAR.exists():
        if not shutil.which("npm"):
            sys.exit(LACKING.format("npm, which fetches it", "sudo apt-get install npm"))
        flags = ["--silent", "--no-audit", "--no-fund", "--prefix", FOLDER]
        subprocess.run(["npm", "install", *flags, f"vnu-jar@{VERSION}"], check=True)
    if hashlib.sha256(JAR.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"{JAR} is not version {VERSION} of the Nu checker. Delete {FOLDER}, try again.")
    return JAR


def errors(site: Path) -> list[str]:
    """What the checker calls an error on the pages of a folder, each with its page and line."""
    command = ["java", "-jar", checker(), *TO_RUN, site]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    found = json.loads(done.stdout)["messages"]
    return [f"{page_of(each, site)}:{each.get('lastLine', 1)}: {each['message']}" for each in found]


def page_of(message: dict, site: Path) -> str:
    return message.get("url", "").removeprefix(f"{site.as_uri()}/").removeprefix(f"file:{site}/")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        site = build(Path(folder).resolve() / "site", **AS_PUBLISHED | {"PAPER": "off"})
        pages = len(list(site.rglob("*.html")))
        (site / PLANTED).write_text(WRONG, "utf-8")
        found = errors(site)
    ours = [error for error in found if not error.startswith(PLANTED)]
    if found == ours:
        sys.exit("The Nu checker missed the error that was planted for it.")
    print(*ours, f"{len(ours)} errors in the HTML of {pages} pages (Nu {VERSION})", sep="\n")
    return 1 if ours else 0


if __name__ == "__main__":
    sys.exit(main())
