"""What a new agreed document changes, bullet by bullet, with the plain rule beside it."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

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
    rule: object = None  # the plain rule, if there is one


def changes(old: AgreedDocument, new: AgreedDocument, words: WordLists) -> list[Change]:
    """Every bullet of both, in the new document's order; what was taken out stands at the end."""
    before, after = old.items, new.items
    texts = [[normal(item.text) for item in side] for side in (before, after)]
    once = [text for text in texts[0] if texts[0].count(text) == texts[1].count(text) == 1]
    same = {texts[0].index(text): texts[1].index(text) for text in once}
    pairs = align(*texts, [ALIKE] * len(before), same)
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


def with_rules(found: list[Change], before: Mapping, after: Mapping) -> list[Change]:
    """Each change with its rule, known by the bullets of both documents.

    A rule whose bullet was taken out and which has one that was added is one change.
    """
    old_of = {key_of(rule): item for item, rule in before.items()}
    taken = {change.before for change in found if change.kind == TAKEN_OUT}
    for change in found:
        change.rule = after.get(change.after)
        old = old_of.get(key_of(change.rule)) if change.rule else None
        if change.kind == ADDED and old in taken:
            change.kind, change.before = CHANGED, old
            taken.remove(old)
        elif change.kind == TAKEN_OUT and before.get(change.before) not in after.values():
            change.rule = before.get(change.before)
    return [change for change in found if change.kind != TAKEN_OUT or change.before in taken]


def numbers_of(document: AgreedDocument, rule_of: Mapping) -> dict[Item, str]:
    """Each bullet's number in its document, such as 4(11) or 4(11)(a)."""
    numbers = {}
    for section in document.sections:
        rule = point = 0
        for item in section.items:
            if item.kind == "heading":
                continue
            known = rule_of.get(item)
            is_point = known.number.count("(") > 1 if known else item.is_point
            rule, point = (rule, point + 1) if is_point and rule else (rule + 1, 0)
            letter = f"({chr(96 + point)})" if point else ""
            numbers[item] = f"{section.number}({rule}){letter}"
    return numbers


def markdown(
    found: list[Change], numbers: Mapping, text_of: Callable, pages_of: Callable, names: Collection
) -> Iterator[str]:
    """The lines of a pull request's summary. The document's own words are no Markdown there."""
    counts = Counter(change.kind for change in found)
    counts |= Counter(MOVED for change in found if change.moved)
    yield from (", ".join(f"{count} {kind}" for kind, count in counts.items()) + ".", "")
    for change in found:
        rule, what = change.rule, [change.kind] * (change.kind != SAME) + [MOVED] * change.moved
        if not what:
            continue
        number = numbers.get(change.after) or (rule.number if rule else "No rule")
        heading = f"{number} {key_of(rule)}" if rule else number
        yield from (f"### {heading}: {', '.join(what)}", "", *words_of(change))
        if rule:
            yield f"- Plain rule: {plain(text_of(rule))}"
            yield from (f"- Told on: {page}" for page in pages_of(rule))
        elif change.after:
            yield from draft(change.after.text, number, names)
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


def draft(text: str, number: str, names: Collection) -> list[str]:
    """A line of Markdown to paste for a bullet without a rule, with a permanent name."""
    words = re.sub(r"[`{}<>\[\]]", "", text)
    name = "-".join(re.findall(r"\b[a-z]{4,}\b", normal(text))[:3]) or "new-rule"
    name += "-more" * (name in names)
    line = f"{' ' * 4 * (number.count('(') > 1)}- {words} {{#{name}}}"
    return ["- A line to paste, and to put in plain words:", "", "```", line, "```"]
