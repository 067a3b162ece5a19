"""The check on a pull request: no review's date was moved, no address has gone, each rule is told to somebody, nobody new
has somebody else's source; which rules differ from what was agreed, and which pages tell the changed ones.

Usage: python -m policysite.pull_request BASE    (a commit or branch, such as origin/main)
"""

import re
import subprocess
import sys
from difflib import SequenceMatcher, get_close_matches
from pathlib import Path

import macros
from policysite import dates, editions, site as sites
from policysite.audiences import told_on, untold
from policysite.clauses import Clause, Clauses, number_clauses
from policysite.facts import Policy, read_policy
from policysite.pages import Page, page_from
from policysite.problems import Problem, Refused
from policysite.typed import Entry, parse_yaml, read_yaml

ROOT = Path(__file__).parent.parent
FILE = "data/policy.yaml"
KINDS = {"added": "is new", "removed": "was taken out", "altered": "was altered", "corrected": "has its spelling corrected",
         "name_updated": "has a name updated", "moved": "has moved"}


def policy_at(root: Path, base: str) -> Policy | None:
    """The policy's record as `base` has it; None where it has none that can be read. Raises ValueError where there is no such base."""
    if git(root, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}").returncode:
        raise ValueError(f"There is no commit {base} here to compare with. Fetch it first:  git fetch origin")
    shown = git(root, "show", f"{base}:{FILE}")
    if shown.returncode:
        return None
    entry, problems = parse_yaml(shown.stdout, FILE)
    return read_policy(entry, problems)


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(["git", "-C", root, *arguments], capture_output=True, text=True, encoding="utf-8")


def moved_dates(before: Policy, now: Policy) -> list[Problem]:
    """A review that the base has stays as it is; a mistake in it is put right by a new entry below."""
    problems = []
    for number, old in enumerate(before.reviews):
        new = now.reviews[number] if number < len(now.reviews) else None
        if new is None:
            problems.append(Problem(FILE, now.line, f'"{old.key}" ({old.date.iso}) was taken out. Put it back as it was.'))
        elif said_by(old) != said_by(new):
            names = ", ".join(name for name, value in said_by(old).items() if said_by(new)[name] != value)
            problems.append(Problem(FILE, new.line, f'"{old.key}" ({old.date.iso}) was edited: {names}. A review that is recorded is not '
                                    f"changed. Put it back, and add a new entry below it with  kind: correction  and  corrects: {old.date.iso}"))
    return problems


def not_yet(before: Policy, now: Policy, today) -> list[Problem]:
    """A new review has happened."""
    return [Problem(FILE, new.line, f'"{new.key}" has date: {new.date.iso}, and that is still to come. Write when it was.')
            for new in now.reviews[len(before.reviews):] if new.date.first > today]


def broken_seals(root: Path, base: str) -> list[Problem]:
    """An edition that the base has stays as it is, whatever its seal says."""
    changed = git(root, "diff", "--name-only", "--diff-filter=MD", "--no-renames", base, "--", editions.FOLDER).stdout.splitlines()
    return [Problem(file, 1, "this edition was agreed, and is not changed. Restore it from the file's history") for file in changed]


def said_by(review) -> dict:
    """What an entry says, wherever in the file it stands."""
    return {name: value for name, value in vars(review).items() if name not in ("line", "lines", "key", "file")}


def changed_rules(site: sites.Site, words: dict) -> list[str]:
    """The rules that differ from the latest agreed edition, a line each."""
    if not site.editions:
        return ["No edition of this wording has been agreed yet, so there is nothing to compare the rules with."]
    found = editions.since(site.editions[-1], editions.wording(site.clauses, words), site.facts)
    return [f"Rule {(each.new or each.old).number} ({each.name}) {KINDS[each.kind]}." for each in found] or [
        f"Every rule reads as agreed in {site.editions[-1].date}."]


def entries_in(root: Path, name: str) -> Entry:
    """The entries of a data file, as typed."""
    return read_yaml(root / f"data/{name}.yaml", f"data/{name}.yaml")[0]


def entries_at(root: Path, base: str, name: str) -> Entry:
    """The same as `base` has them; none where it has none that can be read."""
    file = f"data/{name}.yaml"
    entries, _ = parse_yaml(git(root, "show", f"{base}:{file}").stdout, file)
    return Entry({key: entry for key, entry in entries.items() if isinstance(entry, Entry)})


def somebody_else(before: Entry, site: sites.Site) -> list[Problem]:
    """Where details come from is said again once they are another person's. A letter put right in a name is no other person."""
    problems = []
    for role, contact in site.facts.contacts.items():
        old = before.get(role, Entry())
        was, confirmed = str(old.get("name", contact.name)), contact.checked.iso if contact.checked else ""
        if same_person(was, contact.name):
            continue
        problems += [Problem(contact.file, contact.line_of("email"), f'"{role}" is somebody else now, and the email is still {email}. Write the new one, or take the line away')
                     for email in contact.email or () if email in str(old.get("email")) and any(len(name) > 3 and name in email for name in names_in(was))]
        if (old.get("source"), old.get("checked", "")) == (contact.source, confirmed):
            problems.append(Problem(contact.file, contact.line_of("source"), f'"{role}" is somebody else now, and the source is still "{contact.source}". Write where the '
                                                                "new details come from, such as   source: The school office, January 2027"))
    return problems


