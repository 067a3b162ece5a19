"""`make serve`: the site as it would be, on this machine alone, renewed at each change.

What is wrong is shown in the page, in the words that a build prints; once it is mended, so is the page.
"""

import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from mkdocs.exceptions import Abort, ConfigurationError

from policysite import menu
from policysite.fragments import TEMPLATES
from policysite.problems import report

ROOT = Path(__file__).parent.parent
ADDRESS = "127.0.0.1:8000"
FOLLOWED = ("docs", "data", "theme", "mkdocs.yml", "macros.py")


def error_page(said: str, waits: bool = False) -> str:
    """What is wrong as a page. One that `waits` asks again by itself; MkDocs' own do anyway."""
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith("::")]
    return TEMPLATES.get_template("preview-error.html").render(lines=lines, waits=waits)


# --- a slip while it runs: hooks.py hands MkDocs' server over --------------------------------------------

def keep_showing(server, root: Path, folder: Path) -> None:
    """Wherever a build of `server` would end with a message, each page in `folder` says it instead."""
    build = server.builder

    def build_or_say() -> None:
        if said := attempt(root, build):
            print(said, file=sys.stderr)
            for page in folder.rglob("*.html"):
                page.write_text(error_page(said), encoding="utf-8")
    server.builder = build_or_say


def attempt(root: Path, build) -> str:
    """Builds. What is wrong, or nothing."""
    if problems := menu.check(root) or menu.check_values(root):
        return report(sorted(set(problems)))
    try:
        build()
    except (Abort, ConfigurationError) as error:
        return str(error)
    return ""


# --- a slip that is there when it starts -----------------------------------------------------------------

def serve(root: Path, address: str) -> None:
    """MkDocs' preview; where it can't start, a page that says why, until a file is changed."""
    from mkdocs.__main__ import cli
    while said := attempt(root, lambda: cli(["serve", "--dev-addr", address], standalone_mode=False)):
        print(said, f"\nMend it and save: the preview goes on by itself on http://{address}", sep="\n", file=sys.stderr)
        show_until_changed(root, address, said)


def show_until_changed(root: Path, address: str, said: str) -> None:
    host, _, port = address.rpartition(":")
    with ThreadingHTTPServer((host, int(port)), saying(error_page(said, waits=True))) as server:
        Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
        before = as_it_is(root)
        while as_it_is(root) == before:
            time.sleep(0.3)
        server.shutdown()


def saying(page: str):
    """A server's handler that answers everything with one page."""
    class Saying(BaseHTTPRequestHandler):
        def do_GET(self):
            body = page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said):
            pass
    return Saying


def as_it_is(root: Path) -> list[tuple]:
    """Each file that a change of would matter, with when it was changed."""
    paths = [path for name in FOLLOWED for path in (root / name, *sorted((root / name).rglob("*")))]
    return [(path, path.stat().st_mtime_ns) for path in paths if path.exists()]


if __name__ == "__main__":
    try:
        serve(ROOT, sys.argv[1] if len(sys.argv) > 1 else ADDRESS)
    except KeyboardInterrupt:
        pass
