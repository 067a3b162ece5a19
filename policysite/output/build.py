"""A build that is whole or not at all: made beside the last good site, then put in its place."""

import atexit
import json
import logging
import re
import shutil
import sys
from datetime import date
from logging.handlers import BufferingHandler
from pathlib import Path

from mkdocs.structure.files import File

from policysite.content.content import Content
from policysite.output import calendar, minify, pdf
from policysite.output.components import TEMPLATES
from policysite.output.search_index import search_index
from policysite.problems import Problem, Refused, problem
from policysite.review.agreed import page
from policysite.review.deadlines import deadlines, worst_first
from policysite.schema.data import Data

MKDOCS = logging.getLogger("mkdocs")
ANCHOR = re.compile(r"Doc file '(?P<page>.+?)' contains a link '(?P<link>.+?)', but .*anchor")
NOT_MADE = re.compile(r"_File_: `(?P<page>[^`]+)`\s+(?P<why>[^\n]+)")  # mkdocs-macros' words


class Build:
    """One run of MkDocs. `command` is MkDocs' own: build or serve."""

    def __init__(self, command: str):
        self.command, self.warnings = command, kept_warnings()
        self.target: Path | None = None
        atexit.register(self.tidy)  # a plugin may end the program without a word

    def start(self, config, content: Content) -> None:
        """Before anything is emptied: the content is checked; the site will be made beside."""
        self.content, policy = content, content.data.policy
        config.extra |= {
            "content": content,
            "moved_places": content.data.redirects["places"],
            "preview": self.command == "serve",
            "school": {"name": policy.school, "short_name": policy.short_name},
        }
        if not config.repo_url:
            config.edit_uri = None  # no "Edit this page" that leads nowhere
        self.warnings.flush()
        if self.command == "build":
            self.target = Path(config.site_dir)
            config.site_dir = str(beside(self.target, "new"))

    def choose(self, files, config) -> None:
        """The pages that are in no file are added; Material's styles and scripts are left out.

        Ours uses none of these, and they are most of its weight.
        """
        materials = config.theme.dirs[1:]
        for file in [*files]:
            if file.src_dir in materials:
                files.remove(file)
        data = self.content.data
        for old, new in data.redirects["pages"].items():
            place = f"{old.strip('/')}/index.html"
            files.append(File.generated(config, place, content=moved(place, new)))
        if agreed := self.content.agreed:
            source = page.source_of(agreed, data.policy.title)
            files.append(File.generated(config, page.PATH, content=source))

    def finish(self, config) -> None:
        """After the last page: what MkDocs warned of is refused, else the new site is put there."""
        if problems := self.said():
            raise Refused(problems)
        folder, content, data = Path(config.site_dir), self.content, self.content.data
        minify.minify(folder)
        (folder / "status.json").write_text(status_json(data, content.today))
        events = calendar.as_calendar(data, content.today, config.site_url)
        (folder / "review-dates.ics").write_bytes(events.to_ical())
        if self.target and pdf.wanted():
            for remark in pdf.make(content, folder, config.site_url):
                print(remark, file=sys.stderr)
        index = search_index(folder, content.pages, data.search, data.help)
        (folder / "search.json").write_text(index, encoding="utf-8")
        if self.target:
            swap(folder, self.target)
            self.target = None

    def said(self) -> list[Problem]:
        """What MkDocs and its plugins warned of, once."""
        problems = [self.meaning_of(record.getMessage()) for record in self.warnings.buffer]
        self.warnings.flush()
        return problems

    def meaning_of(self, said: str) -> Problem:
        """One warning of MkDocs' as a problem with its file and line."""
        if found := NOT_MADE.search(said):
            return problem(f"docs/{found['page']}", 1, "not_made", why=found["why"])
        if not (found := ANCHOR.match(said)):
            return Problem("mkdocs.yml", 1, said.strip())
        source = self.content.by_path[found["page"]]
        line = source.line_of(max(source.body.find(f"({found['link']}"), 0))
        return source.problem(line, "link_no_place", target=found["link"])

    def tidy(self) -> None:
        """After a failed build: what was half made goes; the last good site stays."""
        if self.target:
            for problem in self.said():  # mkdocs-macros warns, and ends the program
                print(problem, file=sys.stderr)
            shutil.rmtree(beside(self.target, "new"), ignore_errors=True)


def kept_warnings() -> BufferingHandler:
    """Keeps MkDocs' warnings, also under --quiet; what they mean is printed, not their words."""
    kept = BufferingHandler(capacity=sys.maxsize)
    kept.setLevel(logging.WARNING)
    MKDOCS.setLevel(min(MKDOCS.level, logging.WARNING))
    for handler in MKDOCS.handlers:
        if handler.name == "MkDocsStreamHandler":
            handler.addFilter(lambda record: record.levelno != logging.WARNING)
    MKDOCS.addHandler(kept)
    return kept


def status_json(data: Data, today: date) -> str:
    """/status.json, as the README documents it: every deadline, worst first."""
    listed = [
        {
            "id": deadline.id,
            "what": deadline.what,
            "owner": deadline.owner,
            "done": deadline.done and deadline.done.iso,
            "due": deadline.due and deadline.due.last.isoformat(),
            "state": deadline.state(today),
            "days": deadline.days(today),
            "source": deadline.source,
        }
        for deadline in worst_first(deadlines(data), today)
    ]
    day = today.isoformat()
    status = {"built": day, "today": day, "deadlines": listed}
    return json.dumps(status, indent=2, ensure_ascii=False) + "\n"


def moved(place: str, new: str) -> str:
    """The page at an old address, which leads on to the new one, its #place and all.

    A browser drops the #place of a page that refreshes itself, so a small script passes it on; the
    refresh is for who has no scripts, and the link for who has neither.
    """
    top = "../" * place.count("/")
    return TEMPLATES.get_template("moved.html").render(to=top + new, top=top)


def swap(new: Path, target: Path) -> None:
    """`new` becomes `target` by two renames: whoever looks finds the old site, or the new one."""
    old = beside(target, "old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def beside(target: Path, name: str) -> Path:
    return target.with_name(f".{target.name}-{name}")
