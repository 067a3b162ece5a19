"""What a pull request changes against the commit it starts from.

Errors: a recorded review or an edition was edited, an address has gone. Remarks: what is probably
an oversight. Then the rules that changed, with the pages that tell them, to be read by a person.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher, get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

from policysite.problems import Problem
from policysite.review import editions, rule_changes

if TYPE_CHECKING:
    from policysite.content.content import Content
    from policysite.content.rules import Rules

RECORD, REDIRECTS = "data/policy.yaml", "data/redirects.yaml"
READ = ("phone", "out_of_hours", "text_relay", "email", "address", "age", "terms", "newest")
RulesIn = Callable[[dict[str, str]], "Rules"]  # the policy's pages, path below docs/: text → rules


class Base(NamedTuple):
    """The project as a commit has it. `root` is the folder of the repository."""

    root: Path
    commit: str

    def git(self, *arguments: str) -> subprocess.CompletedProcess:
        command = ["git", "-C", str(self.root), *arguments]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")

    def check(self) -> None:
        """Raises ValueError where there is no such commit: with nothing to compare, no pass."""
        if self.git("rev-parse", "--verify", "--quiet", f"{self.commit}^{{commit}}").returncode:
            fetch = "Fetch it first:  git fetch origin"
            raise ValueError(f"There is no commit {self.commit} here to compare with. {fetch}")

    def text(self, file: str) -> str:
        return self.git("show", f"{self.commit}:{file}").stdout

    def files(self, folder: str) -> list[str]:
        listed = self.git("ls-tree", "-r", "--name-only", "-z", self.commit, "--", folder)
        return [file for file in listed.stdout.split("\0") if file]

    def entries(self, name: str) -> dict:
        """A data file as typed; nothing where it could not be read."""
        return as_typed(self.text(f"data/{name}.yaml"))

    def rules(self, rules_in: RulesIn) -> Rules:
        pages = [file for file in self.files("docs/policy") if file.endswith(".md")]
        return rules_in({file.removeprefix("docs/"): self.text(file) for file in pages})


def compare(base: Base, content: Content, rules_in: RulesIn) -> tuple[list[Problem], list[str]]:
    """Errors and remarks; and what it means for the rules, a line each."""
    base.check()
    before = base.rules(rules_in)
    rules = rule_changes.unagreed(content) + rule_changes.to_read_again(content, before)
    return problems(base, content, before), rules


def problems(base: Base, content: Content, before: Rules) -> list[Problem]:
    """`before` are the rules as the base has them."""
    return [
        *edited_reviews(base, content),
        *edited_editions(base),
        *vanished(base, content, before),
        *same_source(base, content),
        *not_checked_again(base, content),
        *cited_otherwise(base, content),
        *rule_changes.untold(content),
    ]


def edited_reviews(base: Base, content: Content) -> Iterator[Problem]:
    """A recorded review stays as it is; a new one has happened."""
    now = as_typed((base.root / RECORD).read_text("utf-8")).get("reviews") or []
    recorded, reviews = base.entries("policy").get("reviews") or [], content.data.policy.reviews
    for number, old in enumerate(recorded):
        new = now[number] if number < len(now) else None
        named = f"review {number + 1} ({old.get('date')})"
        if new is None:
            yield Problem(RECORD, 1, f"{named} was taken out. Put it back as it was.")
        elif changed := [name for name in {**old, **new} if old.get(name) != new.get(name)]:
            what = (
                f"{named} was edited: {', '.join(changed)}. A recorded review is not changed. Put "
                "it back, and add a new entry below it with  kind: correction  and  corrects: "
                f"{old.get('date')}"
            )
            yield Problem(RECORD, reviews[number].line, what)
    for review in reviews[len(recorded) :]:
        if review.date.first > content.today:
            what = f"{review.key} has date: {review.date.iso}, which is still to come"
            yield Problem(RECORD, review.line, f"{what}. Write when it was.")


def edited_editions(base: Base) -> Iterator[Problem]:
    """What was agreed is not changed."""
    options = ("--name-only", "--diff-filter=MD", "--no-renames", "-z")
    changed = base.git("diff", *options, base.commit, "--", editions.FOLDER).stdout
    for file in filter(None, changed.split("\0")):
        what = "this edition was agreed, and is not changed. Restore it from the file's history"
        yield Problem(file, 1, what)


def vanished(base: Base, content: Content, before: Rules) -> Iterator[Problem]:
    """Old addresses lead somewhere: people have saved them, printed them, sent them on."""
    pages = [address_of(file) for file in base.files("docs") if file.endswith(".md")]
    there = {"pages": {page.url for page in content.pages}, "rules": content.rules.by_name}
    for kind, were in (("pages", pages), ("rules", before.by_name)):
        redirects = content.data.redirects[kind]
        were = {*were, *(base.entries("redirects").get(kind) or ())}
        for name in sorted(were - {*there[kind]} - redirects.keys()):
            if kind == "pages":
                nearest = get_close_matches(name, there[kind], n=1, cutoff=0)[0]
            else:
                nearest = nearest_rule(before.by_name.get(name), content.rules)
            what = (
                f'{kind}: "{name}" has gone, and old links to it would end nowhere. Below  '
                f"{kind}:  add where it leads from now on, such as   {name}: {nearest}"
            )
            yield Problem(REDIRECTS, 1, what)


def same_source(base: Base, content: Content) -> Iterator[Problem]:
    """Where somebody's details come from is seldom where their successor's do."""
    before = base.entries("contacts")
    for role, contact in content.data.contacts.items():
        old = before.get(role, {})
        checked = contact.checked.iso if contact.checked else ""
        same = (old.get("source"), old.get("checked", "")) == (contact.source, checked)
        if same and old.get("name", "").split() != contact.name.split():
            what = (
                f'"{role}" has another name, and the source is still "{contact.source}". Where '
                "somebody else holds this post now, write where the new details come from"
            )
            yield Problem(contact.file, contact.line_of("source"), what, remark=True)


def not_checked_again(base: Base, content: Content) -> Iterator[Problem]:
    """What was changed was read somewhere, and that on a day."""
    for kind in ("help", "apps", "guidance"):
        before, now = (
            base.entries(kind),
            as_typed((base.root / f"data/{kind}.yaml").read_text("utf-8")),
        )
        for key, entry in getattr(content.data, kind).items():
            old, new = before.get(key), now[key]
            changed = [name for name in READ if old and old.get(name, "") != new.get(name, "")]
            if changed and new.get("checked") == old.get("checked") != content.today.isoformat():
                what = (
                    f'"{key}" has another {" and ".join(changed)}, and is still checked: '
                    f"{new.get('checked')}. Write the day on which somebody read it, such as   "
                    f"checked: {content.today.isoformat()}"
                )
                yield Problem(entry.file, entry.line_of("checked"), what, remark=True)


def cited_otherwise(base: Base, content: Content) -> Iterator[Problem]:
    """Which edition of a document a rule names is part of what governors agreed."""
    before = base.entries("guidance")
    for key, document in content.data.guidance.items():
        old, new = before.get(key, {}).get("cited"), document.cited
        if old and (not new or new.iso != old):
            now = f"the {new.iso} edition" if new else "no edition"
            number = content.rules.find(document.rule).number
            what = (
                f"rule {number} now names {now} of {document.title} where it named {old}. What it "
                "names is what governors agreed. A newer edition goes after  newest:"
            )
            yield Problem(document.file, document.line_of("cited"), what, remark=True)


def nearest_rule(old, rules: Rules) -> str:
    """The name of the rule that reads most like it: itself, where only its name was changed."""
    if old is None:
        return "another-rule"

    def likeness(rule) -> float:
        return SequenceMatcher(None, old.text, rule.text).ratio()

    return max(rules.by_name.values(), key=likeness).name


def address_of(file: str) -> str:
    """docs/policy/staff-use.md is at policy/staff-use/."""
    path = file.removeprefix("docs/").removesuffix(".md")
    return "" if path == "index" else path.removesuffix("/index") + "/"


def as_typed(text: str) -> dict:
    """YAML with every value as text; nothing where it can't be read, which is told elsewhere."""
    try:
        entries = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        entries = None
    return entries if isinstance(entries, dict) else {}
