"""The agreed document is read from each kind of file; no word is lost, and a bad file is said."""

import re
import zipfile
from collections import Counter
from datetime import date

import pypdf
import pytest
import weasyprint
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from policysite.review.agreed import reader
from policysite.review.agreed.document import clean
from tests.unit.agreed_policy import POLICY, TITLES, as_word, write

TODAY = date(2022, 5, 1)
KINDS = ["txt", "docx", "pdf"]
TOKEN = re.compile(r"[^\W\d_]+|\d+")


@pytest.fixture(scope="module", params=KINDS)
def document(request, tmp_path_factory):
    path = write(tmp_path_factory.mktemp("agreed"), f"2021-03.{request.param}")
    return reader.read(path, TITLES, TODAY)


def test_sections_and_bullets_in_order(document):
    assert [section.number for section in document.sections] == [1, 2, 3]
    assert [section.title.casefold() for section in document.sections] == [
        t.casefold() for t in TITLES
    ]
    assert [len(section.items) for section in document.sections] == [2, 8, 3]
    assert [item.text for item in document.sections[1].items if item.kind == "heading"] == [
        "2.1 On the road"
    ]
    assert document.sections[1].items[5].kind == "heading"


def test_a_split_bullet_is_one_again(document):
    assert (
        document.items[1].text
        == "It covers bicycles, scooters and skateboards that belong to pupils."
    )


def test_two_spaces_and_bold_are_no_words(document):
    assert document.items[2].text == "Pupils must wear a helmet at all times."


def test_text_on_a_headings_line_is_kept(document):
    assert document.sections[2].items[0].text.startswith("The caretaker will keep")


def test_points_are_indented(document):
    bullets = document.sections[1].items[1:4]
    assert [item.is_point for item in bullets] == [False, True, True]


def test_known_parts(document):
    assert document.dates == {"Written": "March 2021", "Date agreed": "12 March 2021"}
    [vision] = document.vision
    assert vision.startswith("Our vision is a school") and vision.endswith("enjoys it.")
    assert document.contacts == [
        "KEY CONTACTS",
        "Name, Email, Phone",
        "Travel lead, Ms Ada Rowe, travel@elmhill.example, 020 7946 0001",
        "Caretaker, Mr Li Fenn, fenn@elmhill.example",  # an empty cell
    ]
    assert "Elm Hill Primary School" in " ".join(document.title)


def test_what_is_not_known_is_listed(document):
    words = " ".join(item.text for item in document.rest)
    assert words == "Appendix A: Where the racks are The racks stand by the east gate."


def test_every_word_is_in_a_part(document):
    placed = Counter(word for text in document.texts for word in TOKEN.findall(text))
    assert not Counter(TOKEN.findall(clean(POLICY))) - placed


def test_pages_numbers_are_margins(tmp_path):
    document = reader.read(write(tmp_path, "2021-03.pdf"), TITLES, TODAY)
    assert document.margins[:2] == ["1", "2"]


def test_each_kind_of_file_says_the_same(tmp_path):
    read = [reader.read(write(tmp_path, f"2021-03.{kind}"), TITLES, TODAY) for kind in KINDS]
    text, word, pdf = ([item.text for item in document.items] for document in read)
    assert text == word == pdf


def test_a_heading_without_number_is_known_by_its_title(tmp_path):
    text = POLICY.replace("2. RIDING TO SCHOOL", "**Riding to School**")
    document = reader.read(write(tmp_path, "2021-03.txt", text), TITLES, TODAY)
    assert [len(section.items) for section in document.sections] == [2, 8, 3]


HEADING, OVER, UNDER = "2. RIDING TO SCHOOL", "\n\n2. RIDING", "2. RIDING TO SCHOOL\n\n- Pupils"


FORMS = [
    (HEADING, "2) Riding to school"),
    (HEADING, "**2. Riding to school**"),
    (HEADING, "2. **RIDING TO SCHOOL**"),
    (HEADING, "2. COMING BY BICYCLE"),
    (".\n\n2. RIDING", ".2. RIDING"),
    (OVER + " TO SCHOOL", "2. COMING BY BICYCLE"),
    (OVER + " TO SCHOOL", " **2. Riding to school**"),
    (UNDER, HEADING + " Pupils"),
    (UNDER, "2. COMING BY BICYCLE Pupils"),
    (UNDER, "**2. Coming by bicycle** Pupils"),
    ("2.1 On the road\n\n- Parents", "**2.1 On the road** Parents"),
    ("2.1 On the road\n\n- Parents", "2.1 ON THE ROAD Parents"),
    ("- to the racks", "• to the racks"),
    ("- Riders", "o\tRiders"),
    (" - with a strong", "- with a strong"),
    ("under the age of 8", "under the age of 2. PE kit"),
    ("under the age of 8", "(section 3: When something goes wrong) under the age of 8"),
    ("the travel lead, as", "the\nDSL, and they will tell all the others, as"),
    ("the travel lead, as", "the **travel lead**, as"),
    ("KEY CONTACTS", "1. Why we have it ..... 1\n2. Riding to school ..... 1\n\nKEY CONTACTS"),
]  # fmt: skip
# Each in text; Word files and PDFs take longer to make, so each form is in one of them.
KINDS_OF_FORMS = [("txt", *form) for form in FORMS]
KINDS_OF_FORMS += [("docx", *form) for form in FORMS[::2]] + [
    ("pdf", *form) for form in FORMS[1::2]
]


