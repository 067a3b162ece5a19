"""What /about/editing/ quotes is what the checks say: each slip is planted in the made-up site."""

import re

import pytest

from policysite.output.checks import spelling
from tests.project import ROOT, Project

GUIDE = ROOT / "docs/about/editing.md"
QUOTED = re.compile(r"`[\w./-]+\.(?:md|yml|yaml):\d+: (remark: )?(.+?)`(?:$| [A-Z])", re.MULTILINE)


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What is said to the slips that the guide tells of, and whether as a remark."""
    project = Project.made_up(tmp_path_factory.mktemp("guide") / "site")
    project.edit("data/contacts.yaml", "^office:", "school:")
    project.edit("data/contacts.yaml", "checked: 2026-09", "checked: 30/09/2027")
    project.add("docs/contacts.md", "One line<br>and another. You will recieve an answer.")
    project.edit("docs/policy/conduct.md", r"^(- .*) \{#[\w-]+\}$", r"\1")
    page = "---\ntitle: Our new page\ndescription: What is new.\n---\nWords.\n"
    project.write("docs/about/our-new-page.md", page)
    content, problems = project.read()
    problems += spelling.check(content, project.root)
    return {(problem.what, problem.remark) for problem in problems}


def test_the_guide_quotes_what_is_said(said):
    assert quoted(GUIDE.read_text("utf-8")) <= said


def test_what_nobody_says_is_noticed(said):
    assert not quoted("- A slip: `docs/a.md:3: this is said by nobody.`") <= said


def quoted(text: str) -> set[tuple[str, bool]]:
    """What a text quotes, and whether as a remark; files and lines are those of its example."""
    return {(what, bool(remark)) for remark, what in QUOTED.findall(text)}
