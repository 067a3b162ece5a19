"""The {{ words }} of pages: what each gives, with made-up people."""

import re

import pytest
from bs4 import BeautifulSoup

from policysite import facts
from policysite.pages import Page
from policysite.typed import Entry


@pytest.fixture
def words(sample):
    """The words of the sample, as on the page docs/staff/index.md."""
    made = sample.words()
    made.page = Page("staff/index.md", Entry(), "", 1)
    return made


def soup(html: str) -> BeautifulSoup:
    """As a browser reads it: a character reference is its character. Where a line may break, or may not, is left out."""
    return BeautifulSoup(re.sub("\u00a0|&nbsp;|&#160;", " ", html).replace("<wbr>", ""), "html.parser")


def test_a_contact(words):
    """Name, phone and email in a sentence; both can be tapped."""
    assert str(soup(words["contact"]("headteacher"))) == (
        '<span class="contact">Ms Ada Example, <a class="tap" href="tel:+442079460001">020 7946 0001</a>, '
        '<a class="tap" href="mailto:head@example.org">head@example.org</a></span>')


def test_a_contact_with_two_addresses(words):
    """Each address is a link of its own; +44 is shown as people dial it."""
    assert str(soup(words["contact"]("dsl"))) == (
        '<span class="contact">Ms Ada Example, <a class="tap" href="tel:+442079460001">020 7946 0001</a>, '
        '<a class="tap" href="mailto:safe@example.org">safe@example.org</a>, '
        '<a class="tap" href="mailto:head@example.org">head@example.org</a></span>')


def test_a_contact_without_email_or_phone(words):
    """What is not there leaves no gap."""
    assert str(soup(words["contact"]("chair_of_governors"))) == (
        '<span class="contact">Dr Cy Sample, <a class="tap" href="mailto:chair@example.org">chair@example.org</a></span>')
    assert str(soup(words["contact"]("deputy_dsl"))) == (
        '<span class="contact">Mx Bo O\'Neil &amp; Sons, <a class="tap" href="tel:+442079460002">020 7946 0002</a></span>')


def test_a_work_mobile_is_called_one(words):
    """So that people know what they ring."""
    assert str(soup(words["contact"]("flo"))) == (
        '<span class="contact">Mrs Ev Sample, <a class="tap" href="tel:+447400123456">work mobile 07400 123456</a>, '
        '<a class="tap" href="mailto:flo@example.org">flo@example.org</a></span>')


def test_names_and_roles_are_text(words):
    """Inline, without markup."""
    assert words["contact_name"]("flo") == "Mrs Ev Sample"
    assert words["contact_name"]("dsl", "headteacher", "flo") == "Ms Ada Example (headteacher)"  # she holds both; somebody else holds the third
    assert words["role"]("flo") == "Family Liaison Officer"


def test_cards(words):
    """One card for each role, in the order asked for, without a blank line (Markdown would end the block there)."""
    html = words["contact_cards"]("flo", "headteacher")
    cards = soup(html).find_all(class_="contact-card")
    assert [card.find(class_="contact-role").text for card in cards] == ["Family Liaison Officer", "Headteacher"]
    assert cards[0].find("a", href="tel:+447400123456").text == "Work mobile 07400 123456"
    assert "\n\n" not in html and "unconfirmed" not in html


def test_beside_details_that_nobody_confirmed_stands_the_main_number(words):
    """Where a contact was never confirmed, the school's main number is there as well."""
    note = soup(words["contact_cards"]("dsl")).find(class_="unconfirmed")
    assert note.get_text(" ", strip=True).startswith("These details come from the Example Policy, March 2024. Nobody has confirmed them since.")
    assert note.a["href"] == "tel:+442079460000"


def test_the_table_has_everybody(words):
    """Every role, with an anchor; what is missing is said."""
    rows = {row["id"]: row for row in soup(words["contacts_table"]()).tbody.find_all("tr")}
    assert list(rows) == ["school", "headteacher", "dsl", "deputy_dsl", "chair_of_governors", "safeguarding_governor", "flo", "senco"]
    assert rows["chair_of_governors"].find(attrs={"data-label": "Phone"}).text == "None given"
    assert rows["deputy_dsl"].find(attrs={"data-label": "Email"}).text == "None given"
    assert rows["headteacher"].find_all("td")[-1].text == "Confirmed September 2026"
    assert rows["dsl"].find_all("td")[-1].text == "Example Policy, March 2024; not confirmed since"


