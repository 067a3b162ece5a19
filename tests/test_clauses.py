"""The policy's rules: their numbers, their permanent names, and what the page shows."""

import markdown
import re

import pytest
from bs4 import BeautifulSoup

from policysite.clauses import ClauseExtension, number_clauses
from policysite.pages import Page, read_page
from policysite.problems import Unknown

HEAD = "---\ntitle: {title}\ndescription: A section.\n---\n\n"
ONE = """Some words before the rules.

- The first rule. {#first}
- The second rule:
  it goes on here. {#second}
    - Point a. {#point-a}
    - Point b, without a name.
    - Point **c**.

## 1.1 A heading

- The third rule is counted on. {#third}
"""
TWO = "- Another section’s rule. {#other}\n"


@pytest.fixture
def section(tmp_path):
    """Makes a section of the policy from its rules."""
    def make(body: str, title: str = "1. First things", name: str = "policy/one.md") -> Page:
        path = tmp_path / name.replace("/", "-")
        path.write_text(HEAD.format(title=title) + body, "utf-8")
        page, problems = read_page(path, name)
        assert not problems
        return page
    return make


@pytest.fixture
def two_sections(section):
    return [section(TWO, "2. Second things", "policy/two.md"), section(ONE)]


def problems_of(*pages) -> list[str]:
    return [str(problem) for problem in number_clauses(list(pages))[1]]


def test_rules_are_counted_through_their_section(two_sections):
    """As in an Act: section, a number counted past headings, a letter."""
    clauses, problems = number_clauses(two_sections)
    assert not problems
    assert [rule.number for rule in clauses.rules] == ["1(1)", "1(2)", "1(3)", "2(1)"]
    assert [point.number for point in clauses.find("second").points] == ["1(2)(a)", "1(2)(b)", "1(2)(c)"]
    assert clauses.find("point-a").number == "1(2)(a)"
    assert clauses.find("second").text == "The second rule: it goes on here."
    assert clauses.find("third").line == 17


def test_addresses_use_the_permanent_name(two_sections):
    """A point without a name is found by its number as it is today."""
    clauses, _ = number_clauses(two_sections)
    point_b = clauses.find("second").points[1]
    assert clauses.find("second").address == "policy/one/#second"
    assert (point_b.anchor, point_b.address) == ("clause-1-2-b", "policy/one/#clause-1-2-b")


def test_a_new_rule_moves_numbers_and_no_name(section):
    """Names stay with their rules when one is put in before them."""
    before, _ = number_clauses([section(ONE)])
    after, _ = number_clauses([section(ONE.replace("- The second", "- A new rule. {#new}\n- The second"))])
    assert (before.find("third").number, after.find("third").number) == ("1(3)", "1(4)")
    assert after.find("third").text == before.find("third").text


def test_an_unknown_name_lists_near_ones(two_sections):
    """A citation of a rule that is not there is refused, with the likely ones."""
    clauses, _ = number_clauses(two_sections)
    with pytest.raises(Unknown) as error:
        clauses.find("secnd")
    assert str(error.value) == ('there is no rule "secnd". Did you mean second? '
                                "Choose from: first, other, point-a, second, third. "
                                "Was the rule taken out? Then take out the sentence that cites it too.")


@pytest.mark.parametrize("number", ["1(2)", "1.2", "1.2."])
def test_a_rule_cited_by_its_number(two_sections, number):
    """As people say it: the message gives its name."""
    clauses, _ = number_clauses(two_sections)
    with pytest.raises(ValueError, match=f"a rule is cited by its permanent name, since numbers move. For {re.escape(number)} write  second"):
        clauses.find(number)


