"""mkdocs.yml, the site's map: its navigation, where an editor puts a new page."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from policysite.problems import Problem, problem, suggestion
from policysite.schema.yaml_lines import Entry, Text, read_yaml

FILE = "mkdocs.yml"
NEEDED = ("site_name", "nav", "theme", "plugins", "hooks", "markdown_extensions", "validation")
TEMPLATE = re.compile(r"\{[{%]|\{##|[%}]\}")  # mkdocs-macros would run these in a title


def check(root: Path) -> list[Problem]:
    """What is wrong with the file's form, and with its navigation."""
    entry, problems = read_yaml(root / FILE, FILE, comments=True)
    if problems:
        return problems
    missing = [missing_key(key, entry) for key in NEEDED if not entry.get(key)]
    return missing or list(check_navigation(root, entry))


def missing_key(key: str, entry: Entry) -> Problem:
    """A word that the file needs, perhaps misspelt."""
    for near in difflib.get_close_matches(key, entry.keys() - set(NEEDED), n=1):
        return problem(FILE, entry.line_of(near), "nav_misspelt", near=near, key=key)
    return problem(FILE, entry.line_of(key), "nav_missing", key=key)


def check_values(root: Path) -> list[Problem]:
    """What MkDocs itself can't use of the file, which `check` found well-formed."""
    from mkdocs.config.defaults import MkDocsConfig  # here alone: other engines have none
    from mkdocs.exceptions import ConfigurationError

    entry, _ = read_yaml(root / FILE, FILE, comments=True)
    config = MkDocsConfig(config_file_path=str(root / FILE))
    try:
        with (root / FILE).open("rb") as source:
            config.load_file(source)
        wrong, doubtful = config.validate()
    except (ConfigurationError, OSError):
        return [problem(FILE, 1, "mkdocs_unreadable")]
    return [
        problem(FILE, entry.line_of(key), "mkdocs_value", key=key, why=in_its_words(error))
        for key, error in wrong + doubtful
    ]


def in_its_words(error) -> str:
    """What MkDocs says, where that helps anybody."""
    said = str(error).strip().split("\n")[0].rstrip(".")
    return "" if "<class" in said else f" ({said})"


@dataclass(frozen=True)
class Line:
    """A line of the navigation: its title, if it has one, and what it leads to."""

    line: int
    title: str
    path: object


def check_navigation(root: Path, entry: Entry) -> Iterator[Problem]:
    """Each page stands in the navigation once, and each of its lines has its page."""
    docs = root / "docs"
    pages = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    first: dict[str, int] = {}
    wrong = False
    for each in lines_of(entry["nav"], entry.line_of("nav")):
        if TEMPLATE.search(each.title):
            yield problem(FILE, each.line, "nav_template")
        if each.path is None:
            continue  # a section
        if found := wrong_path(each.path, pages):
            wrong = True
            near = suggestion(each.path, pages) if isinstance(each.path, Text) else ""
            yield problem(FILE, each.line, found, path=each.path, suggestion=near)
        elif each.path in first:
            yield problem(FILE, each.line, "nav_twice", path=each.path, first=first[each.path])
        else:
            first[each.path] = each.line
    if not wrong:  # a page may be missing because its line is misspelt
        yield from left_out(pages - first.keys(), entry)


def wrong_path(path, pages: set[str]) -> str | None:
    """Why a line of the navigation leads to no page: the message's name."""
    if not isinstance(path, Text) or not path.strip():
        return "nav_no_path"
    if path in pages:
        return None
    return "nav_runs_on" if " - " in path else "nav_no_page"


def left_out(paths: set[str], entry: Entry) -> Iterator[Problem]:
    """Pages that no line of the navigation leads to, but those that are meant to stand apart."""
    apart = entry.get("not_in_nav", "")
    patterns = [line.strip() for line in apart.split("\n")] if isinstance(apart, str) else []
    for path in sorted(paths):
        named_well = re.fullmatch(r"[a-z0-9-]+\.md", path.rpartition("/")[2])
        if named_well and not any(fnmatchcase(f"/{path}", pattern) for pattern in patterns):
            yield problem(FILE, entry.line_of("nav"), "nav_left_out", path=path)


def lines_of(listed, line: int) -> Iterator[Line]:
    """Each line of the navigation, wherever it is nested; a section's own has no path."""
    if not isinstance(listed, list):
        yield Line(line, "", "")
        return
    for each in listed:
        if not isinstance(each, Entry):
            yield Line(getattr(each, "line", line), "", each)
            continue
        for title, below in each.items():
            at = each.line_of(title)
            if isinstance(below, list):
                yield Line(at, title, None)
                yield from lines_of(below, at)
            else:
                yield Line(at, title, below if title.strip() else "")
