"""`make wrong-edits`: every edit of tests/cases/, made on the made-up site and built, end to end.

An edit ends in one of two ways: a right site, or words that name the file, the line and what to
type. All else is a fault: *silent* (something wrong was published), *unclear*, *damage* (the last
good site was touched, or a page shows what no reader should see), *too strict* (a right edit was
refused).

Usage: python -m tools.wrong_edits [words in the name of an edit …]
"""

import functools
import html
import multiprocessing
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

import jinja2

from policysite.problems import Problem, errors
from policysite.schema.data import load
from tests import project
from tests.cases.fields import LEFT_OUT, fields, wrong_values
from tests.cases.tables import Case, cases
from tests.project import Project

WORKERS = 2
ARTICLE = re.compile(r"<article>(.*)</article>", re.DOTALL)
# Of a programmer, in a message.
JARGON = re.compile(
    r"Traceback|\b\w+(Error|Exception)\b|<class|NoneType|object at 0x|(?<![.\w])yaml\b|jinja"
    r"|\bregex|\bstr\b|\bdict\b|invalid literal"
)
# Of a page's text: what should have become something else.
DAMAGE = re.compile(
    r"\{\{|\}\}|\{%|%\}|\bundefined\b|\bNone\b|Traceback|^(title|description): |\]\(|^\|.*\|$",
    re.MULTILINE,
)
KINDS = ("silent", "unclear", "damage", "too strict", "crash")


def everything() -> list[Case]:
    """The tables, and each field of data/ in every way and with every wrong value."""
    listed = list(fields())
    first = {field.kind: field for field in reversed(listed)}
    return cases() + [
        case for field in listed for case in cases_of(field, field is first[field.kind])
    ]


def cases_of(field, first: bool) -> list[Case]:
    """A field's edits, and wrong values of the first of its kind (the tests try them on all).

    Whether an entry misses what is left out, only the entry itself knows.
    """
    made = []
    for way, text in field.gone_wrong():
        right = way in LEFT_OUT and not field.needed
        if not (right and way == "emptied"):
            made.append((f"{field.key} {way}", text, right))
    for value in wrong_values(field.kind) if first else ():
        made.append((f"{field.key}: {value}", field.typed(value), False))
    said = (("error", "", ""),)
    return [
        Case(
            table="fields",
            file=field.file,
            edit={"slip": slip, "write": text, "either": right},
            said=() if right else said,
            more=True,
        )
        for slip, text, right in made
    ]


class Site:
    """The made-up site, its good build, and what becomes of both after an edit."""

    def __init__(self, folder: Path):
        self.project = Project.made_up(folder / "project")
        self.folder = self.project.root / "site"
        assert self.project.build() == []
        self.good, self.written = self.articles(), self.published()

    def attempt(self, case: Case) -> str:
        """The fault of what became of the edit; nothing where it ended well."""
        with self.project.put_back():
            try:
                line = case.make(self.project)
                problems = self.problems(case)
                if not errors(problems):
                    problems += self.project.build()
            except Exception:
                return f"crash: {traceback.format_exc().strip().splitlines()[-1]}"
            if errors(problems):
                return self.refused(case, problems, line)
            return self.built(case)

    def problems(self, case: Case) -> list[Problem]:
        """What is said before anything is built. What data/ alone is refused for needs no more."""
        if case.table == "fields" and (found := load(self.project.root)[1]):
            return found
        return case.problems(self.project)

    def refused(self, case: Case, problems: list[Problem], line: int) -> str:
        """Whether the words help, and the last good site is as it was."""
        if case.right and not case.edit.get("either"):
            return f"too strict: {problems[0]}"
        if case.table != "fields" and (differs := case.differs(problems, line)):
            return f"unclear: {' / '.join(differs.splitlines())}"
        for problem in problems:
            if JARGON.search(problem.what):
                return f"unclear: {problem}"
        if self.published() != self.written or list(self.project.root.glob(".site*")):
            return "damage: site/ is not as it was"
        return ""

    def built(self, case: Case) -> str:
        """Whether the site that was built says what it should."""
        now = self.articles()
        self.written = self.published()
        if not case.right:
            return "silent: it was published"
        for page, text in now.items():
            if found := DAMAGE.search(text):
                return (
                    f"damage: {page} shows {text[max(found.start() - 30, 0) : found.end() + 30]!r}"
                )
        if case.edit.get("same") and now != self.good:
            return "damage: a page says something else"
        return ""

    def articles(self) -> dict[str, str]:
        """Each page's text; not of the code in it."""
        found = {}
        for path in self.folder.rglob("*.html"):
            if article := ARTICLE.search(path.read_text("utf-8")):
                text = re.sub(r"<code>.*?</code>", "", article[1], flags=re.DOTALL)
                name = path.relative_to(self.folder).as_posix()
                shown = html.unescape(re.sub(r"<[^>]+>", "", text))
                found[name] = "\n".join(line.strip() for line in shown.split("\n"))
        return found

    def published(self) -> dict[Path, int]:
        """The site's files, and when each was written."""
        paths = self.folder.rglob("*")
        return {path: path.stat().st_mtime_ns for path in paths if path.is_file()}


def worker(given, outcomes) -> None:
    """Takes edits by number until there is none left, in a process that MkDocs may change."""
    project.set_up()
    with tempfile.TemporaryDirectory() as folder:
        compile_once(Path(folder))
        site, edits = Site(Path(folder)), everything()
        while (number := given.get()) is not None:
            outcomes.put((number, site.attempt(edits[number])))


def compile_once(folder: Path) -> None:
    """Material's templates are the same for each of hundreds of builds, and so are its icons."""
    cache = jinja2.FileSystemBytecodeCache(str(folder))
    make = jinja2.Environment.__init__
    jinja2.Environment.__init__ = functools.partialmethod(make, bytecode_cache=cache)
    listed = jinja2.FileSystemLoader.list_templates

    @functools.cache
    def once(folders):
        names = listed(jinja2.FileSystemLoader(folders))
        return [name for name in names if not name.startswith(".icons/")]

    jinja2.FileSystemLoader.list_templates = lambda loader: once(tuple(loader.searchpath))


def run(chosen: list[int]) -> dict[int, str]:
    """The fault of each edit, by its number."""
    given, outcomes = multiprocessing.Queue(), multiprocessing.Queue()
    for number in [*chosen, *[None] * WORKERS]:
        given.put(number)
    workers = [
        multiprocessing.Process(target=worker, args=(given, outcomes)) for _ in range(WORKERS)
    ]
    for process in workers:
        process.start()
    found = dict(outcomes.get(timeout=120) for _ in chosen)
    for process in workers:
        process.join()
    return found


def main(words: list[str]) -> int:
    started, edits = time.monotonic(), everything()
    chosen = [
        number
        for number, case in enumerate(edits)
        if all(word in f"{case.file} {case}" for word in words) and not case.edit.get("known")
    ]
    found = run(chosen)
    for number in chosen:
        if found[number]:
            print(f"{edits[number].file}, {edits[number]}\n    {found[number]}")
    faults = Counter(fault.partition(":")[0] for fault in found.values() if fault)
    right = sum(edits[number].right for number in chosen)
    seconds = time.monotonic() - started
    print(f"{len(chosen) - right} wrong edits, {right} right ones, in {seconds:.0f} s")
    print(", ".join(f"{faults[kind]} {kind}" for kind in KINDS))
    failed = sum(faults.values())
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