def test_a_clause_is_its_number_as_a_link(sample, words):
    """From the page it stands on to the rule's permanent name."""
    number = sample.load().clauses.find("no-personal-accounts").number
    assert str(soup(words["clause"]("no-personal-accounts"))) == (
        '<a class="clause" href="../policy/staff-use/#no-personal-accounts"><span class="visually-hidden">rule </span>'
        f"{number}</a>")
    assert [link["href"].partition("#")[2] for link in soup(words["clause"]("no-friends", "log-out")).find_all("a")] == ["no-friends", "log-out"]


@pytest.mark.parametrize("path, before", [("index.md", ""), ("contacts.md", "../"), ("staff/index.md", "../"), ("staff/scenarios.md", "../../")])
def test_a_clauses_link_starts_from_its_page(words, path, before):
    """The site works below any address, and from files."""
    words.page = Page(path, Entry(), "", 1)
    assert soup(words["clause"]("no-friends")).a["href"] == f"{before}policy/staff-use/#no-friends"


def test_every_word_explains_itself(words):
    """An editor who uses a word wrongly is told how it is used, by its docstring."""
    for name, word in words.items():
        assert f"{{{{ {name}(" in word.__doc__, name


# --- nothing from data becomes markup --------------------------------------------------------------

HOSTILE = """<script>alert(1)</script> {{ config }} {% raw %} *a* _b_ `c` [d](javascript:e) ![f](g) &amp; "h" 'i' <!-- j --> {#k}"""
NAME = "  name: '" + HOSTILE.replace("'", "''") + "'"


@pytest.mark.parametrize("word", ["contact", "contact_name", "contact_cards"])
def test_a_hostile_name_is_text(sample, word, monkeypatch):
    """Data refuses most of it; past that, whatever stands in a name is shown as it stands, and makes no element."""
    monkeypatch.setattr(facts, "MARKUP", re.compile("(?!)"))
    sample.edit("data/contacts.yaml", r"^  name: Mrs Ev Sample", NAME.replace("\\", r"\\"))
    html = sample.words()[word]("flo")
    assert HOSTILE in " ".join(soup(html).get_text(" ").split())
    assert not soup(html).find(["script", "em", "code", "img"]) and "{{" not in html and "<!--" not in html


def test_a_hostile_name_in_the_built_site(sample):
    """Past what data refuses, it does not stop the build; it is shown as text on every page, and harms nothing."""
    sample.edit("policysite/facts.py", "^MARKUP = .*$", "MARKUP = re.compile('(?!)')")
    sample.edit("data/contacts.yaml", r"^  name: Mrs Ev Sample", NAME.replace("\\", r"\\"))
    sample.edit("docs/contacts.md", r"\Z", "\nAsk {{ contact('flo') }}, {{ contact_name('flo') }}.\n\n- {{ contact('flo') }}\n\n"
                                              "| a | b |\n|---|---|\n| {{ contact_name('flo') }} | c |\n")
    sample.edit("docs/policy/index.md", r"\Z", "\n{{ contact_cards('flo') }}\n")
    status, output = sample.build("--quiet")
    assert status == 0, output
    for path in ("contacts/index.html", "policy/index.html"):
        article = soup((sample.root / "site" / path).read_text("utf-8")).article
        assert HOSTILE in " ".join(article.get_text().split())
        assert not article.find(["script", "img"]) and not article.find("a", href="javascript:e")
        assert not [each for each in article.find_all(["em", "code"]) if each.text in "abc"]


# --- advice and changes from outside ---------------------------------------------------------------

def test_advice_says_what_a_reader_has_to_know(words):
    """An old page, or a link that leads only to a front page: in brackets, after the link."""
    said = soup(words["advice"]("net_aware_whatsapp"))
    assert said.get_text() == "Net Aware: WhatsApp (an old page)" and said.a.get_text() == "Net Aware: WhatsApp"
    assert "(" not in words["advice"]("ceop_reporting")


def test_help_in_a_sentence(words):
    """With the number for evenings and weekends, where there is one."""
    assert soup(words["help"]("front_door")).get_text() == (
        "Kent children’s services, the Front Door, 03000 41 11 11, or out of hours 03000 41 91 91")
    assert soup(words["help"]("childline")).get_text() == "Childline, 0800 1111"


def test_a_change_is_told_with_the_day_it_was_checked(words, scratch):
    """From the data, so that no page has it typed."""
    change = scratch.load().facts.document("under_16s")
    assert soup(words["since"]("under_16s")).get_text() == f"{change.since} Last checked on {change.seen}."
    with pytest.raises(ValueError, match=r"\"kscmp\" has no  since:  in data/guidance\.yaml, line \d+"):
        words["since"]("kscmp")
