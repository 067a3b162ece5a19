"""Recording a review, and the approval of a page: all of it, or nothing."""

import re
from datetime import date
from functools import partial

import pytest
import yaml

from policysite import macros
from policysite import site as sites
from policysite.review import approvals, editions, record
from policysite.review.editions import load, show_with
from tests.unit.made_up import Made, content, entry, page, rule, rules, school, when

POLICY = """\
# The record. A comment stays.

title: "Example Policy"
agreed_document:

reviews:
  - date: 2024-03
    kind: agreed
    next_due: 2025-03   # so it stays
"""
SITUATIONS = """\
# Pages that wait.

upset:
  title: "My child: upset"
  approved_by:
  approved_on:
  approved_words:

row:
  title: A row
  approved_by:
"""
GIVEN = {"MEETING": "Full governors, minute 7", "LOOKED_AT": "All eight sections"}
GIVEN |= {"WORDING": "website", "OUTCOME": "amended", "NEXT_DUE": "2027-11"}
UPSET = page("parents/upset.md", "Stop.\nTell {{ who() }}.")
RULES = rules(rule("1(1)", "kind", "We are **kind**."))


@pytest.fixture
def root(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "docs/policy/editions").mkdir(parents=True)
    (tmp_path / "data/policy.yaml").write_text(POLICY, "utf-8")
    (tmp_path / "data/situations.yaml").write_text(SITUATIONS, "utf-8")
    return tmp_path


def site(listed=RULES, kept=()):
    upset = entry("situations", "upset", path=UPSET.path, url=UPSET.url)
    made = content(listed=listed, pages=[UPSET], editions=kept)
    made.data.situations = {"upset": upset}
    return made


def agree(root, made=None, reload=lambda: None, **given):
    return record.agree(root, made or site(), GIVEN | given, reload=reload, show=show_with({}))


def everything(root) -> dict:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_review_is_recorded_and_its_wording_kept(root):
    said = agree(root)
    kept = "The wording is kept in data/editions/2026-11.yaml. The next review is due in 2027-11."
    assert said == f"Recorded the review of November 2026. {kept}"
    policy = (root / "data/policy.yaml").read_text("utf-8")
    assert policy == POLICY + (
        "  - date: 2026-11\n    kind: review\n    by: head\n"
        "    agreed_at: Full governors, minute 7\n    looked_at: All eight sections\n"
        "    outcome: amended\n    next_due: 2027-11\n    wording_agreed: yes\n"
    )
    (edition,), _ = load(root)
    assert (edition.rules["kind"].source, edition.rules["kind"].shown) == (
        "We are **kind**.",
        "We are kind.",
    )
    assert "{{ edition('2026-11') }}" in (root / editions.page_of("2026-11")).read_text("utf-8")


def test_a_review_of_the_document_alone_keeps_no_wording(root):
    agree(root, WORDING="document", OUTCOME="unchanged")
    assert load(root) == ([], []) and not (root / editions.page_of("2026-11")).exists()
    assert "wording_agreed" not in (root / "data/policy.yaml").read_text("utf-8")


