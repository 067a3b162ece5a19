"""What Markdown would let through, or would show as it was typed: HTML, scripts, slips that no program refuses.

A page is plain Markdown: no HTML but our own <div class="…" markdown>, no attribute that could be script
or style, no link that is no address. Each check looks at a block: lines without an empty one between.
"""

import html
import re
from dataclasses import dataclass
from functools import cache
from operator import eq
from pathlib import Path

from policysite.facts import TRACKED
from policysite.pages import Page
from policysite.problems import Problem, suggestion

STYLESHEETS = Path(__file__).parent.parent / "theme" / "assets"

WORD = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
A_WORD = "\ue000"  # stands in for it; nobody types this
CODE = re.compile(r"(?<![\\`])`[^`\n]+`(?!`)")


@dataclass(frozen=True)
class Block:
    """Some lines of a page, the first one's number, and the indented lines' own line above them, if any."""

    first_line: int
    lines: list[str]
    below: str

    def numbered(self):
        return enumerate(self.lines, self.first_line)


def check_markup(page: Page) -> list[Problem]:
    """Everything in a page that is not the Markdown that pages use."""
    checks = (tags, attributes, links, tables, lists, marks_in_pairs, boxes, indents)
    problems = []
    for block in blocks(page):
        found = [each for check in checks for each in check(block)] or running_on(block)
        problems += [Problem(page.file, line, what) for line, what in found]
    return problems + [Problem(page.file, line, what) for line, what in [*headings(page), *divs(page), *steps(page), *doors(page), *lines_that_mean_more(page)]]


def blocks(page: Page):
    """The page's blocks, each {{ word }} and piece of `code` in them made harmless: their own checks are elsewhere."""
    lines, first, below = [], page.first_line, ""
    for number, line in enumerate([*plain(page).split("\n"), ""], page.first_line):
        if line.strip():
            lines.append(line)
            continue
        if lines:
            yield Block(first, lines, below)
            below = next((each for each in reversed(lines) if not each.startswith("    ")), below)
        lines, first = [], number + 1


def plain(page: Page) -> str:
    return CODE.sub("code", WORD.sub(A_WORD, page.body))


# --- HTML, attributes, links -------------------------------------------------------------------------

TAG = re.compile(r"<(?!/?div\b)[a-zA-Z/!?][^>]*>?|</?div\b[^>]*>?")
OUR_TAG = re.compile(r'</div>|<div class="(?P<classes>[a-z -]+)" markdown>')
EMAIL = re.compile(r"<[^<>@\s]+@[^<>@\s]+>")
ATTRIBUTES = re.compile(r"\{:?([^{}\n]*)\}")
NOT_CLOSED = re.compile(r"(\{#|\)\{)[^}]*$")
OUR_ATTRIBUTE = re.compile(r"[#.][\w-]+|(width|height)=\d+|loading=lazy")
TARGET = re.compile(r"(!?)\[([^\[\]]*)\]\(([^)]*)")
TURNED_LINK = re.compile(r"\]\s+\([^\s)]+(\.md\b|://)|\)\[[^\]]*(\.md\b|://)")
TARGET_BELOW = re.compile(r"^[\W\d]*\[[^\]]*\]:")
BARE = re.compile(r"(?<![\w(<\"“/.@\[-])((https?://|www\.)[\w/]|[\w-]+(\.[\w-]+)*\.(uk|com|org|net)\b(?![^\[]*\]\())")
ENDS_OF_ADDRESSES = ("http", "www.", ".uk", ".com", ".org", ".net")  # looked for first: BARE is slow
SIZED = re.compile(r"\)\{[^}]*\bwidth=(\d{1,9}) height=\d+")
MISSIZED = re.compile(r"\)\{[^}]*\b(width|height)=[^\d\s}]*(\d+[^\d\s}]|[^\d\s])")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
AS_A_LINK = "Write it on one line as  [its words](page.md)"


