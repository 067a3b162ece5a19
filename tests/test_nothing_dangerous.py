"""Text from data and pages cannot become script, style or a frame: in HTML, JSON, the calendar or a PDF.

Whatever is published is read again and compared with a list of what may be in it. Nothing is searched
for a danger that we know: what is not on the list is refused.
"""

import json
import re
from dataclasses import fields
from html.parser import HTMLParser
from urllib.parse import urlsplit

import icalendar
import jinja2
import markdown
import pypdf
import pytest
import yaml
from hypothesis import HealthCheck, given, settings, strategies as some

from policysite import facts as fact_files, paper
from policysite.markup import check_markup
from policysite.pages import Page, check_words
from policysite.problems import Problem, report
from policysite.typed import Entry
from tests.project import ROOT, Project

# --- what may be in a page -------------------------------------------------------------------------

TEXT = """a article aside blockquote br caption code dd del details div dl dt em footer h1 h2 h3 h4 header hr img li main nav ol p pre span strong
    summary sup table tbody td th thead time tr ul wbr"""
FRAME = "html head body title meta link script button dialog form input label svg circle path rect line g text"
ELEMENTS = set(f"{TEXT} {FRAME}".split())
ATTRIBUTES = set("""
    alt aria-current aria-describedby aria-haspopup aria-hidden aria-label aria-labelledby aria-live autocapitalize autocomplete autofocus blocking charset class
    colspan content cx cy d datetime download enterkeyhint fill focusable for height hidden href http-equiv id lang loading name open popover
    popovertarget popovertargetaction preserveaspectratio property r rel role rx ry scope spellcheck src start tabindex title type viewbox width
    x x1 x2 y y1 y2
""".split())
ADDRESSES = {"href", "src"}
SCHEMES = {"", "https", "mailto", "tel"}
SCRIPTS = re.compile(r"(\.\./)*\.?/?assets/[a-z-]+\.js|(/[a-z/-]*)?/assets/[a-z-]+\.js")  # the 404 page's start from the top
META = {"Content-Security-Policy", "refresh"}


