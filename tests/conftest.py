"""What tests share: the project, a copy to plant faults in, the built site, a server on loopback, one Chromium.

Order: what needs no build comes first, then what needs the built site, then what needs a browser.
`make test` runs files side by side, in a process for each processor; those share the built sites.
"""

import fcntl
import os
from datetime import date
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from policysite import dates, facts as fact_files
from tests import get_browser
from tests.project import ROOT, Project
from tests.published import publish, running

SLOWER = ("built", "published", "server", "chromium")  # fixtures, in the order of what they cost


def pytest_addoption(parser):
    parser.addoption("--today", type=date.fromisoformat, default=None, metavar="2026-11-22",
                     help="the day that the summary is for (else TODAY, else today in London)")
    parser.addoption("--record", action="store_true", help="write what was found on every page into data/accessibility.yaml")


def pytest_configure(config):
    """Wrong data or pages stop the tests as they stop a build: in the editor's words, all at once."""
    if not hasattr(config, "workerinput") and (problems := Project(ROOT).problems()):
        raise pytest.UsageError("\n".join(problems))


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: sum(fixture in item.fixturenames for fixture in SLOWER))


def pytest_terminal_summary(terminalreporter, config):
    """Overdue is shown, and fails nothing: who mends a phone number is not stopped by a review."""
    today = config.getoption("--today") or dates.today_in_london()
    for line in overdue(ROOT, today):
        terminalreporter.write_line(f"Overdue, shown and not failed: {line}", yellow=True)
    for report in terminalreporter.getreports("passed"):
        for name, line in report.user_properties:
            if name == "shown" and report.when == "call":
                terminalreporter.write_line(f"Shown and not failed: {line}", yellow=True)


@pytest.fixture
def shown(record_property):
    """Says what a test only wants to say: the summary lists it."""
    return lambda line: record_property("shown", line)


def overdue(root: Path, today: date) -> list[str]:
    """What the summary shows: the policy's review, once its last day has passed."""
    policy = fact_files.load(root).policy
    due = policy.reviews[-1].next_due
    days = -dates.days_left(due, today)
    return [f"the policy's review was due in {due} ({days:,} days)"] if days > 0 else []


@pytest.fixture(scope="session")
def project() -> Project:
    """The project itself, to be read only."""
    return Project(ROOT)


@pytest.fixture
def scratch(project, tmp_path) -> Project:
    """A copy of the project, to plant faults in."""
    return project.copy_to(tmp_path / "project")


@pytest.fixture
def sample(scratch) -> Project:
    """A copy of the project with made-up people and reviews, so that tests hold whoever takes over."""
    return scratch.make_up()


def once(folder: Path, make) -> Path:
    """A folder for every process of this run: the first that needs it makes it, the others wait for that."""
    if "PYTEST_XDIST_WORKER" in os.environ:  # each has a folder of its own below one for all
        folder = folder.parent.parent / folder.name
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make(folder)
    return folder


@pytest.fixture(scope="session")
def built(project, tmp_path_factory) -> Path:
    """The real site as it is built on 22 November 2026."""
    def build(folder: Path) -> None:
        status, output = project.build("--quiet", "--site-dir", str(folder), PAPER="on")
        assert status == 0, output

    return once(tmp_path_factory.getbasetemp() / "built", build)


@pytest.fixture(scope="session")
def published(project, tmp_path_factory) -> Path:
    """The real site as it is published: with an address of its own, below its host's, and a repository."""
    return once(tmp_path_factory.getbasetemp() / "published", lambda folder: publish(project, folder))


class Quiet(SimpleHTTPRequestHandler):
    """Files as a host of static pages gives them: no listing of folders, and our own page for 404."""

    def log_message(self, *_):
        pass

    def end_headers(self):
        self.send_header("LinkChecker", "as fast as you can")  # without it LinkChecker asks 3 times a second
        super().end_headers()

    def list_directory(self, path):
        self.send_error(404)


def serve(folder: Path):
    """Serves a folder on loopback, on a free port: yields its address."""
    with running(lambda *request: Quiet(*request, directory=str(folder))) as address:
        yield address


@pytest.fixture(scope="session")
def server(built) -> str:
    """The built site's address on loopback."""
    yield from serve(built)


@pytest.fixture
def serve_folder():
    """Serves any folder until the test ends."""
    running = []

    def start(folder: Path) -> str:
        running.append(serve(folder))
        return next(running[-1])

    yield start
    for each in running:
        each.close()


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for all tests. Without one they are skipped, except where CI says that it must be there."""
    executable = get_browser.installed()
    if not executable:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(get_browser.HOW)
    from playwright.sync_api import sync_playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=get_browser.FLAGS)
        yield browser
        browser.close()