def tags(block: Block):
    text = "\n".join(block.lines)
    for tag in TAG.finditer(text):
        line = block.first_line + text.count("\n", 0, tag.start())
        ours = OUR_TAG.fullmatch(tag[0])
        if EMAIL.fullmatch(tag[0]):
            yield line, f'"{short(tag[0])}" is shown in another way. Write  [{tag[0][1:-1]}](mailto:{tag[0][1:-1]})  or a word such as {{{{ contact(\'school\') }}}}'
        elif tag[0].startswith("<http"):
            yield line, f"an address alone is no link. Write it with its words, as  [the school's website]({short(tag[0]).strip('<>')})"
        elif not ours:
            yield line, f'"{short(tag[0])}" is HTML, which pages do not use. Write the text itself; for a < write  &lt;'
        elif ours["classes"]:
            for name in sorted({*ours["classes"].split()} - styled()):
                yield line, f'no style of the site is called "{name}". {suggestion(name, styled())}'.rstrip()


@cache
def styled() -> set[str]:
    """Every class that the stylesheets know."""
    return {name for sheet in STYLESHEETS.glob("*.css") for name in re.findall(r"\.([a-z][a-z-]+)", sheet.read_text(encoding="utf-8"))}


def attributes(block: Block):
    for line, text in block.numbered():
        for listed in ATTRIBUTES.findall(text):
            wrong = [each for each in listed.split() if not OUR_ATTRIBUTE.fullmatch(each)]
            if wrong and wrong[0].startswith(("width=", "height=")):
                yield line, "a picture's size is in numbers alone. Write it as in  {width=420 height=130}"
            else:
                for each in wrong:
                    yield line, f'"{{{short(each)}}}" is not used in pages. Take it away; a word of the site has two brackets on each side.'
        if NOT_CLOSED.search(text):
            yield line, "a curly bracket is opened and not closed. Write the other one, as in {#its-name}"


def links(block: Block):
    text = "\n".join(block.lines)
    for link in TARGET.finditer(text):
        line = block.first_line + text.count("\n", 0, link.start())
        wrong = list(wrong_link(*link.groups()))
        if link[1] and not wrong:
            sized = SIZED.match(text, link.end())
            wrong = [] if not sized and MISSIZED.match(text, link.end()) else list(wrong_size(link[3], sized))
        yield from ((line, what) for what in wrong)
    for line, each in block.numbered():
        if TARGET_BELOW.match(each):
            yield line, f"a link's address stands apart from its words. {AS_A_LINK}"
        if TURNED_LINK.search(each):
            yield line, f"this is not quite a link. {AS_A_LINK}"
        if each.rfind("](") > each.rfind(")"):
            yield line, f"a link is not closed. {AS_A_LINK}"
        if "." in each and any(end in each for end in ENDS_OF_ADDRESSES) and BARE.search(each):
            yield line, "an address alone is no link. Write it with its words, as  [the school's website](https://www.example.org)"


def wrong_size(picture: str, size: re.Match | None):
    if not size:
        yield f'the picture "{short(picture)}" has no size, so the page would move while it loads. Write behind it, in pixels,  {{width=420 height=130}}'
    elif int(size[1]) > LARGEST_WIDTH:
        yield f'the picture "{short(picture)}" is {size[1]} pixels wide, and the column of words {LARGEST_WIDTH}. Write a smaller width, and a height that fits it'


