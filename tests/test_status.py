"""The list of deadlines, told to people and to other systems: the terminal, status.json, and /status/ for governors."""

import json
import re
import sys
from datetime import date, timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from policysite import status, upkeep
from policysite.dates import STATES, days_left, deadlines
from tests.governors import renew
from tests.project import DAY, run

UPKEEP = (sys.executable, "-m", "policysite.upkeep")
FIELDS = ["id", "what", "owner", "done", "due", "state", "days", "source"]
SOURCE = re.compile(r"data/\w+\.yaml:\d+")


# --- make upkeep -----------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def listed(project):
    """What `make upkeep` says of the site on 22 November 2026."""
    return run(*UPKEEP, folder=project.root)


def days_overdue(project) -> str:
    """By how many days the policy's review is overdue on that day: 1,149 until one is recorded, and then no test."""
    policy = project.load().facts.policy
    if (days := -days_left(policy.next_due, DAY)) <= 0:
        pytest.skip("the policy's review was not overdue on that day")
    assert len(policy.reviews) > 1 or days == 1149
    return f"{days:,}"


def test_upkeep_on_the_day(listed, project):
    """The policy's review comes first, with its days and its owner; something is overdue, so it ends with 1."""
    first = listed.output.splitlines()[1]
    assert listed.status == 1
    assert re.fullmatch(rf"{days_overdue(project)} days overdue  +Chair of Governors \(proposed\)  +data/policy\.yaml:\d+  +Review of the Social Media Policy", first)


def test_upkeep_lists_the_contacts_that_nobody_confirmed(listed, project):
    """Each by its role, with its owner and its line."""
    for contact in project.load().facts.contacts.values():
        if not contact.confirmed:
            assert re.search(rf"^never confirmed +Headteacher \(proposed\) +data/contacts\.yaml:{contact.line} +Contact: {re.escape(contact.role)}$",
                             listed.output, re.MULTILINE), contact.role


def test_upkeep_lists_the_superseded_documents(listed, project):
    """Each with the edition that the policy cites, and the newest known."""
    superseded = [document for document in project.load().facts.guidance.values() if document.superseded]
    assert {"kcsie", "eyfs", "working_together", "behaviour_in_schools"} <= {document.key for document in superseded}
    for document in superseded:
        assert f"- {document.title}: the policy cites {document.cited}; the newest edition known is {document.newest}.\n" in listed.output


def test_upkeep_counts(listed, project):
    """The last line says how many wait for somebody."""
    states = [each.state(DAY) for each in deadlines(project.load().facts)]
    assert listed.output.splitlines()[-1] == f"{states.count('overdue')} overdue, {states.count('unconfirmed')} not confirmed, on 2026-11-22."


def test_upkeep_is_content_once_everything_is_renewed(scratch):
    """Nothing waits: it ends with 0. The day after something's last day, it ends with 1 again."""
    renew(scratch)
    done = run(*UPKEEP, folder=scratch.root)
    assert (done.status, done.output.splitlines()[-1]) == (0, "0 overdue, 0 not confirmed, on 2026-11-22.")
    assert run(*UPKEEP, "--markdown", folder=scratch.root) == (0, "\n")
    last = min(each.due.last for each in deadlines(scratch.load().facts))
    assert run(*UPKEEP, folder=scratch.root, TODAY=last.isoformat()).status == 0
    assert run(*UPKEEP, folder=scratch.root, TODAY=(last + timedelta(1)).isoformat()).status == 1


@pytest.mark.parametrize("file, old, new, said", [
    ("contacts", r"^  confirmed: .*", "  confirmed:", "never confirmed"),
    ("help", r"^  seen: .*", r"\g<0>\n  to_confirm: Its number.", "not confirmed"),
    ("apps", r"^  seen: .*", "  seen: 2026-05-21", "1 day overdue"),
    ("channels", r"^  confirmed: .*", "  confirmed: 2062-11", "date still to come"),
])
def test_one_fact_that_waits_is_enough(scratch, monkeypatch, capsys, file, old, new, said):
    """Whatever it is: never confirmed, unsure, overdue, or dated in the future."""
    renew(scratch)
    scratch.edit(f"data/{file}.yaml", old, new)
    monkeypatch.setattr(upkeep, "ROOT", scratch.root)
    monkeypatch.setenv("TODAY", "2026-11-22")
    assert upkeep.main([]) == 1
    assert capsys.readouterr().out.splitlines()[1].startswith(said + "  ")


