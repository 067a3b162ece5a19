"""What stands above a page, and the {{ words }} in it."""

import pytest

TITLE = r"^title: .*$"
ABOVE = r"\A---\n(.*\n)*?---\n"


@pytest.mark.parametrize("old, new, line, refusal", [
    (TITLE, "title: Staff: online conduct", 2,
     "this line, or the one above it, is not written as the file needs it: there is a second colon, so put the value in quotation marks."),
    (TITLE, 'title: "Staff', 2,
     "this line, or the one above it, is not written as the file needs it: a quotation mark is opened and not closed."),
    (TITLE, "title: 2026-13-01", 2,
     'title needs quotation marks, because it could be read as a number, a date, yes or no. Write title: "2026-13-01"'),
    (TITLE, "title: Yes", 2,
     'title needs quotation marks, because it could be read as a number, a date, yes or no. Write title: "Yes"'),
    (TITLE, "title: [Staff]", 2,
     'title needs quotation marks, because of a colon, a bracket or a list in it. Write title: "…"'),
    (TITLE, "title:", 2, "the page has no title. Add a line such as   title: What this page gives"),
    (TITLE + r"\n", "", 2, "the page has no title. Add a line such as   title: What this page gives"),
    (r"^description: .*\n", "", 2, "the page has no description. Add a line such as   description: What this page gives"),
    ("^description: .*", "description: " + "long " * 32, 3,
     "the description has 159 letters, and a search engine shows 155. Make it shorter."),
    (TITLE, r"\g<0>\ntitel: Staff", 3, '"titel" is not a word used above a page. Did you mean title? '
                                       "Choose from: description, hide, search, template, title."),
    (TITLE, r"\g<0>\ntitle: Staff", 3, '"title" stands here twice. The first is on line 2. Keep one of them.'),
    (ABOVE, "", 1, "the page does not start with its title. Its first lines are  ---  then  title: …  then  description: …  then  ---"),
    (r"^---\n", "", 1, "the page does not start with its title. Its first lines are  ---  then  title: …  then  description: …  then  ---"),
    (r"(.*\n){4}(.*\n)*\Z", "---\ntitle: Staff page\ndescription: What staff do.\n---", 4,
     "the page has no text. Write it below the second  ---"),
], ids=["second colon", "open quote", "impossible date", "yes", "list", "empty title", "no title", "no description", "a long description", "unknown word",
        "title twice", "nothing above", "no first line", "no text"])
def test_above_a_page(scratch, old, new, line, refusal):
    """A page starts with its title and description. What can't be read is said, never published or skipped."""
    scratch.edit("docs/staff/index.md", old, new)
    assert scratch.problems() == [f"docs/staff/index.md, line {line}: {refusal}"]


@pytest.mark.parametrize("file", ["docs/policy/aims-and-scope.md", "docs/policy/breaches.md"])
def test_a_section_that_is_unread_is_the_only_problem(scratch, file):
    """One slip gives one message: the section's rules are not missing, only unread."""
    scratch.edit(file, TITLE, "title: [1, 2]")
    assert [problem.partition(":")[0] for problem in scratch.problems()] == [f"{file}, line 2"]


@pytest.mark.parametrize("key", ["title", "description"])
def test_no_two_pages_share_a_title_or_a_description(scratch, key):
    """Search results could not be told apart."""
    line = scratch.edit("docs/staff/index.md", rf"^{key}: .*$", f'{key}: "{scratch.load().page("contacts.md").meta[key]}"')
    assert scratch.problems() == [f"docs/staff/index.md, line {line}: docs/contacts.md has the same {key}. Write another in one of the two."]


@pytest.mark.parametrize("change", [
    lambda text: text.replace("\n", "\r\n"),
    lambda text: "\ufeff" + text,
    lambda text: text.replace("’", "'"),
], ids=["Windows line ends", "byte-order mark", "plain quotes"])
def test_what_is_harmless_just_works(scratch, change):
    """Line ends, a byte-order mark and quotes do not stop an editor."""
    path = scratch.root / "docs/staff/index.md"
    path.write_bytes(change(path.read_text("utf-8")).encode())
    assert scratch.problems() == []


def test_a_page_that_is_no_plain_text(scratch):
    """Latin-1 is said with its line."""
    path = scratch.root / "docs/staff/index.md"
    path.write_bytes(path.read_bytes() + b"\ncaf\xe9\n")
    last = len(path.read_bytes().splitlines())
    assert scratch.problems() == [f"docs/staff/index.md, line {last}: there is a character here that is not plain text (UTF-8). Type it again."]


# --- {{ words }} -----------------------------------------------------------------------------------

