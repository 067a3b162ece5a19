"""The school's own words and facts: every section, page and contact as it is today."""

import re
from pathlib import Path

import pytest

from policysite.dates import When
from tests.project import ROOT, Project

SITE = Project(ROOT).load()
PAGES = {page.path: page for page in SITE.pages}
AGREED = {  # section: file, rules, lettered points; as in the document agreed in 2022
    1: ("aims-and-scope", 4, 2), 2: ("other-policies", 1, 10), 3: ("expectations", 6, 0), 4: ("staff-use", 16, 6),
    5: ("official-use", 9, 12), 6: ("pupils-use", 9, 7), 7: ("monitoring-and-review", 3, 0), 8: ("breaches", 6, 0),
}


# --- the rules -------------------------------------------------------------------------------------

def amended(project: Project) -> bool:
    """Whether governors have amended the policy since 2022: then the agreed document no longer counts the rules."""
    return any(review.outcome == "amended" for review in project.load().facts.policy.reviews)


def counted(project: Project) -> dict:
    return {section.number: (section.page.path.removeprefix("policy/").removesuffix(".md"), len(section.rules),
                             sum(len(rule.points) for rule in section.rules))
            for section in project.load().clauses.sections}


@pytest.mark.parametrize("number", AGREED)
def test_each_section_has_the_rules_that_were_agreed(project, number):
    """One rule for each bullet of the agreed document. Until a review amends the policy, none goes; one that comes is shown."""
    if amended(project):
        pytest.skip("governors have amended the policy since 2022")
    assert fewer(counted(project), number) == [], \
        "The agreed policy has more rules here. A rule is taken out with a review in data/policy.yaml, outcome: amended"


def fewer(found: dict, number: int) -> list[str]:
    """What a section lacks of the agreed document."""
    file, rules, points = found.get(number, ("", 0, 0))
    agreed_file, agreed_rules, agreed_points = AGREED[number]
    return [what for what, lacks in (("file", file != agreed_file), ("rules", rules < agreed_rules), ("points", points < agreed_points)) if lacks]


def test_rules_that_were_added_are_shown(project, shown):
    """Editors put new wording in before governors agree it: the summary counts it, and nobody is stopped."""
    if not amended(project):
        rules, points = (sum(numbers) for numbers in list(zip(*counted(project).values()))[1:])
        if (rules, points) != (54, 37):
            shown(f"the policy has {rules} rules and {points} points; the document that governors agreed has 54 and 37")


@pytest.mark.parametrize("old, new", [(r"^- .*\{#no-friends\}\n", ""), (r"\Z", "- A rule of nobody’s. {#nobodys}\n"),
                                      (r"^    - (.*\{#log-out\})", r"- \1")], ids=["taken out", "added", "moved to the margin"])
def test_fault_another_number_of_rules(scratch, old, new):
    """Planted: a rule that goes, comes or was a point changes the count."""
    if amended(scratch):
        pytest.skip("governors have amended the policy since 2022")
    before = counted(scratch)[4]
    scratch.edit("docs/policy/staff-use.md", old, new)
    assert counted(scratch)[4] != before
    assert not amended(scratch)


def test_fault_a_rule_that_is_gone():
    """Planted: a rule and a point fewer, and a section that is not there."""
    assert fewer({4: ("staff-use", 15, 6)}, 4) == ["rules"] and fewer({4: ("staff-use", 17, 5)}, 4) == ["points"]
    assert fewer({}, 4) == ["file", "rules", "points"] and fewer(AGREED, 4) == []


# --- every page ------------------------------------------------------------------------------------

def titled_badly(meta: dict) -> list[str]:
    """A page has a title, and a description of its own under 155 characters."""
    said = []
    if not meta.get("title"):
        said.append("no title")
    if not 20 <= len(meta.get("description", "")) <= 155:
        said.append("the description is empty, or too short or long for a search result (20 to 155 characters)")
    return said


@pytest.mark.parametrize("path", PAGES)
def test_each_page_has_a_title_and_a_description(path):
    """Both are what people see first, in a search."""
    assert titled_badly(PAGES[path].meta) == []


@pytest.mark.parametrize("key", ["title", "description"])
def test_each_page_has_its_own(key):
    """No two pages share a title or a description."""
    given = [page.meta[key] for page in PAGES.values()]
    assert len(set(given)) == len(given)


