"""Parents', staff's and pupils' pages say only what the policy or a named body says, and tell all of it."""

import re
from dataclasses import replace
from fnmatch import fnmatchcase

import pytest
from bs4 import BeautifulSoup

from policysite import audiences
from tests.project import ROOT, Project

NO_SOURCE = ("this line does not say what it rests on. End it with its rule, such as {{ clause('report-messages') }}, "
             "or with its source, such as {{ advice('ukcis_nudes') }}.")
PAGE = "docs/parents/blackmail.md"
SHAPE = ("Pages for a situation all have the same shape. Their headings are, in this order: "
         "Do this now; Don’t; Tell; What the school will do; More help.")


# --- what a line rests on --------------------------------------------------------------------------

@pytest.mark.parametrize("file, line", [
    ("docs/parents/index.md", "- The school will ring you every evening."),
    ("docs/staff/index.md", "- You will not use a phone."),
    ("docs/staff/index.md", "1. You will not use a phone."),
    ("docs/pupils/younger.md", "* I am good."),
    ("docs/parents/index.md", "- The school will ring you,\n  see [the policy](../policy/index.md)."),
])
def test_a_line_that_rests_on_nothing(scratch, file, line):
    """Each line of a list names its rule or its source, or the build stops."""
    at = scratch.edit(file, r"\Z", f"\n## More\n\n{line}\n") + 3
    assert scratch.problems() == [f"{file}, line {at}: {NO_SOURCE}"]


@pytest.mark.parametrize("line", [
    "- You will not use a phone. {{ clause('no-friends') }}", "- Stop.\n  {{ advice('ukcis_nudes') }}",
    "- [The policy](../policy/index.md)", "You will not."])
def test_a_line_that_rests_on_something(scratch, line):
    """So does a line that is only a link; a sentence outside a list is not checked."""
    scratch.edit("docs/staff/index.md", r"\Z", f"\n## More\n\n{line}\n")
    assert scratch.problems() == []


# --- pages for a situation -------------------------------------------------------------------------

@pytest.mark.parametrize("old, new, problem", [
    (r"^## Don’t\n", "## Never\n", f'the heading "Never" is not expected here. {SHAPE}'),
    (r"^## Tell\n", "## Tip\n\nPay.\n\n## Tell\n", f'the heading "Tip" is not expected here. {SHAPE}'),
    (r"^## Do this now\n", "", f'the heading "Do this now" is missing above this one. {SHAPE}'),
], ids=["another heading", "one too many", "one missing"])
def test_another_shape(scratch, old, new, problem):
    """Do this now, don't, tell, what the school will do, more help: so that a worried reader knows where to look."""
    scratch.edit(PAGE, old, new)
    (said,) = scratch.problems()
    assert said.startswith(f"{PAGE}, line ") and said.endswith(problem)


def test_the_last_heading_missing(scratch):
    """It is said at the start of the page."""
    scratch.edit(PAGE, r"^## More help\n", "")
    assert scratch.problems() == [f'{PAGE}, line 6: the heading "More help" is missing. {SHAPE}']


def test_straight_quotes_are_harmless(scratch):
    """An editor's keyboard has no others."""
    scratch.edit(PAGE, "## Don’t", "## Don't")
    assert scratch.problems() == []


@pytest.mark.parametrize("steps, count", [(["1. A {{ clause('no-friends') }}"], 1), (["1. A {{ clause('no-friends') }}"] * 4, 4)])
def test_too_few_or_too_many_steps(scratch, steps, count):
    """Two or three: more can't be done in a fright."""
    line = scratch.edit(PAGE, r"^## Do this now\n(.*\n)*?(?=## Don)", "## Do this now\n\n" + "\n".join(steps) + "\n\n")
    assert scratch.problems() == [f'{PAGE}, line {line}: there are {count} steps below "Do this now". Write two or three.']


def test_a_title_that_differs_from_the_list(scratch):
    """The status page names each page as it names itself."""
    line = scratch.edit(PAGE, r"^title: .*", "title: Blackmail")
    at = scratch.load().facts.situations["blackmail"].line
    assert scratch.problems() == [
        f'{PAGE}, line {line}: data/situations.yaml, line {at}, calls this page "My child is being blackmailed". Write the same in both.']


