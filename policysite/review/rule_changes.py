"""Which rules a pull request changes, which pages tell them, and which nobody is told."""

from collections.abc import Iterator

from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.content.rules import Rules
from policysite.problems import Problem, problem

AUDIENCES = ("parents/", "staff/", "pupils/")


def to_read_again(content: Content, before: Rules) -> list[str]:
    """Each rule and point that is new, was taken out, or reads otherwise, and who tells it."""
    now = content.rules.by_name
    named = [(name, part, "is new") for name, part in now.items() if name not in before.by_name]
    gone = [(name, part) for name, part in before.by_name.items() if name not in now]
    named += [(name, part, "was taken out") for name, part in gone]
    lines = [f"Rule {part.number} ({name}) {what}." for name, part, what in named]
    for rule in content.rules.rules:
        for part in (rule, *rule.points):
            old = before.by_name.get(part.name)
            if old and words_of(old) != words_of(part):
                told = told_on({rule.name, part.name}, content)
                places = "; ".join(f"{page.file}:{lines[0]}" for page, lines in told)
                read = f"Read beside it what tells it: {places}." if told else "No page tells it."
                lines.append(f"Rule {part.number} ({part.name}) has changed. {read}")
    return lines


def untold(content: Content) -> Iterator[Problem]:
    """Each rule is told to parents, staff or pupils, or data/for_the_record.yaml says why not."""
    for rule in content.rules.rules:
        spared = content.data.for_the_record.get(rule.name)
        told = [
            (page, lines)
            for page, lines in told_on({rule.name}, content)
            if page.path.startswith(AUDIENCES)
        ]
        given = {"number": rule.number, "name": rule.name}
        if told and spared:
            given |= {"file": told[0][0].file, "at": told[0][1][0]}
            yield problem(spared.file, spared.line, "told_after_all", **given)
        elif not told and not spared:
            yield problem(rule.page.file, rule.line, "rule_untold", **given)


def places_of(rule, content: Content) -> list[str]:
    """Where a rule or point is told: docs/staff/index.md:12."""
    return [f"{page.file}:{lines[0]}" for page, lines in told_on({rule.name}, content)]


def told_on(names: set[str], content: Content) -> list[tuple[Page, list[int]]]:
    """The pages that cite a rule or point of one of those names, with the lines."""
    places = []
    for page in content.pages:
        lines = [
            call.line for call in page.calls if call.name == "clause" and names & {*call.names}
        ]
        if lines:
            places.append((page, lines))
    return places


def words_of(rule) -> list[str]:
    """A rule's words, and those of its points that have no name of their own."""
    points = [point.text for point in rule.points if not point.name]
    return " ".join([rule.text, *points]).split()