NAMELESS = "this rule has no permanent name. Add one at its end, such as {#short-name}."
BAD_NAME = "a permanent name is one word of small letters and hyphens, at the end of the rule, such as {#short-name}."
INDENT = "a point stands four spaces in, below its rule. Move this line to four spaces, or to the margin."
BELOW = "this line stands right below a rule. Put two spaces in front if it belongs to that, else a hyphen and a space."
HYPHEN = "numbers are given by the site. Write this line with a hyphen instead:  - Text. {#its-name}"
SLIPS = {
    "no name": ("- A rule.\n", 6, NAMELESS),
    "name with capitals": ("- A rule. {#Short-Name}\n", 6, BAD_NAME),
    "name with a space": ("- A rule. {#short name}\n", 6, BAD_NAME),
    "name in the middle": ("- A {#short} rule. {#name}\n", 6, BAD_NAME),
    "name not closed": ("- A rule. {#short\n", 6, BAD_NAME),
    "empty bullet": ("- {#short}\n", 6, "this bullet has no text. Write the rule, or take the bullet away."),
    "two spaces": ("- A rule. {#a}\n  - A point.\n", 7, INDENT),
    "eight spaces": ("- A rule. {#a}\n        - A point.\n", 7, INDENT),
    "a point first": ("    - A point.\n- A rule. {#a}\n", 6, INDENT),
    "no rules": ("Only words.\n", 5, "this section has no rules. A rule is a line such as   - Text. {#its-name}"),
    "a typed number first": ("1. A rule. {#a}\n- A rule. {#b}\n", 6, HYPHEN),
    "a number with a bracket": ("- A rule. {#b}\n2) A rule.\n", 7, HYPHEN),
    "no hyphen": ("- A rule. {#a}\n\nA rule. {#b}\n", 8, "this line has a rule's name, and is no rule. Write a hyphen and a space in front of it."),
    "a hard space": ("- A rule. {#a}\n\n-\u00a0A rule. {#b}\n", 8, "this line has a rule's name, and is no rule. Write a hyphen and a space in front of it."),
    "no hyphen, right below": ("- A rule. {#a}\nA rule. {#b}\n", 7, BELOW),
    "a second line at the margin": ("- A rule. {#a}\nand more.\n", 7, BELOW),
    **{f"a number that is typed: {typed}": (f"- {typed} A rule. {{#a}}\n", 6, f"numbers are given by the site. Take {typed} away.") for typed in (
        "4.2.3", "4.2.", "(a)", "a.", "b)", "iv)", "(iv)", "12:", "12.", "4(7)", "4(6)(b)", "4(7):", "Rule 12:", "Rule 4(7):", "(12)", "A)")},
    "27 points": ("- A rule. {#a}\n" + "    - A point.\n" * 27, 6, "this rule has more than 26 points. Split it in two."),
}


@pytest.mark.parametrize("body, line, refusal", SLIPS.values(), ids=SLIPS)
def test_slips_in_rules(section, body, line, refusal):
    """What keeps a rule from being numbered is said with its line."""
    assert problems_of(section(body)) == [f"docs/policy/one.md, line {line}: {refusal}"]


def test_a_name_belongs_to_one_rule(section):
    """Or a citation could mean either; also across sections."""
    pages = section("- One. {#same}\n"), section("- Two. {#same}\n", "2. Second things", "policy/two.md")
    (problem,) = problems_of(*pages)
    assert problem == 'docs/policy/one.md, line 6: the name "same" belongs to the rule in docs/policy/two.md, line 6. Give this one another.'


def test_sections_are_numbered_without_a_gap(section):
    """A section that is missing, or numbered twice, is said."""
    pages = section(ONE), section(TWO, "3. Third things", "policy/two.md")
    assert problems_of(*pages) == ["docs/policy/two.md, line 2: this title has the number 3; the next section is 2. Write  title: 2. …"]


def test_a_section_whose_title_lost_its_number(section):
    """It is said of that page, not of the next one."""
    pages = section(ONE, "First things"), section(TWO, "2. Second things", "policy/two.md"), section("Words.\n", "All of it", "policy/index.md")
    assert problems_of(*pages) == ["docs/policy/one.md, line 2: this page has rules, and its title no number. Write  title: 1. First things"]


@pytest.mark.parametrize("text", ["Rule 4(7) applies here too.", "(DfE) guidance counts.", "13 is the lowest age.", "A. Smith reads comments.", "A child may ask."])
def test_what_is_no_number(section, text):
    """A rule may begin with any words."""
    assert problems_of(section(f"- {text} {{#a}}\n")) == []


