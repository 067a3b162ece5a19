"""The site as it is published, with addresses of its own, and a host that serves it as GitHub Pages does."""

import gzip
import threading
import time
import xml.etree.ElementTree as xml
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE_URL = "https://policy.school.example/social-media/"  # below its host's own address, as on GitHub Pages
REPO_URL = "https://github.com/school/policy"
BELOW = "social-media/"
NOT_FOUND = "no/such/page/"  # at any depth


def publish(project, folder: Path) -> Path:
    """The site as it is published: with an address of its own, below its host's, and a repository."""
    status, output = project.build("--quiet", "--site-dir", str(folder), PAPER="on", SITE_URL=SITE_URL, REPO_URL=REPO_URL)
    assert status == 0, output
    return folder


def addresses(site: Path) -> list[str]:
    """Every page of the built site, below the site's own address: those in its sitemap, and the page for what is not there."""
    listed = xml.parse(site / "sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    return [each.text.removeprefix(SITE_URL) for each in listed] + [NOT_FOUND]


def kinds(pages: list[str]) -> list[str]:
    """One page of each kind: each at the top, and the first of each section's."""
    first = {}
    for page in pages:
        parts = page.strip("/").split("/")
        first.setdefault(page if len(parts) == 1 or page == NOT_FOUND else (*parts[:-1], ""), page)
    return list(first.values())


class Host(SimpleHTTPRequestHandler):
    """As GitHub Pages serves a site: gzip, ten minutes in the cache, our own page for 404; and with the headers of its _headers."""

    protocol_version = "HTTP/1.1"
    kept: dict[Path, bytes] = {}

    def do_GET(self):
        file = self.file()
        status, file = (200, file) if file.is_file() else (404, self.site / "404.html")
        body = self.kept.setdefault(file, gzip.compress(file.read_bytes(), 6))
        self.send_response(status)
        for name, value in {"Content-Type": self.guess_type(file), "Content-Encoding": "gzip", "Content-Length": len(body),
                            "Cache-Control": "max-age=600", **self.headers_of_host}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def file(self) -> Path:
        path = self.path.split("?")[0].removeprefix(f"/{BELOW}")
        return self.site / (path + "index.html" if path == "" or path.endswith("/") else path)

    def log_message(self, *_):
        pass


class SlowHost(Host):
    """The same on a slow line: a page comes in pieces, and not compressed, so that a browser can show each as it comes."""

    pieces, pause = 6, 0.02  # seconds

    def do_GET(self):
        file = self.file()
        if file.suffix != ".html" or not file.is_file():
            return super().do_GET()
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for number in range(self.pieces):
            self.wfile.write(body[len(body) * number // self.pieces:len(body) * (number + 1) // self.pieces])
            self.wfile.flush()
            time.sleep(self.pause)


@contextmanager
def running(handler):
    """A server on loopback, on a free port, until the block ends: yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def hosted(site: Path, by: type[Host] = Host):
    """The folder on loopback, below an address of its own: yields it."""
    handler = type("OneSite", (by,), {"site": site, "kept": {}, "headers_of_host": dict(headers(site))})
    with running(handler) as address:
        yield address + BELOW


def headers(site: Path) -> list[tuple[str, str]]:
    """The headers that the site's _headers asks for, for every address."""
    first, *lines = (site / "_headers").read_text("utf-8").rstrip("\n").split("\n")
    assert first == "/*" and all(line.startswith("  ") for line in lines), "_headers: first  /*  and below it the headers, indented by two spaces"
    return [tuple(line.strip().split(": ", 1)) for line in lines]
