"""What a pull request changes against its base, in a repository of a few made-up files."""

import subprocess

import pytest
import yaml

from policysite.review import pull_request
from policysite.review.pull_request import Base
from policysite.review.rule_changes import to_read_again, untold
from tests.unit.made_up import content, entry, page, review, rule, rules, school, when

GIT = ("git", "-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
REVIEWS = [{"date": "2024-03", "kind": "agreed", "next_due": "2025-03"}]
HEAD = {"name": "Ms Ada Example", "source": "The office", "checked": "2026-09"}
LINE = {"name": "A Line", "phone": "0800 1111", "checked": "2026-09-01"}
CITED = {"title": "Guidance", "cited": "2021", "rule": "kind"}
RULES = rules(rule("1(1)", "kind", "We are kind.", rule("1(1)(a)", "always", "Always.")))
SECTION = "---\ntitle: 1. Kindness\n---\n\n- We are kind. {#kind}\n    - Always. {#always}\n"
TOLD = page("staff/index.md", "Be kind.\n\nSee {{ clause('kind') }}.")


@pytest.fixture
def root(tmp_path):
    """A repository whose `base` is what the pull request starts from."""
    (tmp_path / "docs/policy").mkdir(parents=True)
    (tmp_path / "docs/policy/section.md").write_text(SECTION)
    (tmp_path / "docs/old-name.md").write_text("Words")
    write(tmp_path, "policy", {"reviews": REVIEWS})
    for name, entries in entries_of().items():
        write(tmp_path, name, entries)
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "As it is"), ("tag", "base")):
        subprocess.run([*GIT, *command], cwd=tmp_path, check=True)
    return tmp_path


def entries_of() -> dict:
    return {
        "contacts": {"head": dict(HEAD)},
        "help": {"line": dict(LINE)},
        "guidance": {"doc": dict(CITED)},
        "apps": {},
        "redirects": {"pages": {}, "rules": {}},
    }


def write(root, name: str, entries: dict) -> None:
    (root / "data").mkdir(exist_ok=True)
    (root / f"data/{name}.yaml").write_text(yaml.safe_dump(entries, sort_keys=False))


def site(*reviews, listed=RULES, pages=("old-name.md", "policy/section.md")):
    head = entry("contacts", "head", role="Head", **HEAD)
    line = entry("help", "line", "2026-09-01", 4, name="A Line")
    cited = entry("guidance", "doc", title="Guidance", cited=when("2021"), rule="kind")
    data = school(*reviews, contacts=[head], help=[line], guidance=[cited])
    return content(data, listed, [TOLD, *map(page, pages)])


def told(root, made=None, before=RULES) -> list:
    return pull_request.problems(Base(root, "base"), made or site(), before)


def test_nothing_changed(root):
    assert told(root) == []
    assert pull_request.compare(Base(root, "base"), site()) == ([], [])


def test_a_base_that_is_not_there_is_no_pass(root):
    with pytest.raises(ValueError, match="There is no commit origin/main here"):
        pull_request.compare(Base(root, "origin/main"), site())


def test_the_base_has_its_own_rules(root):
    (root / "docs/policy/section.md").write_text(SECTION.replace("kind.", "cruel."))
    assert Base(root, "base").rules().by_name["kind"].text == "We are kind."


@pytest.mark.parametrize(
    ("now", "what"),
    [
        ([{**REVIEWS[0], "next_due": "2025-02"}], "review 1 (2024-03) was edited: next_due."),
        ([{**REVIEWS[0], "by": "head"}], "review 1 (2024-03) was edited: by."),
        ([], "review 1 (2024-03) was taken out. Put it back as it was."),
    ],
)
def test_a_recorded_review_is_not_edited(root, now, what):
    write(root, "policy", {"reviews": now})
    (problem,) = told(root)
    assert problem.what.startswith(what) and not problem.remark


def test_a_new_review_has_happened(root):
    new = {"date": "2026-12", "kind": "review", "next_due": "2027-11"}
    write(root, "policy", {"reviews": [*REVIEWS, new]})
    first = review("2024-03", "2025-03")
    (problem,) = told(root, site(first, review("2026-12", "2027-11", line=12, key="review 2")))
    assert problem.line == 12 and "still to come" in problem.what
    assert told(root, site(first, review("2026-11", "2027-11"))) == []


