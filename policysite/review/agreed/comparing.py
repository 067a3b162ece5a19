"""Agreed and plain words, compared by what makes a rule: the lists in data/agreed_words.yaml."""

import re
from collections import Counter
from collections.abc import Iterator

from policysite.review.agreed.document import clean

IGNORED, REPEATED, ADDED = SPECIAL = "ignored", "may be repeated", "may be added"
NUMBERS = "numbers, ages and times"
NUMBER = re.compile(r"(?<![\w/])\d+(?:[.,:]\d+)*")


class WordLists:
    """The phrases to look for, each with the kind of difference and the name that stands for it."""

    def __init__(self, lists: dict):
        self.repeated, self.added = (phrases(lists.get(name, "")) for name in (REPEATED, ADDED))
        groups = {kind: names for kind, names in lists.items() if kind not in SPECIAL}
        self.kind_of = {name: kind for kind, names in groups.items() for name in names}
        self.name_of = {
            phrase: name
            for names in groups.values()
            for name, listed in names.items()
            for phrase in phrases(listed)
        }
        longest_first = sorted([*self.name_of, *phrases(lists.get(IGNORED, ""))], key=len)[::-1]
        either = "|".join(map(re.escape, longest_first))
        self.pattern = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")

    def count(self, text: str) -> Counter:
        """How often each kind of word stands in a text; a number stands for itself."""
        text = clean(text).casefold().replace("’", "'")
        names = (self.name_of.get(phrase) for phrase in self.pattern.findall(text))
        return Counter(filter(None, names)) + Counter(NUMBER.findall(text))

    def differences(self, agreed: str, plain: str) -> Iterator[str]:
        """Each kind of word that is missing or new in the plain text, as a remark says it."""
        before, after = self.count(agreed), self.count(plain)
        for name in sorted({*before, *after}):
            old, new, folded = before[name], after[name], name.casefold()
            if folded in self.repeated:
                old, new = min(old, 1), min(new, 1)
            if old > new or old < new and folded not in self.added:
                state = "missing" if old > new else "new"
                yield f"“{name}” is {state} ({self.kind_of.get(name, NUMBERS)})"


def phrases(listed: str) -> list[str]:
    return [phrase.strip().casefold() for phrase in listed.split(",") if phrase.strip()]
