"""The index that the site's search reads: the built pages' words, and data/search.yaml."""

import json
import re
from pathlib import Path
from urllib.parse import urljoin

from lxml.html import HtmlElement as Element

from policysite.html_tree import article_of

SHOWN = 165  # letters of a section; of the rest only the words are kept, since these are light
GROUPS = ("same", "kinds")
MEANT = 0.5  # a page that weighs less is shown only where it is meant
INLINE = {"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "time", "wbr"}
HEADINGS = ("h1", "h2", "h3", "h4")


def search_index(folder: Path, pages, search: dict, services: dict) -> str:
    """The index of the site in `folder`, as JSON. `services` are those of data/help.yaml by name.

    Of a page it takes `url` and `tags`; of a service `name`, `phone`, `hours` and `out_of_hours`.
    """
    entries, files = [], {}
    for page in pages:
        article = article_of(folder / page.url / "index.html")
        sections = sections_of(article)
        words = words_for(page.url, sections, search["words"])
        words += [[tag, ""] for tag in page.tags if tag not in dict(words)]
        counts = weight(page.url, search["weights"])
        shown, others = shortened(sections)
        others = others if counts >= MEANT else ""
        entries.append([page.url, counts, by_place(words), shown, others])
        files |= {
            urljoin(f"/{page.url}", href)[1:]: name for href, name in files_of(article).items()
        }
    for address, name in files.items():
        words = words_for(address, [], search["words"])
        counts = weight(address, search["weights"])
        entries.append([address, counts, by_place(words), [["", name, ""]], ""])
    groups = {part: [[first, *rest] for first, rest in search[part].items()] for part in GROUPS}
    ring = [to_ring(services[name], why) for name, why in search["ring"].items()]
    index = groups | {"crisis": search["crisis"], "not": search["not"], "ring": ring}
    index["pages"] = entries
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


def by_place(words: list) -> list[list[str]]:
    """Each place with all that leads to it in one line, which is lighter than a list."""
    found: dict[str, list[str]] = {}
    for word, place in words:
        found.setdefault(place, []).append(word)
    return [[place, ", ".join(listed)] for place, listed in found.items()]


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
    listed = [[phone.text, phone.uri, hours] for phone, hours in numbers if phone]
    return [why, service.name, listed]


def sections_of(article: Element) -> list[list[str]]:
    """[place, heading, text] of each section of an article.

    A closed box is a section too, called by its id, or as the page's second box (#box-2).
    """
    boxes = {box: f"box-{number}" for number, box in enumerate(article.iter("details"), 1)}
    sections: list[list[str]] = []

    def add(text: str | None, heading: bool) -> None:
        if sections:
            sections[-1][1 if heading else 2] += text or ""

    def walk(element: Element, heading: bool) -> None:
        if is_left_out(element):
            return
        if element.tag in HEADINGS or element in boxes:
            sections.append([element.get("id") or boxes.get(element, ""), "", ""])
        heading = heading or element.tag in (*HEADINGS, "summary")
        around = "" if element.tag in INLINE else " "
        add(around + (element.text or ""), heading)
        for child in element:
            walk(child, heading)
            add(child.tail, heading)
        add(around, heading)

    walk(article, heading=False)
    return [[tidy(part) for part in section] for section in sections]


def is_left_out(element: Element) -> bool:
    """Heads of tables, rules' numbers, and what a template marks."""
    numbers = element.get("class") == "clause" or element.tag == "thead"
    return numbers or "data-search-exclude" in element.attrib


def files_of(article: Element) -> dict[str, str]:
    """The PDFs that an article leads to, by address, with what it calls them."""
    links = {link.get("href", ""): tidy("".join(link.itertext())) for link in article.iter("a")}
    return {address: name for address, name in links.items() if address.endswith(".pdf")}


def tidy(text: str) -> str:
    """On one line, with no gap before a full stop."""
    return re.sub(r" ([.,;:?!)])", r"\1", " ".join(text.split()))
