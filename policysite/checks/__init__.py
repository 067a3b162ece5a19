"""Every check of the content. One file a check: check(content) yields problems; its docstring is
the rule. The first ones need only pages; the others need all data to be read."""

from collections.abc import Callable, Iterator

from policysite.checks import (
    calls,
    contacts,
    dates,
    files,
    front_matter,
    headings,
    kept_up,
    layout,
    links,
    lists,
    marks,
    names,
    numbers,
    redirects,
    search,
    shown,
    situations,
    tables,
    tags,
    targets,
    unfinished,
)
from policysite.content.content import Content
from policysite.problems import Problem, errors, in_order

Check = Callable[[Content], Iterator[Problem]]

OF_PAGES: list[Check] = [
    files.check,
    front_matter.check,
    tags.check,
    links.check,
    targets.check,
    marks.check,
    lists.check,
    tables.check,
    headings.check,
    layout.check,
    unfinished.check,
]
OF_EVERYTHING: list[Check] = [
    calls.check,
    names.check,
    numbers.check,
    contacts.check,
    kept_up.check,
    dates.check,
    redirects.check,
    search.check,
    shown.check,
    situations.check,
]


def run(content: Content) -> list[Problem]:
    """Everything that is wrong with the content, or probably so."""
    problems = list(content.problems)
    readable = not errors(problems)
    for check in [*OF_PAGES, *(OF_EVERYTHING if readable else [])]:
        problems += check(content)
    wrong = {(found.file, found.line) for found in errors(problems)}
    return in_order(  # what is probable can wait until what is certain is mended
        found for found in problems if not found.remark or (found.file, found.line) not in wrong
    )
