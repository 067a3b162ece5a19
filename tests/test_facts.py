"""data/*.yaml: what each kind of value becomes, and what a slip gets."""

import pytest

from policysite import facts as fact_files
from policysite.dates import When
from policysite.facts import (day, day_or_month, email_addresses, help_line, one_of, uk_phone, unsure, web_address, words, youngest_age)
from policysite.problems import Refused
from policysite.typed import typed


def text(value: str):
    """A value as it stands in a data file; one that begins with a quotation mark is quoted there."""
    return typed(value.strip('"'), 1, value.startswith('"'), False)


@pytest.mark.parametrize("read, written, fact", [
    (words, "Mrs A O’Example & Miss “B” < 3, *ever*", "Mrs A O’Example & Miss “B” < 3, *ever*"),
    (unsure, "Whether the number is free.", "Whether the number is free."),
    (day, "2027-01-15", When.parse("2027-01-15")),
    *((help_line, f'"{number}"', {"text": number, "uri": f"tel:{number.replace(' ', '')}"}) for number in ("101", "111", "116 123", "0800 1111", "0808 800 5000", "18001 101")),
    (day_or_month, "2022-09", When.parse("2022-09")),
    (day_or_month, "2022-09-30", When.parse("2022-09-30")),
    (uk_phone, '"020 7946 0000"', {"text": "020 7946 0000", "uri": "tel:+442079460000"}),
    (uk_phone, '"02079460000"', {"text": "020 7946 0000", "uri": "tel:+442079460000"}),
    (uk_phone, '"+44 (0)20 7946-0000"', {"text": "020 7946 0000", "uri": "tel:+442079460000"}),
    (uk_phone, '"07400123456"', {"text": "07400 123456", "uri": "tel:+447400123456"}),
    (help_line, '"999"', {"text": "999", "uri": "tel:999"}),
    (help_line, '"03000 41 11 11"', {"text": "03000 41 11 11", "uri": "tel:03000411111"}),
    (help_line, '"18001 03000 41 11 11"', {"text": "18001 03000 41 11 11", "uri": "tel:1800103000411111"}),
    (email_addresses, "a@example.org", ("a@example.org",)),
    (email_addresses, "a@example.org, b@Example.ORG", ("a@example.org", "b@example.org")),
    (web_address, "https://www.example.org/a?b=c#d", "https://www.example.org/a?b=c#d"),
    (youngest_age, '"13"', "13"),
    (youngest_age, "none", "none"),
    (one_of("agreed", "review"), "review", "review"),
])
def test_what_a_value_becomes(read, written, fact):
    """Numbers are formatted and can be tapped; a help line keeps the spaces it is known by."""
    assert read(text(written)) == fact


NOT_A_PHONE = 'is not a UK phone number. Write one such as "020 7946 0000"'
NOT_A_LINE = 'is not a phone number. Write only digits and spaces, such as "0800 1111"'
NOT_AN_EMAIL = "is not an email address. Write one such as someone@example.org"
NOT_AN_ADDRESS = "is not a web address. Copy it from the browser; it starts with https://"
NOT_AN_AGE = 'is not an age. Write whole years, such as "13", or "none"'


