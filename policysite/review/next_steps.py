"""What to do next, for the status page: each step with its owner's role and where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policysite.review.approvals import state_of
from policysite.review.deadlines import worst_first
from policysite.review.status import KIND_NAMES, grouped, role_in_words

if TYPE_CHECKING:
    from policysite.content.content import Content

KINDS = {  # what to do with one, or with more, and the page that shows them
    "contacts": ("Confirm a contact", "Confirm $n contacts", "contacts/"),
    "guidance": ("Check a cited document", "Check $n cited documents", "policy/"),
    "help": ("Check a help service", "Check $n help services", "contacts/"),
    "apps": ("Check an age limit", "Check $n age limits", "parents/age-limits/"),
    "advice": ("Check a source of advice", "Check $n sources of advice", "#every-date"),
    "channels": ("Check an official channel", "Check $n official channels", "policy/"),
    "statements": ("Check a statement", "Check $n statements", "about/accessibility/"),
}


class Link(NamedTuple):
    """`address` is on this page (#place), below the site's own address, or another site's."""

    text: str
    address: str


class Step(NamedTuple):
    """One thing to do. `form` names the workflow that records it, if there is one."""

    what: str
    role: str
    detail: str
    links: list[Link]
    form: str = ""


def next_steps(content: Content) -> list[Step]:
    """The policy's review first, then what only people can decide, then what is to be checked."""
    steps = [review(content), approvals(content), questions(content), newer_editions(content)]
    return [step for step in steps if step] + checks(content)


def review(content: Content) -> Step | None:
    """Nothing to do while the next review is more than 60 days off."""
    group = next(group for group in grouped(content.data, content.today) if group.kind == "policy")
    if group.state == "current":
        return None
    due = content.data.policy.next_due
    detail = f"It was due by {due}." if group.state == "overdue" else f"It is due by {due}."
    links = [Link("The policy", "policy/")]
    role = role_in_words(content.data, group.owner, "policy")
    return Step("Review the policy", role, detail, links, "agree.yml")


def approvals(content: Content) -> Step | None:
    """Whoever looks after the sources of advice approves the pages that give it."""
    pages = {page.path: page for page in content.pages}
    waiting = [
        situation
        for situation in content.data.situations.values()
        if state_of(situation, pages.get(situation.path)) != "approved"
    ]
    if not waiting:
        return None
    role = role_in_words(content.data, content.data.upkeep["advice"].owner, "advice")
    what = counted(waiting, "Approve a page", "Approve $n pages")
    return Step(what, role, "", [Link("The pages that wait", "#approvals")], "approve.yml")


def questions(content: Content) -> Step | None:
    """What bodies disagree on, the school decides: data/questions.yaml, until it is answered."""
    listed = list(content.data.questions.values())
    if not listed:
        return None
    roles = dict.fromkeys(content.data.contact(question.decides).role for question in listed)
    what = counted(listed, "Answer a question", "Answer $n questions")
    return Step(what, ", ".join(roles), "", [Link("The questions", "#questions")])


def newer_editions(content: Content) -> Step | None:
    """Documents that have been replaced since the policy cited them, each with its link."""
    newer = [entry for entry in content.data.guidance.values() if entry.superseded]
    if not newer:
        return None
    role = role_in_words(content.data, content.data.upkeep["guidance"].owner, "guidance")
    links = [
        Link(f"{document.title}, {document.newest}", document.address or "#changes")
        for document in newer
    ]
    return Step("Read the newer editions of what the policy cites", role, "", links)


def checks(content: Content) -> list[Step]:
    """A step for each kind and owner with something overdue, due soon or never confirmed."""
    waiting: dict[tuple[str, str], list] = {}
    for group in grouped(content.data, content.today):
        if group.kind in KINDS and group.state != "current":
            waiting.setdefault((group.kind, group.owner), []).extend(group.deadlines)
    steps = []
    for (kind, owner), listed in waiting.items():
        one, more, address = KINDS[kind]
        names = [deadline.name for deadline in worst_first(listed, content.today)]
        detail = f"{', '.join(names)}." if len(names) < 4 else ""
        role, links = role_in_words(content.data, owner, kind), [Link(KIND_NAMES[kind], address)]
        steps.append(Step(counted(names, one, more), role, detail, links))
    return steps


def counted(listed: list, one: str, more: str) -> str:
    """`one`, or `more` with their number."""
    return one if len(listed) == 1 else more.replace("$n", str(len(listed)))
