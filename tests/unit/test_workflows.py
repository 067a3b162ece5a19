"""The workflows' own shell, step by step, with a stand-in for GitHub's `gh`: what an editor reads.

The made-up site is a repository with a remote here; nothing of GitHub itself is tried.
"""

import os
import shutil
import subprocess
import sys

import pytest
import yaml

from tests.project import ROOT, Project

GH = """#!/bin/sh
echo "$@" >> "$GH_LOG"
case "$1 $2" in
  "$GH_REFUSES") echo "GitHub Actions is not permitted to create pull requests" >&2; exit 1 ;;
  "pr create") echo https://github.example/school/site/pull/7 ;;
esac
"""
REVIEW = {
    "MEETING": "Full governors, minute 12",
    "LOOKED_AT": "All sections",
    "WORDING": "website",
    "OUTCOME": "amended",
    "NEXT_DUE": "2027-11",
}


class Repository:
    """The made-up site on a branch of its own, as a workflow has it."""

    def __init__(self, folder):
        self.folder, self.temp = folder / "site", folder / "temp"
        self.project = Project.made_up(self.folder)
        for name in (".ci", "Makefile", "requirements-site.txt"):
            (self.folder / name).symlink_to(ROOT / name)
        self.put(self.folder / ".venv/bin/python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        self.put(folder / "bin/gh", GH)
        (self.folder / ".venv/.ready-site").touch()
        (self.folder / ".gitignore").write_text(".venv\nsite\n__pycache__\n")
        self.temp.mkdir()
        who = {"NAME": "Somebody", "EMAIL": "somebody@example.org"}
        self.environment = os.environ | {
            **{f"GIT_{role}_{key}": who[key] for role in ("AUTHOR", "COMMITTER") for key in who},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "TODAY": "2026-11-22",
            "INTO": "origin/main",
            "EDIT": "https://github.example/school/site/edit/my-change",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_STEP_SUMMARY": str(self.temp / "shown.md"),
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_REPOSITORY": "school/site",
            "GH_LOG": str(self.temp / "gh.log"),
        }
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("As it is")
        self.git("clone", "--quiet", "--bare", ".", str(folder / "origin"))
        self.git("remote", "add", "origin", str(folder / "origin"))
        self.git("fetch", "--quiet", "origin")

    def put(self, path, script: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script)
        path.chmod(0o755)

    def git(self, *arguments: str) -> str:
        return self.run(["git", *arguments], check=True).stdout

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def run(self, command, check=False, **given):
        run = subprocess.run(
            command, cwd=self.folder, env=self.environment | given, capture_output=True, text=True
        )
        assert not check or run.returncode == 0, run.stdout + run.stderr
        return run

    def step(self, workflow: str, name: str, **given):
        """One step's own script, as GitHub runs it."""
        jobs = yaml.safe_load((ROOT / f".github/workflows/{workflow}.yml").read_text())["jobs"]
        steps = [step for job in jobs.values() for step in job["steps"]]
        script = next(step["run"] for step in steps if step.get("name") == name)
        return self.run(["bash", "--noprofile", "--norc", "-e", "-c", script], **given)

    def read(self, name: str) -> str:
        path = self.temp / name
        return path.read_text() if path.exists() else ""


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


def test_a_mistake_in_a_change(repository):
    line = repository.project.add("docs/parents/index.md", "Ask {{ contact('nobody') }}.")
    repository.commit("Whom to ask")
    assert repository.step("check", "Check the change", GITHUB_ACTIONS="true").returncode == 1
    assert repository.step("check", "Say what was found").returncode == 0
    shown = repository.read("shown.md")
    assert shown.startswith("## What to mend\n\n- [`docs/parents/index.md, line")
    assert f"/edit/my-change/docs/parents/index.md#L{line}" in shown
    assert "once this is mended" in shown


def test_a_right_change_is_shown(repository):
    repository.project.add("docs/parents/index.md", "You can recieve a copy on paper.")
    repository.project.edit("docs/policy/conduct.md", r"^(- \w+)", r"\1 surely")
    repository.commit("Words")
    run = repository.step("check", "Check the change", GITHUB_ACTIONS="true")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "::warning file=docs/parents/index.md,line=" in run.stdout
    repository.step("check", "Say what was found")
    shown = repository.read("shown.md")
    parts = ["This can be merged", "## Remarks", "recieve", "## Pages that change"]
    parts += ["+ You can recieve a copy on paper.", "## Rules that change", "has changed"]
    places = [shown.find(part) for part in parts]
    assert -1 not in places and places == sorted(places), shown
    assert "Changed: `parents/index.html`" in shown
    assert "recieve" in (repository.temp / "site/parents/index.html").read_text()


def test_a_failure_of_the_machinery(repository):
    repository.environment["INTO"] = "origin/gone"
    assert repository.step("check", "Check the change").returncode != 0
    run = repository.step("check", "Say what was found")
    assert repository.read("shown.md").startswith("## This is not your change")
    assert "::error title=This is not your change" in run.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("docs/index.md", r"\Z", "More words.\n", "content"),
        ("data/help.yaml", r"\A", "# Words\n", "content"),
        ("mkdocs.yml", "  - status.md\n", "", "content"),
        ("mkdocs.yml", "  - status.md\n", "  - status.md\x85plugins: []\n", "code"),
        ("mkdocs.yml", "font: false", "font: true", "code"),
        ("mkdocs.yml", r"\Z", "extra_javascript: [https://example.org/x.js]\n", "code"),
        ("tests/test_new.py", None, "", "code"),
    ],
)
def test_what_has_changed(repository, file, old, new, what):
    if old is None:
        repository.project.write(file, new)
    else:
        repository.project.edit(file, old, new)
    repository.commit("A change")
    output = str(repository.temp / "output")
    repository.step("check", "Is it words and data alone, or code too?", GITHUB_OUTPUT=output)
    assert repository.read("output") == f"what={what}\n"


