"""The site as a whole: everything read, and everything checked."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from policysite import checks
from policysite.content import content as contents
from policysite.content.content import Content
from policysite.macros import DECLARED
from policysite.output import calendar
from policysite.problems import Problem, Refused, errors, in_order
from policysite.review import editions, rule_changes


def load(root: Path, today: date) -> Content:
    """The site kept in `root`, as it is on `today`. Raises Refused with every error of it."""
    content, problems = read(root, today)
    if errors(problems):
        raise Refused(errors(problems))
    return content


def read(root: Path, today: date) -> tuple[Content, list[Problem]]:
    """The site as far as it can be read, and everything that is wrong with it, or may be."""
    content = contents.load(root, today, DECLARED)
    agreed, broken = editions.load(root)
    content = replace(content, editions=agreed)
    problems = [*checks.run(content), *broken]
    if not errors([*content.problems, *broken]):
        problems += editions.check(root, agreed, content.data.policy)
        problems += rule_changes.untold(content)
        problems += calendar.clashes(content.data, today)
    return content, in_order(problems)
