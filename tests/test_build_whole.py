"""site/ is the old one or the new one, whenever a build is killed; equal builds are equal bytes; old addresses lead on."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import date

import pytest
from bs4 import BeautifulSoup

from policysite import build
from policysite.build import swap
from tests.project import DAY
from tests.wrong_edits import all_bytes

ENVIRONMENT = {"TODAY": DAY.isoformat(), "NO_MKDOCS_2_WARNING": "1", "PAPER": "off"}


def files(folder) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# --- killed at any moment ------------------------------------------------------------------------------

@pytest.fixture
def two(scratch):
    """A project whose site/ is built, and that was changed since. Gives it, with the bytes of the old site and of the new."""
    assert scratch.build("--quiet").status == 0
    old = all_bytes(scratch.root / "site")
    scratch.edit("docs/about/privacy.md", r"\Z", "\nOne sentence more.\n")
    assert scratch.build("--quiet", "--site-dir", str(scratch.root.parent / "new")).status == 0
    return scratch, old, all_bytes(scratch.root.parent / "new")


def killed_after(project, seconds: float) -> bool:
    """Starts a build, kills it; whether it was still running."""
    process = subprocess.Popen([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=project.root, env=os.environ | ENVIRONMENT,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=seconds)
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True


def test_killed_at_many_times(two):
    """At ten moments of a build, evenly spread: never a mixture, never nothing."""
    project, old, new = two
    started = time.monotonic()
    assert project.build("--quiet", "--site-dir", str(project.root.parent / "timed")).status == 0
    took = time.monotonic() - started
    running = 0
    for tenth in range(10):
        running += killed_after(project, took * (tenth + 0.5) / 10)
        assert all_bytes(project.root / "site") in (old, new), f"after {tenth + 0.5} tenths of a build"
    assert running >= 3  # else nothing was tried
    assert project.build("--quiet").status == 0
    assert all_bytes(project.root / "site") == new
    assert list(project.root.glob(".site*")) == []


MOMENTS = {  # what is called, when: before or after it the build kills itself
    "before the first page": ("mkdocs.commands.build", "_build_page", "before", "old"),
    "after a page": ("mkdocs.commands.build", "_build_page", "after", "old"),
    "before the calendar is made": ("policysite.publish", "as_calendar", "before", "old"),
    "before it is swapped in": ("policysite.build", "exchange", "before", "old"),
    "after it is swapped in": ("policysite.build", "exchange", "after", "new"),
}
SUICIDE = """
import os, signal, sys, importlib
module = importlib.import_module({module!r})
real = getattr(module, {name!r})
def stand_in(*given, **named):
    made = real(*given, **named) if {when!r} == "after" else None
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, {name!r}, stand_in)
from mkdocs.__main__ import cli
cli(["build", "--quiet"])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("module, name, when, which", MOMENTS.values(), ids=MOMENTS)
def test_killed_at_the_worst_moment(scratch, module, name, when, which):
    """Exactly where something is half done."""
    (scratch.root / "site").mkdir()
    scratch.write("site/index.html", "the last good site")
    program = SUICIDE.format(module=module, name=name, when=when)
    ended = subprocess.run([sys.executable, "-c", program], cwd=scratch.root, env=os.environ | ENVIRONMENT, capture_output=True, timeout=120)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    if which == "old":
        assert files(scratch.root / "site") == {"index.html": b"the last good site"}
    else:
        assert "contacts/index.html" in files(scratch.root / "site")
    assert scratch.build("--quiet").status == 0
    assert "contacts/index.html" in files(scratch.root / "site") and list(scratch.root.glob(".site*")) == []


@pytest.mark.parametrize("can_exchange", [True, False])
def test_swap(tmp_path, monkeypatch, can_exchange):
    """The new folder takes the old one's place, also where the system cannot exchange two at once, or there was none before."""
    if not can_exchange:
        monkeypatch.setattr(build, "exchange", lambda one, other: False)
    for text in ("first", "second", "third"):
        (tmp_path / ".site-new").mkdir()
        (tmp_path / ".site-new/index.html").write_text(text)
        swap(tmp_path / ".site-new", tmp_path / "site")
        assert files(tmp_path) == {"site/index.html": text.encode()}


