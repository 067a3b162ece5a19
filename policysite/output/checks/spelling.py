"""Words are spelt as in British English. A word that the dictionary lacks is asked about."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from pathlib import Path

from spylls.hunspell import Dictionary

from policysite.content.content import Content
from policysite.problems import Problem, problem

DICTIONARY = Path(__file__).parent / "en_GB.zip"
NEWER_WORDS = Path(__file__).parent / "newer_words.txt"  # than the dictionary
OWN_WORDS = "data/spelling.txt"
NOT_WORDS = re.compile(
    r"""
    \{\{.*?\}\} | \]\([^)]*\) | \{[:\#.][^}]*\} | <[^>]*> | `[^`]*`   # macros, links, names, code
    | (?<!\w)[@\#]\w+ | &\w+; | https?://\S+ | \S+@\S+ | [\w/-]+\.(md|yaml|html|com|org|uk|net)
    | \w*[\d_]\w*                                                     # whatever has a number in it
    | ^(tags|hide|template|lang):.*                                   # above a page
    | ^[\w-]+:\ *                                                     # a key of a data file
    """,
    re.VERBOSE,
)
# In data: all but the sentences that a reader sees, and the comments on top.
SENTENCES = "for|gives|limits|note|to_confirm|since|question|until|why|looked_at|hours"
IN_DATA = re.compile(rf"^(?! *(?:- )?(?:{SENTENCES}): ).*$|^ *(?:- )?\w+: ", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
ENDING = re.compile("['’]s?$")
ENGLISH = re.compile(r"[a-zA-Zàâçéèêëîïôöûü'’]+")
SHORT_FORM = re.compile(r"[A-Z]{2,}s?|\w*[a-z][A-Z]\w*")  # DSL, KSCMPs; ParentPay
# organize: British too, and not the school's; prize, size, seize have no other spelling
WITH_Z = re.compile(r"(?!priz|seiz|capsiz|\w*siz)(\w+)(i|y)z(e|ed|es|er|ers|ing|ation|ations)")
NEAR_ENOUGH = 0.85  # for a suggestion: the dictionary's own go far, and some are not for a school


def check(content: Content, folder: Path) -> Iterator[Problem]:
    """Each word of a page in English, and of data, is in the British dictionary or the school's."""
    lists = (content.root / OWN_WORDS, NEWER_WORDS)
    own = {word.lower() for path in lists for word in path.read_text("utf-8").split()}
    for page in content.pages:
        path = content.root / page.file
        if page.in_english and path.exists():  # the agreed document's words are as they are
            yield from misspelt(page.file, path.read_text("utf-8"), own)
    for path in sorted((content.root / "data").glob("*.yaml")):
        sentences = IN_DATA.sub("", path.read_text("utf-8"))
        yield from misspelt(f"data/{path.name}", sentences, own)


def misspelt(file: str, source: str, own: set[str]) -> Iterator[Problem]:
    lines = source.split("\n")
    for number, (line, below) in enumerate(pairwise([*lines, ""]), 1):
        if 'lang="' in line or "{lang=" in line + below:
            continue  # a paragraph in another language
        for word in WORD.findall(NOT_WORDS.sub(" ", line)):
            forms = {word.lower(), ENDING.sub("", word.lower())}
            if not forms & own and (asked := question(word)) is not None:
                yield problem(file, number, "misspelt", word=word, near=asked, own=OWN_WORDS)


@cache
def dictionary() -> Dictionary:
    return Dictionary.from_zip(str(DICTIONARY))


@cache
def question(word: str) -> str | None:
    """What to ask of a word; None for one that is right, and for what is probably a name."""
    bare = ENDING.sub("", word)
    if not ENGLISH.fullmatch(word) or SHORT_FORM.fullmatch(bare):
        return None
    if WITH_Z.fullmatch(word.lower()):
        british = WITH_Z.sub(r"\1\2s\3", word)
        return f"Did you mean {british}? "
    if dictionary().lookup(word) or dictionary().lookup(bare):
        return None
    near = [other for other in dictionary().suggest(word) if other[0].lower() == word[0].lower()]
    close = get_close_matches(word, near if len(word) > 3 else [], n=9, cutoff=NEAR_ENOUGH)
    first = next((other for other in near if other in close), "")  # in the dictionary's own order
    if word[0].isupper() and not first[:1].islower():
        return None
    return f"Did you mean {first}? " if first else ""
