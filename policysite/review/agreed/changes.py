"""What a new agreed document changes, bullet by bullet, with the plain rule beside it."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from policysite.review.agreed.comparing import WordLists
from policysite.review.agreed.document import AgreedDocument, Item, clean, normal
from policysite.review.agreed.matching import align, key_of

SAME, SPELLING, CHANGED = "same words", "only punctuation or spelling", "changed"
ADDED, TAKEN_OUT = "added", "taken out"
MARKUP = re.compile(r"[\\`*_{}\[\]<>|#@!~:&$]")


@dataclass
class Change:
    """One bullet in both documents, or in one of them; `moved` where its place is another."""

    kind: str
    before: Item | None
    after: Item | None
    moved: bool = False
    rule: object = None  # the plain rule, if there is one
    number: str = ""  # in the new document


def changes(old: AgreedDocument, new: AgreedDocument, words: WordLists) -> list[Change]:
    """Every bullet of both, in the new document's order; what was taken out stands at the end."""
    before, after = old.items, new.items
    texts = [normal(item.text) for item in before], [normal(item.text) for item in after]
    once = {text for text in texts[0] if texts[0].count(text) == texts[1].count(text) == 1}
    same = {row: texts[1].index(text) for row, text in enumerate(texts[0]) if text in once}
    strangers = {*range(len(before))} - {*same}  # whose wording is another: only what is alike
    pairs = align(texts, (old.section_numbers, new.section_numbers), same, strangers)
    row_of = {column: row for row, column in pairs.items()}
    rows = [row_of[column] for column in sorted(row_of)]
    blocks = SequenceMatcher(None, rows, sorted(rows), autojunk=False).get_matching_blocks()
    in_order = {rows[at] for start, _, size in blocks for at in range(start, start + size)}
    found = []
    for column, item in enumerate(after):
        was = before[row_of[column]] if column in row_of else None
        kind = kind_of(was.text, item.text, words) if was else ADDED
        found.append(Change(kind, was, item, bool(was) and row_of[column] not in in_order))
    gone = [item for row, item in enumerate(before) if row not in pairs]
    return found + [Change(TAKEN_OUT, item, None) for item in gone]


def kind_of(before: str, after: str, words: WordLists) -> str:
    """Changed, unless only signs, or a letter or two, differ, and no word that makes a rule."""
    if clean(before) == clean(after):
        return SAME
    old, new = normal(before).split(), normal(after).split()
    spelt = len(old) == len(new) and all(map(is_spelling, old, new))
    alike = (spelt or "".join(old) == "".join(new)) and not [*words.differences(before, after)]
    return SPELLING if alike else CHANGED


def is_spelling(one: str, other: str) -> bool:
    alike = SequenceMatcher(None, one, other).ratio() > 0.84
    return one == other or one[0] == other[0] and alike and not re.search(r"\d", one + other)


def numbers_of(document: AgreedDocument, rule_of: dict[Item, object]) -> dict[Item, str]:
    """Each bullet's number in its document."""
    numbers = {}
    for section in document.sections:
        rule = point = 0
        for item in section.items:
            known = rule_of.get(item)
            is_point = known.number.count("(") > 1 if known else item.level > 0
            rule, point = (rule, point + 1) if is_point and rule else (rule + 1, 0)
            letter = f"({chr(96 + point)})" if point else ""
            numbers[item] = f"{section.number}({rule}){letter}"
    return numbers


def markdown(found: list[Change], text_of: Callable, pages_of: Callable, names: Collection) -> str:
    """A pull request's summary. The document's words are quoted, and are no Markdown there."""
    kinds = [change.kind for change in found] + ["moved" for change in found if change.moved]
    counts = (f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    lines = [", ".join(counts) + ".", ""]
    for change in found:
        if change.kind != SAME or change.moved:
            what = [change.kind] * (change.kind != SAME) + ["moved"] * change.moved
            name = f" {key_of(change.rule)}" if change.rule else ""
            lines += [f"### {change.number}{name}: {', '.join(what)}", ""]
            lines += [*described(change, text_of, pages_of, names), ""]
    return "\n".join(lines)


def described(
    change: Change, text_of: Callable, pages_of: Callable, names: Collection
) -> Iterator[str]:
    """The words before and after, the plain rule, the pages that tell it, a line to paste."""
    if change.before and change.after:
        before, after = marked(change.before.text, change.after.text)
        yield from (f"- Before: {before}", f"- After: {after}")
    else:
        yield f"- Agreed words: {quoted((change.before or change.after).text)}"
    if change.rule:
        yield f"- Plain rule: {quoted(text_of(change.rule))}"
        yield from (f"- Told on: {page}" for page in pages_of(change.rule))
    elif change.after:
        words = re.sub(r"[`{}<>\[\]]", "", change.after.text)
        indent = " " * 4 * (change.number.count("(") > 1)
        line = f"{indent}- {words} {{#{proposed_name(words, names)}}}"
        yield from ("- A line to paste, and to put in plain words:", "", "```", line, "```")


def proposed_name(text: str, taken: Collection[str]) -> str:
    """A permanent name from the bullet's first longer words."""
    name = "-".join(re.findall(r"\b[a-z]{4,}\b", normal(text))[:3]) or "new-rule"
    return f"{name}-more" if name in taken else name


def quoted(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", clean(text))


def marked(before: str, after: str) -> list[str]:
    """Both texts, the words that only one of them has in bold."""
    texts, shown = (clean(before).split(), clean(after).split()), ([], [])
    for kind, *ends in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        for side, (first, last) in enumerate((ends[:2], ends[2:])):
            if words := quoted(" ".join(texts[side][first:last])):
                shown[side].append(words if kind == "equal" else f"**{words}**")
    return [" ".join(side) for side in shown]
