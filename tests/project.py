"""A project's folder as the tests handle it: read, plant a fault, load, build."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

import macros
from policysite import site as sites
from policysite.problems import Refused

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 22)  # the day that tests work with, unless they name another
NOT_COPIED = shutil.ignore_patterns(".git*", ".ci", ".venv", "site", ".site-*", "__pycache__", ".pytest_cache", ".hypothesis", "node_modules", "test_*.py", "*.zip")


class Ended(NamedTuple):
    """How a command ended: its exit status, and all it printed."""

    status: int
    output: str


def run(*command: str | Path, folder: Path, **environ: str) -> Ended:
    """Runs a command in `folder`, on `DAY` unless TODAY is given, and without the PDFs unless PAPER=on."""
    variables = os.environ | {"TODAY": DAY.isoformat(), "NO_MKDOCS_2_WARNING": "1", "PAPER": "off"} | environ
    done = subprocess.run(command, cwd=folder, env=variables, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    return Ended(done.returncode, done.stdout)


class Project:
    def __init__(self, root: Path):
        self.root = root

    def copy_to(self, folder: Path) -> "Project":
        return Project(shutil.copytree(self.root, folder, ignore=NOT_COPIED))

    def read(self, file: str) -> str:
        return (self.root / file).read_text("utf-8")

    def write(self, file: str, text: str) -> None:
        (self.root / file).write_text(text, "utf-8")

    def edit(self, file: str, old: str, new: str) -> int:
        """Replaces the first text that matches `old`; returns the line on which it stands."""
        source = self.read(file)
        found = re.search(old, source, re.MULTILINE)
        assert found, f"{file} has nothing like {old}"
        self.write(file, source[:found.start()] + found.expand(new) + source[found.end():])
        return source.count("\n", 0, found.start()) + 1

    def make_up(self) -> "Project":
        """Made-up people and reviews instead of the real ones, and no edition yet."""
        for name in ("contacts", "policy"):
            self.write(f"data/{name}.yaml", self.read(f"tests/sample/{name}.yaml"))
        for edition in [*self.root.glob("data/editions/*.yaml"), *self.root.glob("docs/policy/editions/2*.md")]:
            edition.unlink()
        return self

    def load(self, today: date = DAY) -> sites.Site:
        return sites.load(self.root, today)

    def words(self) -> sites.Words:
        """The words that pages may use, as functions by name."""
        return sites.Words(self.root, macros.define_env)

    def problems(self) -> list[str]:
        """What a build would refuse before it starts, a line each."""
        try:
            sites.check_pages(self.load(), self.words())
        except Refused as refused:
            return [str(problem) for problem in refused.problems]
        return []

    def build(self, *flags: str, mkdocs: tuple = (sys.executable, "-m", "mkdocs"), **environ: str) -> Ended:
        return run(*mkdocs, "build", *flags, folder=self.root, **environ)