NOT_UNDERSTOOD = "a {{ … }} is not closed, or has something in it that is not understood. Write it as in {{ contact('dsl') }}."
NO_WORD = "only a word of this site can stand in {{ … }}. Write it as in {{ contact('dsl') }}."
NO_STATEMENT = "{% … %} is not used in these pages. Write the text itself, or a word such as {{ contact('dsl') }}."
ONE_ROLE = "has too many or too few names in its brackets. Name one role, as in {{ contact('dsl') }}: the name, phone and email of who holds it."
NAMES = "{{ contact(…) }} takes names in quotation marks, as in {{ contact('dsl') }}."

NOT_CLOSED = "{{ contact('dsl') "  # which the check of pairs notices as well
WRONG_WORDS = {
    "{{ contcat('dsl') }}": "{{ contcat }} is not a word that pages know. Did you mean contact or contact_name or contact_cards?",
    "{{ contcat }}": "{{ contcat }} is not a word that pages know. Did you mean contact or contact_name or contact_cards?",
    "{{ contact }}": "{{ contact }} needs brackets. Write {{ contact() }}.",
    "{{ contact() }}": "{{ contact(…) }} " + ONE_ROLE,
    "{{ contact('dsl', 'flo') }}": "{{ contact(…) }} " + ONE_ROLE,
    "{{ clause() }}": "{{ clause(…) }} has too many or too few names in its brackets. "
                      "Name one or more rules, as in {{ clause('no-personal-accounts') }}: their numbers, linked.",
    "{{ contact(dsl) }}": NAMES,
    "{{ contact(1) }}": NAMES,
    "{{ contact(['dsl']) }}": NAMES,
    "{{ contact(role='dsl') }}": NAMES,
    "{{ contact(contact('dsl')) }}": NAMES,
    "{{ contact('dsl').name }}": NO_WORD,
    "{{ contact('dsl') | upper }}": NO_WORD,
    "{{ ''.__class__.__mro__ }}": NO_WORD,
    "{{ contact.__globals__ }}": NO_WORD,
    "{{ config['site_dir'] }}": NO_WORD,
    "{{ 1 + 1 }}": NO_WORD,
    NOT_CLOSED: NOT_UNDERSTOOD,
    "{{ contact(‘dsl’) }}": "a {{ … }} is not closed, or has something in it that is not understood. Its quotation marks are curly: type straight ones. "
                            "Write it as in {{ contact('dsl') }}.",
    "{{ }}": NOT_UNDERSTOOD,
    "{% include 'mkdocs.yml' %}": NO_STATEMENT,
    "{% if x %}{% endif %}": NO_STATEMENT,
    "{% for x in y %}{% endfor %}": NO_STATEMENT,
    "{% raw %}{{ contact('dsl') }}{% endraw %}": NO_STATEMENT,
}


@pytest.mark.parametrize("typed, refusal", WRONG_WORDS.items(), ids=WRONG_WORDS)
def test_wrong_words(scratch, typed, refusal):
    """A page may only use our own words, with names in quotation marks: no page reaches into Python."""
    line = scratch.edit("docs/staff/index.md", r"\Z", f"\nAsk {typed}\n") + 1
    problems = scratch.problems()
    assert f"docs/staff/index.md, line {line}: {refusal}" in problems
    assert len(problems) == 1 or typed == NOT_CLOSED


def test_a_role_that_is_nobodys_lists_those_that_are(scratch):
    """The message names every role there is."""
    roles = ", ".join(sorted(scratch.load().facts.contacts))
    line = scratch.edit("docs/staff/index.md", r"\Z", "\n{{ contact('head') }}\n") + 1
    assert scratch.problems() == [
        f"docs/staff/index.md, line {line}: {{{{ contact('head') }}}}: there is no role \"head\". Choose from: {roles}."]


@pytest.mark.parametrize("typed, kind, near", [
    ("contact('deputy')", "role", "Did you mean deputy_dsl?"),
    ("help('child_line')", "help service", "Did you mean childline?"),
    ("document('kcsi')", "document", "Did you mean kcsie?"),
    ("channel('you_tube')", "channel", "Did you mean youtube?"),
    ("clause('no-personal-account')", "rule", "Did you mean no-personal-accounts"),
])
def test_near_names_come_first(scratch, typed, kind, near):
    """A slip in a name is mended at a glance."""
    scratch.edit("docs/staff/index.md", r"\Z", f"\n{{{{ {typed} }}}}\n")
    (problem,) = scratch.problems()
    assert f'there is no {kind} "{typed.split(chr(39))[1]}". {near}' in problem


def test_every_problem_is_listed(scratch):
    """Two slips on a page, one on another and one in the data are four messages."""
    scratch.edit("docs/staff/index.md", r"\Z", "\n{{ contact('head') }}\n\n{{ contcat() }}\n")
    scratch.edit("docs/contacts.md", r"\Z", "\n{{ clause('no-rule-of-ours') }}\n")
    assert len(scratch.problems()) == 3
    scratch.edit("data/help.yaml", r"^  seen: .*\n", "")
    scratch.edit("docs/index.md", TITLE, "title:")
    assert [problem.partition(",")[0] for problem in scratch.problems()] == ["data/help.yaml", "docs/index.md"]
