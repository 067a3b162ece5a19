"""Entries of data/ that nobody sees, that stand twice, or that contradict their neighbours."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from policysite.content.content import Content
from policysite.problems import Problem, problem


def check(content: Content) -> Iterator[Problem]:
    """What is kept up is shown somewhere, once, and leads to the page that is meant."""
    data = content.data
    named = {name for page in content.pages for call in page.calls for name in call.names}
    shown = named | {key for key, entry in data.help.items() if entry.emergency}
    for entry in (*data.help.values(), *data.advice.values()):
        if entry.key not in shown:
            yield problem(entry.file, entry.line, "on_no_page", key=entry.key)
    first = {}
    for app in data.apps.values():
        other = first.setdefault(app.name.lower(), app)
        if other is not app:
            yield problem(app.file, app.line, "app_twice", key=app.key, other=other.key)
    for document in data.guidance.values():
        newest, in_force = document.newest, document.in_force
        if newest and in_force and in_force.last < newest.first:
            given = {"key": document.key, "in_force": in_force.iso, "newest": newest.iso}
            yield problem(document.file, document.line_of("in_force"), "in_force_early", **given)
    for entry in data.advice.values():
        if entry.address and not urlsplit(entry.address).path.strip("/"):
            given = {"key": entry.key, "address": entry.address}
            yield problem(entry.file, entry.line_of("address"), "front_page", **given)
