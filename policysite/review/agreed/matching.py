"""Which bullet belongs to which rule, or to which bullet of another document."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from math import log

from policysite.review.agreed.document import AgreedDocument, Item, normal
from policysite.review.agreed.settled import Settled

STEM = 5  # letters: "communicate" and "communication" are alike
LIKELY = 0.2  # what a rule and its bullet must have in common, at least
ALIKE = 0.45  # the same for two bullets of different documents
ORDER = 0.5  # how much less two texts are alike that stand at different ends of the policy


def key_of(rule) -> str:
    """How a rule or point is named: by its permanent name, or by its number if it has none."""
    return rule.name or rule.number


def match(
    rules: list,
    document: AgreedDocument,
    text_of: Callable,
    settled: Mapping[str, Settled],
    before: Mapping[str, Item | None],
) -> dict[Item, object]:
    """The rule (or point) of each bullet that has one.

    What is settled is, by a rule's name, with which words its bullet begins. `before` has, for each
    rule that an older document had, what became of its bullet: None where it was taken out.
    """
    items, names, said = document.items, [key_of(rule) for rule in rules], {}
    for name, entry in settled.items():
        if len(found := beginning(items, entry.bullet)) == 1:
            said[name] = found[0]
    kept = {name: item for name, item in before.items() if item and item not in said.values()}
    said = kept | said
    known = {row: items.index(said[name]) for row, name in enumerate(names) if name in said}
    gone = {row for row, name in enumerate(names) if name in before and not before[name]}
    texts = [text_of(rule) for rule in rules], [item.text for item in items]
    pairs = align(*texts, LIKELY, known, gone)
    return {items[column]: rules[row] for row, column in pairs.items()}


def beginning(items: list[Item], words: str | None) -> list[Item]:
    """The bullets that begin with those words."""
    start = normal(words or "")
    return [item for item in items if start and normal(item.text).startswith(start)]


def align(
    left: Sequence[str],
    right: Sequence[str],
    least: float,
    known: Mapping[int, int],
    strangers: Collection[int] = (),
) -> dict[int, int]:
    """Positions on the left and on the right that belong together, the most alike first.

    `known` are pairs that need no likeness; `strangers`, on the left, need much of it.
    """
    alike = likeness_of(left, right)
    apart = [
        (ORDER * abs(row / len(left) - column / len(right)) - alike(row, column), row, column)
        for row in range(len(left))
        for column in range(len(right))
    ]
    pairs = dict(known)
    for how_far, row, column in sorted(apart):
        enough = ALIKE if row in strangers else least
        if how_far <= -enough and row not in pairs and column not in pairs.values():
            pairs[row] = column
    return pairs


def likeness_of(left: Sequence[str], right: Sequence[str]) -> Callable[[int, int], float]:
    """From 0 to 1: the stems that two texts share, the rare ones counting for more."""
    stems = [[stems_of(text) for text in side] for side in (left, right)]
    seen = Counter(stem for side in stems for each in side for stem in each)
    weight = {stem: log(1 + (len(left) + len(right)) / count) for stem, count in seen.items()}

    def weigh(each: set[str]) -> float:
        return sum(map(weight.get, each))

    def likeness(row: int, column: int) -> float:
        one, other = stems[0][row], stems[1][column]
        return 2 * weigh(one & other) / ((weigh(one) + weigh(other)) or 1)

    return likeness


def stems_of(text: str) -> set[str]:
    words = normal(text).split()
    return {word[:STEM] for word in words if len(word) > 2} or set(words)
