"""Links: those within a site in its files, those to other sites against a server on loopback."""

import socket
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from policysite.output import links
from policysite.output.checks.links import check

ANSWERS = {"/404": 404, "/410": 410, "/500": 500, "/403": 403, "/429": 429, "/hidden": 200}
SENT_ON = {"/sent-on": "/404", "/guide": "/", "/mine": "/login?next=mine", "/www": "/elsewhere"}
WORDS = {"/lost": "<title>Page not found</title>", "/old": "<h1><b>[Withdrawn]</b> Guidance</h1>"}


@contextmanager
def another_site():
    """Answers as said above; never answers /silent. Yields its address."""
    silent = threading.Event()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path
            if path == "/silent":
                silent.wait(20)
            elif path in SENT_ON:
                self.answer(302, "", SENT_ON[path])
            else:
                text = "User-agent: *\nDisallow: /hidden\n" if path == "/robots.txt" else "Words"
                self.answer(ANSWERS.get(path, 200), WORDS.get(path, text))

        def answer(self, status, text, location=None):
            self.send_response(status)
            kind = "text/plain" if self.path == "/robots.txt" else "text/html"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text)))
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    with links.listening(ThreadingHTTPServer(("127.0.0.1", 0), Answers)) as address:
        yield address.removesuffix("/")
        silent.set()


def nobody() -> str:
    """An address where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def page_with(folder, name: str, *addresses: str) -> None:
    folder.mkdir(exist_ok=True)
    listed = "".join(f'<p><a href="{address}">Words</a></p>' for address in addresses)
    (folder / name).write_text(f"<!doctype html><title>Page</title>{listed}")


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """What is found on two pages with a link of each kind, by path."""
    folder = tmp_path_factory.mktemp("links") / "site"
    with pytest.MonkeyPatch.context() as patch, another_site() as site:
        quick = [part if "timeout" not in part else "--timeout=1" for part in links.COMMAND]
        patch.setattr(links, "COMMAND", quick)
        refused = nobody()
        paths = ("/fine", *ANSWERS, "/silent", *SENT_ON, *WORDS)
        outside = [*(site + path for path in paths), f"{refused}/refused"]
        page_with(folder, "index.html", *outside, "b.html", "lost.html", "tel:999", "sms:999")
        page_with(folder, "b.html", f"{site}/404")
        found = links.find(folder)
    return {title: dict(map(parted, lines)) for title, lines in found.items()}


def parted(line: str) -> tuple[str, str]:
    """A path, and what is said of it, with where it stands: "- http://host/path (on /): 404"."""
    address, _, said = line.partition(" (on ")
    return "/" + address.split("/", 3)[3], said


def test_only_what_is_gone_is_gone(checked):
    """404 and 410: at once, at the end of a redirect, or on our own site."""
    assert checked[links.GONE].keys() == {"/404", "/410", "/sent-on", "/lost.html"}
    assert checked[links.GONE]["/410"] == "/): 410 Gone"


def test_what_answers_with_another_page_is_doubtful(checked):
    said = {path: said.split("): ")[1] for path, said in checked[links.DOUBTFUL].items()}
    moved = {path: said.rpartition("/")[2] for path, said in said.items() if "leads to" in said}
    assert moved == {"/guide": "", "/mine": "login?next=mine", "/www": "elsewhere"}
    assert said["/lost"] == "its heading says “not found”"
    assert said["/old"] == "its heading says “Withdrawn”"
    assert len(said) == 5


def test_what_cant_be_reached_is_listed_apart(checked):
    """In trouble, unwilling, silent, not there, or not to be read by programs."""
    unwilling = {"/500", "/403", "/429"}
    assert checked[links.UNCHECKED].keys() == unwilling | {"/silent", "/refused", "/hidden"}
    assert "robots.txt asks programs" in checked[links.UNCHECKED]["/hidden"]


def test_the_lists_as_markdown(tmp_path):
    """For the issue and the command; nothing where all is well."""
    page_with(tmp_path, "index.html", f"{nobody()}/x", "lost.html")
    found = links.find(tmp_path)
    assert [len(lines) for lines in found.values()] == [1, 0, 1]
    text = links.as_markdown(found)
    assert text.startswith("### Addresses that are gone\n\n- http://127.0.0.1:")
    assert "\n\n### Addresses that could not be checked\n\n- http://127.0.0.1:" in text
    assert links.as_markdown({links.GONE: [], links.DOUBTFUL: []}) == ""


@pytest.mark.parametrize(("gone", "status"), [([], 0), (["- a"], 1)])
def test_a_dead_address_ends_the_command_with_1(monkeypatch, tmp_path, gone, status):
    """One that only can't be reached is listed, and ends it with 0."""
    monkeypatch.setattr(links, "find", lambda site: {links.GONE: gone, links.UNCHECKED: ["- b"]})
    text, ended = links.check_links(tmp_path)
    assert ended == status and "- b" in text


@pytest.mark.parametrize("status", [0, 1, 2])
def test_a_checker_that_does_not_run_is_no_clean_bill(monkeypatch, tmp_path, status):
    monkeypatch.setattr(links, "COMMAND", [sys.executable, "-c", f"import sys; sys.exit({status})"])
    with pytest.raises(RuntimeError, match="LinkChecker did not run"):
        links.find(tmp_path)


def test_links_within_a_site(tmp_path):
    """To a page, a file or a place that is not there; other sites are not asked."""
    (tmp_path / "a b").mkdir()
    good = ["https://example.org/", "mailto:a@example.org", "a%20b/", "./", "?x#top", "a%20b/#here"]
    page_with(tmp_path, "index.html", *good, "gone/", "a%20b/#lost", "/a%20b/index.html", "x.svg")
    (tmp_path / "index.html").open("a").write('<p id="top">')
    (tmp_path / "a b/index.html").write_text(
        '<p id="here"><a href="../#top">Up</a><img src="y.png">'
    )
    problems = check(SimpleNamespace(by_url={}), tmp_path)
    assert [(problem.file, problem.what.split('"')[1]) for problem in problems] == [
        ("a b/index.html", "y.png"),
        ("index.html", "a%20b/#lost"),
        ("index.html", "gone/"),
        ("index.html", "x.svg"),
    ]
