"""Each reader's pages are as easy to read as they have to be."""

import re

import pytest
from bs4 import BeautifulSoup

from tests import reading
from tests.project import ROOT, Project
from tests.wording import HIGHEST_GRADE, for_readers, too_hard

HARD_RULE = 12

SITE = Project(ROOT).load()
PAGES = for_readers(SITE)


def html_of(page, built) -> str:
    return (built / page.url / "index.html").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_is_easy_enough(built, page):
    """Pupils of 5 to 7: grade 2; of 7 to 11: 4; parents: 6; staff: 8; the policy's sections: 9."""
    assert too_hard(page, html_of(page, built), SITE) == []


HARD = ("<p>Notwithstanding organisational considerations, representatives of administrative authorities and of comparable organisations coordinate interdisciplinary "
        "recommendations concerning accountability, responsibilities and accompanying documentation.</p>")


@pytest.mark.parametrize("path", HIGHEST_GRADE)
def test_a_page_that_is_too_hard(built, path):
    """The planted fault: a page for each kind of reader, in an administrator's prose."""
    page = next(page for page in PAGES if page.path.startswith(path))
    grade, *sentences = too_hard(page, html_of(page, built).replace("</h1>", "</h1>" + 400 * HARD), SITE)
    assert re.fullmatch(rf"the page reads at grade [\d.]+; {HIGHEST_GRADE[path]} is the most for its readers\. .*", grade.what)
    assert bool(sentences) == path.startswith(("pupils/", "parents/"))


def rule_grades(html: str) -> list[float]:
    """The grade of each rule of a section, counted with its points."""
    section, left_out = BeautifulSoup(html, "html.parser"), reading.titles_and_names(SITE)
    for part in section.select(reading.LEFT_OUT):
        part.decompose()
    rules = [rule.wrap(section.new_tag("div")) for rule in section.select("li.rule")]
    return [reading.grade("\n".join(reading.sentences(rule, left_out))) for rule in rules]


def hard_rules(section, html: str) -> list[str]:
    return [f"rule {rule.number} ({rule.name}) reads at grade {grade}, more than {HARD_RULE}"
            for rule, grade in zip(section.rules, rule_grades(html), strict=True) if grade > HARD_RULE]


def test_hard_rules_are_listed(built, shown):
    """A rule over grade 12 fails nothing; the summary names it."""
    for section in SITE.clauses.sections:
        for rule in hard_rules(section, html_of(section.page, built)):
            shown(rule)


def test_a_hard_rule_is_found(built):
    """The planted fault: in a rule's own text, and in a point of it."""
    section = SITE.clauses.sections[5]
    html, hard = html_of(section.page, built), 9 * HARD.replace("<p>", "").replace("</p>", " ")
    assert hard_rules(section, html) == []
    for text, rule in [("Pupils are not allowed", "6(1) (no-personal-use-in-school)"), ("To use safe passwords", "6(5) (pupils-advised)")]:
        (said,) = hard_rules(section, html.replace(text, hard + text))
        assert said.startswith(f"rule {rule} reads at grade ")


@pytest.mark.parametrize("html, text", [
    ("<h1>Title</h1><p>Words</p>", "Words."),
    ("<p>One. Two</p><ul><li>three<ul><li>four:</li></ul></li></ul>", "One. Two.\nthree.\nfour."),
    ("<p>Is it? <a class='clause' href='#'>4(1)</a></p>", "Is it?"),
    ("<p>Ring <span class='contact'>Ms Example, 020</span> now</p><table><tr><td>x</td></tr></table>", "Ring now."),
    ("<div class='help-cards'><p>Childline</p></div><p><a href='tel:999'>999</a></p>", ""),
])
def test_what_counts_as_running_text(html, text):
    """No headings, contacts, tables or rule numbers; each block ends a sentence."""
    assert reading.running_text(f"<article>{html}</article>") == text


def test_titles_and_names_are_left_out_of_the_policy():
    """Whole titles in any letters, short ones with their capitals; the same word in a sentence stays."""
    left_out = reading.titles_and_names(SITE)
    cut = left_out.sub("", "Our child protection policy, Behaviour, Keeping Children Safe in Education 2021 and behaviour online")
    assert cut == "Our , ,  and behaviour online"
