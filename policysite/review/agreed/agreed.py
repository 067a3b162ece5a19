"""The agreed words of each rule, what is said about them, and what a new document changed."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from policysite.problems import Problem, problem, say
from policysite.review.agreed import against_data, changes, reader, settled
from policysite.review.agreed.changes import quoted
from policysite.review.agreed.comparing import WordLists
from policysite.review.agreed.document import AgreedDocument, Item
from policysite.review.agreed.matching import Matching, begins, key_of, likeness_of, match
from policysite.review.agreed.settled import Settled, fingerprint
from policysite.schema.dates import When
from policysite.schema.yaml_lines import read_yaml

WORDS = "data/agreed_words.yaml"
PASTE = "{}: {{checked: {}, by: your_role, words: {}}}"


def load(
    root: Path, rules, text_of: Callable, roles: Collection[str], titles: list[str], today: date
) -> tuple["Agreed | None", list[Problem]]:
    """What stands in source/, or None, and what is wrong there and in data/agreed.yaml.

    `text_of` gives a rule's plain words; `titles` are the sections', without their numbers.
    """
    documents, problems = reader.read_all(root, titles, today)
    entries, unread = settled.read(root)
    names = [key_of(rule) for rule in with_points(rules)]
    problems += [*unread, *settled.check(entries, names, roles, today)]
    if not documents:
        return None, problems
    lists, unreadable = read_yaml(root / WORDS, WORDS)
    if unreadable:
        return None, problems + unreadable
    agreed = Agreed(documents, rules, text_of, entries, WordLists(lists))
    if 2 * len(agreed.matching.pairs) < len(agreed.document.items):
        return None, [*problems, problem(agreed.document.file, 1, "source_other_policy")]
    return agreed, problems


def with_points(rules) -> list:
    """Every rule, and below it its points: the order in which a document has its bullets."""
    return [each for rule in rules for each in (rule, *rule.points)]


class Agreed:
    """The newest agreed document, held against the rules; older ones say what it changed."""

    def __init__(
        self,
        documents: Sequence[AgreedDocument],
        rules,
        text_of: Callable,
        entries: Mapping[str, Settled],
        words: WordLists,
    ):
        self.documents, self.document, self.words = documents, documents[-1], words
        self.rules, self.text_of, self.settled = with_points(rules), text_of, entries
        pairs = zip(documents, documents[1:], strict=False)
        self.steps = [changes.changes(old, new, words) for old, new in pairs]
        self.rule_of: dict[int, object] = {}  # by the bullet's id, in every document
        self.matching = self._match()
        self.items = {key_of(rule): item for rule, item in self.matching.pairs}
        self.numbers = changes.numbers_of(self.document, self.rule_of)
        self.unchecked_since = dict(self._unchecked())

    def words_of(self, name: str) -> str:
        """The agreed words of a rule or point, by name (or number, where it has none)."""
        return self.items[name].text if name in self.items else ""

    def note_of(self, name: str) -> str:
        """What stands beside a rule that nobody looked at since its agreed words changed."""
        month = self.unchecked_since.get(name)
        return say("words_being_checked", month=When.parse(month)) if month else ""

    def remarks(self, today: date) -> Iterator[Problem]:
        """Everything that a person should look at; nothing here stops a build."""
        for rule, item in self.matching.pairs:
            if said := self.remark_of(rule, self.text_of(rule), item, today):
                yield said
        line = None if self.document.unit == "line" else 1
        for item in self.matching.without_rule:
            among = self.matching.without_bullet or self.rules
            said = self._both(nearest(item.text, among, self.text_of), item)
            yield problem(self.document.file, line or item.place, "bullet_without_rule", **said)
        for rule in self.matching.without_bullet:
            among = self.matching.without_rule or self.document.items
            item = nearest(self.text_of(rule), among, lambda item: item.text)
            said = self._both(rule, item) | {"month": self.document.month}
            yield problem(rule.page.file, rule.line, "rule_without_bullet", **said)
        for item in self.document.not_placed:
            said = {"where": self._where(item), "agreed": self.words.excerpt(item.text)}
            yield problem(self.document.file, line or item.place, "words_not_placed", **said)
        for name, words in self._first_words().items():
            count = sum(begins(item.text, words) for item in self.document.items)
            if count != 1:
                given = {"name": name, "count": count or "no", "words": words}
                line = self.settled[name].line
                yield problem(settled.FILE, line, "settled_begins", **given)

    def remark_of(self, rule, plain: str, item: Item, today: date) -> Problem | None:
        """How a rule's plain words differ from the agreed ones, unless that is settled."""
        entry, signs = self.settled.get(key_of(rule)), fingerprint(item.text, plain)
        found = list(self.words.differences(item.text, plain))
        if entry and entry.words == signs or not found and not (entry and entry.words):
            return None
        names = [each.name for each in found]
        said = self._both(rule, item, plain, names) | {
            "differences": "; ".join(map(str, found)),
            "checked": entry and entry.checked,
            "paste": PASTE.format(key_of(rule), today, signs),
        }
        name = "words_differ" if found else "words_stale"
        return problem(rule.page.file, rule.line, name, **said)

    def summary(self, pages_of: Callable, data) -> str:
        """What the newest document changes, as Markdown; empty where there is no older one.

        `pages_of` gives the pages that tell a rule; `data` has `contacts` and `guidance`.
        """
        if not self.steps:
            return ""
        old, new = (When.parse(document.month) for document in self.documents[-2:])
        names = [key_of(rule) for rule in self.rules]
        told = changes.markdown(self.changes(), self.text_of, pages_of, names)
        differ = [*against_data.contacts(self.document, data.contacts)]
        differ += against_data.cited(self.document, data.guidance)
        rest = ["### Contacts and cited documents", "", *(f"- {quoted(each)}" for each in differ)]
        title = f"## The agreed document of {new}, against that of {old}"
        return "\n".join([title, "", told, *rest * bool(differ)])

    def changes(self) -> list[changes.Change]:
        """Each bullet of the newest document and the one before, with its plain rule."""
        found = self.steps[-1] if self.steps else []
        for change in found:
            either = change.after if id(change.after) in self.rule_of else change.before
            change.rule = self.rule_of.get(id(either))
            change.number = self.numbers.get(id(change.after)) or change.rule.number
        return found

    def page_context(self) -> dict:
        """What theme/components/agreed-document.html shows."""
        month = When.parse(self.document.month)
        return {"document": self.document, "month": month, "beside": self._beside}

    def _beside(self, item: Item) -> tuple[str, object]:
        return self.numbers[id(item)], self.rule_of.get(id(item))

    def _first_words(self) -> dict[str, str]:
        return {name: entry.bullet for name, entry in self.settled.items() if entry.bullet}

    def _match(self) -> Matching:
        """A rule keeps its bullet from one document to the next; only the rest is matched anew."""
        kept, gone = {}, set()
        for document, step in zip(self.documents, [*self.steps, []], strict=True):
            now = self._first_words() if document is self.document else {}
            matching = match(self.rules, document, self.text_of, now, kept, gone)
            self.rule_of |= {id(item): rule for rule, item in matching.pairs}
            after = {id(change.before): change.after for change in step if change.after}
            pairs = {key_of(rule): after.get(id(item)) for rule, item in matching.pairs}
            kept = {name: item for name, item in pairs.items() if item}
            gone = {*pairs} - {*kept}
        return matching

    def _unchecked(self) -> Iterator[tuple[str, str]]:
        """The rules whose agreed words changed and that nobody looked at since, and the month."""
        changed: dict[int, str] = {}  # by the bullet's id
        for document, step in zip(self.documents[1:], self.steps, strict=True):
            for change in step:
                new = change.kind == changes.CHANGED
                month = document.month if new else changed.get(id(change.before))
                if change.after and change.before and month:
                    changed[id(change.after)] = month
        for name, item in self.items.items():
            entry = self.settled.get(name)
            looked_at = entry.words if entry and entry.words else ""
            if id(item) in changed and looked_at[:6] != fingerprint(item.text, "")[:6]:
                yield name, changed[id(item)]

    def _both(self, rule, item: Item, plain: str = "", names: Collection[str] = ()) -> dict:
        """How a message quotes a rule and a bullet: where they are long, around those words."""
        plain, agreed = (
            self.words.excerpt(text, names) for text in (plain or self.text_of(rule), item.text)
        )
        said = {"number": rule.number, "name": key_of(rule), "plain": plain, "agreed": agreed}
        return said | {"where": self._where(item), "words": " ".join(item.text.split()[:4])}

    def _where(self, item: Item) -> str:
        return f"{self.document.unit} {item.place}"


def nearest(text: str, among: list, text_of: Callable):
    likeness = likeness_of([text], [text_of(each) for each in among])
    return among[max(range(len(among)), key=lambda at: likeness(0, at))]
