"""The macros: each is used on the made-up site, and what data holds stays text."""

import re
from types import SimpleNamespace

import pytest

from policysite.macros import MACROS, Macros
from policysite.output.components import as_text, block

NASTY = "<b>&\"'`*_[x](y){{ z }}#|"


@pytest.fixture(scope="module")
def macros(content):
    return Macros(content, SimpleNamespace(page=None, conf={"extra": {}}))


def test_the_made_up_site_uses_every_macro(content):
    """Else it would be built nowhere in the tests."""
    used = {call.name for page in content.pages for call in page.calls}
    assert MACROS.keys() - used == set()


@pytest.mark.parametrize("name", MACROS)
def test_a_macro_says_how_it_is_used(name):
    """Its help is what an editor is told who uses it wrongly."""
    assert re.match(r"(Name|Takes) .*, as in \{\{ " + name + r"\(.*\) \}\}", MACROS[name].help)


def test_what_data_holds_becomes_text():
    shown = str(as_text(NASTY))
    assert not re.search(r"[<>\"'`*_\[\]{}|]", shown) and as_text(None) == ""
    assert as_text(as_text("a<b")) == as_text("a<b")


def test_a_block_has_no_empty_line(macros):
    """Markdown would take it for the block's end."""
    call = macros.functions
    for made in (call["contact_cards"]("head", "chair"), call["help_cards"]("night_owl")):
        assert made and "\n\n" not in made
    assert "\n" not in call["contact"]("head")
    with pytest.raises(Exception, match="no-such"):
        block("no-such.html")


def test_a_name_from_data_can_run_nothing(scratch):
    scratch.edit("data/contacts.yaml", "Mr Theo Larch", "Mr Theo_*<Larch")
    content, problems = scratch.read()
    made = Macros(content, SimpleNamespace(page=None, conf={"extra": {}})).functions["people"](
        "safety"
    )
    assert not problems and "Theo&#95;&#42;&#60;Larch" in made


def test_both_roles_of_one_person_stand_together(macros, scratch):
    called = macros.functions["contact_name"]
    assert called("safety", "head") == called("safety")
    scratch.edit("data/contacts.yaml", "Mr Theo Larch", "Ms Ida Quill")
    made = Macros(scratch.read()[0], SimpleNamespace(page=None, conf={"extra": {}}))
    assert "(headteacher)" in made.functions["contact_name"]("safety", "head")
