"""A new document is compared with the one before; what is shown of both is no markup of theirs."""

from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest

from tests.unit.agreed_policy import NOTHING, POLICY, TODAY, load, paste, without_appendix, write

ROOT = Path(__file__).parent.parent.parent
NEW = "2022-04.txt"

STRONGER = ("- Parents are advised to ride", "- Parents must ride")
GONE = ("- It covers bicycles, scooters and\nskateboards that\u00a0belong to **pupils**.\n", "")
MOVED = ("- Riders will not race in the yard.\n", "")
MOVED_TO = ("2.1 On the road\n", "2.1 On the road\n- Riders will not race in the yard.\n")


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
    changes = (change for change in found.changes if change.kind != "same words" or change.moved)
    return {
        (change.after or change.before).text[:20]: f"{change.kind}{' moved' * change.moved}"
        for change in changes
    }


def notes(found) -> dict[str, str]:
    """What stands beside rules, up to its semicolon."""
    said = {name: found.note_of(name).partition(";")[0] for name in found.items}
    return {name: note for name, note in said.items() if note}


def test_the_same_document_again(tmp_path):
    found = new_document(tmp_path)
    assert (
        told(found) == {}
        and notes(found) == {}
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
    assert notes(found) == {"young-riders": "The agreed words changed in April 2022"}
    summary = found.summary(lambda rule: [f"pages/{rule.name}.md"], NOTHING)
    assert "- Before: Parents **are advised to** ride" in " ".join(summary.split()).replace(
        "advised** **to", "advised to"
    )
    assert "Told on: pages/young-riders.md" in summary
    assert "### 2(5): added\n" in summary
    assert "- Agreed words: Lights are fitted to each scooter in winter.\n" in summary
    assert "\n- Lights are fitted to each scooter in winter. {#lights-fitted-each}\n" in summary
    assert "### 1(2) what-it-covers: taken out\n" in summary
    assert "### 2(3) racing: moved\n" in summary
    assert "\n10 same words, 1 changed, 1 added, 1 taken out, 1 moved.\n" in summary


def test_a_rule_that_has_another_bullet_is_one_change(tmp_path):
    new = ("Riders will not race in the yard.", "Nobody may hurry across the playground.")
    new_document(tmp_path, new)
    found, _ = load(tmp_path, lines="racing: {bullet: Nobody may}\n")
    assert told(found) == {"Nobody may hurry acr": "changed"}
    assert notes(found) == {"racing": "The agreed words changed in April 2022"}
    summary = found.summary(lambda rule: [], NOTHING)
    assert "### 3(3) racing: changed\n" in summary
    assert "added" not in summary and "taken out" not in summary


def test_a_rule_whose_bullet_is_gone_takes_no_other(tmp_path):
    new = ("Riders will not race in the yard.", "Skateboards are left by riders in the hall.")
    found = new_document(tmp_path, new)
    summary = found.summary(lambda rule: [], NOTHING)
    assert "### 3(3): added\n" in summary and "### 3(3) racing: taken out\n" in summary


def test_a_rule_keeps_its_bullet_wherever_that_has_moved(tmp_path):
    bullet = (
        "- Worries about riding will be told to the travel lead, as the Behaviour Policy says.\n"
    )
    first = "- This policy helps"
    found = new_document(tmp_path, (bullet, ""), (first, bullet + first))
    assert told(found) == {"Worries about riding": "same words moved"}
    assert "### 1(1) worries: moved\n" in found.summary(lambda rule: [], NOTHING)


def test_a_proposed_name_is_not_one_that_a_rule_has(tmp_path):
    found = new_document(tmp_path, ("- Riders will", "- The helmets.\n- Riders will"))
    assert "{#helmets-more}" in found.summary(lambda rule: [], NOTHING)


def test_an_added_point_has_a_letter_and_an_indented_line(tmp_path):
    strong = " - with a strong lock of their own.\n"
    found = new_document(tmp_path, (strong, strong + " - in a place of their own.\n"))
    summary = found.summary(lambda rule: [], NOTHING)
    assert "### 2(2)(c): added\n" in summary
    assert "\n    - in a place of their own. {#place-their}\n" in summary


@pytest.mark.parametrize("edit, kind", [
    (("“Elm Hill”", "'Elm Hill'"), "only punctuation or spelling"),
    (("wear a helmet  at", "wear a hellmet at"), "only punctuation or spelling"),
    (("must wear", "may wear"), "changed"),
    (("age of 8", "age of 9"), "changed"),
    (("are advised", "are not advised"), "changed"),
])  # fmt: skip
def test_what_only_reads_otherwise(tmp_path, edit, kind):
    assert [*told(new_document(tmp_path, edit)).values()] == [kind]


@pytest.mark.parametrize("edit", [STRONGER, ("left overnight", "left over the weekend")])
def test_a_dated_line_takes_the_note_away(tmp_path, edit):
    found = new_document(tmp_path, edit)
    assert len(notes(found)) == 1
    [remark] = found.remarks(TODAY)
    found, _ = load(tmp_path, lines=paste(remark.what))
    assert notes(found) == {} and [*found.remarks(TODAY)] == []


def test_a_change_is_remembered_beside_a_third_document(tmp_path):
    new_document(tmp_path, STRONGER)
    (tmp_path / "source/2022-05.txt").write_text(
        (tmp_path / "source" / NEW).read_text("utf-8"), "utf-8"
    )
    found, _ = load(tmp_path)
    assert (
        notes(found) == {"young-riders": "The agreed words changed in April 2022"}
        and told(found) == {}
    )


def test_contacts_and_cited_documents(tmp_path):
    found = new_document(tmp_path, ("2019", "2022"), ("fenn@elmhill", "finn@elmhill"))
    phone, email = SimpleNamespace(text="020 7946 0001"), ("fenn@elmhill.example",)
    caretaker = SimpleNamespace(name="Mr Li Fenn", email=email, phone=phone, mobile=None)
    riding = SimpleNamespace(title="Riding Near Schools", cited=SimpleNamespace(iso="2019"))
    data = SimpleNamespace(contacts={"caretaker": caretaker}, guidance={"riding": riding})
    summary = found.summary(lambda rule: [], data)
    said = summary.partition("### Contacts and cited documents\n\n")[2].split("\n")
    assert [each.removesuffix(" Check which is right.") for each in said] == [
        r"- data/contacts.yaml has fenn\@elmhill.example (caretaker); the document has not.",
        r"- The document has travel\@elmhill.example as a contact; data/contacts.yaml has not.",
        r"- The document has finn\@elmhill.example as a contact; data/contacts.yaml has not.",
        "- The document cites Riding Near Schools of 2022; "
        "data/guidance.yaml has `cited: 2019` (riding).",
    ]


def test_documents_that_only_one_side_cites(tmp_path):
    walking = SimpleNamespace(title="Walking to School", cited=SimpleNamespace(iso="2020-04"))
    found = new_document(tmp_path)
    data = SimpleNamespace(contacts={}, guidance={"walking": walking})
    summary = found.summary(lambda rule: [], data)
    assert "The document does not cite Walking to School" in summary
    assert "The document cites Riding Near Schools, 2019; data/guidance.yaml has not." in summary


# --- what is shown -------------------------------------------------------------------------------


def test_the_page_shows_numbers_names_and_links_and_no_markup_of_the_document(tmp_path):
    bad = ("wear a helmet", "wear <b>a</b> {{ helmet }} [now](http://bad.example)")
    write(tmp_path, "2021-03.txt", POLICY.replace(*bad))
    found, _ = load(tmp_path)
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "theme/components"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    shown = templates.get_template("parts/agreed-document.html").render(
        content=SimpleNamespace(agreed=found), to=lambda address: f"../../{address}"
    )
    assert (
        'id="helmets"' in shown
        and 'href="../../policy/cycling/#helmets"' in shown
        and "2(2)(c)" in shown
    )
    assert "&lt;b&gt;" in shown and "<b>" not in shown and 'href="http://bad' not in shown
    assert "<dt>Date agreed</dt><dd>12 March 2021</dd>" in shown
    assert shown.index(">Vision and values</h2>") < shown.index("<p>Our vision is a school")
    assert "Where the racks are" in shown and "Mr Li Fenn" in shown
    assert shown.count("2.1 On the road") == 1
    policy = SimpleNamespace(title="Cycling Policy", wording_agreed=None, reviews=[None])
    content = SimpleNamespace(agreed=found, commit_id="")
    signed = templates.get_template("parts/signed-text.html").render(
        content=content, policy=policy, to=str
    )
    assert "the words that were agreed in March 2021</a>" in signed
    beside = templates.get_template("agreed-words.html").render(
        note="", number="2(1)", words=found.words_of("helmets"), address="x", month="March 2021"
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
        and "[a](" not in summary
        and "{{" not in summary
        and summary.count("```") == 2
    )
