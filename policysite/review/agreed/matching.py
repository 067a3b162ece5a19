"""Which bullet belongs to which rule, or to which bullet of another document."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
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
    items, names = document.items, [key_of(rule) for rule in rules]
    begun = {name: beginning(items, entry.bullet) for name, entry in settled.items()}
    said = {name: found[0] for name, found in begun.items() if len(found) == 1}
    kept = {name: item for name, item in before.items() if item and item not in said.values()}
    known = {
        names.index(name): items.index(item)
        for name, item in (kept | said).items()
        if name in names
    }
    least = [LIKELY if before.get(name, True) else ALIKE for name in names]
    texts = [text_of(rule) for rule in rules], [item.text for item in items]
    pairs = align(*texts, least, known)
    return {items[column]: rules[row] for row, column in pairs.items()}


def beginning(items: list[Item], words: str | None) -> list[Item]:
    """The bullets that begin with those words."""
    start = normal(words or "")
    return [item for item in items if start and normal(item.text).startswith(start)]


def align(
    left: Sequence[str], right: Sequence[str], least: Sequence[float], known: Mapping[int, int]
) -> dict[int, int]:
    """Positions on the left and on the right that belong together, the most alike first.

    `least` is how alike each on the left must be; `known` are pairs that need no likeness.
    """
    alike = likeness_of(left, right)
    apart = [
        (ORDER * abs(row / len(left) - column / len(right)) - alike(row, column), row, column)
        for row in range(len(left))
        for column in range(len(right))
    ]
    pairs = dict(known)
    for how_far, row, column in sorted(apart):
        if how_far <= -least[row] and row not in pairs and column not in pairs.values():
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
