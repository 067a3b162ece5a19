"""One list of deadlines: what, whose, last done, due, where it is kept; and what stops the build."""

import re
from datetime import date, timedelta

import pytest

from policysite.dates import Deadline, When, deadlines, worst_first
from policysite.problems import Refused
from policysite.site import checked_in_the_future
from tests.governors import REVIEW, add_review, renew
from tests.project import DAY, ROOT

SOURCES = re.compile(r"data/(\w+)\.yaml:(\d+)")


def made(done: str | None = "2025-11", due: str | None = "2026-11", to_confirm: str | None = None) -> Deadline:
    return Deadline("help-x", "help", "Help: X", "X", "dsl", done and When.parse(done), due and When.parse(due), "data/help.yaml:1", to_confirm)


# --- states at their edges ---------------------------------------------------------------------------

@pytest.mark.parametrize("due, today, state, days", [
    ("2027-03", date(2027, 1, 29), "current", 61),
    ("2027-03", date(2027, 1, 30), "due_soon", 60),
    ("2027-03", date(2027, 3, 3), "due_soon", 28),
    ("2027-03", date(2027, 3, 24), "due_soon", 7),
    ("2027-03", date(2027, 3, 31), "due_soon", 0),
    ("2027-03", date(2027, 4, 1), "overdue", -1),
    ("2028-02", date(2028, 2, 29), "due_soon", 0),
    ("2028-02", date(2028, 3, 1), "overdue", -1),
    ("2028-02-29", date(2028, 2, 29), "due_soon", 0),
    ("2028-02-29", date(2028, 3, 1), "overdue", -1),
    ("2027-02", date(2027, 2, 28), "due_soon", 0),
    ("2027-02", date(2027, 3, 1), "overdue", -1),
    ("2026-12", date(2026, 12, 31), "due_soon", 0),
    ("2026-12", date(2027, 1, 1), "overdue", -1),
    ("2027-03-15", date(2027, 3, 15), "due_soon", 0),
    ("2027-03-15", date(2027, 3, 16), "overdue", -1),
])
def test_a_state_at_its_edges(due, today, state, days):
    """A month ends on its last day, also in a leap year; due soon from 60 days before; overdue the day after."""
    deadline = made(due=due)
    assert (deadline.state(today), deadline.days(today)) == (state, days)


@pytest.mark.parametrize("deadline, today, state", [
    (made(done=None, due=None), DAY, "unconfirmed"),
    (made(done=None, due=None), date(2099, 1, 1), "unconfirmed"),
    (made(to_confirm="Its address."), date(2026, 1, 1), "unconfirmed"),
    (made(to_confirm="Its address."), date(2026, 11, 30), "unconfirmed"),
    (made(to_confirm="Its address."), date(2026, 12, 1), "overdue"),
    (made(done="2062-11", due="2063-11"), DAY, "unconfirmed"),
    (made(done="2026-11-23", due="2027-11-23"), DAY, "unconfirmed"),
    (made(done="2026-11-22", due="2027-11-22"), DAY, "current"),
    (made(done="2026-11", due="2027-11"), DAY, "current"),
], ids=["never done", "never done, in years", "unsure", "unsure, last day", "unsure, day after", "a year to come", "tomorrow", "today", "this month"])
def test_what_is_unsure_never_counts_as_fine(deadline, today, state):
    """No date, a doubt that is written down, or a date that is still to come: each waits for somebody."""
    assert deadline.state(today) == state


@pytest.mark.parametrize("file, name, written", [("guidance", "newest", "2062-11"), ("help", "seen", "2026-11-23")])
def test_what_has_not_happened_is_refused(sample, file, name, written):
    """Nobody has read an edition that is still to come; the message points to the very line."""
    line = sample.edit(f"data/{file}.yaml", rf"^  {name}: .*", f"  {name}: {written}")
    assert [(problem.line, problem.what.partition(", ")[2]) for problem in checked_in_the_future(sample.load().facts, DAY)
            if problem.file == f"data/{file}.yaml"] == [(line, f"{name}: {written} is still to come. Write when it was.")]


def test_worst_first():
    """Overdue longest first, then what was never confirmed, then what comes due next."""
    listed = [made(due="2027-11"), made(due="2026-12"), made(done=None, due=None), made(due="2026-10"), made(due="2023-09"), made(due="2027-10")]
    assert [each.due and each.due.iso for each in worst_first(listed, DAY)] == ["2023-09", "2026-10", None, "2026-12", "2027-10", "2027-11"]


