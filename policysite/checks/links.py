"""A link has words, and an address that a page may lead to; within the site it leads to a page."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from policysite.content.calls import STAND_IN
from policysite.content.content import Content
from policysite.content.markdown import inline_tokens
from policysite.content.pages import Page, slips
from policysite.problems import Problem, short, suggestion
from policysite.schema.fields import TRACKED

OTHER = r"[a-zA-Z][a-zA-Z0-9+.-]*:|//"  # how an address starts that is not of this site
HOST = r"(?i:https)://([a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}(:\d+)?([/?#]\S*)?"
MAILTO = r"(?i:mailto):[^@\s]+@[^@\s]+\.[^@\s]+"
BLIND = r"(?i:here|click here|link|this|this link|this page|more|read more)"
# Of  address words : what is said of a link, by the message that says what to type.
LINKS = slips(
    link_call=STAND_IN,
    link_nowhere=r"^(mailto:|https?://|#)? ",
    link_no_words=r"^\S+\s[\s.!…→>-]*$",
    link_tracked=rf"^\S*({TRACKED.pattern})",
    link_mailto=r"^[^\s/:]*@[^\s/]* ",
    link_tel=r"^(?i:tel):",
    link_www=r"^www\.",
    link_form=rf"^(?!({HOST}|{MAILTO}) )({OTHER})",
    mark_wiki=r"^\S+ \[",
    link_here=rf"^(\S+) (\1|{HOST}|www\.\S+|.*\.md|{BLIND})[ .]*$",
)
NO_PATH = re.compile(rf"{OTHER}|www\.|[^/]*@|.*{STAND_IN}")


def check(content: Content) -> Iterator[Problem]:
    """Each link leads to an address that a page may have, and to a page that is there."""
    titles = {page.title.lower(): page for page in content.pages if page.title}
    for page in content.pages:
        for line, words, target in links(page):
            shown = {"found": short(words), "words": short(words), "target": short(target)}
            yield from page.first_slip(line, LINKS, f"{target} {words}", **shown)
            path, other = path_within(page, target), titles.get(words.strip().lower())
            if path and (path.startswith("/") or not (content.root / "docs" / path).is_file()):
                yield no_page(page, line, target, content)
            elif path and other and path != other.path:
                yield page.problem(line, "link_other_title", words=short(words), other=other.file)


def links(page: Page) -> Iterator[tuple[int, str, str]]:
    """Each link of the page: its line, its words, its address. Not <https://…>, which is a tag."""
    first, words, address = 0, "", None
    for line, token in inline_tokens(page.tokens):
        if token.type == "link_open" and token.info != "auto":
            address = re.sub(r"[\x00-\x20]", "", token.attrs["href"])  # as a browser reads it
            first, words = page.first_line + line, ""
        elif token.type == "link_close" and address is not None:
            yield first, words, address
            address = None
        elif address is not None:
            words += token.content


def path_within(page: Page, target: str) -> str:
    """The file below docs/ that an address of this site names; nothing for any other address."""
    path = "" if NO_PATH.match(target) else unquote(urlsplit(target).path)
    if not path or path.startswith("/"):
        return path
    return posixpath.normpath(f"{page.path}/../{path}")


def no_page(page: Page, line: int, target: str, content: Content) -> Problem:
    """That a link leads to no page, with the addresses of those that there are from here."""
    here = posixpath.dirname(page.path) or "."
    pages = [posixpath.relpath(path, here) for path in content.by_path]
    near = suggestion(urlsplit(target).path, pages)
    name = "link_absolute" if target.startswith("/") else "link_no_page"
    return page.problem(line, name, target=short(target), suggestion=near)
