"""`make bench`: the README's measurements, as a table. Takes some minutes, most Lighthouse's.

Weights are what a browser received. The build is measured against bare MkDocs with Material on the
same content, side by side, in seconds of processor time, which other programs change least.
"""

import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from playwright.sync_api import sync_playwright

from tests.browser.every_page import EDITORS, Window
from tests.site.published import AS_PUBLISHED, DAY, ROOT, addresses, build, hosted
from tools import get_browser

LIGHTHOUSE = "12.8.2"  # the last that runs on Node 18 and 20 too
NODE = ROOT / ".venv" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ROUNDS = 5
MORE_PAGES, RULES_ON_EACH = 200, 36
COPIED = ("data", "docs", "policysite", "theme", "hooks.py", "macros.py", "mkdocs.yml")
CAPTURE = """
import os
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority(-100)  # after mkdocs-macros
def on_page_markdown(markdown, page, **given):
    target = Path(os.environ["CAPTURED"]) / page.file.src_path
    target.parent.mkdir(parents=True, exist_ok=True)
    title = page.title.replace("'", "’")
    target.write_text(f"---\\ntitle: '{title}'\\n---\\n{markdown}", "utf-8")
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = build(Path(folder) / "site", **AS_PUBLISHED)
        with hosted(site) as base:
            rows = [*weights(base, addresses(site)), lighthouse(base, addresses(site))]
        rows += build_ratios(Path(folder))
    table = [f"| {' | '.join(row)} |" for row in rows]
    print("| What | Limit | Measured |", "|---|---|---|", *table, sep="\n")


def progress(what: str) -> None:
    """Beside the table, which can be piped into a file."""
    print(what, file=sys.stderr, flush=True)


# --- what a page weighs ---------------------------------------------------------------------------


def weights(base: str, pages: list[str]):
    """The heaviest first views, and whether anything moved."""
    progress("Weights")
    executable = get_browser.installed() or sys.exit(get_browser.HOW)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=get_browser.FLAGS)
        window = Window(browser, base)
        seen = [window.go(page) for page in pages]
        browser.close()
    readers = [page for page in seen if page.address != EDITORS]
    heaviest = max(readers, key=lambda page: page.kib)
    middle = statistics.median(page.kib for page in readers)
    most = f"at most {heaviest.kib:.1f} KiB (/{heaviest.address}), median {middle:.1f} KiB"
    yield "First view of a readers' page, everything counted", "14.0 KiB", most
    editors = next(page for page in seen if page.address == EDITORS)
    yield "First view of the editors' page", "20.0 KiB", f"{editors.kib:.1f} KiB"
    moved = sum(len(page.faults["moved"]) for page in seen)
    yield "Layout shift while loading", "0", f"{moved} on {len(seen)} pages"


# --- Lighthouse -----------------------------------------------------------------------------------


def lighthouse(base: str, pages: list[str]) -> tuple[str, str, str]:
    """The lowest score of each kind, over every page."""
    what = "Lighthouse, mobile: performance, accessibility, best practices, SEO"
    if not shutil.which("npm"):
        return what, "100 each", "not measured: no Node on this machine"
    flags = ["--silent", "--no-audit", "--no-fund", "--prefix", NODE]
    subprocess.run(["npm", "install", *flags, f"lighthouse@{LIGHTHOUSE}"], check=True)
    scores = []
    for page in pages:
        scores.append(scores_of(base + page))
        progress(f"Lighthouse: /{page} {scores[-1]}")
    lowest = ", ".join(str(min(kind)) for kind in zip(*scores, strict=True))
    return what, "100 each", f"{lowest} (the lowest of {len(pages)} pages)"


def scores_of(address: str) -> list[int]:
    command = ["node", NODE / "node_modules/lighthouse/cli/index.js", address, "--quiet"]
    wanted = ["--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    chrome = f"--chrome-flags=--headless=new {' '.join(get_browser.FLAGS[:2])}"
    environ = os.environ | {"CHROME_PATH": get_browser.installed()}
    options = {"env": environ, "capture_output": True, "text": True, "timeout": 180, "check": True}
    categories = json.loads(subprocess.run([*command, *wanted, chrome], **options).stdout)
    return [round(100 * (categories["categories"][name]["score"] or 0)) for name in CATEGORIES]


# --- how long a build takes -----------------------------------------------------------------------


def build_ratios(folder: Path):
    """Content to pages, without the PDFs, against bare Material: in turn, and medians."""
    today, more = copy_of_project(folder / "today"), copy_of_project(folder / "more")
    add_pages(more)
    roots = {"ours": today, "ours, more": more, "bare": bare(today), "bare, more": bare(more)}
    took: dict[str, list[float]] = {name: [] for name in roots}
    for turn in range(ROUNDS + 1):  # the first only warms up
        for name, root in roots.items():
            took[name].append(seconds_to_build(root))
        progress(f"Build: {turn} of {ROUNDS}")
    ours, ours_more, theirs, theirs_more = (statistics.median(each[1:]) for each in took.values())
    measured = f"{ours / theirs:.2f} × ({ours:.2f} s and {theirs:.2f} s of processor time)"
    yield "Build, content to pages, against bare Material", "1.5 ×", measured
    each, their_each = ((ours_more - ours) / MORE_PAGES, (theirs_more - theirs) / MORE_PAGES)
    measured = f"{each / their_each:.2f} × ({1000 * each:.0f} ms and {1000 * their_each:.0f} ms)"
    what = f"Each of {MORE_PAGES} further pages, with {RULES_ON_EACH} cited rules"
    yield what, "2 ×", measured


def seconds_to_build(root: Path) -> float:
    """Of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    build(root / "site", root, SITE_URL="", REPO_URL="")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def copy_of_project(target: Path) -> Path:
    target.mkdir()
    for name in COPIED:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, target / name)
    return target


