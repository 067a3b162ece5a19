"""The agreed words of each rule, what is said about them, and what a new document changed."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from policysite.dates import When
from policysite.problems import Problem
from policysite.review.agreed import changes, reader, settled
from policysite.review.agreed.comparing import WordLists
from policysite.review.agreed.document import AgreedDocument, Item, clean
from policysite.review.agreed.matching import Matching, begins, likeness_of, match, with_points
from policysite.review.agreed.settled import PASTE, Settled, fingerprint, key_of
from policysite.typed import read_yaml

WORDS = "data/agreed_words.yaml"
LONGEST = 300  # letters of a text that a message quotes
DIFFERS = (
    "rule {number}: the plain words and the agreed ones may differ: {differences}. Plain: “{plain}” Agreed ({where}): “{agreed}” "
    "Mend the rule, or, if both say the same, add to data/agreed.yaml:  {paste}"
)
STALE = (
    "rule {number}: its words, or the agreed ones, are not those that were checked on {checked}. Plain: “{plain}” Agreed ({where}): “{agreed}” "
    "If both say the same, write in data/agreed.yaml:  {paste}"
)
NO_RULE = (
    "no rule was found for this bullet ({where}): “{agreed}” The nearest is {number}: “{plain}” If it is that, add to data/agreed.yaml:  "
    "{name}: {{bullet: {words}}}"
)
NO_BULLET = (
    "rule {number} was found nowhere in the agreed document of {month}: “{plain}” The nearest bullet ({where}) is: “{agreed}” If it is that, "
    "add to data/agreed.yaml:  {name}: {{bullet: {words}}}"
)
NOT_PLACED = "the words of {where} were not placed: “{agreed}” They are shown at the end of the agreed document’s page."
OTHER_POLICY = "hardly any bullet in this file says what a rule says. Is it another policy? Put the Social Media Policy here."
BEGINS = "{name}: {count} bullets of the agreed document begin with “{words}”. Write more of the bullet’s first words, as they are."
BEING_CHECKED = "The agreed words changed in {month}; this plain version is being checked."


class Agreed:
    """The newest agreed document, held against the rules; older ones say what it changed."""

    def __init__(
        self,
        documents: list[AgreedDocument],
        rules,
        plain_text: Callable,
        entries: dict[str, Settled],
        words: WordLists,
    ):
        self.document, self.older = documents[-1], documents[:-1]
        self.rules, self.plain_text, self.settled, self.words = (
            with_points(rules),
            plain_text,
            entries,
            words,
        )
        self.steps = [
            changes.changes(old, new, words) for old, new in zip(documents, documents[1:])
        ]
        self.rule_of: dict[int, object] = {}  # by the bullet's id, in every document
        self.matching = self._match(documents)
        self.items = {key_of(rule): item for rule, item in self.matching.pairs}
        self.numbers = changes.numbers_of(self.document, self.rule_of)

    def _match(self, documents: list[AgreedDocument]) -> Matching:
        """A rule keeps its bullet from one document to the next; only the rest is matched anew."""
        first_words = {name: entry.bullet for name, entry in self.settled.items() if entry.bullet}
        kept, gone = {}, set()
        for document, step in zip(documents, [*self.steps, []]):
            settled_now = first_words if document is documents[-1] else {}
            matching = match(self.rules, document, self.plain_text, settled_now, kept, gone)
            self.rule_of |= {id(item): rule for rule, item in matching.pairs}
            after = {id(change.before): change.after for change in step if change.before}
            kept = {
                key_of(rule): after[id(item)]
                for rule, item in matching.pairs
                if after.get(id(item))
            }
            gone = {key_of(rule) for rule, item in matching.pairs} - {*kept}
        return matching

    def words_of(self, name: str) -> str:
        """The agreed words of a rule or point, by permanent name or number; empty where it has none."""
        return self.items[name].text if name in self.items else ""

    def unchecked_since(self) -> dict[str, str]:
        """The rules whose agreed words changed and that nobody has looked at since: the month of the change, by name."""
        changed: dict[int, str] = {}
        for document, step in zip([*self.older[1:], self.document], self.steps):
            for change in step:
                month = (
                    document.month
                    if change.kind == changes.CHANGED
                    else change.before and changed.get(id(change.before))
                )
                if change.after and month:
                    changed[id(change.after)] = month
        return {
            name: changed[id(item)]
            for name, item in self.items.items()
            if id(item) in changed and not self._is_checked(name, item)
        }

    def note_of(self, name: str) -> str:
        """What stands beside a plain rule that nobody has looked at since its agreed words changed."""
        month = self.unchecked_since().get(name)
        return BEING_CHECKED.format(month=When.parse(month)) if month else ""

    def _is_checked(self, name: str, item: Item) -> bool:
        entry = self.settled.get(name)
        return bool(
            entry and entry.words.partition("-")[0] == fingerprint(item.text, "").partition("-")[0]
        )

    def remarks(self, today: date) -> Iterator[Problem]:
        """Everything that a person should look at; nothing here stops a build."""
        for rule, item in self.matching.pairs:
            if said := self.remark_of(rule, self.plain_text(rule), item, today):
                yield Problem(rule.page.file, rule.line, said, remark=True)
        for item in self.matching.without_rule:
            yield self._about(
                item,
                NO_RULE,
                self._nearest(
                    item.text, self.matching.without_bullet or self.rules, self.plain_text
                ),
                item,
            )
        for rule in self.matching.without_bullet:
            nearest = self._nearest(
                self.plain_text(rule),
                self.matching.without_rule or self.document.items,
                lambda item: item.text,
            )
            yield Problem(
                rule.page.file, rule.line, self._said(NO_BULLET, rule, nearest), remark=True
            )
        for item in self.document.not_placed:
            yield self._about(item, NOT_PLACED, None, item)
        for name, entry in self.settled.items():
            found = [
                item
                for item in self.document.items
                if entry.bullet and begins(item.text, entry.bullet)
            ]
            if entry.bullet and len(found) != 1:
                yield Problem(
                    settled.FILE,
                    entry.line,
                    BEGINS.format(name=name, count=len(found) or "no", words=entry.bullet),
                    remark=True,
                )

    def remark_of(self, rule, plain: str, item: Item, today: date) -> str:
        """How the plain words of a rule differ from the agreed ones; empty where they do not, or where that is settled."""
        entry, signs = self.settled.get(key_of(rule)), fingerprint(item.text, plain)
        if entry and entry.words == signs:
            return ""
        found = list(self.words.differences(item.text, plain))
        if not found and not (entry and entry.words):
            return ""
        differences = "; ".join(
            f"“{each.name}” is {'missing' if each.missing else 'new'} ({each.kind})"
            for each in found
        )
        return self._said(
            DIFFERS if found else STALE,
            rule,
            item,
            plain,
            differences=differences,
            checked=entry and entry.checked,
            paste=PASTE.format(name=key_of(rule), today=today, words=signs),
        )

    def _about(self, item: Item, message: str, rule, nearest: Item) -> Problem:
        line = item.place if self.document.unit == "line" else 1
        return Problem(self.document.file, line, self._said(message, rule, nearest), remark=True)

    def _said(self, message: str, rule, item: Item, plain: str = "", **more) -> str:
        plain = plain or (self.plain_text(rule) if rule else "")
        return message.format(
            number=rule and rule.number,
            name=rule and key_of(rule),
            plain=short(plain),
            agreed=short(item.text),
            month=self.document.month,
            where=self.document.where(item),
            words=" ".join(item.text.split()[:4]),
            **more,
        )

    @staticmethod
    def _nearest(text: str, among: list, text_of: Callable):
        likeness = likeness_of([text], [text_of(each) for each in among])
        return among[max(range(len(among)), key=lambda at: likeness(0, at))]

    def changes(self) -> list[changes.Change]:
        """What the newest document changed, with the plain rule beside each bullet."""
        found = self.steps[-1] if self.steps else []
        for change in found:
            change.rule = self.rule_of.get(id(change.after)) or self.rule_of.get(id(change.before))
            change.number = self.numbers.get(id(change.after), "")
        return found

    def summary(self, pages_of: Callable) -> str:
        """The changes as Markdown for a pull request; `pages_of` gives the pages that tell a rule."""
        names = [rule.name for rule in self.rules if rule.name]
        return (
            changes.markdown(
                self.changes(), self.older[-1], self.document, self.plain_text, pages_of, names
            )
            if self.older
            else ""
        )

    def page_context(self) -> dict:
        """What theme/components/agreed-document.html shows: each bullet with its number and the plain rule."""
        sections = []
        for section in self.document.sections:
            headings = ["", *(item.heading for item in section.items)]
            items = [
                {
                    "heading": item.heading if item.heading != above else "",
                    "text": item.text,
                    "number": self.numbers[id(item)],
                    "rule": self.rule_of.get(id(item)),
                }
                for above, item in zip(headings, section.items)
            ]
            sections.append({"number": section.number, "title": section.title, "items": items})
        return {
            "document": self.document,
            "month": When.parse(self.document.month),
            "sections": sections,
        }


def load(
    root: Path, rules, plain_text: Callable, roles, titles: list[str], today: date
) -> tuple[Agreed | None, list[Problem]]:
    """The agreed document in source/, or None, and every problem of its files and of data/agreed.yaml."""
    documents, problems = reader.read_all(root, titles, today)
    entries, unread = settled.read(root)
    lists, unreadable = read_yaml(root / WORDS, WORDS)
    problems += [*unread, *unreadable, *settled.check(entries, with_points(rules), roles, today)]
    agreed = (
        Agreed(documents, rules, plain_text, entries, WordLists(lists))
        if documents and not unreadable
        else None
    )
    if agreed and 2 * len(agreed.matching.pairs) < len(agreed.document.items):
        problems.append(Problem(agreed.document.file, 1, OTHER_POLICY))
        agreed = None
    return agreed, problems


def short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
