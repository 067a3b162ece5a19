"""One policy in three voices: the pages for parents, staff and pupils, and what each of their lines rests on."""

import re
from fnmatch import fnmatchcase

from policysite.clauses import bullets
from policysite.pages import Page
from policysite.problems import Problem

AUDIENCES = ("parents/", "staff/", "pupils/")
FIRST, LAST = "Do this now", "Where this comes from"
CITED = re.compile(r"\{\{\s*clause\(([^)]*)\)")
SOURCE = re.compile(r"\{\{\s*(clause|advice|advice_again)\(")
WORD = re.compile(r"\{\{\s*(\w+)\(([^)]*)\)")
# What readers come to a page for: it can't be lost with a line. A path may have a * in it.
SHOWN = {
    "index.md": ["emergency()"],
    "contacts.md": ["phone('police_emergency')", "phone('front_door')", "contacts_table()", "help_cards('childline')", "help_cards('front_door')"],
    "status.md": ["status_board()", "approvals()", "reasons_to_review()", "wording_status()", "reviews_table()"],
    "policy/*.md": ["policy_state()"],
    "policy/index.md": ["documents_table()", "channels()", "for_the_record()"],
    "parents/index.md": ["emergency()", "translation()"],
    "parents/age-limits.md": ["age_limits('app')", "age_limits('game')", "age_limits('ai')", "translation()"],
    "staff/index.md": ["contact_cards('dsl')", "help_cards('front_door')"],
    "staff/sign-off.md": ["signed_text()"],
    "pupils/index.md": ["people('dsl')", "help_cards('childline')", "help('police_emergency')"],
    "pupils/younger.md": ["people('dsl')", "help_cards('childline')", "help('police_emergency')"],
    "pupils/poster*.md": ["people('dsl')", "help('childline')"],
    "about/accessibility.md": ["accessibility_results()"],
}
LIST_LINE = re.compile(r"( *)(?:[-*+]|\d+\.) +(.*)")
ONLY_A_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)\.?")
ADVICE_AT_FOOT = re.compile(r"\{\{\s*sources\(")
HEADING = re.compile(r"^## +(.*?)(?: *\{#.*\})?$", re.MULTILINE)


def check(site) -> list[Problem]:
    """What keeps these pages from being published."""
    return [*without_source(site), *situations(site), *not_shown(site)]


def not_shown(site):
    """What a page no longer shows, though readers come to it for that."""
    expected = {each.path: ["approval()"] + ["emergency()", "translation()"] * each.path.startswith("parents/")
                for each in site.facts.situations.values()}
    for page in site.pages:
        wanted = [word for path, listed in SHOWN.items() if fnmatchcase(page.path, path) and not page.path.startswith("policy/editions/") for word in listed]
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
        if page.path.startswith(AUDIENCES) and not ADVICE_AT_FOOT.search(page.body):
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
            if not each.page:
                yield from shape(page)
            listing = pages.get("parents/index.md")
            if listing and f"({path.removeprefix('parents/')})" not in listing.body:
                last = listing.body.rfind("\n- [", 0, listing.body.find("\n## ", 1)) + 1  # of the list that the page begins with
                yield Problem(listing.file, listing.line_of(last), f"no line of this list leads to {page.file}, so parents would not find it. "
                                                                    f"Add   - [{page.title}]({path.removeprefix('parents/')})")
    for page in site.pages:
        if page.path.startswith("parents/") and page.path not in listed and FIRST in HEADING.findall(page.body):
            yield Problem(page.file, 1, "data/situations.yaml does not list this page, so nobody would be asked to approve it. Add an entry there.")


def shape(page: Page):
    """A page for a situation opens with {{ emergency() }}, has one to four steps below "Do this now", and ends with where it all comes from."""
    headings = [(heading[1].replace("'", "’"), page.line_of(heading.start())) for heading in HEADING.finditer(page.body)]
    named = [heading for heading, _ in headings]
    if not page.body.lstrip().startswith("{{ emergency()"):
        yield Problem(page.file, page.first_line, "a page for a situation opens with {{ emergency() }}, so that nobody has to look for 999. Put it first.")
    if named[:1] != [FIRST]:
        yield Problem(page.file, page.first_line, f'the first heading of a page for a situation is  ## {FIRST}  Put it there, above the others.')
        return
    if named[-1] != LAST:
        yield Problem(page.file, headings[-1][1], f'the last heading of a page for a situation is  ## {LAST}  Put it there, with {{{{ sources(…) }}}} below it.')
    steps = [line for line, _, _ in bullets(page, LIST_LINE) if headings[0][1] < line < (headings[1][1] if len(headings) > 1 else line + 1)]
    if not 1 <= len(steps) <= 4:
        yield Problem(page.file, headings[0][1], f'there are {len(steps)} steps below "{FIRST}". Write one to four.')


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
