"""A made-up school: a few entries of each kind, as the loader would give them."""

from datetime import date
from types import SimpleNamespace as Made

from policysite.content.pages import Page, page_from
from policysite.schema.dates import When

DAY = date(2026, 11, 22)
CALLED = {"contacts": "Contact", "help": "Help"}
KINDS = ("policy", "contacts", "guidance", "help", "apps", "advice", "channels", "statements")


def when(text: str | None) -> When | None:
    return When.parse(text) if text else None


def entry(file: str, key: str, checked: str | None = "2026-09", line: int = 1, **fields) -> Made:
    """An entry of data/`file`.yaml; its fields as given."""
    usual = {"owner": None, "every": None, "to_confirm": None, "since": None, "superseded": False}
    place = {"key": key, "file": f"data/{file}.yaml", "line": line, "line_of": lambda name: line}
    place |= {"place": f"data/{file}.yaml:{line}", "kind": CALLED.get(file)}
    place["label"] = fields.get("role") or fields.get("name") or fields.get("title")
    return Made(**usual | place | {"checked": when(checked)} | fields)


def review(date: str, next_due: str, line: int = 9, **fields) -> Made:
    usual = {
        "kind": "review",
        "wording_agreed": None,
        "key": "review 1",
        "file": "data/policy.yaml",
    }
    dates = {"date": when(date), "next_due": when(next_due), "line": line}
    dates["place"] = f"data/policy.yaml:{line}"
    return Made(**usual | dates | fields)


def school(*reviews: Made, **kinds: list[Made]) -> Made:
    """The data of a school with two roles and one review, or with those given."""
    reviews = reviews or (review("2024-03", "2025-03", kind="agreed"),)
    roles = [
        entry("contacts", "head", role="Head Teacher", name="Ms Ada Example", source="The office"),
        entry("contacts", "chair", None, 9, role="Chair", name="Dr Cy Sample", source="The office"),
    ]
    listed = {kind: [] for kind in KINDS[2:]} | {
        "contacts": roles,
        "situations": [],
        "questions": [],
    }
    data = Made(**{kind: {each.key: each for each in of} for kind, of in (listed | kinds).items()})
    data.policy = Made(
        title="Example Policy",
        short_name="Example School",
        reviews=reviews,
        last_review=reviews[-1],
        next_due=reviews[-1].next_due,
    )
    data.upkeep = {kind: Made(owner="head", every=12, checked=None) for kind in KINDS}
    data.corrections, data.for_the_record = {}, {}
    data.redirects = {"pages": {}, "rules": {}}
    data.contact = data.contacts.__getitem__
    return data


def page(path: str, body: str = "Words.", title: str = "A page") -> Page:
    """A real page, of which the text starts on the fifth line."""
    return page_from(f"---\ntitle: {title}\ndescription: A page\n---\n{body}", path)[0]


def rule(number: str, name: str | None, text: str, *points: Made) -> Made:
    where = page("policy/section.md")
    letter = f"({number.rpartition('(')[2]}"
    given = {"number": number, "letter": letter, "name": name, "text": text, "points": points}
    return Made(page=where, line=7, **given)


def rules(*listed: Made) -> Made:
    parts = [part for each in listed for part in (each, *each.points)]
    by_name = {part.name: part for part in parts if part.name}
    return Made(rules=list(listed), by_name=by_name, find=by_name.__getitem__, sections=[])


def content(data: Made | None = None, listed: Made | None = None, pages=(), editions=()) -> Made:
    return Made(
        data=data or school(),
        rules=listed or rules(),
        pages=list(pages),
        by_path={page.path: page for page in pages},
        editions=list(editions),
        agreed=None,
        today=DAY,
    )