@pytest.mark.parametrize("read, written, refusal", [
    *((words, f"Miss A Example{sign}", f'"Miss A Example{sign}" ends with a {sign}  Take that away') for sign in (",", ";")),
    *((words, name, f"{name} would be shown with its quotation marks. Take them away") for name in ("“Mrs A Example”", "‘Mrs A Example’")),
    *((words, f"Mrs A {markup} Example", f'"Mrs A {markup} Example" has  {markup}  in it, which would be shown as it stands here. Write the words alone')
      for markup in ("**", "~~", "{{", "](", "<br>", "</b>", '<a href="x">', "???", "##")),
    *((words, name, f'"{name}" is no word. Write what belongs here') for name in ("?", "-", "…")),
    *((unsure, nothing, f'"{nothing}" would be shown as something to confirm. Take this line away when nothing is') for nothing in ("none", "Nothing.", "n/a", "No")),
    (day, "2027-01", '"2027-01" has no day. Write year-month-day, such as 2027-01-15'),
    (web_address, "https://www.example.org/terms.", '"https://www.example.org/terms." ends with a .  Take that away'),
    *((help_line, f'"{number}"', f'"{number}" is no UK number, with its {digits} digits: is one missing, or wrong? Copy it from the service\'s own page')
      for number, digits in (("0800 111", 7), ("03000 41 11 1", 10), ("0808 800 500", 10), ("0808 800 50000", 12), ("990", 3), ("800 1111", 7), ("18001", 5), ("18001 0300", 9))),
    (day_or_month, "2022", '"2022" has no month. Write year-month, such as 2022-09'),
    (day_or_month, "2022-13", '"2022-13" names a month that does not exist. Write year-month, such as 2022-09'),
    (uk_phone, "02079460000", '02079460000 needs quotation marks. Write "02079460000"'),
    *((uk_phone, f'"{number}"', f'"{number}" {NOT_A_PHONE}') for number in
      ("01233", "020 7946 00000000", "+1 212 555 0100", "ring us", "999", "01632 960001")),
    (help_line, "999", '999 needs quotation marks. Write "999"'),
    *((help_line, f'"{number}"', f'"{number}" {NOT_A_LINE}') for number in ("08", "0800-1111", "tel:999", "12345678901234567")),
    *((email_addresses, email, f'"{email}" {NOT_AN_EMAIL}') for email in
      ("head", "head@", "@example.org", "head@example", "head at example.org", "head@example..org", "<a@example.org>")),
    (email_addresses, "a@example.org, b", f'"b" {NOT_AN_EMAIL}'),
    (email_addresses, "a@example.org,", f'"" {NOT_AN_EMAIL}'),
    *((web_address, address, f'"{address}" {NOT_AN_ADDRESS}') for address in
      ("http://example.org", "www.example.org", "javascript:alert(1)", "https://", "https://example", "https://exa mple.org", "//example.org")),
    (youngest_age, "13", '13 needs quotation marks. Write "13"'),
    *((youngest_age, f'"{age}"', f'"{age}" {NOT_AN_AGE}') for age in ("0", "19", "31", "100", "thirteen", "13+")),
    (web_address, "https://eur01.safelinks.protection.outlook.com/?url=a", '"https://eur01.safelinks.protection.outlook.com/?url=a" leads through a company that records who '
     "goes there. Open it, and copy the address that the browser then shows"),
    (email_addresses, "a@example.org; b@example.org", '"a@example.org; b@example.org" has a semicolon. Write a comma between two addresses'),
    (email_addresses, "mailto:a@example.org", '"mailto:a@example.org" starts with mailto:  Write the address alone'),
    (uk_phone, '"020 7946 0000 ext 2"', '"020 7946 0000 ext 2" has an extension, which a phone can\'t ring. Write the number alone; the extension can stand behind the name, as in  '
     "Mrs A Example (extension 2)"),
    (one_of("agreed", "review"), "rewiew", '"rewiew" is not one of the words used here. Write agreed or review'),
])
def test_what_a_slip_gets(read, written, refusal):
    """What is wrong, then what to type."""
    with pytest.raises(ValueError) as error:
        read(text(written))
    assert str(error.value) == refusal


def test_what_messages_tell_people_to_type_is_right():
    """An example in a message is accepted when it is typed."""
    uk_phone(text('"020 7946 0000"'))
    help_line(text('"0800 1111"'))
    email_addresses(text("someone@example.org"))
    youngest_age(text('"13"'))


# --- whole files -----------------------------------------------------------------------------------

def refusals(project) -> list[str]:
    with pytest.raises(Refused) as refused:
        fact_files.load(project.root)
    return [str(problem) for problem in refused.value.problems]


