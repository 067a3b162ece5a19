"""The live preview shows what is wrong in the page, in the words of a build, and comes back once it is mended."""

import html
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest

from policysite.serve import error_page
from tests.project import DAY

WAIT = 30  # seconds; a rebuild takes one or two
MKDOCS = ("-m", "mkdocs", "serve", "--quiet", "--dev-addr")
OURS = ("-m", "policysite.serve")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def preview(project, command):
    """A real preview of the project; yields what waits until the page at an address says, or no longer says, some words."""
    address = f"127.0.0.1:{free_port()}"
    environ = os.environ | {"TODAY": DAY.isoformat(), "NO_MKDOCS_2_WARNING": "1", "PAPER": "off"}
    process = subprocess.Popen([sys.executable, *command, address], cwd=project.root, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def says(path: str, words: str) -> str:
        until = time.monotonic() + WAIT
        while time.monotonic() < until and process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://{address}/{path}", timeout=WAIT) as page:
                    shown = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", page.read().decode())))
            except OSError:
                shown = ""
            if words in shown:
                return shown
            time.sleep(0.1)
        raise AssertionError(f"{path} never said {words!r} but {shown[:300]!r}; the preview ended with {process.poll()}: "
                             f"{process.stderr.read() if process.poll() is not None else ''}")
    try:
        yield says
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


@pytest.fixture
def slips(scratch):
    """Some of each kind: how to make it, how to mend it, and what the page says in between."""
    def edited(file, old, new, words, below=0):
        good = scratch.read(file)
        return (lambda: f"{file}, line {scratch.edit(file, old, new) + below}: {words}"), lambda: scratch.write(file, good)

    def gone():
        (scratch.root / "data/help.yaml").rename(scratch.root / "help.yaml")
        return "data/help.yaml, line 1: this file is missing."

    return {
        "a word": edited("docs/staff/index.md", r"\Z", "\nAsk {{ contact('head') }}.\n", "{{ contact('head') }}: there is no role \"head\".", 1),
        "a dead link": edited("docs/staff/index.md", r"\Z", "\nSee [people](../contcts.md).\n", 'the link "../contcts.md" leads to no page.', 1),
        "the menu": edited("mkdocs.yml", r"^  - contacts.md", "\t- contacts.md", "this line, or the one above it, is not written as the file needs it"),
        "a file that goes": (gone, lambda: (scratch.root / "help.yaml").rename(scratch.root / "data/help.yaml")),
    }


@pytest.mark.parametrize("command, names", [(MKDOCS, ["a dead link"]), (OURS, ["a word", "the menu", "a file that goes"])],
                         ids=["mkdocs serve", "make serve"])
def test_a_slip_is_shown_in_the_page_and_goes_when_it_is_mended(scratch, slips, command, names):
    """Whatever is wrong is said where the page was, and the page comes back. Nothing that an editor does ends the preview."""
    title = scratch.load().page("staff/index.md").title
    with preview(scratch, command) as says:
        says("staff/", title)
        for make, mend in (slips[name] for name in names):
            shown = says("staff/", make())
            assert "1 problem to mend" in shown and title not in shown
            mend()
            says("staff/", title)


def test_a_slip_that_is_there_from_the_start_is_shown_too(scratch):
    """The preview waits for it to be mended, and goes on by itself."""
    good = scratch.read("docs/staff/index.md")
    title = scratch.load().page("staff/index.md").title
    scratch.edit("docs/staff/index.md", r"^description: .*\n", "")
    with preview(scratch, OURS) as says:
        says("staff/", "docs/staff/index.md, line 2: the page has no description.")
        scratch.write("docs/staff/index.md", good)
        says("staff/", title)


def test_what_is_quoted_in_the_page_is_text():
    """A slip with a script in it shows the script, and runs nothing."""
    page = error_page('docs/a.md, line 1: "<script>alert(1)</script>" is HTML\n\n1 problem to mend.\n\n::error file=docs/a.md,line=1::x')
    assert "<script" not in page and "&#60;script&#62;" in page
    assert "::error" not in page and "::error" not in html.unescape(page)
