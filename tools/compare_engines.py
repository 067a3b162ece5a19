"""`make zensical`: builds the site with Zensical too, and compares what stands in each article.

Compared are the text, the ids (so every rule's number and name) and the links, page by page.
Ends with 1 and says where, when an article differs. Zensical's pins stand beside this file, and
it is installed into an environment of its own.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from bs4 import BeautifulSoup

from tests.site.published import ROOT, build, environment
from tools.bench import copy_of_project

PINS = Path(__file__).with_name("zensical-requirements.txt")
SITE_PINS = ROOT / "requirements-site.txt"
ENVIRONMENT = ROOT / ".venv" / "zensical"
# define_env hands over the numbering of rules while a page is being read: too late for that page
# itself. So an empty page goes first. Under MkDocs it runs before any page is read.
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


def python() -> Path:
    """An environment with Zensical, beside what builds the site."""
    found = ENVIRONMENT / "bin" / "python"
    if not found.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    install = [found, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for pins in (SITE_PINS, PINS):
        subprocess.run([*install, "--require-hashes", "--no-deps", "-r", pins], check=True)
    return found


def article(page: Path) -> dict[str, object]:
    """What a reader gets of a built page: words, places to cite, and where links lead."""
    found = BeautifulSoup(page.read_text("utf-8"), "html.parser").find("article")
    return {
        "text": " ".join(found.get_text(" ").split()),
        "ids": sorted(each["id"] for each in found.find_all(id=True)),
        "links": sorted(each["href"] for each in found.find_all("a", href=True)),
    }


def differences(one: Path, other: Path) -> list[str]:
    """A line for each article that differs between two built sites, or that the other lacks."""
    lines = []
    for page in sorted(one.rglob("index.html")):
        address = page.relative_to(one)
        if 'http-equiv="refresh"' in page.read_text("utf-8"):
            continue  # leads on from an old address: a hook's work, which only MkDocs runs
        if not (other / address).exists():
            lines.append(f"{address}: the other engine made no such page")
            continue
        mine, theirs = article(page), article(other / address)
        lines += [f"{address}: its {kind} differ" for kind in mine if mine[kind] != theirs[kind]]
    return lines


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of_project(Path(folder) / "project")
        mkdocs = build(Path(folder) / "mkdocs", project)
        changed = environment(PYTHONPATH=str(project))
        done = subprocess.run(
            [python(), "-c", ZENSICAL],
            cwd=project,
            env=changed,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode:
            sys.exit(f"{done.stdout}\n{done.stderr}"[-2000:])
        found = differences(mkdocs, project / "site")
        pages = len(list(mkdocs.rglob("index.html")))
    print(*found, f"{pages} pages compared, {len(found)} differences.", sep="\n")
    return 1 if found or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
