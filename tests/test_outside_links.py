"""`make links`: addresses of other sites, tried against servers of our own on loopback."""

import re
import socket
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from policysite import links

ANSWERS = {"/404": [404], "/410": [410], "/500": [500], "/403": [403], "/429": [429], "/once": [500, 200], "/late": [503, 404], "/hidden": [200]}


@contextmanager
def another_site():
    """A site that answers each address as ANSWERS says, at each try; it never answers /silent. Yields its address and what it was asked."""
    asked, silent = Counter(), threading.Event()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            asked[self.path] += 1
            if self.path == "/silent":
                silent.wait(20)
                return
            if self.path == "/sent-on":
                self.answer(302, b"", Location="/404")
                return
            answers = ANSWERS.get(self.path, [200])
            body = b"User-agent: *\nDisallow: /hidden\n" if self.path == "/robots.txt" else b"Words"
            self.answer(answers[min(asked[self.path], len(answers)) - 1], body)

        def answer(self, status, body, **headers):
            self.send_response(status)
            for name, value in ({"Content-Type": "text/plain", "Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        silent.set()
        server.shutdown()
        server.server_close()


def nobody() -> str:
    """An address where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def page_with(folder, name: str, *addresses: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("<!doctype html><title>Page</title>" + "".join(f'<p><a href="{each}">Words</a></p>' for each in addresses))


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """What the check finds on two pages with a link of each kind: dead, could not check, what was asked, and where the other sites are."""
    folder = tmp_path_factory.mktemp("links") / "site"
    patch = pytest.MonkeyPatch()
    patch.setattr(links, "COMMAND", [part if not part.startswith("--timeout") else "--timeout=1" for part in links.COMMAND])
    with another_site() as (site, asked), links.served(folder) as base:
        refused = nobody()
        page_with(folder, "index.html", *(site + path for path in ("/200", *ANSWERS, "/silent", "/sent-on")), f"{refused}/x", "b.html", "lost.html",
                  "mailto:someone@example.org", "tel:999")
        page_with(folder, "b.html", f"{site}/404")
        dead, unreachable = links.check(base)
    patch.undo()
    return {"dead": {link.address.replace(site, "").replace(base, ""): link for link in dead},
            "unreachable": {link.address.replace(site, "").replace(refused, ""): link for link in unreachable}, "asked": asked}


def test_only_what_is_gone_is_dead(checked):
    """404 and 410 say so: at once, at the second try, at the end of a redirect, or on our own site."""
    assert checked["dead"].keys() == {"/404", "/410", "/late", "/sent-on", "lost.html"}
    assert checked["dead"]["/410"].said == "410 Gone"


def test_what_cant_be_reached_is_listed_apart(checked):
    """A server in trouble, one that sends us away, one that is silent, one that is not there, and one that asks not to be read."""
    assert checked["unreachable"].keys() == {"/500", "/403", "/429", "/silent", "/x", "/hidden"}
    assert checked["unreachable"]["/hidden"].said == "robots.txt asks programs to stay away"


def test_what_answers_at_the_second_try_is_fine(checked):
    """A slow evening at somebody's server is no reason to change a page."""
    assert "/once" not in checked["dead"].keys() | checked["unreachable"].keys()


@pytest.mark.parametrize("path, times", [("/200", 1), ("/410", 1), ("/500", 2), ("/403", 2), ("/once", 2), ("/late", 2), ("/silent", 2), ("/hidden", 0)])
def test_how_often_an_address_is_tried(checked, path, times):
    """Once if it answers, twice if it does not; what is not to be read is never asked for."""
    assert checked["asked"][path] == times


def test_a_link_names_a_page_it_stands_on(checked):
    """The first of them, so that the list is the same each week."""
    assert checked["dead"]["/404"].page == "/"


def test_both_lists_as_markdown():
    """For the issue: apart, each address with its page; nothing where all is well."""
    gone, silent = links.Link("https://example.org/a", "contacts/", "404 Not Found"), links.Link("https://example.org/b", "/", "timeout")
    assert links.as_markdown([], []) == ""
    assert links.as_markdown([gone], [silent]) == (
        "### Addresses that are gone\n\n- https://example.org/a (on contacts/)\n\n"
        "### Addresses that could not be checked\n\n- https://example.org/b (on /)\n")


def test_a_dead_address_ends_the_command_with_1(tmp_path, monkeypatch, capsys):
    """One that can't be reached ends it with 0, and is listed; without a built site it says what to do."""
    monkeypatch.setattr(links, "ROOT", tmp_path)
    assert (links.main(), capsys.readouterr().out) == (1, "There is no built site yet. Run  make site  first.\n")
    page_with(tmp_path / "site", "index.html", f"{nobody()}/x")
    assert links.main() == 0
    assert re.fullmatch(r"Gone: 0\nCould not check: 1\n  http://\S+/x  on /: ConnectionError.*\n", capsys.readouterr().out)
    page_with(tmp_path / "site", "index.html", "lost.html")
    assert links.main() == 1
    assert re.fullmatch(r"Gone: 1\n  http://\S+/lost.html  on /: 404 .*\nCould not check: 0\n", capsys.readouterr().out)


@pytest.mark.parametrize("status", [0, 1, 2])
def test_a_checker_that_does_not_run_is_no_clean_bill(monkeypatch, status):
    """Where LinkChecker itself fails, the command does too, however it ended."""
    monkeypatch.setattr(links, "COMMAND", [sys.executable, "-c", f"import sys; sys.exit({status})"])
    with pytest.raises(RuntimeError, match="LinkChecker did not run"):
        links.check("http://127.0.0.1:9/")
