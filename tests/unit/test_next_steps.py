"""What the status page says to do next."""

import html
import re
from types import SimpleNamespace as Made

from policysite.macros import Macros
from policysite.review.approvals import fingerprint
from tests.unit.made_up import content, entry, page, review, school, when

PAGE = page("parents/upset.md")


def steps(data, pages=()) -> str:
    """The words and the links of that part of the page."""
    made = content(data, None, pages)
    made.macros, made.by_path = (), {page.path: page for page in pages}
    part = Macros(made, Made(page=None, conf={"extra": {}})).functions["part"]("status")
    return " ".join(re.sub(r"<(?!/?a\b)[^>]+>", "", html.unescape(part)).split())


def test_each_step_has_its_role_and_its_link():
    """The review first, then what only people can decide, then what is to be checked."""
    data = school()
    data.situations = {"upset": entry("situations", "upset", path=PAGE.path, approved_by=None)}
    data.questions = {"q": entry("questions", "q", decides="chair")}
    data.guidance = {
        key: entry("guidance", key, title=key, cited="2021", newest=when("2026"), address=address)
        for key, address in (("Act", "https://example.org/act"), ("Code", None))
    }
    for document in data.guidance.values():
        document.superseded = True
    said = steps(data, [PAGE])
    listed = [
        "Review the policy: Head Teacher (proposed). It was due by March 2025.",
        "Approve pages (1): Head Teacher (proposed).",
        "Answer questions (1): Chair.",
        "Read the newer editions of what the policy cites: Head Teacher (proposed).",
        '<a class="external" href="https://example.org/act" rel="external">Act, 2026</a>',
        '<a href="#changes">Code, 2026</a>',
        "Confirm contacts (1): Head Teacher (proposed). Chair.",
    ]
    places = [said.find(step) for step in listed]
    assert -1 not in places and places == sorted(places), said


def test_nothing_to_do():
    """All is current, and each page is approved as it reads now."""
    data = school(review("2026-11", "2027-11"))
    data.contacts["chair"].checked = when("2026-11")
    approved = {"path": PAGE.path, "approved_by": "head", "approved_words": fingerprint(PAGE)}
    data.situations = {"upset": entry("situations", "upset", **approved)}
    assert "There is nothing to do today." in steps(data, [PAGE])
    data.situations["upset"].approved_words = "another"
    assert "Approve pages (1): " in steps(data, [PAGE])


def test_many_are_counted():
    listed = [entry("help", name, None, name=name) for name in "abcd"]
    said = steps(school(review("2026-11", "2027-11"), help=listed))
    assert "Check help services (4): Head Teacher (proposed). <a" in said
