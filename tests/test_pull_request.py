"""The check on a pull request, in a repository of its own: no recorded review is changed, and nobody else is stopped."""

import re
import sys
from datetime import date

import pytest

from policysite import editions, pull_request
from policysite.typed import read_yaml
from tests.governors import REVIEW, add_review, agree
from tests.project import Ended, Project, run

GIT = ("git", "-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
RECORDED = "data/policy.yaml, line {}: \"review 1\" (2024-03) was "
PUT_BACK = "A review that is recorded is not changed. Put it back, and add a new entry below it with  kind: correction  and  corrects: 2024-03\n"
END = "\n1 problem to mend. Nothing was published.\n"


def commit(project: Project, branch: str = "main") -> None:
    """Everything as it stands, as a commit that `branch` names."""
    for command in (("add", "--all"), ("commit", "--quiet", "--allow-empty", "--message", "As it is"), ("branch", "--force", branch)):
        ended = run(*GIT, *command, folder=project.root)
        assert ended.status == 0, ended.output


@pytest.fixture
def repository(sample) -> Project:
    """The copy with made-up people, as a repository whose `base` is what a pull request starts from."""
    assert run(*GIT, "init", "--quiet", "--initial-branch=work", folder=sample.root).status == 0
    commit(sample, "base")
    return sample


@pytest.fixture
def check(repository, monkeypatch, capsys):
    """Runs the check on the repository as it stands: how it ends, and what it prints."""
    monkeypatch.setattr(pull_request, "ROOT", repository.root)

    def run_it(base: str = "base", today: str = "2026-11-22") -> Ended:
        monkeypatch.setenv("TODAY", today)
        return Ended(pull_request.main([base]), capsys.readouterr().out)
    return run_it


def test_the_check_as_a_command(repository):
    """As the workflow runs it."""
    command = (sys.executable, "-m", "policysite.pull_request", "base")
    assert run(*command, folder=repository.root).status == 0
    line = repository.edit("data/policy.yaml", "next_due: 2025-03", "next_due: 2025-02") - 3
    assert run(*command, folder=repository.root) == (1, RECORDED.format(line) + "edited: next_due. " + PUT_BACK + END)


@pytest.mark.parametrize("today", ["2026-11-22", "2024-03-05", "2025-04-01", "2031-02-28"])
def test_a_typo_fix_passes_on_any_day(repository, check, today):
    """Whoever mends a word or a phone number is not stopped by a review that is overdue, or by anything else that is old."""
    repository.edit("docs/staff/index.md", r"\Z", "\nOne more sentence.\n")
    repository.edit("data/contacts.yaml", "020 7946 0003", "020 7946 0009")
    assert check(today=today).status == 0


def test_nothing_agreed_yet(repository, check):
    """It passes, and says that there is nothing to compare."""
    assert check() == (0, "No edition of this wording has been agreed yet, so there is nothing to compare the rules with.\n")


@pytest.mark.parametrize("old, new, changed", [
    ("next_due: 2025-03", "next_due: 2025-02", "edited: next_due. "),
    ("date: 2024-03", "date: 2024-04", "edited: date. "),
    ("written: 2024-02", "written: 2024-01", "edited: written. "),
    ("next_due: 2025-03", "next_due: 2025-03\n    looked_at: Everything", "edited: looked_at. "),
    (r"date: 2024-03\n((?:.*\n)*)    next_due: 2025-03", r"date: 2025-03\n\1    next_due: 2026-03", "edited: date, next_due. "),
], ids=["its due date", "its date", "when it was written", "evidence added later", "both dates"])
def test_a_recorded_review_is_not_edited(repository, check, old, new, changed):
    """Moving a date without a review is refused, with the reason and the way to put a mistake right."""
    repository.edit("data/policy.yaml", old, new)
    line = repository.load().facts.policy.reviews[0].line
    ended = check()
    assert ended.status == 1
    assert ended.output.startswith(RECORDED.format(line) + changed + PUT_BACK)


def test_a_recorded_review_is_not_taken_out(repository, check):
    """Nor is another put in its place."""
    add_review(repository)
    commit(repository, "base")
    source = repository.read("data/policy.yaml")
    repository.write("data/policy.yaml", source.replace(REVIEW, ""))
    assert check() == (1, 'data/policy.yaml, line 3: "review 2" (2026-11) was taken out. Put it back as it was.\n\n'
                                    "1 problem to mend. Nothing was published.\n")
    repository.write("data/policy.yaml", re.sub(r"  - date: 2024-03\n(    .*\n)*", "", source))
    assert check().status == 1


def test_reviews_are_not_put_in_between(repository, check):
    """A new one stands last."""
    add_review(repository)
    commit(repository, "base")
    repository.edit("data/policy.yaml", re.escape(REVIEW), REVIEW.replace("2026-11", "2025-03").replace("2027-11", "2026-03") + REVIEW)
    ended = check()
    assert ended.status == 1 and '"review 2" (2026-11) was edited: ' in ended.output


def test_a_good_review_passes(repository, check):
    """And so does a correction that names the one it corrects, or the same words in another order of lines and comments."""
    repository.edit("data/policy.yaml", r"^reviews:", "# The record\nreviews:")
    add_review(repository)
    assert check().status == 0
    commit(repository, "base")
    add_review(repository, "  - date: 2026-11\n    kind: correction\n    corrects: 2026-11\n    looked_at: Mistyped\n    next_due: 2027-09\n")
    assert check().status == 0


@pytest.mark.parametrize("name", ["looked_at", "outcome", "agreed_at", "by"])
def test_a_review_with_nothing_looked_at_is_refused(repository, check, name):
    """What was looked at, by whom, where it was agreed, and the outcome: without evidence it is no review."""
    line = add_review(repository, re.sub(rf"    {name}: .*\n", "", REVIEW))
    assert check() == (1, f'data/policy.yaml, line {line}: "review 2" is of kind review and has no {name}. Add a line  {name}: …  '
                                    "(see the top of the file).\n\n1 problem to mend. Nothing was published.\n")


def test_a_review_that_is_still_to_come_is_refused(repository, check):
    """Or its date could be typed years ahead."""
    line = add_review(repository, REVIEW.replace("date: 2026-11", "date: 2026-12"))
    assert check() == (1, f'data/policy.yaml, line {line}: "review 2" has date: 2026-12, and that is still to come. Write when it was.\n\n'
                                    "1 problem to mend. Nothing was published.\n")
    assert check(today="2026-12-01").status == 0


def test_a_base_that_is_not_there_is_no_pass(repository, check):
    """With nothing to compare with, the check does not say that all is well."""
    ended = check(base="origin/main")
    assert ended == (1, "There is no commit origin/main here to compare with. Fetch it first:  git fetch origin\n")


def test_a_first_pull_request(repository, check):
    """Where the base has no record yet, there is nothing that could have been edited."""
    run(*GIT, "rm", "--quiet", "--cached", "data/policy.yaml", folder=repository.root)
    run(*GIT, "commit", "--quiet", "--message", "Without", folder=repository.root)
    run(*GIT, "branch", "--force", "base", folder=repository.root)
    assert check().status == 0


def test_the_rules_that_changed_are_named(repository, check):
    """A pull request that alters the agreed wording passes, and says which rules governors have not agreed."""
    agree(repository)
    commit(repository, "base")
    assert check() == (0, "Every rule reads as agreed in November 2026.\n")
    repository.edit("docs/policy/staff-use.md", r" \{#no-friends\}", " Never. {#no-friends}")
    status, output = check()
    assert (status, output.splitlines()[0]) == (0, "Rule 4(12) (no-friends) was altered.")


def test_an_agreed_edition_is_not_sealed_again(repository, check):
    """Somebody who knows how the seal is made can't change what was agreed."""
    agree(repository)
    commit(repository, "base")
    path = repository.root / "data/editions/2026-11.yaml"
    path.write_text(path.read_text("utf-8").replace("Full governors", "All governors"), "utf-8")
    entry, _ = read_yaml(path, path.name)
    path.write_text(path.read_text("utf-8").replace(entry["seal"], editions.seal_of(entry)), "utf-8")
    assert repository.problems() == []
    assert check() == (1, "data/editions/2026-11.yaml, line 1: this edition was agreed, and is not changed. "
                                    "Restore it from the file's history\n\n1 problem to mend. Nothing was published.\n")


def test_a_new_edition_passes(repository, check):
    """As the form opens it."""
    agree(repository)
    commit(repository, "base")
    repository.edit("docs/policy/staff-use.md", r" \{#no-friends\}", " Never. {#no-friends}")
    agree(repository, date(2027, 3, 10), NEXT_DUE="2028-03")
    status, output = check(today="2027-03-10")
    assert (status, output.splitlines()[0]) == (0, "Every rule reads as agreed in March 2027.")


# --- addresses --------------------------------------------------------------------------------------------

def test_a_renamed_page_keeps_its_old_address(repository, check):
    """The check names it until data/redirects.yaml says where it leads."""
    (repository.root / "docs/about/privacy.md").rename(repository.root / "docs/about/your-privacy.md")
    repository.edit("mkdocs.yml", "about/privacy.md", "about/your-privacy.md")
    assert check() == (1, 'data/redirects.yaml, line 1: pages: "about/privacy/" has gone, and old links to it would end nowhere. Below  pages:  add where it leads '
                          "from now on, such as   about/privacy/: about/your-privacy/\n" + END)
    repository.edit("data/redirects.yaml", "^pages:", "pages:\n  about/privacy/: about/your-privacy/")
    assert check().status == 0


def test_a_renamed_rule_keeps_its_old_name(repository, check):
    """So does a point; and an old address stays recorded."""
    for path in (repository.root / "docs").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("'log-out'", "'sign-out'").replace("{#log-out}", "{#sign-out}"), "utf-8")
    ended = check()
    assert ended.status == 1 and 'rules: "log-out" has gone' in ended.output and ended.output.startswith("data/redirects.yaml")
    assert "such as   log-out: sign-out\n" in ended.output
    repository.edit("data/redirects.yaml", "^rules:", "rules:\n  log-out: sign-out")
    assert check().status == 0
    commit(repository, "later")
    repository.edit("data/redirects.yaml", "  log-out: sign-out\n", "")
    ended = check("later")
    assert ended.status == 1 and 'rules: "log-out" has gone' in ended.output