def wrong_link(picture: str, words: str, target: str):
    target = re.sub(r"[\x00-\x20]", "", html.unescape(target.strip().strip("<>")))  # as a browser reads it
    scheme = SCHEME.match(target)
    if A_WORD in words + target:
        yield "a {{ word }} stands inside a link. Put it before or after the link."
    elif not target:
        yield f'the link "{short(words)}" leads nowhere. {AS_A_LINK}'
    elif picture and (scheme or target.startswith("//")):
        yield f'the picture "{short(target)}" is not kept on this site. Add the picture beside the page, and write its name'
    elif picture and not words.strip():
        yield f'the picture "{short(target)}" has no words for who can\'t see it. Write  ![What it shows]({short(target)})'
    elif TRACKED.search(target):
        yield f'the link "{short(target)}" leads through a company that records who goes there. Open it, and write the address that the browser then shows'
    elif not scheme and "@" in target and "/" not in target:
        yield f'the link "{short(target)}" needs  mailto:  in front. Write  mailto:{short(target)}'
    elif scheme and scheme[0].lower() == "tel:":
        yield "a phone number is kept in data/, so that it is right everywhere. Write a word instead of the link, such as {{ contact('school') }} or {{ help('childline') }}"
    elif target.startswith("www."):
        yield f'the link "{short(target)}" needs  https://  in front. Write  https://{short(target)}'
    elif target.startswith("//") or scheme and scheme[0].lower() not in ("https:", "mailto:"):
        yield f'the link "{short(target)}" is not an address that a page may lead to. Write one that starts with https://'


def short(text: str) -> str:
    """Enough of it to be found again, on one line."""
    text = " ".join(text.split())
    return text if len(text) < 80 else f"{text[:79]}…"


# --- slips that Markdown shows as they were typed ------------------------------------------------------

BULLET = re.compile(r" {0,3}(?:[-*+]|\d{1,2}\.)[ \t]+\S")
LIKE_A_BULLET = re.compile(r"\s*(?:o (?=[A-Z])|[•·▪◦●‣–—] ?|[-+](?=[^\W\d])|[-*+]\s*$)")
LIKE_A_NUMBER = re.compile(r"\s*\(?(\d{1,2}|[a-z]|[ivx]{2,5})\)\s|\s*([a-d]|i{1,3}|iv)\.\s")
PASTED = re.compile(r"[^\s*+.|-]\t")
UNFINISHED = re.compile(r"\bTODO\b|\bTBC\b|\[(?:insert|add|tbc|your|name of)\b[^\]]*\](?!\()|(?<=\S)\?{3,}|Error! Reference|\[cid:|\[image:"
                        r"|originated from outside|[Ll]orem ipsum|\b(?!that|had\b)([a-z]{2,}) \1\b")
SIGNS_OF_UNFINISHED = ("TO", "TB", "[", "??", "Error!", "outside", "orem")  # looked for first: UNFINISHED is slow
SIGNS_AND_WORDS = re.compile(r"\s*[-=_*]{4,}\s*\w")
SHORTEST_RUNNING_ON = 45  # letters: a shorter line is an address's or a list's, a longer one was broken by the program it was pasted from
LARGEST_WIDTH = 750  # pixels: the column of words
LINE_OF_A_TABLE = re.compile(r"\|[ :]*-[ :|-]*|[ :]*-{2,}[ :|-]*")
HEADING = re.compile(r"(#+) *(.*?)(?: *\{#([^}]*)\})?$")
BOX = re.compile(r'(!!!|\?\?\?\+?) [a-z]+( "[^"]+")?$')


def tables(block: Block):
    """A table has a line of dashes below its heads, and as many cells in each row: others would be lost, or shown as they were typed."""
    rows = [(line, text) for line, text in block.numbered() if text.lstrip().startswith("|")]
    if not rows:
        return
    first, heads = rows[0]
    if first != block.first_line:
        yield first, "this table stands right below other words. Put an empty line above it."
    elif len(rows) < 2 or not LINE_OF_A_TABLE.fullmatch(rows[1][1].strip()):
        yield first, f"this table has no line of dashes below its heads. Write there  {'|---' * len(cells(heads))}|"
    for line, text in block.numbered():
        if line > first and "|" not in text:
            yield line, "this line stands right below a table. Put an empty line above it."
        elif line > first and len(cells(text)) != len(cells(heads)):
            yield line, f"this row has {len(cells(text))} cells, and the table's heads are {len(cells(heads))}. Write as many, with a | between them."


