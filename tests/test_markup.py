"""A page is plain Markdown: what would be let through, or shown as it was typed, is said with its line."""

import pytest

from policysite.markup import check_markup
from policysite.pages import LARGEST_PICTURE, Page
from policysite.typed import Entry
from tests.project import ROOT, Project

HTML = "is HTML, which pages do not use. Write the text itself; for a < write  &lt;"
NOT_USED = "is not used in pages. Take it away; a word of the site has two brackets on each side."
NO_LINK = "Write it on one line as  [its words](page.md)"
NO_ADDRESS = "is not an address that a page may lead to. Write one that starts with https://"
NO_FILE = "only pages (.md) and pictures (.svg .png .jpg) stand here. Take this file away, or put its words on a page."
NO_PLACE = "has no place in a drawing. Export it again as a plain SVG."

ALONE = "an address alone is no link. Write it with its words, as  [the school's website](https://www.example.org)"
TAB = "there is a tab in this line. Was a table pasted? Write its rows as  | one | two |  or take the tab away."
SPACED = "no space stands inside the  **  of bold words. Write "

NUMBER = "a list's line starts with a hyphen, or a number and a full stop. Write  -  or  1.  and then the words."
RUNS_ON = "this line would run on from the one above it. Put an empty line between, or write both as one."
SLANTED = "would be set in slanted letters, which are hard to read. Write it as  **bold**  or without "

