"""Nobody has checked anything on a day that is still to come: 2062 is a slip for 2026."""

from collections.abc import Iterator

from policysite.content.content import Content
from policysite.problems import Problem, problem
from policysite.schema.dates import latest_day

FIELDS = ("date", "checked", "all_checked", "approved_on", "cited", "newest")


def check(content: Content) -> Iterator[Problem]:
    """What is written as done has been done."""
    latest = latest_day(content.today)
    for entry in (*content.data.policy.reviews, *content.data.entries()):
        for field in FIELDS:
            when = getattr(entry, field, None)
            if when and when.first > latest:
                given = {"key": entry.key, "field": field, "date": when.iso}
                yield problem(entry.file, entry.line_of(field), "still_to_come", **given)