def test_a_review_becomes_a_pull_request(repository):
    assert repository.step("agree", "Record it", **REVIEW).returncode == 0
    assert repository.step("agree", "Open the pull request", BRANCH="review-1").returncode == 0
    shown, log = repository.read("shown.md"), repository.read("gh.log")
    assert "## The review was recorded\n" in shown and "/pull/7)" in shown
    assert "workflow run check.yml --ref review-1" in log
    pushed = repository.git("show", "--stat", "--format=%s", "origin/review-1")
    assert "data/policy.yaml" in pushed and "data/editions/2026-11.yaml" in pushed


def test_a_pull_request_that_cannot_be_opened(repository):
    approval = {"PAGE": "parents/unkind-messages/", "BY": "head"}
    assert repository.step("approve", "Record it", **approval).returncode == 0
    given = {"BRANCH": "approval-1", "GH_REFUSES": "pr create"}
    assert repository.step("approve", "Open the pull request", **given).returncode == 1
    shown = repository.read("shown.md")
    assert "## The approval was recorded, and waits on a branch" in shown
    assert "(https://github.example/school/site/compare/main...approval-1?expand=1)" in shown
    assert "Allow GitHub Actions to create and approve pull requests" in shown
    assert "workflow run check.yml --ref approval-1" in repository.read("gh.log")
    assert "approved_by: head" in repository.git("show", "origin/approval-1")


def test_a_branch_that_is_not_taken(repository):
    assert repository.step("agree", "Record it", **REVIEW).returncode == 0
    repository.git("remote", "set-url", "origin", str(repository.temp / "nowhere"))
    assert repository.step("agree", "Open the pull request", BRANCH="review-1").returncode != 0
    assert repository.read("shown.md").startswith("## Nothing was recorded, and it is not what")


def test_a_form_filled_in_wrongly(repository):
    assert repository.step("agree", "Record it", **REVIEW | {"NEXT_DUE": "soon"}).returncode == 1
    shown = repository.read("shown.md")
    assert shown.startswith("## Nothing was recorded\n") and '"soon" is not a date' in shown
    assert not repository.git("status", "--porcelain")


def test_a_form_that_could_not_be_run(repository):
    shutil.rmtree(repository.folder / ".venv/bin")
    assert repository.step("approve", "Record it").returncode == 1
    assert "it is not what you typed" in repository.read("shown.md")