def test_upkeep_as_markdown_is_grouped_by_owner(sample):
    """A heading for each owner, a box to tick for each thing. No day is counted, so the same facts give the same text."""
    facts = sample.load().facts
    text = status.as_markdown(facts, DAY)
    headings = re.findall(r"^### (.*)$", text, re.MULTILINE)
    assert headings == sorted(set(headings))
    waiting = [each for each in deadlines(facts) if each.state(DAY) != "current"]
    assert sum(line.startswith("- [ ] ") for line in text.splitlines()) == len(waiting)
    for part in text.split("### ")[1:]:
        owner = part.splitlines()[0]
        for line in part.splitlines()[2:]:
            source = line.rpartition("`")[0].rpartition("`")[2]
            assert not line or status.owner_in_words(facts, next(each for each in waiting if each.source == source)) == owner
    assert text == status.as_markdown(facts, DAY + timedelta(1))


def test_wrong_data_are_said_by_upkeep_too(sample):
    """In the editor's words, and it ends with 1."""
    line = sample.edit("data/upkeep.yaml", "every: 6 months", "every: soon")
    ended = run(*UPKEEP, folder=sample.root)
    assert ended.status == 1 and ended.output.startswith(f'data/upkeep.yaml, line {line}: "guidance", every: "soon" is not a length of time')


# --- status.json -----------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def published(built):
    return json.loads((built / "status.json").read_text("utf-8"))


def test_status_json_is_as_promised(published):
    """Its names, in their order; ISO days or null; one of four states; file and line."""
    assert list(published) == ["built", "today", "deadlines"]
    assert (published["built"], published["today"]) == ("2026-11-22", "2026-11-22")
    for each in published["deadlines"]:
        assert list(each) == FIELDS
        assert each["state"] in ("current", "due_soon", "overdue", "unconfirmed")
        assert re.fullmatch(r"[a-z0-9-]+", each["id"]) and SOURCE.fullmatch(each["source"])
        due = each["due"] and date.fromisoformat(each["due"])
        assert each["days"] == (due and (due - DAY).days)
        assert each["done"] is None or re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", each["done"])


def test_status_json_holds_everything_worst_first(published, project):
    """Every deadline once, by its id; its owner a role of the contacts."""
    facts = project.load().facts
    ids = [each["id"] for each in published["deadlines"]]
    assert sorted(ids) == sorted({each.id for each in deadlines(facts)})
    ranks = [STATES.index(each["state"]) for each in published["deadlines"]]
    assert ranks == sorted(ranks)
    assert {each["owner"] for each in published["deadlines"]} <= facts.contacts.keys()


def test_status_json_of_a_made_up_school(sample):
    """Values as they are typed: a month for what was done, the last day for what is due, null where there is none."""
    sample.edit("data/contacts.yaml", r"^  confirmed: 2026-09$", "  confirmed: 2025-11")
    by_id = {each["id"]: each for each in json.loads(status.as_json(sample.load().facts, DAY))["deadlines"]}
    assert by_id["policy-review"] == {
        "id": "policy-review", "what": "Review of the Social Media Policy", "owner": "chair_of_governors", "done": "2024-03",
        "due": "2025-03-31", "state": "overdue", "days": -601, "source": "data/policy.yaml:9"}
    assert by_id["contact-school"] == {
        "id": "contact-school", "what": "Contact: Main number", "owner": "headteacher", "done": "2025-11",
        "due": "2026-11-30", "state": "due_soon", "days": 8, "source": "data/contacts.yaml:3"}
    assert by_id["contact-dsl"] == {
        "id": "contact-dsl", "what": "Contact: Designated Safeguarding Lead (DSL)", "owner": "headteacher", "done": None,
        "due": None, "state": "unconfirmed", "days": None, "source": "data/contacts.yaml:18"}


