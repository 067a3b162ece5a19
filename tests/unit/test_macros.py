"""The macros: each is used on the made-up site, and what data holds stays text."""

import re
from types import SimpleNamespace

import pytest

from policysite.macros import DECLARED, Macros
from policysite.output.components import as_text, block

NASTY = "<b>&\"'`*_[x](y){{ z }}#|"


@pytest.fixture(scope="module")
def macros(content):
    return Macros(content, SimpleNamespace(page=None, conf={"extra": {}}))


def test_the_made_up_site_uses_every_macro(content):
    """Else it would be built nowhere in the tests."""
    used = {call.name for page in content.pages for call in page.calls}
    assert DECLARED.keys() - used == set()


@pytest.mark.parametrize("name", DECLARED)
def test_a_macro_says_how_it_is_used(name):
    """Its docstring is what an editor is told who uses it wrongly."""
    assert re.match(r"(Name|Takes) .*, as in \{\{ " + name + r"\(.*\) \}\}", DECLARED[name].help)


def test_what_data_holds_becomes_text():
    shown = str(as_text(NASTY))
    assert not re.search(r"[<>\"'`*_\[\]{}|]", shown) and as_text(None) == ""
    assert as_text(as_text("a<b")) == as_text("a<b")


def test_a_block_has_no_empty_line(macros):
    """Markdown would take it for the block's end."""
    for made in (macros.contact_cards("head", "chair"), macros.help_cards("night_owl")):
        assert made and "\n\n" not in made
    assert "\n" not in macros.contact("head")
    with pytest.raises(Exception, match="no-such"):
        block("no-such.html")


def test_a_name_from_data_can_run_nothing(scratch):
    scratch.edit("data/contacts.yaml", "Mr Theo Larch", "Mr Theo_*<Larch")
    content, problems = scratch.read()
    made = Macros(content, SimpleNamespace(page=None, conf={"extra": {}})).people("safety")
    assert not problems and "Theo&#95;&#42;&#60;Larch" in made


def test_both_roles_of_one_person_stand_together(macros, scratch):
    assert macros.contact_name("safety", "head") == macros.contact_name("safety")
    scratch.edit("data/contacts.yaml", "Mr Theo Larch", "Ms Ida Quill")
    made = Macros(scratch.read()[0], SimpleNamespace(page=None, conf={"extra": {}}))
    assert "(headteacher)" in made.contact_name("safety", "head")
