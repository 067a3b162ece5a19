"""`make wrong-edits`: makes every wrong edit that we could think of, builds, and prints what became of each.

An edit ends in one of two ways: a right site, or a message in plain words that names the file and the
line and says what to type. Everything else is a fault: it was silent, unclear, too strict, or did damage.

Usage: python -m tests.wrong_edits [words in the name of an edit or of its file …]
"""

import contextlib
import hashlib
import io
import json
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner
from mkdocs.__main__ import cli

from policysite import menu
from policysite.preview import articles
from tests.edits import EITHER, REFUSED, SAME, Edit, everything
from tests.project import DAY, ROOT, Project

WORKERS = 2
TOUCHED = ("data", "docs", "mkdocs.yml")  # what edits change; put back after each
PROBLEM = re.compile(r"(?P<file>docs/[^,:]+|[^\s,]+), line (?P<line>\d+): (?P<what>.+)")
COUNT = re.compile(r"\d+ problems? to mend\. Nothing was published\.")
JARGON = re.compile(r"""
    Traceback | \b\w+(Error|Exception)\b | <class | NoneType | object\ at\ 0x | \b(?<!\.)yaml\b | jinja | Node\( | \bstr\b | \bdict\b
    | mapping\ values | regex | invalid\ literal | base\ 10
""", re.VERBOSE)
ADVICE = re.compile(r"""
    \b([Ww]rite|[Aa]dd|[Tt]ake|Upload|Save|Type|Put|so\ put|so\ use|Copy|Restore|Choose|Keep|Give|Check|Compare|Indent|Move|Rename|Make|Split|Export|End\ it|Or|Did\ you\ mean|Name\ one)\b
    | [Ss]uch\ as | [Aa]s\ in | [Oo]f\ the\ form | not\ closed | missing\ after | is\ missing | Something\ was\ pasted | Its\ first\ lines
    | takes\ names | Takes\ no\ names | in\ this\ order | none\ yet
""", re.VERBOSE)
TELLS_SLIPS = "about/editing/index.html"  # shows on purpose what no other page may, and on which line it would stand
LONGEST_MESSAGE = 900  # letters; a list of all rules or roles is long, a page of it is no message
MOST_PROBLEMS = 60
DAMAGE = re.compile(r"""
    \{\{ | \}\} | \{% | %\} | \{\# | \bundefined\b | \bNone\b(?!\ (given|is\ known)) | Traceback
    | ^(title|description|name|role|source|hide): | \]\( | \*\* | ^\|.*\|$ | ^\#{1,6}\ 
""", re.VERBOSE | re.MULTILINE)


class Outcome(NamedTuple):
    """What became of an edit: `fault` is empty, or says what is wrong with that."""

    edit: Edit
    became: str
    fault: str = ""


class Built(NamedTuple):
    """How a build ended: its exit status, what it printed, and whether something was raised that nobody caught."""

    status: int
    output: str
    raised: str = ""


# --- one edit ----------------------------------------------------------------------------------------

def attempt(edit: Edit, project: Project, good: dict[str, str], build=None) -> Outcome:
    """Makes the edit in `project`, whose site/ is built, and judges what it came to. Puts everything back."""
    before = lines_of(project.root / edit.file)
    site = all_bytes(project.root / "site")
    edit.make(project.root)
    built = (build or as_make_site_does)(project.root)
    try:
        return judge(edit, built, project, good, site, changed_lines(before, lines_of(project.root / edit.file)))
    finally:
        put_back(project.root, rebuild=built.status == 0)


def as_make_site_does(root: Path) -> Built:
    """mkdocs.yml is looked at first, then MkDocs builds, quietly; here in one process, which is quicker."""
    printed = io.StringIO()
    home = Path.cwd()
    os.chdir(root)
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            problems = menu.check(root) or menu.check_values(root)
            if problems:
                return Built(1, menu.report(sorted(set(problems))))
            result = CliRunner().invoke(cli, ["build", "--quiet"])
    except Exception:
        return Built(1, printed.getvalue(), traceback.format_exc())
    finally:
        os.chdir(home)
    raised = "" if not result.exception or isinstance(result.exception, SystemExit) else "".join(traceback.format_exception(*result.exc_info))
    return Built(result.exit_code, printed.getvalue() + result.output, raised)


