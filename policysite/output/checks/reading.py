"""Pages are easy enough for their readers: Flesch–Kincaid grades of what is shown.

Left out: headings, cards and tables, rules' numbers, what the build adds about reviews. Each block
ends a sentence. In the policy also names, which nobody can make simpler: words with capitals that
stand together, whether a person's, a document's or another policy's.
"""

import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from lxml.html import HtmlElement as Element

from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.html_tree import article_of, lines_of
from policysite.problems import Problem

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # about pkg_resources
    import textstat

HIGHEST_GRADE = {  # the first that fits
    "pupils/younger.md": 2,
    "pupils/poster-younger.md": 2,
    "pupils/": 4,
    "parents/": 6,
    "staff/": 8,
    "policy/": 9,
}
SMALL = "and|of|the|for|in|with|to|on|at|by|from|against|between"
CAPITAL = r"\b[A-Z][\w’'-]*"
NAME = re.compile(rf"(?:{CAPITAL},? (?:(?:{SMALL}) )*)+(?:{CAPITAL}|polic(?:y|ies))")
WORDS_A_SENTENCE = 15  # for parents and pupils
OUTSIDE = {"h1", "h2", "h3", "table", "aside", "section", "nav", "details"}
CLASSES = {"approval", "changed-note", "channels", "clause", "dated-note", "download"}
CLASSES |= {"policy-state", "rule-number", "translation", "visually-hidden"}


def check(content: Content, folder: Path) -> Iterator[Problem]:
    """A page in English is no harder to read than its readers can bear."""
    sections = [section.page for section in content.rules.sections]
    for page in content.pages:
        grades = (grade for path, grade in HIGHEST_GRADE.items() if page.path.startswith(path))
        limit = next(grades, None)
        in_policy = page.path.startswith("policy/")
        if limit and page.in_english and (page in sections or not in_policy):
            article = article_of(folder / page.url / "index.html")
            yield from too_hard(page, sentences(article, without_names=in_policy), limit)


def sentences(article: Element, without_names: bool) -> str:
    """The running text, a block a line, each ended."""
    found = []
    for line in lines_of(article, is_no_sentence):
        line = " ".join(NAME.sub("", line).split()) if without_names else line
        if re.search(r"\w", line):
            line = re.sub(r"[\s:;,.]*$", "", line)
            found.append(line if line.endswith(("!", "?")) else f"{line}.")
    return "\n".join(found)


def is_no_sentence(element: Element) -> bool:
    """What is left out: also a number or an address in the middle of a sentence."""
    marked = not CLASSES.isdisjoint(element.get("class", "").split())
    to_reach = element.get("href", "").startswith(("tel:", "mailto:", "sms:"))
    return element.tag in OUTSIDE or marked or to_reach


def too_hard(page: Page, text: str, limit: int) -> Iterator[Problem]:
    """Why a page is too hard; it points to the line with the longest sentences."""
    words_in = textstat.avg_sentence_length
    longest = max(page.numbered(), key=lambda numbered: words_in(numbered[1]))[0]
    if (grade := textstat.flesch_kincaid_grade(text)) > limit:
        yield page.problem(longest, "reading_grade", grade=grade, most=limit)
    if page.path.startswith(("pupils/", "parents/")) and words_in(text) > WORDS_A_SENTENCE:
        given = {"words": words_in(text), "most": WORDS_A_SENTENCE}
        yield page.problem(longest, "sentence_length", **given)
