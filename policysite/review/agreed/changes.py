"""What a new agreed document changes, bullet by bullet, with the plain rule beside it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from policysite.problems import say
from policysite.review.agreed.comparing import WordLists
from policysite.review.agreed.document import AgreedDocument, Item, clean, normal
from policysite.review.agreed.matching import ALIKE, align, key_of
from policysite.review.summary import plain

SAME, SPELLING, CHANGED = "same words", "only punctuation or spelling", "changed"
ADDED, TAKEN_OUT, MOVED = "added", "taken out", "moved"


@dataclass
class Change:
    """One bullet in both documents, or in one of them; `moved` where its place is another."""

    kind: str
    before: Item | None
    after: Item | None
    moved: bool = False


def changes(old: AgreedDocument, new: AgreedDocument, words: WordLists) -> list[Change]:
    """Every bullet of both, in the new document's order; what was taken out stands at the end."""
    before, after = old.items, new.items
    pairs = align([item.text for item in before], [item.text for item in after], ALIKE, {})
    row_of = {column: row for row, column in sorted(pairs.items(), key=lambda pair: pair[1])}
    rows = [*row_of.values()]
    blocks = SequenceMatcher(None, rows, sorted(rows), autojunk=False).get_matching_blocks()
    in_order = {row for start, _, size in blocks for row in rows[start : start + size]}
    found = []
    for column, item in enumerate(after):
        row = row_of.get(column)
        was = None if row is None else before[row]
        kind = kind_of(was.text, item.text, words) if was else ADDED
        found.append(Change(kind, was, item, moved=bool(was) and row not in in_order))
    gone = [item for row, item in enumerate(before) if row not in pairs]
    return found + [Change(TAKEN_OUT, item, None) for item in gone]


def kind_of(before: str, after: str, words: WordLists) -> str:
    """Changed, unless only signs, or a letter or two, differ, and no word that makes a rule."""
    if clean(before) == clean(after):
        return SAME
    old, new = normal(before).split(), normal(after).split()
    spelt = len(old) == len(new) and all(map(is_close, old, new))
    return SPELLING if spelt and not [*words.differences(before, after)] else CHANGED


def is_close(one: str, other: str) -> bool:
    return bool(get_close_matches(one, [other], cutoff=0.84))


def markdown(
    found: list[Change], rule_of: Mapping, text_of: Callable, pages_of: Callable
) -> Iterator[str]:
    """The lines of a pull request's summary. The document's own words are no Markdown there."""
    counts = Counter(change.kind for change in found)
    counts |= Counter(MOVED for change in found if change.moved)
    yield from (", ".join(f"{count} {kind}" for kind, count in counts.items()) + ".", "")
    above = "the start"
    for change in found:
        rule = rule_of.get(change.after) or rule_of.get(change.before)
        if rule:
            heading = above = f"{rule.number} {key_of(rule)}"
        else:
            heading = f"After {above}" if change.after else "No rule"
        what = [change.kind] * (change.kind != SAME) + [MOVED] * change.moved
        if what:
            yield from (f"### {heading}: {', '.join(what)}", "", *words_of(change))
            if rule:
                yield f"- Plain rule: {plain(text_of(rule))}"
                yield from (f"- Told on: {page}" for page in pages_of(rule))
            yield ""


def words_of(change: Change) -> list[str]:
    """The words before and after, those that only one of them has in bold."""
    if not (change.before and change.after):
        return [f"- Agreed words: {plain((change.before or change.after).text)}"]
    texts, shown = (change.before.text.split(), change.after.text.split()), ([], [])
    for kind, *ends in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        for side, (first, last) in enumerate((ends[:2], ends[2:])):
            if words := plain(" ".join(texts[side][first:last])):
                shown[side].append(words if kind == "equal" else f"**{words}**")
    return [f"- Before: {' '.join(shown[0])}", f"- After: {' '.join(shown[1])}"]


def contacts(document: AgreedDocument, known: Mapping) -> Iterator[str]:
    """A line for each name, address or number of a contact in data/ that the document has not."""
    listed = normal(" ".join(document.contacts)).replace(" ", "")
    for key, entry in known.items() if listed else ():
        numbers = [number.text for number in (entry.phone, entry.mobile) if number]
        for detail in filter(None, (entry.email and entry.name, *(entry.email or ()), *numbers)):
            if normal(detail).replace(" ", "") not in listed:
                yield f"- {plain(say('source_contact_missing', detail=detail, key=key))}"
