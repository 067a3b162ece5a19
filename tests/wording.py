"""`make wording`: whether pages and data are spelt in British English, and each reader's pages are easy enough to read.

Looks at the site as `make site` built it. Says what to mend as the other checks do: file, line, what to type.
"""

import re
import sys
from difflib import SequenceMatcher
from functools import cache

from spylls.hunspell import Dictionary

from policysite.problems import Problem, Refused, report
from tests import reading
from tests.project import ROOT, Project

OWN_WORDS = "tests/school-words.txt"
NOT_WORDS = re.compile(r"""
    \{\{.*?\}\} | \]\([^)]*\) | \{[:#.][^}]*\} | <[^>]*> | `[^`]*` |   # macros, where links lead, names, tags, code
    \b(Mr|Mrs|Miss|Ms|Mx|Dr|Rev)\b\.?(\ [A-Z][\w’'-]+)+ | (?<!\w)[@#]\w+ | &\w+; |       # people, @names and #tags, signs by name
    https?://\S+ | \S+@\S+ | [\w/-]+\.(md|yaml|html) | \w*[\d_]\w* |     # addresses, files, and whatever has a number in it
    ^(search|hide|template):.* |                                       # above a page: what people type, and settings
    ^[#\ ]*(name|body|page|rule|owner|address|email|approved_by):.* |      # in data: names and addresses; any field's word
    ^[#\ ]*-?\ *[\w-]+:(\ |$)
""", re.VERBOSE)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SHORT_FORM = re.compile(r"[A-Z]{2,}s?")  # DSL, KSCMP
WITH_Z = re.compile(r"(?!priz|siz|seiz|capsiz)(\w+)(i|y)z(e|ed|es|er|ers|ing|ation|ations)")  # organize: British too, and not the school's
NEAR_ENOUGH = 0.8  # for a suggestion: the dictionary's own go far, and some are not for a school

HIGHEST_GRADE = {"pupils/younger.md": 2, "pupils/poster-younger.md": 2, "pupils/": 4, "parents/": 6, "staff/": 8, "policy/": 9}  # the first that fits
WORDS_A_SENTENCE = 15  # for parents and pupils


# --- spelling --------------------------------------------------------------------------------------------

@cache
def dictionary() -> Dictionary:
    return Dictionary.from_zip(str(ROOT / "tests/en_GB.zip"))


@cache
def is_english(word: str) -> bool:
    return not WITH_Z.fullmatch(word.lower()) and dictionary().lookup(word)


def misspelt(project: Project) -> list[Problem]:
    """Each word that no British dictionary has, with what to type."""
    facts = project.load().facts
    names = " ".join(each.name for kind in (facts.contacts, facts.apps, facts.channels, facts.help) for each in kind.values())
    own = set(project.read(OWN_WORDS).split()) | set(WORD.findall(names))
    found = []
    for path in sorted([*project.root.glob("docs/**/*.md"), *project.root.glob("data/*.yaml")]):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            for word in WORD.findall(NOT_WORDS.sub(" ", line)):
                bare = re.sub("['’]s$", "", word)
                if not (is_english(word) or is_english(bare) or SHORT_FORM.fullmatch(bare) or bare in own):
                    found.append(Problem(path.relative_to(project.root).as_posix(), number, f'"{word}" is not in the British dictionary. {better(word)}'
                                         f"If it is the school's own word, add it to {OWN_WORDS}."))
    return found


def better(word: str) -> str:
    if WITH_Z.fullmatch(word):
        near = WITH_Z.sub(r"\1\2s\3", word)
    else:
        near = next((each for each in dictionary().suggest(word) if len(word) > 3 and each[0].lower() == word[0].lower() and SequenceMatcher(None, word, each).ratio() >= NEAR_ENOUGH), None)
    return f"Did you mean {near}? " if near else ""


# --- reading ---------------------------------------------------------------------------------------------

def for_readers(site) -> list:
    """The pages with a limit: parents', staff's, pupils', and the policy's sections."""
    return [page for page in site.pages if page.path.startswith(("pupils/", "parents/", "staff/"))] + [section.page for section in site.clauses.sections]


def highest_grade(page) -> int:
    return next(grade for path, grade in HIGHEST_GRADE.items() if page.path.startswith(path))


def too_hard(page, html: str, site) -> list[Problem]:
    """Why a page is too hard for its readers; it points to its longest line."""
    left_out = reading.titles_and_names(site) if page.path.startswith("policy/") else None
    text = reading.running_text(html, left_out)
    grade, words = reading.grade(text), reading.words_a_sentence(text)
    lines = page.body.split("\n")
    hardest = page.first_line + max(range(len(lines)), key=lambda number: reading.words_a_sentence(lines[number]))
    problems = []
    if grade > highest_grade(page):
        problems.append(Problem(page.file, hardest, f"the page reads at grade {grade}; {highest_grade(page)} is the most for its readers. "
                                                    "Make sentences shorter, and words; this line has the longest."))
    if page.path.startswith(("pupils/", "parents/")) and words > WORDS_A_SENTENCE:
        problems.append(Problem(page.file, hardest, f"the page has {words:.1f} words a sentence; {WORDS_A_SENTENCE} is the most for its readers. "
                                                    "Make sentences shorter; this line has the longest."))
    return problems


def main() -> int:
    project = Project(ROOT)
    try:
        site = project.load()
    except Refused as refused:
        print(refused)
        return 1
    problems = misspelt(project)
    for page in for_readers(site):
        built = ROOT / "site" / page.url / "index.html"
        if not built.exists():
            print("There is no site to read yet. Make it first:  make site")
            return 1
        problems += too_hard(page, built.read_text("utf-8"), site)
    if problems:
        print(report(sorted(set(problems))))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