# --- people and documents ---------------------------------------------------------------------------------

def test_somebody_new_does_not_keep_the_old_source(repository, check):
    """Her details do not come from a policy that named somebody else; with a new source, or once confirmed, all is well."""
    line = repository.edit("data/contacts.yaml", "  name: Dr Cy Sample", "  name: Mrs Fay Newcomer") + 3
    ended = check()
    assert ended.status == 1
    assert ended.output.startswith(f'data/contacts.yaml, line {line}: "chair_of_governors" is somebody else now, and the source is still "The office". Write where '
                                   "the new details come from, such as   source: The school office, January 2027\n")
    contacts = repository.read("data/contacts.yaml")
    repository.edit("data/contacts.yaml", r"(name: Mrs Fay Newcomer\n(?:.*\n)*?)  source: .*", r"\1  source: The school office, January 2027")
    assert check().status == 0
    repository.write("data/contacts.yaml", contacts)
    repository.edit("data/contacts.yaml", r"(name: Mrs Fay Newcomer\n(?:.*\n)*?)  confirmed: .*", r"\1  confirmed: 2026-11")
    assert check().status == 0


@pytest.mark.parametrize("name", ["Dr Cy Samples", "Dr Cy  Sample", "Doctor Cy Sample"])
def test_a_letter_put_right_is_no_new_person(repository, check, name):
    repository.edit("data/contacts.yaml", "  name: Dr Cy Sample", f"  name: {name}")
    assert check().status == 0


