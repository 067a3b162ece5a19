"""One policy in three voices: the pages for parents, staff and pupils, and what each of their lines rests on."""

import re
from fnmatch import fnmatchcase
from itertools import zip_longest

from policysite.clauses import bullets
from policysite.pages import Page
from policysite.problems import Problem

AUDIENCES = ("parents/", "staff/", "pupils/")
SHAPE = ["Do this now", "Don’t", "Tell", "What the school will do", "More help"]
CITED = re.compile(r"\{\{\s*clause\(([^)]*)\)")
SOURCE = re.compile(r"\{\{\s*(clause|advice|advice_again)\(")
WORD = re.compile(r"\{\{\s*(\w+)\(([^)]*)\)")
# What readers come to a page for: it can't be lost with a line. A path may have a * in it.
SHOWN = {
    "index.md": ["urgent()"],
    "contacts.md": ["urgent()", "contacts_table()", "help_cards('childline')", "help_cards('front_door')"],
    "status.md": ["status_board()", "approvals()", "reasons_to_review()", "wording_status()", "reviews_table()"],
    "policy/*.md": ["policy_state()"],
    "policy/index.md": ["documents_table()", "channels()", "for_the_record()"],
    "parents/index.md": ["help('police_emergency')"],
    "parents/age-limits.md": ["age_limits()"],
    "staff/index.md": ["contact_cards('dsl')", "help_cards('front_door')"],
    "staff/sign-off.md": ["signed_text()"],
    "pupils/index.md": ["people('dsl')", "help_cards('childline')", "help('police_emergency')"],
    "pupils/younger.md": ["people('dsl')", "help_cards('childline')", "help('police_emergency')"],
    "pupils/poster*.md": ["people('dsl')", "help('childline')"],
    "about/accessibility.md": ["accessibility_results()"],
}
LIST_LINE = re.compile(r"( *)(?:[-*+]|\d+\.) +(.*)")
ONLY_A_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)\.?")
HEADING = re.compile(r"^## +(.*?)(?: *\{#.*\})?$", re.MULTILINE)


def check(site) -> list[Problem]:
    """What keeps these pages from being published."""
    return [*without_source(site), *situations(site), *not_shown(site)]


def not_shown(site):
    """What a page no longer shows, though readers come to it for that."""
    expected = {each.path: ["approval()"] + ["help_cards('front_door')"] * each.path.startswith("parents/") + ["urgent()"] * bool(each.urgent)
                for each in site.facts.situations.values()}
    unmarked = {each.path: each for each in site.facts.situations.values() if not each.urgent}
    for page in site.pages:
        wanted = [word for path, listed in SHOWN.items() if fnmatchcase(page.path, path) and not page.path.startswith("policy/editions/") for word in listed]
        if page.path in unmarked and re.search(r"\{\{\s*urgent\(", page.body):
            each = unmarked[page.path]
            yield Problem(each.file, each.line, f'"{each.key}": its page opens with {{{{ urgent() }}}}. Write here  urgent: yes  or take that off the page.')
        shown = {(name, each) for name, given in WORD.findall(page.body) for each in re.findall(r"[\w-]+", given) or [""]}
        for word in wanted + expected.get(page.path, []):
            name, given = re.fullmatch(r"(\w+)\('?([\w-]*)'?\)", word).groups()
            if (name, given) not in shown:
                line, where = (page.line_of(len(page.body.rstrip())), "at its end, ") if word == "approval()" else (page.first_line, "")
                yield Problem(page.file, line, f"{{{{ {word} }}}} is missing on this page, and readers come here for what it shows. "
                                               f"Put it back {where}on a line of its own, with an empty line above and below.")


def without_source(site):
    """Each list line on a page for parents, staff or pupils names the rule or the advice it rests on, unless it is only a link."""
    for page in site.pages:
        if page.path.startswith(AUDIENCES):
            for line, indent, text in bullets(page, LIST_LINE):
                if not indent and not SOURCE.search(text) and not ONLY_A_LINK.fullmatch(text):
                    yield Problem(page.file, line, "this line does not say what it rests on. End it with its rule, such as "
                                                   "{{ clause('report-messages') }}, or with its source, such as {{ advice('ukcis_nudes') }}.")


