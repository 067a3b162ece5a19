"""What a built site is checked for: each check has a fault that it finds."""

import shutil

import pytest
from lxml import html

from policysite.output.checks import links, reading, safety, spelling, weight
from tests.cases.tables import cases, names_of

HARD = "Notwithstanding institutional considerations, organisational responsibilities necessitate. "
LONG = "We do it and then we go on and do it all again and then we go on and do it as well too. "


@pytest.fixture
def site(built, tmp_path):
    """A copy of the built site."""
    return shutil.copytree(built, tmp_path / "site")


def spoil(site, page: str, text: str) -> None:
    path = site / page / "index.html"
    path.write_text(path.read_text("utf-8").replace("</article>", f"{text}</article>"), "utf-8")


def found(check, content, site) -> list[tuple[str, str]]:
    return [(problem.file, names_of(problem)[0]) for problem in check(content, site)]


def test_the_made_up_site_passes(content, built):
    for check in (links.check, safety.check, weight.check, reading.check):
        assert found(check, content, built) == []


@pytest.mark.parametrize("link", ["../nowhere/", "../contacts/#nobody", "../picture.png"])
def test_a_dead_link(content, site, link):
    spoil(site, "staff", f'<a href="{link}">x</a>')
    assert found(links.check, content, site) == [("docs/staff/index.md", "dead_link")]


@pytest.mark.parametrize("html", ["<script>x</script>", '<p onclick="x">', "<iframe></iframe>"])
def test_what_could_run(content, site, html):
    spoil(site, "staff", html)
    assert found(safety.check, content, site) == [("docs/staff/index.md", "unsafe")]


def test_a_page_too_heavy(content, site):
    spoil(site, "staff", "".join(f"{number:x} " for number in range(30_000)))
    assert found(weight.check, content, site) == [("docs/staff/index.md", "weight")]


def test_a_page_too_hard(content, site):
    spoil(site, "parents", f"<p>{HARD * 9}</p>")
    assert ("docs/parents/index.md", "reading_grade") in found(reading.check, content, site)


def test_names_make_no_page_harder():
    """Whether a person's, with a hyphen or an apostrophe, or a document's."""
    article = html.fromstring("<p>We ask Dr Siân O’Neill-Page, or read the Online Safety Act.</p>")
    assert reading.sentences(article, without_names=True) == "We ask , or read the."


def test_sentences_too_long(content, site):
    spoil(site, "pupils", f"<p>{LONG * 9}</p>")
    assert ("docs/pupils/index.md", "sentence_length") in found(reading.check, content, site)


def test_a_word_that_is_misspelt(content, scratch):
    """On a page and in data; a name, or a word in another language, is none."""
    scratch.add("docs/contacts.md", "We recieve and organize it. Mr Xyzzy came.")
    scratch.add("docs/contacts.md", '<div class="donts" markdown lang="pl">\n\nDobrze\n\n</div>')
    scratch.edit("data/help.yaml", "any worry", "any wory")
    before = {problem.what for problem in spelling.check(content, content.root)}
    after = spelling.check(scratch.read()[0], scratch.root)
    new = [(each.file, each.what.split('"')[1]) for each in after if each.what not in before]
    wanted = {("docs/contacts.md", "recieve"), ("docs/contacts.md", "organize")}
    assert wanted | {("data/help.yaml", "wory")} <= set(new)
    assert "Xyzzy" not in str(new)


def test_right_sentences_pass_the_built_sites_checks(scratch, tmp_path):
    """All of tests/cases/right.yaml on one page; nothing is remarked on but what says so there."""
    for case in cases():
        if case.table == "right" and "add" in case.edit and "{#" not in case.edit["add"]:
            case.make(scratch)
            scratch.add(case.file, "Words between.")  # else two lists would be one
    before = {problem for problem in scratch.problems() if not problem.remark}
    assert before == set()
    assert scratch.build(tmp_path / "site") == []
    content = scratch.read()[0]
    for check in (links, safety, spelling):
        page = [each for each in check.check(content, tmp_path / "site") if "docs/" in each.file]
        assert page == []
