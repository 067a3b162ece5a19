"""The site as a whole: everything read, and everything checked."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from policysite import checks
from policysite.content import content as contents
from policysite.content.content import Content
from policysite.content.pages import page_from
from policysite.macros import MACROS, shown
from policysite.problems import Problem, Refused, errors, in_order
from policysite.review import deadlines, editions, rule_changes
from policysite.review.agreed import agreed as agreed_document
from policysite.review.agreed import page as agreed_page


def load(root: Path, today: date) -> Content:
    """The site kept in `root`, as it is on `today`. Raises Refused with every error of it."""
    content, problems = read(root, today)
    if errors(problems):
        raise Refused(errors(problems))
    return content


def read(root: Path, today: date) -> tuple[Content, list[Problem]]:
    """The site as far as it can be read, and everything that is wrong with it, or may be."""
    content = contents.load(root, today, MACROS)
    agreed, broken = editions.load(root)
    content = replace(content, editions=agreed)
    problems = [*checks.run(content), *broken]
    if not errors([*content.problems, *broken]):
        problems += editions.check(root, agreed, content.data.policy)
        problems += rule_changes.untold(content)
        problems += deadlines.clashes(content.data)
    if not errors(problems):
        content, found = with_agreed(content)
        problems += found
    return content, in_order(problems)


def with_agreed(content: Content) -> tuple[Content, list[Problem]]:
    """The content with the agreed document in source/, and how the plain rules differ from it."""
    show = shown(content)
    agreed, problems = agreed_document.load(content, lambda rule: show(rule.text))
    if not agreed:
        return content, problems
    source = agreed_page.source_of(agreed, content.data.policy.title)
    page, _ = page_from(source, agreed_page.PATH)
    content = replace(content, agreed=agreed, pages=[*content.pages, page])
    return content, [*problems, *agreed.remarks(content.today)]