def judge(edit: Edit, built: Built, project: Project, good: dict[str, str], site_before: str, changed: range | None) -> Outcome:
    if built.raised or "Traceback" in built.output:
        return Outcome(edit, "stopped", f"a traceback: {(built.raised or built.output).strip().splitlines()[-1]}")
    if built.status:
        became = "refused: " + " / ".join(line for line in built.output.splitlines() if PROBLEM.match(line))
        fault = damaged(project, site_before) or unclear(edit, built.output, changed)
        return Outcome(edit, became, fault or ("" if edit.wanted in (REFUSED, EITHER) else "too strict: it is harmless, or right"))
    fault = wrong_site(project.root / "site", good, edit)
    return Outcome(edit, "right site", fault or ("silent: it was published" if edit.wanted == REFUSED else ""))


def unclear(edit: Edit, output: str, changed: range | None) -> str:
    """Why an editor could not mend it from these words; nothing if they could."""
    lines = [line for line in output.splitlines() if line.strip()]
    problems = [found for line in lines if (found := PROBLEM.fullmatch(line))]
    others = [line for line in lines if not PROBLEM.fullmatch(line) and not COUNT.fullmatch(line)]
    if not problems:
        return f"unclear: names no file and line: {output.strip()[:300]}"
    if others:
        return f"unclear: says more than the problems: {others[0][:200]}"
    if len(problems) > MOST_PROBLEMS:
        return f"unclear: {len(problems)} problems for one edit"
    for problem in problems:
        if JARGON.search(problem["what"]):
            return f"unclear: a programmer's words: {problem['what']}"
        if not ADVICE.search(problem["what"]):
            return f"unclear: does not say what to do: {problem['what']}"
        if len(problem["what"]) > LONGEST_MESSAGE:
            return f"unclear: {len(problem['what'])} letters long"
    here = [int(problem["line"]) for problem in problems if problem["file"] == edit.file]
    if not here and not any(problem["file"] in edit.told_in for problem in problems):
        return f"unclear: points to another file: {problems[0][0]}"
    if here and changed and not any(line in changed for line in here) and not edit.told_in and "is missing" not in output:
        return f"unclear: points to line {here[0]}, and lines {changed.start} to {changed.stop - 1} were changed"
    return ""


def lines_of(path: Path) -> list[str]:
    try:
        return re.split(r"\r\n?|\n", path.read_bytes()[:2_000_000].decode("utf-8-sig", "replace"))
    except OSError:
        return []


def changed_lines(before: list[str], after: list[str]) -> range | None:
    """The lines, from 1, of the paragraph or entry that was changed, and one each side. None where all were, or the file went."""
    if not before or not after or len(after) > 1.5 * len(before):
        return None
    same = sum(1 for _ in iter_while_equal(before, after))
    same_below = min(sum(1 for _ in iter_while_equal(before[::-1], after[::-1])), len(after) - same)
    if same + same_below < len(after) * 0.2:
        return None
    start, end = same, max(len(after) - same_below, same + 1)
    while start > 0 and after[start - 1].strip():
        start -= 1
    while end < len(after) and after[end].strip():
        end += 1
    return range(start, end + 2)


def iter_while_equal(one: list[str], other: list[str]):
    for a, b in zip(one, other):
        if a != b:
            return
        yield a


def damaged(project: Project, site_before: str) -> str:
    """Whether a refused build left its mark."""
    if all_bytes(project.root / "site") != site_before:
        return "damage: site/ is not as it was"
    left = [path.name for path in project.root.glob(".site*")]
    return f"damage: left {left[0]} behind" if left else ""


