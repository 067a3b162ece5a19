"""The whole of what is published, read and checked together: facts, pages and rules."""

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from policysite import audiences, editions, facts as fact_files, menu
from policysite.clauses import Clauses, number_clauses
from policysite.editions import Edition
from policysite.facts import Facts
from policysite.markup import check_markup
from policysite.pages import Page, check_words, read_pages
from policysite.problems import Problem, Refused, suggestion


@dataclass(frozen=True)
class Site:
    facts: Facts
    pages: list[Page]
    clauses: Clauses
    editions: list[Edition]
    today: date
    said: dict[tuple, str] = field(default_factory=dict, compare=False, repr=False)  # what each {{ word }} gave, so that it is worked out once

    def page(self, path: str) -> Page:
        return next(page for page in self.pages if page.path == path)


def load(root: Path, today: date) -> Site:
    """The site kept in `root`, as it is on `today`. Raises Refused with every problem of every file."""
    return read(root, today, tuple(stamps(root)))


def stamps(root: Path):
    """What changes when a file does: a build asks for the site three times, and reads it once."""
    for path in [root / "mkdocs.yml", *sorted((root / "data").rglob("*")), *sorted((root / "docs").rglob("*"))]:
        found = path.stat() if path.exists() else None
        yield path, found and (found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=1)
def read(root: Path, today: date, _) -> Site:
    problems: list[Problem] = []
    try:
        facts = fact_files.load(root)
    except Refused as refused:
        facts, problems = None, list(refused.problems)
    problems += menu.check(root)
    pages, found = read_pages(root)
    clauses, unnumbered = number_clauses(pages)
    unread = any(problem.file.startswith("docs/policy/") for problem in found)  # its rules are not missing, only unread
    problems += found if unread else found + unnumbered
    agreed, broken = editions.load(root)
    problems += broken
    if facts and not unread and not unnumbered:
        problems += [*names_used_in_data(facts, clauses), *statements_without_page(facts, pages), *dead_ends(facts, pages, clauses),
                     *(typed_by_hand(pages, facts) or numbers_typed(pages)), *strange_domains(facts), *(broken or editions.check_record(root, agreed, facts))]
    if problems:
        raise Refused(problems)
    return Site(facts, pages, clauses, agreed, today)


def names_used_in_data(facts: Facts, clauses: Clauses) -> list[Problem]:
    """Data may name a rule or a role: each has to be there."""
    uses = [(entry, "rule", entry.rule, clauses.find) for entry in [*facts.guidance.values(), *facts.channels.values(), *facts.corrections]]
    uses += [(review, "by", review.by, facts.contact) for review in facts.policy.reviews if review.by]
    uses += [(entry, "owner", entry.owner, facts.contact) for entry in every_entry(facts) if getattr(entry, "owner", None)]
    uses += [(entry, "approved_by", entry.approved_by, facts.contact) for entry in facts.situations.values() if entry.approved_by]
    uses += [(entry, "rule", entry.key, clauses.find) for entry in facts.for_the_record.values()]
    problems = []
    for entry, word, name, find in uses:
        try:
            find(name)
        except ValueError as error:
            problems.append(Problem(entry.file, entry.line_of(word), f'"{entry.key}", {word}: {error}'))
    return problems


def typed_by_hand(pages: list[Page], facts: Facts) -> list[Problem]:
    """A name, a number or an address that is kept in data/ stands in no page: there it would stay when it changes."""
    texts, words = [(page, squeezed(page.body)) for page in pages], {}
    for shown, kept, entry, word in kept_in_data(facts):
        words.setdefault((shown, kept, entry.file), []).append(f"{{{{ {word}('{entry.key}') }}}}")
    return [Problem(page.file, page.line_of(line_with(page.body, kept)), f'"{shown}" is kept in {file}, so that it is right everywhere. '
                                                                         f"Write {' or '.join(instead)} instead of it.")
            for (shown, kept, file), instead in words.items() for page, text in texts if kept in text]


def numbers_typed(pages: list[Page]) -> list[Problem]:
    """A phone number that nothing keeps can be wrong, and nobody would see it: 999 alone stands in pages."""
    return [Problem(page.file, page.line_of(found.start()), f'"{found[0].strip()}" is a phone number, and those are kept in data/, where they are checked. '
                                                            "Write a word such as {{ help('childline') }} or {{ contact('school') }} instead of it.")
            for page in pages for found in DIGITS.finditer(page.body) if LONG_NUMBER.fullmatch(found[0]) or SHORT_NUMBER.match(page.body, found.end())
            and found[0] != "999" and TO_RING.search(page.body[max(0, found.start() - 12):found.start()])]


DIGITS = re.compile(r"(?<![\w/#=.-])[+\d](?:[\d \u00a0()-]*\d)?")
LONG_NUMBER = re.compile(r"(?:\+44|0)[\d \u00a0()-]{7,}\d")
TO_RING = re.compile(r"\b(?:[Rr]ing|[Cc]all|[Dd]ial|[Tt]ext|[Pp]hone) (?:\*\*)?(?:on )?$")
SHORT_NUMBER = re.compile(r"\b(?! (?:minutes|hours|days|times|people|pupils|parents))")


