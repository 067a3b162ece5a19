"""`make links`: every link of the built site, those to other sites too, by LinkChecker over HTTP.

Only an answer that says *gone* makes an address dead: a slow evening at somebody's server is no
reason to change a page. What answers, but hardly with the page that was meant, is doubtful.
"""

import csv
import functools
import http.server
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import requests

GONE = ("404", "410")  # RFC 9110: not found, and gone
COMMAND = [sys.executable, "-W", "ignore", "-m", "linkcheck", "--check-extern", "--no-status"]
COMMAND += ["--verbose", "--ignore-url=^(mailto|tel|sms):", "--timeout=20", "--output=csv"]
HEADING = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
LOGIN = re.compile(r"\b(log|sign)[ -]?in\b|/login\b|/signin\b|/auth/", re.IGNORECASE)
NOT_MEANT = re.compile(r"^https?://(www\.)?|/?([?#].*)?$")  # no move, where only this differs
ERROR = re.compile(
    r"\b404\b|not found|(can.?t|cannot|could not) (be found|find)|no longer (available|exists)"
    r"|does ?n.t exist|withdrawn",
    re.IGNORECASE,
)


class Link(NamedTuple):
    """An address, a page it stands on (below the site's own address), and what is wrong with it."""

    address: str
    page: str
    said: str


class Found(NamedTuple):
    gone: list[Link]
    doubtful: list[Link]
    unchecked: list[Link]


TITLES = ("Addresses that are gone", "Addresses that moved or look doubtful")
TITLES += ("Addresses that could not be checked",)


def check_links(site: Path) -> tuple[str, int]:
    """`make links` on a built site: three lists; 1 when an address is gone."""
    with served(site) as base:
        found = find(base)
    return as_markdown(found) or "Every link leads somewhere.", 1 if found.gone else 0


def as_markdown(found: Found) -> str:
    """The three lists; nothing where all is well."""
    parts = []
    for title, links in zip(TITLES, found, strict=True):
        if links:
            lines = [f"- {link.address} (on {link.page}): {link.said}" for link in links]
            parts += [f"### {title}", "", *lines, ""]
    return "\n".join(parts)


def find(base: str) -> Found:
    """Every link from the page at `base` on."""
    rows = sorted(followed(base), key=lambda row: row["parentname"], reverse=True)
    found, outside = Found([], [], []), []
    for address, row in sorted({address_in(row): row for row in rows}.items()):
        result, works = row["result"], row["valid"] == "True"
        link = Link(address, row["parentname"].removeprefix(base) or "/", result)
        if not works and result.startswith(GONE):
            found.gone.append(link)
        elif "robots.txt" in row["infostring"]:
            said = "robots.txt asks programs to stay away"
            found.unchecked.append(link._replace(said=said))
        elif not works or result.startswith("429"):  # "too many requests" counts as valid
            found.unchecked.append(link)
        elif address.startswith("http") and not address.startswith(base):
            outside.append(link)
    with ThreadPoolExecutor(8) as pool:
        doubts = pool.map(lambda link: doubt(link.address), outside)
        linked = zip(outside, doubts, strict=True)
        found.doubtful.extend(link._replace(said=said) for link, said in linked if said)
    return found


def followed(address: str) -> list[dict]:
    """What LinkChecker says of each link. Raises RuntimeError where it did not run at all."""
    run = subprocess.run([*COMMAND, address], check=False, capture_output=True, text=True)
    lines = (line for line in run.stdout.splitlines() if line and not line.startswith("#"))
    rows = list(csv.DictReader(lines, delimiter=";"))
    if run.returncode not in (0, 1) or not rows:  # Python's own failures end with 1 too
        raise RuntimeError(f"LinkChecker did not run: {run.stderr.strip()[-500:]}")
    return rows


def address_in(row: dict) -> str:
    """As the page has it, not where it was sent on to; one of our own in full."""
    return row["urlname"] if "://" in row["urlname"] else row["url"]


def doubt(address: str) -> str:
    """Why an address that answers may not lead to the page meant; nothing where it seems to."""
    try:
        with requests.get(address, timeout=20, stream=True) as answer:
            start = next(answer.iter_content(200_000), b"").decode("utf-8", "replace")
    except requests.RequestException:
        return ""  # it answered LinkChecker
    headings = " ".join(re.sub(r"<[^>]+>|\s+", " ", text) for _, text in HEADING.findall(start))
    before, now = (NOT_MEANT.sub("", url).lower() for url in (address, answer.url))
    if "/" in before and "/" not in now:
        return f"leads to a front page, {answer.url}"
    if LOGIN.search(now) and not LOGIN.search(before):
        return f"leads to a login, {answer.url}"
    if wrong := ERROR.search(headings) or LOGIN.search(headings):
        return f"its heading says “{wrong[0]}”"
    return f"has moved to {answer.url}" if before != now else ""


@contextmanager
def served(folder: Path):
    """The folder on a free port of 127.0.0.1, as a web server would send it. Yields its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *said):
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    with listening(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)) as address:
        yield address


@contextmanager
def listening(server: http.server.HTTPServer):
    """The server answers in the background until the block ends. Yields its address, with a /."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
