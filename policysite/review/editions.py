"""The wording that governors agreed, kept as editions, and how two wordings differ.

An edition is data/editions/<date>.yaml: each rule's permanent name, its number, its source as it
stood in the Markdown, and how that was shown on the day. Sources are compared, so a new headteacher
changes no rule. `make agree` writes the file; git and the pull request's check guard it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import jinja2
import markdown
import yaml
from markupsafe import Markup

from policysite.content.content import Content
from policysite.content.rules import Rules
from policysite.problems import Problem, problem
from policysite.schema.data import Policy
from policysite.schema.dates import When

FOLDER = "data/editions"
HEADER = (
    "# The policy's wording as governors agreed it. `make agree` wrote it: never edit this file.\n"
    "# A spelling put right afterwards is recorded in data/corrections.yaml.\n\n"
)
UNAGREED = ("added", "removed", "altered")  # the other kinds change no rule
Show = Callable[[str], str]  # a rule's source as a reader sees it, in plain text


@dataclass(frozen=True)
class Wording:
    """A rule's number, its source with its points on lines of their own, and how it was shown."""

    number: str
    source: str
    shown: str = field(default="", compare=False)


class Edition(NamedTuple):
    """What was agreed on a date: the wording of each rule by its permanent name."""

    date: When
    agreed_at: str
    outcome: str
    rules: dict[str, Wording]


class Difference(NamedTuple):
    """A rule that differs. `kind` is added, removed, altered, corrected or moved."""

    kind: str
    name: str
    old: Wording | None
    new: Wording | None


def wording(rules: Rules, show: Show) -> dict[str, Wording]:
    """The wording on the site today, by permanent name; each lettered point on a line."""
    made = {}
    for rule in rules.rules:
        lines = [rule.text, *(f"{point.letter} {point.text}" for point in rule.points)]
        source = "\n".join(" ".join(line.split()) for line in lines)
        made[rule.name] = Wording(rule.number, source, show(source))
    return made


def since(edition: Edition, content: Content, show: Show) -> list[Difference]:
    """How the wording on the site differs from an edition."""
    now = wording(content.rules, show)
    return differences(edition.rules, now, content.data.corrections.values())


def differences(old: dict, new: dict, corrections=()) -> list[Difference]:
    """Each rule that differs, in the new wording's order, then those taken out."""
    found = [
        Difference(kind_of(name, old.get(name), rule, corrections), name, old.get(name), rule)
        for name, rule in new.items()
        if old.get(name) != rule
    ]
    gone = [name for name in old if name not in new]
    return found + [Difference("removed", name, old[name], None) for name in gone]


def kind_of(name: str, old: Wording | None, new: Wording, corrections) -> str:
    """The mildest reason why a rule reads otherwise."""
    if old is None:
        return "added"
    if old.source == new.source:
        return "moved"
    corrected = old.source
    for correction in corrections:
        if correction.rule == name:
            corrected = corrected.replace(correction.was, correction.now)
    return "corrected" if corrected == new.source else "altered"


def history(content: Content, edition: Edition, show: Show) -> dict:
    """For an edition's page: until when it was in force, and how it differs from each other one."""
    place = content.editions.index(edition)
    earlier, later = content.editions[:place], content.editions[place + 1 :]
    return {
        "next": later[0] if later else None,
        "earlier": [(older, differences(older.rules, edition.rules)) for older in earlier[::-1]],
        "now": since(edition, content, show),
    }


def show_with(macros: dict[str, Callable]) -> Show:
    """How a rule's source is shown: its macros run, its Markdown as plain text."""
    environment = jinja2.Environment(comment_start_string="{##", comment_end_string="##}")
    parser = markdown.Markdown()

    def show(source: str) -> str:
        lines = environment.from_string(source).render(macros).split("\n")
        return "\n".join(Markup(parser.reset().convert(line)).striptags() for line in lines)

    return show


def load(root: Path) -> tuple[list[Edition], list[Problem]]:
    """Every edition, oldest first, and what is wrong with any."""
    editions, problems = [], []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        entry = as_typed(path)
        try:
            rules = {name: Wording(**rule) for name, rule in entry["rules"].items()}
            date = When.parse(entry["date"])
            if date.iso != path.stem:
                raise ValueError
            editions.append(Edition(date, entry["agreed_at"], entry["outcome"], rules))
        except (KeyError, TypeError, ValueError, AttributeError):
            problems.append(problem(f"{FOLDER}/{path.name}", 1, "edition_damaged"))
    return sorted(editions, key=lambda edition: edition.date.first), problems


def as_typed(path: Path) -> dict:
    """YAML with every value as text; nothing where it can't be read, which is told elsewhere."""
    try:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        entries = yaml.load(path.read_text("utf-8-sig"), Loader=loader)
    except (OSError, ValueError, yaml.YAMLError):
        entries = None
    return entries if isinstance(entries, dict) else {}


def to_yaml(edition: Edition) -> str:
    """The file's text."""
    rules = {name: vars(rule) for name, rule in edition.rules.items()}
    entry = edition._asdict() | {"date": edition.date.iso, "rules": rules}
    return HEADER + yaml.safe_dump(entry, sort_keys=False, allow_unicode=True, width=100)


def check(root: Path, editions: list[Edition], policy: Policy) -> Iterator[Problem]:
    """A review that agreed this wording has its edition and page, and each edition a review."""
    agreed = {review.date.iso: review for review in policy.reviews if review.wording_agreed}
    kept = {edition.date.iso for edition in editions}
    pages = {path.stem for path in (root / page_of("")).parent.glob("2*.md")}
    for date in sorted({*agreed, *kept, *pages}):
        file, review = f"{FOLDER}/{date}.yaml", agreed.get(date)
        if review and date not in kept:
            yield problem(review.file, review.line, "edition_missing", key=review.key, file=file)
        elif date in kept and not review:
            yield problem(file, 1, "edition_without_review")
        if date in kept - pages:
            yield problem(page_of(date), 1, "edition_page_missing")
        elif date not in {*kept, *agreed}:
            yield problem(page_of(date), 1, "edition_page_alone")


def page_of(date: str) -> str:
    return f"docs/policy/editions/{date}.md"
