"""British spelling over pages and data, by hunspell's dictionary and a short list of the school's own words."""

import re
from functools import cache

import pytest
from spylls.hunspell import Dictionary

from tests.project import ROOT, Project

OWN_WORDS = "tests/school-words.txt"
NOT_WORDS = re.compile(r"""
    \{\{.*?\}\} | \]\([^)]*\) | \{[:#.][^}]*\} | <[^>]*> | `[^`]*` |   # macros, where links lead, names, tags, code
    https?://\S+ | \S+@\S+ | [\w/-]+\.(md|yaml|html) | \w*[\d_]\w* |     # addresses, files, and whatever has a number in it
    ^(search|hide|template):.* |                                       # above a page: what people type, and settings
    ^[#\ ]*(name|body|page|rule|owner|address|email|approved_by):.* |      # in data: names and addresses; any field's word
    ^[#\ ]*-?\ *[\w-]+:(\ |$)
""", re.VERBOSE)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SHORT_FORM = re.compile(r"[A-Z]{2,}s?")  # DSL, KSCMP
WITH_Z = re.compile(r"(?!priz|siz|seiz|capsiz)(\w+)(i|y)z(e|ed|es|er|ers|ing|ation|ations)")  # organize: British too, and not the school's


@cache
def dictionary() -> Dictionary:
    return Dictionary.from_zip(str(ROOT / "tests/en_GB.zip"))


@cache
def is_english(word: str) -> bool:
    return not WITH_Z.fullmatch(word.lower()) and dictionary().lookup(word)


def misspelt(project: Project) -> list[str]:
    """Each word that no British dictionary has: file, line, and what to type."""
    facts = project.load().facts
    names = " ".join(each.name for kind in (facts.contacts, facts.apps, facts.channels, facts.help) for each in kind.values())
    own = set(project.read(OWN_WORDS).split()) | set(WORD.findall(names))
    found = []
    for path in sorted([*project.root.glob("docs/**/*.md"), *project.root.glob("data/*.yaml")]):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            for word in WORD.findall(NOT_WORDS.sub(" ", line)):
                bare = re.sub("['’]s$", "", word)
                if not (is_english(word) or is_english(bare) or SHORT_FORM.fullmatch(bare) or bare in own):
                    found.append(f'{path.relative_to(project.root).as_posix()}, line {number}: "{word}" is not in the British dictionary. {better(word)}'
                                 f"If it is the school's own word, add it to {OWN_WORDS}.")
    return found


def better(word: str) -> str:
    near = WITH_Z.sub(r"\1\2s\3", word) if WITH_Z.fullmatch(word) else next(dictionary().suggest(word), None)
    return f"Did you mean {near}? " if near else ""


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
           f"If it is the school's own word, add it to {OWN_WORDS}." in misspelt(scratch)


@pytest.mark.parametrize("words", ["a prize of that size", "Childline’s number", "the DSLs’ list", "see docs/colr.md", "`colr`",
                                   "[here](https://www.example.org/colr)", "{{ contact('dsl') }}"])
def test_what_is_no_fault(scratch, words):
    """British words with z, names from the data, short forms, and what readers do not see."""
    scratch.edit("data/help.yaml", r"\A", f"# {words}\n")
    assert misspelt(scratch) == []


def test_the_schools_own_words_are_used(project):
    """The list stays short: in order, and each is needed."""
    own = project.read(OWN_WORDS).split()
    everything = " ".join(path.read_text("utf-8") for folder in ("docs", "data") for path in (project.root / folder).rglob("*.[my][da]*"))
    assert own == sorted(own, key=str.lower) and [word for word in own if is_english(word) or word not in everything] == []
