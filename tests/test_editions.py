"""The wording that governors agreed is sealed, and the site knows what differs from it."""

import re
import shutil
import sys
from datetime import date

import pytest
import yaml
from bs4 import BeautifulSoup

from policysite import editions, pull_request
from policysite.agree import FORM, NEEDED
from policysite.problems import Refused
from tests.governors import GIVEN, REVIEW, add_review, agree
from tests.project import DAY, ROOT, Project, run

STAFF, OTHERS = "docs/policy/staff-use.md", "docs/policy/expectations.md"
NO_FRIENDS = r"^- (.*) \{#no-friends\}$"
LATER = date(2027, 6, 1)


@pytest.fixture
def agreed(sample) -> Project:
    """A copy whose wording was agreed in November 2026."""
    agree(sample)
    return sample


def differences(project) -> dict[str, str]:
    """What differs from the latest edition: each rule's name, and how."""
    site = project.load(LATER)
    return {each.name: each.kind for each in editions.since(site.editions[-1], editions.wording(site.clauses, project.words()), site.facts)}


def beside(project) -> dict[str, str]:
    """The note that a page shows below a rule, by its name."""
    return {name: html for name, html in project.words().conf["markdown_extensions"][-1].beside.items() if "changed-note" in html}


def said(project, word: str) -> str:
    """What a word of the pages gives, as a reader sees it."""
    return BeautifulSoup(project.words()[word](), "html.parser").get_text(" ", strip=True)


def everything(project) -> dict[str, bytes]:
    """Every file in data/ and docs/: what `make agree` may write."""
    return {str(path): path.read_bytes() for folder in ("data", "docs") for path in (project.root / folder).rglob("*") if path.is_file()}


# --- sealing -----------------------------------------------------------------------------------------------

def test_agreeing_records_the_review_and_seals_the_wording(sample):
    """The review entry, an edition with every rule, and its page; nothing else is touched."""
    before, rules = everything(sample), len(sample.load().clauses.rules)
    assert agree(sample) == (f"Recorded the review of November 2026 and sealed {rules} rules in data/editions/2026-11.yaml. "
                             "The next review is due in 2027-11.")
    after = everything(sample)
    assert {path.removeprefix(f"{sample.root}/") for path in after if after[path] != before.get(path)} == {
        "data/policy.yaml", "data/editions/2026-11.yaml", "docs/policy/editions/2026-11.md"}
    site = sample.load()
    review, (edition,) = site.facts.policy.reviews[-1], site.editions
    assert (review.date.iso, review.kind, review.by, review.agreed_at, review.looked_at, review.outcome, review.next_due.iso, review.wording_agreed) == (
        "2026-11", "review", "chair_of_governors", "Full governors, minute 7", "All eight sections", "amended", "2027-11", "yes")
    assert list(edition.rules) == [rule.name for rule in site.clauses.rules]
    assert edition.rules["no-friends"].number == site.clauses.find("no-friends").number


def test_a_sealed_rule_is_as_a_reader_sees_it(agreed):
    """Names, documents and points in words: no Markdown, and nothing in braces."""
    rules = agreed.load().editions[0].rules
    assert not [text for text in (rule.text for rule in rules.values()) if re.search(r"\{|\}|\*\*|\]\(|<", text)]
    assert agreed.load().facts.contacts["dsl"].name in rules["purpose"].text
    assert [line[:3] for line in rules["linked-policies"].text.splitlines()[1:4]] == ["(a)", "(b)", "(c)"]


def test_what_is_typed_is_kept_as_it_is(sample):
    """A colon, quotes, an accent, a hash: the record holds them as text."""
    typed = 'Full governors: "minute 7" # Café – *'
    agree(sample, MEETING=typed, LOOKED_AT=typed + "'", DATE="2026-11-10", BY="safeguarding_governor")
    review = sample.load().facts.policy.reviews[-1]
    assert (review.agreed_at, review.looked_at, review.date.iso, review.by) == (typed, typed + "'", "2026-11-10", "safeguarding_governor")


