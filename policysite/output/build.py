"""A build that is whole or not at all: made beside the last good site, then put in its place."""

import atexit
import logging
import re
import shutil
import sys
from pathlib import Path

from mkdocs.structure.files import File

from policysite.content.content import Content
from policysite.output import calendar, minify, pdf, redirects, status_json
from policysite.output.components import PDF, TEMPLATES
from policysite.output.search_index import search_index
from policysite.problems import Problem, Refused, problem
from policysite.review.agreed import page

MKDOCS = logging.getLogger("mkdocs")
ANCHOR = re.compile(r"Doc file '(?P<page>.+?)' contains a link '(?P<link>.+?)', but .*anchor")
NOT_MADE = re.compile(r"_File_: `(?P<page>[^`]+)`\s+(?P<why>[^\n]+)")  # mkdocs-macros' words


class Warnings(logging.Handler):
    """Keeps MkDocs' warnings, also under --quiet; what they mean is printed, not their words."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())

    def listen(self) -> None:
        self.said.clear()
        MKDOCS.setLevel(min(MKDOCS.level, logging.WARNING))
        if self not in MKDOCS.handlers:
            for handler in MKDOCS.handlers:
                if handler.name == "MkDocsStreamHandler":
                    handler.addFilter(lambda record: record.levelno != logging.WARNING)
            MKDOCS.addHandler(self)


class Build:
    """One run of MkDocs. `command` is MkDocs' own: build or serve."""

    def __init__(self, command: str):
        self.command, self.warnings = command, Warnings()
        self.target: Path | None = None
        atexit.register(self.tidy)  # a plugin may end the program without a word

    def start(self, config, content: Content) -> None:
        """Before anything is emptied: the content is checked; the site will be made beside."""
        self.content = content
        policy = content.data.policy
        config.extra |= {
            "content": content,
            "moved_places": moved_places(content),
            "preview": self.command == "serve",
            "school": {"name": policy.school, "short_name": policy.short_name},
        }
        if not config.repo_url:
            config.edit_uri = None  # no "Edit this page" that leads nowhere
        self.warnings.listen()
        if self.command == "build":
            self.target = Path(config.site_dir)
            config.site_dir = str(beside(self.target, "new"))

    def leave_out(self, files, theme) -> None:
        """Material's own styles and scripts: ours uses none, and they are most of its weight."""
        materials = theme.dirs[1:]
        for file in [file for file in files if file.src_dir in materials]:
            files.remove(file)

    def add_agreed(self, files, config) -> None:
        """The page of the agreed document, where source/ has one."""
        if agreed := self.content.agreed:
            source = page.source_of(agreed, self.content.data.policy.title)
            files.append(File.generated(config, page.PATH, content=source))

    def finish(self, config) -> None:
        """After the last page: what MkDocs warned of is refused, else the new site is put there."""
        if problems := self.said():
            raise Refused(problems)
        folder, content = Path(config.site_dir), self.content
        minify.minify(folder)
        (folder / "status.json").write_text(status_json.as_json(content.data, content.today))
        events = calendar.as_calendar(content.data, content.today, config.site_url)
        (folder / "review-dates.ics").write_bytes(events.to_ical())
        moved = TEMPLATES.get_template("moved.html").render
        redirects.write_redirects(folder, content.data.redirects["pages"], moved)
        if self.target:
            for remark in pdf.make(content, folder, config.site_url, self.as_paper):
                print(remark, file=sys.stderr)
        data = content.data
        index = search_index(folder, content.pages, data.search, data.help)
        (folder / "search.json").write_text(index, encoding="utf-8")
        if self.target:
            swap(folder, self.target)
            self.target = None

    def as_paper(self, template: str, **given) -> str:
        """A paper by its template, which may ask what every page's may."""
        given |= {"commit": self.content.commit_id, "edit": lambda place: None}
        return PDF.get_template(template).render(given, to=lambda address: f"/{address}")

    def said(self) -> list[Problem]:
        """What MkDocs and its plugins warned of, once."""
        problems = [self.meaning_of(said) for said in self.warnings.said]
        self.warnings.said.clear()
        return problems

    def meaning_of(self, said: str) -> Problem:
        """One warning of MkDocs' as a problem with its file and line."""
        if found := NOT_MADE.search(said):
            return problem(f"docs/{found['page']}", 1, "not_made", why=found["why"])
        if not (found := ANCHOR.match(said)):
            return Problem("mkdocs.yml", 1, said.strip())
        source = self.content.by_path[found["page"]]
        line = source.line_of(max(source.body.find(f"({found['link']}"), 0))
        return problem(source.file, line, "link_no_place", target=found["link"])

    def tidy(self) -> None:
        """After a failed build: what was half made goes; the last good site stays."""
        if self.target:
            for problem in self.said():  # mkdocs-macros warns, and ends the program
                print(problem, file=sys.stderr)
            shutil.rmtree(beside(self.target, "new"), ignore_errors=True)


def moved_places(content: Content) -> dict[str, list[tuple[str, str]]]:
    """By a page's address: the places that it used to have, and where each stands now."""
    moved: dict[str, list[tuple[str, str]]] = {}
    for old, new in content.data.redirects["places"].items():
        address, _, place = old.partition("#")
        moved.setdefault(address, []).append((place, new))
    return moved


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