SLIPS = {  # what is typed; then the line and the words of each problem
    "a script": ("<script>alert(1)</script>", (1, f'"<script>" {HTML}'), (1, f'"</script>" {HTML}')),
    "a tag over two lines": ("Words <img\nsrc=x> words.", (1, f'"<img src=x>" {HTML}')),
    "a comment": ("Words.\n\n<!-- words -->", (3, f'"<!-- words -->" {HTML}')),
    "code's marks that are none": ("\\`<b>\\`", (1, f'"<b>" {HTML}')),
    "a div of no style": ('<div class="stpes" markdown>\n\nWords.\n\n</div>', (1, 'no style of the site is called "stpes". Did you mean steps?')),
    "a div without its end": ('<div class="steps" markdown>\n\nWords.', (1, "this <div …> has no end. Write  </div>  below its words, after an empty line.")),
    "an end without its div": ("Words.\n\n</div>", (3, "this </div> ends nothing. Take it away.")),
    "an attribute": ("Words.\n{onclick=alert(1)}", (2, f'"{{onclick=alert(1)}}" {NOT_USED}')),
    "a bare attribute": ("[a](b.md){hidden}", (1, f'"{{hidden}}" {NOT_USED}')),
    "one bracket on each side": ("Ask { contact('dsl') }.", (1, f'"{{contact(\'dsl\')}}" {NOT_USED}')),
    "brackets without their others": ("Ask contact('dsl') }}.", (1, "a {{ or a }} stands here without its other one. Write a word as in {{ contact('dsl') }}.")),
    "a name not closed": ("## Words {#two", (1, "a curly bracket is opened and not closed. Write the other one, as in {#its-name}")),
    "a script in a link": ("[a](javascript:b)", (1, f'the link "javascript:b" {NO_ADDRESS}')),
    "a script in a link, hidden": ("[a](java&#9;script:b)", (1, f'the link "javascript:b" {NO_ADDRESS}')),
    "a script in a link, on the next line": ("[a](\njavascript:b)", (1, f'the link "javascript:b" {NO_ADDRESS}'), (1, f"a link is not closed. {NO_LINK}")),
    "another host": ("[a](//example.org)", (1, f'the link "//example.org" {NO_ADDRESS}')),
    "no address": ("[a]()", (1, f'the link "a" leads nowhere. {NO_LINK}')),
    "an address apart": ("[a][b]\n\n[b]: c.md", (3, f"a link's address stands apart from its words. {NO_LINK}")),
    "a space in a link": ("[a] (b.md)", (1, f"this is not quite a link. {NO_LINK}")),
    "a link turned round": ("(a)[b.md]", (1, f"this is not quite a link. {NO_LINK}")),
    "a link not closed": ("Words.\n[a](b.md", (2, f"a link is not closed. {NO_LINK}")),
    "a word in a link": ("[{{ contact('dsl') }}](b.md)", (1, "a {{ word }} stands inside a link. Put it before or after the link.")),
    "a picture from elsewhere": ("![a](https://example.org/a.png)",
                                 (1, 'the picture "https://example.org/a.png" is not kept on this site. Add the picture beside the page, and write its name')),
    "a picture without words": ("![](a.png){width=1 height=1}", (1, 'the picture "a.png" has no words for who can\'t see it. Write  ![What it shows](a.png)')),
    "a picture without a size": ("![a](b.png){loading=lazy}",
                                 (1, 'the picture "b.png" has no size, so the page would move while it loads. Write behind it, in pixels,  {width=420 height=130}')),
    "a link without https": ("[a](www.example.org)", (1, 'the link "www.example.org" needs  https://  in front. Write  https://www.example.org')),
    "an address alone": ("See https://www.example.org/a for more.\nOr www.example.org.", *((line, ALONE) for line in (1, 2))),
    "a pasted table": ("Name\tRole\nMrs A\tTeacher", *((line, TAB) for line in (1, 2))),
    "a tab": ("Words.\n\n\tMore.", (3, "this line starts with a tab or four spaces, which would show it as computer code. Take them away.")),
    "numbers with brackets": ("1) One\n2) Two", *((line, NUMBER) for line in (1, 2))),
    "bold with spaces": ("Some ** bold** words.\nAnd **more **.", (1, f"{SPACED} **bold**"), (2, f"{SPACED} **more**")),
    "three stars": ("***Words***", (1, "there are three  *  in a row. Write bold words with two on each side:  **like this**")),
    "a table without its line": ("| a | b |\n| c | d |", (1, "this table has no line of dashes below its heads. Write there  |---|---|")),
    "a table below words": ("Words:\n| a | b |\n|---|---|", (2, "this table stands right below other words. Put an empty line above it.")),
    "words below a table": ("| a |\n|---|\nWords.", (3, "this line stands right below a table. Put an empty line above it.")),
    "a cell too many": ("| a | b |\n|---|---|\n| c | d | e |", (3, "this row has 3 cells, and the table's heads are 2. Write as many, with a | between them.")),
    "a list below words": ("Words:\n- one", (2, "this list stands right below other words. Put an empty line above it.")),
    "a word processor's bullet": ("• one", (1, "a list's line starts with a hyphen and a space. Write  -  and then the words, or take the line away.")),
    "bold not closed": ("Some **words.", (1, "there is a  **  without its other one: bold words end with  **  too. Add it, or take this one away.")),
    "a mark not closed": ("Some `words.", (1, "there is a  `  without its other one: the marks around code come in pairs. Add it, or take this one away.")),
    "four spaces": ("Words.\n\n    More.", (3, "this line starts with a tab or four spaces, which would show it as computer code. Take them away.")),
    "a box that is none": ("???note", (1, 'this line starts a box, and is not written as one. Write it as in  ??? question "What is it?"')),
    "a box without indent": ('??? note "A"\nWords.', (2, "the words of a box are indented. Put four spaces in front of this line.")),
    "a second title": ("# Words", (1, "the page's title is its only heading with one #. Write  ## Words")),
    "a heading too deep": ("## A\n\n#### B", (3, "this heading has ####, and the one above it has ##. Write  ### B")),
    "a heading without words": ("##", (1, "this heading has no words. Write them after the  #")),
    "a name twice": ("## A {#x}\n\n## B {#x}", (3, 'the name "x" is on line 1 too. Give this one another.')),
    "a line of signs": ("Words\n-----", (2, "this line of signs would change the line above it. Take it away; what stands above a page is written once.")),
    "an email address in pointed brackets": ("Write to <office@example.org>.", (1, '"<office@example.org>" is shown in another way. Write  [office@example.org](mailto:office@example.org)  '
                                             "or a word such as {{ contact('school') }}")),
    "an email address as a link": ("[a](office@example.org)", (1, 'the link "office@example.org" needs  mailto:  in front. Write  mailto:office@example.org')),
    "a phone number as a link": ("[a](tel:01233)", (1, "a phone number is kept in data/, so that it is right everywhere. Write a word instead of the link, such as "
                                                       "{{ contact('school') }} or {{ help('childline') }}")),
    "a hashtag": ("#OnlineSafety", (1, "a  #  at the start of a line makes a heading. Write  ## OnlineSafety  with a space; or for a hashtag, a word in front of it")),
    "a heading without its space": ("##Tell", (1, "a  ##  at the start of a line makes a heading. Write  ## Tell  with a space; or for a hashtag, a word in front of it")),
    "a picture's size with px": ("![a](b.png){width=400px height=100px}", (1, "a picture's size is in numbers alone. Write it as in  {width=420 height=130}")),
    "a picture's size in per cent": ("![a](b.png){width=100%}", (1, "a picture's size is in numbers alone. Write it as in  {width=420 height=130}")),
    "Word's round bullets": ("o Ask us", (1, "a list's line starts with a hyphen and a space. Write  -  and then the words, or take the line away.")),
    "Roman numbers": ("i. Ask us\n\nii. Ring us", *((line, NUMBER) for line in (1, 3))),
    **{f"unfinished: {typed}": (f"Words {typed} words.", (1, f'"{typed}" looks unfinished, or pasted with something else. Write what belongs here, or take it away.'))
       for typed in ("TODO", "TBC", "[insert name here]", "Error! Reference", "[cid:", "the the", "originated from outside")},
    "three question marks": ("Ask first???", (1, '"???" looks unfinished, or pasted with something else. Write what belongs here, or take it away.')),
    "an address in pointed brackets": ("See <https://www.example.org>.", (1, "an address alone is no link. Write it with its words, as  [the school's website](https://www.example.org)")),
    "a bare domain": ("See example.org.uk/blogs for more.", (1, ALONE)),
    "a link through another company": ("[a](https://eur01.safelinks.protection.outlook.com/?url=b)", (1, 'the link "https://eur01.safelinks.protection.outlook.com/?url=b" leads through a '
                                       "company that records who goes there. Open it, and write the address that the browser then shows")),
    "a door that leads nowhere": ('<div class="doors" markdown>\n\n- [A](a.md)\n- B\n\n</div>', (4, "this line leads nowhere, and readers tap it. Write it as a link:  - [Its words](page.md)")),
    "steps that do not end": ('<div class="steps" markdown>\n\n1. one\n\n- two', (1, "this <div …> has no end. Write  </div>  below its words, after an empty line.")),
    "letters with brackets": ("a) One\n(b) Two\niv) Three\nd. Four", *((line, NUMBER) for line in (1, 2, 3, 4))),
    "crossed out": ("Some ~~words~~.", (1, "~~  would be shown as it stands here. Take these signs away, or the words that were crossed out.")),
    "slanted": ("Some *words* and\n_more words_.", (1, f'"*words*" {SLANTED} *'), (2, f'"_more words_" {SLANTED} _')),
    "slanted by chance": ("A table of 2*3*4 feet.", (1, "a  *  between numbers can make slanted letters. Write  ×")),
    "a backslash at the end": ("Words\\\nand words.", (1, "this line ends with a  \\  which would be shown. Take it away; for a new line leave an empty one between.")),
    "a message sent on": ("-----Original Message-----", (1, "this line starts with a row of signs, as in a message that was sent on. Take the signs away.")),
    "an address": ("The School\nExample Street\nAshford", (2, RUNS_ON), (3, RUNS_ON)),
    "steps with hyphens": ('<div class="steps" markdown>\n\n- one\n- two\n\n</div>', *((line, "steps have numbers. Write  1.  instead of the hyphen.") for line in (3, 4))),
    "a picture too wide": ("![a](b.png){width=4000 height=10}", (1, 'the picture "b.png" is 4000 pixels wide, and the column of words 750. Write a smaller width, and a height that fits it')),
    "a fence": ("~~~\ncode\n~~~", *((line, "pages show no computer code. Write the words themselves.") for line in (1, 3))),
}


