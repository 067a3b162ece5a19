"""People find what they need: by the words they type, and in two taps on a phone."""

import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import TimeoutError

from tests.project import ROOT, Project

PHONE = {"width": 390, "height": 844}
PARENTS = "parents/{}/".format

# What people type, and the pages that they look for: each among the first three results.
SEARCHES = {
    "insta": [PARENTS("age-limits"), PARENTS("under-13-account")],
    "snap": [PARENTS("age-limits"), PARENTS("under-13-account")],
    "tik tok": [PARENTS("age-limits"), PARENTS("under-13-account")],
    "nudes": [PARENTS("asked-for-pictures")],
    "friend request": [PARENTS("stranger-messaging"), "staff/"],
    "group chat": [PARENTS("class-whatsapp-row")],
    "photos": [PARENTS("posts-about-us"), PARENTS("school-posts-and-staff")],
    "roblox": [PARENTS("age-limits"), PARENTS("under-13-account")],
    "bullying": [PARENTS("unkind-online")],
    "what age": [PARENTS("age-limits"), PARENTS("under-13-account")],
    "facebook page": [PARENTS("no-social-media")],
    "report": ["contacts/", "parents/", "pupils/"],
}


@pytest.fixture(scope="module")
def phone(chromium, server):
    """A page of a phone-sized browser, at the home page."""
    context = chromium.new_context(viewport=PHONE, has_touch=True, base_url=server)
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def first_three(page, typed: str) -> list[str]:
    """The pages that the site's search lists first for what is typed, without the section."""
    if not page.locator("dialog.search").is_visible():
        page.locator("[data-search]").first.click()
    page.locator("dialog.search input").fill(typed)
    page.wait_for_function("typed => document.querySelector('.search-count').textContent.includes(`“${typed}”`)", arg=typed)
    links = page.locator(".search-results a").evaluate_all("links => links.map(link => link.href)")
    return [urlsplit(link).path.strip("/") + "/" for link in links[:3]]


@pytest.mark.parametrize("typed, wanted", SEARCHES.items(), ids=SEARCHES)
def test_a_search_has_the_right_page_among_its_first_three_results(phone, typed, wanted):
    """People type their own words, not the policy's."""
    assert set(wanted) <= set(first_three(phone, typed))


def test_a_search_fails_where_its_words_are_gone(chromium, server, built):
    """The planted fault: the pages lose their search words, and so their places."""
    index = json.loads((built / "search/search_index.json").read_text("utf-8"))
    for entry in index["docs"]:
        entry["tags"] = []
    page = chromium.new_page()
    page.route("**/search_index.json", lambda route: route.fulfill(json=index))
    page.goto(server)
    assert not set(SEARCHES["snap"]) <= set(first_three(page, "snap"))
    page.close()


def test_search_words_stand_on_one_line_with_commas(scratch):
    """A list, or a number alone, is said with its line."""
    line = scratch.edit("docs/contacts.md", r"^search: .*", "search: [report, tell]")
    assert scratch.problems() == [f'docs/contacts.md, line {line}: search needs quotation marks, because of a colon, a bracket or a list in it. '
                                  'Write search: "…"']


HIDDEN = ("Next review due:", "Review due soon:", "Review overdue:")  # one of three is true on a day; the others are not shown


def noise(entries: list[dict]) -> list[str]:
    """The entries of a search index that hold what no reader sees, or a list from the status page."""
    return [entry["location"] for entry in entries if any(sentence in entry["text"] for sentence in HIDDEN)
            or (entry["location"].startswith("status/") and len(entry["text"]) > 400)]


def test_the_index_holds_what_readers_look_for(built):
    """No state that is hidden that day, and no list of deadlines."""
    entries = json.loads((built / "search/search_index.json").read_text("utf-8"))["docs"]
    assert noise(entries) == []
    hidden = {"location": "policy/breaches/", "text": "Next review due: September 2023."}
    listed = {"location": "status/", "text": "Contact: Headteacher, overdue. " * 20}
    assert noise([*entries, hidden, listed]) == ["policy/breaches/", "status/"]


# --- with a thumb ----------------------------------------------------------------------------------

FACTS = Project(ROOT).load().facts
SITUATIONS = [each for each in FACTS.situations.values() if each.path.startswith("parents/")]


def in_two_taps(page, title: str) -> None:
    """From the home page. A tap waits until the link is there, in sight, and under nothing else."""
    page.goto("/")
    page.locator("main").get_by_role("link", name="I’m worried about something online now").tap(timeout=2000)
    page.locator("main").get_by_role("link", name=title, exact=True).tap(timeout=2000)
    page.locator("h1").get_by_text(title, exact=True).wait_for(timeout=2000)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.key)
def test_each_situation_is_two_taps_from_the_home_page(phone, situation):
    """At 390 px, at nine in the evening."""
    in_two_taps(phone, situation.title)


def test_a_situation_that_no_link_leads_to_is_not_reached(phone):
    """The planted fault."""
    with pytest.raises(TimeoutError):
        in_two_taps(phone, "My child has seen a ghost")


def can_be_tapped(link) -> bool:
    """At least 44 px high, and nothing lies over it."""
    try:
        link.tap(trial=True, timeout=1000)
    except TimeoutError:
        return False
    return round(link.bounding_box()["height"]) >= 44


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.key)
def test_a_number_to_ring_can_be_tapped(phone, situation):
    """Below “Tell”, on each page for a situation, at 390 px."""
    phone.goto(situation.url)
    numbers = phone.locator("h2#tell ~ * a[href^='tel:+44']")
    assert numbers.first.is_visible() and can_be_tapped(numbers.first)


def test_a_number_under_something_else_cannot(phone):
    """The planted fault."""
    phone.goto(SITUATIONS[0].url)
    number = phone.locator("a[href^='tel:+44']").first
    number.evaluate("link => link.style.pointerEvents = 'none'")
    assert not can_be_tapped(number)


# --- by keyboard, and without scripts --------------------------------------------------------------

def opened_by_keyboard(page) -> list[str]:
    """The scenarios whose answer shows after Tab to the question and Enter."""
    opened = []
    for _ in range(page.locator("a, button, summary").count()):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('summary')"):
            page.keyboard.press("Enter")
            if page.locator("details:focus-within p").first.is_visible():
                opened.append(page.evaluate("document.activeElement.textContent"))
    return opened


def test_every_scenario_opens_by_keyboard(phone):
    """Tab to the question, Enter for the answer."""
    phone.goto("staff/scenarios/")
    assert opened_by_keyboard(phone) == phone.locator("summary").all_text_contents()


def test_a_scenario_out_of_the_keyboards_reach_is_found(phone):
    """The planted fault."""
    phone.goto("staff/scenarios/")
    phone.locator("summary").last.evaluate("summary => summary.tabIndex = -1")
    assert opened_by_keyboard(phone) == phone.locator("summary").all_text_contents()[:-1]


def test_every_scenario_opens_without_scripts(chromium, server):
    """Eight to twelve, the answer one tap away."""
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False, base_url=server)
    page = context.new_page()
    page.goto("staff/scenarios/")
    scenarios = page.locator("details").all()
    assert 8 <= len(scenarios) <= 12
    for scenario in scenarios:
        answer = scenario.locator("p").first
        assert not answer.is_visible()
        scenario.locator("summary").click()
        assert answer.is_visible()
    context.close()
