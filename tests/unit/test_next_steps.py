"""What the status page says to do next."""

from policysite.review.approvals import fingerprint
from policysite.review.next_steps import next_steps
from tests.unit.made_up import content, entry, page, review, school, when

PAGE = page("parents/upset.md")


def steps(data, pages=()) -> list[tuple]:
    return [(step.what, step.role, step.detail) for step in next_steps(content(data, None, pages))]


def test_each_step_has_its_role_and_its_link():
    """The review first, then what only people can decide, then what is to be checked."""
    data = school()
    data.situations = {"upset": entry("situations", "upset", path=PAGE.path, approved_by=None)}
    data.questions = {"q": entry("questions", "q", decides="chair")}
    data.guidance = {
        key: entry(
            "guidance", key, title=key, newest=when("2026"), address=address, superseded=True
        )
        for key, address in (("Act", "https://example.org/act"), ("Code", None))
    }
    assert steps(data, [PAGE]) == [
        ("Review the policy", "Head Teacher (proposed)", "It was due by March 2025."),
        ("Approve pages (1)", "Head Teacher (proposed)", ""),
        ("Answer questions (1)", "Chair", ""),
        ("Read the newer editions of what the policy cites", "Head Teacher (proposed)", ""),
        ("Confirm contacts (1)", "Head Teacher (proposed)", "Chair."),
    ]
    links = [
        link for step in next_steps(content(data, None, [PAGE])) for link in step.links.items()
    ]
    assert ("Act, 2026", "https://example.org/act") in links and ("Code, 2026", "#changes") in links


def test_nothing_to_do():
    """All is current, and each page is approved as it reads now."""
    data = school(review("2026-11", "2027-11"))
    data.contacts["chair"].checked = when("2026-11")
    data.upkeep["policy"].checked = when("2026-11")
    words = fingerprint(PAGE)
    approved = {"path": PAGE.path, "approved_by": "head", "approved_words": words}
    data.situations = {"upset": entry("situations", "upset", **approved)}
    assert steps(data, [PAGE]) == []
    data.situations["upset"].approved_words = "another"
    assert [what for what, _, _ in steps(data, [PAGE])] == ["Approve pages (1)"]


def test_many_are_counted():
    data = school(
        review("2026-11", "2027-11"), help=[entry("help", n, None, name=n) for n in "abcd"]
    )
    assert ("Check help services (4)", "Head Teacher (proposed)", "") in steps(data)
