"""The agreed words of each rule, what is said about them, and what a new document changed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from policysite.content.content import Content
from policysite.problems import Problem, problem, say, short
from policysite.review.agreed import changes, reader, settled
from policysite.review.agreed.comparing import WordLists
from policysite.review.agreed.document import Item
from policysite.review.agreed.matching import key_of, match
from policysite.review.agreed.settled import fingerprint
from policysite.schema.dates import When
from policysite.schema.yaml_lines import read_yaml

WORDS = "data/agreed_words.yaml"
QUOTED = 300  # letters of a text that a message quotes
PASTE = "{}: {{checked: {}, by: your_role, words: {}}}"


def load(content: Content, text_of: Callable) -> tuple["Agreed | None", list[Problem]]:
    """What stands in source/, or None, and what is wrong there and in data/agreed.yaml.

    `text_of` gives a rule's plain words.
    """
    root, today, rules = content.root, content.today, [*content.rules.all()]
    titles = [section.page.title.partition(". ")[2] for section in content.rules.sections]
    documents, problems = reader.read_all(root, titles, today)
    entries, unread = settled.read(root)
    names = [key_of(rule) for rule in rules]
    problems += [*unread, *settled.check(entries, names, content.data.contacts, today)]
    if unread or not documents:  # else all that was settled would be told again
        return None, problems
    lists, unreadable = read_yaml(root / WORDS, WORDS)
    if unreadable:
        return None, problems + unreadable
    agreed = Agreed(documents, rules, text_of, entries, WordLists(lists))
    if 2 * len(agreed.rule_of) < len(agreed.document.items):
        return None, [*problems, problem(agreed.document.file, 1, "source_other_policy")]
    return agreed, problems


class Agreed:
    """The newest agreed document, held against the rules; older ones say what it changed.

    `rules` are all of them, each followed by its points, as a document has its bullets; `entries`
    are what is settled.
    """

    def __init__(
        self, documents: list, rules: list, text_of: Callable, entries: Mapping, words: WordLists
    ):
        self.documents, self.document, self.words = documents, documents[-1], words
        self.rules, self.text_of = rules, text_of
        self.seen = {name: entry.words or "" for name, entry in entries.items()}
        self.rule_of = match(rules, self.document, text_of, entries)
        self.items = {key_of(rule): item for item, rule in self.rule_of.items()}
        self.changes: list[changes.Change] = []  # since the document before
        self.changed_in: dict[Item, When] = {}  # the month of the last change, where there is one
        for old, new in pairwise(documents):
            self.changes = changes.changes(old, self.document, words)
            changed = [each.after for each in self.changes if each.kind == changes.CHANGED]
            self.changed_in |= dict.fromkeys(changed, When.parse(new.month))

    @property
    def month(self) -> When:
        """When it was agreed."""
        return When.parse(self.document.month)

    def words_of(self, name: str) -> str:
        """The agreed words of a rule or point, by name (or number, where it has none)."""
        return self.items[name].text if name in self.items else ""

    def note_of(self, name: str) -> str:
        """What stands beside a rule that nobody looked at since its agreed words changed."""
        month, seen = self.changed_in.get(self.items.get(name)), self.seen.get(name, "")
        if not month or seen.partition("-")[0] == fingerprint(self.words_of(name), "")[:6]:
            return ""
        return say("words_being_checked", month=month)

    def remarks(self, today: date) -> Iterator[Problem]:
        """Everything that a person should look at; nothing here stops a build."""
        for item, rule in self.rule_of.items():
            if said := self.remark_of(rule, self.text_of(rule), item, today):
                yield said
        for item in self.document.items:
            if item not in self.rule_of:
                unit, _, number = item.place.partition(" ")
                line, words = int(number) if unit == "line" else 1, " ".join(item.text.split()[:4])
                given = {"where": item.place, "agreed": short(item.text, QUOTED), "words": words}
                yield problem(self.document.file, line, "bullet_without_rule", **given)
        for rule in self.rules:
            if key_of(rule) not in self.items:
                given = {"number": rule.number, "name": key_of(rule), "month": self.month}
                given["plain"] = short(self.text_of(rule), QUOTED)
                yield problem(rule.page.file, rule.line, "rule_without_bullet", **given)

    def remark_of(self, rule, plain: str, item: Item, today: date) -> Problem | None:
        """How a rule's plain words differ, or may, from the agreed ones, unless that is settled."""
        name, signs = key_of(rule), fingerprint(item.text, plain)
        found = "; ".join(self.words.differences(item.text, plain)) or self.note_of(name)
        if not found or self.seen.get(name) == signs:
            return None
        given = {
            "number": rule.number,
            "differences": found.removesuffix("."),
            "plain": short(plain, QUOTED),
            "where": item.place,
            "agreed": short(item.text, QUOTED),
            "paste": PASTE.format(name, today, signs),
        }
        return problem(rule.page.file, rule.line, "words_differ", **given)

    def summary(self, pages_of: Callable, data) -> str:
        """What the newest document changes, as Markdown; empty where there is no older one.

        `pages_of` gives the pages that tell a rule; `data` has `contacts`.
        """
        if not self.changes:
            return ""
        old = self.documents[-2]
        rule_of = match(self.rules, old, self.text_of, {}) | self.rule_of
        lines = [f"## The agreed document of {self.month}, against that of {When.parse(old.month)}"]
        lines += ["", *changes.contacts(self.document, data.contacts), ""]
        lines += changes.markdown(self.changes, rule_of, self.text_of, pages_of)
        return "\n".join(lines)