def strange_domains(facts: Facts) -> list[Problem]:
    """An email address at jonh-wesley.org.uk, where the others are at john-wesley.org.uk."""
    by_domain = [(email.rpartition("@")[2], email, entry) for entry in facts.contacts.values() for email in entry.email or ()]
    usual, times = Counter(domain for domain, _, _ in by_domain).most_common(1)[0] if by_domain else ("", 0)
    return [Problem(entry.file, entry.line_of("email"), f'"{entry.key}", email: {email} is nearly at {usual}, like the others. Did you mean {email.rpartition("@")[0]}@{usual}?')
            for domain, email, entry in by_domain if domain != usual and times > 1 and SequenceMatcher(None, domain, usual).ratio() > 0.85]


def kept_in_data(facts: Facts):
    """What is shown, what is looked for, the entry that has it, and the word that shows it. Short numbers such as 999 may stand anywhere."""
    for entry in [*facts.contacts.values(), *facts.help.values()]:
        contact = isinstance(entry, fact_files.Contact)
        names = entry.name.split() if contact else []
        if len(names) > 2:  # a title, a first name and a last one
            yield from ((name, squeezed(name), entry, "contact_name") for name in (" ".join(names[1:]), f"{names[0]} {names[-1]}"))
        for each in (getattr(entry, name, None) for name in ("phone", "mobile", "out_of_hours")):
            number = each and each["uri"].removeprefix("tel:").removeprefix("+44").removeprefix("0")
            if number and len(number) > 4:
                yield each["text"], number, entry, "contact" if contact else "help"
        yield from ((address, squeezed(address), entry, "contact" if contact else "help") for address in entry.email or ())


def squeezed(text: str) -> str:
    """Text as it is compared: without what people put between words and digits, in small letters."""
    return BETWEEN.sub("", text.lower())


BETWEEN = re.compile("[ \u00a0\u2011().-]+")


def line_with(text: str, kept: str) -> int:
    """Where the line starts that has it; 0 where it runs over two."""
    starts = (match.start() for match in re.finditer(r"^.*$", text, re.MULTILINE) if kept in squeezed(match[0]))
    return next(starts, 0)


def checked_in_the_future(facts: Facts, latest: date) -> list[Problem]:
    """Nobody has checked anything on a day that is still to come: 2062 is a slip for 2026."""
    dated = [(entry, name, getattr(entry, name, None)) for entry in every_entry(facts) for name in ("checked", "approved_on", "cited", "newest")]
    return [Problem(entry.file, entry.line_of(name), f'"{entry.key}", {name}: {when.iso} is still to come. Write when it was.')
            for entry, name, when in dated if when and when.first > latest]


def statements_without_page(facts: Facts, pages: list[Page]) -> list[Problem]:
    """A statement names the page it is on."""
    paths = [page.path for page in pages]
    return [Problem(each.file, each.line_of("page"), f'"{each.key}", page: there is no docs/{each.page}. {suggestion(each.page, paths)}')
            for each in facts.statements.values() if each.page not in paths]


def dead_ends(facts: Facts, pages: list[Page], clauses: Clauses) -> list[Problem]:
    """An old address leads to one that is there, and is itself gone."""
    file, addresses = "data/redirects.yaml", {page.url for page in pages}
    problems = []
    for kind, there in (("pages", addresses), ("rules", clauses.by_name)):
        listed = facts.redirects[kind]
        for old, new in listed.items():
            if old in there:
                problems.append(Problem(file, listed.line_of(old), f'{kind}: "{old}" is still there. Take its line away.'))
            if new not in there:
                problems.append(Problem(file, listed.line_of(old), f'{kind}: "{old}" leads to "{new}", which is not there. {suggestion(new, there)}'))
    return problems


def every_entry(facts: Facts):
    """Every entry of every data file that has entries by name."""
    for kind in fact_files.KINDS:
        yield from getattr(facts, kind).values()


def commit_id(root: Path) -> str | None:
    """The short id of the commit that the text comes from, which finds it again; None outside a repository, or without git."""
    if not shutil.which("git"):
        return None
    git = subprocess.run(["git", "-C", root, "log", "-1", "--format=%h", "--", "docs", "data"], capture_output=True, text=True)
    return git.stdout.strip() or None


class Words(dict):
    """The words that pages may use, by name: stands in for mkdocs-macros' `env` where pages are only checked."""

    def __init__(self, root: Path, define_env, conf=None):
        super().__init__()
        self.project_dir, self.page = str(root), None
        self.conf = {"markdown_extensions": []} if conf is None else conf
        define_env(self)

    def macro(self, function):
        self[function.__name__] = function
        return function

    @property
    def macros(self):
        return self


def check_pages(site: Site, words: Words) -> None:
    """Every {{ … }} of every page, tried where it stands. Raises Refused with all that fail."""
    problems = []
    for page in site.pages:
        words.page = page
        problems += check_markup(page) + check_words(page, words)
    if problems := problems or audiences.check(site):
        raise Refused(problems)
