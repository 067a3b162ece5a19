"""Pages, their macros' calls, and rules with their numbers."""

import markdown
import pytest

from policysite.content.calls import find
from policysite.content.pages import page_from
from policysite.content.rules import number_rules
from policysite.content.rules_extension import RulesExtension
from policysite.problems import Unknown

ABOVE = "---\ntitle: {title}\ndescription: Words.\n---\n"
RULES = """
Words.

## Accounts

- Be kind,
  always. {#kind}

- Log out: {#log-out}
    - at once,

    - and **again**. {#again}
"""


def page(body: str, name: str = "policy/x.md", title: str = "1. Conduct", more: str = ""):
    above = ABOVE.format(title=title).replace("---\n", f"---\n{more}", 1)
    return page_from(above + body, name)[0]


@pytest.mark.parametrize(
    ("name", "url"),
    [("index.md", ""), ("a/index.md", "a/"), ("a/b.md", "a/b/"), ("a/README.md", "a/")],
)
def test_a_pages_address(name, url):
    assert page("", name).url == url


def test_what_stands_above_a_page():
    made = page("Words", more="tags: [insta, tik tok]\nlang: pl\n")
    assert (made.tags, made.in_english) == (["insta", "tik tok"], False)
    assert (made.title, made.first_line, made.line_of(0)) == ("1. Conduct", 7, 7)
    assert page("", more="tags: insta, tok\n").tags == ["insta", "tok"]
    assert page("").in_english


def test_calls_of_macros():
    text = "One {{ a('x', \"y\") }}\n{{ b() }}\n{% c %} {{ a(1) }} }}"
    found = [(call.name, call.names, call.line, call.alone) for call in find(text, 5)]
    assert found == [
        ("a", ("x", "y"), 5, False),
        ("b", (), 6, True),
        (None, (), 7, False),
        (None, (), 7, False),
        (None, (), 7, False),
    ]


def test_rules_are_numbered_through_the_section():
    rules, problems = number_rules([page(RULES)])
    assert not problems
    assert [(rule.number, rule.name, rule.line) for rule in rules.all()] == [
        ("1(1)", "kind", 10),
        ("1(2)", "log-out", 13),
        ("1(2)(a)", None, 14),
        ("1(2)(b)", "again", 16),
    ]
    point = rules.find("again")
    assert (point.anchor, point.address, point.letter) == (
        "clause-1-2-b",
        "policy/x/#again",
        "(b)",
    )
    assert rules.rules[0].text == "Be kind, always."


def test_a_rule_is_cited_by_its_name():
    """Numbers move: who writes one is told the name."""
    rules, _ = number_rules([page(RULES)])
    with pytest.raises(Unknown, match="Did you mean kind"):
        rules.find("kinds")
    for number in ("1(1)", "1.1", "1.1."):
        with pytest.raises(ValueError, match="write  kind"):
            rules.find(number)


def test_rules_as_they_are_shown():
    """Numbers and both anchors, empty lines or not; what stands beside a rule; its former name."""
    rules, _ = number_rules([page(RULES)])
    extension = RulesExtension(rules, {"kind": "<p>A note.</p>"}, {"nice": "kind"})
    html = markdown.markdown(RULES, extensions=["attr_list", extension])
    assert '<ol class="rules" role="list">' in html and '<ol class="points" role="list">' in html
    assert '<li class="rule" id="clause-1-1">' in html and 'id="kind"' in html
    assert '<span id="nice"></span>' in html and "<p>A note.</p>" in html
    assert 'id="clause-1-2-a"' in html and 'href="#clause-1-2-a"' in html
    assert "{#" not in html and "<strong>again</strong>" in html
    assert "<h2>1.1 Accounts</h2>" in html


def test_a_list_without_rules_stays_a_list():
    rules, _ = number_rules([page(RULES)])
    html = markdown.markdown("-\u00a0one\n- two", extensions=[RulesExtension(rules, {})])
    assert html.startswith("<ul>") and html.count("<li>") == 2
