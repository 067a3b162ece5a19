"""`make agree`, and the form "Record a review": the entry, and an edition if words were agreed."""

from collections.abc import Callable
from pathlib import Path

from policysite.content.content import Content
from policysite.problems import say
from policysite.review import editions, forms
from policysite.schema.dates import When

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
CHOICES = {"WORDING": ("website", "document"), "OUTCOME": ("unchanged", "amended")}
PAGE = """---
title: The policy as agreed in {date}
description: The whole wording of the {title} that governors agreed in {date}, and what has changed.
---

{{{{ edition('{date.iso}') }}}}
"""


def agree(root: Path, content: Content, given, *, reload: Callable, show: editions.Show) -> str:
    """Adds the review to data/policy.yaml; where governors agreed these words, keeps them.

    `given` are the arguments in FORM, and others. Raises ValueError where they don't fit.
    """
    usual = {"DATE": usual_date(content), "BY": content.data.upkeep["policy"].owner}
    given = forms.arguments(FORM, given, usual)
    met, words = When.parse(given["DATE"]), editions.wording(content.rules, show)
    if wrong := contradiction(given, met, words, content):
        raise ValueError(wrong)
    review = {
        "date": given["DATE"],
        "kind": "review",
        "by": given["BY"],
        "agreed_at": given["MEETING"],
        "looked_at": given["LOOKED_AT"],
        "outcome": given["OUTCOME"],
        "next_due": given["NEXT_DUE"],
    }
    said, texts = f"Recorded the review of {met}.", {}
    if given["WORDING"] == "website":
        review["wording_agreed"] = "yes"
        edition = editions.Edition(met, given["MEETING"], given["OUTCOME"], words)
        file, title = f"{editions.FOLDER}/{met.iso}.yaml", content.data.policy.title
        texts[root / file] = editions.to_yaml(edition)
        texts[root / editions.page_of(met.iso)] = PAGE.format(date=met, title=title)
        said += f" The wording is kept in {file}."
    policy = root / "data/policy.yaml"
    texts[policy] = forms.edited(policy, lambda data: data["reviews"].append(review))
    forms.write(texts, reload)
    return f"{said} The next review is due in {given['NEXT_DUE']}."


def usual_date(content: Content) -> str:
    """The month of an agreed document that no review has recorded yet, else this month."""
    month = content.agreed.document.month if content.agreed else ""
    recorded = content.data.policy.reviews[-1].date.iso[:7]
    return month if month > recorded else f"{content.today:%Y-%m}"


def contradiction(given: dict, met: When, words: dict, content: Content) -> str:
    """What can't be together with another argument, or with the record; nothing if all can."""
    for name, choices in CHOICES.items():
        if given[name] not in choices:
            asked, value = forms.called(FORM, name), given[name]
            return say("form_choice", asked=asked, value=value, choices=" or ".join(choices))
    wording, outcome = forms.called(FORM, "WORDING"), forms.called(FORM, "OUTCOME")
    amended, document = given["OUTCOME"] == "amended", given["WORDING"] == "document"
    latest = content.editions[-1] if content.editions else None
    last = content.data.policy.reviews[-1].date
    if met.last < last.first or latest and met.first <= latest.date.first:
        date = {"asked": forms.called(FORM, "DATE"), "value": met.iso}
        return say("form_before_last", last=last.iso, today=content.today, **date)
    if document and latest:
        return say("form_document", asked=wording, latest=latest.date)
    if document and amended:
        return say("form_document_amended", asked=outcome, wording=wording)
    if document or not latest:
        return ""
    found = editions.differences(latest.rules, words, content.data.corrections.values())
    altered = ", ".join(rule.name for rule in found if rule.kind in editions.UNAGREED)
    if amended == bool(altered):
        return ""
    name = "form_amended" if amended else "form_unchanged"
    return say(name, asked=outcome, latest=latest.date, rules=altered)