CONTACT_SLIPS = {
    "no name": (r"^  name: Ms Ada Example\n", "", -2, '"headteacher" has no name. Add a line such as   name: Mrs A Example'),
    "empty name": (r"^  name: Ms Ada Example", "  name:", 0, '"headteacher" has no name. Add a line such as   name: Mrs A Example'),
    "no role title": (r"^  role: Chair of Governors\n", "", -1, '"chair_of_governors" has no role. Add a line such as   role: Chair of Governors'),
    "no source": (r"^  source: Example Policy.*\n", "", -6,
                  '"dsl" has no source. Add a line such as   source: Social Media Policy, September 2022'),
    "nothing to reach them by": (r"^  email: chair@example.org\n", "", -3,
                                 '"chair_of_governors" has no email, phone or mobile. Add a line such as   email: someone@example.org'),
    "malformed email": (r"^  email: head@example.org", "  email: head.example.org", 0,
                        f'"headteacher", email: "head.example.org" {NOT_AN_EMAIL}.'),
    "no UK number": (r'^  phone: "020 7946 0001"', '  phone: "020 7946"', 0, f'"headteacher", phone: "020 7946" {NOT_A_PHONE}.'),
    "unquoted number": (r'^  phone: "020 7946 0001"', "  phone: 02079460001", 0,
                        '"headteacher", phone 02079460001 needs quotation marks. Write "02079460001".'),
    "mobile unquoted": (r'^  mobile: "07400 123456"', "  mobile: 07400 123456", 0,
                        '"flo", mobile 07400 123456 needs quotation marks. Write "07400 123456".'),
    "month that does not exist": (r"^  confirmed: 2026-09-01", "  confirmed: 2026-13", 0,
                                  '"chair_of_governors", confirmed: "2026-13" names a month that does not exist. Write year-month, such as 2022-09.'),
    "US order": (r"^  confirmed: 2026-09-01", "  confirmed: 09/01/2026", 0,
                 '"chair_of_governors", confirmed: "09/01/2026" is not a date. Write a month as 2022-09, or a day as 2022-09-30.'),
    "the same entry twice": (r"\Z", '\nflo:\n  role: A\n  name: B\n  phone: "020 7946 0000"\n  source: C\n', 1,
                             '"flo" stands here twice. The first is on line 47. Keep one of them.'),
    "the same line twice": (r"^  email: chair@example.org", r"\g<0>\n  email: chair@example.org", 1,
                            '"email" stands here twice. The first is on line 36. Keep one of them.'),
    "misspelt word": (r"^  mobile:", "  moble:", 0,
                      '"flo", "moble" is not a word used here. Did you mean mobile or role? Choose from: '
                      "confirmed, email, every, mobile, name, owner, phone, role, source."),
    "a list": (r"^  email: chair@example.org", "  email:\n    - chair@example.org", 0,
               '"chair_of_governors", email has a list below it. Write its value on the same line, after the colon.'),
    "nothing below a role": (r"^senco:\n(.*\n)*", "senco:\n", 0,
                             '"senco" has no lines of its own. Indent them by two spaces below  senco:'),
}


@pytest.mark.parametrize("old, new, below, refusal", CONTACT_SLIPS.values(), ids=CONTACT_SLIPS)
def test_slips_in_contacts(sample, old, new, below, refusal):
    """The message names file, line and role, quotes the value, and says what to type."""
    line = sample.edit("data/contacts.yaml", old, new) + below
    assert refusals(sample) == [f"data/contacts.yaml, line {line}: {refusal}"]


NOT_YAML = "this line, or the one above it, is not written as the file needs it"
COMPARE = "Compare it with the example at the top of the file."