def add_pages(root: Path) -> None:
    """Pages beside today's, each citing as many rules."""
    from policysite import site
    from policysite.schema.dates import date

    rules = site.load(root, date.fromisoformat(DAY)).rules
    names = [rule.name for rule in rules.all() if rule.name]
    (root / "docs/more").mkdir()
    for number in range(MORE_PAGES):
        cited = [names[(number + count) % len(names)] for count in range(RULES_ON_EACH)]
        lines = "\n".join(f"- As the policy says. {{{{ clause('{name}') }}}}" for name in cited)
        above = f"---\ntitle: Page {number}\ndescription: What the policy says, page {number}.\n---"
        (root / f"docs/more/page-{number}.md").write_text(f"{above}\n\n{lines}\n", "utf-8")
    config = root / "mkdocs.yml"
    apart = "not_in_nav: |\n  /more/*.md\n  /policy/editions/2*.md"
    config.write_text(
        re.sub("^not_in_nav:.*", apart, config.read_text("utf-8"), flags=re.M), "utf-8"
    )


def bare(root: Path) -> Path:
    """The same pages and menu without hooks, macros or theme of ours: macros as what they give."""
    target = root.parent / f"bare-{root.name}"
    shutil.copytree(root / "docs", target / "docs")
    config = (root / "mkdocs.yml").read_text("utf-8")
    (root / "capture.py").write_text(CAPTURE, "utf-8")
    (root / "mkdocs.yml").write_text(config.replace("  - hooks.py", "  - hooks.py\n  - capture.py"))
    build(root / "site", root, CAPTURED=str(target / "docs"))
    (root / "mkdocs.yml").write_text(config)
    ours = yaml.load(config.replace("!ENV", ""), yaml.SafeLoader)
    kept = ("site_name", "nav", "not_in_nav", "markdown_extensions")
    plain = {name: ours[name] for name in kept} | {"theme": "material", "plugins": ["search"]}
    (target / "mkdocs.yml").write_text(yaml.safe_dump(plain), "utf-8")
    return target


if __name__ == "__main__":
    main()