def test_somebody_new_does_not_keep_the_old_address(repository, check):
    """Letters for her would go to whom she follows."""
    repository.edit("data/contacts.yaml", "email: chair@example.org", "email: csample@example.org")
    commit(repository, "base")
    repository.edit("data/contacts.yaml", "  name: Dr Cy Sample", "  name: Mrs Fay Newcomer")
    repository.edit("data/contacts.yaml", r"(name: Mrs Fay Newcomer\n(?:.*\n)*?)  source: .*", r"\1  source: The school office, January 2027")
    line = repository.edit("data/contacts.yaml", "csample", "csample")
    assert check() == (1, f'data/contacts.yaml, line {line}: "chair_of_governors" is somebody else now, and the email is still csample@example.org. '
                          "Write the new one, or take the line away\n" + END)


@pytest.mark.parametrize("name", ["Dr Cy Sample (job share)", "dr cy sample"])
def test_a_word_behind_a_name(repository, check, name):
    repository.edit("data/contacts.yaml", "  name: Dr Cy Sample", f"  name: {name}")
    assert check().status == 0


@pytest.mark.parametrize("file, old, new", [("help", '"0808 800 5000"', '"0808 800 5001"'), ("apps", r'^  age: "13"', '  age: "14"')])
def test_what_is_changed_was_seen_on_a_day(repository, check, file, old, new):
    """A number or an age that differs was read somewhere: the day is written with it."""
    repository.edit(f"data/{file}.yaml", old, new)
    ended = check(today="2026-12-01")
    assert ended.status == 1 and re.search(rf'^data/{file}\.yaml, line \d+: "\w+" has another \w+, and is still seen: 2026-11-22\. Write the day on which somebody '
                                           r"read it, such as   seen: 2026-12-01\n", ended.output)
    repository.write(f"data/{file}.yaml", repository.read(f"data/{file}.yaml").replace("seen: 2026-11-22", "seen: 2026-12-01"))
    assert check(today="2026-12-01").status == 0


def test_another_edition_of_a_document_is_said(repository, check):
    """`cited` stands in a rule: whoever brings a document up to date means `newest`."""
    line = repository.edit("data/guidance.yaml", r"^(kcsie:\n.*\n)  cited: .*", r"\1  cited: 2025") + 3
    assert check().output.splitlines()[1] == (
        "Rule 1(1) now names the 2025 edition of Keeping Children Safe in Education where it named 2021. What it names is what governors agreed. "
        f"A newer edition goes after  newest:  in data/guidance.yaml, line {line}.")


def test_a_new_rule_that_nobody_is_told(repository, check):
    """It is said with its line before it is merged; once a page cites it, all is well."""
    repository.edit("docs/policy/breaches.md", r"\Z", "- We dance. {#dance}\n")
    ended = check()
    assert ended.status == 1 and re.search(r"^docs/policy/breaches\.md, line \d+: rule 8\(\d+\) \(dance\) is told on no page", ended.output)
    repository.edit("docs/staff/index.md", r"\Z", "\nDance. {{ clause('dance') }}\n")
    assert check().status == 0
