"""The wording that governors agreed, kept as sealed editions, and how two wordings differ.

An edition is data/editions/<date>.yaml: each rule's permanent name, number and text as it was
shown, the names that stood in it, and a hash over all of it. `make agree` writes it; nobody edits it.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

import jinja2
import markdown
import yaml
from markupsafe import Markup

from policysite.clauses import Clause, Clauses
from policysite.dates import When
from policysite.pages import TEMPLATES
from policysite.problems import Problem, Unknown
from policysite.typed import Entry, read_yaml

FOLDER = "data/editions"
MARKDOWN = markdown.Markdown()
HEADER = ("# The policy's wording as governors agreed it. Sealed by `make agree`: never edit this file.\n"
          "# A spelling put right afterwards is recorded in data/corrections.yaml.\n\n")


@dataclass(frozen=True)
class Rule:
    """A rule's number and its text as shown, its points on lines of their own."""

    number: str
    text: str


@dataclass(frozen=True)
class Edition:
    """What was agreed on a date: rules by permanent name; `people` are the names of that day, by role."""

    date: When
    agreed_at: str
    outcome: str
    rules: dict[str, Rule]
    people: dict[str, str]


@dataclass(frozen=True)
class Difference:
    """One rule that differs. `kind` is added, removed, altered, corrected, name_updated or moved."""

    kind: str
    name: str
    old: Rule | None
    new: Rule | None


# --- the wording as it is today ----------------------------------------------------------------------

def wording(clauses: Clauses, words: dict) -> dict[str, Rule]:
    """Every rule of the site by permanent name, as a reader sees it. `words` are the pages' own."""
    return {rule.name: Rule(rule.number, whole_text(rule, words)) for rule in clauses.rules if rule.name}


def whole_text(rule: Clause, words: dict) -> str:
    points = [f"({point.number.rpartition('(')[2]} {plain_text(point.text, words)}" for point in rule.points]
    return "\n".join([plain_text(rule.text, words), *points])


def plain_text(source: str, words: dict) -> str:
    """Markdown with our words in it, as plain text. What can't be rendered is left as typed: the pages' own check says why."""
    if "{{" in source:
        try:
            source = TEMPLATES.from_string(source).render(words)
        except (jinja2.TemplateError, ValueError, TypeError):
            pass
    return Markup(MARKDOWN.reset().convert(source)).striptags()


# --- how two wordings differ ---------------------------------------------------------------------------

def differences(old: dict[str, Rule], new: dict[str, Rule], people=(), corrections=()) -> list[Difference]:
    """Each rule that differs, in the new wording's order, then those taken out.

    `people` are pairs of a person's name then and now; `corrections` are entries of
    data/corrections.yaml. Either explains a difference that changes no rule.
    """
    found = [Difference(kind_of(name, old[name], rule, people, corrections) if name in old else "added", name, old.get(name), rule)
             for name, rule in new.items() if old.get(name) != rule]
    return found + [Difference("removed", name, rule, None) for name, rule in old.items() if name not in new]


def kind_of(name: str, old: Rule, new: Rule, people, corrections) -> str:
    """The mildest explanation of why a rule reads otherwise than it did."""
    text = old.text
    if text == new.text:
        return "moved"
    if without_roles(text, people) == without_roles(new.text, people):
        return "name_updated"
    if people:  # all at once: somebody may have taken over from somebody who took over elsewhere
        now = dict(people)
        text = re.sub("|".join(map(re.escape, now)), lambda name: now[name[0]], text)
    if without_roles(text, people) == without_roles(new.text, people):
        return "name_updated"
    for correction in corrections:
        if correction.rule == name:
            text = text.replace(correction.was, correction.now)
    return "corrected" if text == new.text else "altered"


def without_roles(text: str, people) -> str:
    """Without the role in brackets that stands behind a name as long as one person holds both."""
    names = "|".join(re.escape(name) for pair in people for name in pair)
    return re.sub(rf"({names}) \([a-z ]+\)", r"\1", text) if names else text


