"""Agreed and plain words, compared by what makes a rule: the lists in data/agreed_words.yaml."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from policysite.review.agreed.document import clean

IGNORED, REPEATED, ADDED = SPECIAL = "ignored", "may be repeated", "may be added"
NUMBERS = "numbers, ages and times"
NUMBER = re.compile(r"(?<![\w/])\d+(?:[.,:]\d+)*")


@dataclass(frozen=True)
class Difference:
    """A kind of word that one side has more often than the other."""

    kind: str
    name: str
    missing: bool  # in the plain words; else it is new there

    def __str__(self) -> str:
        return f"“{self.name}” is {'missing' if self.missing else 'new'} ({self.kind})"


class WordLists:
    """The phrases to look for, each with the kind of difference and the name that stands for it."""

    def __init__(self, lists: dict):
        self.repeated, self.added = (
            set(phrases(lists.get(special, ""))) for special in (REPEATED, ADDED)
        )
        groups = {kind: names for kind, names in lists.items() if kind not in SPECIAL}
        self.kind_of = {name: kind for kind, names in groups.items() for name in names}
        self.name_of = {
            phrase: name
            for names in groups.values()
            for name, listed in names.items()
            for phrase in phrases(listed)
        }
        ignored = dict.fromkeys(phrases(lists.get(IGNORED, "")), IGNORED)
        longest_first = sorted(self.name_of | ignored, key=len, reverse=True)
        self.pattern = re.compile(
            rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])"
        )

    def count(self, text: str) -> Counter:
        """How often each kind of word stands in a text; a number stands for itself."""
        text = clean(text).casefold().replace("’", "'")
        names = (self.name_of.get(phrase) for phrase in self.pattern.findall(text))
        return Counter(filter(None, names)) + Counter(NUMBER.findall(text))

    def excerpt(self, text: str, names: Collection[str] = (), length: int = 240) -> str:
        """What a message quotes of a text: all of it, or what stands around the first such word."""
        text = clean(text)
        found = (
            match
            for match in self.pattern.finditer(text.casefold())
            if self.name_of.get(match[0]) in names
        )
        middle = next((match.start() for match in found), 0)
        start = max(0, min(middle - length // 2, len(text) - length))
        cut = text[start : start + length]
        return "…" * (start > 0) + cut + "…" * (start + length < len(text))

    def differences(self, agreed: str, plain: str) -> Iterator[Difference]:
        """Each kind of word that is missing or new in the plain text."""
        before, after = self.count(agreed), self.count(plain)
        for name in sorted({*before, *after}):
            most = 1 if name.casefold() in self.repeated else None
            old, new = (min(count[name], most or count[name]) for count in (before, after))
            if old > new or old < new and name.casefold() not in self.added:
                yield Difference(self.kind_of.get(name, NUMBERS), name, missing=old > new)


def phrases(listed: str) -> list[str]:
    return [phrase.strip().casefold() for phrase in listed.split(",") if phrase.strip()]
