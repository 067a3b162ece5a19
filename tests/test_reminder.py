"""The weekly reminder, against a stand-in for GitHub's `gh` that records what it was told and answers from a file."""

import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from policysite import links, reminder, status
from tests.governors import renew
from tests.project import DAY, run

GH = f"""#!{sys.executable}
import json, pathlib, sys
here = pathlib.Path(__file__).parent
given = sys.stdin.read() if "--body-file" in sys.argv else None
with (here / "told").open("a") as told:
    told.write(json.dumps([sys.argv[1:], given]) + "\\n")
if (here / "fails").exists():
    sys.exit("HTTP 403: " + (here / "fails").read_text())
if sys.argv[1:3] == ["issue", "list"]:
    print((here / "issues").read_text())
"""
LIST = ["issue", "list", "--state", "open", "--app", "github-actions", "--limit", "500", "--json", "number,body"]
DUE = "### Headteacher\n\n- [ ] Overdue: Contact – `data/contacts.yaml:3`\n"


@pytest.fixture
def github(tmp_path, monkeypatch):
    """Puts the stand-in first on PATH. `issues` is what is open there; `told()` what it heard since."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "gh").write_text(GH)
    (folder / "gh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def open_there(*issues: dict) -> None:
        (folder / "issues").write_text(json.dumps(issues))

    def told() -> list:
        heard = [json.loads(line) for line in (folder / "told").read_text().splitlines()]
        (folder / "told").unlink()
        assert heard[0] == [LIST, None]
        return heard[1:]

    open_there()
    return SimpleNamespace(folder=folder, open_there=open_there, told=told)


def body_of(listed: str) -> str:
    return f"{reminder.MARKER}\n{reminder.INTRO}{listed.strip()}\n"


def test_an_issue_is_opened_when_something_is_due(github):
    """With the list, and a marker that nobody sees."""
    assert reminder.keep(DUE) == "opened"
    assert github.told() == [[["issue", "create", "--title", "What is due for review", "--body-file", "-"], body_of(DUE)]]


def test_the_open_issue_is_updated_in_place(github):
    """Found by its marker, whatever its title has become."""
    github.open_there({"number": 7, "body": body_of("### Old")}, {"number": 3, "body": "Somebody's own issue"})
    assert reminder.keep(DUE) == "updated"
    assert github.told() == [[["issue", "edit", "7", "--body-file", "-"], body_of(DUE)]]


@pytest.mark.parametrize("kept", [lambda body: body, lambda body: body.rstrip(), lambda body: body.replace("\n", "\r\n")],
                         ids=["as written", "without its last line end", "with GitHub's line ends"])
def test_the_same_list_twice_changes_nothing(github, kept):
    """Nobody is told again of what they know."""
    github.open_there({"number": 7, "body": kept(body_of(DUE))})
    assert reminder.keep(DUE) == "nothing to do"
    assert github.told() == []


def test_the_issue_is_closed_when_all_is_current(github):
    """With a word on why."""
    github.open_there({"number": 7, "body": body_of(DUE)})
    assert reminder.keep("") == "closed"
    assert github.told() == [[["issue", "close", "7", "--comment", "Everything is current again."], None]]


def test_nothing_due_and_nothing_open(github):
    """Other people's issues are left alone."""
    github.open_there({"number": 3, "body": "Somebody's own issue"})
    assert reminder.keep("") == "nothing to do"
    assert github.told() == []


def test_one_issue_stays_open(github):
    """Where somebody reopened another, the older is kept."""
    github.open_there({"number": 9, "body": body_of("### Old")}, {"number": 7, "body": body_of(DUE)}, {"number": 3, "body": ""})
    assert reminder.keep(DUE) == "nothing to do"
    assert github.told() == [[["issue", "close", "9", "--comment", "The list is kept in #7."], None]]


def test_github_says_no(github):
    """The workflow fails, with what GitHub said."""
    (github.folder / "fails").write_text("Resource not accessible")
    with pytest.raises(subprocess.CalledProcessError) as error:
        reminder.keep(DUE)
    assert "HTTP 403: Resource not accessible" in error.value.stderr


# --- what the list says ------------------------------------------------------------------------------------

@pytest.fixture
def found(monkeypatch):
    """Says what the check of links found, without checking."""
    def say(dead=(), unreachable=()):
        monkeypatch.setattr(links, "check", lambda base: (list(dead), list(unreachable)))
    say()
    return say


GONE = links.Link("https://example.org/gone", "contacts/", "404 Not Found")
SILENT = links.Link("https://example.org/silent", "/", "timeout")


def test_the_list_is_upkeeps_own(sample, found):
    """Grouped by owner, as `make upkeep` prints it."""
    assert reminder.what_is_due(sample.root, DAY) == status.as_markdown(sample.load().facts, DAY)


def test_dead_addresses_come_last_and_unreachable_ones_apart(sample, found):
    """Only what is gone is called gone."""
    found([GONE], [SILENT])
    assert reminder.what_is_due(sample.root, DAY).endswith("""
### Addresses that are gone

- https://example.org/gone (on contacts/)

### Addresses that could not be checked

- https://example.org/silent (on /)
""")


def test_a_dead_address_alone_opens_the_issue(scratch, found):
    """With every fact renewed, an address that is gone still needs somebody; one that is only silent does not."""
    renew(scratch)
    assert reminder.what_is_due(scratch.root, DAY) == ""
    found([], [SILENT])
    assert reminder.what_is_due(scratch.root, DAY) == ""
    found([GONE], [])
    assert "https://example.org/gone" in reminder.what_is_due(scratch.root, DAY)


def test_the_same_facts_give_the_same_list_tomorrow(sample, found):
    """No day is counted in it, so that the issue changes only when a state does."""
    assert reminder.what_is_due(sample.root, DAY) == reminder.what_is_due(sample.root, DAY.replace(day=23))


def test_the_reminder_as_a_command(sample, github):
    """As the workflow runs it: opened, then nothing to do."""
    (sample.root / "site").mkdir()
    (sample.root / "site/index.html").write_text("<p>Nothing to follow here.</p>")
    command = (sys.executable, "-m", "policysite.reminder")
    assert run(*command, folder=sample.root) == (0, "opened\n")
    (create,) = github.told()
    github.open_there({"number": 1, "body": create[1]})
    assert run(*command, folder=sample.root, TODAY="2026-11-23") == (0, "nothing to do\n")
    assert "Review of the Social Media Policy, due March 2025" in create[1]
    (github.folder / "fails").write_text("Resource not accessible")
    assert run(*command, folder=sample.root) == (1, "gh issue list failed: HTTP 403: Resource not accessible\n")
