"""A build is whole or not at all; equal builds are equal bytes; the day decides what is said."""

import json
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.site.published import (
    AS_PUBLISHED,
    ROOT,
    build,
    run,
)

LAST_GOOD = "the last good site"
COPIED = ("data", "docs", "policysite", "theme", "hooks.py", "macros.py", "mkdocs.yml")
SUICIDE = """
import os, signal
from policysite.output import build
real = build.swap
def stand_in(*given, **named):
    made = real(*given, **named) if {after} else None
    os.kill(os.getpid(), signal.SIGKILL)
build.swap = stand_in
from mkdocs.__main__ import cli
cli(["build", "--quiet", "--site-dir", {target!r}])
"""


@pytest.fixture
def scratch(tmp_path) -> Path:
    """A copy of the project, with a site that was published before."""
    root = tmp_path / "project"
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        root.mkdir(exist_ok=True)
        copy(ROOT / name, root / name)
    publish_before(root)
    return root


def publish_before(root: Path) -> Path:
    (root / "site").mkdir()
    (root / "site/index.html").write_text(LAST_GOOD, "utf-8")
    return root / "site"


def files(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def half_built(root: Path) -> list[str]:
    return [path.name for path in root.glob(".site*")]


def test_a_slip_leaves_the_last_good_site(scratch):
    """It is said with its file and line, and nothing is published."""
    page = scratch / "docs" / "contacts.md"
    page.write_text(f"{page.read_text('utf-8')}\n\n{{{{ contact('nobody-of-that-name') }}}}\n")
    command = Path(sys.executable).parent / "mkdocs"  # people type this as well
    ended = run(command, "build", "--quiet", "--no-strict", folder=scratch)
    assert ended.status != 0 and "docs/contacts.md:" in ended.output
    assert "Traceback" not in ended.output
    assert files(scratch / "site") == {"index.html": LAST_GOOD.encode()}
    assert half_built(scratch) == []


def killed(site: Path, after: bool, **changes: str) -> None:
    """Builds, and is killed before or after the new site has taken the old one's place."""
    program = SUICIDE.format(after=after, target=str(site))
    ended = run(sys.executable, "-c", program, **changes)
    assert ended.status == -signal.SIGKILL, ended.output


def test_a_build_that_is_killed_and_one_on_the_same_day(published, tmp_path):
    """Killed before the new site takes the old one's place, it leaves the old; after, the new.

    What the first left is no obstacle to the second, which has other hashes, time zone and locale:
    each of its files is byte for byte that of another build on this day, the PDFs included.
    """
    site = publish_before(tmp_path)
    killed(site, after=False)
    assert files(site) == {"index.html": LAST_GOOD.encode()}
    other = {"PYTHONHASHSEED": "42", "LC_ALL": "C", "TZ": "America/Chicago"}
    killed(site, after=True, **AS_PUBLISHED, **other)
    first, again = files(published), files(site)
    assert first.keys() == again.keys()
    assert [name for name in first if first[name] != again[name]] == []
    assert half_built(tmp_path) == []


def test_another_day(published, tmp_path):
    """Ten years on everything is overdue, and still published; nothing asks the clock."""
    later = build(tmp_path / "later", **AS_PUBLISHED | {"PAPER": "off"}, TODAY="2036-11-22")
    status = json.loads((later / "status.json").read_text("utf-8"))
    assert (status["today"], status["built"]) == ("2036-11-22", "2036-11-22")
    assert {each["state"] for each in status["deadlines"]} <= {"overdue", "unconfirmed"}
    before = files(published).keys() - files(later).keys()
    assert {Path(name).suffix for name in before} <= {".pdf"}