def test_a_word_that_fails_only_when_the_page_is_made_is_said(scratch):
    """mkdocs-macros ends the program itself, and under --quiet without a word."""
    (scratch.root / "site").mkdir()
    scratch.write("site/index.html", "the last good site")
    scratch.edit("macros.py", r"^            asked = function", '            if hasattr(env, "variables") and function.__name__ == "role":\n'
                                                               '                raise RuntimeError("planted")\n\\g<0>')
    page = next(page for page in scratch.load().pages if "{{ role(" in page.body) if any("{{ role(" in page.body for page in scratch.load().pages) else None
    if not page:
        scratch.edit("docs/contacts.md", r"\Z", "\nAsk the {{ role('dsl') }}.\n")
    ended = scratch.build("--quiet")
    assert ended.status != 0
    assert re.match(r"docs/\S+, line 1: a \{\{ … \}\} on this page can't be shown \(.*planted\)\. Take away what was written last\.",
        ended.output.strip()), ended.output
    assert files(scratch.root / "site") == {"index.html": b"the last good site"} and list(scratch.root.glob(".site*")) == []


def test_a_changed_template_is_seen(scratch):
    """Compiled templates are kept between builds, also of another copy: a word changed in one is there at once, and gone when it is put back."""
    index, before = scratch.root / "site/index.html", scratch.read("theme/fragments/urgent.html")
    for planted in ("planted", "planted again", ""):
        scratch.write("theme/fragments/urgent.html", before + f"<p>{planted}</p>")
        assert scratch.build("--quiet").status == 0
        assert f"<p>{planted}</p>" in index.read_text("utf-8")


# --- the same bytes ------------------------------------------------------------------------------------

def test_two_builds_on_one_day_are_the_same_bytes(project, built, tmp_path):
    """Into another folder, with another order of hashes, at another time and place: every file, PDFs and calendar included."""
    again = tmp_path / "elsewhere" / "again"
    status, output = project.build("--quiet", "--site-dir", str(again), PAPER="on", PYTHONHASHSEED="42", LC_ALL="C", TZ="America/Chicago")
    assert status == 0, output
    one, other = files(built), files(again)
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_source_date_epoch_decides_timestamps_and_nothing_else(scratch, tmp_path):
    """TODAY decides what the pages say. Two builds with the same of both are the same, years apart."""
    for folder, seed in (("one", "1"), ("two", "2")):
        status, output = scratch.build("--quiet", "--site-dir", str(tmp_path / folder), SOURCE_DATE_EPOCH="1600000000", PYTHONHASHSEED=seed)
        assert status == 0, output
        time.sleep(1.1)  # a second, the finest that the formats know
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert "2020-09-13" in (tmp_path / "one/sitemap.xml").read_text() or "<lastmod>" not in (tmp_path / "one/sitemap.xml").read_text()
    assert '"today": "2026-11-22"' in (tmp_path / "one/status.json").read_text()
    assert str(date(2020, 9, 13)) not in (tmp_path / "one/status.json").read_text() + (tmp_path / "one/status/index.html").read_text()


# --- old addresses -------------------------------------------------------------------------------------

@pytest.fixture
def renamed(scratch):
    """A page and a rule that were renamed, with their old addresses recorded, as an editor would."""
    (scratch.root / "docs/parents/blackmail.md").rename(scratch.root / "docs/parents/extortion.md")
    scratch.edit("mkdocs.yml", "parents/blackmail.md", "parents/extortion.md")
    for path in (scratch.root / "docs").rglob("*.md"):
        source = path.read_text("utf-8")
        path.write_text(re.sub(r"\]\(blackmail\.md", "](extortion.md", source.replace("parents/blackmail.md", "parents/extortion.md"))
                        .replace("'no-friends'", "'no-adding-friends'").replace("{#no-friends}", "{#no-adding-friends}"), "utf-8")
    scratch.edit("data/situations.yaml", "^blackmail:", "extortion:")
    scratch.edit("data/redirects.yaml", "^pages:", "pages:\n  parents/blackmail/: parents/extortion/\n  very/old/place/: parents/extortion/")
    scratch.edit("data/redirects.yaml", "^rules:", "rules:\n  no-friends: no-adding-friends\n  friends: no-adding-friends")
    return scratch


