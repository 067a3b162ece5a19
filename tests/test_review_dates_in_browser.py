"""The state of the policy in a real browser whose clock is moved on: no rebuild, and without a script the state of the build."""

from datetime import datetime, timedelta, timezone

import pytest

from tests.conftest import serve
from tests.governors import renew
from tests.project import Project

POLICY, STATUS = "policy/", "status/"
SENTENCES = {"current": "Next review due: November 2027.", "due_soon": "Review due soon: by the end of November 2027.",
             "overdue": "Review overdue: it was due in November 2027. No later review is recorded here."}


@pytest.fixture(scope="module")
def reviewed(project, tmp_path_factory) -> Project:
    """A copy that was reviewed on 22 November 2026, so that its next review is due in November 2027."""
    copy = project.copy_to(tmp_path_factory.mktemp("reviewed") / "project")
    renew(copy)
    return copy


@pytest.fixture(scope="module")
def address(reviewed):
    """Where it is served as it was built on a day."""
    served = {}

    def on(day: str) -> str:
        if day not in served:
            folder = reviewed.root / f"site-{day}"
            ended = reviewed.build("--quiet", "--site-dir", str(folder), TODAY=day)
            assert ended.status == 0, ended.output
            server = serve(folder)
            served[day] = next(server), server
        return served[day][0]

    yield on
    for _, server in served.values():
        server.close()


def opened(chromium, url: str, at: str, script: bool = True, zone: str = "Europe/London"):
    """The page as a reader sees it at a moment (UTC), somewhere."""
    context = chromium.new_context(java_script_enabled=script, timezone_id=zone)
    page = context.new_page()
    if script:
        page.clock.install(time=datetime.fromisoformat(at).replace(tzinfo=timezone.utc))
        go(page, url)
    else:
        page.goto(url)
    return page


def go(page, url: str) -> None:
    """To a page whose script has run: the page asks for it by itself, and a module runs once, whoever waits for it."""
    with page.expect_request("**/review-dates.js") as asked:
        page.goto(url)
    page.evaluate("script => import(script)", asked.value.url)


def state(page) -> tuple[str, str]:
    """The state of the block, by its class, and the one sentence that is shown."""
    block = page.locator(".policy-state")
    (name,) = [each.removeprefix("state-").replace("-", "_") for each in block.get_attribute("class").split() if each.startswith("state-")]
    (shown,) = [each.inner_text() for each in block.locator("[data-when]").all() if each.is_visible()]
    return name, shown


@pytest.mark.parametrize("at, now", [
    ("2026-11-22T12:00", "current"),
    ("2027-09-30T12:00", "current"),      # 61 days before the last day of November
    ("2027-10-01T12:00", "due_soon"),     # 60 days
    ("2027-11-30T12:00", "due_soon"),     # the last day
    ("2027-12-01T00:00", "overdue"),      # the day after
    ("2031-01-01T12:00", "overdue"),
])
def test_the_state_changes_when_its_day_comes(chromium, address, at, now):
    """Built once, in November 2026: the page is right on every day since, without a rebuild."""
    page = opened(chromium, address("2026-11-22") + POLICY, at)
    assert state(page) == (now, SENTENCES[now])
    page.context.close()


def test_the_day_is_londons(chromium, address):
    """Wherever the reader is: in New York it is still September, here October has begun (British Summer Time)."""
    url = address("2026-11-22") + POLICY
    for at, now in [("2027-09-30T22:59", "current"), ("2027-09-30T23:01", "due_soon")]:
        page = opened(chromium, url, at, zone="America/New_York")
        assert state(page)[0] == now
        page.context.close()


@pytest.mark.parametrize("built, at", [("2027-10-15", "2026-11-22T12:00"), ("2027-12-01", "2026-11-22T12:00"), ("2027-12-01", "2027-10-15T12:00")])
def test_a_state_never_gets_better_in_the_browser(chromium, address, built, at):
    """A clock that is wrong can't make an overdue review look current."""
    page = opened(chromium, address(built) + POLICY, at)
    assert state(page)[0] == ("overdue" if built == "2027-12-01" else "due_soon")
    page.context.close()


@pytest.mark.parametrize("built, now", [("2026-11-22", "current"), ("2027-10-15", "due_soon"), ("2027-12-01", "overdue")])
def test_without_a_script_the_builds_own_state_is_there(chromium, address, built, now):
    """Written by the server's build, whatever the browser can do."""
    page = opened(chromium, address(built) + POLICY, f"{built}T12:00", script=False)
    assert state(page) == (now, SENTENCES[now])
    assert page.goto(address(built) + STATUS) and not page.locator("[data-stale]").is_visible()
    page.context.close()


@pytest.mark.parametrize("days, loud", [(0, False), (14, False), (15, True), (400, True), (-3, False)])
def test_an_old_status_page_says_so_loudly(chromium, address, days, loud):
    """On the fifteenth day after the build, not on the fourteenth."""
    moment = datetime(2026, 11, 22, 12) + timedelta(days)
    page = opened(chromium, address("2026-11-22") + STATUS, moment.isoformat())
    assert page.locator("[data-stale]").is_visible() == loud
    page.context.close()


def test_every_page_of_the_policy_has_its_state(chromium, address, reviewed):
    """Near the title, on each of the sections."""
    base = address("2026-11-22")
    page = opened(chromium, base + POLICY, "2027-12-01T12:00")
    for section in reviewed.load().clauses.sections:
        go(page, base + section.page.url)
        assert state(page) == ("overdue", SENTENCES["overdue"]), section.page.url
    page.context.close()
