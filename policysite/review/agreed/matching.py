"""Which bullet of the agreed document is which rule: by section and order, checked by likeness."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from policysite.review.agreed.document import AgreedDocument, Item, normal

STEM = 5  # letters: "communicate" and "communication" are alike
LIKELY = 0.35  # what two texts must have in common, at least
SAME_SECTION = 0.15  # how much less, where they stand in the same section
ALIKE = 0.5  # what two texts in other places must have in common to be one that has moved
COMMON = frozenset(
    ["the", "and", "for", "that", "with", "this", "are", "will", "their", "they", "from", "have"]
    + ["has", "not", "any", "all", "our", "may", "can", "use", "its", "who", "which", "when"]
    + ["where", "such", "into", "out", "was", "been", "were", "them", "these", "those"]
)


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
    column_of = {id(item): column for column, item in enumerate(items)}
    known = {row: column_of[id(kept[name])] for row, name in enumerate(names) if name in kept}
    for name, words in first_words.items():
        found = [column for column, item in enumerate(items) if begins(item.text, words)]
        if len(found) == 1 and name in names:
            known = {row: column for row, column in known.items() if column != found[0]}
            known[names.index(name)] = found[0]
    texts = [text_of(rule) for rule in rules], [item.text for item in items]
    numbers = [int(rule.number.partition("(")[0]) for rule in rules]
    alike = likeness_of(*texts)
    row_of = {
        column: row
        for row, column in align(*texts, known, numbers, document.section_numbers)
        if row in known or names[row] not in gone or alike(row, column) >= ALIKE
    }
    return Matching(
        [(rules[row_of[column]], item) for column, item in enumerate(items) if column in row_of],
        [item for column, item in enumerate(items) if column not in row_of],
        [rule for row, rule in enumerate(rules) if row not in row_of.values()],
    )


def begins(text: str, words: str) -> bool:
    return bool(normal(words)) and normal(text).startswith(normal(words))


def align(
    left: Sequence[str],
    right: Sequence[str],
    known: Mapping[int, int],
    left_sections: Sequence[int],
    right_sections: Sequence[int],
) -> list[tuple[int, int]]:
    """Positions that belong together: in order where that explains most, then those that moved."""
    alike = likeness_of(left, right)

    def score(row: int, column: int) -> float:
        same = left_sections[row] == right_sections[column]
        return alike(row, column) + SAME_SECTION * same - LIKELY

    pairs = dict(known)
    rows, columns = rest(left, pairs), rest(right, pairs.values())
    pairs |= in_order(rows, columns, score)
    left_over = [
        (row, column) for row in rest(left, pairs) for column in rest(right, pairs.values())
    ]
    for row, column in sorted(left_over, key=lambda pair: -alike(*pair)):
        if alike(row, column) >= ALIKE and row not in pairs and column not in pairs.values():
            pairs[row] = column
    return list(pairs.items())


def rest(texts: Sequence[str], taken) -> list[int]:
    return [at for at in range(len(texts)) if at not in taken]


def in_order(rows: list[int], columns: list[int], score: Callable) -> Iterator[tuple[int, int]]:
    """The pairs, in order on both sides, whose scores add up to most (Needleman and Wunsch)."""
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for at in reversed(range(len(rows))):
        for to in reversed(range(len(columns))):
            both = best[at + 1][to + 1] + score(rows[at], columns[to])
            best[at][to] = max(best[at + 1][to], best[at][to + 1], both)
    at = to = 0
    while at < len(rows) and to < len(columns):
        if best[at][to] == best[at + 1][to]:
            at += 1
        elif best[at][to] == best[at][to + 1]:
            to += 1
        else:
            yield rows[at], columns[to]
            at, to = at + 1, to + 1


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
    return {word[:STEM] for word in words if len(word) > 2 and word not in COMMON} or set(words)