def test_a_review_of_the_document_alone_seals_nothing(sample):
    """Governors may have had the policy of 2022 before them, and never have seen the words of this website."""
    before = everything(sample)
    said = agree(sample, WORDING="document", OUTCOME="unchanged ", NEXT_DUE=" 2027-11")
    assert said == ("Recorded the review of November 2026 and sealed nothing, since governors had the document alone before them. "
                    "The next review is due in 2027-11.")
    after = everything(sample)
    assert [path.removeprefix(f"{sample.root}/") for path in after if after[path] != before.get(path)] == ["data/policy.yaml"]
    site = sample.load()
    assert (site.editions, site.facts.policy.reviews[-1].wording_agreed, site.facts.policy.next_due.iso) == ([], None, "2027-11")
    with pytest.raises(ValueError, match="is amended, so the words of this website have to follow the document. Change the rules here first"):
        agree(sample, WORDING="document")


def test_the_form_asks_for_each_argument():
    """By the names that the messages use."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/agree.yml").read_text("utf-8"))
    inputs = workflow[True]["workflow_dispatch"]["inputs"]  # `on` is true to YAML
    assert list(inputs) == [name.lower() for name in FORM]
    for name, (label, _) in FORM.items():
        assert inputs[name.lower()]["description"].startswith(label), name
        assert inputs[name.lower()]["required"] is (name in NEEDED)
    assert inputs["wording"]["options"] == ["website", "document"]


def test_agree_as_a_command(sample):
    """Its arguments come through the environment; what is typed into them can't become a command."""
    typed = "$(shell touch pwned) `touch pwned` $(touch pwned); touch pwned"
    command = ("make", "--silent", "agree", f"python={sys.executable}", "ready=")
    ended = run(*command, folder=sample.root, **GIVEN | {"MEETING": typed})
    assert ended.status == 0 and ended.output.startswith("Recorded the review of November 2026"), ended.output
    assert sample.load().facts.policy.reviews[-1].agreed_at == typed
    assert not (sample.root / "pwned").exists()
    refused = run(*command, folder=sample.root, **GIVEN | {"OUTCOME": ""})
    assert refused.status != 0
    assert "“Was the wording changed?” (OUTCOME) is missing. Write unchanged or amended.\n\nNothing was written.\n" in refused.output


MISSING = {
    "MEETING": "“Meeting and minute” (MEETING) is missing. Write Full governors, minute 7.",
    "LOOKED_AT": "“What was looked at” (LOOKED_AT) is missing. Write All eight sections.",
    "WORDING": "“What governors had before them” (WORDING) is missing. Write website, for the words of this website, or document, for the policy document alone.",
    "OUTCOME": "“Was the wording changed?” (OUTCOME) is missing. Write unchanged or amended.",
    "NEXT_DUE": "“Next review due” (NEXT_DUE) is missing. Write 2028-03.",
}


@pytest.mark.parametrize("given, refusal", [
    *(({name: ""}, message) for name, message in MISSING.items()),
    ({"LOOKED_AT": "  "}, MISSING["LOOKED_AT"]),
    (dict.fromkeys(GIVEN, ""), "\n".join(MISSING.values())),
    ({"OUTCOME": "fine"}, '“Was the wording changed?” (OUTCOME): "fine" is not one of the words used here. Write unchanged or amended.'),
    ({"NEXT_DUE": "2027-13"}, '“Next review due” (NEXT_DUE): "2027-13" names a month that does not exist. Write year-month, such as 2022-09.'),
    ({"NEXT_DUE": "next year"}, '“Next review due” (NEXT_DUE): "next year" is not a date. Write a month as 2022-09, or a day as 2022-09-30.'),
    ({"NEXT_DUE": "2027-12"}, '“Next review due” (NEXT_DUE) is due on 2027-12, more than twelve months after 2026-11. The policy is reviewed at least once a year. '
                              "Write 2027-11 or earlier."),
    ({"NEXT_DUE": "2026-10"}, '“Next review due” (NEXT_DUE) is due on 2026-10, before it was agreed (2026-11). Write a later month.'),
    ({"DATE": "2026-12"}, "“When governors met” (DATE) is 2026-12, and that is still to come. Write when it was."),
    ({"DATE": "2026-11-23"}, "“When governors met” (DATE) is 2026-11-23, and that is still to come. Write when it was."),
    ({"DATE": "2026-02-30"}, '“When governors met” (DATE): "2026-02-30" names a day that does not exist. Write year-month, such as 2022-09'),
    ({"DATE": "2026"}, '“When governors met” (DATE): "2026" has no month. Write year-month, such as 2026-09.'),
    ({"DATE": "2024-02", "NEXT_DUE": "2025-02"}, '"review 2" (2024-02) stands below 2024-03. Put the reviews in order, oldest first.'),
    ({"BY": "governors"}, '"review 2", by: there is no role "governors". Did you mean chair_of_governors? '),
])
def test_agreeing_with_wrong_arguments(sample, given, refusal):
    """Each is refused with what to write, and nothing was written."""
    before = everything(sample)
    with pytest.raises((ValueError, Refused)) as refused:
        agree(sample, **given)
    assert refusal in str(refused.value)
    assert everything(sample) == before


