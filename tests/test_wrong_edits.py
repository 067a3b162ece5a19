"""Some of the wrong edits of `make wrong-edits`, and that it would notice what it looks for."""

import pytest

from tests.edits import REFUSED, SAME, SHOWN, Edit, added, everything, replaced
from tests.project import ROOT
from tests.wrong_edits import Built, all_bytes, attempt, main, prepare, run

EDITS = everything(ROOT)
SAMPLE = [  # one of each kind, by file and name
    ("data/contacts.yaml", "name removed"), ("data/contacts.yaml", "email indented with a tab"), ("data/contacts.yaml", "confirmed: 11/22/2026"),
    ("data/contacts.yaml", "Windows line ends"), ("data/contacts.yaml", "deleted"), ("data/contacts.yaml", "an entry that pages use removed"),
    ("docs/staff/index.md", "a byte-order mark"), ("docs/staff/index.md", "Latin-1"), ("docs/staff/index.md", "a merge conflict's markers"),
    ("docs/staff/index.md", "10 MB of text"), ("docs/staff/index.md", "made a folder"), ("docs/staff/index.md", "typed: {{ contact('dsl')"),
    ("docs/staff/index.md", "typed: {{ contact.__globals__ }}"), ("docs/staff/index.md", "a table without its second line"), ("docs/staff/index.md",
    "a link with a script"),
    ("docs/parents/index.md", "an anchor removed that others use"), ("docs/policy/staff-use.md", "a rule's name removed"),
    ("docs/policy/staff-use.md", "an empty line between points"), ("mkdocs.yml", "a menu's page misspelt"), ("mkdocs.yml", "the menu misspelt"),
]


def test_there_are_two_hundred_and_more():
    """Made from the real files: every data file, and pages of every part of the site."""
    assert len(EDITS) > 200
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "data").glob("*.yaml")} <= {edit.file for edit in EDITS} | {"data/corrections.yaml"}
    assert {edit.file.split("/")[1] for edit in EDITS if edit.file.startswith("docs/")} >= {"index.md", "policy", "parents", "pupils", "staff", "about"}


def test_no_two_edits_are_the_same():
    """So that the table can be read."""
    assert len({(edit.file, edit.what, edit.wanted) for edit in EDITS}) > 0.9 * len(EDITS)


def test_a_sample_ends_in_a_right_site_or_a_plain_message():
    """The whole list takes minutes; these take seconds."""
    chosen = [number for number, edit in enumerate(EDITS) if (edit.file, edit.what) in SAMPLE]
    assert len(chosen) >= len(SAMPLE)
    assert {EDITS[number].what: fault for number, (_, fault) in run(chosen).items() if fault} == {}


# --- planted: what the program must notice -------------------------------------------------------------

GOOD_PAGE = "<!doctype html><title>x</title><article><h1>Title</h1><p>Words.</p></article>"
REFUSAL = "data/contacts.yaml, line {line}: \"dsl\" has no name. Add a line such as   name: Mrs A Example\n\n1 problem to mend. Nothing was published.\n"


def publish(root, page=GOOD_PAGE, status="{}"):
    (root / "site").mkdir(exist_ok=True)
    (root / "site/index.html").write_text(page)
    (root / "site/status.json").write_text(status)
    return Built(0, "")


@pytest.fixture
def planted(tmp_path):
    """Judges an edit of data/contacts.yaml with a build that we made up."""
    project, good = prepare(tmp_path / "project", publish)
    removed = replaced("data/contacts.yaml", "name removed", r"^  name: .*\n", "")
    line = next(number for number, text in enumerate(project.read("data/contacts.yaml").splitlines(), 1) if text == "  name: The school")

    def judged(build, wanted=REFUSED, edit=removed):
        edit = Edit(edit.what, edit.file, edit.make, wanted)
        before = {name: (project.root / name).read_bytes() for name in ("data/contacts.yaml", "mkdocs.yml")}
        fault = attempt(edit, project, good, lambda root: build(root, line)).fault
        assert before == {name: (project.root / name).read_bytes() for name in before}
        return fault
    return judged


def test_a_plain_refusal_is_no_fault(planted):
    assert planted(lambda root, line: Built(1, REFUSAL.format(line=line))) == ""


def test_a_right_site_is_no_fault(planted):
    assert planted(lambda root, line: publish(root), SHOWN) == ""
    assert planted(lambda root, line: publish(root), SAME) == ""


