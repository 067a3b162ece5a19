"""British spelling over pages and data, by hunspell's dictionary and a short list of the school's own words."""

import pytest

from tests import wording
from tests.wording import OWN_WORDS, is_english, misspelt


def test_spelling(project):
    """British, in every page and every file of data."""
    assert misspelt(project) == []


@pytest.mark.parametrize("file, old, new, word, near", [
    ("docs/staff/index.md", r"\Z", "\nChoose a color.\n", "color", "colour"),
    ("docs/staff/index.md", r"\Z", "\nOrganize it, and it is organized.\n", "organized", "organised"),
    ("docs/staff/index.md", r"\Z", "\n**Analyze** it.\n", "Analyze", "Analyse"),
    ("docs/pupils/index.md", r"^title: .*", 'title: "Pupils: your behavior online"', "behavior", "behaviour"),
    ("data/help.yaml", r"^  gives: Ring when it is not.*", "  gives: Ring the police center.", "center", "centre"),
    ("data/contacts.yaml", r"^# Each entry needs", "# Each entry recieves", "recieves", "receives"),
], ids=lambda value: value if value.isalpha() else "")
def test_a_word_that_is_not_british(scratch, file, old, new, word, near):
    """The planted faults: each is named with its line and with what to type."""
    scratch.edit(file, old, new)
    line = next(number for number, source in enumerate(scratch.read(file).splitlines(), 1) if word in source)
    assert f'{file}, line {line}: "{word}" is not in the British dictionary. Did you mean {near}? ' \
           f"If it is the school's own word, add it to {OWN_WORDS}." in map(str, misspelt(scratch))


def test_an_editor_is_told_as_by_the_other_checks(scratch, built, monkeypatch, capsys):
    """`make wording`, which runs on a pull request: file, line, what to type; and nothing while all is well."""
    assert is_english("colour")  # the dictionary is read from the real folder
    (scratch.root / "site").symlink_to(built)
    monkeypatch.setattr(wording, "ROOT", scratch.root)
    assert (wording.main(), capsys.readouterr().out) == (0, "")
    line = scratch.edit("docs/staff/index.md", r"\Z", "\nChoose a color.\n") + 1
    assert wording.main() == 1
    assert capsys.readouterr().out.startswith(f'docs/staff/index.md, line {line}: "color" is not in the British dictionary. Did you mean colour?')
    (scratch.root / "site").unlink()
    assert wording.main() == 1 and "make site" in capsys.readouterr().out


def test_no_far_fetched_suggestion(scratch):
    """A dictionary's guess at a word that is none can be anything, and some of it is not for a school."""
    scratch.edit("docs/staff/index.md", r"\Z", "\nThe qwzx grblf.\n")
    assert [problem.what for problem in misspelt(scratch)] == [
        f"\"{word}\" is not in the British dictionary. If it is the school's own word, add it to {OWN_WORDS}." for word in ("qwzx", "grblf")]


@pytest.mark.parametrize("words", ["a prize of that size", "Childline’s number", "the DSLs’ list", "see docs/colr.md", "`colr`",
                                   "[here](https://www.example.org/colr)", "{{ contact('dsl') }}", "Mrs Kowalczyk and Mr Okonkwo-Bjørn", "@JohnWesleyCEMP and #BeKindd", "now&nbsp;then"])
def test_what_is_no_fault(scratch, words):
    """British words with z, names from the data, short forms, and what readers do not see."""
    scratch.edit("data/help.yaml", r"\A", f"# {words}\n")
    assert misspelt(scratch) == []


def test_the_schools_own_words_are_used(project):
    """The list stays short: in order, and each is needed."""
    own = project.read(OWN_WORDS).split()
    everything = " ".join(path.read_text("utf-8") for folder in ("docs", "data") for path in (project.root / folder).rglob("*.[my][da]*"))
    assert own == sorted(own, key=str.lower) and [word for word in own if is_english(word) or word not in everything] == []
