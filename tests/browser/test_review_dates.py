"""A review's state in a browser whose clock is moved on: without a rebuild, and never better."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.site.published import DAY

pytestmark = pytest.mark.timeout(30)
POLICY, STATUS = "policy/", "status/"
DUE = "2027-11-30"  # put into the page, whatever the policy's own date is
STATE = re.compile(
    r'class="policy-state state-[a-z-]+"(.*?)data-due="[^"]*"(.*?)data-state="[a-z_]+"'
)


def opened(
    browser, base: str, state: str, at: str, zone: str = "Europe/London", scripts: bool = True
):
    """The policy's page, built when its review was in a state, as it is read at a moment (UTC)."""
    context = browser.new_context(base_url=base, timezone_id=zone, java_script_enabled=scripts)
    page = context.new_page()
    page.set_default_timeout(10_000)

    def as_built(route):
        answer = route.fetch()
        name = state.replace("_", "-")
        block = rf'class="policy-state state-{name}"\1data-due="{DUE}"\2data-state="{state}"'
        text, count = STATE.subn(block, answer.text())
        assert count == 1
        text = re.sub(r'(<span data-when="[a-z_]+") hidden', r"\1", text)
        text = re.sub(rf'(<span data-when="(?!{state}")[a-z_]+")', r"\1 hidden", text)
        headers = {**answer.headers, "content-encoding": "identity"}
        route.fulfill(response=answer, body=text, headers=headers)

    page.route(f"**/{POLICY}", as_built)
    if scripts:
        page.clock.install(time=datetime.fromisoformat(at).replace(tzinfo=UTC))
    page.goto(POLICY)
    return page


def shown(page, expected: str) -> None:
    """One sentence is shown, and the block is in its colours."""
    page.locator(
        f".policy-state[data-state={expected}].state-{expected.replace('_', '-')}"
    ).wait_for()
    sentences = page.locator(".policy-state [data-when]:visible")
    assert [each.get_attribute("data-when") for each in sentences.all()] == [expected]
    page.context.close()


@pytest.mark.parametrize(
    "built, at, now",
    [
        ("current", "2027-09-30T12:00", "current"),  # 61 days before
        ("current", "2027-10-01T12:00", "due_soon"),  # 60 days
        ("current", "2027-12-01T00:00", "overdue"),  # the day after
        ("due_soon", "2027-11-30T12:00", "due_soon"),  # the last day
        ("due_soon", "2026-11-22T12:00", "due_soon"),  # a clock that is wrong
        ("overdue", "2027-10-15T12:00", "overdue"),
    ],
)
def test_a_state_gets_worse_when_its_day_comes_and_never_better(browser, base, built, at, now):
    shown(opened(browser, base, built, at), now)


@pytest.mark.parametrize(
    "at, now", [("2027-09-30T22:59", "current"), ("2027-09-30T23:01", "due_soon")]
)
def test_the_day_is_londons(browser, base, at, now):
    """Wherever the reader is: in New York it is still September (British Summer Time)."""
    shown(opened(browser, base, "current", at, zone="America/New_York"), now)


def test_without_scripts_the_builds_own_state_is_there(browser, base):
    shown(opened(browser, base, "due_soon", f"{DAY}T12:00", scripts=False), "due_soon")


@pytest.mark.parametrize("days, loud", [(0, False), (14, False), (15, True), (-3, False)])
def test_an_old_status_page_says_so(phone, days, loud):
    """On the fifteenth day after the build, not on the fourteenth."""
    phone.clock.install(time=datetime.fromisoformat(f"{DAY}T12:00") + timedelta(days))
    phone.goto(STATUS, wait_until="load")
    if loud:
        phone.locator("[data-stale]").wait_for()
    else:
        phone.wait_for_timeout(300)  # its script has run by then
        assert not phone.locator("[data-stale]").is_visible()
