"""The index that the site's search reads: the built pages' words, and data/search.yaml."""

import json
import re
from pathlib import Path
from urllib.parse import urljoin

from lxml.html import HtmlElement as Element

from policysite.html_tree import article_of

SHOWN = 165  # letters of a section; of the rest only the words are kept, since these are light
MEANT = 0.5  # a page that weighs less is shown only where it is meant
# Heads of tables, rules' numbers, and what a template marks.
LEFT_OUT = ".//thead | .//*[@class='clause'] | .//*[@data-search-exclude]"
INLINE = {"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "time", "wbr"}
HEADINGS = ("h1", "h2", "h3", "h4")


def search_index(folder: Path, pages, search: dict, services: dict) -> str:
    """The index of the site in `folder`, as JSON. `services` are those of data/help.yaml by name.

    Of a page it takes `url` and `tags`; of a service `name`, `phone`, `hours` and `out_of_hours`.
    """
    entries, files = [], {}  # files: what each PDF is called where a page leads to it
    for page in pages:
        article = article_of(folder / page.url / "index.html")
        for link in article.iter("a"):
            target = urljoin(f"/{page.url}", link.get("href", ""))
            if target.startswith("/") and target.endswith(".pdf"):
                files[target[1:]] = tidy(link.text_content())
        entries.append(entry(page.url, sections_of(article), page.tags, search))
    entries += [entry(file, [["", name, ""]], [], search) for file, name in files.items()]
    index = {
        "same": [[first, *rest] for first, rest in search["same"].items()],
        "kinds": [[first, *rest] for first, rest in search["kinds"].items()],
        "crisis": search["crisis"],
        "not": search["not"],
        "ring": [to_ring(services[name], why) for name, why in search["ring"].items()],
        "pages": entries,
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def entry(address: str, sections: list, tags: list[str], search: dict) -> list:
    """A page's address, weight, what leads to it, the beginnings of its sections, other words."""
    starts = filter(address.startswith, search["weights"])
    weight = float(search["weights"][max(starts, key=len)])
    shown = [
        [place, title, (text + " ")[:SHOWN].rpartition(" ")[0]] for place, title, text in sections
    ]
    others = words_in(sections) - words_in(shown) if weight >= MEANT else ()
    leads = what_leads_to(address, sections, tags, search["words"])
    return [address, weight, leads, shown, " ".join(sorted(others))]


def what_leads_to(address: str, sections: list, tags: list[str], words: dict) -> list:
    """Each place of a page with all that leads to it in one line, which is lighter than a list.

    What leads to a place that is gone leads to the page's top, as its tags do.
    """
    places, found = {place for place, *_ in sections}, {}
    for target, listed in words.items():
        page, _, place = target.partition("#")
        if page == address:
            found.setdefault(place if place in places else "", []).extend(listed)
    known = {word for listed in found.values() for word in listed}
    found.setdefault("", []).extend(tag for tag in tags if tag not in known)
    return [[place, ", ".join(listed)] for place, listed in found.items() if listed]


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
    for element in article.xpath(LEFT_OUT):
        element.drop_tree()
    sections: list[list[str]] = []

    def add(text: str | None, part: int) -> None:
        if sections:
            sections[-1][part] += text or ""

    def walk(element: Element, part: int) -> None:
        if element.tag in HEADINGS or element in boxes:
            sections.append([element.get("id") or boxes.get(element, ""), "", ""])
        part = 1 if element.tag in (*HEADINGS, "summary") else part
        around = "" if element.tag in INLINE else " "
        add(around + (element.text or ""), part)
        for child in element:
            walk(child, part)
            add(child.tail, part)
        add(around, part)

    walk(article, 2)
    return [[tidy(part) for part in section] for section in sections]


def tidy(text: str) -> str:
    """On one line, with no gap before a full stop."""
    return re.sub(r" ([.,;:?!)])", r"\1", " ".join(text.split()))
