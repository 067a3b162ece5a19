"""`make links`: every link of the built site, those to other sites too, by LinkChecker over HTTP.

Only an answer that says *gone* makes an address dead: a slow evening at somebody's server is no
reason to change a page. What answers, but hardly with the page that was meant, is doubtful.
"""

import csv
import http.server
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import requests

GONE = "Addresses that are gone"
DOUBTFUL = "Addresses that moved or look doubtful"
UNCHECKED = "Addresses that could not be checked"
COMMAND = [sys.executable, "-W", "ignore", "-m", "linkcheck", "--check-extern", "--no-status"]
COMMAND += ["--verbose", "--ignore-url=^(mailto|tel|sms):", "--timeout=20", "--output=csv"]
HEADING = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
NOT_MEANT = re.compile(
    r"\b404\b|not found|(can.?t|cannot|could not) (be found|find)|no longer (available|exists)"
    r"|does ?n.t exist|withdrawn|\b(log|sign)[ -]?in\b",
    re.IGNORECASE,
)
SAME = re.compile(r"^https?://(www\.)?|/?([?#].*)?$")  # no move, where only this differs


def find(site: Path) -> dict[str, list[str]]:
    """What is wrong with addresses on the site in that folder: a line for each, by its list."""
    found = {GONE: [], DOUBTFUL: [], UNCHECKED: []}
    with served(site) as base, ThreadPoolExecutor(8) as pool:
        rows = sorted(followed(base), key=lambda row: row["parentname"], reverse=True)
        links = sorted({address_in(row): row for row in rows}.items())
        verdicts = pool.map(lambda link: verdict(*link, base), links)
        for (address, row), (title, said) in zip(links, verdicts, strict=True):
            page = row["parentname"].removeprefix(base) or "/"
            if said:
                found[title].append(f"- {address} (on {page}): {said}")
    return found


def check_links(site: Path) -> tuple[str, int]:
    """Three lists, for the command and the weekly issue; 1 when an address is gone."""
    found = find(site)
    return as_markdown(found) or "Every link leads somewhere.", 1 if found[GONE] else 0


def as_markdown(found: dict[str, list[str]]) -> str:
    """The three lists; nothing where all is well."""
    parts = []
    for title, lines in found.items():
        if lines:
            parts += [f"### {title}", "", *lines, ""]
    return "\n".join(parts)


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


def verdict(address: str, row: dict, base: str) -> tuple[str, str]:
    """On which list an address belongs, and why; no reason where it seems to be fine."""
    result, works = row["result"], row["valid"] == "True"
    if not works and result.startswith(("404", "410")):  # RFC 9110: not found, and gone
        return GONE, result
    if "robots.txt" in row["infostring"]:
        return UNCHECKED, "robots.txt asks programs to stay away"
    if not works or result.startswith("429"):  # "too many requests" counts as valid
        return UNCHECKED, result
    outside = address.startswith("http") and not address.startswith(base)
    return DOUBTFUL, doubt(address) if outside else ""


def doubt(address: str) -> str:
    """Why an address that answers may not lead to the page meant; nothing where it seems to."""
    try:
        with requests.get(address, timeout=20, stream=True) as answer:
            start = next(answer.iter_content(200_000), b"").decode("utf-8", "replace")
    except requests.RequestException:
        return ""  # it answered LinkChecker
    before, now = (SAME.sub("", url).lower() for url in (address, answer.url))
    if before != now:
        return f"leads to {answer.url}"
    headings = " ".join(text for _, text in HEADING.findall(start))
    wrong = NOT_MEANT.search(" ".join(headings.split()))
    return f"its heading says “{wrong[0]}”" if wrong else ""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *said):
        pass


def served(folder: Path):
    """The folder on a free port of 127.0.0.1, as a web server would send it. Yields its address."""
    handler = partial(Quiet, directory=folder)
    return listening(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))


@contextmanager
def listening(server: http.server.HTTPServer):
    """The server answers in the background until the block ends. Yields its address, with a /."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
