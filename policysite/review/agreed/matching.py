"""Which bullet of the agreed document is which rule: by section and order, checked by likeness."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from policysite.review.agreed.document import AgreedDocument, Item, normal

STEM = 5  # letters: "communicate" and "communication" are alike
LIKELY = 0.2  # what two texts in one section must have in common, at least
ALIKE = 0.5  # the same in different sections: one that has moved
ORDER = 0.1  # how much less two texts are alike that stand at different ends of their sections


@dataclass
class Matching:
    """Pairs of a rule (or point) and its bullet, in the document's order, and what is left."""

    pairs: list[tuple]
    without_rule: list[Item]
    without_bullet: list


def key_of(rule) -> str:
    """How a rule or point is named: by its permanent name, or by its number if it has none."""
    return rule.name or rule.number


def match(
    rules: list,
    document: AgreedDocument,
    text_of: Callable,
    first_words: Mapping[str, str],
    kept: Mapping[str, Item],
    gone: set[str],
) -> Matching:
    """Rules (with their points) and bullets that belong together.

    `first_words` settles, by a rule's name, with which words its bullet begins. `kept` are the
    bullets that rules have had since an older document, `gone` the rules whose bullets it lost.
    """
    items, names = document.items, [key_of(rule) for rule in rules]
    settled = {name: item for name, item in kept.items() if name in names}
    for name, words in first_words.items():
        found = [item for item in items if begins(item.text, words)]
        if len(found) == 1 and name in names:
            settled = {other: item for other, item in settled.items() if item is not found[0]}
            settled[name] = found[0]
    known = {names.index(name): items.index(item) for name, item in settled.items()}
    texts = [text_of(rule) for rule in rules], [item.text for item in items]
    sections = [int(rule.number.partition("(")[0]) for rule in rules], document.section_numbers
    strangers = {row for row, name in enumerate(names) if name in gone}
    row_of = {column: row for row, column in align(texts, sections, known, strangers).items()}
    return Matching(
        [(rules[row_of[column]], item) for column, item in enumerate(items) if column in row_of],
        [item for column, item in enumerate(items) if column not in row_of],
        [rule for row, rule in enumerate(rules) if row not in row_of.values()],
    )


def begins(text: str, words: str) -> bool:
    return bool(normal(words)) and normal(text).startswith(normal(words))


def align(texts, sections, known, strangers=frozenset()) -> dict[int, int]:
    """Positions on the left and on the right that belong together, the most alike first.

    `strangers` are those on the left that only what is clearly alike belongs to.
    """
    alike, places = likeness_of(*texts), [places_in(side) for side in sections]

    def score(row: int, column: int) -> float:
        if sections[0][row] != sections[1][column] or row in strangers:
            return alike(row, column) - ALIKE
        away = abs(places[0][row] - places[1][column])
        return alike(row, column) - LIKELY - ORDER * away

    pairs = dict(known)
    scored = [
        (score(row, column), row, column)
        for row in range(len(texts[0]))
        for column in range(len(texts[1]))
    ]
    for likely, row, column in sorted(scored, key=lambda each: -each[0]):
        if likely >= 0 and row not in pairs and column not in pairs.values():
            pairs[row] = column
    return pairs


def places_in(sections: Sequence[int]) -> list[float]:
    """Where each stands in its section, from 0 to 1."""
    return [
        (place - sections.index(section)) / sections.count(section)
        for place, section in enumerate(sections)
    ]


def likeness_of(left: Sequence[str], right: Sequence[str]) -> Callable[[int, int], float]:
    """From 0 to 1: the stems that two texts share, the rare ones counting for more."""
    stems = [[stems_of(text) for text in side] for side in (left, right)]
    seen = Counter(stem for side in stems for each in side for stem in each)
    weight = {stem: log(1 + (len(left) + len(right)) / count) for stem, count in seen.items()}
    weights = [[sum(map(weight.get, each)) for each in side] for side in stems]

    def likeness(row: int, column: int) -> float:
        shared = sum(map(weight.get, stems[0][row] & stems[1][column]))
        return 2 * shared / ((weights[0][row] + weights[1][column]) or 1)

    return likeness


def stems_of(text: str) -> set[str]:
    words = normal(text).split()
    return {word[:STEM] for word in words if len(word) > 2} or set(words)
