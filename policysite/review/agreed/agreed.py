"""The agreed words of each rule, what is said about them, and what a new document changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from policysite.content.content import Content
from policysite.problems import Problem, problem, say, short
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
QUOTED = 300  # letters of a text that a message quotes


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
    if 2 * len(agreed.matching.pairs) < len(agreed.document.items):
        return None, [*problems, problem(agreed.document.file, 1, "source_other_policy")]
    return agreed, problems


class Agreed:
    """The newest agreed document, held against the rules; older ones say what it changed.

    `rules` are all of them, each followed by its points, as a document has its bullets.
    """

    def __init__(
        self,
        documents: Sequence[AgreedDocument],
        rules: list,
        text_of: Callable,
        entries: Mapping[str, Settled],
        words: WordLists,
    ):
        self.documents, self.document, self.words = documents, documents[-1], words
        self.rules, self.text_of, self.settled = rules, text_of, entries
        self.first_words = {name: entry.bullet for name, entry in entries.items() if entry.bullet}
        pairs = zip(documents, documents[1:], strict=False)
        self.steps = [changes.changes(old, new, words) for old, new in pairs]
        self.rule_of: dict[Item, object] = {}  # of every document
        self.matching = self._match()
        self.items = {key_of(rule): item for rule, item in self.matching.pairs}
        self.numbers = changes.numbers_of(self.document, self.rule_of)
        self.unchecked_since = dict(self._unchecked())

    @property
    def month(self) -> When:
        """When it was agreed."""
        return When.parse(self.document.month)

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
        for item in self.matching.without_rule:
            rule = nearest(item.text, self.matching.without_bullet or self.rules, self.text_of)
            yield self._of_document(item, "bullet_without_rule", **self._both(rule, item))
        for rule in self.matching.without_bullet:
            among = self.matching.without_rule or self.document.items
            item = nearest(self.text_of(rule), among, lambda item: item.text)
            given = self._both(rule, item) | {"month": self.document.month}
            yield problem(rule.page.file, rule.line, "rule_without_bullet", **given)
        for item in self.document.not_placed:
            given = {"where": self._where(item), "agreed": short(item.text, QUOTED)}
            yield self._of_document(item, "words_not_placed", **given)
        for name, words in self.first_words.items():
            count = sum(begins(item.text, words) for item in self.document.items)
            if count != 1:
                given = {"name": name, "count": count or "no", "words": words}
                yield problem(settled.FILE, self.settled[name].line, "settled_begins", **given)

    def remark_of(self, rule, plain: str, item: Item, today: date) -> Problem | None:
        """How a rule's plain words differ from the agreed ones, unless that is settled."""
        entry, signs = self.settled.get(key_of(rule)), fingerprint(item.text, plain)
        found = list(self.words.differences(item.text, plain))
        if entry and entry.words == signs or not found and not (entry and entry.words):
            return None
        given = self._both(rule, item) | {
            "plain": short(plain, QUOTED),
            "differences": "; ".join(found),
            "checked": entry and entry.checked,
            "paste": PASTE.format(key_of(rule), today, signs),
        }
        name = "words_differ" if found else "words_stale"
        return problem(rule.page.file, rule.line, name, **given)

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
            change.rule = self.rule_of.get(change.after) or self.rule_of.get(change.before)
            change.number = self.numbers.get(change.after) or getattr(change.rule, "number", "")
        return found

    def page_context(self) -> dict:
        """What theme/components/parts/agreed-document.html shows."""
        beside = {item: (number, self.rule_of.get(item)) for item, number in self.numbers.items()}
        return {"document": self.document, "month": self.month, "beside": beside.__getitem__}

    def _match(self) -> Matching:
        """A rule keeps its bullet from one document to the next; only the rest is matched anew."""
        kept, gone = {}, set()
        for document, step in zip(self.documents, [*self.steps, []], strict=True):
            now = self.first_words if document is self.document else {}
            matching = match(self.rules, document, self.text_of, now, kept, gone)
            self.rule_of |= {item: rule for rule, item in matching.pairs}
            after = {change.before: change.after for change in step if change.after}
            pairs = {key_of(rule): after.get(item) for rule, item in matching.pairs}
            kept = {name: item for name, item in pairs.items() if item}
            gone = {*pairs} - {*kept}
        return matching

    def _unchecked(self) -> Iterator[tuple[str, str]]:
        """The rules whose agreed words changed and that nobody looked at since, and the month."""
        changed: dict[Item, str] = {}
        for document, step in zip(self.documents[1:], self.steps, strict=True):
            for change in step:
                new = change.kind == changes.CHANGED
                month = document.month if new else changed.get(change.before)
                if change.after and change.before and month:
                    changed[change.after] = month
        for name, item in self.items.items():
            entry = self.settled.get(name)
            looked_at = entry.words if entry and entry.words else ""
            if item in changed and looked_at[:6] != fingerprint(item.text, "")[:6]:
                yield name, changed[item]

    def _both(self, rule, item: Item) -> dict:
        """How a message quotes a rule and a bullet."""
        return {
            "number": rule.number,
            "name": key_of(rule),
            "plain": short(self.text_of(rule), QUOTED),
            "agreed": short(item.text, QUOTED),
            "where": self._where(item),
            "words": " ".join(item.text.split()[:4]),
        }

    def _of_document(self, item: Item, message: str, **given) -> Problem:
        line = item.place if self.document.unit == "line" else 1
        return problem(self.document.file, line, message, **given)

    def _where(self, item: Item) -> str:
        return f"{self.document.unit} {item.place}"


def nearest(text: str, among: list, text_of: Callable):
    likeness = likeness_of([text], [text_of(each) for each in among])
    return among[max(range(len(among)), key=lambda at: likeness(0, at))]
