"""Every check of the content. One file a check, its docstring the rule: check(page) or
check(content) yields problems. The last ones need all data to be read."""

from policysite.checks import (
    calls,
    entries,
    files,
    front_matter,
    headings,
    links,
    lists,
    marks,
    names,
    numbers,
    pictures,
    shown,
    situations,
    tables,
    tags,
)
from policysite.content.content import Content
from policysite.problems import Problem, errors, in_order

OF_A_PAGE = (marks, lists, tables, headings)
OF_PAGES = (files, front_matter, tags, links, pictures)
OF_EVERYTHING = (calls, names, numbers, entries, shown, situations)


def run(content: Content) -> list[Problem]:
    """Everything that is wrong with the content, or probably so."""
    problems = list(content.problems)
    readable = not errors(problems)
    for page in content.pages:
        for module in OF_A_PAGE:
            problems += module.check(page)
    for module in (*OF_PAGES, *(OF_EVERYTHING if readable else ())):
        problems += module.check(content)
    wrong = {(found.file, found.line) for found in errors(problems)}
    return in_order(  # what is probable can wait until what is certain is mended
        found for found in problems if not found.remark or (found.file, found.line) not in wrong
    )