def test_an_entry_without_a_page(scratch):
    """Nobody can approve what is not there."""
    scratch.write("data/situations.yaml", scratch.read("data/situations.yaml") + "\nghosts:\n  title: Ghosts\n  approved_by:\n  approved_on:\n")
    at = scratch.load().facts.situations["ghosts"].line
    assert scratch.problems() == [f'data/situations.yaml, line {at}: "ghosts": there is no page docs/parents/ghosts.md. '
                                  "Restore the page, or take this entry away."]


def test_urgent_is_known_to_the_data(scratch):
    """A page that opens with whom to ring can't lose it, since its entry says so."""
    line = scratch.edit("data/situations.yaml", r"^(blackmail:\n.*\n)  urgent: yes\n", r"\1")
    assert scratch.problems() == [f'data/situations.yaml, line {line}: "blackmail": its page opens with {{{{ urgent() }}}}. Write here  urgent: yes  or take that off the page.']


def test_an_approval_without_an_entry(scratch):
    """The message names the file and the entry's name."""
    scratch.edit("docs/staff/sign-off.md", r"\Z", "\n{{ approval() }}\n")
    (said,) = scratch.problems()
    assert said.endswith("{{ approval() }}: data/situations.yaml has no entry for this page. Add one there, or rename the one that it had:  sign_off:")


def test_a_situation_that_parents_would_not_find(scratch):
    """The list on their first page has a line for each."""
    scratch.edit("docs/parents/index.md", r"^- .*\(blackmail\.md\).*\n", "")
    line = scratch.edit("docs/parents/index.md", r"\(no-social-media\.md\)", "(no-social-media.md)")
    assert scratch.problems() == [f"docs/parents/index.md, line {line}: no line of this list leads to docs/parents/blackmail.md, so parents would not find it. "
                                  "Add   - [My child is being blackmailed](blackmail.md)"]


def test_a_situation_that_is_not_listed(scratch):
    """A new page would be published without anybody being asked."""
    scratch.write("docs/parents/ghosts.md", "---\ntitle: Ghosts\ndescription: What to do about ghosts.\n---\n## Do this now\n\nRun.\n")
    scratch.edit("mkdocs.yml", r"^( *- )parents/blackmail.md\n", r"\g<0>\1parents/ghosts.md\n")
    assert scratch.problems() == ["docs/parents/ghosts.md, line 1: data/situations.yaml does not list this page, so nobody would be asked to "
                                  "approve it. Add an entry there."]


@pytest.mark.parametrize("file", [PAGE, "docs/pupils/index.md"])
def test_a_page_that_hides_its_approval(scratch, file):
    """Pupils' pages give outside advice too, and wait like the others."""
    scratch.edit(file, r"\{\{ approval\(\) \}\}\n", "")
    last = scratch.read(file).rstrip().count("\n") + 1
    assert scratch.problems() == [f"{file}, line {last}: {{{{ approval() }}}} is missing on this page, and readers come here for what it shows. "
                                  "Put it back at its end, on a line of its own, with an empty line above and below."]


WANTED = [(page.path, word) for page in Project(ROOT).load().pages for path, words in audiences.SHOWN.items() for word in words
          if fnmatchcase(page.path, path) and not page.path.startswith("policy/editions/")]
WANTED += [(each.path, word) for each in Project(ROOT).load().facts.situations.values() for word in ["urgent()"] * bool(each.urgent)
           + ["help_cards('front_door')"] * each.path.startswith("parents/")]


@pytest.mark.parametrize("path, word", WANTED)
def test_what_readers_come_for_can_not_be_lost(path, word):
    """One line taken out, and whoever needs it would not find it: whom to ring, whom to tell, whether the policy is overdue."""
    site = Project(ROOT).load()
    page, (name, given) = site.page(path), re.fullmatch(r"(\w+)\('?(\w*)'?\)", word).groups()
    without = re.sub(rf"\{{\{{ {name}\([^)]*{given}[^)]*\) \}}\}}", "", page.body)
    assert without != page.body
    pages = [replace(page, body=without) if each is page else each for each in site.pages]
    said = [problem.what for problem in audiences.not_shown(replace(site, pages=pages)) if problem.file == page.file]
    assert any(what.startswith(f"{{{{ {word} }}}} is missing on this page") for what in said)


