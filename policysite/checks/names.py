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
    """Each number to ring, each address and each weight of data/search.yaml can be used."""
    file, search = "data/search.yaml", content.data.search
    services, pages = content.data.help, content.by_url
    kinds = (("ring", services, "search_ring"), ("words", pages, "search_address"))
    for part, known, message in kinds:
        for typed in search[part]:
            name, line = typed.partition("#")[0], search[part].line_of(typed)
            if name not in known and not name.startswith("downloads/"):
                near = suggestion(name, known)
                yield problem(file, line, message, name=typed, suggestion=near)
    for start, number in search["weights"].items():
        if not re.fullmatch(r"\d+(\.\d+)?", str(number)):
            line = search["weights"].line_of(start)
            yield problem(file, line, "search_weight", start=start, number=number)


def of_redirects(content: Content) -> Iterator[Problem]:
    """Each line of data/redirects.yaml leads from an address that is gone to one that is there."""
    file, pages, rules = "data/redirects.yaml", content.by_url, content.rules.by_name
    for kind, there in (("pages", pages), ("rules", rules), ("places", pages)):
        listed = content.data.redirects[kind]
        for old, new in listed.items():
            line, given = listed.line_of(old), {"kind": kind, "old": old}
            if kind != "places" and old in there:
                yield problem(file, line, "redirect_still_there", **given)
            for end in (new, old) if kind == "places" else (new,):  # what had a place stays
                if end.partition("#")[0] not in there:
                    given |= {"new": end, "suggestion": suggestion(end, there)}
                    yield problem(file, line, "redirect_to_nothing", **given)