def test_a_tab_is_four_spaces(section):
    """A point that is indented with a tab is a point, as Markdown has it."""
    clauses, problems = number_clauses([section("- A rule. {#a}\n\t- A point.\n")])
    assert not problems
    assert [point.text for point in clauses.find("a").points] == ["A point."]


# --- what the page shows ---------------------------------------------------------------------------

def shown(*pages: Page, beside: dict | None = None) -> BeautifulSoup:
    clauses, _ = number_clauses(list(pages))
    extensions = ["attr_list", "md_in_html", "tables", ClauseExtension(clauses, beside or {})]
    return BeautifulSoup(markdown.markdown(pages[0].body, extensions=extensions), "html.parser")


def test_a_rule_as_it_is_shown(section):
    """The number is in the text, links to the permanent name, and both are anchors."""
    assert str(shown(section("- The first rule. {#first}\n"))) == (
        '<ol class="rules" role="list">\n<li class="rule" id="clause-1-1">'
        '<a class="rule-number" href="#first" id="first"><span class="visually-hidden">Rule </span>1(1)</a> The first rule.</li>\n</ol>')


def test_points_as_they_are_shown(section):
    """A point shows its letter; a screen reader hears the whole number."""
    page = shown(section(ONE))
    named, unnamed = page.find(id="clause-1-2-a"), page.find(id="clause-1-2-b")
    assert named.get_text() == "Rule 1(2)(a) Point a."
    assert (named.a["href"], named.a["id"]) == ("#point-a", "point-a")
    assert (unnamed.a["href"], unnamed.a.get("id")) == ("#clause-1-2-b", None)
    assert unnamed.parent["class"] == ["points"] and unnamed.parent["role"] == "list"
    assert page.find(id="clause-1-3").get_text() == "Rule 1(3) The third rule is counted on."
    assert "{#" not in page.get_text()


@pytest.mark.parametrize("written, text", [
    ("A **bold** rule with a [link](#x).", "A bold rule with a link."),
    ("**Bold** first.", "Bold first."),
    ("A < B & C > D * E _ F.", "A < B & C > D * E _ F."),
    ("Quotes “as they are” and `code`.", "Quotes “as they are” and code."),
])
def test_a_rules_text_is_markdown(section, written, text):
    """Bold, links and odd characters are as anywhere else on a page."""
    assert shown(section(f"- {written} {{#a}}\n")).find(id="clause-1-1").get_text() == f"Rule 1(1) {text}"


def test_blank_lines_between_rules_change_nothing(section):
    """Rules may stand apart."""
    page = shown(section(ONE.replace("- The second", "\n- The second")))
    assert [item["id"] for item in page.find_all("li")] == [
        "clause-1-1", "clause-1-2", "clause-1-2-a", "clause-1-2-b", "clause-1-2-c", "clause-1-3"]
    assert page.find(id="clause-1-1").get_text().strip() == "Rule 1(1) The first rule."


def test_a_tabs_point_is_numbered(section):
    """As if it were four spaces."""
    assert shown(section("- A rule. {#a}\n\t- A point.\n")).find(id="clause-1-1-a").get_text() == "Rule 1(1)(a) A point."


def test_a_dated_note_stands_below_the_rules_text(section):
    """Before its points, and inside its element."""
    page = shown(section(ONE), beside={"second": '<aside class="dated-note">Since then.</aside>'})
    assert page.find(id="clause-1-2").aside.find_next("li")["id"] == "clause-1-2-a"


def test_other_lists_stay_as_they_are(section):
    """A page's own bullets get no numbers."""
    page = shown(section("- A rule. {#a}\n"), section("- Just a bullet.\n\nAnd words.\n", "About", "about.md"))
    assert page.find_all("li", class_="rule")
    plain = section("- Just a bullet.\n", "About", "about.md")
    assert "rule" not in str(shown(plain, section("- A rule. {#a}\n")))