def wrong_site(folder: Path, good: dict[str, str], edit: Edit) -> str:
    """Why a site that was built is not right; nothing if it is."""
    now = articles(folder)
    missing = good.keys() - now.keys()
    if missing:
        return f"damage: {sorted(missing)[0]} is gone"
    for page, text in now.items():
        if page == TELLS_SLIPS:
            continue
        if found := DAMAGE.search(text):
            return f"damage: {page} shows {text[max(found.start() - 30, 0):found.end() + 30]!r}"
        if edit.wanted == SAME and text != good.get(page):
            return f"damage: {page} says something else"
    json.loads((folder / "status.json").read_text("utf-8"))
    return ""


def all_bytes(folder: Path) -> str:
    """A number for all that is in a folder."""
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        seen.update(path.relative_to(folder).as_posix().encode())
        if path.is_file():
            seen.update(path.read_bytes())
    return seen.hexdigest()


def put_back(root: Path, rebuild: bool) -> None:
    for name in TOUCHED:
        path, kept = root / name, root / ".kept" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        shutil.copytree(kept, path) if kept.is_dir() else shutil.copy(kept, path)
    for path in root.glob(".site*"):
        shutil.rmtree(path)
    if rebuild:
        shutil.rmtree(root / "site", ignore_errors=True)
        shutil.copytree(root / ".kept" / "site", root / "site")


# --- all of them -------------------------------------------------------------------------------------

def prepare(folder: Path, build=None) -> tuple[Project, dict[str, str]]:
    """A copy of the project with a good site, and what its pages say."""
    project = Project(ROOT).copy_to(folder)
    built = (build or as_make_site_does)(project.root)
    if built.status:
        sys.exit(f"The project itself does not build:\n{built.output}{built.raised}")
    for name in (*TOUCHED, "site"):
        source = project.root / name
        shutil.copytree(source, project.root / ".kept" / name) if source.is_dir() else shutil.copy(source, project.root / ".kept" / name)
    return project, articles(project.root / "site")


def worker(edits_given, outcomes) -> None:
    """Takes edits by number until there is none left. A process of its own: MkDocs changes what it runs in."""
    os.environ |= {"TODAY": DAY.isoformat(), "NO_MKDOCS_2_WARNING": "1", "PAPER": "off", "GITHUB_ACTIONS": ""}
    with tempfile.TemporaryDirectory() as folder:
        project, good = prepare(Path(folder) / "project")
        edits = everything(ROOT)
        while (number := edits_given.get()) is not None:
            try:
                outcomes.put((number, *attempt(edits[number], project, good)[1:]))
            except Exception:  # in this program, not in the site's
                outcomes.put((number, "not tried", traceback.format_exc()))


def run(chosen: list[int]) -> dict[int, tuple[str, str]]:
    """What became of each edit, by its number, and its fault."""
    given, outcomes = multiprocessing.Queue(), multiprocessing.Queue()
    for number in [*chosen, *[None] * WORKERS]:
        given.put(number)
    workers = [multiprocessing.Process(target=worker, args=(given, outcomes)) for _ in range(WORKERS)]
    for each in workers:
        each.start()
    found = dict((number, (became, fault)) for number, became, fault in (outcomes.get(timeout=120) for _ in chosen))
    for each in workers:
        each.join()
    return found


def main(asked: list[str]) -> int:
    started, edits = time.monotonic(), everything(ROOT)
    chosen = [number for number, edit in enumerate(edits) if all(word in f"{edit.file} {edit.what}" for word in asked)]
    found = run(chosen)
    for number in chosen:
        became, fault = found[number]
        print(f"{edits[number].file:<32} {edits[number].what:<60} {became}" + (f"\n{'':>8}FAULT: {fault}" if fault else ""))
    kinds = Counter(fault.partition(":")[0] or became.partition(":")[0] for became, fault in found.values())
    print(f"\n{len(chosen)} edits in {time.monotonic() - started:.0f} s: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()) + ".")
    return 1 if any(fault for _, fault in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