def test_old_addresses_lead_to_the_new_ones(renamed):
    """A page's old address sends on at once, without a script, wherever the site is; a rule's old name is an anchor still."""
    status, output = renamed.build("--quiet")
    assert status == 0, output
    for old, up in (("parents/blackmail", "../../"), ("very/old/place", "../../../")):
        page = BeautifulSoup((renamed.root / f"site/{old}/index.html").read_text("utf-8"), "html.parser")
        address = f"{up}parents/extortion/"
        assert page.find("meta", attrs={"http-equiv": "refresh"})["content"] == f"0; url={address}"
        assert page.find("link", rel="canonical")["href"] == page.body.a["href"] == address
        assert (renamed.root / f"site/{old}" / address / "index.html").exists()
        assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex" and page.html["lang"] == "en-GB" and page.title.text
    section = BeautifulSoup((renamed.root / "site/policy/staff-use/index.html").read_text("utf-8"), "html.parser")
    rule = section.find(id="no-adding-friends").find_parent("li")
    assert rule.find(id="no-friends") and rule.find(id="friends")
    assert "very/old/place" not in (renamed.root / "site/sitemap.xml").read_text()


def test_an_old_address_in_a_real_browser(renamed, serve_folder, chromium):
    """It arrives on the new page."""
    assert renamed.build("--quiet").status == 0
    page = chromium.new_page(java_script_enabled=False)
    try:
        page.goto(serve_folder(renamed.root / "site") + "very/old/place/")
        page.wait_for_url("**/parents/extortion/")
        assert page.locator("h1").count() == 1
    finally:
        page.close()


@pytest.mark.parametrize("kind, written, refusal", [
    ("pages", "contacts/: parents/", '"contacts/" is still there. Take its line away.'),
    ("pages", "old/: nowhere/", '"old/" leads to "nowhere/", which is not there.'),
    ("pages", "../old/: contacts/", '"../old/" is no address of a page. Write it as it stood after the site\'s own address, such as parents/old-name/'),
    ("pages", "/old/place/: contacts/", '"/old/place/" is no address of a page.'),
    ("pages", "old: contacts/", '"old" is no address of a page.'),
    ("pages", "'\"><script>/': contacts/", '"><script>/" is no address of a page.'),
    ("rules", "no-friends: log-out", '"no-friends" is still there. Take its line away.'),
    ("rules", "friends: no-fiends", '"friends" leads to "no-fiends", which is not there. Did you mean no-friends'),
    ("rules", "Friends!: no-friends", '"Friends!" is no rule\'s name.'),
    ("rules", "clause-4-7: no-friends", '"clause-4-7" is no rule\'s name.'),
])
def test_a_wrong_redirect_is_refused(scratch, kind, written, refusal):
    """With the line on which it stands, before anything is written anywhere."""
    line = scratch.edit("data/redirects.yaml", f"^{kind}:", f"{kind}:\n  {written}") + 1
    (problem,) = scratch.problems()
    assert problem.startswith(f"data/redirects.yaml, line {line}: {kind}: ") and refusal in problem


@pytest.mark.parametrize("written", ["pages: contacts/", "pages:\n  - a/: b/", "pages:\n  a/:", "pages:\n  a/: [b/]"])
def test_redirects_of_another_form_are_refused(scratch, written):
    line = scratch.edit("data/redirects.yaml", "^pages:", written)
    (problem,) = scratch.problems()
    assert problem == f"data/redirects.yaml, line {line}: pages lists old and new ones, each on a line of its own, as in the example above."