def situations(site):
    """Each page in data/situations.yaml is there, has that title and shows its approval; each situation is listed there."""
    pages = {page.path: page for page in site.pages}
    listed = {each.path: each for each in site.facts.situations.values()}
    for path, each in listed.items():
        page = pages.get(path)
        if not page:
            yield Problem(each.file, each.line, f'"{each.key}": there is no page docs/{path}. Restore the page, or take this entry away.')
        elif page.title != each.title:
            yield Problem(page.file, page.meta.line_of("title"), f'{each.file}, line {each.line}, calls this page "{each.title}". Write the same in both.')
        elif path.startswith("parents/"):
            yield from shape(page)
            listing = pages.get("parents/index.md")
            if listing and f"({path.removeprefix('parents/')})" not in listing.body:
                last = listing.body.rfind("\n- [", 0, listing.body.find("\n## ", 1)) + 1  # of the list that the page begins with
                yield Problem(listing.file, listing.line_of(last), f"no line of this list leads to {page.file}, so parents would not find it. "
                                                                    f"Add   - [{page.title}]({path.removeprefix('parents/')})")
    for page in site.pages:
        if page.path.startswith("parents/") and page.path not in listed and SHAPE[0] in HEADING.findall(page.body):
            yield Problem(page.file, 1, "data/situations.yaml does not list this page, so nobody would be asked to approve it. Add an entry there.")


def shape(page: Page):
    """A page for a situation has the same five headings in the same order, and two or three steps."""
    headings = [(heading[1].replace("'", "’"), page.line_of(heading.start())) for heading in HEADING.finditer(page.body)]
    order = "Their headings are, in this order: " + "; ".join(SHAPE) + "."
    for expected, (found, line) in zip_longest(SHAPE, headings, fillvalue=(None, page.first_line)):
        if found != expected:
            there = [heading for heading, _ in headings]
            wrong = (f'the heading "{found}" is not expected here' if found and (found not in SHAPE or expected in there)
                     else f'the heading "{expected}" is missing' + " above this one" * bool(found))
            yield Problem(page.file, line, f"{wrong}. Pages for a situation all have the same shape. {order}")
            return
    tell = page.body.split(f"\n## {SHAPE[2]}")[1].split("\n## ")[0]
    if not re.search(r"\{\{\s*contact(_cards)?\(", tell):
        yield Problem(page.file, headings[2][1], f"nobody at school is named below \"{SHAPE[2]}\". Write there  {{{{ contact_cards('dsl', 'deputy_dsl') }}}}")
    steps = [line for line, _, _ in bullets(page, LIST_LINE) if headings[0][1] < line < headings[1][1]]
    if not 2 <= len(steps) <= 3:
        yield Problem(page.file, headings[0][1], f'there are {len(steps)} steps below "{SHAPE[0]}". Write two or three.')


def untold(site):
    """Every rule and point is told to parents, staff or pupils, or data/for_the_record.yaml says why not.

    A rule is told where it is cited itself. Its points go with it: the link to a rule leads to all of them.
    """
    for rule in site.clauses.rules:
        spared = site.facts.for_the_record.get(rule.name)
        places = [place for place in told_on({rule.name}, site) if place[0].path.startswith(AUDIENCES)]
        if places and spared:
            page, lines = places[0]
            yield Problem(spared.file, spared.line, f'rule {rule.number} ({rule.name}) is told on {page.file}, line {lines[0]}. Take it off this list.')
        elif not places and not spared:
            yield Problem(rule.page.file, rule.line, f"rule {rule.number} ({rule.name}) is told on no page for parents, staff or pupils. Cite it on one as "
                                                     f"{{{{ clause('{rule.name}') }}}}, or say in data/for_the_record.yaml why it is not told.")


def told_on(names: set[str], site) -> list[tuple[Page, list[int]]]:
    """The pages that cite a rule or point of one of those names, with the lines."""
    places = [(page, [line for line, cited in citations(page) if names & cited]) for page in site.pages]
    return [(page, lines) for page, lines in places if lines]


def citations(page: Page):
    """Each {{ clause(…) }} of the page: its line, and the names in it."""
    for cited in CITED.finditer(page.body):
        yield page.line_of(cited.start()), set(re.findall(r"[\w-]+", cited[1]))
