"""Markdown as it is understood: what no program took for a mark is still in a text token.

Pages are rendered by Python-Markdown; this second reader (CommonMark) only finds slips. Where the
two disagree, Python-Markdown's form is brought into CommonMark's first, line for line.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from policysite.content.calls import ANY, STAND_IN

READER = MarkdownIt("commonmark", {"html": True}).enable("table").disable("text_join")
READER.validateLink = lambda url: True  # the check of links says what is wrong with one
READER.normalizeLink = lambda url: url
CODE = re.compile(r"(?<![\\`])`[^`\n]+`(?!`)")
HASHTAG = re.compile(r"^ {0,3}#+(?=[^\s#])")  # no heading: the site's extension shows it as text
BOX = re.compile(r"(!!!|\?\?\?\+?)(?: |\b)")  # an admonition, or one that opens
INDENTED = re.compile(r"(?: {4}|\t)")


def without_calls(text: str) -> str:
    """The text with one sign for each {{ … }}, and a word for each piece of code."""
    text = ANY.sub(lambda call: STAND_IN + "\n" * call[0].count("\n"), text)
    return CODE.sub("code", text)


def parse(text: str) -> list[Token]:
    """The text's tokens."""
    return READER.parse("\n".join(unboxed(text.split("\n"))))


def unboxed(lines: list[str]):
    """The words of a box are indented below it: here they stand at the margin, the box is empty."""
    inside = False
    for line in lines:
        if BOX.match(line):
            inside = True
            yield ""
        elif inside and INDENTED.match(line):
            yield INDENTED.sub("", line, count=1)
        else:
            inside = inside and not line.strip()
            yield line


def inline_tokens(tokens: list[Token]):
    """Each piece of running text, with the number of its line counted from 0."""
    for token in tokens:
        if token.type == "inline" and token.map:
            line = token.map[0]
            for child in token.children or []:
                yield line, child
                line += child.type in ("softbreak", "hardbreak")


def text_lines(tokens: list[Token]):
    """The text of paragraphs and list items as lines: number from 0, the text, whether first."""
    for token in tokens:
        if token.type == "inline" and token.map:
            for number, line in enumerate(token.content.split("\n")):
                yield token.map[0] + number, line, number == 0
