"""/about/editing/ is true: each walk-through does what it says, each message is the real one, each picture fits."""

import re

import pytest
import yaml
from bs4 import BeautifulSoup
from PIL import Image

from policysite import examples
from tests.pictures import FOLDER, LARGEST, NAMES
from tests.project import ROOT, Project

PAGE = "docs/about/editing.md"


@pytest.fixture(scope="module")
def page(built):
    return BeautifulSoup((built / "about/editing/index.html").read_text("utf-8"), "html.parser").article


def words_of(project, url: str, built_in: str = "site") -> str:
    return " ".join(BeautifulSoup((project.root / built_in / url / "index.html").read_text("utf-8"), "html.parser").article.get_text().split())


def publish(project) -> None:
    status, output = project.build("--quiet")
    assert status == 0, output


# --- the walk-throughs, done as an editor would --------------------------------------------------------------

def test_a_typing_mistake(scratch):
    scratch.edit("docs/about/privacy.md", "stores nothing", "keeps nothing")
    publish(scratch)
    assert "keeps nothing" in words_of(scratch, "about/privacy")


def test_a_new_headteacher(scratch):
    """One name, changed in two entries that one person holds, is on every page; the old one is on none."""
    old = scratch.load().facts.contact("headteacher").name
    held = [contact.key for contact in scratch.load().facts.contacts.values() if contact.name == old]
    for role in held:
        scratch.edit("data/contacts.yaml", rf"^({role}:\n(?:  .*\n)*?  name:) .*$", r"\1 Dr Nova Example")
    scratch.edit("data/contacts.yaml", r"^(headteacher:\n(?:  .*\n)*?  confirmed:).*$", r"\1 2026-11")
    publish(scratch)
    pages = {path: path.read_text("utf-8") for path in (scratch.root / "site").rglob("*.html")}
    assert sum("Dr Nova Example" in text for text in pages.values()) >= 3
    assert [path.name for path, text in pages.items() if old in text] == []
    assert "Confirmed November 2026" in words_of(scratch, "contacts")


def test_a_new_rule(scratch):
    """The line that the page gives as an example, put where it says: later rules move up, citations follow."""
    name = "ask-first-again"  # an editor may have typed the example itself
    typed = re.search(r"`(- Staff will ask first\. \{#ask-first)\}`", scratch.read(PAGE))[1] + "-again}"
    before = scratch.load().clauses
    rule = before.find("no-friends")
    scratch.edit("docs/policy/staff-use.md", r"^(- .*\{#no-personal-accounts\})$", rf"\1\n{typed}")
    after = scratch.load().clauses
    assert after.find(name).number == rule.number and after.find("no-friends").number != rule.number
    scratch.edit("docs/staff/index.md", r"\Z", f"\nAsk first. {{{{ clause('{name}') }}}}\n")
    publish(scratch)
    assert "Staff will ask first." in words_of(scratch, "policy/staff-use")


def test_a_new_page(scratch):
    """With the four lines that the guide shows. The file alone is refused with the line to type; with that line it is published and in the menu."""
    lines = re.findall(r"^`(---|title: .*|description: .*)` *$", scratch.read(PAGE), re.MULTILINE)
    assert [line.partition(":")[0] for line in lines] == ["---", "title", "description", "---"]
    lines[1:3] = ["title: A page that a test has made up", "description: What a test says about trips."]
    scratch.write("docs/parents/made-up-by-a-test.md", "\n".join(lines) + "\n\n## Before a trip\n\n- words {{ clause('teaching') }}\n")
    (problem,) = scratch.problems()
    typed = re.search(r"Write   (- \S+)$", problem)[1]
    scratch.edit("mkdocs.yml", r"^( +)- parents/age-limits.md", rf"\g<0>\n\1{typed}")
    publish(scratch)
    assert "A page that a test has made up" in (scratch.root / "site/parents/index.html").read_text("utf-8")


def test_the_form_that_records_a_review_has_what_the_page_says():
    """Its name and its questions; and the forms for issues parse."""
    form = yaml.safe_load((ROOT / ".github/workflows/agree.yml").read_text("utf-8"))
    text = Project(ROOT).read(PAGE)
    assert form["name"] in text and set(form[True]["workflow_dispatch"]["inputs"]) >= {"meeting", "looked_at", "outcome", "next_due"}


# --- what the checks say ---------------------------------------------------------------------------------------

