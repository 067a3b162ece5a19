"""Rules find their bullets; differences are told, settled and told again; documents compared."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest

from policysite.review.agreed import against_data, agreed, settled
from policysite.review.agreed.comparing import WordLists
from tests.unit.agreed_policy import LISTS, POLICY, RULES, TITLES, WORDS, Rule, text_of, write

TODAY = date(2022, 5, 1)
ROOT = Path(__file__).parent.parent.parent
ROLES = ["caretaker"]
NOTHING = SimpleNamespace(contacts={}, guidance={})  # in data/
NEW = "2022-04.txt"


def load(folder: Path, rules=RULES, lines="# nothing settled\n") -> tuple:
    (folder / "data").mkdir(exist_ok=True)
    (folder / settled.FILE).write_text(lines, "utf-8")
    said = "\n".join(
        f"{kind}: {names}"
        if isinstance(names, str)
        else "\n".join([f"{kind}:", *(f"  {name}: {words}" for name, words in names.items())])
        for kind, names in LISTS.items()
    )
    (folder / agreed.WORDS).write_text(said, "utf-8")
    return agreed.load(folder, rules, text_of, ROLES, TITLES, TODAY)


def remarks(folder: Path, **given) -> list[str]:
    found, problems = load(folder, **given)
    assert problems == []
    assert all(problem.remark for problem in found.remarks(TODAY))
    return [f"{problem.file}:{problem.line}: {problem.what}" for problem in found.remarks(TODAY)]


def without_appendix(text: str = POLICY) -> str:
    return text.partition("Appendix")[0]


def with_rule(name: str, text: str) -> list[Rule]:
    return [Rule(r.number, r.name, text, r.points) if r.name == name else r for r in RULES]


def paste(remark: str, role: str = "caretaker") -> str:
    """The line to paste, as the remark prints it, with a role put in."""
    return remark.rpartition("data/agreed.yaml:  ")[2].replace("your_role", role) + "\n"


# --- matching --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["txt", "docx", "pdf"])
def test_each_rule_has_its_bullet(tmp_path, kind):
    write(tmp_path, f"2021-03.{kind}", without_appendix())
    found, problems = load(tmp_path)
    assert problems == [] and not found.matching.without_rule and not found.matching.without_bullet
    assert found.words_of("helmets") == "Pupils must wear a helmet at all times."
    assert found.words_of("2(2)(b)") == "with a strong lock of their own."
    assert found.words_of("fire-doors") == "well away from the fire doors."
    assert found.words_of("left-overnight").startswith("The caretaker will keep")
    assert found.words_of("none-such") == ""


def test_the_plain_words_hold(tmp_path):
    write(tmp_path, "2021-03.txt", without_appendix())
    assert remarks(tmp_path) == []


def test_one_document_changes_nothing(tmp_path):
    write(tmp_path, "2021-03.txt", without_appendix())
    found, _ = load(tmp_path)
    assert found.summary(lambda rule: [], NOTHING) == "" and found.note_of("helmets") == ""


def test_without_a_document_there_is_nothing(tmp_path):
    assert load(tmp_path) == (None, [])


def test_a_bullet_without_rule_and_a_rule_without_bullet(tmp_path):
    text = without_appendix().replace(
        "- Riders will not race in the yard.", "- Tyres are pumped up each Friday."
    )
    write(tmp_path, "2021-03.txt", text)
    no_rule, no_bullet = remarks(tmp_path)
    assert no_rule.startswith("source/2021-03.txt:35: ") and "line 35" in no_rule
    assert "Tyres are pumped" in no_rule and "Riders will not race" in no_rule
    assert no_bullet.startswith("docs/policy/cycling.md:7: rule 3(3) was not found")
    assert no_rule.endswith("racing: {bullet: Tyres are pumped up}")
    assert paste(no_bullet) == paste(no_rule)


def test_a_line_settles_what_belongs_together(tmp_path):
    text = without_appendix().replace(
        "- Riders will not race in the yard.", "- No pupil will hurry there."
    )
    write(tmp_path, "2021-03.txt", text)
    found, _ = load(tmp_path, lines="racing: {bullet: No pupil will}\n")
    assert found.words_of("racing") == "No pupil will hurry there."


def test_first_words_that_begin_no_bullet(tmp_path):
    write(tmp_path, "2021-03.txt", without_appendix())
    [said] = remarks(tmp_path, lines="racing:\n  bullet: Sprinters\n")
    assert said.startswith("data/agreed.yaml:1: racing: no bullets")


def test_words_in_no_part_are_told(tmp_path):
    write(tmp_path, "2021-03.txt")
    assert ["“Appendix A" in said or "“The racks" in said for said in remarks(tmp_path)] == [
        True,
        True,
    ]


def test_another_policy(tmp_path):
    write(
        tmp_path,
        "2021-03.txt",
        "1. FOOD\n- Lunch is hot.\n- Fruit comes at ten.\n- Milk is free.\n",
    )
    found, [problem] = load(tmp_path)
    assert (
        found is None and "another policy" in problem.what and problem.file == "source/2021-03.txt"
    )


# --- comparing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name, plain, said", [
    ("helmets", "At all times, pupils may wear a helmet.", "“may” is new (strength); “must” is missing (strength)"),
    ("racing", "Riders will race in the yard.", "“not” is missing (negation)"),
    ("safe-riding", "Staff may ride safely. Riding Near Schools (2019).", "“may” is new (strength); “pupils” is missing (who)"),
    ("safe-riding", "Pupils and staff ride safely. Riding Near Schools (2020).", "“2019” is missing (numbers, ages and times)"),
    ("young-riders", "Parents are advised to ride with a child under the age of 8.", "“where possible” is missing (strength)"),
    ("young-riders", "Where possible, parents are advised to ride with a child under 9.", "“8” is missing"),
    ("worries", "We will tell the travel lead of worries about riding.", "“behaviour” is missing (named policies)"),
])  # fmt: skip
def test_a_difference_is_told(tmp_path, name, plain, said):
    write(tmp_path, "2021-03.txt", without_appendix())
    [remark] = remarks(tmp_path, rules=with_rule(name, plain))
    assert said in remark and plain in remark and "Agreed (line " in remark


def test_longer_phrases_and_ignored_words_come_first():
    words = WordLists(LISTS)
    assert words.count("Pupils are allowed by the May bush") == {"pupils": 1, "may": 1}
    assert [*words.differences("Staff will go.", "Staff will go. Staff will run.")] == []


def test_a_pasted_line_settles_a_remark_until_either_side_changes(tmp_path):
    write(tmp_path, "2021-03.txt", without_appendix())
    rules = with_rule("helmets", "At all times, pupils wear a helmet.")
    [told] = remarks(tmp_path, rules=rules)
    line = paste(told)
    assert remarks(tmp_path, rules=rules, lines=line) == []
    [again] = remarks(tmp_path, rules=with_rule("helmets", "Pupils wear a helmet."), lines=line)
    assert "“must” is missing" in again
    [stale] = remarks(tmp_path, lines=line)
    assert "not those that were checked on 1 May 2022" in stale
    write(tmp_path, "2021-03.txt", without_appendix().replace("wear a helmet", "wear any helmet"))
    assert len(remarks(tmp_path, rules=rules, lines=line)) == 1


@pytest.mark.parametrize("line, said", [
    ("helmet: {checked: 2022-05-01, by: caretaker, words: x}", "Did you mean helmets?"),
    ("helmets: {checked: 2022-05-01, by: your_role, words: x}", 'no role "your_role"'),
    ("helmets: {checked: 2022-05-02, by: caretaker, words: x}", "not a day that has been"),
    ("helmets: {checked: 2022-05, by: caretaker, words: x}", "2022-05"),
    ("helmets: {checked: 2022-05-01, by: caretaker}", "together"),
    ("helmets: {seen: 2022-05-01}", "seen"),
    ("helmets: yes", "helmets"),
])  # fmt: skip
def test_a_line_that_settles_nothing_is_said(tmp_path, line, said):
    _, [problem, *_] = load(tmp_path, lines=f"# lines\n{line}\n")
    assert (problem.file, problem.line, problem.remark) == (settled.FILE, 2, False)
    assert said in problem.what


# --- a new document --------------------------------------------------------------------------------

STRONGER = ("- Parents are advised to ride", "- Parents must ride")
GONE = ("- It covers bicycles, scooters and\nskateboards that\u00a0belong to **pupils**.\n", "")
MOVED = ("- Riders will not race in the yard.\n", "")
MOVED_TO = ("2.1 On the road\n", "2.1 On the road\n- Riders will not race in the yard.\n")
NEW_RULE = ("The caretaker will keep", "The caretaker will keep")
ADDED = ("3. When something", "3. When something")


def new_document(folder: Path, *edits: tuple[str, str]):
    text = without_appendix()
    write(folder, "2021-03.txt", text)
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    write(folder, NEW, text)
    found, problems = load(folder)
    assert problems == []
    return found


def told(found) -> dict[str, str]:
    changes = (change for change in found.changes() if change.kind != "same words" or change.moved)
    return {
        (change.after or change.before).text[:20]: f"{change.kind}{' moved' * change.moved}"
        for change in changes
    }


def test_the_same_document_again(tmp_path):
    found = new_document(tmp_path)
    assert (
        told(found) == {}
        and found.unchecked_since == {}
        and "\n12 same words.\n" in found.summary(lambda rule: [], NOTHING)
    )


def test_one_stronger_one_added_one_gone_one_moved(tmp_path):
    added = (
        "- Staff may not ride",
        "- Lights are fitted to each scooter in winter.\n- Staff may not ride",
    )
    found = new_document(tmp_path, STRONGER, GONE, MOVED, MOVED_TO, added)
    assert told(found) == {
        "Riders will not race": "same words moved",
        "Parents must ride wi": "changed",
        "Lights are fitted to": "added",
        "It covers bicycles, ": "taken out",
    }
    assert found.unchecked_since == {"young-riders": "2022-04"}
    assert found.note_of("young-riders").startswith("The agreed words changed in April 2022;")
    assert found.note_of("helmets") == ""
    summary = found.summary(lambda rule: [f"pages/{rule.name}.md"], NOTHING)
    assert "- Before: Parents **are advised to** ride" in " ".join(summary.split()).replace(
        "advised** **to", "advised to"
    )
    assert "Told on: pages/young-riders.md" in summary
    assert (
        "2(5): added" in summary
        and "\n- Lights are fitted to each scooter in winter. {#lights-fitted-each}\n" in summary
    )


@pytest.mark.parametrize("edit, kind", [
    (("“Elm Hill”", "'Elm Hill'"), "only punctuation or spelling"),
    (("wear a helmet  at", "wear a hellmet at"), "only punctuation or spelling"),
    (("must wear", "may wear"), "changed"),
    (("age of 8", "age of 9"), "changed"),
    (("are advised", "are not advised"), "changed"),
])  # fmt: skip
def test_what_only_reads_otherwise(tmp_path, edit, kind):
    assert [*told(new_document(tmp_path, edit)).values()] == [kind]


def test_a_dated_line_takes_the_note_away(tmp_path):
    found = new_document(tmp_path, STRONGER)
    [remark] = found.remarks(TODAY)
    found, _ = load(tmp_path, lines=paste(remark.what))
    assert found.unchecked_since == {} and [*found.remarks(TODAY)] == []


def test_a_change_is_remembered_beside_a_third_document(tmp_path):
    new_document(tmp_path, STRONGER)
    (tmp_path / "source/2022-05.txt").write_text(
        (tmp_path / "source" / NEW).read_text("utf-8"), "utf-8"
    )
    found, _ = load(tmp_path)
    assert found.unchecked_since == {"young-riders": "2022-04"} and told(found) == {}


def test_contacts_and_cited_documents(tmp_path):
    found = new_document(tmp_path, ("2019", "2022"), ("fenn@elmhill", "finn@elmhill"))
    contacts = {
        "caretaker": SimpleNamespace(
            name="Mr Li Fenn", email=("fenn@elmhill.example",), phone=None, mobile=None
        )
    }
    guidance = {
        "riding": SimpleNamespace(title="Riding Near Schools", cited=SimpleNamespace(iso="2019"))
    }
    said = [
        *against_data.contacts(found.document, contacts),
        *against_data.cited(found.document, guidance),
    ]
    summary = found.summary(lambda rule: [], SimpleNamespace(contacts=contacts, guidance=guidance))
    assert summary.count("\n- ") > len(said) and "finn&#64;elmhill.example" in summary
    assert said == [
        "data/contacts.yaml has fenn@elmhill.example (caretaker); the document has not.",
        "The document has travel@elmhill.example as a contact; data/contacts.yaml has not.",
        "The document has 020 7946 0001 as a contact; data/contacts.yaml has not.",
        "The document has finn@elmhill.example as a contact; data/contacts.yaml has not.",
        "The document cites Riding Near Schools of 2022; data/guidance.yaml has  cited: 2019  (riding).",
    ]


# --- what is shown ---------------------------------------------------------------------------------


def test_the_page_shows_numbers_names_and_links_and_no_markup_of_the_document(tmp_path):
    bad = ("wear a helmet", "wear <b>a</b> {{ helmet }} [now](http://bad.example)")
    write(tmp_path, "2021-03.txt", POLICY.replace(*bad))
    found, _ = load(tmp_path)
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "theme/components"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    shown = templates.get_template("agreed-document.html").render(
        **found.page_context(), to=lambda address: f"../../{address}"
    )
    assert (
        'id="helmets"' in shown
        and 'href="../../policy/cycling/#helmets"' in shown
        and "2(2)(c)" in shown
    )
    assert "&lt;b&gt;" in shown and "<b>" not in shown and 'href="http://bad' not in shown
    assert "Where the racks are" in shown and "Mr Li Fenn" in shown
    assert shown.count("2.1 On the road") == 1
    beside = templates.get_template("agreed-words.html").render(
        number="2(1)", words=found.words_of("helmets"), address="x", month="March 2021"
    )
    assert "<b>" not in beside


def test_the_summary_is_no_markdown_of_the_document(tmp_path):
    found = new_document(
        tmp_path,
        (
            "- Staff may not",
            "- Wash <script> {{ x }} [a](http://b.example) ``` weekly.\n- Staff may not",
        ),
    )
    summary = found.summary(lambda rule: [], NOTHING)
    assert (
        "<script>" not in summary
        and "](" not in summary
        and "{{" not in summary
        and summary.count("```") == 2
    )


def test_the_words_that_ship_can_be_read():
    from policysite.schema.yaml_lines import read_yaml

    lists, problems = read_yaml(ROOT / agreed.WORDS, agreed.WORDS)
    assert problems == []
    assert len(WordLists(lists).name_of) > 100
    assert WORDS.name_of
