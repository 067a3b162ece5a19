"""`make links`: every link of the built site, those to other sites too, by LinkChecker over HTTP.

Only an answer that says *gone* makes an address dead. What can't be reached is tried once more and
then listed apart: a slow evening at somebody's server is no reason to change a page. So is what a
server asks programs not to read (robots.txt): nobody has checked it.
"""

import csv
import functools
import http.server
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
GONE = ("404", "410")  # RFC 9110: not found, and gone
COMMAND = [sys.executable, "-W", "ignore", "-m", "linkcheck", "--check-extern", "--no-status", "--verbose", "--ignore-url=^(mailto|tel):",
           "--timeout=20", "--output=csv"]


@dataclass(frozen=True, order=True)
class Link:
    """An address that failed, a page it stands on (below the site's own address), and what the server said."""

    address: str
    page: str
    said: str

    @property
    def dead(self) -> bool:
        return self.said.startswith(GONE)


def check(base: str) -> tuple[list[Link], list[Link]]:
    """Every link from the page at `base` on: (dead, could not be checked)."""
    failed = bad_links(base, base)
    again = sorted(address for address, link in failed.items() if not link.dead)
    still = bad_links(base, *again, "--recursion-level=0") if again else {}
    failed = [link if link.dead else Link(address, link.page, still[address].said)
              for address, link in sorted(failed.items()) if link.dead or address in still]
    return [link for link in failed if link.dead], [link for link in failed if not link.dead]


def bad_links(base: str, *arguments: str) -> dict[str, Link]:
    """What LinkChecker finds wrong, by address, each with the first of its pages. Raises RuntimeError where it did not run at all."""
    run = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True)
    rows = list(csv.DictReader((line for line in run.stdout.splitlines() if line and not line.startswith("#")), delimiter=";"))
    if run.returncode not in (0, 1) or not rows:  # Python's own failures end with 1 too; a run that worked lists every link
        raise RuntimeError(f"LinkChecker did not run: {run.stderr.strip()[-500:]}")
    failed = sorted((link_in(row, base) for row in rows if not answered(row)), reverse=True)
    return {link.address: link for link in failed}


def answered(row: dict) -> bool:
    """Whether the server gave the page. LinkChecker lets pass what was never asked for, and "429 Too Many Requests"."""
    return row["valid"] == "True" and "robots.txt" not in row["infostring"] and not row["result"].startswith("429")


def link_in(row: dict, base: str) -> Link:
    """The address as the page has it, not where it was sent on to; one of our own in full."""
    address = row["urlname"] if "://" in row["urlname"] else row["url"]
    said = "robots.txt asks programs to stay away" if "robots.txt" in row["infostring"] else row["result"]
    return Link(address, row["parentname"].removeprefix(base) or "/", said)


@contextmanager
def served(folder: Path):
    """The folder on a free port of 127.0.0.1, as a web server would send it. Yields its address."""
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *said):
            pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def as_markdown(dead: list[Link], unreachable: list[Link]) -> str:
    """Both lists for an issue; nothing where both are empty."""
    parts = []
    for title, links in (("Addresses that are gone", dead), ("Addresses that could not be checked", unreachable)):
        if links:
            parts += [f"### {title}", "", *(f"- {link.address} (on {link.page})" for link in links), ""]
    return "\n".join(parts)


def main() -> int:
    if not (ROOT / "site" / "index.html").exists():
        print("There is no built site yet. Run  make site  first.")
        return 1
    with served(ROOT / "site") as base:
        dead, unreachable = check(base)
    for title, links in (("Gone", dead), ("Could not check", unreachable)):
        print(f"{title}: {len(links)}", *(f"  {link.address}  on {link.page}: {link.said}" for link in links), sep="\n")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
