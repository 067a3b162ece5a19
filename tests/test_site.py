"""The built site: what readers find on its pages."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from policysite.dates import state_on
from tests.project import DAY, ROOT, Project

SITE = Project(ROOT).load()
POLICY_PAGES = ["policy/index.html", *(f"{section.page.url}index.html" for section in SITE.clauses.sections)]
ADDRESSES = ["", "policy/", *(section.page.url for section in SITE.clauses.sections), "contacts/", "parents/", "staff/", "pupils/",
             "about/accessibility/", "about/privacy/"]
PLAIN_ENGLISH = "This is a plain-English edition of the policy agreed in"


def article(folder: Path, page: str) -> BeautifulSoup:
    return BeautifulSoup((folder / page).read_text("utf-8"), "html.parser").article


def words_of(part) -> str:
    return " ".join(part.get_text().split())


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_addresses_that_people_rely_on(built, address):
    """They are a contract: each is there, with one heading and its words."""
    page = article(built, f"{address}index.html")
    assert len(page.find_all("h1")) == 1
    assert len(words_of(page)) > 200


@pytest.mark.parametrize("page", SITE.pages, ids=lambda page: page.path)
def test_nothing_of_the_machinery_shows(built, page):
    """No page shows braces, a rule's {#name}, YAML, or a value that is missing, except as an example."""
    shown = article(built, f"{page.url}index.html")
    for example in shown.find_all("code"):
        example.decompose()
    assert leaks(words_of(shown)) == []
    assert words_of(shown.h1) == page.title


def leaks(text: str) -> list[str]:
    """Signs that something went wrong between a page and its reader."""
    text = text.replace("None given", "")  # as the contacts' table says
    return [sign for sign in ("{{", "}}", "{%", "{#", "None", "undefined", "title:", "description:", "---", "[macros]") if sign in text]


@pytest.mark.parametrize("text", ["Ask {{ contact('dsl') }}", "A rule. {#name}", "Ring None", "title: Staff", "{% raw %}", "x undefined"])
def test_fault_machinery_that_shows(text):
    """Planted: each sign is noticed."""
    assert leaks(text)


# --- every rule ------------------------------------------------------------------------------------

@pytest.mark.parametrize("section", SITE.clauses.sections, ids=lambda section: section.page.path)
def test_every_rule_is_shown_with_its_number_and_name(built, section):
    """In order, with the number in the text, and both as anchors."""
    page = article(built, f"{section.page.url}index.html")
    listed = [clause for rule in section.rules for clause in (rule, *rule.points)]
    assert [item["id"] for item in page.select("li.rule, li.point")] == [clause.anchor for clause in listed]
    for clause in listed:
        item = page.find(id=clause.anchor)
        assert item.a["href"] == f"#{clause.name or clause.anchor}"
        assert words_of(item.a) == f"Rule {clause.number}"
        if clause.name:
            assert page.find(id=clause.name)


def test_no_address_on_a_page_is_given_twice(built):
    """An id belongs to one element."""
    for page in sorted(built.rglob("*.html")):
        ids = [each["id"] for each in BeautifulSoup(page.read_text("utf-8"), "html.parser").find_all(id=True)]
        assert sorted(set(ids)) == sorted(ids), page


# --- the state of the review -----------------------------------------------------------------------

@pytest.mark.parametrize("page", POLICY_PAGES)
def test_every_policy_page_says_how_the_review_stands(built, page):
    """Near its title: when it was reviewed and when it is due, on the day of the build."""
    policy = SITE.facts.policy
    state = article(built, page).find(class_="policy-state")
    assert f"state-{state_on(policy.next_due, DAY).replace('_', '-')}" in state["class"]
    assert str(policy.last_review.date) in words_of(state) and str(policy.next_due) in words_of(state)


@pytest.mark.parametrize("page", POLICY_PAGES)
def test_every_policy_page_says_that_it_is_a_plain_english_edition(built, page):
    """Until governors have agreed this wording."""
    assert (PLAIN_ENGLISH in words_of(article(built, page))) is not bool(SITE.facts.policy.wording_agreed)


@pytest.fixture
def review_line(sample, monkeypatch):
    """The block on a policy page of the sample on a day, as readers see it: hidden sentences are left out."""
    def on(today: str = "2026-11-22") -> BeautifulSoup:
        monkeypatch.setenv("TODAY", today)
        words = sample.words()
        words.page = sample.load().page("policy/index.md")
        block = BeautifulSoup(words["policy_state"](), "html.parser").div
        for hidden in block.find_all(hidden=True):
            hidden.decompose()
        return block
    return on


@pytest.mark.parametrize("today, state, said", [
    ("2025-01-29", "state-current", "Next review due: March 2025."),
    ("2025-01-30", "state-due-soon", "Review due soon: by the end of March 2025."),
    ("2025-03-31", "state-due-soon", "Review due soon: by the end of March 2025."),
    ("2025-04-01", "state-overdue", "Review overdue: it was due in March 2025. No later review is recorded here."),
    ("2026-11-22", "state-overdue", "Review overdue: it was due in March 2025. No later review is recorded here."),
])
def test_the_review_line_on_a_day(review_line, today, state, said):
    """Calm and plain; it says only what is known."""
    line = review_line(today)
    assert state in line["class"]
    assert words_of(line.p) == f"Last agreed: March 2024. {said}"


def test_the_day_of_the_build_decides_in_the_built_site(sample):
    """The same content, built on another day, says another thing on every policy page."""
    for today, state in (("2024-12-24", "state-current"), ("2025-03-31", "state-due-soon"), ("2025-04-01", "state-overdue")):
        status, output = sample.build("--quiet", TODAY=today)
        assert status == 0, output
        for page in POLICY_PAGES:
            assert state in article(sample.root / "site", page).find(class_="policy-state")["class"]


def test_the_plain_english_sentence_stands_while_the_wording_is_not_agreed(review_line):
    """In one calm sentence: which document decides, and where to get it."""
    assert words_of(review_line().find_all("p")[1]) == (
        f"{PLAIN_ENGLISH} March 2024. If the two differ, the agreed document decides. Ask the school for a copy.")


def test_the_agreed_document_is_linked_once_its_address_is_known(sample, review_line):
    """While it is empty, nothing is linked."""
    assert "Read the agreed document" not in words_of(review_line())
    sample.edit("data/policy.yaml", r"^agreed_document:", "agreed_document: https://www.example.org/policy.pdf")
    assert review_line().find("a", href="https://www.example.org/policy.pdf").text == "Read the agreed document"
