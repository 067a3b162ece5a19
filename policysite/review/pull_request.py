"""What a pull request changes against the commit it starts from.

Errors: a recorded review or an edition was edited, an address has gone. Remarks: what is probably
an oversight. Then the rules that changed, with the pages that tell them, to be read by a person.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import yaml

from policysite.content.content import Content
from policysite.content.pages import page_from
from policysite.content.rules import Rules, number_rules
from policysite.problems import Problem, problem
from policysite.review import editions, rule_changes

RECORD, REDIRECTS = "data/policy.yaml", "data/redirects.yaml"
DAY_AND_NIGHT = ("phone", "out_of_hours")
READ = ("phone", "out_of_hours", "text", "text_relay", "hours", "email", "address")
READ += ("age", "terms", "newest")


class Base(NamedTuple):
    """The project as a commit has it. `root` is the folder of the repository."""

    root: Path
    commit: str

    def git(self, *arguments: str) -> subprocess.CompletedProcess:
        command = ["git", "-C", str(self.root), *arguments]
        run = subprocess.run
        return run(command, check=False, capture_output=True, text=True, encoding="utf-8")

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

    def changed(self) -> set[str]:
        """The files that are otherwise now."""
        listed = self.git("diff", "--name-only", "--no-renames", "-z", self.commit).stdout
        return {*filter(None, listed.split("\0"))}

    def build(self, folder: Path) -> None:
        """Builds the site of then, by the code of then; leaves nothing where that can't be."""
        tree = f"{folder}-files"
        self.git("worktree", "add", "--detach", tree, self.commit)
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
        environment = os.environ | {"PAPER": "off"}
        subprocess.run(command, check=False, capture_output=True, cwd=tree, env=environment)
        self.git("worktree", "remove", "--force", tree)

    def rules(self) -> Rules:
        """The policy's rules, as far as they could be read there."""
        files = [file for file in self.files("docs/policy") if file.endswith(".md")]
        pages = [page_from(self.text(file), file.removeprefix("docs/"))[0] for file in files]
        return number_rules(pages)[0]


def compare(base: Base, content: Content) -> tuple[list[Problem], list[str]]:
    """Errors and remarks; and what it means for the rules, a line each."""
    base.check()
    before = base.rules()
    return problems(base, content, before), rule_changes.to_read_again(content, before)


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
    for place, old in enumerate(recorded):
        new = now[place] if place < len(now) else None
        given = {"number": place + 1, "date": old.get("date")}
        if new is None:
            yield problem(RECORD, 1, "review_taken_out", **given)
        elif changed := [name for name in {**old, **new} if old.get(name) != new.get(name)]:
            given["fields"] = ", ".join(changed)
            yield problem(RECORD, reviews[place].line, "review_edited", **given)
    for review in reviews[len(recorded) :]:
        if review.date.first > content.today:
            given = {"key": review.key, "date": review.date.iso}
            yield problem(RECORD, review.line, "review_to_come", **given)


def edited_editions(base: Base) -> Iterator[Problem]:
    """What was agreed is not changed."""
    options = ("--name-only", "--diff-filter=MD", "--no-renames", "-z")
    changed = base.git("diff", *options, base.commit, "--", editions.FOLDER).stdout
    for file in filter(None, changed.split("\0")):
        yield problem(file, 1, "edition_edited")


def vanished(base: Base, content: Content, before: Rules) -> Iterator[Problem]:
    """Old addresses lead somewhere: people have saved them, printed them, sent them on."""
    urls = [address_of(file) for file in base.files("docs") if file.endswith(".md")]
    were = {"pages": {url: url for url in urls}, "rules": texts_of(before)}
    there = {
        "pages": {page.url: page.url for page in content.pages},
        "rules": texts_of(content.rules),
    }
    for kind, now in there.items():
        old = dict.fromkeys(base.entries("redirects").get(kind) or (), "") | were[kind]
        for name in sorted(old.keys() - now.keys() - content.data.redirects[kind].keys()):
            near = get_close_matches(old[name] or name, now.values(), n=1, cutoff=0)
            nearest = next((new for new, text in now.items() if [text] == near), "another-rule")
            given = {"kind": kind, "name": name, "nearest": nearest}
            yield problem(REDIRECTS, 1, "address_gone", **given)


def texts_of(rules: Rules) -> dict[str, str]:
    """Each rule's words: one whose name alone was changed is found again by them."""
    return {name: rule.text for name, rule in rules.by_name.items()}


def same_source(base: Base, content: Content) -> Iterator[Problem]:
    """Where somebody's details come from is seldom where their successor's do."""
    before = base.entries("contacts")
    for role, contact in content.data.contacts.items():
        old = before.get(role, {})
        checked = contact.checked.iso if contact.checked else ""
        same = (old.get("source"), old.get("checked", "")) == (contact.source, checked)
        if same and old.get("name", "").split() != (contact.name or "").split():
            given = {"role": role, "source": contact.source}
            yield problem(contact.file, contact.line_of("source"), "same_source", **given)


def not_checked_again(base: Base, content: Content) -> Iterator[Problem]:
    """What was changed was read somewhere, and that on a day."""
    today = content.today.isoformat()
    for kind in ("help", "apps", "guidance"):
        before = base.entries(kind)
        now = as_typed((base.root / f"data/{kind}.yaml").read_text("utf-8"))
        for key, entry in getattr(content.data, kind).items():
            old, new = before.get(key), now[key]
            changed = [name for name in READ if old and old.get(name, "") != new.get(name, "")]
            day_and_night = [each.get(name) for each in (old or {}, new) for name in DAY_AND_NIGHT]
            if all(day_and_night) and changed and day_and_night[:2] == day_and_night[:1:-1]:
                line = entry.line_of("out_of_hours")
                yield problem(entry.file, line, "numbers_exchanged", key=key)
            if changed and new.get("checked") == old.get("checked") != today:
                given = {"key": key, "fields": " and ".join(changed), "today": today}
                given["checked"] = new.get("checked")
                line = entry.line_of("checked")
                yield problem(entry.file, line, "not_checked_again", **given)


def cited_otherwise(base: Base, content: Content) -> Iterator[Problem]:
    """Which edition of a document a rule names is part of what governors agreed."""
    before = base.entries("guidance")
    for key, document in content.data.guidance.items():
        old, new = before.get(key, {}).get("cited"), document.cited
        if old and (not new or new.iso != old):
            now = f"the {new.iso} edition" if new else "no edition"
            given = {"number": content.rules.find(document.rule).number, "now": now, "old": old}
            line, title = document.line_of("cited"), document.title
            yield problem(document.file, line, "cited_otherwise", title=title, **given)


def address_of(file: str) -> str:
    """docs/policy/staff-use.md is at policy/staff-use/."""
    path = file.removeprefix("docs/").removesuffix(".md")
    return "" if path == "index" else path.removesuffix("/index") + "/"


def as_typed(text: str) -> dict:
    """YAML with every value as text; nothing where it can't be read, which is told elsewhere."""
    try:
        entries = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError:
        entries = None
    return entries if isinstance(entries, dict) else {}
