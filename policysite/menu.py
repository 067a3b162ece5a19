"""mkdocs.yml, the site's map: its menu, and whether MkDocs will understand the rest.

An editor comes here to put a new page into the menu. MkDocs would say some slips in its own words, and
some not at all, so `make site` and `make serve` look first:  python -m policysite.menu
"""

import difflib
import sys
from fnmatch import fnmatchcase
from pathlib import Path

from policysite.pages import DELIMITER, FILE_NAME
from policysite.problems import Problem, report, suggestion
from policysite.typed import Entry, Text, read_yaml

ROOT = Path(__file__).parent.parent
FILE = "mkdocs.yml"
RESTORE = "Restore it from the file's history."
NEEDED = ("site_name", "nav", "theme", "plugins", "hooks", "markdown_extensions", "validation")
AS_IN = "Write a page as   - contacts.md   or with a title as   - Who to ask: contacts.md"


def check(root: Path) -> list[Problem]:
    """What is wrong with the file's form, and with its menu."""
    entry, problems = read_yaml(root / FILE, FILE, comments=True)
    if problems:
        return problems
    return [missing(key, entry) for key in NEEDED if not entry.get(key)] or list(check_menu(root, entry))


def missing(key: str, entry: Entry) -> Problem:
    """A word that the file needs, perhaps misspelt."""
    for near in difflib.get_close_matches(key, entry.keys() - set(NEEDED), n=1):
        return Problem(FILE, entry.line_of(near), f'"{near}" is not a word used here. Did you mean {key}?')
    return Problem(FILE, entry.line_of(key), f"{key}: is missing, or is empty. {RESTORE}")


def check_menu(root: Path, entry: Entry):
    """Each page stands in the menu once, and each line of the menu has its page."""
    pages = {path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*.md")}
    first: dict[str, int] = {}
    misnamed = False
    for line, title in titles(entry["nav"]):
        if DELIMITER.search(title):
            yield Problem(FILE, line, "a title in the menu has brackets in it that mean something else. Write the text itself.")
    for line, path in menu_lines(entry["nav"], entry.line_of("nav")):
        if not isinstance(path, Text) or not path.strip():
            misnamed = True
            yield Problem(FILE, line, f"this line of the menu leads to no page. {AS_IN}")
        elif path not in pages and " - " in path:
            misnamed = True
            yield Problem(FILE, line, "this line runs on into those below it. Does it need a colon at its end, or are they indented too far? Compare it with its neighbours.")
        elif path not in pages:
            misnamed = True
            yield Problem(FILE, line, f"the menu names {path}, and there is no docs/{path}. {suggestion(path, pages) or 'Restore the page.'} "
                                      "Or take this line away.")
        elif path in first:
            yield Problem(FILE, line, f"the menu has {path} twice. The first is on line {first[path]}. Keep one of them.")
        else:
            first[path] = line
    apart = entry.get("not_in_nav", "")
    apart = apart.split("\n") if isinstance(apart, str) else []
    for path in sorted(pages - first.keys()) if not misnamed else ():  # a page may be missing because its line is misspelt
        if FILE_NAME.fullmatch(path.rpartition("/")[2]) and not any(fnmatchcase(f"/{path}", pattern.strip()) for pattern in apart):
            yield in_no_menu(path, entry.line_of("nav"))


def in_no_menu(path: str, line: int) -> Problem:
    return Problem(FILE, line, f"docs/{path} is in no menu. Add it below  nav:  where it belongs. Write   - {path}")


def menu_lines(listed, line: int):
    """Each entry of the menu, wherever it is nested: its line, and its page's path (or what stands in its place)."""
    if not isinstance(listed, list):
        yield line, None
        return
    for each in listed:
        at = getattr(each, "line", line)
        if not isinstance(each, Entry):
            yield at, each
            continue
        for title, below in each.items():
            if isinstance(below, list):
                yield from menu_lines(below, each.line_of(title))
            else:
                yield each.line_of(title), below if title.strip() else None


def titles(listed):
    """Each title that the menu gives, with its line."""
    for each in listed if isinstance(listed, list) else []:
        for title, below in each.items() if isinstance(each, Entry) else []:
            yield each.line_of(title), title
            yield from titles(below)


def check_values(root: Path) -> list[Problem]:
    """What MkDocs itself says of the words and values, with the line."""
    from mkdocs.config.defaults import MkDocsConfig  # here alone: all else works with another engine too
    from mkdocs.exceptions import ConfigurationError
    entry, _ = read_yaml(root / FILE, FILE, comments=True)
    config = MkDocsConfig(config_file_path=str(root / FILE))
    try:
        with open(root / FILE, "rb") as source:
            config.load_file(source)
        errors, warnings = config.validate()
    except (ConfigurationError, OSError):
        return [Problem(FILE, 1, f"MkDocs can't read this file. {RESTORE}")]
    return [Problem(FILE, entry.line_of(key), f"{key}: MkDocs can't use what stands here{in_its_words(error)}. {RESTORE}") for key, error in errors + warnings]


def in_its_words(error: Exception | str) -> str:
    """What MkDocs says, where that helps anybody."""
    said = str(error).strip().split("\n")[0].rstrip(".")
    return "" if "<class" in said else f" ({said})"


def main() -> int:
    problems = check(ROOT) or check_values(ROOT)
    if problems:
        print(report(sorted(set(problems))))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