def test_nobody_at_school_below_tell(scratch):
    """The heading promises somebody."""
    scratch.edit(PAGE, r"\{\{ contact_cards\(.*\) \}\}\n", "")
    scratch.edit(PAGE, r"\{\{ contact\('school'\) \}\}", "the school")
    line = scratch.edit(PAGE, "^## Tell", "## Tell")
    assert scratch.problems() == [f"{PAGE}, line {line}: nobody at school is named below \"Tell\". Write there  {{{{ contact_cards('dsl', 'deputy_dsl') }}}}"]


# --- approval --------------------------------------------------------------------------------------

def listed(html: str) -> list[str]:
    """What the status page lists about approval, a line each."""
    return [item.get_text() for item in BeautifulSoup(html, "html.parser").select(".approvals li")]


def test_every_page_with_outside_advice_waits_on_the_status_page(built, project):
    """Until the data records who approved it and when."""
    assert listed((built / "status/index.html").read_text("utf-8")) == [each.title for each in project.load().facts.situations.values()]


def test_an_approved_page_says_by_whom_and_when(scratch):
    """By the role, on the page and on the status page."""
    scratch.edit("data/situations.yaml", r"(blackmail:\n  title: .*\n  urgent: yes\n)  approved_by:\n  approved_on:", r"\1  approved_by: dsl\n  approved_on: 2026-11-20")
    site, words = scratch.load(), scratch.words()
    words.page = site.page("parents/blackmail.md")
    by = f"by the {site.facts.contacts['dsl'].role} on 20 November 2026"
    assert listed(words["approvals"]())[-1] == f"My child is being blackmailed, {by}"
    assert BeautifulSoup(words["approval"](), "html.parser").get_text(strip=True) == f"Approved {by}."


# --- all 91 rules and points -----------------------------------------------------------------------

def untold(project) -> list[str]:
    return [str(problem) for problem in audiences.untold(project.load())]


def test_every_rule_is_told_or_is_for_the_record(project):
    """On a page for parents, staff or pupils; what only the policy tells is listed with the reason."""
    assert untold(project) == []


def test_a_rule_that_nobody_is_told(scratch):
    """The planted fault: a new rule that no page cites."""
    before = untold(scratch)
    scratch.edit("docs/policy/breaches.md", r"\Z", "- We dance. {#dance}\n")
    rule = scratch.load().clauses.rules[-1]
    assert [each for each in untold(scratch) if each not in before] == [
        f"docs/policy/breaches.md, line {rule.line}: rule {rule.number} (dance) is told on no page for parents, staff or pupils. Cite it "
                               "on one as {{ clause('dance') }}, or say in data/for_the_record.yaml why it is not told."]
    scratch.write("data/for_the_record.yaml", scratch.read("data/for_the_record.yaml") + "\ndance:\n  why: It is a secret.\n")
    assert untold(scratch) == before


def test_a_rule_that_is_told_is_not_for_the_record(scratch):
    """The list shrinks as the pages grow."""
    line = scratch.edit("docs/staff/index.md", r"\Z", "\nIt is reviewed. {{ clause('yearly-review') }}\n") + 1
    at = scratch.load().facts.for_the_record["yearly-review"].line
    assert [each for each in untold(scratch) if each.startswith("data/")] == [
        f"data/for_the_record.yaml, line {at}: rule 7(1) (yearly-review) is told on docs/staff/index.md, line {line}. "
                               "Take it off this list."]


def test_a_rule_for_the_record_is_there(scratch):
    """A slip in its name is said, with near names."""
    line = scratch.edit("data/for_the_record.yaml", "^how-written:", "how-writen:")
    (said,) = scratch.problems()
    assert said.startswith(f'data/for_the_record.yaml, line {line}: "how-writen", rule: there is no rule "how-writen". Did you mean how-written')


def test_the_policy_lists_what_is_for_the_record(built, project):
    """Each with its number and the reason."""
    listed = BeautifulSoup((built / "policy/index.html").read_text("utf-8"), "html.parser").find(id="rules-for-the-record").find_next("ul")
    facts = project.load().facts.for_the_record.values()
    assert [item.get_text(" ", strip=True).partition(") ")[2] for item in listed.find_all("li")] == [each.why for each in facts]
