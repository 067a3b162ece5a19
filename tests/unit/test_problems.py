"""A problem in the form that editors open, and the table of all messages."""

import re
from string import Template

import pytest

from policysite import problems
from policysite.problems import Problem, Refused, Unknown, in_order, messages, report, suggestion

WRONG = Problem("data/help.yaml", 12, "no.")
LATER = Problem("data/help.yaml", 3, "is it?", remark=True)
ALL = {name: text for kind in messages().values() for name, text in kind.items()}
ADVICE = re.compile(
    r"\b(write|add|take|upload|save|type|put|copy|restore|choose|keep|give|check|compare|indent|name"
    r"|move|rename|make|split|export|delete|open|show|mend|paste|cite|number|change|leave)\b"
    r"|such as|as in|of the form|did you mean|is (it|that|the address) |goes after|\$suggestion"
    r"|\$help|\$why",
    re.IGNORECASE,
)
SHOWN_TO_READERS = ("words_being_checked", "words_not_placed")


def test_a_problem_is_a_line_that_editors_open():
    assert str(WRONG) == "data/help.yaml:12: no."
    assert str(LATER) == "data/help.yaml:3: remark: is it?"
    assert str(Problem("a\nb", 1, "c\u202ed\x07" + "e" * 2000)).count("\n") == 0


def test_errors_come_first_and_each_once():
    assert in_order([LATER, WRONG, WRONG]) == [WRONG, LATER]


@pytest.mark.parametrize(
    ("found", "end"),
    [
        ([], "Nothing to mend."),
        ([WRONG], "1 problem to mend. Nothing was published."),
        ([LATER], "1 remark. A remark stops nothing."),
        ([WRONG, LATER, LATER], "1 problem to mend, 1 remark. Nothing was published."),
    ],
)
def test_a_report_ends_with_how_many(found, end):
    assert report(found).splitlines()[-1] == end


def test_on_github_each_is_an_annotation_too(monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    odd = Problem("a,b:c%.md", 2, "50 % of it")
    assert report([odd, LATER]).splitlines()[-2:] == [
        "::error file=a%2Cb%3Ac%25.md,line=2::50 %25 of it",
        "::warning file=data/help.yaml,line=3::is it?",
    ]


def test_who_is_refused_is_told_everything():
    assert Refused([LATER, WRONG]).problems == [WRONG, LATER]


@pytest.mark.parametrize(
    ("name", "known", "said"),
    [
        ("dls", ["dsl", "flo"], "Did you mean dsl? Choose from: dsl, flo."),
        ("x", ["dsl"], "Choose from: dsl."),
        ("x", [], "There are none yet."),
        ("zz", [f"name-{n}" for n in range(200)], "Choose one that is there, such as name-0."),
    ],
)
def test_a_name_that_is_near_is_asked_for(name, known, said):
    assert suggestion(name, known) == said


def test_an_unknown_name_says_what_else_it_may_be():
    assert str(Unknown("role", "x", ["dsl"], "Or none?")) == (
        'there is no role "x". Choose from: dsl. Or none?'
    )


def test_no_name_is_both_an_error_and_a_remark():
    assert not messages()["errors"].keys() & messages()["remarks"].keys()


@pytest.mark.parametrize("name", [name for name in ALL if name not in SHOWN_TO_READERS])
def test_a_message_says_what_to_do(name):
    """In an editor's words, with each $word filled in by name."""
    assert ADVICE.search(ALL[name]) and Template(ALL[name]).is_valid()
    assert not re.search(r"\b(regex|string|null|None|YAML|key error|parse)\b", ALL[name])


def test_a_message_that_is_not_there_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        problems.say("no_such_message")
    with pytest.raises(KeyError):
        problems.say("html")
