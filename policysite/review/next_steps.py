"""What to do next, for the status page: each step with its owner's role and where to go."""

from collections.abc import Iterator
from typing import NamedTuple

from policysite.content.content import Content
from policysite.review.approvals import state_of
from policysite.review.deadlines import deadlines, policy_review, worst_first
from policysite.review.status import KIND_NAMES, role_in_words
from policysite.schema.data import Data

KINDS = {  # what to do with what goes stale, and the page that shows it
    "contacts": ("Confirm contacts", "contacts/"),
    "guidance": ("Check cited documents", "policy/"),
    "help": ("Check help services", "contacts/"),
    "apps": ("Check age limits", "parents/age-limits/"),
    "advice": ("Check sources of advice", "#every-date"),
    "channels": ("Check official channels", "policy/"),
    "statements": ("Check statements", "about/accessibility/"),
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
    return [*review(content), *decisions(content), *checks(content)]


def review(content: Content) -> Iterator[Step]:
    """Nothing to do while the next review is more than 60 days off."""
    deadline = policy_review(content.data)
    state = deadline.state(content.today)
    if state != "current":
        detail = f"It {'was' if state == 'overdue' else 'is'} due by {deadline.due}."
        role, links = usual_owner(content.data, "policy"), [Link("The policy", "policy/")]
        yield Step("Review the policy", role, detail, links, "agree.yml")


def decisions(content: Content) -> Iterator[Step]:
    """Pages to approve, questions to answer, newer editions of what the policy cites to read."""
    data = content.data
    pages = {page.path: page for page in content.pages}
    listed = data.situations.values()
    waiting = [each for each in listed if state_of(each, pages.get(each.path)) != "approved"]
    if waiting:
        role, links = usual_owner(data, "advice"), [Link("The pages that wait", "#approvals")]
        yield Step(f"Approve pages ({len(waiting)})", role, "", links, "approve.yml")
    if questions := data.questions.values():
        roles = dict.fromkeys(data.contact(question.decides).role for question in questions)
        links = [Link("The questions", "#questions")]
        yield Step(f"Answer questions ({len(questions)})", ", ".join(roles), "", links)
    newer = [document for document in data.guidance.values() if document.superseded]
    links = [Link(f"{each.title}, {each.newest}", each.address or "#changes") for each in newer]
    if links:
        role = usual_owner(data, "guidance")
        yield Step("Read the newer editions of what the policy cites", role, "", links)


def checks(content: Content) -> Iterator[Step]:
    """A step for each kind and owner with something overdue, due soon or never confirmed."""
    waiting: dict[tuple[str, str], list[str]] = {}
    for deadline in worst_first(deadlines(content.data), content.today):
        if deadline.kind in KINDS and deadline.state(content.today) != "current":
            waiting.setdefault((deadline.kind, deadline.owner), []).append(deadline.name)
    for (kind, owner), names in waiting.items():
        what, address = KINDS[kind]
        detail = f"{', '.join(names)}." if len(names) < 4 else ""
        role, links = role_in_words(content.data, owner, kind), [Link(KIND_NAMES[kind], address)]
        yield Step(f"{what} ({len(names)})", role, detail, links)


def usual_owner(data: Data, kind: str) -> str:
    return role_in_words(data, data.upkeep[kind].owner, kind)
