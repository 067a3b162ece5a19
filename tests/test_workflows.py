"""What runs on GitHub: pinned, with as few rights as it needs, the same in any fork."""

import re

import pytest
import yaml

from tests.project import ROOT

WORKFLOWS = {path.name: path for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))}
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def unpinned(text: str) -> list[str]:
    """An action is named by its full commit, which nobody can move, with its version beside it."""
    return [line.strip() for line in text.splitlines() if "uses:" in line and not PINNED.search(line)]


def dangers(text: str) -> list[str]:
    """A workflow that runs a stranger’s change reads it, and can do no more; what is typed never becomes a command."""
    workflow = yaml.load(text, yaml.BaseLoader)
    said = ["it runs with the rights of the repository"] * ("pull_request_target" in workflow["on"])
    if "pull_request" in workflow["on"]:
        rights = [workflow.get("permissions", "all"), *(job.get("permissions", {}) for job in workflow["jobs"].values())]
        said += ["it can write"] * any(each not in ({}, {"contents": "read"}) for each in rights)
        said += ["it can see a secret"] * ("secrets." in text)
    scripts = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    return said + ["what people type reaches a script"] * any("${{" in script for script in scripts)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned(name):
    """By commit, not by a tag that can be moved."""
    assert unpinned(WORKFLOWS[name].read_text("utf-8")) == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_strangers_change_is_harmless(name):
    """No secrets, a token that only reads, and nothing typed becomes a command."""
    assert dangers(WORKFLOWS[name].read_text("utf-8")) == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_rights_are_named(name):
    """Whatever a workflow may do is written in it."""
    assert "permissions" in yaml.load(WORKFLOWS[name].read_text("utf-8"), yaml.BaseLoader)


def test_a_fork_works_untouched():
    """The site's address and the links to its source come from the repository that the workflow runs in."""
    text = WORKFLOWS["publish.yml"].read_text("utf-8")
    assert "SITE_URL: ${{ steps.pages.outputs.base_url }}" in text
    assert "REPO_URL: ${{ github.server_url }}/${{ github.repository }}" in text
    assert "branches: [main]" in text


@pytest.mark.parametrize("old, new, fault", [
    (r"(uses: actions/checkout)@\w+ # .*", r"\1@v6", unpinned),
    (r"(uses: actions/checkout@\w+) # .*", r"\1", unpinned),
    ("  pull_request:", "  pull_request_target:", dangers),
    ("contents: read", "contents: write", dangers),
    ("permissions:\n  contents: read\n", "", dangers),
    ("- run: make test", "- run: make test\n        env:\n          TOKEN: ${{ secrets.TOKEN }}", dangers),
    ("- run: make test", '- run: echo "${{ github.event.pull_request.title }}"', dangers),
], ids=["by tag", "no version", "with the repository's rights", "may write", "no rights named", "a secret", "a title in a script"])
def test_fault_a_dangerous_check(old, new, fault):
    """Planted in check.yml: each is noticed."""
    text = WORKFLOWS["check.yml"].read_text("utf-8")
    assert fault(text) == []
    assert fault(re.sub(old, new, text)) != []


def test_continuous_integration_asks_nothing():
    """.ci/run stops at the first failure, and reads no keyboard."""
    text = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "set -euo pipefail" in text and "export CI=true" in text
    assert text.rstrip().endswith("exec make test < /dev/null")