def test_fault_a_page_titled_badly():
    """Planted: nothing, and too much."""
    assert len(titled_badly({})) == 2
    assert len(titled_badly({"title": "T", "description": "x" * 156})) == 1


# --- facts stand in data/ alone --------------------------------------------------------------------

def digits(text: str) -> str:
    """Text without what people put between digits."""
    return re.sub(r"[\s\u00a0\u2011().-]", "", text)


def core(uri: str) -> str:
    """What every way to write a number has in it: 02079460000 and +44 20 7946 0000 both have 2079460000."""
    return uri.removeprefix("tel:").removeprefix("+44").removeprefix("0")


def contact_details(facts) -> dict[str, tuple]:
    """What may stand nowhere but in data/, by role: names, with and without their title; numbers; addresses."""
    details = {}
    for key, contact in facts.contacts.items():
        parts = contact.name.split()
        names = (contact.name, " ".join(parts[1:]), f"{parts[0]} {parts[-1]}") if len(parts) > 2 else (contact.name,) * (key != "school")
        phones = [core(phone["uri"]) for phone in (contact.phone, contact.mobile) if phone]
        details[key] = (set(names), phones, contact.email or ())
    return details


def help_lines(facts) -> dict[str, str]:
    """Each help line's number. 999 may stand in a page: there is no time to look it up."""
    lines = {f"{key} {kind}": getattr(service, kind)["uri"].removeprefix("tel:")
             for key, service in facts.help.items() for kind in ("phone", "out_of_hours", "text_relay") if getattr(service, kind)}
    return {line: number for line, number in lines.items() if number != "999"}


def sources(root: Path) -> dict[str, str]:
    """Every text of the project that is no data: pages, theme, code, README. Pictures and the like are left out."""
    kept = {}
    for place in ("docs", "theme", "policysite", "tests", ".github", "macros.py", "hooks.py", "mkdocs.yml", "README.md", "Makefile"):
        for path in ([root / place] if (root / place).is_file() else sorted((root / place).rglob("*"))):
            if path.is_file() and b"\0" not in path.read_bytes():
                kept[path.relative_to(root).as_posix()] = path.read_text("utf-8")
    return kept


def found_outside_data(root: Path, names=(), numbers=(), addresses=()) -> list[str]:
    """The files that hold one of these."""
    return [file for file, text in sources(root).items()
            if any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)
            or any(number in digits(text) for number in numbers)
            or any(address.casefold() in text.casefold() for address in addresses)]


@pytest.mark.parametrize("role", SITE.facts.contacts)
def test_a_contacts_details_stand_in_data_alone(role):
    """No page, template or script has a contact's name, number or address: one edit follows a staff change."""
    assert found_outside_data(ROOT, *contact_details(SITE.facts)[role]) == []


@pytest.mark.parametrize("line", help_lines(SITE.facts))
def test_a_help_lines_number_stands_in_data_alone(line):
    """No page or template has one. A short number such as 101 counts where it stands as a word in a page."""
    assert help_line_in_pages(ROOT, help_lines(SITE.facts)[line]) == []


def help_line_in_pages(root: Path, number: str) -> list[str]:
    if len(number) > 4:
        return [file for file in found_outside_data(root, numbers=[number]) if file.startswith(("docs/", "theme/"))]
    return [file for file, text in sources(root).items() if file.endswith(".md") and re.search(rf"\b{number}\b", text)]


@pytest.mark.parametrize("file", ["docs/staff/index.md", "theme/partials/footer.html", "macros.py", "policysite/status.py", "README.md"])
@pytest.mark.parametrize("typed", ["Ask {name}.", "Ask {short}.", "Ring {phone}.", "Ring {spaced}.", "Ring {abroad}.", "Write to {email}."])
def test_fault_a_contact_typed_by_hand(sample, file, typed):
    """Planted: a name, a number in three ways of writing it, an address, in a page, a template, a script."""
    details = contact_details(sample.load().facts)["headteacher"]
    path = sample.root / file
    path.parent.mkdir(exist_ok=True)
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(before + "\n" + typed.format(name="Ms Ada Example", short="Ms Example", phone="02079460001", spaced="020-7946 00 01",
                                                 abroad="+44 20 7946 0001", email="HEAD@example.org") + "\n", "utf-8")
    assert file in found_outside_data(sample.root, *details)


