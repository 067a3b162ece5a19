"""What the checks say to slips that people make, for /about/editing/: each is made in a copy of a real file, in memory.

So the page can't tell it otherwise than it is.
"""

import re
from pathlib import Path

from policysite import facts as fact_files, menu
from policysite.clauses import is_section, number_section
from policysite.markup import check_markup
from policysite.pages import Page, check_words, page_from
from policysite.problems import Problem, Unknown
from policysite.typed import LINE_ENDS, parse_yaml

CONTACTS, PAGE, SECTION = "data/contacts.yaml", "docs/contacts.md", "docs/policy/staff-use.md"
SLIPS = {  # what is looked for in which file, and what is put there
    "no-name": (CONTACTS, r"^  name: .*\n", ""),
    "phone": (CONTACTS, r"^  phone: .*$", "  phone: 020 7946 0000"),
    "date": (CONTACTS, r"^  checked:.*$", "  checked: 30/09/2027"),
    "second-colon": (CONTACTS, r"^  name: .*$", "  name: Headteacher: Mrs A Example"),
    "word": (PAGE, r"\s*\Z", "\n\nAsk {{ contact('headtecher') }}.\n"),
    "html": (PAGE, r"\s*\Z", "\n\nRing us.<br>\n"),
    "rule": (SECTION, r" *\{#[\w-]+\} *$", ""),
}


def message(name: str, root: Path, words: dict) -> str:
    """What is said to the slip of that name. Raises Unknown, which lists those there are."""
    if name == "menu":
        return str(menu.in_no_menu("about/our-new-page.md", 1))
    if name not in SLIPS:
        raise Unknown("slip", name, [*SLIPS, "menu"])
    file, old, new = SLIPS[name]
    source = LINE_ENDS.sub("\n", (root / file).read_text(encoding="utf-8-sig"))
    problems = problems_in(file, re.sub(old, new, source, count=1, flags=re.MULTILINE), words)
    return str(min(problems)) if problems else f"{file} has nothing that this could be shown with"


def problems_in(file: str, source: str, words: dict) -> list[Problem]:
    """What is wrong with a data file or a page of that text."""
    if file.startswith("data/"):
        entries, problems = parse_yaml(source, file)
        if not problems:
            fact_files.records(entries, fact_files.KINDS[Path(file).stem], file, problems)
        return problems
    page, problems = page_from(source, file.removeprefix("docs/"))
    return problems or rules_in(page) or [*check_markup(page), *check_words(page, words)]


def rules_in(page: Page) -> list[Problem]:
    problems: list[Problem] = []
    if is_section(page):
        number_section(page, problems)
    return problems
