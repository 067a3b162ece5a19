"""What a pull request changes against the commit it starts from.

Errors: a recorded review or an edition was edited, an address has gone. Remarks: what is probably
an oversight. `before` is the project's folder as that commit has it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import zip_longest
from pathlib import Path

from policysite.content.content import Content
from policysite.content.pages import read_pages
from policysite.content.rules import Rules, number_rules
from policysite.problems import Problem, problem
from policysite.review.editions import FOLDER, as_typed

RECORD, REDIRECTS = "data/policy.yaml", "data/redirects.yaml"
READ = ("phone", "out_of_hours", "text", "text_relay", "hours", "email", "address")
READ += ("age", "terms", "newest")  # what somebody read elsewhere, on the day in `checked:`
NUMBERS = ("phone", "out_of_hours")
DATED = {"contacts": ("name",), "help": READ, "apps": READ, "guidance": READ}


def git(root: Path, *arguments: str) -> str:
    """What git prints in that folder; nothing where it fails."""
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8").stdout.strip()


def check_out(root: Path, commit: str, folder: Path) -> None:
    """Puts the project as the commit has it into `folder`. Without one, the program ends."""
    found = git(root, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
    if not found:  # with nothing to compare, no pass
        fetch = "Fetch it first:  git fetch origin"
        raise SystemExit(f"There is no commit {commit} here to compare with. {fetch}")
    git(root, "clone", "--quiet", "--shared", "--no-checkout", ".", str(folder))
    git(folder, "checkout", "--quiet", "--detach", found)


def build(before: Path) -> Path:
    """The site of then, built by the code of then; nothing is there where that can't be."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, capture_output=True, cwd=before, env=os.environ | {"PAPER": "off"})
    return before / "site"


def changed_files(root: Path, commit: str) -> set[str]:
    """The files that are otherwise now."""
    return {*git(root, "diff", "--name-only", "--no-renames", "-z", commit).split("\0")} - {""}


def rules_of(before: Path) -> Rules:
    """The policy's rules, as far as they could be read there."""
    return number_rules(read_pages(before)[0])[0]


def problems(before: Path, content: Content) -> list[Problem]:
    """Everything that is wrong, or may be, with how the content differs from what it was."""
    checks = (edited_reviews, edited_editions, vanished, oversights)
    return [problem for check in checks for problem in check(before, content)]


def edited_reviews(before: Path, content: Content) -> Iterator[Problem]:
    """A recorded review stays as it is."""
    recorded, now = (
        as_typed(root / RECORD).get("reviews") or [] for root in (before, content.root)
    )
    lines = {number: review.line for number, review in enumerate(content.data.policy.reviews, 1)}
    pairs = zip_longest(recorded, now[: len(recorded)], fillvalue={})
    for number, (old, new) in enumerate(pairs, 1):
        changed = [name for name in old | new if old.get(name) != new.get(name)]
        if changed:
            given = {"number": number, "date": old.get("date"), "fields": ", ".join(changed)}
            yield problem(RECORD, lines.get(number, 1), "review_edited", **given)


def edited_editions(before: Path, content: Content) -> Iterator[Problem]:
    """What was agreed is not changed."""
    for old in sorted((before / FOLDER).glob("*.yaml")):
        file = f"{FOLDER}/{old.name}"
        now = content.root / file
        if not now.exists() or now.read_text("utf-8") != old.read_text("utf-8"):
            yield problem(file, 1, "edition_edited")


def vanished(before: Path, content: Content) -> Iterator[Problem]:
    """Old addresses lead somewhere: people have saved them, printed them, sent them on."""
    redirects = as_typed(before / REDIRECTS)
    pages = [page.url for page in read_pages(before)[0]]
    for kind, were, now in (
        ("pages", pages, [page.url for page in content.pages]),
        ("rules", rules_of(before).by_name, content.rules.by_name),
    ):
        old = {*were, *(redirects.get(kind) or ())}
        for name in sorted(old.difference(now, content.data.redirects[kind])):
            nearest = "".join(get_close_matches(name, now, n=1, cutoff=0))
            yield problem(REDIRECTS, 1, "address_gone", kind=kind, name=name, nearest=nearest)
    yield from moved_rules(before, content)


def moved_rules(before: Path, content: Content) -> Iterator[Problem]:
    """A rule that stands in another section now is found from where it stood."""
    for name, old in rules_of(before).by_name.items():
        rule, place = content.rules.by_name.get(name), f"{old.page.url}#{name}"
        moved = rule and rule.page.url != old.page.url and old.page.url in content.by_url
        if moved and place not in content.data.redirects["places"]:
            given = {"kind": "places", "name": place, "nearest": rule.address}
            yield problem(REDIRECTS, 1, "address_gone", **given)


def oversights(before: Path, content: Content) -> Iterator[Problem]:
    """What is easily forgotten, or mistaken, where an entry of data/ was changed."""
    today = content.today.isoformat()
    for kind, fields in DATED.items():
        file = f"data/{kind}.yaml"
        were, are = as_typed(before / file), as_typed(content.root / file)
        for key in were.keys() & are.keys():
            old, new, entry = were[key], are[key], getattr(content.data, kind)[key]
            changed = [name for name in fields if old.get(name) != new.get(name)]
            given = {"key": key, "fields": " and ".join(changed), "today": today}
            for name, field in remarks_on(old, new, changed, today):
                yield problem(file, entry.line_of(field), name, was=old.get(field), **given)


def remarks_on(old: dict, new: dict, changed: list[str], today: str) -> Iterator[tuple[str, str]]:
    """The messages about an entry, each with the field that it is about."""
    numbers, now = ([entry.get(name) for name in NUMBERS] for entry in (old, new))
    if all(numbers) and now != numbers and now == numbers[::-1]:
        yield "numbers_exchanged", "out_of_hours"
    # Which edition of a document a rule names is part of what governors agreed.
    if old.get("cited") and old["cited"] != new.get("cited"):
        yield "cited_otherwise", "cited"
    # What was changed was read somewhere, and that on a day.
    if changed and new.get("checked") == old.get("checked") != today:
        if "name" not in changed:
            yield "not_checked_again", "checked"
        elif new.get("source") == old.get("source"):  # seldom where a successor's details are from
            yield "same_source", "source"
