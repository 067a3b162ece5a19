"""What a new agreed document changes, rule by rule, and what in data/ it no longer agrees with."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from policysite.review.agreed.comparing import WordLists
from policysite.review.agreed.document import AgreedDocument, Item, clean, normal
from policysite.review.agreed.matching import ALIKE, COMMON, align, likeness_of

SAME, SPELLING, CHANGED, ADDED, TAKEN_OUT = (
    "same words",
    "only punctuation or spelling",
    "changed",
    "added",
    "taken out",
)
MARKUP = re.compile(r"[\\`*_{}\[\]<>|#@!~:&$]")


@dataclass
class Change:
    """One bullet in both documents, or in one of them; `moved` where it stands in another place among the others."""

    kind: str
    before: Item | None
    after: Item | None
    moved: bool = False
    rule: object = None  # the plain rule beside it
    number: str = ""  # of a bullet that was added


def changes(old: AgreedDocument, new: AgreedDocument, words: WordLists) -> list[Change]:
    """Every bullet of both documents, in the new one's order; what was taken out stands at the end."""
    before, after = old.items, new.items
    texts = [item.text for item in before], [item.text for item in after]
    alike = likeness_of(*texts)
    unchanged = unique_pairs(*texts)
    pairs = {
        right: left
        for left, right in align(*texts, unchanged, old.numbers, new.numbers)
        if alike(left, right) >= ALIKE
    }
    still = longest_run([pairs[right] for right in sorted(pairs)])
    found = [
        Change(
            kind_of(before[pairs[at]].text, item.text, words),
            before[pairs[at]],
            item,
            pairs[at] not in still,
        )
        if at in pairs
        else Change(ADDED, None, item)
        for at, item in enumerate(after)
    ]
    return found + [
        Change(TAKEN_OUT, item, None) for at, item in enumerate(before) if at not in pairs.values()
    ]


def unique_pairs(old: list[str], new: list[str]) -> dict[int, int]:
    """Bullets whose words are the same, and once only on each side, belong together wherever they stand."""
    sides = [[normal(text) for text in side] for side in (old, new)]
    return {
        at: sides[1].index(text)
        for at, text in enumerate(sides[0])
        if all(side.count(text) == 1 for side in sides)
    }


def longest_run(positions: list[int]) -> set[int]:
    """The most positions that stand in rising order: the others are those that moved."""
    runs: list[list[int]] = []
    for position in positions:
        runs.append(
            max((run for run in runs if run[-1] < position), key=len, default=[]) + [position]
        )
    return set(max(runs, key=len, default=[]))


def kind_of(before: str, after: str, words: WordLists) -> str:
    """Changed, unless only signs, case or a letter or two within words differ, and no word that makes a rule."""
    if clean(before) == clean(after):
        return SAME
    old, new = normal(before).split(), normal(after).split()
    spelt = len(old) == len(new) and all(
        one == other or is_spelling(one, other) for one, other in zip(old, new)
    )
    joined = "".join(old) == "".join(new)
    return SPELLING if (spelt or joined) and not list(words.differences(before, after)) else CHANGED


def is_spelling(one: str, other: str) -> bool:
    return (
        one[0] == other[0]
        and not re.search(r"\d", one + other)
        and SequenceMatcher(None, one, other).ratio() > 0.84
    )


def numbers_of(document: AgreedDocument, rule_of: dict[int, object]) -> dict[int, str]:
    """The number of each bullet in its document, by the bullet's id: a point's where its rule is a point, or its indent says so."""
    numbers = {}
    for section in document.sections:
        count = letter = 0
        for item in section.items:
            rule = rule_of.get(id(item))
            is_point = rule.number.count("(") > 1 if rule else item.level > 0
            count, letter = (count, letter + 1) if is_point and count else (count + 1, 0)
            numbers[id(item)] = f"{section.number}({count})" + (
                f"({chr(96 + letter)})" if letter else ""
            )
    return numbers


def proposed_name(text: str, taken: Iterable[str]) -> str:
    """A permanent name from the bullet's first telling words."""
    telling = [
        word
        for word in re.findall(r"[a-z]{3,}", normal(text))
        if word not in COMMON | {"members", "school", "staff", "pupils"}
    ]
    name = "-".join(telling[:3]) or "new-rule"
    return next(
        each for each in (name, *(f"{name}-{at}" for at in range(2, 99))) if each not in set(taken)
    )


def markdown(
    found: list[Change],
    old: AgreedDocument,
    new: AgreedDocument,
    text_of: Callable,
    pages_of: Callable,
    names: Iterable[str],
) -> str:
    """The pull request's summary. The document's words are quoted, and are no Markdown of their own."""
    counts = [
        f"{sum(change.kind == kind for change in found)} {kind}"
        for kind in (SAME, SPELLING, CHANGED, ADDED, TAKEN_OUT)
    ]
    counts.append(f"{sum(change.moved for change in found)} moved")
    lines = [
        f"## The agreed document of {new.month}, against the one of {old.month}",
        "",
        ", ".join(counts) + ".",
        "",
    ]
    for change in found:
        if change.kind != SAME or change.moved:
            lines += [
                f"### {heading_of(change)}",
                "",
                *described(change, text_of, pages_of, names),
                "",
            ]
    return "\n".join(lines)


def heading_of(change: Change) -> str:
    what = [change.kind] * (change.kind != SAME) + ["moved"] * change.moved
    where = (
        f"{change.rule.number} `{change.rule.name or change.rule.number}`"
        if change.rule
        else change.number or "A bullet without a rule"
    )
    return f"{where}: {', '.join(what)}"


def described(
    change: Change, text_of: Callable, pages_of: Callable, names: Iterable[str]
) -> Iterator[str]:
    """The words before and after, the plain rule, the pages that tell it; for what was added, a line to paste."""
    if change.before and change.after and change.kind != SAME:
        before, after = marked(change.before.text, change.after.text)
        yield from (f"- Before: {before}", f"- After: {after}")
    elif change.kind != SAME or change.moved:
        yield f"- Words: {quoted((change.after or change.before).text)}"
    if change.rule:
        yield f"- Plain rule: {quoted(text_of(change.rule))}"
        if pages := list(pages_of(change.rule)):
            yield f"- Told on: {', '.join(pages)}"
    if change.kind == ADDED and not change.rule:
        indent = "    " if change.number.count("(") > 1 else ""
        plain = re.sub(r"[`{}<>]", "", change.after.text)
        yield from (
            "- A line to paste, then to put in plain words:",
            "",
            "```",
            f"{indent}- {plain} {{#{proposed_name(plain, names)}}}",
            "```",
        )


def quoted(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", clean(text))


def marked(before: str, after: str) -> tuple[str, str]:
    """Both texts, with the words that only one of them has in bold."""
    sides = clean(before).split(), clean(after).split()
    shown: tuple[list[str], list[str]] = ([], [])
    for kind, *at in SequenceMatcher(None, *sides, autojunk=False).get_opcodes():
        for side, words, (first, last) in zip(shown, sides, (at[:2], at[2:])):
            if text := quoted(" ".join(words[first:last])):
                side.append(text if kind == "equal" else f"**{text}**")
    return " ".join(shown[0]), " ".join(shown[1])
