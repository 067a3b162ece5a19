"""`make bench`: the measurements that the README shows, as a table. Takes some minutes, most of them Lighthouse's.

Weights are what a browser received, with gzip. The build is measured against bare MkDocs with Material, on the same words, in turn.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import jinja2
import yaml

from tests import every_page, get_browser
from tests.every_page import VISIT
from tests.project import ROOT, Project, run
from tests.published import NOT_FOUND, addresses, hosted, publish

LIGHTHOUSE = "12.8.2"  # the last that runs on Node 18 and 20 too
NODE = ROOT / ".venv" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ROUNDS = 5


def main() -> None:
    project = Project(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        site = publish(project, Path(folder) / "site")
        pages = addresses(site)
        with hosted(site) as base:
            rows = [*weights(base, pages), lighthouse(base, [page for page in pages if page != NOT_FOUND])]
        rows.append(build_ratio(project, Path(folder)))
    print("| What | Limit | Measured |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows), sep="\n")


# --- what a page weighs --------------------------------------------------------------------------------

def weights(base: str, pages: list[str]):
    """The heaviest first view, the heaviest further page, and whether anything moved."""
    said("Weights")
    seen = every_page.weigh(base, pages)
    weighed = [page for page in seen if page.address != VISIT]
    for what, limit, weight in (("First view of a page, everything counted", "40 KiB", lambda page: page.weight),
                                ("Each further page", "10 KiB", lambda page: page.further)):
        heaviest = max(weighed, key=weight)
        middle = statistics.median(map(weight, weighed))
        yield what, limit, f"at most {kib(weight(heaviest))} (/{heaviest.address}), half of the {len(weighed)} pages {kib(middle)} or less"
    yield "Layout shift while loading, phone and desktop", "0", f"{sum(len(page.faults['moved']) for page in seen)} on {len(weighed)} pages"


def kib(size: float) -> str:
    return f"{size / 1024:.1f} KiB"


# --- Lighthouse ----------------------------------------------------------------------------------------

def lighthouse(base: str, pages: list[str]) -> tuple[str, str, str]:
    """The lowest score of each kind, over every page."""
    what = "Lighthouse, mobile: performance, accessibility, best practices, SEO", "100, 100, 100, 100"
    if not shutil.which("npm"):
        return *what, "not measured: no Node on this machine"
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", NODE, f"lighthouse@{LIGHTHOUSE}"], check=True)
    scores = {}
    for page in pages:
        scores[page] = scores_of(base + page)
        said(f"Lighthouse: /{page} {scores[page]}")
    lowest = [min(each[number] for each in scores.values()) for number in range(len(CATEGORIES))]
    return *what, f"{', '.join(map(str, lowest))} (the lowest of {len(pages)} pages)"


def scores_of(address: str) -> list[int]:
    flags = " ".join(["--headless=new", *get_browser.FLAGS[:2]])
    told = subprocess.run(["node", NODE / "node_modules/lighthouse/cli/index.js", address, "--quiet", "--output=json",
                           f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}"],
                          env=os.environ | {"CHROME_PATH": get_browser.installed()}, capture_output=True, text=True, check=True)
    categories = json.loads(told.stdout)["categories"]
    return [round(100 * categories[name]["score"]) for name in CATEGORIES]


# --- how long a build takes ------------------------------------------------------------------------------

def build_ratio(project: Project, folder: Path) -> tuple[str, str, str]:
    """Content to pages, without the PDFs, against bare MkDocs with Material: one after the other, several times."""
    bare = bare_project(project, folder / "bare")
    took: dict[str, list[float]] = {"ours": [], "bare": []}
    for turn in range(ROUNDS + 1):  # the first only warms up
        for name, root in (("ours", project.root), ("bare", bare)):
            seconds = time_to_build(root, folder / f"built-{name}")
            if turn:
                took[name].append(seconds)
        said(f"Build: {turn} of {ROUNDS}")
    ours, theirs = (statistics.median(took[name]) for name in ("ours", "bare"))
    return "Build, content to pages, against bare Material", "1.5 ×", f"{ours / theirs:.2f} × ({ours:.1f} s and {theirs:.1f} s, medians of {ROUNDS})"


def time_to_build(root: Path, target: Path) -> float:
    started = time.monotonic()
    status, output = run(sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target), folder=root, PAPER="off")
    assert status == 0, output
    return time.monotonic() - started


def bare_project(project: Project, folder: Path) -> Path:
    """The same pages and the same menu, without macros, hooks or a theme of our own: each of our words is put in as the HTML it gives."""
    shutil.copytree(project.root / "docs", folder / "docs")
    words = project.words()
    plain = jinja2.Environment(comment_start_string="{##", comment_end_string="##}")
    for page in project.load().pages:
        words.page = page
        title = json.dumps(str(page.meta["title"]))
        (folder / "docs" / page.path).write_text(f"---\ntitle: {title}\n---\n{plain.from_string(page.body).render(words)}", "utf-8")
    ours = yaml.load(project.read("mkdocs.yml"), Loader=Lenient)
    config = {name: ours[name] for name in ("site_name", "nav", "not_in_nav", "markdown_extensions")}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config | {"theme": "material", "plugins": ["search"]}), "utf-8")
    return folder


class Lenient(yaml.SafeLoader):
    """Reads mkdocs.yml without what it takes from the environment."""


Lenient.add_constructor("!ENV", lambda loader, node: None)


def said(what: str) -> None:
    """Progress goes beside the table, which can be piped into a file."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
