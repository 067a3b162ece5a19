"""`make agree`, and the form "Record a review": records a review; where governors agreed the words of this website, seals them as an edition.

Takes its arguments from the environment, see FORM; and where they differ from the usual BY (a role) and
DATE (today's month). Writes nothing unless everything fits the record.
"""

import json
import os
import sys
from pathlib import Path

import macros
from policysite import dates, editions, site as sites
from policysite.facts import day_or_month, due_within_a_year, one_of, words
from policysite.problems import Refused
from policysite.typed import typed

ROOT = Path(__file__).parent.parent
FORM = {  # each argument: what the form calls it, and what to type
    "MEETING": ("Meeting and minute", "Full governors, minute 7"),
    "LOOKED_AT": ("What was looked at", "All eight sections"),
    "WORDING": ("What governors had before them", "website, for the words of this website, or document, for the policy document alone"),
    "OUTCOME": ("Was the wording changed?", "unchanged or amended"),
    "NEXT_DUE": ("Next review due", "2028-03"),
    "DATE": ("When governors met", "2027-03"),
}
NEEDED = [name for name in FORM if name != "DATE"]
PAGE = """---
title: The policy as agreed in {date}
description: The whole wording of the {title} that governors agreed in {date}, and what changed since other editions.
---

{{{{ edition('{iso}') }}}}
"""


def agree(root: Path, given: dict[str, str], today) -> str:
    """Records the review in `root`, and seals the wording if that was agreed. Returns what was done; raises ValueError or Refused, having written nothing."""
    given = {name: value.strip() for name, value in given.items()}
    given["DATE"] = given.get("DATE") or f"{today:%Y-%m}"
    if wrong := [*mistyped(given, today)]:
        raise ValueError("\n".join(wrong))
    site = sites.load(root, today)
    sites.check_pages(site, said := sites.Words(root, macros.define_env))
    edition = new_edition(site, said, given)
    refuse_contradictions(site, edition, given)
    seal = given["WORDING"] == "website"
    policy, record = root / "data" / "policy.yaml", root / editions.FOLDER / f"{edition.date.iso}.yaml"
    page, before = root / editions.page_of(edition.date.iso), policy.read_text(encoding="utf-8")
    try:
        if seal:
            record.parent.mkdir(exist_ok=True)
            record.write_text(editions.to_yaml(edition), encoding="utf-8")
            page.write_text(PAGE.format(date=edition.date, iso=edition.date.iso, title=site.facts.policy.title), encoding="utf-8")
        policy.write_text(before.rstrip("\n") + "\n" + review_lines(given, edition, site), encoding="utf-8")
        sites.load(root, today)
    except Refused:
        policy.write_text(before, encoding="utf-8")
        for written in (record, page) if seal else ():
            written.unlink()
        raise
    sealed = f"sealed {len(edition.rules)} rules in {editions.FOLDER}/{record.name}" if seal else "sealed nothing, since governors had the document alone before them"
    return f"Recorded the review of {edition.date} and {sealed}. The next review is due in {given['NEXT_DUE']}."


def mistyped(given: dict[str, str], today):
    """What is missing or can't be, by the form's own names; the next review is compared once both dates can be read."""
    read = {}
    for name, (_, example) in FORM.items():
        if not given.get(name):
            yield f"{asked(name)} is missing. Write {example}."
            continue
        try:
            read[name] = READ.get(name, str)(typed(given[name], 1, True, False))
        except ValueError as error:
            yield f"{asked(name)}: {error}."
    if "DATE" in read and read["DATE"].first > today:
        yield f"{asked('DATE')} is {given['DATE']}, and that is still to come. Write when it was."
    if read.keys() >= {"DATE", "NEXT_DUE"}:
        yield from (f"{asked('NEXT_DUE')} {what}." for what in due_within_a_year(read["NEXT_DUE"], read["DATE"]))


def asked(name: str) -> str:
    """As the form has it, and as the command has it."""
    return f"“{FORM[name][0]}” ({name})"


READ = {"MEETING": words, "LOOKED_AT": words, "WORDING": one_of("website", "document"), "OUTCOME": one_of("unchanged", "amended"),
        "NEXT_DUE": day_or_month, "DATE": day_or_month}


def new_edition(site, words: dict, given: dict[str, str]) -> editions.Edition:
    when = dates.When.parse(given["DATE"])
    people = {role: contact.name for role, contact in site.facts.contacts.items()}
    return editions.Edition(when, given["MEETING"], given["OUTCOME"], editions.wording(site.clauses, words), people)


def refuse_contradictions(site, edition: editions.Edition, given: dict[str, str]) -> None:
    """The date is new, and the outcome is what the wording shows."""
    latest = site.editions[-1] if site.editions else None
    if given["WORDING"] == "document":
        if latest:
            raise ValueError(f"{asked('WORDING')} is document, and governors agreed the words of this website in {latest.date}. Write website.")
        if edition.outcome == "amended":
            raise ValueError(f"{asked('OUTCOME')} is amended, so the words of this website have to follow the document. Change the rules here first; then "
                             f"write website for {asked('WORDING')}.")
    if not latest:
        return
    if edition.date.first <= latest.date.first:  # or their order could not be told from their dates
        raise ValueError(f"{asked('DATE')} is {edition.date.iso}, and an edition of {latest.date.iso} is sealed already. Write when they met since, such as {site.today}.")
    altered = [each.name for each in editions.since(latest, edition.rules, site.facts) if each.kind in editions.CHANGES]
    if edition.outcome == "unchanged" and altered:
        raise ValueError(f"{asked('OUTCOME')} is unchanged, and these rules differ from {latest.date}: {', '.join(altered)}. Write amended.")
    if edition.outcome == "amended" and not altered:
        raise ValueError(f"{asked('OUTCOME')} is amended, and every rule reads as agreed in {latest.date}. Write unchanged.")


def review_lines(given: dict[str, str], edition: editions.Edition, site) -> str:
    """The review as data/policy.yaml holds it. JSON's quotation marks are YAML's too."""
    values = {"date": edition.date.iso, "kind": "review", "by": given.get("BY") or site.facts.upkeep["policy"].owner,
              "agreed_at": edition.agreed_at, "looked_at": given["LOOKED_AT"], "outcome": edition.outcome,
              "next_due": given["NEXT_DUE"]}
    if given["WORDING"] == "website":
        values["wording_agreed"] = "yes"
    plain = ("date", "kind", "by", "outcome", "next_due", "wording_agreed")
    lines = [f"{name}: {value if name in plain and value.replace('-', '').replace('_', '').isalnum() else json.dumps(value, ensure_ascii=False)}"
             for name, value in values.items()]
    return "  - " + "\n    ".join(lines) + "\n"


def main() -> int:
    try:
        print(agree(ROOT, dict(os.environ), dates.today_in_london()))
    except (ValueError, Refused) as error:
        print(error, "\nNothing was written.", sep="\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
