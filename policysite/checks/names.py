"""What data names is there: a rule, a role, a page, a service."""

import re
from collections.abc import Iterator

from policysite.content.content import Content
from policysite.problems import Problem, also_at, problem, suggestion


def check(content: Content) -> Iterator[Problem]:
    """Each rule, role and page that an entry of data/ names exists."""
    gone: dict[str, list] = {}  # by what is said: a role taken out is one thing
    for entry, field, name, find in uses(content):
        try:
            find(name) if name else None
        except ValueError as error:
            gone.setdefault(str(error), []).append((entry, field))
    for why, ((entry, field), *others) in gone.items():
        also = also_at(f"{other.file}:{other.line_of(name)}" for other, name in others)
        yield entry.problem(field, "name_in_data", field=field, why=why, also=also)
    for entry in (*content.data.statements.values(), *content.data.questions.values()):
        if entry.page not in content.by_path:
            near = suggestion(entry.page, content.by_path)
            yield entry.problem("page", "no_page_of_statement", page=entry.page, suggestion=near)
    yield from of_search(content)
    yield from of_redirects(content)


def uses(content: Content):
    """Each name of a rule or a role in the data: the entry, its field, the name, who knows it."""
    data, rules = content.data, content.rules
    for entry in (*data.guidance.values(), *data.channels.values(), *data.corrections.values()):
        yield entry, "rule", entry.rule, rules.find
    for entry in data.for_the_record.values():
        yield entry, "rule", entry.key, rules.find
    for field in ("by", "approved_by", "decides", "owner"):
        for entry in (*data.policy.reviews, *data.entries()):
            yield entry, field, getattr(entry, field, None), data.contact


def of_search(content: Content) -> Iterator[Problem]:
    """Each number to ring, each weight and each address of data/search.yaml can be used."""
    file = "data/search.yaml"
    ring, weights, words = (content.data.search[part] for part in ("ring", "weights", "words"))
    for name in ring.keys() - content.data.help.keys():
        near = suggestion(name, content.data.help)
        yield problem(file, ring.line_of(name), "search_ring", name=name, suggestion=near)
    for start, number in weights.items():
        if not re.fullmatch(r"\d+(\.\d+)?", str(number)):
            given = {"start": start, "number": number}
            yield problem(file, weights.line_of(start), "search_weight", **given)
    for address in words:
        page = address.partition("#")[0]
        if page not in content.by_url and not page.startswith("downloads/"):
            given = {"address": address, "suggestion": suggestion(page, content.by_url)}
            yield problem(file, words.line_of(address), "search_address", **given)


def of_redirects(content: Content) -> Iterator[Problem]:
    """Each line of data/redirects.yaml leads from an address that is gone to one that is there."""
    pages, rules = content.by_url, content.rules.by_name
    for kind, there in (("pages", pages), ("rules", rules), ("places", pages)):
        listed = content.data.redirects[kind]
        for old, new in listed.items():
            place, given = ("data/redirects.yaml", listed.line_of(old)), {"kind": kind, "old": old}
            if kind != "places" and old in there:
                yield problem(*place, "redirect_still_there", **given)
            for end in (old, new) if kind == "places" else (new,):  # what had the place stays
                if end.partition("#")[0] not in there:
                    given |= {"new": end, "suggestion": suggestion(end, there)}
                    yield problem(*place, "redirect_to_nothing", **given)