def test_what_is_typed_is_kept_as_text(root):
    typed = "Full governors: \"minute 7\" # Café – * 'x'"
    agree(root, MEETING=f" {typed}\n", DATE="2026-11-10", BY="chair")
    kept = yaml.load((root / "data/policy.yaml").read_text("utf-8"), yaml.BaseLoader)["reviews"][1]
    assert (kept["agreed_at"], kept["date"], kept["by"]) == (typed, "2026-11-10", "chair")
    assert "date: 2026-11-10\n" in (root / "data/policy.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"MEETING": " "}, "“Meeting and minute” (MEETING) is missing. Write Full governors"),
        ({"OUTCOME": "fine"}, '(OUTCOME) is "fine". Write unchanged or amended.'),
        ({"WORDING": "both"}, '(WORDING) is "both". Write website or document.'),
        ({"DATE": "soon"}, '"soon" is not a date'),
        ({"DATE": "2024-02"}, "(DATE) is 2024-02, and the latest review recorded is of 2024-03."),
        ({"WORDING": "document"}, "(OUTCOME) is amended, so the words of this website"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_written(root, given, refusal):
    before = everything(root)
    with pytest.raises(ValueError, match=re.escape(refusal)):
        agree(root, **given)
    assert everything(root) == before


@pytest.mark.parametrize(
    ("given", "changed", "refusal"),
    [
        ({"DATE": "2026-10"}, True, "(DATE) is 2026-10, and the latest review recorded is of"),
        ({}, False, "(OUTCOME) is amended, and every rule reads as agreed in October 2026."),
        ({"OUTCOME": "unchanged"}, True, "rules differ from October 2026: kind. Write amended."),
        ({"WORDING": "document"}, True, "(WORDING) is document, and governors agreed the words"),
    ],
)
def test_what_contradicts_the_edition_before(root, given, changed, refusal):
    agreed = {"kind": editions.Wording("1(1)", "We were kind." if changed else "We are **kind**.")}
    kept = editions.Edition(when("2026-10"), "Governors", "amended", agreed)
    with pytest.raises(ValueError, match=re.escape(refusal)):
        agree(root, site(kept=[kept]), **given)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"BY": "boss"}, 'by: there is no role "boss".'),
        ({"NEXT_DUE": "2027-13"}, '"2027-13" names a day or a month'),
        ({"NEXT_DUE": "2027"}, 'next_due: "2027" is not a date'),
        ({"NEXT_DUE": "2027-12"}, "is due on 2027-12, more than twelve months after 2026-11"),
        ({"NEXT_DUE": "2026-11"}, "is due on 2026-11, before it was agreed"),
        ({"DATE": "2063-12", "NEXT_DUE": "2064-12"}, "date: 2063-12 is still to come."),
    ],
)
def test_what_the_site_would_refuse_is_put_back(playground, given, refusal):
    with playground.put_back():
        content, before = playground.read()[0], playground.files()
        reload = partial(sites.load, playground.root, content.today)
        with pytest.raises(ValueError, match=refusal):
            record.agree(
                playground.root, content, GIVEN | given, reload=reload, show=macros.shown(content)
            )
        assert playground.files() == before


def approve(root, made=None, **given):
    return record.approve(root, made or site(), given, reload=lambda: None)


def test_an_approval_is_for_the_words_that_were_read(root):
    said = approve(root, PAGE="/parents/upset/#steps", BY="head")
    assert said == "Recorded that the Head Teacher approved /parents/upset/ on 22 November 2026."
    text = (root / "data/situations.yaml").read_text("utf-8")
    words = approvals.fingerprint(UPSET)
    lines = f"  approved_by: head\n  approved_on: 2026-11-22\n  approved_words: {words}\n\nrow:"
    assert lines in text and text.startswith(SITUATIONS[:40])
    situation = entry("situations", "upset", approved_by="head", approved_words=words)
    assert approvals.state_of(situation, UPSET) == "approved"
    assert (
        approvals.state_of(situation, page("parents/upset.md", "Stop.  Tell {{ who() }}."))
        == "approved"
    )
    assert approvals.state_of(situation, page("parents/upset.md", "Wait.")) == "changed"
    situation.approved_by = None
    assert approvals.state_of(situation, UPSET) == "waiting"


def test_an_entry_without_those_lines_gets_them(root):
    """Above the empty line that ends it."""
    path = root / "data/situations.yaml"
    path.write_text("upset:\n  title: My child\n\nrow:\n  title: A row\n", "utf-8")
    approve(root, PAGE="parents/upset/", BY="head")
    entries = path.read_text("utf-8").split("\n\n")
    assert {line.split(":")[0] for line in entries[0].splitlines()} == {
        "upset",
        "  title",
        "  approved_by",
        "  approved_on",
        "  approved_words",
    }


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"BY": "head"}, "“Address of the page” (PAGE) is missing. Write parents/blackmail/."),
        ({"PAGE": "parents/upset/"}, "“Who approved it” (BY) is missing. Write dsl."),
        ({"PAGE": "parents/upst/", "BY": "head"}, "Did you mean parents/upset/?"),
    ],
)
def test_an_approval_that_does_not_fit(root, given, refusal):
    before = everything(root)
    with pytest.raises(ValueError, match=re.escape(refusal)):
        approve(root, **given)
    assert everything(root) == before


def test_the_day_of_a_leap_year(root):
    made = site()
    made.today = date(2028, 2, 29)
    said = agree(root, made, DATE="2028-02-29", NEXT_DUE="2029-02-28")
    assert said.startswith("Recorded the review of 29 February 2028.")


def test_a_new_agreed_document_gives_the_month():
    """Where the file in source/ is newer than the last recorded review, it is what was agreed."""
    made = content(data=school())
    assert record.usual_date(made) == "2026-11"
    made.agreed = Made(document=Made(month="2026-09"))
    assert record.usual_date(made) == "2026-09"
    made.agreed.document.month = made.data.policy.reviews[-1].date.iso[:7]
    assert record.usual_date(made) == "2026-11"
