"""What is typed is what is shown: no mark of Markdown's, or of another program's, goes wrong."""

import re
from collections.abc import Iterator

from policysite.content.markdown import BOX, INDENTED, inline_tokens, text_lines
from policysite.content.pages import Page, slips
from policysite.problems import Problem

# What a text token still has in it, by the message that says what to type.
MARKS = slips(
    mark_three=r"\*{3}",
    mark_bold=r"\*\*|(?<!_)__(?!_)",
    mark_code=r"`",
    mark_strike=r"~~",
    mark_highlight=r"==[^=\s][^=]*==|(?<!\w)\+\+\w[^+]*\w\+\+(?!\w)|%%[^%]+%%|\^\^[^^]+\^\^|\$\$[^$]+\$\$",
    mark_footnote=r"\[\^[\w-]+\]:?|\^\[[^\]]+\]",
    mark_alert=r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]|^:::+ ?\w*",
    mark_contents=r"(?i)\[TOC\]",
    mark_wiki=r"\[\[[^\]]+\]\](?:\([^)]*\)?)?",
    mark_task=r"^\[[ xX]?\](?=\s)",
    mark_emoji=r"(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])",
    mark_script=r"(?<![\w~])~\w{1,4}~(?!~)|(?<=\w)~\w{1,4}~|\^\w{1,4}\^",
    mark_pasted=r"【[^】]*】|:?contentReference\[|oaicite|turn\d+search\d+|\[cid:[^\]]*\]?"
    r"|\[image:[^\]]*\]?|Error! [A-Z][\w ]*|\[cite(?:_start|: ?\d[\d, ]*)?\]"
    r"|HYPERLINK \W\w+|(?:=[0-9A-F]{2}){2,}|originated from outside",
    link_apart=r"^[\W\d]*\[[^\]]*\]:",
    link_half=r"\]\(|\] \([^\s)]+(?:\.md\b|://)|\)\[[^\]]*(?:\.md\b|://)|\] ?\[(?=\w)"
    r"|\[[^\]]*\([^)]*\.md\)",
    link_bare=r"(?<![\w(<\"“/.@\[-])((?i:https?|ftp)://|www\.)[\w/]",
    address_like=r"(?<![\w(<\"“/.@\[-])[\w-]+(\.[\w-]+)*\.(uk|com|org|net)\b",
)
# A line as it was typed, by the message that says what to type; what is only probable is last.
LINES = slips(
    line_of_signs=r"^\s*((-\s*){3,}|={2,}|(\*\s*){3,}|(_\s*){3,})$",
    tab=r"[^\s*+.|-]\t",
    box_form=r'^(!!!|\?{3}\+?)(?! [a-z]+( "[^"]+")?\s*$)( |\b)',
    attribute_open=r"(\{#|\)\{)[^}]*$",
    heading_space=r"^ {0,3}##+[^\s#{]",
    list_like=r"^\s*[-*+]\s*$|^\s*([-*+]\s+)?(o (?=[A-Z])|[•·▪◦●‣]|[-+](?=[^\W\d]))",
    list_number_like=r"^\s*(\(?(\d{1,2}|[a-z]|[ivx]{2,5})\)|([a-d]|i{1,3}|iv)\.)\s",
    link_apart=r"^[ \d.*+-]*\[[^\]^]+\]: *\S",
    mark_between_numbers=r"\d\*\d",
    mark_backslash=r"\\$",
    emphasis_sent_on=r"^\s*[-=_*]{4,}\s*\w",
    hashtag=r"^ {0,3}#[^\s#]",
    dash_like_a_list=r"^\s*([–―❖✓✔→➢➤►»] ?(?=\S)|\d{1,2}\.(?=[A-Z][a-z]))",
    unfinished=r"\bTODO\b|\bTBC\b|(?<=\S)\?{3,}|^(?:Certainly|Sure|Of course)[!,] [Hh]ere"
    r"|\[(?i:insert|add|tbc|your|name of)\b[^\]]*\](?!\()|^(?:From|Sent|To|Cc|Subject): "
    r"|[Ll]orem ipsum|Sent from my \w+|[Aa]s an AI (?:language )?model"
    r"|\b(?!that\b|had\b|very\b|in\b|is\b)([a-z]{2,}) \1\b",
)
LINK = re.compile(r"(?<=\w)\]\(\w[^)\s]*\)")  # what is inside its address is the link's
CODE = {"code_block": "indented_code", "fence": "fence"}
NO_PROSE = (" ", "#", "|", "<", "{", ">")
SHORTEST_BROKEN = 45  # letters: a longer line was broken by the program that it was pasted from


def check(page: Page) -> Iterator[Problem]:
    """No line is shown as something else than it was meant as, nor waits to be written."""
    for at, text in left_over(page).items():
        yield from page.first_slip(page.first_line + at, MARKS, text)
    below_a_box = None
    for line, text in page.numbered():
        yield from page.first_slip(line, LINES, LINK.sub("](x)", text))
        if below_a_box and text.strip() and not INDENTED.match(text):
            yield page.problem(line, "box_indent")
        below_a_box = BOX.match(text)
    for token in page.tokens:
        if token.type in CODE:
            yield page.problem(page.first_line + token.map[0], CODE[token.type])
    yield from running_on(page)


def left_over(page: Page) -> dict[int, str]:
    """Each line's text that is no mark, by its number from 0; an x stands for a link's letters."""
    kept, linked = {}, False
    for at, token in inline_tokens(page.tokens):
        if token.type in ("link_open", "link_close"):
            linked = token.type == "link_open"
        text = token.content if token.type == "text" and not linked else "x" * len(token.content)
        kept[at] = kept.get(at, "") + text
    return kept


def running_on(page: Page) -> Iterator[Problem]:
    """Lines without an empty one between are one paragraph: an address would become one line."""
    for at, _, first in text_lines(page.tokens):
        above, text = page.lines[at - 1], page.lines[at]
        short = len(above) < SHORTEST_BROKEN and not above.endswith("  ")
        if not first and short and not above.startswith(NO_PROSE) and not text.startswith(NO_PROSE):
            yield page.problem(page.first_line + at, "runs_on")
