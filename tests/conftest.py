"""What tests share: the made-up site to read, copies to plant faults in, and it built once."""

import shutil
from pathlib import Path

import pytest

from tests import project
from tests.project import Project

project.set_up()
FIRST = "test_every_page.py"  # it takes longest, and one process builds the site for it


def pytest_collection_modifyitems(items):
    """The longest tests of all come first, then those that need no built site."""
    folders = ["cases", "unit", "browser", "site"]
    items.sort(key=lambda item: (item.path.name != FIRST, folders.index(item.path.parent.name)))


@pytest.fixture(scope="session")
def made_up(tmp_path_factory) -> Project:
    """The made-up site, to be read only."""
    return Project.made_up(tmp_path_factory.mktemp("made-up") / "site-of-tests")


@pytest.fixture(scope="session")
def content(made_up):
    """What is read from it."""
    return made_up.read()[0]


@pytest.fixture(scope="session")
def built(made_up, tmp_path_factory) -> Path:
    """It, built."""
    folder = tmp_path_factory.mktemp("built") / "site"
    assert made_up.build(folder) == []
    return folder


@pytest.fixture(scope="session")
def playground(tmp_path_factory) -> Project:
    """A copy of it for many small edits, each inside `with playground.put_back():`."""
    return Project.made_up(tmp_path_factory.mktemp("playground") / "project")


@pytest.fixture
def scratch(tmp_path) -> Project:
    """A copy of it, to plant faults in."""
    yield Project.made_up(tmp_path / "project")
    shutil.rmtree(tmp_path / "project")