def test_arguments_that_contradict_the_wording(agreed):
    """Unchanged is what did not change, amended is what did; and each edition is later than the one before it."""
    before = everything(agreed)
    for given, refusal in [
        ({"NEXT_DUE": "2028-03"}, "“Was the wording changed?” (OUTCOME) is amended, and every rule reads as agreed in November 2026. Write unchanged."),
        *(({"DATE": met, "NEXT_DUE": "2027-10"}, f"“When governors met” (DATE) is {met}, and an edition of 2026-11 is sealed already. Write when they met since, such as 2027-03-10.")
          for met in ("2026-11", "2026-10")),
        ({"WORDING": "document", "OUTCOME": "unchanged", "NEXT_DUE": "2028-03"},
         "“What governors had before them” (WORDING) is document, and governors agreed the words of this website in November 2026. Write website."),
    ]:
        with pytest.raises(ValueError, match=re.escape(refusal)):
            agree(agreed, date(2027, 3, 10), **given)
    assert everything(agreed) == before
    agreed.edit(STAFF, NO_FRIENDS, r"- \1 Never. {#no-friends}")
    with pytest.raises(ValueError, match="is unchanged, and these rules differ from November 2026: no-friends. Write amended."):
        agree(agreed, date(2027, 3, 10), OUTCOME="unchanged", NEXT_DUE="2028-03")


def test_two_editions_in_a_month(agreed):
    """The second names its day, and is the one in force."""
    agreed.edit(STAFF, NO_FRIENDS, r"- \1 Never. {#no-friends}")
    agree(agreed, DAY, DATE="2026-11-20")
    assert [edition.date.iso for edition in agreed.load().editions] == ["2026-11", "2026-11-20"]
    assert differences(agreed) == {}


# --- what differs --------------------------------------------------------------------------------------------

def test_a_rule_that_changed_is_marked_until_it_is_restored(agreed):
    """On its page, on /status/, and in the check on a pull request; put back, it is gone from all three."""
    source = agreed.read(STAFF)
    number = agreed.load().clauses.find("no-friends").number
    assert (differences(agreed), beside(agreed)) == ({}, {})
    assert said(agreed, "wording_status") == "Every rule reads as governors agreed it in November 2026."

    agreed.edit(STAFF, NO_FRIENDS, r"- \1 Never. {#no-friends}")
    assert differences(agreed) == {"no-friends": "altered"}
    assert list(beside(agreed)) == ["no-friends"]
    assert "Changed since agreed in November 2026." in beside(agreed)["no-friends"]
    assert f"Altered: rule {number}" in said(agreed, "wording_status")
    assert pull_request.changed_rules(agreed.load(), agreed.words()) == [f"Rule {number} (no-friends) was altered."]

    agreed.write(STAFF, source)
    assert (differences(agreed), beside(agreed)) == ({}, {})
    assert said(agreed, "wording_status") == "Every rule reads as governors agreed it in November 2026."
    assert pull_request.changed_rules(agreed.load(), agreed.words()) == ["Every rule reads as agreed in November 2026."]


def test_a_lettered_point_is_part_of_its_rule(agreed):
    """A changed point marks the rule it belongs to."""
    agreed.edit(STAFF, r"^(    - .*)( \{#strong-passwords\})$", r"\1 Always.\2")
    assert differences(agreed) == {"protect-your-privacy": "altered"}


def test_a_contacts_new_name_changes_no_rule(agreed):
    """It is a name updated; the page does not mark the rule."""
    agreed.edit("data/contacts.yaml", r"^(dsl:\n.*\n  name: ).*", r"\1Mrs Gil Newcomer")
    assert differences(agreed) == {"purpose": "name_updated"}
    assert beside(agreed) == {}
    assert "Name updated: rule 1(2)" in said(agreed, "wording_status")
    assert pull_request.changed_rules(agreed.load(), agreed.words()) == ["Rule 1(2) (purpose) has a name updated."]


