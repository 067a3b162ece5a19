"""`make zensical`: builds the site with Zensical too, and compares what stands in each page's article.

Compared are the text, the ids (so every rule's number and name) and the links, page by page.
Ends with 1 and says where, when an article differs.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bs4 import BeautifulSoup

from tests.project import ROOT, Project

# define_env hands over the numbering of rules while a page is being read: too late for that page itself.
# So an empty page goes first. Under MkDocs it runs before any page is read.
ZENSICAL = """
import sys
from zensical.main import cli
from zensical.markdown import render as rendering
render, read = rendering.render, []
def after_an_empty_page(*given):
    if not read:
        read.append(render("", "index.md", ""))
    return render(*given)
rendering.render = after_an_empty_page
cli(["build", "--clean"])
"""


def build(folder: Path, engine: str) -> Path:
    """The project in `folder`, built there with one engine. Raises CalledProcessError with what it said."""
    command = ["-m", "mkdocs", "build", "--quiet"] if engine == "mkdocs" else ["-c", ZENSICAL]
    environment = os.environ | {"PAPER": "off", "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder)}
    subprocess.run([sys.executable, *command], cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return folder / "site"


def article(page: Path) -> dict[str, object]:
    """What a reader gets of a built page: its words, the places that can be cited, and where its links lead."""
    found = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find("article")
    return {"text": " ".join(found.get_text(" ").split()), "ids": sorted(each["id"] for each in found.find_all(id=True)),
            "links": sorted(each["href"] for each in found.find_all("a", href=True))}


def differences(one: Path, other: Path) -> list[str]:
    """A line for each article that differs between two built sites, or that the other lacks."""
    lines = []
    for page in sorted(one.rglob("index.html")):
        address = page.relative_to(one)
        if not (other / address).exists():
            lines.append(f"{address}: the other engine made no such page")
            continue
        mine, theirs = article(page), article(other / address)
        lines += [f"{address}: its {kind} differ" for kind in mine if mine[kind] != theirs[kind]]
    return lines


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        copies = {engine: Project(ROOT).copy_to(Path(scratch) / engine).root for engine in ("mkdocs", "zensical")}
        try:
            sites = {engine: build(folder, engine) for engine, folder in copies.items()}
        except subprocess.CalledProcessError as error:
            print(f"{error.stdout}\n{error.stderr}"[-2000:])
            return 1
        found, pages = differences(sites["mkdocs"], sites["zensical"]), len(list(sites["mkdocs"].rglob("index.html")))
    print(*found, f"{pages} pages compared, {len(found)} differences.", sep="\n")
    return 1 if found or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
