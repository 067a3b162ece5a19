"""What data names is there: a rule, a role, a page."""

from collections.abc import Iterator

from policysite.content.content import Content
from policysite.problems import Problem, also_at, problem, suggestion


def check(content: Content) -> Iterator[Problem]:
    """Each rule, role and page that an entry of data/ names exists."""
    data = content.data
    gone: dict[str, list] = {}  # by what is said: a role taken out is one thing
    for entry, field, name, find in uses(content):
        try:
            find(name) if name else None
        except ValueError as error:
            gone.setdefault(str(error), []).append((entry, field))
    for why, ((entry, field), *others) in gone.items():
        also = also_at(f"{other.file}:{other.line_of(name)}" for other, name in others)
        given = {"key": entry.key, "field": field, "why": why, "also": also}
        yield problem(entry.file, entry.line_of(field), "name_in_data", **given)
    for entry in (*data.statements.values(), *data.questions.values()):
        if entry.page not in content.by_path:
            near = suggestion(entry.page, content.by_path)
            given = {"key": entry.key, "page": entry.page, "suggestion": near}
            yield problem(entry.file, entry.line_of("page"), "no_page_of_statement", **given)


def uses(content: Content):
    """Each name of a rule or a role in the data: the entry, its field, the name, who knows it."""
    data, rules = content.data, content.rules
    for entry in (*data.guidance.values(), *data.channels.values(), *data.corrections.values()):
        yield entry, "rule", entry.rule, rules.find
    for entry in data.for_the_record.values():
        yield entry, "rule", entry.key, rules.find
    for review in data.policy.reviews:
        yield review, "by", review.by, data.contact
    for entry in data.situations.values():
        yield entry, "approved_by", entry.approved_by, data.contact
    for entry in data.questions.values():
        yield entry, "decides", entry.decides, data.contact
    for entry in data.entries():
        yield entry, "owner", getattr(entry, "owner", None), data.contact