# --- /status/ --------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def page(built):
    return BeautifulSoup((built / "status/index.html").read_text("utf-8"), "html.parser")


def rows(page):
    return page.select(".status-table tbody tr")


def test_the_status_page_begins_with_the_policy(page, project):
    """When its review is overdue, and by how many days."""
    policy, days = project.load().facts.policy, days_overdue(project)
    first = [cell.get_text(" ", strip=True) for cell in rows(page)[0].find_all(["th", "td"])]
    assert first[:5] == ["The policy", f"Overdue by {days} days", str(policy.last_review.date), str(policy.next_due), "Chair of Governors (proposed)"]


def test_the_status_page_begins_with_the_worst(page):
    """What is overdue, then what was never confirmed, then what is current."""
    states = [row["class"][0].removeprefix("state-").replace("-", "_") for row in rows(page)]
    assert [STATES.index(state) for state in states] == sorted(STATES.index(state) for state in states)


def test_the_status_page_counts_everything(page, project):
    """Each deadline is in one line, and what waits for somebody is named there."""
    facts = project.load().facts
    counts = [int(found[1]) if (found := re.search(r"\((\d+)\)", row.th.get_text())) else 1 for row in rows(page)]
    assert sum(counts) == len(deadlines(facts))
    shown = page.select_one(".status-table").get_text(" ", strip=True)
    for each in deadlines(facts):
        assert each.kind == "policy" or each.state(DAY) == "current" or each.name in shown, each.what


def test_the_status_page_names_roles_and_no_people(page, project):
    """Owners are roles, proposed until the school confirms them."""
    article = page.article.get_text(" ", strip=True)
    for contact in project.load().facts.contacts.values():
        assert contact.key == "school" or contact.name not in article
    assert all(row.select_one("[data-label=Owner]").get_text().endswith("(proposed)") for row in rows(page))


def test_a_confirmed_owner_is_no_longer_proposed(sample):
    """Once data/upkeep.yaml says when the school agreed."""
    sample.edit("data/upkeep.yaml", r"^  confirmed:$", "  confirmed: 2026-11")
    facts = sample.load().facts
    assert [status.owner_in_words(facts, each) for each in deadlines(facts)[:2]] == ["Chair of Governors", "Headteacher (proposed)"]


def test_the_status_page_shows_its_evidence(page, project):
    """Every review on record, latest first; why to review; and whose wording this is."""
    reviews = page.select(".reviews-table tbody tr")
    assert [row.th.get_text() for row in reviews] == [str(review.date) for review in reversed(project.load().facts.policy.reviews)]
    reasons = [item.get_text() for item in page.select(".reasons li")]
    assert reasons == status.reasons_to_review(project.load().facts)
    agreed = project.load().facts.policy.wording_agreed
    assert ("Governors have not agreed this wording yet." in page.article.get_text()) != bool(agreed)


def test_the_status_page_says_when_it_was_built(page):
    """And leads to the calendar and to the data."""
    assert page.select_one(".status time")["datetime"] == "2026-11-22"
    assert page.select_one("[data-stale]").has_attr("hidden")
    assert {link["href"] for link in page.article.select("a[href^='../']")} >= {"../review-dates.ics", "../status.json"}


def test_the_timeline(page, project):
    """A bar from when the policy was agreed to when its review was due; from there, red until the day of the build."""
    assert days_overdue(project)
    bar = rows(page)[0].svg
    counts, overdue, today = (bar.select_one(f".{name}") for name in ("counts", "late", "today"))
    assert float(overdue["x"]) == pytest.approx(float(counts["x"]) + float(counts["width"]), abs=0.2)
    assert float(today["x"]) == pytest.approx(float(overdue["x"]) + float(overdue["width"]), abs=0.2)
    assert bar["aria-hidden"] == "true"


def test_the_status_page_prints_on_one_side(server, chromium):
    """Governors get one sheet of A4."""
    page = chromium.new_page()
    page.goto(server + "status/")
    printed = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    page.close()
    assert len(printed.pages) == 1
