"""Which bullet of the agreed document is which rule of the site: by section and order, checked by likeness."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

from policysite.review.agreed.document import AgreedDocument, Item, normal

STEM = 5  # letters: "communicate" and "communication" are alike
LIKELY = 0.35  # what two texts must have in common, at least; less where their section is the same
ALIKE = 0.5  # what two texts in different places must have in common to be one that has moved
SAME_SECTION = 0.15
COMMON = frozenset(
    "the and for that with this are will their they from have has not any all our may can use our its "
    "who which when where such into out was been were them these those".split()
)


@dataclass
class Matching:
    """Pairs of a rule (or point) and its bullet, in the document's order, and what is left on both sides."""

    pairs: list[tuple]
    without_rule: list[Item]
    without_bullet: list


def with_points(rules) -> list:
    """Every rule, and below it its points: the order in which a document has its bullets."""
    return [each for rule in rules for each in (rule, *rule.points)]


def match(
    rules: list,
    document: AgreedDocument,
    plain_text: Callable,
    first_words: dict[str, str],
    kept: dict[str, Item],
    gone: set[str],
) -> Matching:
    """Rules (with their points) and bullets that belong together.

    `first_words` settles, by a rule's name or number, with which words its bullet begins; `kept` are the bullets that
    rules have had since an older document, and `gone` the rules whose bullets were taken out of it.
    """
    items, names = document.items, [rule.name or rule.number for rule in rules]
    at = {id(item): number for number, item in enumerate(items)}
    known = {row: at[id(kept[name])] for row, name in enumerate(names) if name in kept}
    for row, name in enumerate(names):
        found = [
            item for item in items if name in first_words and begins(item.text, first_words[name])
        ]
        if len(found) == 1:
            known = {
                each: column for each, column in known.items() if column != at[id(found[0])]
            } | {row: at[id(found[0])]}
    texts = [plain_text(rule) for rule in rules], [item.text for item in items]
    pairs = align(
        *texts, known, [int(rule.number.partition("(")[0]) for rule in rules], document.numbers
    )
    alike = likeness_of(*texts)
    pairs = [
        (row, column)
        for row, column in pairs
        if row in known or names[row] not in gone or alike(row, column) >= ALIKE
    ]
    row_of = {column: row for row, column in pairs}
    return Matching(
        [(rules[row_of[column]], item) for column, item in enumerate(items) if column in row_of],
        [item for column, item in enumerate(items) if column not in row_of],
        [rule for row, rule in enumerate(rules) if row not in row_of.values()],
    )


def begins(text: str, words: str) -> bool:
    return normal(text).startswith(normal(words))


def align(
    left: Sequence[str],
    right: Sequence[str],
    settled: dict[int, int],
    left_sections: list[int],
    right_sections: list[int],
) -> list[tuple[int, int]]:
    """Positions on both sides that belong together: in order where that explains most, then those that moved."""
    likeness = likeness_of(left, right)
    free = [
        [at for at in range(len(left)) if at not in settled],
        [at for at in range(len(right)) if at not in settled.values()],
    ]

    def score(row: int, column: int) -> float:
        same = left_sections[row] == right_sections[column]
        return likeness(row, column) + SAME_SECTION * same - LIKELY

    pairs = [*settled.items(), *in_order(*free, score)]
    rows, columns = ({pair[side] for pair in pairs} for side in (0, 1))
    moved = sorted(
        (
            (likeness(row, column), row, column)
            for row in free[0]
            if row not in rows
            for column in free[1]
            if column not in columns
        ),
        reverse=True,
    )
    for alike, row, column in moved:
        if alike >= ALIKE and row not in rows and column not in columns:
            pairs.append((row, column))
            rows.add(row), columns.add(column)
    return pairs


def in_order(
    rows: list[int], columns: list[int], score: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, whose scores add up to most (Needleman and Wunsch's way; a gap costs nothing)."""
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for at in range(len(rows) - 1, -1, -1):
        for to in range(len(columns) - 1, -1, -1):
            best[at][to] = max(
                best[at + 1][to],
                best[at][to + 1],
                best[at + 1][to + 1] + score(rows[at], columns[to]),
            )
    pairs, at, to = [], 0, 0
    while at < len(rows) and to < len(columns):
        if best[at][to] == best[at + 1][to + 1] + score(rows[at], columns[to]):
            pairs.append((rows[at], columns[to]))
            at, to = at + 1, to + 1
        elif best[at][to] == best[at + 1][to]:
            at += 1
        else:
            to += 1
    return pairs


def likeness_of(left: Sequence[str], right: Sequence[str]) -> Callable[[int, int], float]:
    """From 0 to 1: the stems that two texts share, the rare ones counting for more."""
    stems = [[stems_of(text) for text in side] for side in (left, right)]
    seen = Counter(stem for side in stems for each in side for stem in each)
    total = len(left) + len(right)
    weight = {stem: log(1 + total / count) for stem, count in seen.items()}
    weights = [[sum(weight[stem] for stem in each) for each in side] for side in stems]

    def likeness(row: int, column: int) -> float:
        shared = sum(weight[stem] for stem in stems[0][row] & stems[1][column])
        return 2 * shared / ((weights[0][row] + weights[1][column]) or 1)

    return likeness


def stems_of(text: str) -> set[str]:
    words = normal(text).split()
    return {word[:STEM] for word in words if len(word) > 2 and word not in COMMON} or set(words)
