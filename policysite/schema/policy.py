"""The policy's own record: its reviews, and slips of spelling put right in agreed rules."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from policysite.problems import Problem, problem
from policysite.schema import fields as kinds
from policysite.schema.dates import When
from policysite.schema.errors import wrong
from policysite.schema.models import Record, needed, optional


class Correction(Record):
    """A slip of spelling in an agreed rule, put right without changing the rule."""

    rule: kinds.ShortName = needed("no-friends")
    was: kinds.Words = needed("recieve")
    now: kinds.Words = needed("receive")
    date: kinds.DayOrMonth = needed("2027-10-05")


class Review(Record):
    date: kinds.DayOrMonth = needed("2027-09")
    kind: kinds.one_of("agreed", "review", "correction") = needed("review")
    next_due: kinds.DayOrMonth = needed("2028-09")
    written: kinds.DayOrMonth = optional("2022-09")
    by: kinds.ShortName = optional("chair_of_governors")
    agreed_at: kinds.Words = optional("Full governors, minute 7")
    looked_at: kinds.Words = optional("All eight sections")
    outcome: kinds.one_of("unchanged", "amended") = optional("unchanged")
    corrects: kinds.DayOrMonth = optional("2027-09")
    wording_agreed: kinds.Yes = optional("yes")

    EVIDENCE: ClassVar = {
        "review": ("by", "agreed_at", "looked_at", "outcome"),
        "correction": ("corrects", "looked_at"),
    }

    @model_validator(mode="after")
    def has_evidence(self):
        """A review says what was looked at, by whom and where; the next comes within a year."""
        for name in self.EVIDENCE.get(self.kind, ()):
            if not getattr(self, name):
                raise wrong("no_evidence", kind=self.kind, field=name)
        if self.kind != "correction":
            due_within_a_year(self.next_due, self.date)
        return self


def due_within_a_year(due: When, reviewed: When) -> None:
    """The rule #yearly-review: months are compared with months. Raises where it is not kept."""
    if due.last <= reviewed.last:
        raise wrong("due_before_review", due=due.iso, reviewed=reviewed.iso)
    if due.months - reviewed.months > 12:
        latest = When.parse(reviewed.iso[:7]).plus_months(12).iso
        raise wrong("due_after_a_year", due=due.iso, reviewed=reviewed.iso, latest=latest)


class Policy(Record):
    title: kinds.Words = needed("Social Media Policy")
    school: kinds.Words = needed("The Example Primary School")
    short_name: kinds.Words = needed("The Example School")
    agreed_document: kinds.WebAddress = optional("https://www.example.org/policy.pdf")
    reviews: list[Review] = Field(None, min_length=1, validate_default=True)

    @property
    def last_review(self) -> Review:
        """The latest that is more than a correction of another."""
        return next(review for review in reversed(self.reviews) if review.kind != "correction")

    @property
    def next_due(self) -> When:
        """As the latest entry has it: the only place where the date stands."""
        return self.reviews[-1].next_due

    @property
    def wording_agreed(self) -> Review | None:
        """The latest review at which governors agreed this website's own wording."""
        return next((review for review in reversed(self.reviews) if review.wording_agreed), None)


def out_of_order(policy: Policy) -> Iterator[Problem]:
    """Reviews stand in order; a correction names its entry, and moves no date past its year."""
    earlier, dates = None, {}  # the review above; the date of each that is no correction
    for review in policy.reviews:
        place, given = (review.file, review.line), {"key": review.key, "date": review.date.iso}
        if earlier and review.date.last < earlier.date.first:
            yield problem(*place, "review_order", earlier=earlier.date.iso, **given)
        if earlier and review.kind == "agreed":
            yield problem(*place, "agreed_twice", key=review.key)
        if review.kind != "correction":
            dates[review.date.iso] = review.date
        elif review.corrects.iso not in dates:
            given["date"] = review.corrects.iso
            yield problem(*place, "corrects_nothing", dates=", ".join(dates), **given)
        else:
            try:
                due_within_a_year(review.next_due, dates[review.corrects.iso])
            except PydanticCustomError as error:
                yield Problem(*place, f'"{review.key}" {error}.')
        earlier = review
