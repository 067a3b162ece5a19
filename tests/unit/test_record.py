"""Recording a review, and the approval of a page: all of it, or nothing."""

from datetime import date

import pytest
import yaml

from policysite.problems import Problem, Refused
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
    return record.agree(root, made or site(), GIVEN | given, show_with({}), reload)


def everything(root) -> dict:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_review_is_recorded_and_its_wording_kept(root):
    said, status = agree(root)
    kept = "The wording is kept in data/editions/2026-11.yaml. The next review is due in 2027-11."
    assert (status, said) == (0, f"Recorded the review of November 2026. {kept}")
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
    assert agree(root, WORDING="document", OUTCOME="unchanged")[1] == 0
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
        (
            {"MEETING": " "},
            "“Meeting and minute” (MEETING) is missing. Write Full governors, minute 7.",
        ),
        ({"OUTCOME": "fine"}, '(OUTCOME) is "fine". Write unchanged or amended.'),
        ({"BY": "boss"}, '(BY): there is no role "boss". Choose from: chair, head.'),
        ({"NEXT_DUE": "2027-13"}, '(NEXT_DUE): "2027-13" names a day or a month'),
        (
            {"NEXT_DUE": "2027"},
            '(NEXT_DUE): "2027" is not exact enough. Write one such as 2028-03.',
        ),
        (
            {"NEXT_DUE": "2027-12"},
            "(NEXT_DUE) is due on 2027-12, more than twelve months after 2026-11",
        ),
        ({"NEXT_DUE": "2026-11"}, "(NEXT_DUE) is due on 2026-11, before it was agreed"),
        ({"DATE": "2026-12"}, "(DATE): 2026-12 is still to come. Write when it was."),
        (
            {"DATE": "2024-02", "NEXT_DUE": "2025-02"},
            "(DATE) is 2024-02, before the review of 2024-03",
        ),
        ({"WORDING": "document"}, "(OUTCOME) is amended, so the words of this website"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_written(root, given, refusal):
    before = everything(root)
    said, status = agree(root, **given)
    assert status == 1 and refusal in said and said.endswith("\n\nNothing was written.")
    assert everything(root) == before


@pytest.mark.parametrize(
    ("given", "changed", "refusal"),
    [
        ({"DATE": "2026-10"}, True, "(DATE) is 2026-10, and there is an edition of 2026-10."),
        ({}, False, "(OUTCOME) is amended, and every rule reads as agreed in October 2026."),
        (
            {"OUTCOME": "unchanged"},
            True,
            "these rules differ from October 2026: kind. Write amended.",
        ),
        ({"WORDING": "document"}, True, "(WORDING) is document, and governors agreed the words"),
    ],
)
def test_what_contradicts_the_edition_before(root, given, changed, refusal):
    agreed = {"kind": editions.Wording("1(1)", "We were kind." if changed else "We are **kind**.")}
    kept = editions.Edition(when("2026-10"), "Governors", "amended", agreed)
    said, status = agree(root, site(kept=[kept]), **given)
    assert status == 1 and refusal in said


def test_what_the_site_would_refuse_is_put_back(root):
    def reload():
        raise Refused([Problem("data/policy.yaml", 10, "No.")])

    before = everything(root)
    said, status = agree(root, reload=reload)
    assert status == 1 and "No." in said and everything(root) == before


def approve(root, made=None, **given):
    return approvals.approve(root, made or site(), given, lambda: None)


def test_an_approval_is_for_the_words_that_were_read(root):
    said, status = approve(root, PAGE="/parents/upset/#steps", BY="head")
    assert (said, status) == (
        "Recorded that the Head Teacher approved /parents/upset/ on 22 November 2026.",
        0,
    )
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
    assert approve(root, PAGE="parents/upset/", BY="head")[1] == 0
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
        ({"PAGE": "parents/upset/", "BY": "head", "DATE": "2026-11"}, "is not exact enough"),
        ({"PAGE": "parents/upset/", "BY": "head", "DATE": "2026-11-23"}, "is still to come"),
    ],
)
def test_an_approval_that_does_not_fit(root, given, refusal):
    before = everything(root)
    said, status = approve(root, **given)
    assert status == 1 and refusal in said and everything(root) == before


def test_the_day_of_a_leap_year(root):
    made = site()
    made.today = date(2028, 2, 29)
    assert agree(root, made, DATE="2028-02-29", NEXT_DUE="2029-02-28")[1] == 0


def test_a_new_agreed_document_gives_the_month():
    """Where the file in source/ is newer than the last recorded review, it is what was agreed."""
    made = content(data=school())
    assert record.usual_date(made) == "2026-11"
    made.agreed = Made(document=Made(month="2026-09"))
    assert record.usual_date(made) == "2026-09"
    made.agreed.document.month = made.data.policy.reviews[-1].date.iso[:7]
    assert record.usual_date(made) == "2026-11"