@pytest.mark.parametrize("typed, shown, word", [
    *((f"Ask {name}.", shown, "contact_name('headteacher') }} or {{ contact_name('dsl')")
      for name, shown in (("Ms Ada Example", "Ada Example"), ("Ms Example", "Ms Example"))),
    *((f"Ring {number}.", "020 7946 0001", "contact('headteacher') }} or {{ contact('dsl')") for number in ("02079460001", "020-7946 00 01", "+44 20 7946 0001")),
    ("Write to [us](mailto:HEAD@example.org).", "head@example.org", "contact('headteacher') }} or {{ contact('dsl')"),
    ("Ring 0800 1111.", "0800 1111", "help('childline')"), ("Write to [them](mailto:help@nspcc.org.uk).", "help@nspcc.org.uk", "help('nspcc')"),
])
def test_an_editor_is_told_what_stands_in_data(sample, typed, shown, word):
    """On a page the build itself says so, and which word to write."""
    line = sample.edit("docs/staff/index.md", r"\Z", f"\n{typed}\n") + 1
    file = "data/contacts.yaml" if "contact" in word else "data/help.yaml"
    assert f'docs/staff/index.md, line {line}: "{shown}" is kept in {file}, so that it is right everywhere. Write {{{{ {word} }}}} instead of it.' in sample.problems()


@pytest.mark.parametrize("typed, number", [("Ring 0800 1112.", "0800 1112"), ("**Ring 99.**", "99"), ("Call 111 now.", "111"), ("Phone +44 20 7946 9999.", "+44 20 7946 9999"),
                                           ("The number is 01233 000111.", "01233 000111")])
def test_a_number_that_nothing_keeps(sample, typed, number):
    """A digit mistyped on a page is seen by nobody: numbers stand in data/, but for 999."""
    line = sample.edit("docs/staff/index.md", r"\Z", f"\n{typed}\n") + 1
    assert sample.problems() == [f'docs/staff/index.md, line {line}: "{number}" is a phone number, and those are kept in data/, where they are checked. '
                                 "Write a word such as {{ help('childline') }} or {{ contact('school') }} instead of it."]


@pytest.mark.parametrize("typed", ["Ring 999.", "Call 30 minutes before.", "In 2022 there were 54 rules.", "Ages 7 to 11, 0 to 5.", "See rule 4(7).", "It costs £1,000,000."])
def test_what_is_no_phone_number(sample, typed):
    sample.edit("docs/staff/index.md", r"\Z", f"\n{typed}\n")
    assert sample.problems() == []


def test_an_email_address_nearly_like_the_others(sample):
    """Letters to it would go to strangers."""
    line = sample.edit("data/contacts.yaml", "chair@example.org", "chair@exmaple.org")
    assert [said for said in sample.problems() if "contacts.yaml" in said] == [
        f'data/contacts.yaml, line {line}: "chair_of_governors", email: chair@exmaple.org is nearly at example.org, like the others. Did you mean chair@example.org?']


def test_fault_a_help_line_typed_by_hand(scratch):
    """Planted: a long number and a short one, in a page."""
    for number, typed in (("08001111", "0800 1111"), ("101", "101")):
        scratch.edit("docs/pupils/index.md", r"\Z", f"\nRing {typed}.\n")
        assert help_line_in_pages(scratch.root, number) == ["docs/pupils/index.md"]


def typed_dates(root: Path, reviews) -> list[str]:
    """The pages and templates in which a month stands that the reviews hold; an edition's page is written with its own."""
    held = {word for review in reviews for when in (review.date, review.next_due) for word in (str(when), str(When.parse(when.iso[:7])))}
    return [file for file, text in sources(root).items()
            if file.startswith(("docs/", "theme/", "mkdocs.yml")) and not re.match(r"docs/policy/editions/\d", file) and any(word in text for word in held)]


def test_no_page_names_a_reviews_month():
    """The months of the policy's reviews stand in data/policy.yaml, and pages ask for them."""
    assert typed_dates(ROOT, SITE.facts.policy.reviews) == []


def test_fault_a_month_typed_by_hand(scratch):
    """Planted: the due month in a page, as people write it."""
    reviews = scratch.load().facts.policy.reviews
    scratch.edit("docs/policy/index.md", r"\Z", f"\nDue in {reviews[-1].next_due}.\n")
    assert typed_dates(scratch.root, reviews) == ["docs/policy/index.md"]
