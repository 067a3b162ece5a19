"""mkdocs.yml: a slip in the menu is said with its line; so is what MkDocs would say in its own words, or not at all."""

import sys

import pytest

from policysite import menu
from tests.project import run

RESTORE = "Restore it from the file's history."
HERE = "docs/contacts.md is in no menu. Add it below  nav:  where it belongs. Write   - contacts.md"
AS_IN = "Write a page as   - contacts.md   or with a title as   - Who to ask: contacts.md"
LINE = r"^  - contacts\.md$"
NAV = None  # the line of  nav:  itself; a number counts from the line that was changed
SLIPS = {
    "twice": ("  - contacts.md\n  - contacts.md", (1, "the menu has contacts.md twice. The first is on line {line}. Keep one of them.")),
    "misspelt": ("  - contcats.md", (0, "the menu names contcats.md, and there is no docs/contcats.md. Did you mean contacts.md")),
    "an address": ("  - /contacts/", (0, "the menu names /contacts/, and there is no docs//contacts/.")),
    "a script": ('  - Who: "javascript:alert(1)"', (0, "the menu names javascript:alert(1), and there is no docs/javascript:alert(1).")),
    "without its colon": ("  - contacts.md\n  - Who\n    - contacts.md", (1, "this line runs on into those below it. Does it need a colon at its end, or are they indented too far?")),
    "taken out": ("", (NAV, HERE)),
    "no page": ("  - contacts.md\n  - Who:", (1, f"this line of the menu leads to no page. {AS_IN}")),
    "a word": ("  - 'Who {{ x }}': contacts.md", (0, "a title in the menu has brackets in it that mean something else. Write the text itself.")),
    "a tab": ("\t- contacts.md", (0, "this line, or the one above it, is not written as the file needs it: it is indented with a tab, so use spaces.")),
}


def line_of(project, key: str) -> int:
    return next(number for number, text in enumerate(project.read("mkdocs.yml").splitlines(), 1) if text.startswith(f"{key}:"))


@pytest.mark.parametrize("new, expected", [(new, expected) for new, *expected in SLIPS.values()], ids=SLIPS)
def test_a_slip_in_the_menu(scratch, new, expected):
    """Each with the line that is to be mended."""
    line = scratch.edit("mkdocs.yml", LINE, new.replace("\\", "\\\\"))
    found = menu.check(scratch.root)
    nav = line_of(scratch, "nav")
    assert sorted(problem.line for problem in found) == sorted(nav if below is NAV else line + below for below, _ in expected)
    for _, what in expected:
        said = what.replace("{line}", str(line))
        assert any(problem.what.startswith(said) for problem in found), said


@pytest.mark.parametrize("old, new, what", [
    ("^nav:", "nva:", '"nva" is not a word used here. Did you mean nav?'),
    (r"^hooks:\n.*\n", "", f"hooks: is missing, or is empty. {RESTORE}"),
    (r"^nav:\n(?:  .*\n)*", "nav:\n", f"nav: is missing, or is empty. {RESTORE}"),
], ids=["misspelt", "without hooks", "an empty menu"])
def test_what_the_site_needs_is_there(scratch, old, new, what):
    """Without its hooks the site would be built unchecked."""
    scratch.edit("mkdocs.yml", old, new)
    assert what in [problem.what for problem in menu.check(scratch.root)]


@pytest.mark.parametrize("old, new, key, said", [
    ("^strict: true", "strict: ture", "strict", ""),
    ("name: material", "name: materail", "theme", "materail"),
    ("^  - macros:", "  - marcos:", "plugins", 'The "marcos" plugin is not installed'),
    (r"\A", "colour: blue\n", "colour", "Unrecognised configuration name: colour"),
], ids=["a value", "a theme", "a plugin", "a word"])
def test_what_mkdocs_would_say_has_its_line(scratch, old, new, key, said):
    """And no class names."""
    scratch.edit("mkdocs.yml", old, new)
    (problem,) = menu.check_values(scratch.root)
    assert problem.line == line_of(scratch, key) and problem.what.startswith(f"{key}: MkDocs can't use what stands here") and problem.what.endswith(RESTORE)
    assert said in problem.what and "<class" not in problem.what


def test_the_project_itself_passes(project):
    assert menu.check(project.root) == menu.check_values(project.root) == []


def test_make_site_looks_here_first(scratch):
    """As the Makefile does: plain words, exit status 1."""
    command = (sys.executable, "-m", "policysite.menu")
    assert run(*command, folder=scratch.root) == (0, "")
    line = scratch.edit("mkdocs.yml", LINE, "\t- contacts.md")
    status, output = run(*command, folder=scratch.root)
    assert status == 1 and output.startswith(f"mkdocs.yml, line {line}: ") and output.endswith("1 problem to mend. Nothing was published.\n")
    assert "-m policysite.menu && $(python) -m mkdocs build" in scratch.read("Makefile")


def test_a_page_is_renamed_before_it_goes_into_the_menu(scratch):
    """Its name is the first slip to mend, and the build says that one: docs/School Trips.md."""
    scratch.write("docs/School Trips.md", scratch.read("docs/about/privacy.md"))
    assert menu.check(scratch.root) == []
    assert "docs/School Trips.md, line 1: a file's name has small letters, numbers and hyphens alone. Rename it school-trips.md." in scratch.problems()
