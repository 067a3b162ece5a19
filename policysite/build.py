"""A build that is whole or not at all: checked first, made beside the last good site, then put in its place."""

import atexit
import ctypes
import logging
import os
import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

from mkdocs.exceptions import Abort

import macros
from policysite import dates, paper, publish, site as sites
from policysite.output.search_index import read_search, search_index
from policysite.pages import PICTURES
from policysite.problems import Problem, Refused, report, suggestion

MKDOCS = logging.getLogger("mkdocs")
LINK = re.compile(r"Doc file '(?P<page>.+?)' contains an? (?:\w+ )*link '(?P<link>.+?)'(?P<rest>.*)", re.DOTALL)
NOT_IN_MENU = re.compile(r"^ +- (\S+\.md)$", re.MULTILINE)
FAILED = re.compile(r"_Macro \w+ Error_\s+_File_: `(?P<page>[^`]+)`\s+_?(?P<why>[^\n]*)")
IN_MENU_ONLY = re.compile(r"'(\S+\.md)' is included in the 'nav' configuration")


class Warnings(logging.Handler):
    """Keeps MkDocs' warnings, also under --quiet; the raw lines are not printed, what they mean is."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())

    def listen(self) -> None:
        self.said.clear()
        MKDOCS.setLevel(min(MKDOCS.level, logging.WARNING))
        if self not in MKDOCS.handlers:
            MKDOCS.addHandler(self)
            for handler in MKDOCS.handlers:
                if handler is not self and handler.name == "MkDocsStreamHandler":
                    handler.addFilter(lambda record: record.levelno != logging.WARNING)


class Build:
    """One run of MkDocs. `command` is MkDocs' own: build or serve."""

    def __init__(self, command: str):
        self.command, self.warnings, self.target = command, Warnings(), None
        self.whole = self.tidied = False

    def check(self, config) -> None:
        """Before anything is emptied: all facts, pages and words. Ends the build with every problem listed."""
        root = Path(config.config_file_path).parent
        config.extra["preview"] = self.command == "serve"
        try:
            self.site = sites.load(root, dates.today_in_london())
            sites.check_pages(self.site, sites.Words(root, macros.define_env, config))
            facts, today = self.site.facts, self.site.today
            if problems := publish.twins(facts, today) + sites.checked_in_the_future(facts, dates.latest_day(today)):
                raise Refused(problems)
        except Refused as refused:
            raise Abort(str(refused)) from None
        self.warnings.listen()
        policy = self.site.facts.policy
        config.extra |= {"school": {"name": policy.school, "short_name": policy.short_name}}
        if not config.repo_url:
            config.edit_uri = None  # no repository known: no "Edit this page" that leads nowhere
        if self.command == "build":
            atexit.register(self.ended)
            self.target = Path(config.site_dir)
            config.site_dir = str(self.target.with_name(f".{self.target.name}-new"))

    def leave_out(self, files, theme) -> None:
        """Material's own styles and scripts: our theme uses none, and they are three quarters of what would be published."""
        materials = theme.dirs[1:]
        for file in [file for file in files if file.src_dir in materials]:
            files.remove(file)

    def search_words(self, page) -> None:
        """The words above a page that lead to it. The index calls them tags; the theme's search weighs them most."""
        page.meta["tags"] = self.site.page(page.file.src_uri).search_words

    def finish(self, config) -> None:
        """After the last page: whatever MkDocs warned of ends the build; else the new site takes its place."""
        problems = [problem for said in self.warnings.said for problem in problems_in(said, self.site)]
        if problems:
            raise Abort(report(sorted(set(problems))))
        publish.beside_the_pages(self.site, Path(config.site_dir))
        if self.target:
            try:
                paper.make(self.site, Path(config.site_dir), config.site_url)
            except Refused as refused:
                raise Abort(str(refused)) from None
        write_search_index(self.site, Path(config.site_dir), Path(config.config_file_path).parent)
        if self.target:
            swap(Path(config.site_dir), self.target)
        self.whole = True

    def ended(self) -> None:
        """However the program ends. A plugin may end it without a word, as mkdocs-macros does where a {{ word }} fails only now."""
        if not self.whole and not self.tidied:
            self.tidy()
            if failed := next((found for said in self.warnings.said if (found := FAILED.search(said))), None):
                print(report([Problem(f"docs/{failed['page']}", 1, f"a {{{{ … }}}} on this page can't be shown ({' '.join(failed['why'].split())}). "
                                                                   "Take away what was written last.")]), file=sys.stderr)

    def tidy(self) -> None:
        """After a failed build: what was half made goes; the last good site stays."""
        self.tidied = True
        if self.target:
            shutil.rmtree(self.target.with_name(f".{self.target.name}-new"), ignore_errors=True)