# --- the site's own list -------------------------------------------------------------------------------

def test_every_fact_that_goes_stale_is_on_the_list(project):
    """The policy, and each entry of each file that data/upkeep.yaml names."""
    facts = project.load().facts
    listed = deadlines(facts)
    assert len({each.id for each in listed}) == len(listed)
    for kind in facts.upkeep:
        entries = 1 if kind == "policy" else len(getattr(facts, kind))
        assert sum(each.kind == kind for each in listed) == entries


def test_every_deadline_says_where_it_is_kept(project):
    """File and line lead to the entry itself; the owner is a role, and is there."""
    facts = project.load().facts
    for each in deadlines(facts):
        file, line = SOURCES.fullmatch(each.source).groups()
        source = (ROOT / f"data/{file}.yaml").read_text("utf-8").splitlines()[int(line) - 1]
        key = source.removesuffix(":").replace("_", "-")
        assert source.startswith("  - date:") if each.kind == "policy" else each.id.endswith(f"-{key}"), each
        assert each.owner in facts.contacts


def test_the_policys_due_date_is_its_latest_entrys(sample):
    """There is no date to bump: it stands in the last entry alone, whose line is the source. The owner is data/upkeep.yaml's."""
    line = add_review(sample, REVIEW.replace("by: chair_of_governors", "by: headteacher"))
    policy = deadlines(sample.load().facts)[0]
    assert (policy.done.iso, policy.due.iso, policy.source, policy.owner) == ("2026-11", "2027-11", f"data/policy.yaml:{line}", "chair_of_governors")


@pytest.mark.parametrize("confirmed, due", [
    ("2026-09", "2027-09"), ("2026-09-30", "2027-09-30"), ("2024-02-29", "2025-02-28"), ("2024-02", "2025-02"),
])
def test_a_contact_counts_for_twelve_months(sample, confirmed, due):
    """So says data/upkeep.yaml; a month stays a month, 29 February becomes the 28th."""
    sample.edit("data/contacts.yaml", r"^  confirmed: 2026-09$", f"  confirmed: {confirmed}")
    assert deadlines(sample.load().facts)[1].due.iso == due


def test_an_entry_can_have_an_owner_and_an_interval_of_its_own(sample):
    """owner: and every: in an entry go before its file's."""
    sample.edit("data/contacts.yaml", r"^  confirmed: 2026-09$", r"\g<0>\n  owner: flo\n  every: 3 months")
    first, second = deadlines(sample.load().facts)[1:3]
    assert (first.owner, first.due.iso) == ("flo", "2026-12")
    assert (second.owner, second.due.iso) == ("headteacher", "2027-09")


def test_no_ones_name_is_shown(sample):
    """A deadline speaks of roles."""
    people = {contact.name for contact in sample.load().facts.contacts.values()} - {"The school"}
    for each in deadlines(sample.load().facts):
        assert not any(name in each.what or name in each.owner for name in people)


def test_renewed_everything_is_current(scratch):
    """With every fact looked at and the policy reviewed, nothing waits for anybody; a year later everything does."""
    renew(scratch)
    listed = deadlines(scratch.load().facts)
    assert {each.state(DAY) for each in listed} == {"current"}
    assert {each.state(DAY + timedelta(740)) for each in listed} == {"overdue"}


# --- what stops the build --------------------------------------------------------------------------------

def refusals(project) -> list[str]:
    try:
        project.load()
    except Refused as refused:
        return [str(problem) for problem in refused.problems]
    return []


LENGTH = "is not a length of time between 1 and 36 months. Write one such as 12 months."
ROLES = "Choose from: chair_of_governors, deputy_dsl, dsl, flo, headteacher, safeguarding_governor, school, senco."
KINDS = "Choose from: advice, apps, channels, contacts, guidance, help, policy, statements."

