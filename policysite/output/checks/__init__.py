"""Checks of the built site: what a pull request of words is judged by beside the content's own.

One file a check: check(content, folder) yields problems; its docstring is the rule.
"""

from pathlib import Path

from policysite.content.content import Content
from policysite.output.checks import links, reading, safety, spelling, weight
from policysite.problems import Problem, in_order


def run(content: Content, folder: Path) -> list[Problem]:
    """What is wrong with the site built into `folder`, or probably so."""
    checks = (links, safety, weight, reading, spelling)
    return in_order(problem for module in checks for problem in module.check(content, folder))
