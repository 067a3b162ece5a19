"""Rules find their bullets; differences are told, settled, and told again."""

from pathlib import Path

import pytest

from policysite.review.agreed import agreed, settled
from policysite.review.agreed.comparing import WordLists
from policysite.schema.yaml_lines import read_yaml
from tests.unit.agreed_policy import (
    LISTS,
    NOTHING,
    RULES,
    Rule,
    load,
    paste,
    remarks,
    without_appendix,
    write,
)

ROOT = Path(__file__).parent.parent.parent


def with_rule(name: str, text: str) -> list[Rule]:
    return [Rule(r.number, r.name, text, r.points) if r.name == name else r for r in RULES]


# --- matching ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["txt", "docx", "pdf"])
def test_each_rule_has_its_bullet(tmp_path, kind):
    write(tmp_path, f"2021-03.{kind}", without_appendix())
    found, problems = load(tmp_path)
    assert problems == [] and len(found.rule_of) == len(found.rules) == len(found.document.items)
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
    assert "Tyres are pumped" in no_bullet and "Riders will not race" in no_bullet
    assert no_rule.endswith("racing: {bullet: Tyres are pumped up}")
    assert paste(no_bullet) == paste(no_rule)


def test_a_line_settles_what_belongs_together(tmp_path):
    text = without_appendix().replace(
        "- Riders will not race in the yard.", "- No pupil will hurry there."
    )
    write(tmp_path, "2021-03.txt", text)
    found, _ = load(tmp_path, lines="racing: {bullet: No pupil will}\n")
    assert found.words_of("racing") == "No pupil will hurry there."


@pytest.mark.parametrize("words, count", [("Sprinters", "no"), ("Pupils", "2")])
def test_first_words_that_begin_no_bullet_or_several(tmp_path, words, count):
    write(tmp_path, "2021-03.txt", without_appendix())
    [said] = remarks(tmp_path, lines=f"racing:\n  bullet: {words}\n")
    assert said.startswith(f"data/agreed.yaml:2: racing: {count} bullets")


def test_words_in_no_part_are_told(tmp_path):
    write(tmp_path, "2021-03.txt")
    heading, text = remarks(tmp_path)
    assert heading.startswith("source/2021-03.txt:37: ") and "“Appendix A" in heading
    assert text.startswith("source/2021-03.txt:39: ") and "“The racks" in text


def test_a_bad_file_is_refused_and_the_document_before_stays_known(tmp_path):
    write(tmp_path, "2021-03.txt", without_appendix())
    write(tmp_path, "2022-04.txt", "")
    found, [problem] = load(tmp_path)
    assert found.document.file == "source/2021-03.txt"
    assert not problem.remark and problem.what == "this file is empty. Upload it again."


def test_another_policy(tmp_path):
    write(
        tmp_path,
        "2021-03.txt",
        "1. FOOD\n- Lunch is hot.\n- Fruit comes at ten.\n- Milk is free.\n",
    )
    found, [problem] = load(tmp_path)
    assert (
        found is None
        and not problem.remark
        and "another policy" in problem.what
        and problem.file == "source/2021-03.txt"
    )


# --- comparing -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name, plain, said", [
    ("helmets", "At all times, pupils may wear a helmet.",
     "“may” is new (strength); “must” is missing (strength)"),
    ("racing", "Riders will race in the yard.",
     "“not” is missing (negation)"),
    ("safe-riding", "Staff may ride safely. Riding Near Schools (2019).",
     "“may” is new (strength); “pupils” is missing (who)"),
    ("safe-riding", "Pupils and staff ride safely. Riding Near Schools (2020).",
     "“2019” is missing (numbers, ages and times)"),
    ("young-riders", "Parents are advised to ride with a child under the age of 8.",
     "“where possible” is missing (strength)"),
    ("young-riders", "Where possible, parents are advised to ride with a child under 9.",
     "“8” is missing"),
    ("worries", "We will tell the travel lead of worries about riding.",
     "“behaviour” is missing (named policies)"),
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
    assert "not those that were checked on 1 May 2022" in stale and paste(stale) != line
    write(tmp_path, "2021-03.txt", without_appendix().replace("wear a helmet", "wear any helmet"))
    assert len(remarks(tmp_path, rules=rules, lines=line)) == 1


@pytest.mark.parametrize("line, said", [
    ("helmet: {checked: 2022-05-01, by: caretaker, words: x}", "Did you mean helmets?"),
    ("helmets: {checked: 2022-05-01, by: your_role, words: x}", 'no role "your_role"'),
    ("helmets: {checked: 2022-05-02, by: caretaker, words: x}", "still to come"),
    ("helmets: {checked: 2022-05, by: caretaker, words: x}", "2022-05"),
    ("helmets: {checked: 2022-05-01, by: caretaker}", "together"),
    ("helmets: {seen: 2022-05-01}", "seen"),
    ("helmets: yes", "helmets"),
])  # fmt: skip
def test_a_line_that_settles_nothing_is_said(tmp_path, line, said):
    _, [problem, *_] = load(tmp_path, lines=f"# lines\n{line}\n")
    assert (problem.file, problem.line, problem.remark) == (settled.FILE, 2, False)
    assert said in problem.what


def test_the_words_that_ship_can_be_read():
    lists, problems = read_yaml(ROOT / agreed.WORDS, agreed.WORDS)
    assert problems == [] and len(WordLists(lists).name_of) > 100
