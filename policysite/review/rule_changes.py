"""Which rules a pull request changes, which pages tell them, and which nobody is told."""

from collections.abc import Iterator

from policysite.content.content import Content
from policysite.content.rules import Rules
from policysite.problems import Problem, problem

AUDIENCES = ("docs/parents/", "docs/staff/", "docs/pupils/")


def to_read_again(content: Content, before: Rules) -> list[str]:
    """Each rule and point that is new, was taken out, or reads otherwise, and who tells it."""
    lines = []
    for rule in content.rules.rules:
        for part in (rule, *rule.points):
            old = before.by_name.get(part.name)
            if part.name and not old:
                lines.append(f"Rule {part.number} ({part.name}) is new.")
            elif old and words_of(old) != words_of(part):
                told = "; ".join(places_of(content, rule, part))
                read = f"Read beside it what tells it: {told}." if told else "No page tells it."
                lines.append(f"Rule {part.number} ({part.name}) has changed. {read}")
    gone = [rule for name, rule in before.by_name.items() if name not in content.rules.by_name]
    return lines + [f"Rule {rule.number} ({rule.name}) was taken out." for rule in gone]


def untold(content: Content) -> Iterator[Problem]:
    """Each rule is told to parents, staff or pupils, or data/for_the_record.yaml says why not."""
    for rule in content.rules.rules:
        spared = content.data.for_the_record.get(rule.name)
        told = [at for at in places_of(content, rule) if at.startswith(AUDIENCES)]
        given = {"number": rule.number, "name": rule.name}
        if told and spared:
            file, _, line = told[0].rpartition(":")
            yield problem(spared.file, spared.line, "told_after_all", file=file, at=line, **given)
        elif not told and not spared:
            yield problem(rule.page.file, rule.line, "rule_untold", **given)


def places_of(content: Content, *rules) -> list[str]:
    """Where one of those rules or points is told, once a page: docs/staff/index.md:12."""
    names = {rule.name for rule in rules}
    lines = {
        page.file: call.line
        for page in content.pages
        for call in reversed(page.calls)
        if call.name == "clause" and names & {*call.names}
    }
    return [f"{file}:{line}" for file, line in lines.items()]


def words_of(rule) -> list[str]:
    """A rule's words, and those of its points that have no name of their own."""
    points = [point.text for point in rule.points if not point.name]
    return " ".join([rule.text, *points]).split()