def test_a_role_in_brackets_follows_who_holds_it(agreed):
    """“(headteacher)” stands behind the safeguarding lead's name while that is one person; it goes and comes back with the names."""
    def purpose():
        return editions.wording(agreed.load().clauses, agreed.words())["purpose"].text
    assert "is Ms Ada Example (headteacher)." in purpose()
    agreed.edit("data/contacts.yaml", r"^(headteacher:\n.*\n  name: ).*", r"\1Mrs Gil Newcomer")
    assert "is Ms Ada Example." in purpose() and differences(agreed) == {"purpose": "name_updated"}
    agreed.edit("data/contacts.yaml", r"^(dsl:\n.*\n  name: ).*", r"\1Mrs Gil Newcomer")
    assert "is Mrs Gil Newcomer (headteacher)." in purpose() and differences(agreed) == {"purpose": "name_updated"}


def test_a_new_name_does_not_hide_another_change(agreed):
    """With a word changed too, the rule is altered."""
    agreed.edit("data/contacts.yaml", r"^(dsl:\n.*\n  name: ).*", r"\1Mrs Gil Newcomer")
    agreed.edit("docs/policy/aims-and-scope.md", r"(contact_name\('dsl', 'headteacher'\) }})", r"\1 at times")
    assert differences(agreed) == {"purpose": "altered"}


def test_people_who_follow_one_another():
    """The deputy took over from the lead, and somebody else from the deputy: names are exchanged at once, not one after the other."""
    old = {"r": editions.Rule("1(1)", "Ask Ada, or else Bo.")}
    new = {"r": editions.Rule("1(1)", "Ask Bo, or else Cy.")}
    (found,) = editions.differences(old, new, people=[("Ada", "Bo"), ("Bo", "Cy")])
    assert found.kind == "name_updated"
    (found,) = editions.differences(old, new, people=[("Ada", "Bo")])
    assert found.kind == "altered"


def test_a_rule_that_only_moved(agreed):
    """Its number is another, its words are not: moved, and not marked."""
    agreed.edit(OTHERS, r"^(- .* \{#same-standards\}\n)(- .* \{#no-hurtful-content\}\n)", r"\2\1")
    assert differences(agreed) == {"no-hurtful-content": "moved", "same-standards": "moved"}
    assert beside(agreed) == {}


def test_a_rule_added_and_one_taken_out(agreed):
    """The new one is marked, the old one listed; the rules after it have only moved."""
    agreed.edit(OTHERS, r"^- .* \{#same-standards\}\n", "- Be kind. {#be-kind}\n")
    assert differences(agreed) == {"be-kind": "added", "same-standards": "removed"}
    assert "Added since the policy was agreed in November 2026." in beside(agreed)["be-kind"]
    shown = said(agreed, "wording_status")
    assert "Added: rule 3(1)" in shown and "Taken out: what was rule 3(1)" in shown
    agreed.edit(OTHERS, r"^- Be kind. \{#be-kind\}\n", "")
    assert set(differences(agreed).values()) == {"removed", "moved"}


SPELLING = "speling:\n  rule: {}\n  was: Only\n  now: Solely\n  date: 2026-12-01\n"


def test_a_correction_of_spelling_can_be_recorded(agreed):
    """In data/corrections.yaml: the rule is not marked, and listed as corrected. Of another rule, or with more changed, it explains nothing."""
    agreed.edit(OTHERS, r"^- (.*) \{#same-standards\}$", r"- \1 Only so. {#same-standards}")
    agree(agreed, date(2026, 12, 1), DATE="2026-12", NEXT_DUE="2027-12")
    agreed.edit(OTHERS, "Only so", "Solely so")
    assert differences(agreed) == {"same-standards": "altered"}
    agreed.write("data/corrections.yaml", SPELLING.format("same-standards"))
    assert (differences(agreed), beside(agreed)) == ({"same-standards": "corrected"}, {})
    assert "Spelling corrected: rule 3(1)" in said(agreed, "wording_status")
    agreed.write("data/corrections.yaml", SPELLING.format("no-friends"))
    assert differences(agreed) == {"same-standards": "altered"}
    agreed.write("data/corrections.yaml", SPELLING.format("same-standards"))
    agreed.edit(OTHERS, "Solely so", "Solely thus")
    assert differences(agreed) == {"same-standards": "altered"}


def test_a_correction_of_no_rule(agreed):
    """A slip in its name is refused, or the correction would do nothing."""
    agreed.write("data/corrections.yaml", SPELLING.format("same-standard"))
    (problem,) = agreed.problems()
    assert problem.startswith('data/corrections.yaml, line 2: "speling", rule: there is no rule "same-standard". Did you mean same-standards?')