SLIPS = {  # file, what is replaced, by what, how many lines further on the message points, and the message
    "an owner who is no role": ("upkeep", r"^  owner: headteacher", "  owner: headmaster", 0,
                                f'"contacts", owner: there is no role "headmaster". Did you mean headteacher? {ROLES}'),
    "an entry's owner who is no role": ("contacts", r"^  name: Ms Ada Example", r"\g<0>\n  owner: Mrs Example", 1,
                                        f'"headteacher", owner: there is no role "Mrs Example". {ROLES}'),
    "no owner": ("upkeep", r"^  owner: chair_of_governors\n", "", -1, '"policy" has no owner. Add a line such as   owner: headteacher'),
    "no interval": ("upkeep", r"^  every: 12 months\n", "", -2, '"policy" has no every. Add a line such as   every: 12 months'),
    "an interval of zero": ("upkeep", r"^  every: 6 months", "  every: 0 months", 0, f'"guidance", every: "0 months" {LENGTH}'),
    "an entry's interval of zero": ("contacts", r"^  name: Ms Ada Example", r"\g<0>\n  every: 0 months", 1, f'"headteacher", every: "0 months" {LENGTH}'),
    "an interval in weeks": ("upkeep", r"^  every: 6 months", "  every: 6 weeks", 0, f'"guidance", every: "6 weeks" {LENGTH}'),
    "an interval without end": ("upkeep", r"^  every: 6 months", "  every: 600 months", 0, f'"guidance", every: "600 months" {LENGTH}'),
    "a policy reviewed every other year": ("upkeep", r"^  every: 12 months", "  every: 24 months", -2,
                                           '"policy" has every: 24 months. The policy is reviewed at least once a year. Write 12 months or fewer.'),
    "a kind without a line": ("upkeep", r"^help:\n  owner: .*\n  every: .*\n  confirmed:.*\n", "", None,
                              'there is no entry "help". Restore it from the file\'s history'),
    "a kind that is none": ("upkeep", r"\Z", "\nhelps:\n  owner: dsl\n  every: 6 months\n", 1,
                            f'"helps" is no kind of fact that is kept up. Did you mean help or channels? {KINDS}'),
    "a date that is missing": ("help", r"^  seen: .*\n", "", -5, '"police_emergency" has no seen. Add a line such as   seen: 2026-11-22'),
    "a date that is empty": ("statements", r"^  checked: .*", "  checked:", 0,
                             '"accessibility" has no checked. Add a line such as   checked: 2026-11-22'),
    "a day that does not exist": ("apps", r"^  seen: .*", "  seen: 2026-02-29", 0,
                                  '"whatsapp", seen: "2026-02-29" names a day that does not exist. Write year-month, such as 2022-09.'),
    "a month that does not exist": ("guidance", r"^  in_force: .*", "  in_force: 2025-13-01", 0,
                                    '"kcsie", in_force: "2025-13-01" names a month that does not exist. Write year-month, such as 2022-09.'),
    "a newest edition that is older": ("guidance", r"^  newest: .*", "  newest: 2020", -3,
                                       '"kcsie" has newest: 2020, which is before cited: 2021. Check both years.'),
    "an owner in the policy's record": ("policy", r"^title:", "owner: dsl\ntitle:", 0,
                                        '"the policy", "owner" is not a word used here. Choose from: agreed_document, school, short_name, title.'),
}


@pytest.mark.parametrize("file, old, new, below, refusal", SLIPS.values(), ids=SLIPS)
def test_slips_that_would_hide_a_deadline(sample, file, old, new, below, refusal):
    """Each is refused with file, line, entry, value, and what to type."""
    assert refusals(sample) == []
    line = sample.edit(f"data/{file}.yaml", old, new)
    assert refusals(sample) == [f"data/{file}.yaml, line {1 if below is None else line + below}: {refusal}"]


@pytest.mark.parametrize("newest", ["2021", "2021-09", "2025", "2022-01-01"])
def test_a_newest_edition_that_is_not_older(sample, newest):
    """The same year, or a later one, is right."""
    sample.edit("data/guidance.yaml", r"^  newest: .*", f"  newest: {newest}")
    assert refusals(sample) == []


# --- reviews and corrections --------------------------------------------------------------------------------

CORRECTION = """\
  - date: 2026-12
    kind: correction
    corrects: 2026-11
    looked_at: The due date was mistyped
    next_due: 2027-09
"""
LATE = "is due on {}, more than twelve months after 2026-11. The policy is reviewed at least once a year. Write 2027-11 or earlier."
EVIDENCE = '"review 2" is of kind {} and has no {}. Add a line  {}: …  (see the top of the file).'