@pytest.mark.parametrize("old, new, below, hint", [
    (r"^  name: Dr Cy Sample", "  name: Dr: Cy Sample", 0, ": there is a second colon, so put the value in quotation marks."),
    (r"^  name: Dr Cy Sample", "\tname: Dr Cy Sample", 0, ": it is indented with a tab, so use spaces."),
    (r"^  name: Dr Cy Sample", '  name: "Dr Cy Sample', 0, ": a quotation mark is missing, or there is one too many."),
    (r"^  name: Dr Cy Sample", '  name: "Dr" Cy Sample', 0, ": a quotation mark is missing, or there is one too many."),
    (r"^  name: Dr Cy Sample", "  name Dr Cy Sample", 0, ": a colon and a space are missing after its first word."),
    (r"^  name: Dr Cy Sample", "   name: Dr Cy Sample", 0, ": its indent differs from its neighbours'."),
    (r"^  role: Chair of Governors", "  role:Chair of Governors", 0, ": a space is missing after its first colon."),
    (r"^  name: Dr Cy Sample", " name: Dr Cy Sample", 0, ": its indent differs from its neighbours'."),
    (r"^  name: Dr Cy Sample", "  name: *Cy", 0, ": it starts with *. Take that away, or put the value in quotation marks."),
    (r"^  name: Dr Cy Sample", "  name: 'Dr Cy Sample", 0, ": a quotation mark is opened and not closed."),
    (r"^  name: Dr Cy Sample", "  name: @Cy", 0, "."),
], ids=["second colon", "tab", "open quote", "stray quote", "no colon", "indented more", "no space", "indented less", "star", "open apostrophe", "at sign"])
def test_yaml_that_does_not_parse(sample, old, new, below, hint):
    """The message names the line, and the likely slip in words, not a parser's."""
    line = sample.edit("data/contacts.yaml", old, new) + below
    (refusal,) = refusals(sample)
    where, _, said = refusal.partition(": ")
    assert said == f"{NOT_YAML}{hint} {COMPARE}"
    assert where in (f"data/contacts.yaml, line {line}", f"data/contacts.yaml, line {line + 1}")


@pytest.mark.parametrize("name", ["policy", *fact_files.KINDS])
def test_a_file_that_is_missing(sample, name):
    """Each data file is needed."""
    (sample.root / f"data/{name}.yaml").unlink()
    assert refusals(sample) == [f"data/{name}.yaml, line 1: this file is missing. Restore it from the project's history."]


@pytest.mark.parametrize("name", ["policy", *fact_files.KINDS])
@pytest.mark.parametrize("content", ["", "{}\n", "# only a comment\n", "- a list\n", "words\n"],
                         ids=["empty", "braces", "comment", "list", "words"])
def test_a_file_without_entries(sample, name, content):
    """A file that has nothing in it is said."""
    sample.write(f"data/{name}.yaml", content)
    assert refusals(sample) == [f"data/{name}.yaml, line 1: there are no entries here of the form  name: value."]


def test_a_file_that_is_no_plain_text(sample):
    """Latin-1, or a folder in the file's place, is said."""
    path = sample.root / "data/contacts.yaml"
    path.write_bytes(path.read_bytes() + b"# caf\xe9\n")
    assert refusals(sample) == ["data/contacts.yaml, line 62: there is a character here that is not plain text (UTF-8). Type it again."]
    path.unlink()
    path.mkdir()
    assert refusals(sample) == ["data/contacts.yaml, line 1: this is a folder, or can't be opened. Restore the file from the project's history."]


# --- reviews ---------------------------------------------------------------------------------------

LATE = "is due on {due}, more than twelve months after {date}. The policy is reviewed at least once a year. Write {latest} or earlier."
EARLY = "is due on {due}, before it was agreed ({date}). Write a later month."


@pytest.mark.parametrize("date, due", [
    ("2024-03", "2025-03"), ("2024-03", "2024-04"), ("2024-03-31", "2025-03"), ("2024-03-01", "2025-03-31"),
    ("2024-02-29", "2025-02"), ("2024-03", "2025-03-31"),
])
def test_a_review_is_due_within_twelve_months(sample, date, due):
    """Months are compared with months: agreed on the 1st, it may be due on the last of the same month a year on."""
    sample.edit("data/policy.yaml", r"date: 2024-03\b", f"date: {date}")
    sample.edit("data/policy.yaml", r"next_due: .*", f"next_due: {due}")
    assert fact_files.load(sample.root).policy.reviews[0].next_due.iso == due