@pytest.mark.parametrize("kind, before, after", KINDS_OF_FORMS)
def test_other_forms_of_headings_and_bullets(tmp_path, kind, before, after):
    text = POLICY.replace(before, after)
    assert text != POLICY
    document = reader.read(write(tmp_path, f"2021-03.{kind}", text), TITLES, TODAY)
    assert [len(section.items) for section in document.sections] == [2, 8, 3]


def test_what_pages_repeat_is_no_rule(tmp_path):
    texts = [f"Cycling Policy 2021, page {page}" for page in (1, 2)]
    style = '@page { @top-left { content: "Cycling Policy 2021, page " counter(page) } }'
    body = "<p>1. WHY WE HAVE IT<p>• Pupils ride.<p style='break-before: page'>• Staff walk."
    (tmp_path / "source").mkdir()
    weasyprint.HTML(string=f"<style>{style}</style>{body}").write_pdf(
        tmp_path / "source/2021-03.pdf"
    )
    document = reader.read(tmp_path / "source/2021-03.pdf", TITLES, TODAY)
    assert [item.text for item in document.items] == ["Pupils ride.", "Staff walk."]
    assert document.margins == texts


def test_the_number_of_an_only_page_is_no_rule(tmp_path):
    text = "1. WHY WE HAVE IT\n\n- Pupils ride."
    document = reader.read(write(tmp_path, "2021-03.pdf", text), TITLES, TODAY)
    assert [item.text for item in document.items] == ["Pupils ride."]


@pytest.mark.parametrize("broken", ["fenn@elm-¦hill.example", "fenn¦@elm-hill.example",
                                    "fenn@¦elm-hill.example", "fenn@elm-hi¦ll.example",
                                    "fenn@elm-hill.¦example"])  # fmt: skip
def test_an_address_that_a_narrow_cell_breaks(tmp_path, broken):
    text = POLICY.replace("fenn@elmhill.example", f"rowe@elm-hill.example¦{broken}")
    document = reader.read(write(tmp_path, "2021-03.pdf", text), TITLES, TODAY)
    row = "Caretaker, Mr Li Fenn, rowe@elm-hill.example fenn@elm-hill.example"
    assert document.contacts[-1] == row


def test_bold_within_a_sentence_parts_nothing(tmp_path):
    text = POLICY.replace("under the age of 8", "**under the age** of 8")
    said = {
        reader.read(write(tmp_path, f"2021-03.{kind}", text), TITLES, TODAY).items[7].text
        for kind in KINDS
    }
    assert said == {
        "Parents are advised to ride with any child under the age of 8, where possible."
    }


def test_nothing_in_source(tmp_path):
    assert reader.read_all(tmp_path, TITLES, TODAY) == ([], [])


def scan(path):
    weasyprint.HTML(string="<svg width=9 height=9><rect width=9 height=9 /></svg>").write_pdf(path)


def macros(path):
    as_word(path, POLICY)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("word/vbaProject.bin", "x")


def script(path):
    write(path.parent.parent, path.name)
    writer = pypdf.PdfWriter(clone_from=path)
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    writer.write(path)


def attachment(path):
    write(path.parent.parent, path.name)
    writer = pypdf.PdfWriter(clone_from=path)
    writer.add_attachment("other.txt", b"x")
    writer.write(path)


def locked_pdf(path):
    write(path.parent.parent, path.name)
    writer = pypdf.PdfWriter(clone_from=path)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(path)


def as_bytes(content: bytes):
    return lambda path: path.write_bytes(content)


@pytest.mark.parametrize("name, make, said", [
    ("2021-03.pdf", scan, "scan"),
    ("2021-03.txt", as_bytes(b""), "empty"),
    ("2021-03.txt", as_bytes(b" \n\n"), "no words"),
    ("2021-03.docx", as_bytes(b"\x89PNG\r\n"), "not a Word file"),
    ("2021-03.pdf", as_bytes(b"\x89PNG\r\n"), "not a PDF"),
    ("2021-03.txt", as_bytes(b"\x89PNG\r\n"), "plain text"),
    ("2021-03.docx", as_bytes(b"\xd0\xcf\x11\xe0\xa1"), "has a password"),
    ("2021-03.pdf", locked_pdf, "has a password"),
    ("2021-03.docx", macros, "macros"),
    ("2021-03.pdf", script, "script"),
    ("2021-03.pdf", attachment, "another file"),
    ("2021-03.txt", as_bytes(b"a" * 40_000_000), "40 MB"),
    ("2021-03.txt", as_bytes(b"Dear parents, the fair is on Friday."), "no section"),
    ("2022-06.txt", as_bytes(b"x"), "future"),
    ("policy.docx", as_bytes(b"x"), "such as 2022-09.docx"),
    ("2021-03.doc", as_bytes(b"x"), "such as 2022-09.docx"),
])  # fmt: skip
def test_bad_files_are_said(tmp_path, name, make, said):
    (tmp_path / "source").mkdir()
    make(tmp_path / "source" / name)
    documents, [problem] = reader.read_all(tmp_path, TITLES, TODAY)
    assert not documents
    assert (problem.file, problem.line, problem.remark) == (f"source/{name}", 1, False)
    assert said in problem.what


def test_two_files_of_one_month(tmp_path):
    write(tmp_path, "2021-03.docx"), write(tmp_path, "2021-03.txt")
    documents, [problem] = reader.read_all(tmp_path, TITLES, TODAY)
    assert [document.file for document in documents] == ["source/2021-03.docx"]
    assert "source/2021-03.docx is of the same month" in problem.what
