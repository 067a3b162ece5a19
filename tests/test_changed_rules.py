"""When a rule's text changes, the check on a pull request lists the pages that tell it."""

import pytest

from policysite import pull_request
from tests.project import Project, run

GIT = ("git", "-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
AGAIN = "Rule {} ({}) has changed. Read beside it what tells it: {}."


def git(project: Project, *commands: str) -> None:
    """Each command in turn, as words with spaces between."""
    for command in commands:
        ended = run(*GIT, *command.split(), folder=project.root)
        assert ended.status == 0, ended.output


@pytest.fixture
def repository(scratch) -> Project:
    """The copy as a repository: HEAD is what the pull request starts from."""
    git(scratch, "init --quiet", "add --all", "commit --quiet --message=As-it-is")
    return scratch


def told(project: Project, *names: str) -> str:
    """Where the pages cite those names, as the check says it."""
    places = []
    for path in sorted((project.root / "docs").rglob("*.md")):
        lines = [str(number) for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if any(f"'{name}'" in line for name in names)]
        if lines:
            places.append(f"{path.relative_to(project.root).as_posix()}, line{'s' * (len(lines) > 1)} {', '.join(lines)}")
    return "; ".join(places)


def again(project: Project) -> list[str]:
    """The lines about rules that changed since the base."""
    return pull_request.to_read_again(pull_request.rules_at(project.root, "HEAD"), project.load())


def test_nothing_changed(repository):
    """Words elsewhere, a name, a number or a line end of the policy's files are no change of a rule."""
    repository.edit("docs/staff/index.md", r"\Z", "\nOne more sentence.\n")
    repository.edit("data/contacts.yaml", "^  name: .*", "  name: Somebody New")
    path = repository.root / "docs/policy/breaches.md"
    path.write_bytes(path.read_text("utf-8").replace("\n", "\r\n").encode())
    assert again(repository) == []


def test_a_changed_rule_lists_the_pages_that_tell_it(repository):
    """Each with its lines, to be read beside the rule."""
    repository.edit("docs/policy/staff-use.md", r" \{#no-personal-accounts\}", " Never. {#no-personal-accounts}")
    places = told(repository, "no-personal-accounts")
    assert "docs/staff/index.md, line" in places and "docs/parents/index.md, line" in places
    assert again(repository) == [AGAIN.format("4(11)", "no-personal-accounts", places)]


def test_the_check_prints_it(repository, monkeypatch, capsys):
    """After what it says of the agreed edition; it stops nobody."""
    monkeypatch.setattr(pull_request, "ROOT", repository.root)
    repository.edit("docs/policy/staff-use.md", r" \{#no-friends\}", " Never. {#no-friends}")
    assert pull_request.main(["HEAD"]) == 0
    assert capsys.readouterr().out.endswith("\n" + "\n".join(again(repository)) + "\n")


def test_a_changed_point_lists_the_pages_that_tell_it_or_its_whole_rule(repository):
    """A page that cites the rule may tell the point as well."""
    repository.edit("docs/policy/pupils-use.md", r"To use safe passwords\.", "To use very safe passwords.")
    assert again(repository) == [AGAIN.format("6(5)(d)", "safe-passwords", told(repository, "safe-passwords", "pupils-advised"))]


def test_a_point_without_a_name_belongs_to_its_rule(repository):
    """The list of the school's other policies."""
    repository.edit("docs/policy/other-policies.md", "Behaviour Policy", "Behaviour and Kindness Policy")
    assert again(repository) == [AGAIN.format("2(1)", "linked-policies", told(repository, "linked-policies"))]


def test_a_changed_rule_that_no_page_tells(repository):
    """Says so."""
    repository.edit("docs/policy/monitoring-and-review.md", r"at least once a year", "at least twice a year")
    assert again(repository) == ["Rule 7(1) (yearly-review) has changed. No page tells it."]


def test_a_rule_that_only_moved_has_not_changed(repository):
    """A new rule before it moves its number; its pages still say the same."""
    repository.edit("docs/policy/breaches.md", r"^- We tell everyone", "- We are kind. {#kind}\n- We tell everyone")
    assert again(repository) == []


@pytest.mark.parametrize("taken_out", ["docs/policy/breaches.md", "docs/policy"])
def test_a_base_without_those_files(repository, taken_out):
    """A new section has nothing to be compared with."""
    git(repository, f"rm -r --quiet --cached {taken_out}", "commit --quiet --message=Without")
    assert not [clause for clause in pull_request.rules_at(repository.root, "HEAD").rules if clause.page.path == "policy/breaches.md"]
