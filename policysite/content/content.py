"""The whole of what is published, read together: data, pages, rules, editions, and the day."""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from policysite.content import navigation
from policysite.content.pages import Page, read_pages
from policysite.content.rules import Rules, number_rules
from policysite.problems import Problem
from policysite.schema.data import Data
from policysite.schema.data import load as load_data


@dataclass(frozen=True)
class Content:
    """The site kept in `root` as it is on `today`. `macros` are what its pages may call.

    Where `data` can't be read it is None; `problems` say why, as for everything else unread.
    """

    root: Path
    today: date
    data: Data | None
    pages: list[Page]
    rules: Rules
    macros: Mapping
    problems: list[Problem]
    editions: list = field(default_factory=list)
    agreed: object = None  # the agreed document in source/, where there is one

    @cached_property
    def by_path(self) -> dict[str, Page]:
        """Each page by its file below docs/."""
        return {page.path: page for page in self.pages}

    @cached_property
    def by_url(self) -> dict[str, Page]:
        """Each page by its address below the site's own."""
        return {page.url: page for page in self.pages}

    @cached_property
    def commit_id(self) -> str | None:
        """The short id of the commit that the text comes from; None outside a repository."""
        if not shutil.which("git"):
            return None
        command = ["git", "-C", self.root, "log", "-1", "--format=%h", "--", "docs", "data"]
        return subprocess.run(command, capture_output=True, text=True).stdout.strip() or None


def load(root: Path, today: date, macros: Mapping) -> Content:
    """Everything in `root` that can be read, and what can't."""
    data, problems = load_data(root)
    pages, unread = read_pages(root)
    rules, unnumbered = number_rules(pages)
    # Where a section can't be read, its rules are not missing: they are only unread.
    if any(problem.file.startswith("docs/policy/") for problem in unread):
        unnumbered = []
    problems = [*problems, *navigation.check(root), *unread, *unnumbered]
    return Content(root, today, data, pages, rules, macros, problems)