class Reader(HTMLParser):
    """Collects what is not on the list."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.inside, self.text = [], [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag not in ELEMENTS:
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            if name not in ATTRIBUTES and not name.startswith("data-"):
                self.found.append(f"<{tag} {name}={value!r}>")
            if name in ADDRESSES and urlsplit(re.sub(r"[\x00-\x20]", "", value or "")).scheme.lower() not in SCHEMES:
                self.found.append(f"<{tag} {name}={value!r}>")
        if tag == "script":
            self.inside.append("script")
            if not SCRIPTS.fullmatch(given.get("src") or ""):
                self.found.append(f"<script src={given.get('src')!r}>")
        if tag == "meta" and given.get("http-equiv") not in META | {None}:
            self.found.append(f"<meta http-equiv={given['http-equiv']!r}>")
        if tag == "meta" and given.get("http-equiv") == "refresh" and not re.fullmatch(r"0; url=(\.\./)+([a-z0-9-]+/)*", given.get("content", "")):
            self.found.append(f"<meta refresh {given.get('content')!r}>")

    def handle_endtag(self, tag):
        if tag == "script" and self.inside:
            self.inside.pop()

    def handle_data(self, data):
        self.text.append(data)
        if self.inside and data.strip():
            self.found.append(f"<script>{data[:60]}")

    def handle_comment(self, data):
        self.found.append(f"<!--{data[:60]}-->")

    def handle_pi(self, data):
        self.found.append(f"<?{data[:60]}>")

    def unknown_decl(self, data):
        self.found.append(f"<![{data[:60]}]>")


def dangers(source: str) -> list[str]:
    """What is not on the list in a page or a piece of one."""
    reader = Reader()
    reader.feed(source)
    reader.close()
    return reader.found


def text_of(source: str) -> str:
    reader = Reader()
    reader.feed(source)
    reader.close()
    return " ".join("".join(reader.text).split())


@pytest.mark.parametrize("planted", [
    "<script>alert(1)</script>", '<script src="https://example.org/x.js"></script>', "<script src=data:text/javascript,1></script>", "<style>p{}</style>",
    "<iframe></iframe>", "<object></object>",
    "<embed>", "<base href=x>", "<p onclick=x>", "<p style='color:red'>", "<a href='javascript:x'>", "<a href='java\nscript:x'>",
    "<a href=' JavaScript:x'>", "<a href='data:text/html,x'>",
    "<img src=x onerror=x>", "<img srcset=x>", "<meta http-equiv=refresh content='0; url=https://example.org'>", "<meta http-equiv=set-cookie content=x>",
    "<form action=x>", "<input formaction=x>",
    "<svg><animate></svg>", "<svg><use href='#x'></svg>", "<svg><a xlink:href='x'></a></svg>", "<math></math>", "<template></template>", "<!-- words -->",
    "<?php x ?>", "<![CDATA[x]]>", "<a ping=x>",
])
def test_the_list_notices(planted):
    """Each danger that we know is not on it."""
    assert dangers(f"<p>Words.</p>{planted}")


# --- the whole site, with hostile text in every field ------------------------------------------------

HOSTILE = (
    "</title></script></textarea>--></style><script>alert(1)</script> \"><img src=x onerror=alert(1)> 'onmouseover='alert(1) "
    "{{ 7*7 }} {{ contact('dsl').__class__ }} {% raw %} {#x} {onclick=alert(1)} [a](javascript:alert(1)) ![b](javascript:alert(1)) "
    "<javascript:alert(1)> `c` **d** &#60;b&#62; &lt;i&gt; ]]> ${7*7} \u2028 \\n \\r\\nEND:VEVENT\\r\\nBEGIN:VEVENT\\r\\nUID:x ;,: "
    "<iframe src=//example.org> <svg onload=alert(1)> @import url(x) ' -- %0d%0a %s {0} \\ | : # ")
SHOWN = " ".join(HOSTILE.split())
ABOVE = " ".join(re.sub(r"[{}%]{2}", "", SHOWN).split())  # brackets in a title are refused: MkDocs' plugin would run them
NAMES = ("rule", "owner", "by", "approved_by", "corrects")  # these name something else, and are checked; `page` too


def hostile_text(file: str, number: int) -> str:
    return f"{number} {HOSTILE}"


def poison(project: Project) -> dict[str, int]:
    """Puts hostile text into every field of every data file that takes text. Returns how many of each file."""
    done: dict[str, int] = {}
    for name, kind in {**fact_files.KINDS, "policy": fact_files.Policy}.items():
        file = f"data/{name}.yaml"
        texts = {fact_files.FIELD_NAMES.get(each.name,
            each.name) for each in fields(kind) if each.metadata.get("read") in (fact_files.words, fact_files.unsure)} - set(NAMES) - {"page"}
        lines = []
        for number, line in enumerate(project.read(file).split("\n")):
            found = re.match(r"( *)(\w+): (.+)$", line)
            if found and found[2] in texts and not (name == "situations" and found[2] == "title"):
                line = f"{found[1]}{found[2]}: {json.dumps(hostile_text(file, number), ensure_ascii=False)}"
                done[name] = done.get(name, 0) + 1
            lines.append(line)
        project.write(file, "\n".join(lines))
    return done


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory):
    """The site as it is built from hostile text: in data, in a page's title, description and search words, and in its words."""
    project = Project(ROOT).copy_to(tmp_path_factory.mktemp("poisoned") / "project")
    situation = project.load().page("parents/blackmail.md").title
    project.edit("policysite/facts.py", "^MARKUP = .*$", "MARKUP = re.compile('(?!)')")  # what data refuses is let in here: the walls behind have to hold alone
    done = poison(project)
    assert sum(done.values()) > 100 and {"contacts", "help", "guidance", "channels", "apps", "advice", "statements", "policy",
        "for_the_record"} <= done.keys(), done
    project.edit("docs/about/privacy.md", "^title: .*$", f"title: {json.dumps(f'title {ABOVE}', ensure_ascii=False)}".replace("\\", "\\\\"))
    pages = ("about/privacy", "about/editing", "about/accessibility", "staff/scenarios", "contacts", "status")
    assert 100 * len(pages) > len(ABOVE)
    for at, page in enumerate(pages):  # a description is short: each has a piece, and the pieces overlap
        piece = json.dumps(f"{at} {ABOVE[100 * at:100 * at + 150]}", ensure_ascii=False)
        project.edit(f"docs/{page}.md", "^description: .*$", f"description: {piece}".replace("\\", "\\\\"))
    for file in ("docs/parents/blackmail.md", "data/situations.yaml"):
        project.edit(file, f"title: {re.escape(situation)}$", f"title: {json.dumps(ABOVE, ensure_ascii=False)}".replace("\\", "\\\\"))
    status, output = project.build("--quiet", REPO_URL="https://example.org/a/b", SITE_URL="https://example.org/c/", PAPER="on")
    assert status == 0, output
    return project.root / "site"