def test_before_anything_was_agreed_the_site_says_so(project):
    """Today there is no agreed edition of this wording."""
    if project.load().editions:
        pytest.skip("governors have agreed the wording since")
    assert said(project, "wording_status").startswith("Governors have not agreed this wording yet. It is a plain-English edition")
    assert said(project, "editions_list").startswith("There is no agreed edition of this wording yet.")
    assert "If the two differ, the agreed document decides." in said(project, "policy_state")
    assert pull_request.changed_rules(project.load(), project.words()) == [
        "No edition of this wording has been agreed yet, so there is nothing to compare the rules with."]


def test_once_agreed_it_is_no_plain_english_edition(agreed):
    """The sentence goes, since this is the policy now."""
    assert "plain-English" not in said(agreed, "policy_state") + said(agreed, "wording_status") + said(agreed, "signed_text")


# --- what keeps the seal ---------------------------------------------------------------------------------------

EDITED = ("data/editions/2026-11.yaml, line 1: this edition was edited or renamed after it was agreed. "
          "Restore it from the file's history; record a new review instead")


@pytest.mark.parametrize("old, new", [
    ("Full governors", "All governors"), (r"number: 1\(1\)", "number: 1(2)"), (r"  how-written:\n(.*\n)*?  purpose", "  purpose"),
    (r"^date: 2026-11", "date: 2026-12"), (r"^seal: .*\n", ""), (r"^seal: .", "seal: x"), ("outcome: amended", "outcome: unchanged"),
], ids=["a word", "a number", "a rule taken out", "its date", "no seal", "another seal", "its outcome"])
def test_an_edition_edited_by_hand(agreed, old, new):
    """Its hash no longer holds, and the build says so."""
    agreed.edit("data/editions/2026-11.yaml", old, new)
    assert agreed.problems() == [EDITED]


def test_an_edition_under_another_name(agreed):
    """A copy for another date was agreed by nobody."""
    folder = agreed.root / "data/editions"
    shutil.copy(folder / "2026-11.yaml", folder / "2026-12.yaml")
    assert agreed.problems() == [EDITED.replace("2026-11", "2026-12")]


def test_the_record_and_the_editions_belong_together(agreed):
    """Each agreed wording has its edition and its page, and each edition its review."""
    line = agreed.read("data/policy.yaml").splitlines().index("  - date: 2026-11") + 1
    (agreed.root / "docs/policy/editions/2026-11.md").rename(agreed.root / "page")
    assert agreed.problems() == ["docs/policy/editions/2026-11.md, line 1: this page of an agreed edition is missing. "
                                 "Restore it from the project's history"]
    (agreed.root / "page").rename(agreed.root / "docs/policy/editions/2026-11.md")
    agreed.edit("data/policy.yaml", r"^    wording_agreed: yes\n", "")
    assert agreed.problems() == ["data/editions/2026-11.yaml, line 1: no review in data/policy.yaml agreed this edition. "
                                 "Restore the review from the file's history"]
    agreed.edit("data/policy.yaml", r"\Z", "    wording_agreed: yes\n")
    (agreed.root / "data/editions/2026-11.yaml").unlink()
    assert (f"data/policy.yaml, line {line}: review 2 agreed the wording, and data/editions/2026-11.yaml is missing. "
            "Restore it from the project's history; only make agree writes both") in agreed.problems()


def test_agreement_is_not_typed_by_hand(sample):
    """A review that says wording_agreed without an edition is refused."""
    line = add_review(sample, REVIEW + "    wording_agreed: yes\n")
    assert sample.problems() == [f"data/policy.yaml, line {line}: review 2 agreed the wording, and data/editions/2026-11.yaml is missing. "
                                 "Restore it from the project's history; only make agree writes both"]


# --- as it is published ------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def published(project, tmp_path_factory) -> Project:
    """Agreed in November 2026, a rule altered, one added, and a name updated; agreed again in March 2027; then altered once more."""
    site = project.copy_to(tmp_path_factory.mktemp("editions") / "project").make_up()
    agree(site)
    site.edit(STAFF, NO_FRIENDS, r"- \1 Never. {#no-friends}")
    site.edit(OTHERS, r"^(- .* \{#same-standards\})", r"\1\n- Be &lt;b&gt;kind&lt;/b&gt; & **fair**. {#be-kind}")
    site.edit("data/contacts.yaml", r"^(dsl:\n.*\n  name: ).*", r"\1Mrs Gil Newcomer")
    agree(site, date(2027, 3, 31), NEXT_DUE="2028-03")
    site.edit(STAFF, r" Never. \{#no-friends\}", " Ever. {#no-friends}")
    ended = site.build("--quiet", TODAY=LATER.isoformat())
    assert ended.status == 0, ended.output
    return site


