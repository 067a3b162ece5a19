"""The agreed words of each rule, what is said about them, and what a new document changed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from policysite.content.content import Content
from policysite.problems import Problem, problem, say, short
from policysite.review.agreed import against_data, changes, reader, settled
from policysite.review.agreed.comparing import WordLists
from policysite.review.agreed.document import Item
from policysite.review.agreed.matching import beginning, key_of, likeness_of, match
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
        self.rules, self.text_of, self.entries = rules, text_of, entries
        self.seen = {name: entry.words or "" for name, entry in entries.items()}
        self.rule_of = match(rules, self.document, text_of, entries, {})
        self.changes: list[changes.Change] = []  # since the document before
        self.changed_in: dict[Item, When] = {}  # the month of the last change, where there is one
        for old, new in pairwise(documents):
            found = changes.changes(old, self.document, words)
            before = match(rules, old, text_of, {}, {})
            now = {change.before: change.after for change in found}
            kept = {key_of(rule): now[item] for item, rule in before.items()}
            self.rule_of = match(rules, self.document, text_of, entries, kept)
            self.changes = changes.with_rules(found, before, self.rule_of)
            changed = [each.after for each in self.changes if each.kind == changes.CHANGED]
            self.changed_in |= dict.fromkeys(changed, When.parse(new.month))
        self.items = {key_of(rule): item for item, rule in self.rule_of.items()}

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
        no_rule = [item for item in self.document.items if item not in self.rule_of]
        no_bullet = [rule for rule in self.rules if key_of(rule) not in self.items]
        for item in no_rule:
            rule = nearest(item.text, no_bullet or self.rules, self.text_of)
            yield self.of_document(item, "bullet_without_rule", **both(rule, self.text_of, item))
        for rule in no_bullet:
            among = no_rule or self.document.items
            item = nearest(self.text_of(rule), among, lambda item: item.text)
            given = both(rule, self.text_of, item) | {"month": self.month}
            yield problem(rule.page.file, rule.line, "rule_without_bullet", **given)
        for item in self.document.rest:
            agreed = short(item.text, QUOTED)
            yield self.of_document(item, "words_not_placed", where=item.place, agreed=agreed)
        for name, entry in self.entries.items():
            count, words = len(beginning(self.document.items, entry.bullet)), entry.bullet
            if words and count != 1:
                given = {"name": name, "count": count or "no", "words": words}
                yield entry.problem("bullet", "settled_begins", **given)

    def of_document(self, item: Item, message: str, **given) -> Problem:
        """A remark on an item, with its line, where the document has lines."""
        unit, _, number = item.place.partition(" ")
        line = int(number) if unit == "line" else 1
        return problem(self.document.file, line, message, **given)

    def remark_of(self, rule, plain: str, item: Item, today: date) -> Problem | None:
        """How a rule's plain words differ, or may, from the agreed ones, unless that is settled."""
        name, signs = key_of(rule), fingerprint(item.text, plain)
        found = "; ".join(self.words.differences(item.text, plain)) or self.note_of(name)
        seen = self.seen.get(name)
        if seen == signs or not (found or seen):
            return None
        found = found or say("words_stale", checked=self.entries[name].checked)
        given = both(rule, lambda _: plain, item)
        given |= {"differences": found.removesuffix("."), "paste": PASTE.format(name, today, signs)}
        return problem(rule.page.file, rule.line, "words_differ", **given)

    def summary(self, pages_of: Callable, data) -> str:
        """What the newest document changes, as Markdown; empty where there is no older one.

        `pages_of` gives the pages that tell a rule; `data` has `contacts` and `guidance`.
        """
        if not self.changes:
            return ""
        old, names = When.parse(self.documents[-2].month), [key_of(rule) for rule in self.rules]
        lines = [f"## The agreed document of {self.month}, against that of {old}", ""]
        numbers = changes.numbers_of(self.document, self.rule_of)
        lines += changes.markdown(self.changes, numbers, self.text_of, pages_of, names)
        lines += against_data.markdown(self.document, data)
        return "\n".join(lines)


def both(rule, text_of: Callable, item: Item) -> dict:
    """How a message quotes a rule and a bullet."""
    return {
        "number": rule.number,
        "name": key_of(rule),
        "plain": short(text_of(rule), QUOTED),
        "agreed": short(item.text, QUOTED),
        "where": item.place,
        "words": " ".join(item.text.split()[:4]),
    }


def nearest(text: str, among: list, text_of: Callable):
    """The one whose text is most like that text."""
    likeness = likeness_of([text], [text_of(each) for each in among])
    return among[max(range(len(among)), key=lambda at: likeness(0, at))]