def test_no_page_has_what_is_not_on_the_list(poisoned):
    """Elements, attributes and addresses of every built page."""
    pages = sorted(poisoned.rglob("*.html"))
    assert len(pages) > 30
    assert {page.relative_to(poisoned).as_posix(): found for page in pages if (found := dangers(page.read_text("utf-8")))} == {}


def test_the_text_is_shown_as_it_was_typed(poisoned):
    """Nothing is swallowed, nothing is run: 49 is nowhere."""
    for page in ("contacts", "parents/age-limits", "policy", "about/privacy", "parents/blackmail", "status"):
        text = text_of((poisoned / page / "index.html").read_text("utf-8"))
        assert SHOWN in text or ABOVE in text, page
        assert not re.search(r"\b49\b", text), page


def test_json_is_json(poisoned):
    """status.json and the search index are read as they were written; no piece of the index is markup."""
    listed = json.loads((poisoned / "status.json").read_text("utf-8"))["deadlines"]
    assert any(SHOWN in each["what"] for each in listed)
    index = json.loads((poisoned / "search/search_index.json").read_text("utf-8"))
    for doc in index["docs"]:
        assert dangers(doc["text"]) == [], doc["location"]  # a title is text there, and our search makes text of it
        assert re.fullmatch(r"([a-z0-9-]+/)*(#[\w-]+)?", doc["location"])


def test_our_scripts_make_no_markup_from_text():
    """Search shows titles and text from the index: as text."""
    for script in (ROOT / "theme/assets").glob("*.js"):
        source = script.read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|createContextualFragment",
            source), script.name


def test_the_calendar_has_its_own_events_alone(poisoned, built):
    """CR, LF, a comma or END:VEVENT in a text starts no line of the calendar's own (RFC 5545)."""
    def lines(folder):
        return (folder / "review-dates.ics").read_bytes().decode().split("\r\n")

    def shape(folder):
        return sorted(line for line in lines(folder) if re.match(r"(BEGIN|END|UID|ATTENDEE|ORGANIZER|ATTACH|URL)\b", line))
    assert shape(poisoned) == shape(built)
    assert all(len(line.encode()) <= 75 for line in lines(poisoned))
    calendar = icalendar.Calendar.from_ical((poisoned / "review-dates.ics").read_bytes())
    assert any(SHOWN in " ".join(event["description"].split()) for event in calendar.events)


def test_other_files_are_what_they_were(poisoned, built):
    """No file was added by a text; those that hold none from data are the same."""
    def files(folder):
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files(poisoned) == files(built)
    for name in ("_headers", *(file for file in files(built) if file.startswith("assets/"))):
        assert (poisoned / name).read_bytes() == (built / name).read_bytes(), name


RUNS = ("/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/EmbeddedFiles", "/RichMedia", "/SubmitForm", "/ImportData", "/GoToR")


def objects(value, seen: set):
    """Every dictionary of a PDF."""
    value = value.get_object() if hasattr(value, "get_object") else value
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, dict):
        yield value
        for each in list(value.values()):
            yield from objects(each, seen)
    elif isinstance(value, list):
        for each in value:
            yield from objects(each, seen)


def test_no_pdf_has_anything_that_runs(poisoned):
    """No script, no action but links to web addresses, email, telephone and places in the document."""
    if not paper.possible():
        pytest.skip(paper.NO_PANGO)
    pdfs = sorted(poisoned.glob("downloads/*.pdf"))
    assert pdfs
    for pdf in pdfs:
        document = pypdf.PdfReader(pdf)
        kept = [held for number in range(1, len(document.xref[0]) + len(document.xref_objStm) + 1)
                if isinstance(held := document.get_object(pypdf.generic.IndirectObject(number, 0, document)), dict)]
        assert kept
        for held in kept:
            assert not set(RUNS) & held.keys(), pdf.name
            action = held.get("/A")
            if action and (uri := action.get_object().get("/URI")):
                assert urlsplit(str(uri)).scheme in {"https", "mailto", "tel"}, uri
    text = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(poisoned / "downloads/social-media-policy.pdf").pages).split())
    assert "alert(1)" in text and not re.search(r"\b49\b", text.replace("149", ""))


# --- a title is run by MkDocs' plugin ---------------------------------------------------------------------

