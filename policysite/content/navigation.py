"""mkdocs.yml, the site's map: its navigation, where an editor puts a new page."""

import difflib
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from policysite.problems import Problem, problem, suggestion
from policysite.schema.yaml_lines import Entry, Text, read_yaml

FILE = "mkdocs.yml"
NEEDED = ("site_name", "nav", "theme", "plugins", "hooks", "markdown_extensions", "validation")
TEMPLATE = re.compile(r"\{[{%]|\{##|[%}]\}")  # mkdocs-macros would run these in a title


def check(root: Path) -> list[Problem]:
    """What is wrong with the file's form, and with its navigation."""
    entry, problems = read_yaml(root / FILE, FILE)
    if problems:
        return problems
    missing = [missing_key(key, entry) for key in NEEDED if not entry.get(key)]
    return missing or list(check_navigation(root, entry))


def missing_key(key: str, entry: Entry) -> Problem:
    """A word that the file needs, perhaps misspelt."""
    for near in difflib.get_close_matches(key, entry.keys() - set(NEEDED), n=1):
        return problem(FILE, entry.line_of(near), "nav_misspelt", near=near, key=key)
    return problem(FILE, entry.line_of(key), "nav_missing", key=key)


def check_values(root: Path) -> Iterator[Problem]:
    """What MkDocs itself can't use of the file, which `check` found well-formed."""
    from mkdocs.config.defaults import MkDocsConfig  # here alone: other engines have none
    from mkdocs.exceptions import ConfigurationError

    entry, _ = read_yaml(root / FILE, FILE)
    config = MkDocsConfig(config_file_path=str(root / FILE))
    try:
        with (root / FILE).open("rb") as source:
            config.load_file(source)
        wrong, doubtful = config.validate()
    except (ConfigurationError, OSError):
        yield problem(FILE, 1, "mkdocs_unreadable")
        return
    for key, error in wrong + doubtful:
        said = str(error).strip().split("\n")[0].rstrip(".")
        why = "" if "<class" in said else f" ({said})"
        yield problem(FILE, entry.line_of(key), "mkdocs_value", key=key, why=why)


def check_navigation(root: Path, entry: Entry) -> Iterator[Problem]:
    """Each page stands in the navigation once, and each of its lines has its page."""
    docs = root / "docs"
    pages = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    first: dict[str, int] = {}
    wrong = False
    for line, title, path in lines_of(entry["nav"], entry.line_of("nav")):
        if TEMPLATE.search(title):
            yield problem(FILE, line, "nav_template")
        if path is None:
            continue  # a section
        if found := wrong_path(path, pages):
            wrong = True
            yield problem(FILE, line, found, path=path, suggestion=suggestion(str(path), pages))
        elif path in first:
            yield problem(FILE, line, "nav_twice", path=path, first=first[path])
        else:
            first[path] = line
    if not wrong:  # a page may be missing because its line is misspelt
        yield from left_out(pages - first.keys(), entry)


def lines_of(listed, line: int) -> Iterator[tuple[int, str, object]]:
    """Each line of the navigation, wherever it is nested: number, title, and page; a section's own
    has None for its page."""
    for item in listed if isinstance(listed, list) else [""]:
        if not isinstance(item, Entry):
            yield getattr(item, "line", line), "", item
            continue
        for title, below in item.items():
            at = item.line_of(title)
            if isinstance(below, list):
                yield at, title, None
                yield from lines_of(below, at)
            else:
                yield at, title, title.strip() and below


def wrong_path(path, pages: set[str]) -> str | None:
    """Why a line of the navigation leads to no page: the message's name."""
    if not isinstance(path, Text) or not path.strip():
        return "nav_no_path"
    if path in pages:
        return None
    return "nav_runs_on" if " - " in path else "nav_no_page"


def left_out(paths: set[str], entry: Entry) -> Iterator[Problem]:
    """Pages that no line of the navigation leads to, but those that are meant to stand apart."""
    apart = str(entry.get("not_in_nav", "")).split()
    for path in sorted(paths):
        named_well = re.fullmatch(r"[a-z0-9-]+\.md", path.rpartition("/")[2])
        if named_well and not any(fnmatchcase(f"/{path}", pattern) for pattern in apart):
            yield problem(FILE, entry.line_of("nav"), "nav_left_out", path=path)