@pytest.mark.parametrize("old, new, refusal", [
    ("date: 2026-11((?:.*\n)*.*) 2027-11", r"date: 2024-02\1 2025-02", '"review 2" (2024-02) stands below 2024-03. Put the reviews in order, oldest first.'),
    ("next_due: 2027-11", "next_due: 2027-12", f'"review 2" {LATE.format("2027-12")}'),
    ("next_due: 2027-11", "next_due: 2026-10", '"review 2" is due on 2026-10, before it was agreed (2026-11). Write a later month.'),
    ("kind: review", "kind: agreed", '"review 2" is of kind agreed, as only the first is. Write  kind: review.'),
    *((rf"    {name}: .*\n", "", EVIDENCE.format("review", name, name)) for name in ("by", "agreed_at", "looked_at", "outcome")),
    (r"looked_at: .*", "looked_at:", EVIDENCE.format("review", "looked_at", "looked_at")),
    ("by: chair_of_governors", "by: governors",
     f'"review 2", by: there is no role "governors". Did you mean chair_of_governors? {ROLES}'),
    ("outcome: unchanged", "outcome: fine", '"review 2", outcome: "fine" is not one of the words used here. Write unchanged or amended.'),
    ("next_due: 2027-11", "next_due: 2027-11\n    every: 24 months",
     '"review 2", "every" is not a word used here. Choose from: '),
], ids=["before the one before it", "due after a year", "due before it was", "a second agreement", "no role", "no meeting", "nothing looked at",
        "no outcome", "empty looked_at", "by nobody", "another outcome", "an interval of its own"])
def test_a_review_comes_with_its_evidence(sample, old, new, refusal):
    """Date, by whom and where agreed, what was looked at, outcome, next due; in order, and within a year."""
    changed = re.sub(old, new, REVIEW)
    assert changed != REVIEW
    line = add_review(sample, changed)
    (problem,) = refusals(sample)
    where, _, said = problem.partition(": ")
    assert said.startswith(refusal)
    assert where in [f"data/policy.yaml, line {number}" for number in range(line, line + 9)]


def test_a_correction_puts_a_date_right(sample):
    """A new entry, which names the one it corrects, says when the review is due; the review it corrects is still the last."""
    add_review(sample, REVIEW + CORRECTION)
    policy = sample.load().facts.policy
    assert (policy.next_due.iso, policy.last_review.date.iso) == ("2027-09", "2026-11")


@pytest.mark.parametrize("old, new, refusal", [
    ("corrects: 2026-11", "corrects: 2026-10", 'corrects 2026-10, and no earlier review has that date. Write one of: 2024-03, 2026-11.'),
    (r"    corrects: .*\n", "", "is of kind correction and has no corrects. Add a line  corrects: …  (see the top of the file)."),
    (r"    looked_at: .*\n", "", "is of kind correction and has no looked_at. Add a line  looked_at: …  (see the top of the file)."),
    ("next_due: 2027-09", "next_due: 2027-12", LATE.format("2027-12")),
    ("corrects: 2026-11\n(.*)\n    next_due: .*", r"corrects: 2024-03\n\1\n    next_due: 2025-04",
     "is due on 2025-04, more than twelve months after 2024-03. The policy is reviewed at least once a year. Write 2025-03 or earlier."),
    (r"    next_due: .*\n", "", "has no next_due. Add a line such as   next_due: 2028-09"),
], ids=["of no review", "of nothing", "without a reason", "beyond the year of what it corrects", "beyond an older one's year", "no date"])
def test_a_correction_is_no_way_round_a_review(sample, old, new, refusal):
    """It names the entry it corrects, and can't move the date beyond that one's year."""
    changed = re.sub(old, new, CORRECTION)
    assert changed != CORRECTION
    add_review(sample, REVIEW + changed)
    assert any(problem.endswith(f'"review 3" {refusal}') for problem in refusals(sample)), refusals(sample)


def test_a_correction_corrects_no_correction(sample):
    """Or dates could creep on, a correction at a time."""
    add_review(sample, REVIEW + CORRECTION + CORRECTION.replace("date: 2026-12", "date: 2027-01").replace("corrects: 2026-11", "corrects: 2026-12"))
    (problem,) = refusals(sample)
    assert problem.endswith('"review 4" corrects 2026-12, and no earlier review has that date. Write one of: 2024-03, 2026-11.')