def cells(row: str) -> list[str]:
    return row.strip().removeprefix("|").removesuffix("|").split("|")


def lists(block: Block):
    """A list's lines start with a hyphen and a space, below an empty line: else they run together."""
    for line, text in block.numbered():
        if LIKE_A_BULLET.match(text):
            yield line, "a list's line starts with a hyphen and a space. Write  -  and then the words, or take the line away."
        if LIKE_A_NUMBER.match(text):
            yield line, "a list's line starts with a hyphen, or a number and a full stop. Write  -  or  1.  and then the words."
    above = [text for text in block.lines if not HEADING_LINE.match(text)]
    if above and not BULLET.match(above[0]) and not above[0].startswith(("    ", "<")):
        for line, text in block.numbered():
            if BULLET.match(text):
                yield line, "this list stands right below other words. Put an empty line above it."
                return


SLANTED = re.compile(r"(?<![*\\])\*(?![*\s])[^*\n]*[^*\s]\*(?!\*)|(?<![\w\\_])_(?![_\s])[^_\n]*[^_\s]_(?!\w)")
HEADING_LINE = re.compile(r"#{1,6} ")


def marks_in_pairs(block: Block):
    """** and ` come in pairs, and so do the brackets of a {{ word }}."""
    for line, text in block.numbered():
        if "{{" in text or "}}" in text:
            yield line, "a {{ or a }} stands here without its other one. Write a word as in {{ contact('dsl') }}."
        if "***" in text:
            yield line, "there are three  *  in a row. Write bold words with two on each side:  **like this**"
        elif "~~" in text and re.search("(?<!~)~~(?!~)", text):
            yield line, "~~  would be shown as it stands here. Take these signs away, or the words that were crossed out."
        elif "*" in text and re.search(r"\d\*\d", text):
            yield line, "a  *  between numbers can make slanted letters. Write  ×"
        elif ("*" in text or "_" in text) and (slanted := SLANTED.search(text)):
            yield line, f'"{short(slanted[0])}" would be set in slanted letters, which are hard to read. Write it as  **bold**  or without  {slanted[0][0]}'
        elif text.rstrip().endswith("\\"):
            yield line, "this line ends with a  \\  which would be shown. Take it away; for a new line leave an empty one between."
        elif spaced := [bold for bold in text.split("**")[1:-1:2] if bold != bold.strip()]:
            yield line, f"no space stands inside the  **  of bold words. Write  **{short(spaced[0])}**"
    for mark, what in (("**", "bold words end with  **  too"), ("`", "the marks around code come in pairs")):
        odd = [line for line, text in block.numbered() if text.replace("\\`", "").count(mark) % 2]
        if len(odd) % 2:
            yield odd[0], f"there is a  {mark}  without its other one: {what}. Add it, or take this one away."


def boxes(block: Block):
    """A box's words are indented below it."""
    for (line, text), following in zip(block.numbered(), [*block.lines[1:], ""]):
        if text.startswith(("!!!", "???")):
            if not BOX.match(text):
                yield line, 'this line starts a box, and is not written as one. Write it as in  ??? question "What is it?"'
            elif following and not following.startswith("    "):
                yield line + 1, "the words of a box are indented. Put four spaces in front of this line."


def running_on(block: Block):
    """Lines without an empty one between are one paragraph: an address, say, would become one line."""
    if len(block.lines) < 2:
        return
    words = [(line, text) for line, text in block.numbered() if not text.startswith((" ", "#", "|", "<", "!!!", "???", ">", "~~~", "```")) and not LINE_OF_A_TABLE.fullmatch(text.strip())]
    for (above, first), (line, second) in zip(words, words[1:]):
        if line == above + 1 and not BULLET.match(second) and not BULLET.match(first) and len(first) < SHORTEST_RUNNING_ON and not first.endswith("  ") and not re.search(r"[|\t]", first + second):
            yield line, "this line would run on from the one above it. Put an empty line between, or write both as one."