def write_search_index(site, folder: Path, root: Path) -> None:
    """The pages' words for the site's own search, after the PDFs, since those are found too."""
    pages = [SimpleNamespace(url=page.url, tags=page.search_words) for page in site.pages]
    index = search_index(folder, pages, read_search(root), site.facts.help)
    (folder / "search.json").write_text(index, encoding="utf-8")


def swap(new: Path, target: Path) -> None:
    """`new` becomes `target` in one step, so that whoever looks, or kills the build, finds the old site or the new one."""
    if target.exists() and not exchange(new, target):
        old = target.with_name(f".{target.name}-old")
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        new.rename(target)
        new = old
    if target.exists():
        shutil.rmtree(new, ignore_errors=True)
    else:
        new.rename(target)


def exchange(one: Path, other: Path) -> bool:
    """The two folders change places at once (renameat2 of Linux, renamex_np of macOS); False where the system can't."""
    paths, exchanged, here = (os.fsencode(one), os.fsencode(other)), 2, -100  # RENAME_EXCHANGE or RENAME_SWAP, AT_FDCWD
    try:
        system = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return system.renamex_np(*paths, exchanged) == 0
        return system.renameat2(here, paths[0], here, paths[1], exchanged) == 0
    except (AttributeError, OSError, TypeError):
        return False


def problems_in(said: str, site) -> list[Problem]:
    """What one warning of MkDocs means, with file and line, in the editor's words."""
    if link := LINK.match(said):
        page = site.page(link["page"])
        return [Problem(page.file, line_with(page, link["link"]), bad_link(link["link"], link["rest"], page, site))]
    if "not included in the \"nav\"" in said:
        return [Problem("mkdocs.yml", 1, f"docs/{path} is in no menu. Add it below  nav:  where it belongs.")
                for path in NOT_IN_MENU.findall(said)]
    if missing := IN_MENU_ONLY.search(said):
        return [Problem("mkdocs.yml", 1, f"the menu names {missing[1]}, and there is no docs/{missing[1]}. "
                                         "Restore the page, or take its line away.")]
    return [Problem("mkdocs.yml", 1, said.strip())]


def line_with(page, link: str) -> int:
    """The line of a page on which a link's address stands."""
    offset = page.body.find(f"({link}")
    return page.line_of(max(offset, 0))


def bad_link(link: str, rest: str, page, site) -> str:
    """Why a link goes nowhere, and what to type."""
    if "anchor" in rest:
        return f'the link "{link}" leads to a place that is not on its page. Check what stands after the #.'
    if link.startswith("/"):
        return f'the link "{link}" starts with /. Write it from this page, such as {"../" * page.path.count("/")}contacts.md.'
    if link.lower().endswith(PICTURES):
        return f'there is no picture "{link}" here. Upload it into the folder {page.file.rpartition("/")[0]}, or check its spelling.'
    here = "../" * page.path.count("/")
    near = suggestion(link.split("#")[0], [here + other.path for other in site.pages])
    return f'the link "{link}" leads to no page. {near if near.startswith("Did you") else "Check its spelling."}'