def page(published, address: str) -> BeautifulSoup:
    return BeautifulSoup(published.read(f"site/{address}index.html"), "html.parser").article


@pytest.mark.parametrize("edition, added, lead", [("2026-11", 0, "Ms Ada Example"), ("2027-03", 1, "Mrs Gil Newcomer")])
def test_an_edition_is_kept_whole(project, published, edition, added, lead):
    """Every rule with its number, its permanent name and the names of that day, so that it can be cited."""
    shown = page(published, f"policy/editions/{edition}/")
    sealed = next(each for each in published.load(LATER).editions if each.date.iso == edition)
    assert len(shown.select(".edition .rule")) == len(sealed.rules) == len(project.load().clauses.rules) + added
    for item, (name, rule) in zip(shown.select(".edition .rule"), sealed.rules.items()):
        anchor = item.select_one(".rule-number")
        assert (anchor["id"], anchor["href"]) == (name, f"#{name}")
        assert item.get_text(" ", strip=True).split() == ["Rule", *f"{rule.number} {rule.text}".split()]
    assert lead in shown.select_one("#purpose").parent.get_text()


def test_the_editions_say_when_they_were_in_force(published):
    """From the day governors agreed it, until the next."""
    assert "Agreed at: Full governors, minute 7. In force from November 2026 until March 2027." in page(published, "policy/editions/2026-11/").get_text()
    assert "In force from March 2027." in page(published, "policy/editions/2027-03/").get_text()
    listed = page(published, "policy/editions/").select(".editions li")
    assert [item.get_text() for item in listed[:2]] == ["Agreed in March 2027: in force from then.",
                                                        "Agreed in November 2026: in force from then until March 2027."]
    assert [link["href"] for item in listed for link in item.select("a")] == ["../../policy/editions/2027-03/", "../../policy/editions/2026-11/"]
    assert listed[2].get_text().startswith("Before November 2026: the document agreed in March 2024.")


def cells(table) -> dict[str, list[str]]:
    return {row.th.get_text(): [cell.get_text() for cell in row.select("td")] for row in table.select("tbody tr")}


def test_what_changed_between_two_editions(published):
    """Each rule added, altered or moved, old beside new; what is typed stays text."""
    shown = page(published, "policy/editions/2027-03/")
    assert shown.select_one("#since-2026-11").get_text() == "What changed since November 2026"
    found = cells(shown.select_one("#since-2026-11 + .differences"))
    old, new = found["Altered: 4(12)"]
    assert new == f"{old} Never."
    assert found["Added: 3(2)"] == ["Not there", "Be <b>kind</b> & fair."]
    assert found["Moved: 3(2), now 3(3)"][1] == "The same words"
    assert [text.count(name) for text, name in zip(found["Name updated: 1(2)"], ("Ms Ada Example", "Mrs Gil Newcomer"))] == [1, 1]


def test_what_changed_since_the_latest_edition(published):
    """On its own page, on the page of editions, on /status/, and beside the rule itself."""
    for address in ("policy/editions/", "policy/editions/2027-03/"):
        old, new = cells(page(published, address).select_one("#since-then + .differences"))["Altered: 4(12)"]
        assert (old.endswith(" Never."), new.endswith(" Ever.")) == (True, True)
    shown = page(published, "status/").select(".changed-rules li")
    assert [item.get_text(" ", strip=True) for item in shown] == ["Altered: rule 4(12)"]
    assert shown[0].a["href"] == "../policy/staff-use/#no-friends"
    (note,) = page(published, "policy/staff-use/").select(".changed-note")
    assert note.find_parent(class_="rule").select_one(".rule-number")["id"] == "no-friends"
    assert note.get_text() == "Changed since agreed in March 2027. Governors have not agreed this wording yet."


def test_the_record_of_reviews_is_published(published):
    """Who, where, what was looked at, and the outcome, latest first."""
    first = page(published, "status/").select(".reviews-table tbody tr")[0]
    assert [cell.get_text() for cell in first.find_all(["th", "td"])] == [
        "March 2027", "Review: amended", "Chair of Governors", "Full governors, minute 7", "All eight sections", "March 2028"]
