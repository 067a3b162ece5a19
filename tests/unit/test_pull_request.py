"""What a pull request changes: the project's folder as it was, and as it is."""

import re
import shutil
import subprocess

import pytest
import yaml

from policysite.review import pull_request
from policysite.review.rule_changes import to_read_again, untold
from tests.unit.made_up import content, entry, page, review, rule, rules, school

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
    """A folder `now` beside `before`, alike."""
    before = tmp_path / "before"
    (before / "docs/policy").mkdir(parents=True)
    (before / "docs/policy/section.md").write_text(SECTION)
    (before / "docs/old-name.md").write_text("Words")
    write(before, "policy", {"reviews": REVIEWS})
    for name, entries in entries_of().items():
        write(before, name, entries)
    return shutil.copytree(before, tmp_path / "now")


def entries_of() -> dict:
    return {
        "contacts": {"head": dict(HEAD)},
        "help": {"line": dict(LINE)},
        "guidance": {"doc": dict(CITED)},
        "apps": {},
        "redirects": {"pages": {}, "rules": {}, "places": {}},
    }


def write(root, name: str, entries: dict) -> None:
    (root / "data").mkdir(exist_ok=True)
    (root / f"data/{name}.yaml").write_text(yaml.safe_dump(entries, sort_keys=False))


def site(*reviews, listed=RULES, pages=("old-name.md", "policy/section.md")):
    head = entry("contacts", "head", role="Head", **HEAD)
    line = entry("help", "line", "2026-09-01", 4, name="A Line")
    cited = entry("guidance", "doc", title="Guidance", rule="kind")
    data = school(*reviews, contacts=[head], help=[line], guidance=[cited])
    return content(data, listed, [TOLD, *map(page, pages)])


def told(root, made=None) -> list:
    made = made or site()
    made.root = root
    return pull_request.problems(root.parent / "before", made)


def test_nothing_changed(root):
    assert told(root) == []
    assert to_read_again(site(), pull_request.rules_of(root.parent / "before")) == []


def test_the_folder_is_as_the_commit_has_it(root, tmp_path):
    """And what has changed since; a commit that is not there is no pass."""
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "As it is"), ("tag", "base")):
        subprocess.run([*GIT, *command], cwd=root, check=True)
    (root / "docs/policy/section.md").write_text(SECTION.replace("kind.", "cruel."))
    pull_request.check_out(root, "base", tmp_path / "out")
    assert pull_request.rules_of(tmp_path / "out").by_name["kind"].text == "We are kind."
    assert pull_request.changed_files(root, "base") == {"docs/policy/section.md"}
    with pytest.raises(SystemExit, match="There is no commit origin/main here"):
        pull_request.check_out(root, "origin/main", tmp_path / "other")


@pytest.mark.parametrize(
    ("now", "what"),
    [
        ([{**REVIEWS[0], "next_due": "2025-02"}], "review 1 (2024-03) was edited: next_due."),
        ([{**REVIEWS[0], "by": "head"}], "review 1 (2024-03) was edited: by."),
        ([], "review 1 (2024-03) was edited: date, kind, next_due."),
    ],
)
def test_a_recorded_review_is_not_edited(root, now, what):
    write(root, "policy", {"reviews": now})
    (problem,) = told(root)
    assert problem.what.startswith(what) and not problem.remark


def test_a_new_review_is_no_edit(root):
    new = {"date": "2026-11", "kind": "review", "next_due": "2027-11"}
    write(root, "policy", {"reviews": [*REVIEWS, new]})
    assert told(root, site(review("2024-03", "2025-03"), review("2026-11", "2027-11"))) == []


def test_an_edition_is_not_edited(root):
    edition, before = root / "data/editions/2026-11.yaml", root.parent / "before/data/editions"
    edition.parent.mkdir()
    edition.write_text("date: 2026-11")
    assert told(root) == []  # a new one
    shutil.copytree(edition.parent, before)
    assert told(root) == []
    edition.write_text("date: 2026-10")
    assert [problem.file for problem in told(root)] == ["data/editions/2026-11.yaml"]
    edition.unlink()
    assert [problem.file for problem in told(root)] == ["data/editions/2026-11.yaml"]


def test_an_address_that_has_gone(root):
    """Of a page, or a rule's or point's name, until data/redirects.yaml says where it leads."""
    renamed = rules(rule("1(1)", "kindness", "We are kind.", rule("1(1)(a)", "always", "Always.")))
    told_so = page("staff/index.md", "{{ clause('kindness') }}")
    made = site(listed=renamed, pages=("new-name.md", "policy/section.md"))
    made.pages[0] = told_so
    found = {problem.what.split('"')[1]: problem.what for problem in told(root, made)}
    assert found["old-name/"].endswith("such as   old-name/: new-name/")
    assert found["kind"].endswith("such as   kind: kindness")
    made.data.redirects |= {"pages": {"old-name/": "new-name/"}, "rules": {"kind": "kindness"}}
    assert told(root, made) == []


def test_a_rule_that_moved_to_another_section(made_up, scratch):
    """Its old place on the page where it stood leads on, once data/redirects.yaml says where."""
    line = "- Staff will **log out** after use. {#log-out}\n"
    scratch.edit("docs/policy/accounts.md", re.escape(line), "")
    scratch.add("docs/policy/conduct.md", line)
    [found] = pull_request.moved_rules(made_up.root, scratch.read()[0])
    old, new = "policy/accounts/#log-out", "policy/conduct/#log-out"
    assert found.file == "data/redirects.yaml" and found.what.endswith(f"   {old}: {new}")
    scratch.add("data/redirects.yaml", f"places:\n  {old}: {new}")
    content, problems = scratch.read()
    assert [*pull_request.moved_rules(made_up.root, content)] == []
    assert [problem for problem in problems if not problem.remark] == []


def changed(root, file: str, key: str, **fields):
    """The remarks once an entry of a data file has other fields."""
    entries = entries_of()[file]
    entries[key] |= fields
    write(root, file, entries)
    return told(root)


def test_somebody_new_with_the_old_source_is_a_remark(root):
    (problem,) = changed(root, "contacts", "head", name="Mr Newcomer")
    assert problem.remark and 'the source is still "The office"' in problem.what
    given = {"name": "Mr Newcomer", "source": "The office, January 2027"}
    assert changed(root, "contacts", "head", **given) == []


def test_a_changed_number_with_the_old_day_is_a_remark(root):
    (problem,) = changed(root, "help", "line", phone="0800 1112")
    assert problem.remark and "has another phone, and is still checked: 2026-09-01" in problem.what
    assert changed(root, "help", "line", phone="0800 1112", checked="2026-11-22") == []
    assert changed(root, "help", "line", name="Another") == []


def test_a_days_number_and_a_nights_that_change_places_are_a_remark(root):
    """Whatever day is written: the two are easily pasted the wrong way round."""
    entries = entries_of()["help"]
    entries["line"]["out_of_hours"] = "0808 800 5000"
    write(root.parent / "before", "help", entries)
    now = {"phone": "0808 800 5000", "out_of_hours": LINE["phone"], "checked": "2026-11-22"}
    (problem,) = changed(root, "help", "line", **now)
    assert problem.remark and "the other way round" in problem.what


def test_another_cited_edition_is_a_remark(root):
    (problem,) = changed(root, "guidance", "doc", cited="2024")
    said = '"doc" is no longer cited as of 2021.'
    assert problem.remark and said in problem.what


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