def test_silence_is_noticed(planted):
    """A wrong edit that is published as if nothing had happened."""
    assert planted(lambda root, line: publish(root)).startswith("silent")


def test_a_traceback_is_noticed(planted):
    assert planted(lambda root, line: Built(1, "", 'Traceback …\nKeyError: "name"')).startswith("a traceback: KeyError")
    assert planted(lambda root, line: Built(1, "Traceback (most recent call last):\n  File …\nKeyError: 1")).startswith("a traceback: KeyError")


@pytest.mark.parametrize("page, noticed", [
    ("{{ contact('dsl') }}", "{{"), ("None", "None"), ("undefined", "undefined"), ("title: The page", "title:"), ("Some **bold words.", "**"),
    ("[people](../contacts.md", "]("),
])
def test_a_damaged_page_is_noticed(planted, page, noticed):
    """What no reader should see."""
    fault = planted(lambda root, line: publish(root, GOOD_PAGE.replace("Words.", page)), SHOWN)
    assert fault.startswith("damage: index.html shows") and noticed in fault


def test_a_page_that_says_something_else_is_noticed(planted):
    """Line ends change no words."""
    assert planted(lambda root, line: publish(root, GOOD_PAGE.replace("Words", "Wörds")), SAME) == "damage: index.html says something else"


def test_a_page_that_went_is_noticed(planted):
    def build(root, line):
        (root / "site/index.html").unlink()
        return Built(0, "")
    assert planted(build, SHOWN) == "damage: index.html is gone"


def test_a_damaged_site_is_noticed(planted):
    """A refused build leaves the last good site, and nothing else."""
    def half_built(root, line):
        (root / "site/index.html").unlink()
        return Built(1, REFUSAL.format(line=line))

    def left_behind(root, line):
        (root / ".site-new").mkdir()
        return Built(1, REFUSAL.format(line=line))
    assert planted(half_built) == "damage: site/ is not as it was"
    assert planted(left_behind) == "damage: left .site-new behind"


@pytest.mark.parametrize("said, noticed", [
    ("", "names no file and line"), ("Aborted with a configuration error!", "names no file and line"), ("WARNING - something\n" + REFUSAL,
    "says more than the problems"),
    (REFUSAL.replace("has no name", "raised KeyError"), "a programmer's words"), ("data/contacts.yaml, line {line}: this is wrong.",
    "does not say what to do"),
    (REFUSAL.replace("contacts", "help"), "points to another file"), (REFUSAL.replace("{line}", "70"), "points to line 70"), (REFUSAL.replace("Mrs",
    "Mrs " * 400), "letters long"),
])
def test_an_unclear_message_is_noticed(planted, said, noticed):
    """An editor could not mend it from these words."""
    fault = planted(lambda root, line: Built(1, said.format(line=line)))
    assert fault.startswith("unclear") and noticed in fault


def test_a_right_edit_that_is_refused_is_noticed(planted):
    assert planted(lambda root, line: Built(1, REFUSAL.format(line=line)), SAME).startswith("too strict")


def test_the_command_prints_a_table_and_fails_on_a_fault(monkeypatch, capsys):
    """Exit status 0 only where every edit ended well."""
    monkeypatch.setattr("tests.wrong_edits.run", lambda chosen: {number: ("right site", "") for number in chosen})
    assert main(["data/policy.yaml", "removed"]) == 0
    assert "right site" in capsys.readouterr().out
    monkeypatch.setattr("tests.wrong_edits.run", lambda chosen: {number: ("right site", "silent: it was published") for number in chosen})
    assert main(["data/policy.yaml", "removed"]) == 1
    assert "FAULT: silent" in capsys.readouterr().out


def test_all_bytes_sees_every_change(tmp_path):
    (tmp_path / "a").write_text("x")
    seen = all_bytes(tmp_path)
    (tmp_path / "a").write_text("y")
    assert all_bytes(tmp_path) != seen
    (tmp_path / "a").write_text("x")
    (tmp_path / "b").mkdir()
    assert all_bytes(tmp_path) != seen


def test_an_edit_that_changes_nothing_is_no_edit(tmp_path):
    """A pattern that no longer fits the real files is said, not counted as harmless."""
    (tmp_path / "page.md").write_text("Words.\n")
    with pytest.raises(AssertionError, match="nothing like"):
        replaced("page.md", "x", "^title:", "").make(tmp_path)
    added("page.md", "y", "More.").make(tmp_path)
    assert (tmp_path / "page.md").read_text() == "Words.\n\nMore.\n"