@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{{ ''.__class__.__mro__ }}", "{% include 'mkdocs.yml' %}", "{{ config }}", "x {{", "{## x ##}"])
@pytest.mark.parametrize("file, old", [("docs/staff/index.md", r"^(title:) .*$"), ("docs/staff/index.md", r"^(description:) .*$"), ("docs/contacts.md",
    r"^(search:) .*$"),
                                       ("mkdocs.yml", r"^(  -) contacts.md$")])
def test_nothing_above_a_page_or_in_the_menu_is_run(scratch, text, file, old):
    """mkdocs-macros renders titles too, with all of Python in reach."""
    line = scratch.edit(file, old, r'\1 "' + text + '"' + (": contacts.md" if file == "mkdocs.yml" else ""))
    assert any(problem.startswith(f"{file}, line {line}: ") and "Write" in problem or "write" in problem for problem in scratch.problems())


# --- fields that take no text refuse it ----------------------------------------------------------------

@pytest.mark.parametrize("file, key", [("contacts", "phone"), ("contacts", "email"), ("help", "address"), ("apps", "terms"), ("apps", "age"), ("help",
    "seen"), ("channels", "address"),
                                       ("guidance", "cited"), ("guidance", "rule"), ("upkeep", "owner"), ("upkeep", "every"), ("statements", "page"),
                                       ("policy", "next_due"), ("policy", "kind")])
@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "javascript:alert(1)", "https://example.org/\"onclick=alert(1)",
    "a@example.org\r\nBcc: b@example.org", "{{ 7*7 }}", "tel:1;x=y"])
def test_addresses_numbers_and_names_refuse_text(scratch, file, key, text):
    """What becomes a link, an id or a date is checked, not only escaped."""
    line = scratch.edit(f"data/{file}.yaml", rf"^( +){key}: .*$", rf"\1{key}: " + json.dumps(text).replace("\\", "\\\\"))
    problems = scratch.problems()
    assert problems and all(problem.startswith(f"data/{file}.yaml, line ") for problem in problems)
    assert line - 14 <= int(re.search(r"line (\d+)", problems[0])[1]) <= line


# --- pages: what passes the checks renders to nothing dangerous ------------------------------------------

ATTACKS = [line for line in r'''
<script>alert(1)</script>
<ScRiPt >alert(1)</sCrIpT>
<img src=x onerror=alert(1)>
<svg/onload=alert(1)>
<a href="javascript:alert(1)">x</a>
<div class="steps" markdown onclick=alert(1)>
<div class="steps" markdown><script>alert(1)</script></div>
<details open ontoggle=alert(1)>
[x](javascript:alert(1))
[x](JaVaScRiPt:alert(1))
[x]( javascript:alert(1))
[x](<javascript:alert(1)>)
[x](javascript&colon;alert(1))
[x](java&Tab;script:alert(1))
[x](java&NewLine;script:alert(1))
[x](&#x6A;avascript:alert(1))
[x](&#0000106avascript:alert(1))
[x](java\script:alert(1))
[x](javascript\:alert(1))
[x](\javascript:alert(1))
[x](data:text/html,<script>alert(1)</script>)
[x](vbscript:alert(1))
[x](//example.org/x)
[x](https://example.org/"onclick="alert(1))
[x](../contacts.md "title" onclick=alert(1))
[x](../contacts.md 'a"onclick="alert(1)')
[x](../contacts.md){onclick=alert(1)}
[x](../contacts.md){: onclick="alert(1)"}
[x](../contacts.md){ .a onclick=alert(1) }
[x](../contacts.md){title="}" onclick=alert(1)}
[x](../contacts.md){title={{ contact_name('dsl') }} onclick=alert(1)}
[x](../contacts.md){{{ contact_name('dsl') }} onclick=alert(1)}
[x](../contacts.md){onclick}
[x](../contacts.md){style=color:red}
[x](java{{ contact_name('dsl') }}script:alert(1))
[{{ contact('dsl') }}](javascript:alert(1))
![x](javascript:alert(1))
![x](https://example.org/x.png)
![x" onerror="alert(1)](x.png)
![x](x.png){onerror=alert(1)}
[x]: javascript:alert(1)
  [x]: <javascript:alert(1)>
1. [x]: javascript:alert(1)
> [x]: javascript:alert(1)
<javascript:alert(1)>
<https://example.org>
<a@example.org>
\`<script>alert(1)</script>\`
\\`<script>alert(1)</script>\\`
`` ` <script>alert(1)</script> ` ``
`a``<script>alert(1)</script>`
``a` <script>alert(1)</script> `b``
`a\` <script>alert(1)</script> `b`
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;alert(1)&#60;/script&#62;
<!-- x --><script>alert(1)</script>
<![CDATA[<script>alert(1)</script>]]>
<?xml x ?><script>alert(1)</script>
<<script>script>alert(1)</script>
< script>alert(1)</ script>
<
<div
<x:script>alert(1)</x:script>
</script><script>alert(1)</script>
<style>@import url(//example.org)</style>
<link rel=stylesheet href=//example.org>
<base href=//example.org>
<meta http-equiv=refresh content=0>
<iframe srcdoc="<script>alert(1)</script>">
<object data=x>
<form action=//example.org>
## Title {onclick=alert(1)}
## Title {: #a onclick=alert(1) }
## <script>alert(1)</script>
- item {onclick=alert(1)}
| <script>a</script> | {onclick=alert(1)} |
!!! note "<script>alert(1)</script>"
!!! note" onclick="alert(1) "x"
??? question "<img src=x onerror=alert(1)>"
!!! note onclick=alert(1)
*[abbr]: <script>alert(1)</script>
[^1]: <script>alert(1)</script>
:smile: <script>
{{ '<script>alert(1)</script>' }}
{{ '<script>alert(1)</script>' | safe }}
{% set x = '<script>' %}{{ x }}
{{ contact('<script>alert(1)</script>') }}
{# <script>alert(1)</script> #}
{## <script>alert(1)</script> ##}
wzxhzdk:0
klzzwxh:0000
'''.split("\n") if line.strip()]
ATTACKS += ["[x](\njavascript:alert(1))", "[x][y]\n\n[y]:\njavascript:alert(1)", "<script\n>alert(1)</script>", "<img\nsrc=x\nonerror=alert(1)>",
    "`\n<script>alert(1)</script>\n`", "```\n<script>alert(1)</script>\n```",
            "    <script>alert(1)</script>", "<div class=\"steps\" markdown>\n\n<script>alert(1)</script>\n\n</div>", "x\n{: onclick=alert(1) }",
            "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03", "[x](java\tscript:alert(1))",
            "| a |\n|---|\n| b {onclick=alert(1)} |", "- a\n\n    [y]: javascript:alert(1)\n\n    [x][y]"]
EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.details"]  # as in mkdocs.yml


def test_the_extensions_are_those_of_the_site():
    """What is tried here is what is published."""
    listed = yaml.safe_load(re.sub(r"!ENV ", "", (ROOT / "mkdocs.yml").read_text("utf-8")))["markdown_extensions"]
    assert [each if isinstance(each, str) else next(iter(each)) for each in listed] == EXTENSIONS


@pytest.fixture(scope="module")
def words():
    return Project(ROOT).words()


def refused_or_harmless(body: str, words) -> None:
    page = Page("staff/index.md", Entry(), body, 1)
    words.page = page
    if check_markup(page) or check_words(page, words):
        return
    source = jinja2.Environment(comment_start_string="{##", comment_end_string="##}").from_string(body).render(dict(words))
    assert dangers(markdown.markdown(source, extensions=EXTENSIONS)) == [], body


AROUND = ["{}", "Words {} words.", "- {}", "Words.\n\n{}\n\nWords.", "| a | b |\n|---|---|\n| {} | x |"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_a_page_is_refused_or_harmless(words, attack):
    """Whatever gets past the checks is shown as text: alone, among words, in a list, in a table."""
    for around in AROUND:
        refused_or_harmless(around.replace("{}", attack), words)


PIECES = some.sampled_from(sorted({piece for attack in ATTACKS for piece in re.findall(r"\w+:?|[^\w\s]|\s+", attack)}) + ["{{ contact_name('dsl') }}",
    "](", "onclick=alert(1)", "javascript:", "<script>", "\n\n", "\\`"])


@settings(derandomize=True, deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(some.lists(PIECES, min_size=2, max_size=14).map("".join))
def test_pieces_of_attacks_are_refused_or_harmless(words, body):
    """Put together anew."""
    refused_or_harmless(body, words)


# --- what the checks print -------------------------------------------------------------------------------

def test_a_message_cannot_speak_to_github(monkeypatch):
    """GitHub runs what stands at a line's start, ::add-mask:: and its like: no name of a file and no text gets there."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    said = report([Problem("docs/a\n::stop-commands::x.md", 1, "one\r\n::error file=x::y\u2028::warning::z"), Problem("docs/b,line=9::c.md", 2, "100 %")])
    commands = [line for line in said.splitlines() if line.startswith("::")]
    assert commands == ["::error file=docs/a %3A%3Astop-commands%3A%3Ax.md,line=1::one ::error file=x::y ::warning::z",
        "::error file=docs/b%2Cline=9%3A%3Ac.md,line=2::100 %25"]
