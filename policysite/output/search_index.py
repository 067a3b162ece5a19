"""The index that the site's search reads: the built pages' words, and data/search.yaml."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

SHOWN = (
    180  # letters kept of a section, to be shown; of the rest the words alone, since it is light
)
GROUPS = ("same", "kinds")
MEANT = 0.5  # a page that weighs less is shown only where it is meant
INLINE = {"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "time", "wbr"}
EMPTY = {"br", "hr", "img", "input", "link", "meta", "path", "source", "wbr"}


def search_index(folder: Path, pages, search: dict, services: dict) -> str:
    """The index of the site in `folder`, as JSON. `services` are those of data/help.yaml by name.

    Of a page it takes `url` and `tags`; of a service `name`, `phone`, `hours` and `out_of_hours`.
    """
    entries, files = [], {}
    for page in pages:
        article = Article((folder / page.url / "index.html").read_text("utf-8"))
        words = words_for(page.url, article.sections, search["words"])
        words += [[tag, ""] for tag in page.tags if tag not in dict(words)]
        counts = weight(page.url, search["weights"])
        shown, others = shortened(article.sections)
        entries.append([page.url, counts, words, shown, others if counts >= MEANT else ""])
        files |= {urljoin(f"/{page.url}", href)[1:]: name for href, name in article.files}
    for address, name in files.items():
        words = words_for(address, [], search["words"])
        entries.append([address, weight(address, search["weights"]), words, [["", name, ""]], ""])
    groups = {part: [[first, *rest] for first, rest in search[part].items()] for part in GROUPS}
    ring = [to_ring(services[name], why) for name, why in search["ring"].items()]
    index = groups | {
        "crisis": search["crisis"],
        "not": search["not"],
        "ring": ring,
        "pages": entries,
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def weight(url: str, weights: dict) -> float:
    """How much a page counts: the longest beginning of its address decides."""
    return float(weights[max((start for start in weights if url.startswith(start)), key=len)])


def words_for(url: str, sections: list, words: dict) -> list:
    """What leads to a page, each with its place there; where that is gone, to the page's top."""
    places, found = {place for place, *_ in sections}, []
    for address, listed in words.items():
        page, _, place = address.partition("#")
        if page == url:
            found += [[word, place if place in places else ""] for word in listed]
    return found


def shortened(sections: list) -> tuple[list, str]:
    """The beginning of each section, and the words that stand in none of these."""
    shown = [
        [place, title, (text + " ")[:SHOWN].rpartition(" ")[0]] for place, title, text in sections
    ]
    others = words_in(sections) - words_in(shown)
    return shown, " ".join(sorted(others))


def words_in(sections: list) -> set[str]:
    return set(re.findall(r"\w{3,}", " ".join(" ".join(section) for section in sections).lower()))


def to_ring(service, why: str) -> list:
    """Why to ring, whom, and each number as it is read, as it is dialled, and when."""
    numbers = [(service.phone, service.hours or ""), (service.out_of_hours, "out of hours")]
    return [
        why,
        service.name,
        [[phone.text, phone.uri, hours] for phone, hours in numbers if phone],
    ]


class Article(HTMLParser):
    """A built page's article: `sections` as [place, heading, text], `files` as [address, name].

    A closed box is a section too, called by its id, or as the page's second box (#box-2).
    """

    def __init__(self, html: str):
        super().__init__()
        self.sections, self.files = [], []
        self.open: list[tuple[str, bool]] = []  # elements around, and whether they are left out
        self.heading, self.boxes, self.file = False, 0, None
        self.feed(html)
        self.sections = [[tidy(part) for part in section] for section in self.sections]
        self.files = [(address, tidy(name)) for address, name in self.files]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.handle_data("" if tag in INLINE else " ")
        if tag in EMPTY or not (self.open or tag == "article"):
            return
        left_out = any(out for _, out in self.open) or tag == "thead"
        left_out = left_out or given.get("class") == "clause"
        self.open.append((tag, left_out or "data-search-exclude" in given))
        self.boxes += tag == "details"
        if (given.get("href") or "").endswith(".pdf"):
            self.file = [given["href"], ""]
            self.files.append(self.file)
        if tag in ("h1", "h2", "h3", "h4", "summary"):
            self.heading = True
        if tag in ("h1", "h2", "h3", "h4", "details") and not self.open[-1][1]:
            box = f"box-{self.boxes}" if tag == "details" else ""
            self.sections.append([given.get("id") or box, "", ""])

    def handle_endtag(self, tag):
        while any(name == tag for name, _ in self.open) and self.open.pop()[0] != tag:
            pass
        self.heading = self.heading and tag not in ("h1", "h2", "h3", "h4", "summary")
        self.file = None if tag == "a" else self.file
        self.handle_data("" if tag in INLINE else " ")

    def handle_data(self, data):
        if self.file:
            self.file[1] += data
        if self.sections and self.open and not self.open[-1][1]:
            self.sections[-1][1 if self.heading else 2] += data


def tidy(text: str) -> str:
    """On one line, with no gap before a full stop."""
    return re.sub(r" ([.,;:?!)])", r"\1", " ".join(text.split()))
