"""What leads to a page in the search names one that is there."""

import re
from collections.abc import Iterator

from policysite.content.content import Content
from policysite.problems import Problem, problem, suggestion

FILE = "data/search.yaml"


def check(content: Content) -> Iterator[Problem]:
    """Each number to ring, each weight and each address of data/search.yaml can be used."""
    search, data = content.data.search, content.data
    for name in search["ring"]:
        if name not in data.help:
            near = suggestion(name, data.help)
            given = {"name": name, "suggestion": near}
            yield problem(FILE, search["ring"].line_of(name), "search_ring", **given)
    for start, number in search["weights"].items():
        if not re.fullmatch(r"\d+(\.\d+)?", str(number)):
            line = search["weights"].line_of(start)
            yield problem(FILE, line, "search_weight", start=start, number=number)
    for address in search["words"]:
        page = address.split("#")[0]
        if page not in content.by_url and not page.startswith("downloads/"):
            near = suggestion(page, content.by_url)
            given = {"address": address, "suggestion": near}
            yield problem(FILE, search["words"].line_of(address), "search_address", **given)