@pytest.mark.parametrize("date, due, refusal", [
    ("2024-03", "2025-04", LATE.format(date="2024-03", due="2025-04", latest="2025-03")),
    ("2024-03-01", "2025-04-01", LATE.format(date="2024-03-01", due="2025-04-01", latest="2025-03")),
    ("2024-03", "2034-03", LATE.format(date="2024-03", due="2034-03", latest="2025-03")),
    ("2024-03", "2023-03", EARLY.format(date="2024-03", due="2023-03")),
    ("2024-03", "2024-02", EARLY.format(date="2024-03", due="2024-02")),
    ("2024-03-31", "2024-03-30", EARLY.format(date="2024-03-31", due="2024-03-30")),
])
def test_a_review_due_too_early_or_too_late(sample, date, due, refusal):
    """Rule 7(1): at least once a year; and never before it was agreed."""
    line = sample.edit("data/policy.yaml", r"  - date: 2024-03\b", f"  - date: {date}")
    sample.edit("data/policy.yaml", r"next_due: .*", f"next_due: {due}")
    assert refusals(sample) == [f'data/policy.yaml, line {line}: "review 1" {refusal}']


@pytest.mark.parametrize("old, new, below, refusal", [
    (r"^    next_due: .*\n", "", -3, '"review 1" has no next_due. Add a line such as   next_due: 2028-09'),
    (r"^  - date: .*\n    kind", "  - kind", 0, '"review 1" has no date. Add a line such as   date: 2027-09'),
    (r"^    next_due: .*", "    next_due: 2025-13", 0,
     '"review 1", next_due: "2025-13" names a month that does not exist. Write year-month, such as 2022-09.'),
    (r"^    next_due: .*", "    next_due: 2025", 0, '"review 1", next_due: "2025" has no month. Write year-month, such as 2025-09.'),
    (r"^reviews:\n(.*\n)*", "reviews:\n", 0, "reviews: lists no review. Restore the list from the file's history"),
    (r"^reviews:\n(.*\n)*", "", -5, "reviews: lists no review. Restore the list from the file's history"),
    (r"^title: .*\n", "", 0, '"the policy" has no title. Add a line such as   title: Social Media Policy'),
    (r"^agreed_document:", "agreed_document: policy.pdf", 0,
     f'"the policy", agreed_document: "policy.pdf" {NOT_AN_ADDRESS}.'),
], ids=["no due month", "no date", "impossible month", "a year alone", "no review", "no list", "no title", "no web address"])
def test_slips_in_the_policys_record(sample, old, new, below, refusal):
    """A missing date never counts as fine."""
    line = max(sample.edit("data/policy.yaml", old, new) + below, 1)
    assert refusals(sample) == [f"data/policy.yaml, line {line}: {refusal}"]


def test_every_file_with_a_problem_is_listed(sample):
    """All problems are reported at once, by file and line."""
    sample.edit("data/contacts.yaml", r"^  name: .*", "  name:")
    sample.edit("data/contacts.yaml", r"chair@example.org", "chair")
    sample.edit("data/policy.yaml", r"next_due: .*", "next_due: 2024-13")
    (sample.root / "data/help.yaml").unlink()
    assert [refusal.partition(":")[0] for refusal in refusals(sample)] == [
        "data/contacts.yaml, line 5", "data/contacts.yaml, line 36", "data/help.yaml, line 1", "data/policy.yaml, line 12"]


@pytest.mark.parametrize("file, slip", [("guidance", "rule: how-writen"), ("channels", "rule: official-channel")])
def test_a_rule_that_data_names_is_there(sample, file, slip):
    """A dated note stands beside a rule: its name is checked like a page's."""
    line = sample.edit(f"data/{file}.yaml", rf"^  rule: {slip[6:9]}.*", f"  {slip}")
    (problem,) = sample.problems()
    entry = problem.partition('"')[2].partition('"')[0]
    assert problem.startswith(f'data/{file}.yaml, line {line}: "{entry}", rule: there is no rule "{slip[6:]}". Did you mean ')


def test_a_rule_that_data_names_by_its_number(sample):
    """Numbers move: the name to type is said."""
    sample.edit("data/guidance.yaml", r"^  rule: .*", "  rule: 8(6)")
    (problem,) = sample.problems()
    assert problem.endswith("rule: a rule is cited by its permanent name, since numbers move. For 8(6) write  seek-advice")
