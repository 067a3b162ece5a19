"""The index that the site's own search reads: the built pages' words, heading by heading, and data/search.yaml."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import yaml

HEADINGS = {"h1", "h2", "h3", "h4"}
WORDS_APART = HEADINGS | {
    "p",
    "li",
    "td",
    "th",
    "tr",
    "div",
    "summary",
    "br",
    "dt",
    "dd",
    "caption",
}
SHOWN = 180  # letters of a section that a result can show; of the rest only its words are kept, since the index must be light
MEANT = 0.5  # a page of less weight is shown only when it is meant
NEVER_CLOSED = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}


def read_search(root: Path) -> dict:
    """data/search.yaml, every scalar as text."""
    return yaml.load((root / "data/search.yaml").read_text("utf-8"), yaml.BaseLoader)


def search_index(folder: Path, pages, search: dict, services: dict) -> str:
    """The index of the site in `folder`, as JSON. `services` are those of data/help.yaml by name."""
    entries = []
    for page in pages:
        article = read_article((folder / page.url / "index.html").read_text("utf-8"))
        places = {place for place, *_ in article.sections}
        words = words_of(page.url, places, search["words"])
        words += [[word, ""] for word in page.tags if word not in [listed for listed, _ in words]]
        shown, other_words = shortened(article.sections)
        counts = weight(page.url, search["weights"])
        entries.append([page.url, counts, words, shown, other_words if counts >= MEANT else ""])
        entries += [download(page.url, *link, search) for link in article.downloads]
    index = {
        "ring": [to_ring(services[name], why) for name, why in search["ring"].items()],
        "crisis": search["crisis"],
        "same": [[first, *others] for first, others in search["same"].items()],
        "kinds": [[kind, *words] for kind, words in search["kinds"].items()],
        "pages": list({entry[0]: entry for entry in entries}.values()),
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def shortened(sections: list) -> tuple[list, str]:
    """The sections with the beginning of each text, and the page's words that stand in none of these."""
    shown = [
        [place, title, text if len(text) <= SHOWN else text[: text.rindex(" ", 0, SHOWN)]]
        for place, title, text in sections
    ]
    in_sight = words_in(" ".join(title + " " + text for _, title, text in shown))
    return shown, " ".join(sorted(words_in(" ".join(text for *_, text in sections)) - in_sight))


def words_in(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.lower()))


def words_of(url: str, places: set[str], words: dict) -> list:
    """What leads to a page, and to which of its places; a place that is gone leads to the page's top."""
    found = []
    for address, listed in words.items():
        page, _, place = address.partition("#")
        if page == url:
            found += [[word, place if place in places else ""] for word in listed]
    return found


def weight(url: str, weights: dict) -> float:
    """How much a page counts: the longest beginning of its address decides."""
    return float(
        max((len(start), number) for start, number in weights.items() if url.startswith(start))[1]
    )


def download(url: str, address: str, title: str, search: dict) -> list:
    """A file that a page offers, as an entry of its own."""
    parts = [part for part in url.split("/") if part]
    for step in address.split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    address = "/".join(parts)
    return [
        address,
        weight(address, search["weights"]),
        words_of(address, set(), search["words"]),
        [["", title, ""]],
        "",
    ]


def to_ring(service, why: str) -> list:
    """Why to ring, whom, the number as it is read and as it is dialled, and when it is answered."""
    phone = service.phone
    text, uri = (
        (phone["text"], phone["uri"]) if isinstance(phone, dict) else (phone.text, phone.uri)
    )
    return [why, service.name, text, uri, getattr(service, "hours", None) or ""]


def read_article(html: str) -> "Article":
    """A built page's article: its sections as [place, heading, text], and the files it offers."""
    article = Article()
    article.feed(html)
    article.close()
    article.sections = [
        [place, tidy(title), tidy(text)] for place, title, text in article.sections if title
    ]
    article.downloads = [(address, tidy(title)) for address, title in article.downloads]
    return article


class Article(HTMLParser):
    """Reads what stands in <article>. A closed box is a section: by its id, or as the page's nth box (#box-2)."""

    def __init__(self):
        super().__init__()
        self.sections: list[list[str]] = []
        self.downloads: list[tuple[str, str]] = []
        self.open: list[
            tuple[str, bool]
        ] = []  # the elements around, and whether what is in them is left out
        self.heading = self.link = None
        self.boxes = 0

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if not self.open and tag != "article" or tag in NEVER_CLOSED:
            return self.handle_data(" ")
        left_out = (
            bool(self.open)
            and self.open[-1][1]
            or "data-search-exclude" in given
            or given.get("class") == "clause"
        )
        self.open.append((tag, left_out))
        self.boxes += tag == "details"
        if tag == "a" and (given.get("href") or "").endswith(".pdf"):
            self.link = (given["href"], [])
        if not left_out and (tag in HEADINGS or tag == "details"):
            self.sections.append(
                [given.get("id") or ("" if tag != "details" else f"box-{self.boxes}"), "", ""]
            )
        if tag in HEADINGS or tag == "summary":
            self.heading = tag
        if tag in WORDS_APART:
            self.handle_data(" ")

    def handle_endtag(self, tag):
        if tag not in [name for name, _ in self.open]:
            return
        while self.open.pop()[0] != tag:
            pass
        if tag == self.heading:
            self.heading = None
        if tag == "a" and self.link:
            self.downloads.append((self.link[0], "".join(self.link[1])))
            self.link = None

    def handle_data(self, data):
        if self.link:
            self.link[1].append(data)
        if self.open and self.sections and not self.open[-1][1]:
            self.sections[-1][1 if self.heading else 2] += data


def tidy(text: str) -> str:
    """Text on one line."""
    return re.sub(r"\s+([.,;:?!)])", r"\1", " ".join(text.split()))