@pytest.mark.parametrize("typed, problems", [(typed, problems) for typed, *problems in SLIPS.values()], ids=SLIPS)
def test_a_slip_is_said_with_its_line(typed, problems):
    """Exactly that, where it stands."""
    found = [(problem.line, problem.what) for problem in check_markup(Page("staff/index.md", Entry(), typed, 1))]
    assert sorted(found) == sorted(problems)


@pytest.mark.parametrize("typed", [
    "Words < 13, 5 * 3, a | b, #1, @home, ~2, £5, 50 %.", "A brace } and a brace {.", "He said [sic] so.", "Some **bold** and **more bold** and `code <b> {x}`.", "2026. A year.",
    "[a](../b.md#c), [d](https://www.example.org/e_(f)?g=h&i=j) and [k](mailto:l@example.org)", "![What it shows](a.png){width=160 height=120 loading=lazy}",
    "| a | b |\n|:--|--:|\n| c | d |", "- one\n-\ttwo\n\t- three", "**Bold** at once, **and again**", "- one\n- two\n    - three\n\n- four\n\n    More of it.", "1. one\n2. two", "## A {#a}\n- one\n\n### B\n\n## C",
    '<div class="steps" markdown>\n\n1. one\n\n</div>', '??? question "What is it?"\n    Words.\n\n    More words.', "Words  \nand words.", "A rule – with a dash.",
    "This line was broken by the program that it was pasted\nfrom.", "The `file_name_of` a snake_case word and 2 * 3 * 4.", "**Bold** and\n\nwords.",
    "- one\n  and more\n  and more", "p. 5 of it", "He said that that was so.", "[example.org](https://www.example.org)", "5 × 3 × 2", "| a | b |\n| - | - |\n| c | d |", "{{ urgent() }}\n\nAsk {{ contact('dsl') }}, or {{ contact('flo') }}.", "> Words.",
])
def test_plain_markdown_passes(typed):
    """What an editor may write is not in the way."""
    assert check_markup(Page("staff/index.md", Entry(), typed, 1)) == []