def test_an_edition_is_not_edited(root):
    (root / "data/editions").mkdir()
    (root / "data/editions/2026-11.yaml").write_text("date: 2026-11")
    assert told(root) == []  # a new one
    for command in (("add", "-A"), ("commit", "-qm", "Agreed"), ("tag", "-f", "base")):
        subprocess.run([*GIT, *command], cwd=root, check=True, capture_output=True)
    (root / "data/editions/2026-11.yaml").write_text("date: 2026-10")
    assert [problem.file for problem in told(root)] == ["data/editions/2026-11.yaml"]


def test_an_address_that_has_gone(root):
    """Of a page, or a rule's or point's name, until data/redirects.yaml says where it leads."""
    renamed = rules(rule("1(1)", "kindness", "We are kind.", rule("1(1)(a)", "always", "Always.")))
    told_so = page("staff/index.md", "{{ clause('kindness') }}")
    made = site(listed=renamed, pages=("new-name.md", "policy/section.md"))
    made.pages[0], made.data.guidance = told_so, {}
    found = {problem.what.split('"')[1]: problem.what for problem in told(root, made)}
    assert found["old-name/"].endswith("such as   old-name/: new-name/")
    assert found["kind"].endswith("such as   kind: kindness")
    made.data.redirects = {"pages": {"old-name/": "new-name/"}, "rules": {"kind": "kindness"}}
    assert told(root, made) == []


def changed(root, file: str, key: str, **fields):
    """The remarks once an entry of a data file has other fields."""
    entries = entries_of()[file]
    entries[key] |= fields
    write(root, file, entries)
    return told(root)


def test_somebody_new_with_the_old_source_is_a_remark(root):
    made = site()
    made.data.contacts["head"].name = "Mr Newcomer"
    (problem,) = told(root, made)
    assert problem.remark and 'the source is still "The office"' in problem.what
    made.data.contacts["head"].source = "The office, January 2027"
    assert told(root, made) == []


def test_a_changed_number_with_the_old_day_is_a_remark(root):
    (problem,) = changed(root, "help", "line", phone="0800 1112")
    assert problem.remark and "has another phone, and is still checked: 2026-09-01" in problem.what
    assert changed(root, "help", "line", phone="0800 1112", checked="2026-11-22") == []
    assert changed(root, "help", "line", name="Another") == []


def test_a_days_number_and_a_nights_that_change_places_are_a_remark(root):
    """Whatever day is written: the two are easily pasted the wrong way round."""
    changed(root, "help", "line", out_of_hours="0808 800 5000")
    for command in (("commit", "-qam", "Two numbers"), ("tag", "-f", "base")):
        subprocess.run([*GIT, *command], cwd=root, check=True)
    now = {"phone": "0808 800 5000", "out_of_hours": LINE["phone"], "checked": "2026-11-22"}
    (problem,) = changed(root, "help", "line", **now)
    assert problem.remark and "the other way round" in problem.what


def test_another_cited_edition_is_a_remark(root):
    made = site()
    made.data.guidance["doc"].cited = None
    (problem,) = told(root, made)
    assert (
        problem.remark
        and "rule 1(1) now names no edition of Guidance where it named 2021" in problem.what
    )


def test_a_rule_that_nobody_is_told():
    alone = content(listed=RULES, pages=[page("contacts.md", "{{ clause('kind') }}")])
    (problem,) = untold(alone)
    assert "rule 1(1) (kind) is told on no page" in problem.what and not problem.remark
    alone.data.for_the_record = {"kind": entry("for_the_record", "kind")}
    assert [*untold(alone)] == []
    alone.pages.append(TOLD)
    (problem,) = untold(alone)
    assert problem.remark and "is told on docs/staff/index.md, line 7" in problem.what


def test_rules_to_read_again_name_the_pages_that_tell_them():
    now = rules(rule("1(1)", "kind", "We try.", rule("1(1)(a)", "always", "Often.")))
    lines = to_read_again(content(listed=now, pages=[TOLD]), RULES)
    assert lines == [
        f"Rule {number} ({name}) has changed. Read beside it what tells it: docs/staff/index.md:7."
        for number, name in (("1(1)", "kind"), ("1(1)(a)", "always"))
    ]


def test_rules_that_are_new_or_taken_out():
    now = rules(rule("1(1)", "always", "Always."), rule("1(2)", "sure", "Surely."))
    lines = to_read_again(content(listed=now), RULES)
    assert lines == ["Rule 1(2) (sure) is new.", "Rule 1(1) (kind) was taken out."]
