"""Pages with advice from outside the school: listed, called the same, and approved by somebody."""

import re
from collections.abc import Iterator

from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.problems import Problem

STEPS = re.compile(r"^## Do this now\b((?:(?!^## ).*\n?)*)", re.MULTILINE)


def check(content: Content) -> Iterator[Problem]:
    """Each entry of data/situations.yaml has its page, and each such page its entry."""
    listed = {entry.path: entry for entry in content.data.situations.values()}
    for path, entry in listed.items():
        page = content.by_path.get(path)
        if not page:
            yield entry.problem("", "no_page_of_situation", path=path)
        elif page.title != entry.title:
            given = {"file": entry.file, "at": entry.line, "title": entry.title}
            yield page.problem(page.meta.line_of("title"), "situation_title", **given)
    for page in content.pages:
        approval = next((call for call in page.calls if call.name == "approval"), None)
        of_parents = page.path.startswith("parents/")
        if page.path in listed:
            if not approval:
                yield page.problem(page.first_line, "not_shown", call="approval()")
            if of_parents:
                yield from shape(page)
            continue
        if of_parents and STEPS.search(page.body):
            yield page.problem(1, "situation_unlisted")
        if approval:
            key = page.path.rpartition("/")[2].removesuffix(".md").replace("-", "_")
            yield page.problem(approval.line, "no_call_of_page", key=key)


def shape(page: Page) -> Iterator[Problem]:
    """It opens with 999, has one to four steps for tonight, and says where its advice is from."""
    names = [call.name for call in page.calls]
    if names[:1] != ["emergency"]:
        yield page.problem(page.first_line, "situation_opens")
    if found := STEPS.search(page.body):
        count = len(re.findall(r"^\d+\. ", found[1], re.MULTILINE))
        if not 1 <= count <= 4:
            yield page.problem(page.line_of(found.start()), "situation_steps", count=count)
        if "sources" not in names and "clause(" not in found[1]:
            yield page.problem(page.first_line, "situation_sources")