@pytest.mark.parametrize("page", Project(ROOT).load().pages, ids=lambda page: page.path)
def test_every_page_is_plain_markdown(page):
    assert check_markup(page) == []


# --- what stands beside pages ------------------------------------------------------------------------------

@pytest.mark.parametrize("name, content, refusal", [
    ("new.html", "x", NO_FILE), ("new.markdown", "x", NO_FILE),
    ("a.svg", "words", "this is no drawing. Restore it from the file's history."),
    ("a.svg", "<svg>\n<script>x</script></svg>", f'"<script" {NO_PLACE}'),
    ("a.svg", "<svg>\n<g onload='x'/></svg>", f'"onload=" {NO_PLACE}'),
    ("a.svg", "<svg>\n<image href='https://example.org/a'/></svg>", f'"<image" {NO_PLACE}'),
    ("letter.pdf", "x", NO_FILE), ("Trip to the zoo.HEIC", "x", "pages show pictures that end in .svg, .png, .jpg. Save this one as .jpg, and put that here."),
    ("a.jpeg", "x", "pages show pictures that end in .svg, .png, .jpg. Save this one as .jpg, and put that here."),
    ("Class Photo.JPG", "x", "a file's name has small letters, numbers and hyphens alone. Rename it class-photo.jpg."),
    ("a.png", "x" * (LARGEST_PICTURE + 1), f"this picture has {LARGEST_PICTURE + 1:,} bytes, more than {LARGEST_PICTURE:,}. Make it smaller."),
], ids=["a built page", "another ending", "no drawing", "a script", "an onload", "a picture from elsewhere", "a letter", "a phone's picture", "another picture", "a camera's name", "a picture too large"])
def test_only_pages_and_pictures_stand_in_docs(scratch, name, content, refusal):
    """Anything else would be published as it is."""
    scratch.write(f"docs/about/{name}", content)
    assert [problem for problem in scratch.problems() if problem.startswith("docs/about/")] == [f"docs/about/{name}, line {2 if chr(10) in content else 1}: {refusal}"]


def test_a_name_becomes_an_address(scratch):
    """Small letters and hyphens; a link to a file elsewhere is none."""
    (scratch.root / "docs/about/privacy.md").rename(scratch.root / "docs/about/Our Privacy.md")
    (scratch.root / "docs/about/hosts.md").symlink_to("/etc/hosts")
    problems = scratch.problems()
    assert "docs/about/Our Privacy.md, line 1: a file's name has small letters, numbers and hyphens alone. Rename it our-privacy.md." in problems
    assert "docs/about/hosts.md, line 1: this is a link to another file. Put the file itself here." in problems
