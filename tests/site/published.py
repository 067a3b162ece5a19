"""The real site as it is published, below its host's address, and a host that serves it."""

import fcntl
import gzip
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as xml
from contextlib import contextmanager
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup

from policysite.output.links import listening

ROOT = Path(__file__).parent.parent.parent
DAY = "2026-11-22"  # the day that these tests build on, unless they name another
SITE_URL = "https://policy.school.example/social-media/"
REPO_URL = "https://github.com/school/policy"
BELOW = "social-media/"
NOT_FOUND = "no/such/page/"  # at any depth
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
AS_PUBLISHED = {"SITE_URL": SITE_URL, "REPO_URL": REPO_URL, "PAPER": "on"}


class Ended(NamedTuple):
    """How a command ended: its exit status, and all that it printed."""

    status: int
    output: str


def environment(**changes: str) -> dict[str, str]:
    """The environment of a build: on `DAY`, without the PDFs unless PAPER=on."""
    fixed = {"TODAY": DAY, "NO_MKDOCS_2_WARNING": "1", "PAPER": "off"}
    return os.environ | fixed | changes


def run(*command: str | Path, folder: Path = ROOT, **changes: str) -> Ended:
    """Runs a command to its end, within four minutes."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(**changes),
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=240,
    )
    return Ended(done.returncode, done.stdout)


def build(target: Path, root: Path = ROOT, **changes: str) -> Path:
    """The project in `root`, built into `target`."""
    ended = run(*mkdocs(target), folder=root, **changes)
    assert ended.status == 0, ended.output
    return target


def mkdocs(target: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target))


def once(name: str, base: Path, make) -> Path:
    """A folder for every process of a run: the first that needs it makes it, others wait for it."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # each process has a folder of its own below one for all
    folder = base / name
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make(folder)
    return folder


def addresses(site: Path) -> list[str]:
    """Every page of the built site, below the site's own address, by its sitemap."""
    return [
        each.text.removeprefix(SITE_URL) for each in xml.parse(site / "sitemap.xml").iter(SITEMAP)
    ]


@cache
def soup(site: Path, address: str) -> BeautifulSoup:
    """A built page, to be read only."""
    return BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html.parser")


def headers(site: Path) -> dict[str, str]:
    """The headers that the site's _headers asks for, for every address."""
    first, *lines = (site / "_headers").read_text("utf-8").rstrip("\n").split("\n")
    assert first == "/*" and all(line.startswith("  ") for line in lines)
    return dict(line.strip().split(": ", 1) for line in lines)


class Host(SimpleHTTPRequestHandler):
    """As GitHub Pages serves a site: gzip, its own page for 404; and the headers of _headers."""

    protocol_version = "HTTP/1.1"
    site: Path
    below: str
    sent: dict[str, str]
    compressed: dict[Path, bytes]

    def do_GET(self):
        file = self.file()
        status = 200 if file.is_file() else 404
        self.answer(status, file if status == 200 else self.site / "404.html")

    def answer(self, status: int, file: Path) -> None:
        if file not in self.compressed:
            self.compressed[file] = gzip.compress(file.read_bytes(), 6)
        self.send_response(status)
        named = {
            "Content-Type": self.guess_type(file),
            "Content-Encoding": "gzip",
            "Content-Length": str(len(self.compressed[file])),
            "Cache-Control": "max-age=600",
            "LinkChecker": "as fast as you can",  # without it, it asks three times a second
        }
        for name, value in {**named, **self.sent}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.compressed[file])

    do_HEAD = do_GET

    def file(self) -> Path:
        path = self.path.split("?")[0].removeprefix(f"/{self.below}")
        return self.site / (f"{path}index.html" if path == "" or path.endswith("/") else path)

    def log_message(self, *_):
        pass


class HangingScripts(Host):
    """The same on a line on which no script comes for some seconds."""

    hangs = 4

    def do_GET(self):
        if self.path.endswith(".js"):
            time.sleep(self.hangs)
        super().do_GET()


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A browser that goes on to the next page hangs up: that is no error."""


@contextmanager
def hosted(site: Path, by: type[Host] = Host, below: str = BELOW):
    """The folder on loopback, below an address of its own, until the block ends: yields that."""
    given = {"site": site, "below": below, "sent": headers(site), "compressed": {}}
    server = Server(("127.0.0.1", 0), type("OneSite", (by,), given))
    with listening(server) as address:
        yield address + below
