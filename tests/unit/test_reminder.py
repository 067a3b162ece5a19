"""The weekly reminder, against a stand-in for GitHub's `gh` that keeps what it was told."""

import json
import os
import sys
from types import SimpleNamespace

import pytest

from policysite.review import reminder

GH = f"""#!{sys.executable}
import json, pathlib, sys
here = pathlib.Path(__file__).parent
given = sys.stdin.read() if "--body-file" in sys.argv else None
with (here / "told").open("a") as told:
    told.write(json.dumps([sys.argv[1:], given]) + "\\n")
if (here / "fails").exists():
    sys.exit("HTTP 403: not accessible")
if sys.argv[1:3] == ["issue", "list"]:
    print((here / "issues").read_text())
"""
DUE = "### Head Teacher\n\n- [ ] Overdue: Contact – `data/contacts.yaml:3`\n"
BODY = f"{reminder.MARKER}\n{reminder.INTRO}{DUE}"
SOMEBODYS = {"number": 3, "body": "Somebody's own issue"}


@pytest.fixture
def github(tmp_path, monkeypatch):
    """`open_there` sets the open issues; `told` is what `gh` heard after being asked for them."""
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    def open_there(*issues: dict) -> None:
        (tmp_path / "issues").write_text(json.dumps([SOMEBODYS, *issues]))

    def told() -> list:
        heard = [json.loads(line) for line in (tmp_path / "told").read_text().splitlines()]
        assert heard[0] == [["issue", "list", *reminder.OURS], None]
        return heard[1:]

    open_there()
    return SimpleNamespace(folder=tmp_path, open_there=open_there, told=told)


def test_an_issue_is_opened_when_something_is_due(github):
    assert reminder.remind(DUE) == "opened"
    create = ["issue", "create", "--title", "What is due for review", "--body-file", "-"]
    assert github.told() == [[create, BODY]]


def test_the_open_issue_is_updated_in_place(github):
    github.open_there({"number": 7, "body": BODY.replace("Overdue", "Due soon")})
    assert reminder.remind(DUE) == "updated"
    assert github.told() == [[["issue", "edit", "7", "--body-file", "-"], BODY]]


@pytest.mark.parametrize("body", [BODY, BODY.rstrip(), BODY.replace("\n", "\r\n")])
def test_the_same_list_twice_changes_nothing(github, body):
    """Whatever GitHub did to its line ends."""
    github.open_there({"number": 7, "body": body})
    assert reminder.remind(DUE) == "nothing to do" and github.told() == []


def test_the_issue_is_closed_when_all_is_current(github):
    github.open_there({"number": 7, "body": BODY})
    assert reminder.remind("\n") == "closed"
    assert github.told() == [[["issue", "close", "7", "--comment", reminder.DONE], None]]


def test_nothing_due_and_nothing_open(github):
    assert reminder.remind("") == "nothing to do" and github.told() == []


def test_github_says_no(github):
    (github.folder / "fails").touch()
    with pytest.raises(SystemExit, match="gh issue list failed: HTTP 403: not accessible"):
        reminder.remind(DUE)
