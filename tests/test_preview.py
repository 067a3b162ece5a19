"""What a pull request shows: problems beside their lines, and how the pages' words differ."""

import subprocess
import sys

import pytest
import yaml

from policysite.preview import LONGEST_LINE, MOST_LINES, MOST_PAGES, articles, as_text, difference, main, preview
from policysite.problems import Problem, annotations, report
from tests.project import ROOT, run

BEFORE = {"index.html": "Home\nWelcome.", "contacts/index.html": "Who to contact\nRing us.", "old/index.html": "Old\nGone soon."}


def test_a_changed_a_new_and_a_lost_page():
    """Each with its address and the lines that differ."""
    now = BEFORE | {"contacts/index.html": "Who to contact\nRing the office.", "new/index.html": "New\nWords."}
    del now["old/index.html"]
    said = preview(BEFORE, now)
    assert "Pages: 1 changed, 1 new, 1 taken away." in said and "index.html in it" in said
    assert "### Changed: `/contacts/`\n\n```diff\n- Ring us.\n+ Ring the office.\n```" in said
    assert "### New: `/new/`\n\n```diff\n+ New\n+ Words.\n```" in said
    assert "### Taken away: `/old/`\n\n```diff\n- Old\n- Gone soon.\n```" in said
    assert "`/`" not in said


def test_nothing_changed():
    assert "No page says anything else than before." in preview(BEFORE, dict(BEFORE))


def test_a_large_change_stays_short():
    """So that it is read, and fits into GitHub's megabyte."""
    long = difference("", "\n".join(["x" * 5000] * 500))
    assert long.count("\n+ ") == MOST_LINES and f"And {500 - MOST_LINES} lines more." in long and len(long) < MOST_LINES * (LONGEST_LINE + 9)
    many = preview({}, {f"p{number}/index.html": "Words." for number in range(200)})
    assert many.count("### New") == MOST_PAGES and f"And {200 - MOST_PAGES} pages more." in many


@pytest.mark.parametrize("words", ["```\n<script>alert(1)</script>", "````` x", "<img src=x onerror=alert(1)> @everyone [a](javascript:x)"])
def test_what_pages_say_is_shown_and_not_run(words):
    """Nothing in a page ends the block it is quoted in."""
    fence, *quoted, last = difference("", words).strip().split("\n")
    assert fence == last + "diff" and set(last) == {"`"}
    assert not any(line.strip("+ ").startswith(last) for line in quoted)


def test_a_page_as_text():
    """A line a block; tags and the page around the article are left out; characters are what they stand for."""
    page = "<html><body><nav>Menu</nav><article><h1>A &amp; B</h1>\n<p>One <a href='x'>two</a>.</p><ul><li>three</li></ul></article></body></html>"
    assert as_text(page) == "A & B\nOne two.\nthree"


def test_two_real_sites(sample, tmp_path, capsys):
    """An editor's change of one word is one line before and one now."""
    assert sample.build("--quiet", "--site-dir", str(tmp_path / "before")).status == 0
    sample.edit("docs/about/privacy.md", "stores nothing", "keeps nothing")
    assert sample.build("--quiet", "--site-dir", str(tmp_path / "now")).status == 0
    assert main([str(tmp_path / "before"), str(tmp_path / "now")]) == 0
    said = capsys.readouterr().out
    assert "Pages: 1 changed." in said and "### Changed: `/about/privacy/`" in said
    assert said.count("\n- ") == said.count("\n+ ") == 1
    assert len(articles(tmp_path / "now")) > 30


def test_what_can_not_be_compared_is_said(tmp_path, capsys):
    (tmp_path / "now").mkdir()
    assert main([str(tmp_path / "before"), str(tmp_path / "now")]) == 1
    assert "There is no built site" in capsys.readouterr().out
    (tmp_path / "now/index.html").write_text("<article>x</article>")
    assert main([str(tmp_path / "before"), str(tmp_path / "now")]) == 0
    assert "could not be built" in capsys.readouterr().out


