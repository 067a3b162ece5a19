"""Data as an editor typed it: text with lines, and what the kinds of value make of it."""

from datetime import date

import pytest
from pydantic import TypeAdapter

from policysite.problems import Unknown
from policysite.schema import fields
from policysite.schema.data import write_json_schemas
from policysite.schema.dates import When
from policysite.schema.yaml_lines import parse_yaml
from tests.project import ROOT

TYPED = """\
# A comment
first:
  phone: 01234567
  open: yes
  quoted: "yes"
  list: [a, b]
second: 2026-11-22
"""


def test_every_value_is_text_with_its_line():
    """YAML alone would make 342391 of 01234567, True of yes, and a date of the last."""
    entry, problems = parse_yaml(TYPED, "data/x.yaml", first_line=5)
    first = entry["first"]
    assert not problems and (first["phone"], first["open"]) == ("01234567", "yes")
    assert (first["phone"].plain, first["open"].plain, first["quoted"].plain) == (
        False,
        False,
        True,
    )
    assert (first.line, first.line_of("open"), first.line_of("none")) == (6, 8, 6)
    assert (entry["second"], entry["second"].line) == ("2026-11-22", 11)
    assert first["list"] == ["a", "b"]


def test_a_comment_behind_a_value_is_only_for_mkdocs_yml():
    text = "a: one # two\n"
    assert parse_yaml(text, "mkdocs.yml") == ({"a": "one"}, [])
    assert len(parse_yaml(text, "data/x.yaml")[1]) == 1


@pytest.mark.parametrize(
    ("kind", "typed", "made"),
    [
        (fields.UkPhone, "02079460000", ("020 7946 0000", "tel:+442079460000")),
        (fields.HelpLine, "0800 1111", ("0800 1111", "tel:08001111")),
        (fields.HelpLine, "18001 0808 157 0123", ("18001 0808 157 0123", "tel:1800108081570123")),
        (fields.TextLine, "OWL to 85258", ("OWL to 85258", "sms:85258?body=OWL")),
        (fields.Emails, "a@example.org, b@EXAMPLE.org", ("a@example.org", "b@example.org")),
        (fields.Months, "6 months", 6),
        (fields.Number, "036", 36),
        (fields.Words, " two\n  lines ", "two lines"),
    ],
)
def test_what_a_value_becomes(kind, typed, made):
    assert TypeAdapter(kind).validate_python(typed) == made


def test_a_file_checked_as_a_whole_is_checked(scratch):
    """Unless an entry was checked later."""
    scratch.edit("data/upkeep.yaml", "all_checked: 2026-09", "all_checked: 2026-11")
    contacts = scratch.read()[0].data.contacts
    assert {entry.checked.iso for entry in contacts.values()} == {"2026-11"}
    assert contacts["safety"].line == 23


def test_what_data_knows(content):
    data = content.data
    assert data.main_contact.key == "office" and data.contact("head").owner == "chair"
    with pytest.raises(Unknown, match="Choose from: chair, head, office, safety, site_manager"):
        data.contact("cook")
    page = data.situation("parents/unkind-messages.md")
    assert (page.url, page.path) == ("parents/unkind-messages/", "parents/unkind-messages.md")
    assert data.situation("pupils/index.md").url == "pupils/"
    policy = data.policy
    assert (policy.next_due.iso, policy.last_review.date.iso) == ("2027-03", "2026-03")
    assert policy.wording_agreed.date.iso == "2026-03"
    assert data.guidance["safe_schools"].superseded


def test_a_when_is_a_span_of_days():
    assert When.parse("2026").last == date(2026, 12, 31)
    assert When.parse("2026-02").last == date(2026, 2, 28)


def test_the_json_schemas_are_as_the_models_are(tmp_path):
    """Mended by `make schema`. Each data file that has one names it on its first line."""
    written = tmp_path / "policysite/schema/json"
    written.mkdir(parents=True)
    write_json_schemas(tmp_path)
    for schema in written.iterdir():
        assert schema.read_text() == (ROOT / "policysite/schema/json" / schema.name).read_text()
        data = ROOT / "data" / f"{schema.stem}.yaml"
        assert not data.exists() or f"json/{schema.name}" in data.read_text().split("\n")[0]
