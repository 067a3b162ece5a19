"""Marks that Markdown did not understand, and those of other programs, would be shown as typed."""

import re
from collections.abc import Iterator

from policysite.content.content import Content
from policysite.content.markdown import inline_tokens
from policysite.content.pages import Page
from policysite.problems import Problem, short

# What a text token still has in it, by the message that says what to type.
MARKS = {
    "mark_three": r"\*{3}",
    "mark_bold": r"\*\*|(?<!_)__(?!_)",
    "mark_code": r"`",
    "mark_strike": r"~~",
    "mark_highlight": r"==[^=\s][^=]*==|(?<!\w)\+\+\w[^+]*\w\+\+(?!\w)|%%[^%]+%%|\$\$[^$]+\$\$",
    "mark_footnote": r"\[\^[\w-]+\]:?",
    "mark_alert": r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]|^:::+ ?\w*",
    "mark_contents": r"\[TOC\]|\[\[_TOC_\]\]|\{:toc\}",
    "mark_wiki": r"\[\[[^\]]+\]\](?:\([^)]*\)?)?",
    "mark_task": r"^\[[ xX]?\](?=\s)",
    "mark_emoji": r"(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])",
    "mark_script": r"(?<![\w~])~\w{1,4}~(?!~)|(?<=\w)~\w{1,4}~|\^\w{1,4}\^",
    "mark_pasted": r"【[^】]*】|:?contentReference\[|oaicite|turn\d+search\d+|\[cid:[^\]]*\]?"
    r"|\[image:[^\]]*\]?|Error! Reference[\w ]*|originated from outside",
    "link_apart": r"^[\W\d]*\[[^\]]*\]:",
    "link_half": r"\]\(|\] \([^\s)]+(?:\.md\b|://)|\)\[[^\]]*(?:\.md\b|://)|\] ?\[(?=\w)"
    r"|\w\]\([^)]*\)|\[[^\]]*\([^)]*\.md\)|^[^\[]*\w\]\(",
    "call_half": r"\{\{|\}\}",
}
FOUND = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in MARKS.items()))
BARE = re.compile(r"(?<![\w(<\"“/.@\[-])((?i:https?|ftp)://|www\.)[\w/]")
DOMAIN = re.compile(r"(?<![\w(<\"“/.@\[-])[\w-]+(\.[\w-]+)*\.(uk|com|org|net)\b")
# Markdown understands these, and shows something else than was typed.
UNDERSTOOD = {
    "link_apart": re.compile(r"^[ \d.*+-]*\[[^\]]+\]: *\S"),
    "mark_between_numbers": re.compile(r"\d\*\d"),
    "mark_backslash": re.compile(r"\\$"),
}


def check(content: Content) -> Iterator[Problem]:
    """No mark stands on a page that a reader would see as it was typed."""
    for page in content.pages:
        told = set()
        for line, text in texts(page):
            for found in slips(text, line + page.first_line, page):
                if (found.line, found.what) not in told:
                    told.add((found.line, found.what))
                    yield found
        for line, text in page.numbered():
            for name, pattern in UNDERSTOOD.items():
                if pattern.search(text) and line not in {at for at, _ in told}:
                    yield page.problem(line, name)


def texts(page: Page) -> Iterator[tuple[int, str]]:
    """Each line's text as it is left over, with its number from 0; links' words are not in it."""
    line, kept, linked = None, "", 0
    for at, token in inline_tokens(page.tokens):
        if at != line:
            if line is not None:
                yield line, kept
            line, kept = at, ""
        linked += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text":
            kept += "x" * len(token.content) if linked else token.content
        elif token.type not in ("softbreak", "hardbreak"):
            kept += "" if token.type.endswith(("_open", "_close")) else "x"
    if line is not None:
        yield line, kept


def slips(text: str, line: int, page: Page) -> Iterator[Problem]:
    if found := FOUND.search(text):
        yield page.problem(line, found.lastgroup, found=short(found[0]))
    elif BARE.search(text):
        yield page.problem(line, "link_bare")
    elif found := DOMAIN.search(text):
        yield page.problem(line, "address_like", found=short(found[0]))
