"""The wording that governors agreed, and what differs from it."""

from types import SimpleNamespace as Made

import pytest

from policysite.review import editions
from policysite.review.editions import Edition, differences, show_with, since
from tests.unit.made_up import content, review, rule, rules, school, when

OLD = rules(
    rule("1(1)", "tell", "Tell {{ who('head') }}.", rule("1(1)(a)", "soon", "At **once**.")),
    rule("1(2)", "kind", "We are kind."),
)
SHOW = show_with({"who": lambda role: "Ms Example"})


def edition(date="2026-11", listed=OLD) -> Edition:
    return Edition(when(date), "Full governors", "amended", editions.wording(listed, SHOW))


def kinds(*listed, corrections=()) -> dict[str, str]:
    data = school()
    data.corrections = dict(enumerate(corrections))
    return {each.name: each.kind for each in since(edition(), content(data, rules(*listed)), SHOW)}


def test_an_edition_keeps_a_rules_source_beside_what_was_shown():
    kept = edition().rules["tell"]
    assert kept.source == "Tell {{ who('head') }}.\n(a) At **once**."
    assert kept.shown == "Tell Ms Example.\n(a) At once."


def test_a_new_headteacher_changes_no_rule():
    show = show_with({"who": lambda role: "Mr Newcomer"})
    assert since(edition(), content(listed=OLD), show) == []


def test_how_a_rule_can_differ():
    tell, kind = OLD.rules
    assert kinds(tell, kind) == {}
    assert kinds(kind) == {"kind": "moved", "tell": "removed"} or kinds(kind) == {"tell": "removed"}
    assert kinds(tell, rule("1(3)", "kind", kind.text)) == {"kind": "moved"}
    assert kinds(tell, rule("1(2)", "kind", "We are mostly kind.")) == {"kind": "altered"}
    assert kinds(tell, rule("1(2)", "kind", "We  are\n kind.")) == {}
    assert kinds(tell, kind, rule("1(3)", "new", "New.")) == {"new": "added"}
    assert kinds(rule("1(1)", "tell", tell.text), kind) == {"tell": "altered"}


def test_a_spelling_put_right_changes_no_rule():
    slip = Made(rule="kind", was="kind", now="kinder")
    kinder = rule("1(2)", "kind", "We are kinder.")
    assert kinds(OLD.rules[0], kinder, corrections=[slip]) == {"kind": "corrected"}
    assert kinds(OLD.rules[0], rule("1(2)", "kind", "We try."), corrections=[slip]) == {
        "kind": "altered"
    }
    other = Made(rule="tell", was="kind", now="kinder")
    assert kinds(OLD.rules[0], kinder, corrections=[other]) == {"kind": "altered"}


def test_what_differs_is_shown_as_a_reader_sees_it():
    now = editions.wording(rules(OLD.rules[0]), SHOW)
    (difference,) = differences(edition().rules, now)
    assert (difference.kind, difference.old.shown, difference.new) == (
        "removed",
        "We are kind.",
        None,
    )
    altered = content(listed=rules(OLD.rules[0], rule("1(2)", "kind", "Ask **{{ who('x') }}**.")))
    assert since(edition(), altered, SHOW)[0].new.shown == "Ask Ms Example."


def write(root, made: Edition, text: str | None = None) -> None:
    (root / editions.FOLDER).mkdir(parents=True, exist_ok=True)
    path = root / editions.FOLDER / f"{made.date.iso}.yaml"
    path.write_text(text or editions.to_yaml(made), "utf-8")


def test_a_file_is_read_back_as_it_was_written(tmp_path):
    write(tmp_path, edition("2027-03-15"))
    write(tmp_path, edition())
    kept, problems = editions.load(tmp_path)
    assert [each.date.iso for each in kept] == ["2026-11", "2027-03-15"] and not problems
    assert kept[0] == edition() and kept[0].rules["tell"].shown == edition().rules["tell"].shown


@pytest.mark.parametrize(
    "text", ["", "a: [", "date: 2026-11\n", "date: 2026-12\nrules: {}\n", "- 1\n"]
)
def test_a_damaged_edition_is_named(tmp_path, text):
    write(tmp_path, edition(), text or "\n")
    kept, (problem,) = editions.load(tmp_path)
    assert kept == [] and problem.file == "data/editions/2026-11.yaml"


def test_each_edition_has_its_review_and_its_page(tmp_path):
    pages = tmp_path / editions.page_of("2026-11")
    pages.parent.mkdir(parents=True)
    agreed = school(review("2026-11", "2027-11", wording_agreed="yes")).policy

    def files(*kept, policy=agreed):
        return [problem.file for problem in editions.check(tmp_path, kept, policy)]

    assert files(edition()) == ["docs/policy/editions/2026-11.md"]
    pages.write_text("A page")
    assert files(edition()) == []
    assert files() == ["data/policy.yaml"]
    assert files(edition(), policy=school().policy) == ["data/editions/2026-11.yaml"]
    assert files(policy=school().policy) == ["docs/policy/editions/2026-11.md"]


def test_an_editions_page_shows_what_came_before_and_since():
    before, after = edition(), edition("2027-11", rules(OLD.rules[0]))
    site = content(listed=OLD, editions=[before, after])
    shown = editions.history(site, after, SHOW)
    assert shown["next"] is None and [each.kind for each in shown["now"]] == ["added"]
    assert [(each.date.iso, found[0].kind) for each, found in shown["earlier"]] == [
        ("2026-11", "removed")
    ]
    assert editions.history(site, before, SHOW)["next"] is after