# --- beside the lines ------------------------------------------------------------------------------------

PROBLEMS = [Problem("docs/contacts.md", 7, 'a "quoted" 100 % problem: with, signs'), Problem("data/help.yaml", 1, "this file is missing.")]


def test_each_problem_is_an_annotation():
    """GitHub's form: file and line as properties, the words escaped."""
    assert annotations(PROBLEMS).splitlines() == ['::error file=docs/contacts.md,line=7::a "quoted" 100 %25 problem: with, signs',
                                                  "::error file=data/help.yaml,line=1::this file is missing."]


def test_only_github_gets_annotations(monkeypatch):
    """What people read in a terminal stays as it is."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    plain = report(PROBLEMS)
    assert "::" not in plain and plain.endswith("2 problems to mend. Nothing was published.")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert report(PROBLEMS) == f"{plain}\n\n{annotations(PROBLEMS)}"


def test_a_build_on_github_annotates(scratch):
    """From the command to the line of the page."""
    line = scratch.edit("docs/staff/index.md", r"\Z", "\nAsk {{ contact('head') }}.\n") + 1
    said = scratch.build("--quiet", GITHUB_ACTIONS="true").output
    assert f"\ndocs/staff/index.md, line {line}: {{{{ contact('head') }}}}: there is no role" in f"\n{said}"
    assert f"\n::error file=docs/staff/index.md,line={line}::{{{{ contact('head') }}}}: there is no role" in said


# --- the steps of the workflow ----------------------------------------------------------------------------

STEPS = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))["jobs"]["check"]["steps"]


def script(name: str) -> str:
    return next(step["run"] for step in STEPS if step.get("name") == name)


@pytest.fixture
def cloned(scratch, tmp_path):
    """A repository with a change in its last commit, as the workflow has it; its environment is a stand-in of this one."""
    def git(*arguments):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments], cwd=scratch.root, check=True, capture_output=True)
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "before")
    scratch.edit("docs/about/privacy.md", "stores nothing", "keeps nothing")
    git("commit", "--quiet", "--all", "--message", "now")
    (scratch.root / ".venv/bin").mkdir(parents=True)
    (scratch.root / ".venv/bin/python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (scratch.root / ".venv/bin/python").chmod(0o755)
    (tmp_path / "runner").mkdir()
    return scratch, {"RUNNER_TEMP": str(tmp_path / "runner"), "GITHUB_WORKSPACE": str(scratch.root), "GITHUB_STEP_SUMMARY": str(tmp_path / "runner/summary.md")}


def test_the_workflow_shows_what_changes(cloned):
    """Its own lines, run here: the summary of a pull request says what one word did."""
    project, environ = cloned
    assert project.build("--quiet").status == 0
    status, output = run("bash", "-e", "-c", script("Show what changes on the site"), folder=project.root, **environ)
    assert status == 0, output
    summary = (project.root.parent / "runner/summary.md").read_text("utf-8")
    assert "### Changed: `/about/privacy/`" in summary and "+ " in summary and "keeps nothing" in summary


def test_the_workflow_says_what_needs_mending(cloned):
    """The words of the build, as they are, without GitHub's commands."""
    project, environ = cloned
    said = report(PROBLEMS) + "\n\n" + annotations(PROBLEMS)
    (project.root.parent / "runner/said.txt").write_text(said, "utf-8")
    status, output = run("bash", "-e", "-c", script("Say what needs mending"), folder=project.root, **environ)
    assert status == 0, output
    summary = (project.root.parent / "runner/summary.md").read_text("utf-8")
    assert "    docs/contacts.md, line 7:" in summary and "::error" not in summary and "2 problems to mend" in summary


def test_the_workflow_stops_where_the_build_does():
    """Also behind a pipe; and it runs the wrong edits and every test."""
    step = next(step for step in STEPS if step.get("name") == "Build the site")
    assert step["shell"] == "bash" and step["run"].startswith("make site 2>&1 | tee")
    assert {"make wrong-edits", "make test"} <= {step.get("run") for step in STEPS}
