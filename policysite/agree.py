"""`make agree`: records that governors agreed this wording, and seals it as an edition.

Takes its arguments from the environment: MEETING, LOOKED_AT, OUTCOME (unchanged or amended),
NEXT_DUE (2028-03), and where they differ from the usual BY (a role) and DATE (today's month).
Writes nothing unless everything fits the record.
"""

import json
import os
import sys
from pathlib import Path

import macros
from policysite import dates, editions, site as sites
from policysite.problems import Refused

ROOT = Path(__file__).parent.parent
NEEDED = {
    "MEETING": 'where it was agreed, such as MEETING="Full governors, minute 7"',
    "LOOKED_AT": 'what was looked at, such as LOOKED_AT="All eight sections"',
    "OUTCOME": "OUTCOME=unchanged or OUTCOME=amended",
    "NEXT_DUE": "when the next review is due, such as NEXT_DUE=2028-03",
}
PAGE = """---
title: The policy as agreed in {date}
description: The whole wording of the {title} that governors agreed in {date}, and what changed since other editions.
---

{{{{ edition('{iso}') }}}}
"""


def agree(root: Path, given: dict[str, str], today) -> str:
    """Records the review and seals the wording in `root`. Returns what was done; raises ValueError or Refused, having written nothing."""
    missing = [f"{name} is missing: {how}." for name, how in NEEDED.items() if not given.get(name, "").strip()]
    if missing:
        raise ValueError("\n".join(missing))
    site = sites.load(root, today)
    sites.check_pages(site, words := sites.Words(root, macros.define_env))
    edition = new_edition(site, words, given, today)
    refuse_contradictions(site, edition)
    policy, record = root / "data" / "policy.yaml", root / editions.FOLDER / f"{edition.date.iso}.yaml"
    page, before = root / editions.page_of(edition.date.iso), policy.read_text(encoding="utf-8")
    try:
        record.parent.mkdir(exist_ok=True)
        record.write_text(editions.to_yaml(edition), encoding="utf-8")
        page.write_text(PAGE.format(date=edition.date, iso=edition.date.iso, title=site.facts.policy.title), encoding="utf-8")
        policy.write_text(before.rstrip("\n") + "\n" + review_lines(given, edition, site), encoding="utf-8")
        sites.load(root, today)
    except Refused:
        policy.write_text(before, encoding="utf-8")
        record.unlink(), page.unlink()
        raise
    return (f"Recorded the review of {edition.date} and sealed {len(edition.rules)} rules in {editions.FOLDER}/{record.name}. "
            f"The next review is due in {given['NEXT_DUE']}.")


def new_edition(site, words: dict, given: dict[str, str], today) -> editions.Edition:
    when = dates.When.parse(given.get("DATE") or f"{today:%Y-%m}")
    people = {role: contact.name for role, contact in site.facts.contacts.items()}
    return editions.Edition(when, given["MEETING"].strip(), given["OUTCOME"].strip(), editions.wording(site.clauses, words), people)


def refuse_contradictions(site, edition: editions.Edition) -> None:
    """The date is new and not to come, and the outcome is what the wording shows."""
    if edition.date.first > site.today:
        raise ValueError(f"DATE is {edition.date.iso}, and that is still to come. Write when governors met.")
    if not site.editions:
        return
    latest = site.editions[-1]
    if edition.date.first <= latest.date.first:  # or their order could not be told from their dates
        raise ValueError(f"an edition of {latest.date.iso} is sealed already. Write when governors met since, such as DATE={site.today}.")
    altered = [each.name for each in editions.since(latest, edition.rules, site.facts) if each.kind in editions.CHANGES]
    if edition.outcome == "unchanged" and altered:
        raise ValueError(f"OUTCOME is unchanged, and these rules differ from {latest.date}: {', '.join(altered)}. Write OUTCOME=amended.")
    if edition.outcome == "amended" and not altered:
        raise ValueError(f"OUTCOME is amended, and every rule reads as agreed in {latest.date}. Write OUTCOME=unchanged.")


def review_lines(given: dict[str, str], edition: editions.Edition, site) -> str:
    """The review as data/policy.yaml holds it. JSON's quotation marks are YAML's too."""
    values = {"date": edition.date.iso, "kind": "review", "by": given.get("BY") or site.facts.upkeep["policy"].owner,
              "agreed_at": edition.agreed_at, "looked_at": given["LOOKED_AT"].strip(), "outcome": edition.outcome,
              "next_due": given["NEXT_DUE"].strip(), "wording_agreed": "yes"}
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