CHANGES = ("added", "removed", "altered")  # what governors have not agreed; the other kinds change no rule


def since(edition: Edition, today: dict[str, Rule], facts) -> list[Difference]:
    """How the site's wording today differs from an edition."""
    people = {role: contact.name for role, contact in facts.contacts.items()}
    return differences(edition.rules, today, renamed(edition.people, people), facts.corrections)


def renamed(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str]]:
    """Who held each role before and who holds it after, where that differs."""
    return [(name, after[role]) for role, name in before.items() if after.get(role, name) != name]


def with_neighbours(editions: list[Edition], date: str, facts, today: dict[str, Rule]) -> dict:
    """What the page of an edition shows: when it was in force, and how it differs from each before it and from today's wording."""
    by_date = {edition.date.iso: edition for edition in editions}
    if date not in by_date:
        raise Unknown("edition", date, by_date)
    edition, place = by_date[date], list(by_date).index(date)
    earlier = [(each, differences(each.rules, edition.rules, renamed(each.people, edition.people)))
               for each in reversed(editions[:place])]
    return {"edition": edition, "next": editions[place + 1] if place + 1 < len(editions) else None, "earlier": earlier,
            "now": since(edition, today, facts)}


# --- the files -----------------------------------------------------------------------------------------

def load(root: Path) -> tuple[list[Edition], list[Problem]]:
    """Every sealed edition, oldest first, and what is wrong with any."""
    editions, problems = [], []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        file = f"{FOLDER}/{path.name}"
        entry, found = read_yaml(path, file)
        if not found and (seal_of(entry) != entry.get("seal") or entry["date"] != path.stem):
            found = [Problem(file, 1, "this edition was edited or renamed after it was agreed. Restore it from the file's history; "
                                      "record a new review instead")]
        problems += found
        if not found:
            editions.append(from_entry(entry))
    return sorted(editions, key=lambda edition: edition.date.first), problems


def from_entry(entry: Entry) -> Edition:
    rules = {name: Rule(str(rule["number"]), str(rule["text"])) for name, rule in entry["rules"].items()}
    people = {role: str(name) for role, name in entry["people"].items()}
    return Edition(When.parse(entry["date"]), str(entry["agreed_at"]), str(entry["outcome"]), rules, people)


def to_yaml(edition: Edition) -> str:
    """The file's text, sealed."""
    content = asdict(edition) | {"date": edition.date.iso}
    content["seal"] = seal_of(content)
    return HEADER + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)


def seal_of(content: dict) -> str:
    """SHA-256 over everything in the file but the seal itself."""
    canonical = json.dumps({key: value for key, value in content.items() if key != "seal"}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def check_record(root: Path, editions: list[Edition], facts) -> list[Problem]:
    """Each review that agreed this wording has its edition and its page, and each edition its review."""
    agreed = {review.date.iso: review for review in facts.policy.reviews if review.wording_agreed}
    kept = {edition.date.iso for edition in editions}
    problems = [Problem(review.file, review.line, f"{review.key} agreed the wording, and {FOLDER}/{date}.yaml is missing. Restore it from the "
                                                  "project's history; only make agree writes both") for date, review in agreed.items() if date not in kept]
    problems += [Problem(f"{FOLDER}/{date}.yaml", 1, "no review in data/policy.yaml agreed this edition. Restore the review from the file's history")
                 for date in sorted(kept - agreed.keys())]
    problems += [Problem(page_of(date), 1, "this page of an agreed edition is missing. Restore it from the project's history")
                 for date in sorted(kept) if not (root / page_of(date)).exists()]
    return problems + [Problem(page_of(path.stem), 1, "no edition of this date was agreed. Take this page away.")
                       for path in sorted((root / page_of("")).parent.glob("2*.md")) if path.stem not in kept | agreed.keys()]


def page_of(date: str) -> str:
    return f"docs/policy/editions/{date}.md"
