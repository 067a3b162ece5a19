"""What to do next, for the status page: each step with its owner's role and where to go."""

from collections.abc import Iterator
from typing import NamedTuple

from policysite.content.content import Content
from policysite.review.approvals import state_of
from policysite.review.deadlines import policy_review
from policysite.review.status import KINDS, grouped, owner_in_words


class Step(NamedTuple):
    """One thing to do. `links` are addresses by their text: on this page (#place), below the site's
    own address, or another site's. `form` names the workflow that records it, if there is one."""

    what: str
    role: str
    detail: str
    links: dict[str, str]
    form: str = ""


def next_steps(content: Content) -> list[Step]:
    """What only people can decide, then what is to be checked."""
    return [*decisions(content), *checks(content)]


def decisions(content: Content) -> Iterator[Step]:
    """The policy to review (not while that is more than 60 days off), pages to approve, questions
    to answer, newer editions of what the policy cites to read."""
    data = content.data
    deadline = policy_review(data)
    state = deadline.state(content.today)
    if state != "current":
        detail = f"It {'was' if state == 'overdue' else 'is'} due by {deadline.due}."
        links, role = {"The policy": "policy/"}, owner_in_words(data, "policy")
        yield Step("Review the policy", role, detail, links, "agree.yml")
    pages = {page.path: page for page in content.pages}
    listed = data.situations.values()
    waiting = [each for each in listed if state_of(each, pages.get(each.path)) != "approved"]
    if waiting:
        links, role = {"The pages that wait": "#approvals"}, owner_in_words(data, "advice")
        yield Step(f"Approve pages ({len(waiting)})", role, "", links, "approve.yml")
    if questions := data.questions.values():
        roles = dict.fromkeys(data.contact(question.decides).role for question in questions)
        links = {"The questions": "#questions"}
        yield Step(f"Answer questions ({len(questions)})", ", ".join(roles), "", links)
    newer = [document for document in data.guidance.values() if document.superseded]
    if newer:
        links = {f"{each.title}, {each.newest}": each.address or "#changes" for each in newer}
        role = owner_in_words(data, "guidance")
        yield Step("Read the newer editions of what the policy cites", role, "", links)


def checks(content: Content) -> Iterator[Step]:
    """A step for each kind and owner with something overdue, due soon or never confirmed."""
    waiting: dict[tuple[str, str], list[str]] = {}
    for (kind, owner, state), listed in grouped(content.data, content.today).items():
        if kind != "policy" and state != "current":
            waiting.setdefault((kind, owner), []).extend(deadline.name for deadline in listed)
    for (kind, owner), names in waiting.items():
        title, what, address = KINDS[kind]
        detail = f"{', '.join(names)}." if len(names) < 4 else ""
        role = owner_in_words(content.data, kind, owner)
        yield Step(f"{what} ({len(names)})", role, detail, {title: address})
