"""Each reader's pages are as easy to read as they have to be."""

import re

import pytest
from bs4 import BeautifulSoup

from tests import reading
from tests.project import ROOT, Project

HIGHEST = {"pupils/younger.md": 2, "pupils/poster-younger.md": 2, "pupils/": 4, "parents/": 6, "staff/": 8, "policy/": 9}  # the first that fits
HARD_RULE = 12
WORDS_A_SENTENCE = 15  # for parents and pupils

SITE = Project(ROOT).load()
PAGES = [page for page in SITE.pages if page.path.startswith(("pupils/", "parents/", "staff/"))]
SECTIONS = [section.page for section in SITE.clauses.sections]


def highest(page) -> int:
    return next(grade for path, grade in HIGHEST.items() if page.path.startswith(path))


def html_of(page, built) -> str:
    return (built / page.url / "index.html").read_text("utf-8")


def too_hard(page, html: str) -> list[str]:
    """Why a page is too hard for its readers."""
    left_out = reading.titles_and_names(SITE) if page in SECTIONS else None
    text = reading.running_text(html, left_out)
    problems = []
    if reading.grade(text) > highest(page):
        problems.append(f"{page.file} reads at grade {reading.grade(text)}; {highest(page)} is the most for its readers. Write shorter sentences and shorter words.")
    if page.path.startswith(("pupils/", "parents/")) and reading.words_a_sentence(text) > WORDS_A_SENTENCE:
        problems.append(f"{page.file} has {reading.words_a_sentence(text):.1f} words a sentence; {WORDS_A_SENTENCE} is the most for its readers. Split the long ones.")
    return problems


@pytest.mark.parametrize("page", [*PAGES, *SECTIONS], ids=lambda page: page.path)
def test_a_page_is_easy_enough(built, page):
    """Pupils of 5 to 7: grade 2; of 7 to 11: 4; parents: 6; staff: 8; the policy's sections: 9."""
    assert too_hard(page, html_of(page, built)) == []


@pytest.mark.parametrize("page", [*PAGES, *SECTIONS], ids=lambda page: page.path)
def test_a_page_that_is_too_hard(built, page):
    """The planted fault: a page of administrators' prose."""
    hard = ("<p>Notwithstanding organisational considerations, representatives coordinate comprehensive interdisciplinary "
            "recommendations concerning accountability, administrative responsibilities and accompanying documentation.</p>")
    html = re.sub(r"</h1>", rf"</h1>{hard * 60}", html_of(page, built))
    problems = too_hard(page, html)
    assert problems and problems[0].startswith(f"{page.file} reads at grade ")
    assert len(problems) == (2 if page.path.startswith(("pupils/", "parents/")) else 1)


def rule_grades(html: str) -> dict[str, float]:
    """Each rule's grade, counted with its points."""
    section, left_out = BeautifulSoup(html, "html.parser"), reading.titles_and_names(SITE)
    for part in section.select(reading.LEFT_OUT):
        part.decompose()
    return {rule["id"]: reading.grade("\n".join(reading.sentences(rule.wrap(section.new_tag("div")), left_out))) for rule in section.select("li.rule")}


def test_hard_rules_are_listed(built, shown):
    """A rule over grade 12 fails nothing; the summary names it."""
    grades = {rule: grade for page in SECTIONS for rule, grade in rule_grades(html_of(page, built)).items()}
    assert len(grades) == len(SITE.clauses.rules)
    shown += [f"{rule} reads at grade {grade}: more than {HARD_RULE}" for rule, grade in grades.items() if grade > HARD_RULE]
    print(sorted(grades.items(), key=lambda x: -x[1])[:12])


@pytest.mark.parametrize("html, text", [
    ("<h1>Title</h1><p>Words</p>", "Words."),
    ("<p>One. Two</p><ul><li>three<ul><li>four:</li></ul></li></ul>", "One. Two.\nthree.\nfour."),
    ("<p>Is it? <a class='clause' href='#'>4(1)</a></p>", "Is it?"),
    ("<p>Ring <span class='contact'>Ms Example, 020</span> now</p><table><tr><td>x</td></tr></table>", "Ring now."),
    ("<div class='help-cards'><p>Childline</p></div><p><a href='tel:999'>999</a></p>", ""),
])
def test_what_counts_as_running_text(html, text):
    """No headings, contacts, tables or rule numbers; each block ends a sentence."""
    assert " ".join(reading.running_text(f"<article>{html}</article>").split(" ")).replace("  ", " ") == text


def test_titles_and_names_are_left_out_of_the_policy():
    """Whole titles in any letters, short ones with their capitals; the same word in a sentence stays."""
    left_out = reading.titles_and_names(SITE)
    cut = left_out.sub("", "Our child protection policy, Behaviour, Keeping Children Safe in Education 2021 and behaviour online")
    assert cut == "Our , ,  and behaviour online"
