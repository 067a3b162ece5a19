"""`make agree`, and the form "Record a review": the entry, and an edition if words were agreed."""

from collections.abc import Iterator
from pathlib import Path

from policysite.content.content import Content
from policysite.problems import say
from policysite.review import editions, forms
from policysite.schema.dates import When
from policysite.schema.policy import due_within_a_year

FORM = {
    "MEETING": ("Meeting and minute", "Full governors, minute 7"),
    "LOOKED_AT": ("What was looked at", "All eight sections"),
    "WORDING": (
        "What governors had before them",
        "website, for the words of this website, or document, for the policy document alone",
    ),
    "OUTCOME": ("Was the wording changed?", "unchanged or amended"),
    "NEXT_DUE": ("Next review due", "2028-03"),
    "DATE": ("When governors met", "2027-03"),
    "BY": ("Who reviewed it", "chair_of_governors"),
}
PAGE = """---
title: The policy as agreed in {date}
description: The whole wording of the {title} that governors agreed in {date}, and what has changed.
---

{{{{ edition('{iso}') }}}}
"""


@forms.answered
def agree(root: Path, content: Content, given, show: editions.Show, reload: forms.Reload) -> str:
    """Adds the review to data/policy.yaml; where governors agreed these words, keeps them.

    `given` are the arguments in FORM, and others.
    """
    usual = {"DATE": usual_date(content), "BY": content.data.upkeep["policy"].owner}
    given = forms.arguments(FORM, given, usual, content)
    forms.refuse(contradictions(given, content, show))
    when, kept = When.parse(given["DATE"]), ""
    policy, file = root / "data/policy.yaml", f"{editions.FOLDER}/{when.iso}.yaml"
    texts = {policy: forms.edited(policy, lambda data: data["reviews"].append(entry_of(given)))}
    if given["WORDING"] == "website":
        kept = f" The wording is kept in {file}."
        texts[root / file] = editions.to_yaml(new_edition(given, content, show))
        title = content.data.policy.title
        page = PAGE.format(date=when, iso=when.iso, title=title)
        texts[root / editions.page_of(when.iso)] = page
    forms.write(texts, reload)
    return f"Recorded the review of {when}.{kept} The next review is due in {given['NEXT_DUE']}."


def usual_date(content: Content) -> str:
    """The month of an agreed document that no review has recorded yet, else this month."""
    month = content.agreed.document.month if content.agreed else ""
    recorded = content.data.policy.reviews[-1].date.iso[:7]
    return month if month > recorded else f"{content.today:%Y-%m}"


def contradictions(given: dict[str, str], content: Content, show: editions.Show) -> Iterator[str]:
    """What can't be together with the other arguments, or with the record."""
    met, due = When.parse(given["DATE"]), When.parse(given["NEXT_DUE"])
    last = content.data.policy.reviews[-1].date
    latest = content.editions[-1] if content.editions else None
    agreed = latest and latest.date
    try:
        due_within_a_year(due, met)
    except ValueError as error:
        yield f"{called('NEXT_DUE')} {error}."
    given_date = {"asked": called("DATE"), "value": met.iso}
    if met.last < last.first:
        yield say("form_before_last", last=last.iso, **given_date)
    elif latest and met.first <= agreed.first:  # or their order could not be told
        yield say("form_before_edition", latest=agreed.iso, today=content.today, **given_date)
    wording, outcome = called("WORDING"), called("OUTCOME")
    amended = given["OUTCOME"] == "amended"
    if given["WORDING"] == "document":
        if latest:
            yield say("form_document", asked=wording, latest=agreed)
        elif amended:
            yield say("form_document_amended", asked=outcome, wording=wording)
    elif latest:
        found = editions.since(latest, content, show)
        altered = ", ".join(rule.name for rule in found if rule.kind in editions.UNAGREED)
        if altered and not amended:
            yield say("form_unchanged", asked=outcome, latest=agreed, rules=altered)
        elif amended and not altered:
            yield say("form_amended", asked=outcome, latest=agreed)


def called(name: str) -> str:
    return forms.called(FORM, name)


def new_edition(given: dict[str, str], content: Content, show: editions.Show) -> editions.Edition:
    rules = {
        name: editions.Wording(rule.number, rule.source, show(rule.source))
        for name, rule in editions.wording(content.rules).items()
    }
    date = When.parse(given["DATE"])
    return editions.Edition(date, given["MEETING"], given["OUTCOME"], rules)


def entry_of(given: dict[str, str]) -> dict:
    """The review as data/policy.yaml holds it."""
    entry = {
        "date": forms.as_yaml(given["DATE"]),
        "kind": "review",
        "by": given["BY"],
        "agreed_at": given["MEETING"],
        "looked_at": given["LOOKED_AT"],
        "outcome": given["OUTCOME"],
        "next_due": forms.as_yaml(given["NEXT_DUE"]),
    }
    return entry | ({"wording_agreed": "yes"} if given["WORDING"] == "website" else {})
