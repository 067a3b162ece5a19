"""A project's folder as the tests handle it: read, edit, check, build."""

import contextlib
import functools
import io
import os
import re
import shutil
from datetime import date
from pathlib import Path

from policysite import site
from policysite.content import pages
from policysite.problems import Problem, Refused
from policysite.schema import yaml_lines

ROOT = Path(__file__).parent.parent
MADE_UP = Path(__file__).parent / "made_up"  # a site of our own: nothing here reads the school's
CODE = ("theme", "macros.py", "hooks.py", "policysite")
TOUCHED = ("docs", "data")  # beside mkdocs.yml: what an editor changes
DAY = date(2026, 11, 22)


class Project:
    """A folder with docs/, data/ and mkdocs.yml, and links to the code."""

    def __init__(self, root: Path):
        self.root = root

    @classmethod
    def made_up(cls, folder: Path) -> "Project":
        """A copy of the made-up site."""
        shutil.copytree(MADE_UP, folder)
        words = "data/agreed_words.yaml"  # English, not the school's
        shutil.copy(ROOT / words, folder / words)
        for name in CODE:
            (folder / name).symlink_to(ROOT / name)
        return cls(folder)

    def text(self, file: str) -> str:
        return (self.root / file).read_text("utf-8")

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def edit(self, file: str, old: str, new: str) -> int:
        """Replaces the first text that matches `old`, and returns its line."""
        text = self.text(file)
        found = re.search(old, text, re.MULTILINE)
        assert found, f"{file} has nothing like {old}"
        self.write(file, text[: found.start()] + found.expand(new) + text[found.end() :])
        return text.count("\n", 0, found.start()) + 1

    def add(self, file: str, text: str) -> int:
        """Adds a paragraph at the end of a file, and returns its first line."""
        before = self.text(file).rstrip("\n")
        self.write(file, f"{before}\n\n{text}\n")
        return before.count("\n") + 3

    @contextlib.contextmanager
    def put_back(self):
        """Whatever becomes of docs/, data/ and mkdocs.yml in here is undone."""
        kept = self.files()
        try:
            yield self
        finally:
            for path in [path for name in TOUCHED for path in (self.root / name).rglob("*")]:
                if path.is_symlink() or path.is_file() and path not in kept:
                    path.unlink()
            for path, content in kept.items():
                if path.is_dir():
                    path.rmdir()
                path.parent.mkdir(parents=True, exist_ok=True)
                if not path.exists() or path.read_bytes() != content:
                    path.write_bytes(content)

    def files(self) -> dict[Path, bytes]:
        """What docs/, data/ and mkdocs.yml hold."""
        paths = [path for name in TOUCHED for path in (self.root / name).rglob("*")]
        paths.append(self.root / "mkdocs.yml")
        return {path: path.read_bytes() for path in paths if path.is_file()}

    def read(self, today: date = DAY):
        """The content, and every problem of it."""
        return site.read(self.root, today)

    def problems(self) -> list[Problem]:
        """What `make check` says before it builds."""
        return self.read()[1]

    def build(self, folder: Path | None = None, command: str = "build", **extra) -> list[Problem]:
        """Builds in this process as `mkdocs build` does; the problems, where that was refused."""
        from mkdocs.commands.build import build
        from mkdocs.config import load_config

        given = {"site_dir": str(folder)} if folder else {}
        with contextlib.redirect_stderr(io.StringIO()):
            try:
                config = load_config(str(self.root / "mkdocs.yml"), **given)
                config.extra |= extra
                config.plugins.on_startup(command=command, dirty=False)
                build(config)
            except Refused as refused:
                return refused.problems
        return []


parsed_once = functools.cache(yaml_lines.parse_yaml)


def set_up() -> None:
    """The day that tests work with, and no PDF but where one is asked for."""
    os.environ |= {"TODAY": DAY.isoformat(), "NO_MKDOCS_2_WARNING": "1", "PAPER": "off"}
    os.environ.pop("GITHUB_ACTIONS", None)
    # Hundreds of edits of one site differ in one file each: what reads the same is parsed once.
    pages.page_from = functools.cache(pages.page_from)
    for module in (yaml_lines, pages):
        module.parse_yaml = parsed_once
