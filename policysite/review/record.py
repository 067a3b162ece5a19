"""What the forms on GitHub, `make agree` and `make approve` record: a review, a page's approval.

What was typed is checked where it ends up, by the checks of data/.
"""

from collections.abc import Callable, Mapping
from datetime import date
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from policysite.content.content import Content
from policysite.problems import Refused, Unknown, say
from policysite.review import editions
from policysite.review.approvals import fingerprint
from policysite.schema.dates import When

FORM = {  # what the forms call each argument, and an example
    "MEETING": ("Meeting and minute", "Full governors, minute 7"),
    "LOOKED_AT": ("What was looked at", "All eight sections"),
    "WORDING": ("What governors had before them", "website or document"),
    "OUTCOME": ("Was the wording changed?", "unchanged or amended"),
    "NEXT_DUE": ("Next review due", "2028-03"),
    "PAGE": ("Address of the page", "parents/blackmail/"),
    "BY": ("Who approved it", "dsl"),
    "DATE": ("When it was", "2027-03-15"),
}
CHOICES = {"WORDING": ("website", "document"), "OUTCOME": ("unchanged", "amended")}
OF_A_REVIEW = ("MEETING", "LOOKED_AT", "WORDING", "OUTCOME", "NEXT_DUE", "DATE", "BY")
PAGE = """---
title: The policy as agreed in {date}
description: The whole wording of the {title} that governors agreed in {date}, and what has changed.
---

{{{{ edition('{date.iso}') }}}}
"""
Given = Mapping[str, str]  # the environment
Reload = Callable[[], object]  # reads the whole site again; raises Refused where that can't be


def agree(root: Path, content: Content, given: Given, reload: Reload, show: editions.Show) -> str:
    """Adds the review to data/policy.yaml; where governors agreed these words, keeps them.

    Raises ValueError where what is given does not fit, as `approve` does.
    """
    owner = content.data.upkeep["policy"].owner
    given = arguments(OF_A_REVIEW, given, DATE=usual_date(content), BY=owner)
    met, words = When.parse(given["DATE"]), editions.wording(content.rules, show)
    if wrong := contradiction(given, met, words, content):
        raise ValueError(wrong)
    review = {
        "date": as_yaml(given["DATE"]),
        "kind": "review",
        "by": given["BY"],
        "agreed_at": given["MEETING"],
        "looked_at": given["LOOKED_AT"],
        "outcome": given["OUTCOME"],
        "next_due": as_yaml(given["NEXT_DUE"]),
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
    texts[policy] = edited(policy, lambda data: data["reviews"].append(review))
    write(texts, reload)
    return f"{said} The next review is due in {given['NEXT_DUE']}."


def approve(root: Path, content: Content, given: Given, reload: Reload) -> str:
    """Writes into data/situations.yaml who approved the page, when, and which words."""
    given = arguments(("PAGE", "BY", "DATE"), given, DATE=content.today.isoformat())
    address = given["PAGE"].partition("#")[0].strip("/") + "/"
    situations = {entry.url: entry for entry in content.data.situations.values()}
    if address not in situations:
        raise Unknown("page to approve", address, situations)
    situation = situations[address]
    page = content.by_path[situation.path]
    approved = {"approved_by": given["BY"], "approved_on": as_yaml(given["DATE"])}

    def fill_in(document) -> None:
        entry = document[situation.key]
        for name, value in (approved | {"approved_words": fingerprint(page)}).items():
            if name not in entry:  # before the last line, which has the empty line below it
                entry.insert(len(entry) - 1, name, value)
            entry[name] = value

    path = root / "data/situations.yaml"
    write({path: edited(path, fill_in)}, reload)
    role = content.data.contact(given["BY"]).role
    return f"Recorded that the {role} approved /{address} on {When.parse(given['DATE'])}."


def arguments(names: tuple[str, ...], given: Given, **usual: str) -> dict[str, str]:
    """What was typed, each on one line; what is usual where nothing was. Raises ValueError."""
    typed = {name: " ".join(given.get(name, "").split()) or usual.get(name, "") for name in names}
    wrong = []
    for name, value in typed.items():
        called, example = FORM[name]
        asked = f"“{called}” ({name})"
        if not value:
            wrong.append(say("form_missing", asked=asked, example=example))
        elif value not in CHOICES.get(name, [value]):
            wrong.append(say("form_choice", asked=asked, value=value, example=example))
    if wrong:
        raise ValueError("\n".join(wrong))
    return typed


def usual_date(content: Content) -> str:
    """The month of an agreed document that no review has recorded yet, else this month."""
    month = content.agreed.document.month if content.agreed else ""
    recorded = content.data.policy.reviews[-1].date.iso[:7]
    return month if month > recorded else f"{content.today:%Y-%m}"


def contradiction(given: Given, met: When, words: dict, content: Content) -> str:
    """What can't be together with another argument, or with the record; nothing if all can."""
    amended, document = given["OUTCOME"] == "amended", given["WORDING"] == "document"
    latest = content.editions[-1] if content.editions else None
    last = content.data.policy.reviews[-1].date
    if met.last < last.first or latest and met.first <= latest.date.first:
        return say("form_before_last", value=met.iso, last=last.iso, today=content.today)
    if document and latest:
        return say("form_document", latest=latest.date)
    if document and amended:
        return say("form_document_amended")
    if document or not latest:
        return ""
    found = editions.differences(latest.rules, words, content.data.corrections.values())
    altered = ", ".join(rule.name for rule in found if rule.kind in editions.UNAGREED)
    if amended == bool(altered):
        return ""
    name = "form_amended" if amended else "form_unchanged"
    return say(name, latest=latest.date, rules=altered)


def as_yaml(written: str) -> date | str:
    """A day as YAML's own, so that it is written without quotation marks; a month is text."""
    when = When.parse(written)
    return when.first if when.first == when.last else written


def edited(path: Path, change: Callable) -> str:
    """A changed data file's text, with its comments, its order and its quotation marks."""
    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    document, text = yaml.load(path.read_text("utf-8-sig")), StringIO()
    change(document)
    yaml.dump(document, text)
    return text.getvalue()


def write(texts: dict[Path, str], reload: Reload) -> None:
    """Writes the files; where the site can't be read with them, all are as before."""
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    try:
        for path, text in texts.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        reload()
    except BaseException as error:
        for path, content in before.items():
            path.unlink(missing_ok=True) if content is None else path.write_bytes(content)
        if isinstance(error, Refused):
            raise ValueError("\n".join(problem.what for problem in error.problems)) from None
        raise