def same_person(was: str, now: str) -> bool:
    """A letter put right, or a word added to the name."""
    return SequenceMatcher(None, was.lower(), now.lower()).ratio() > 0.8 or was.lower() in now.lower()


def names_in(name: str) -> list[str]:
    return re.findall(r"\w+", name.lower())


SEEN = ("phone", "out_of_hours", "text_relay", "email", "address", "age", "terms", "newest")  # what somebody reads before writing checked:


def not_seen_again(root: Path, base: str, site: sites.Site) -> list[Problem]:
    """What was changed was read somewhere, and that on a day."""
    problems = []
    for name in ("help", "apps", "guidance"):
        before = entries_at(root, base, name)
        for key, entry in entries_in(root, name).items():
            old = before.get(key, entry)
            changed = [field for field in SEEN if entry.get(field, "") != old.get(field, "")]
            if changed and entry.get("checked") == old.get("checked") and str(entry.get("checked")) != site.today.isoformat():
                problems.append(Problem(f"data/{name}.yaml", entry.line_of("checked"), f'"{key}" has another {" and ".join(changed)}, and is still checked: {entry.get("checked")}. '
                                                                                    f"Write the day on which somebody read it, such as   checked: {site.today.isoformat()}"))
    return problems


def cited_otherwise(before: Entry, site: sites.Site) -> list[str]:
    """Which edition of a document a rule names is part of what governors agreed."""
    return [f"Rule {site.clauses.find(each.rule).number} now names the {each.cited} edition of {each.title} where it named {before[key]['cited']}. What "
            f"it names is what governors agreed. A newer edition goes after  newest:  in {each.file}, line {each.line_of('newest')}."
            for key, each in site.facts.guidance.items()
            if key in before and before[key].get("cited") and each.cited and each.cited.iso != before[key]["cited"]]


def rules_at(root: Path, base: str) -> Clauses:
    """The policy's rules as `base` has them."""
    files = git(root, "ls-tree", "-r", "--name-only", base, "--", "docs/policy").stdout.splitlines()
    pages = [page_from(git(root, "show", f"{base}:{file}").stdout, file.removeprefix("docs/"))[0] for file in files if file.endswith(".md")]
    return number_clauses(pages)[0]


def vanished(root: Path, base: str, before: Clauses, site: sites.Site) -> list[Problem]:
    """A page's address, or a rule's permanent name, that the base has still leads somewhere: people have saved it, printed it, sent it on."""
    file = "data/redirects.yaml"
    files = git(root, "ls-tree", "-r", "--name-only", "-z", base, "--", "docs").stdout.split("\0")
    old = parse_yaml(git(root, "show", f"{base}:{file}").stdout, file)[0]
    pages = [Page(path.removeprefix("docs/"), Entry(), "", 1).url for path in files if path.endswith(".md")]
    problems = []
    for kind, were, there in (("pages", pages, [page.url for page in site.pages]), ("rules", before.by_name, site.clauses.by_name)):
        for name in sorted({*were, *(old.get(kind) or ())} - {*there} - site.facts.redirects[kind].keys()):
            nearest = get_close_matches(name, there, n=1, cutoff=0)[0] if kind == "pages" else nearest_rule(before.by_name.get(name), site.clauses)
            problems.append(Problem(file, 1, f'{kind}: "{name}" has gone, and old links to it would end nowhere. Below  {kind}:  add where it leads '
                                             f"from now on, such as   {name}: {nearest}"))
    return problems


def nearest_rule(old: Clause | None, clauses: Clauses) -> str:
    """The permanent name of the rule that reads most like it: itself, where only its name was changed."""
    return max(clauses.by_name.values(), key=lambda each: SequenceMatcher(None, old.text, each.text).ratio()).name if old else "another-rule"


def to_read_again(before: Clauses, site: sites.Site) -> list[str]:
    """Each rule and point that reads otherwise than at the base, and the pages that tell it: one rule in three voices stays one rule."""
    lines = []
    for rule in site.clauses.rules:
        for clause in (rule, *rule.points):
            old = before.by_name.get(clause.name)
            if old and wording(old) != wording(clause):
                told = [f"{page.file}, line{'s' * (len(at) > 1)} {', '.join(map(str, at))}" for page, at in told_on({rule.name, clause.name}, site)]
                lines.append(f"Rule {clause.number} ({clause.name}) has changed. " + (
                    f"Read beside it what tells it: {'; '.join(told)}." if told else "No page tells it."))
    return lines


def wording(clause: Clause) -> list[str]:
    """A clause's words, and those of its points that have no name of their own."""
    return " ".join([clause.text, *(point.text for point in clause.points if not point.name)]).split()


def main(arguments: list[str]) -> int:
    base, = arguments or ["origin/main"]
    try:
        site = sites.load(ROOT, dates.today_in_london())
        sites.check_pages(site, words := sites.Words(ROOT, macros.define_env))
        if before := policy_at(ROOT, base):
            now = site.facts.policy
            problems = moved_dates(before, now) + not_yet(before, now, site.today) + broken_seals(ROOT, base)
            problems += not_seen_again(ROOT, base, site) + somebody_else(entries_at(ROOT, base, "contacts"), site)
            if problems := problems + vanished(ROOT, base, rules_at(ROOT, base), site) + list(untold(site)):
                raise Refused(problems)
    except (Refused, ValueError) as refused:
        print(refused)
        return 1
    print(*changed_rules(site, words), *cited_otherwise(entries_at(ROOT, base, "guidance"), site), *to_read_again(rules_at(ROOT, base), site), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