def indents(block: Block):
    """Four spaces make a line part of the list or box above it; below anything else they make it code."""
    if block.lines[0].expandtabs(4).startswith("    ") and not (BULLET.match(block.below) or block.below.startswith(("!!!", "???"))):
        yield block.first_line, "this line starts with a tab or four spaces, which would show it as computer code. Take them away."


def headings(page: Page):
    """Headings start at ##, go down one by one, and have names of their own."""
    level, named = 1, {}
    for line, text in enumerate(plain(page).split("\n"), page.first_line):
        found = HEADING.match(text)
        if found:
            marks, words, name = found.groups()
            if words and not words.startswith(" ") and text[len(marks)] != " ":
                yield line, f"a  {marks}  at the start of a line makes a heading. Write  {'#' * max(2, len(marks))} {words}  with a space; or for a hashtag, a word in front of it"
            elif len(marks) == 1:
                yield line, f"the page's title is its only heading with one #. Write  ## {words}"
            elif len(marks) > level + 1:
                yield line, f"this heading has {marks}, and the one above it has {'#' * level}. Write  {'#' * (level + 1)} {words}"
            if not words.strip():
                yield line, "this heading has no words. Write them after the  #"
            level = len(marks)
        for name in re.findall(r"\{#([\w-]+)\}", text):
            if name in named:
                yield line, f'the name "{name}" is on line {named[name]} too. Give this one another.'
            named.setdefault(name, line)


def divs(page: Page):
    """Each <div> has its </div>."""
    opened = []
    for line, text in enumerate(plain(page).split("\n"), page.first_line):
        for tag in re.findall(r"</?div", text):
            if tag == "<div":
                opened.append(line)
            elif opened:
                opened.pop()
            else:
                yield line, "this </div> ends nothing. Take it away."
    for line in opened:
        yield line, "this <div …> has no end. Write  </div>  below its words, after an empty line."


def steps(page: Page):
    """What is done first and what next has numbers."""
    inside = False
    if [*divs(page)]:
        return  # where they end is not known
    for line, text in enumerate(plain(page).split("\n"), page.first_line):
        inside = "</div" not in text and (inside or '<div class="steps"' in text)
        if inside and re.match(r"[-*+] ", text):
            yield line, "steps have numbers. Write  1.  instead of the hyphen."


def doors(page: Page):
    """Each door on the home page leads somewhere."""
    inside = False
    for line, text in enumerate(plain(page).split("\n"), page.first_line):
        inside = "</div" not in text and (inside or '<div class="doors"' in text)
        if inside and re.match(r"[-*+] ", text) and "](" not in text:
            yield line, "this line leads nowhere, and readers tap it. Write it as a link:  - [Its words](page.md)"


def lines_that_mean_more(page: Page):
    """A line of dashes or equals signs would make a heading of the line above it; a tab between words was once a table's."""
    for line, text in enumerate(page.body.split("\n"), page.first_line):
        if re.fullmatch(r"\s*(-{3,}|={2,}|\*{3,}|_{3,})\s*", text):
            yield line, "this line of signs would change the line above it. Take it away; what stands above a page is written once."
        if SIGNS_AND_WORDS.match(text):
            yield line, "this line starts with a row of signs, as in a message that was sent on. Take the signs away."
        if PASTED.search(text):
            yield line, "there is a tab in this line. Was a table pasted? Write its rows as  | one | two |  or take the tab away."
        words = text.split(" ")
        if (any(sign in text for sign in SIGNS_OF_UNFINISHED) or any(map(eq, words, words[1:]))) and (found := UNFINISHED.search(text)):
            yield line, f'"{short(found[0])}" looks unfinished, or pasted with something else. Write what belongs here, or take it away.'
        if re.match(r"\s*(```|~~~)", text):
            yield line, "pages show no computer code. Write the words themselves."
