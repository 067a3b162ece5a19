"""Agreed and plain words, compared by what makes a rule: the lists in data/agreed_words.yaml."""

import re
from collections import Counter
from collections.abc import Iterator

from policysite.review.agreed.document import clean

NUMBERS = "numbers, ages and times"
NUMBER = re.compile(r"(?<![\w/])\d+(?:[.,:]\d+)*")


class WordLists:
    """The phrases to look for, each with the kind of difference and the name that stands for it."""

    def __init__(self, lists: dict):
        self.repeated = phrases(lists.get("may be repeated", ""))
        self.added = phrases(lists.get("may be added", ""))
        self.kind_of: dict[str, str] = {}
        self.name_of = dict.fromkeys(phrases(lists.get("ignored", "")), "")
        for kind, names in lists.items():
            for name, listed in names.items() if isinstance(names, dict) else ():
                self.kind_of[name] = kind
                self.name_of |= dict.fromkeys(phrases(listed), name)
        longest_first = sorted(self.name_of, key=len, reverse=True)
        either = "|".join(map(re.escape, longest_first))
        self.pattern = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")

    def count(self, text: str) -> Counter:
        """How often each kind of word stands in a text; a number stands for itself."""
        text = clean(text).casefold().replace("’", "'")
        names = (self.name_of[phrase] for phrase in self.pattern.findall(text))
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