@pytest.mark.parametrize("slip", [*examples.SLIPS, "menu"])
def test_each_message_is_on_the_page(page, project, slip):
    """In the words that an editor would see, line number included."""
    said = examples.message(slip, project.root, project.words())
    assert re.match(r"(data|docs)/[\w/.-]+, line \d+: |mkdocs\.yml, line \d+: ", said)
    assert " ".join(said.split()) in [code.get_text() for code in page.find_all("code")]


@pytest.mark.parametrize("slip", examples.SLIPS)
def test_each_message_is_what_a_build_says(scratch, slip):
    """The same slip, made in a real file."""
    said = examples.message(slip, scratch.root, scratch.words())
    file, old, new = examples.SLIPS[slip]
    scratch.write(file, re.sub(old, new, scratch.read(file), count=1, flags=re.MULTILINE))
    assert said in scratch.problems()


def test_an_unknown_slip_is_refused(scratch):
    line = scratch.edit(PAGE, "message\\('phone'\\)", "message('fone')")
    assert scratch.problems() == [f"{PAGE}, line {line}: {{{{ message('fone') }}}}: there is no slip \"fone\". Did you mean phone? "
                                  f"Choose from: {', '.join(sorted([*examples.SLIPS, 'menu']))}."]


def test_a_word_is_shown_and_not_run(page, scratch):
    assert "{{ contact('dsl') }}" in [code.get_text() for code in page.find_all("code")]
    assert scratch.words()["word"]("contact", "dsl") == "<code>&#123;&#123; contact(&#39;dsl&#39;) &#125;&#125;</code>"
    line = scratch.edit(PAGE, "word\\('contact', 'dsl'\\)", "word('contcat', 'dsl')")
    assert scratch.problems()[0].startswith(f"{PAGE}, line {line}: {{{{ word('contcat', 'dsl') }}}}: there is no word \"contcat\". Did you mean contact")


# --- pictures --------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_small_and_fits(page, name):
    """At most 30 KB, shown in its own size, with words for who can't see it."""
    picture = page.find("img", src=re.compile(f"{name}$"))
    assert (FOLDER / name).stat().st_size <= LARGEST
    assert Image.open(FOLDER / name).size == (int(picture["width"]), int(picture["height"]))
    assert len(picture["alt"]) > 40 and picture["loading"] == "lazy"


# --- what GitHub shows -----------------------------------------------------------------------------------------

def test_a_pull_request_asks_for_five_ticks_at_most():
    ticks = re.findall(r"^- \[ \] ", (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text("utf-8"), re.MULTILINE)
    assert 1 <= len(ticks) <= 5


@pytest.mark.parametrize("path", sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")), ids=lambda path: path.name)
def test_a_form_is_one_that_github_understands(path):
    """Each question has a kind, a label and, where GitHub needs it, a name of its own."""
    form = yaml.safe_load(path.read_text("utf-8"))
    if path.name == "config.yml":
        return
    assert form.keys() <= {"name", "description", "title", "labels", "assignees", "body"} and form["name"] and form["description"]
    asked = [each for each in form["body"] if each["type"] != "markdown"]
    assert len({each["id"] for each in asked}) == len(asked) > 0
    for each in form["body"]:
        assert each["type"] in ("markdown", "input", "textarea", "dropdown", "checkboxes")
        assert each["attributes"].get("value" if each["type"] == "markdown" else "label")


def test_the_forms_are_those_that_people_look_for():
    names = {yaml.safe_load(path.read_text("utf-8")).get("name") for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")}
    assert {"Something on the site is wrong", "A policy review"} <= names


@pytest.mark.parametrize("file", ["CONTRIBUTING.md", "README.md", ".github/PULL_REQUEST_TEMPLATE.md", "CHANGELOG.md"])
def test_every_file_that_is_named_is_there(file):
    """What an editor is sent to exists."""
    text = (ROOT / file).read_text("utf-8")
    named = set(re.findall(r"`((?:docs|data)/[\w/-]*(?:\.\w+)?)`", text)) | set(re.findall(r"\]\(((?!https)[\w/.-]+)\)", text))
    assert [each for each in named if not (ROOT / each).exists()] == []


def commands(text: str) -> set[str]:
    return set(re.findall(r"`make ([a-z-]+)", text)) | set(re.findall(r"^    make ([a-z-]+)$", text, re.MULTILINE))


def test_the_readme_names_every_command():
    """And none that is not there."""
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)) - {"clean"}
    assert commands((ROOT / "README.md").read_text("utf-8")) == targets


def test_a_command_that_the_readme_leaves_out_is_noticed():
    """The planted fault: one that only the Makefile has, and one that only the text has."""
    assert commands("`make site` and\n\n    make test\n") == {"site", "test"}
