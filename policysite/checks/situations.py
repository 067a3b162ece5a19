"""Pages with advice from outside the school: listed, called the same, and approved by somebody."""

import re
from collections.abc import Iterator

from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.problems import Problem, problem

STEPS = re.compile(r"^## Do this now\b", re.MULTILINE)


def check(content: Content) -> Iterator[Problem]:
    """Each entry of data/situations.yaml has its page, and each such page its entry."""
    listed = {entry.path: entry for entry in content.data.situations.values()}
    for path, entry in listed.items():
        page = content.by_path.get(path)
        if not page:
            given = {"key": entry.key, "path": path}
            yield problem(entry.file, entry.line, "no_page_of_situation", **given)
        elif page.title != entry.title:
            given = {"file": entry.file, "at": entry.line, "title": entry.title}
            yield page.problem(page.meta.line_of("title"), "situation_title", **given)
    for page in content.pages:
        if page.path in listed:
            yield from shape(page)
            continue
        if page.path.startswith("parents/") and STEPS.search(page.body):
            yield page.problem(1, "situation_unlisted")
        for call in page.calls:
            if call.name == "approval":
                key = page.path.rpartition("/")[2].removesuffix(".md").replace("-", "_")
                yield page.problem(call.line, "no_call_of_page", key=key)


def shape(page: Page) -> Iterator[Problem]:
    """Such a page tells whether it is approved; a parents' one opens with 999, has one to four
    steps that somebody can take tonight, and says where its advice comes from."""
    names = [call.name for call in page.calls]
    if "approval" not in names:
        yield page.problem(page.first_line, "not_shown", call="approval()")
    if not page.path.startswith("parents/"):
        return
    if names[:1] != ["emergency"]:
        yield page.problem(page.first_line, "situation_opens")
    if found := STEPS.search(page.body):
        below = page.body[found.end() :].split("\n## ")[0]
        count = len(re.findall(r"^\d+\. ", below, re.MULTILINE))
        if not 1 <= count <= 4:
            yield page.problem(page.line_of(found.start()), "situation_steps", count=count)
        if "sources" not in names and "clause(" not in below:
            yield page.problem(page.first_line, "situation_sources")
