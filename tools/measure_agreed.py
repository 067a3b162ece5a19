"""How well plain words are held against agreed ones, measured on a document kept elsewhere.

    python tools/measure_agreed.py /path/to/2022-09.docx [--show]

`--settled` is a folder with a data/agreed.yaml of its own; `--show` prints the remarks and the
changes that were not told. Nothing is written.
"""

import argparse
import random
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import mammoth
import pdfplumber

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from policysite.macros import shown  # noqa: E402
from policysite.review.agreed import agreed, reader, settled  # noqa: E402
from policysite.site import load as load_site  # noqa: E402

MODALS = [
    "will",
    "must",
    "may",
    "should",
    "can",
    "could",
    "need to",
    "are advised to",
    "is advised to",
    "are encouraged to",
    "is encouraged to",
    "are expected to",
    "is expected to",
    "are required to",
]
ADVICE = {
    "advised": ["required", "encouraged", "expected"],
    "encouraged": ["required", "advised", "expected"],
    "expected": ["required", "advised", "encouraged"],
    "allowed": ["advised", "encouraged", "expected"],
    "require": ["encourage", "advise"],
}
PEOPLE = [
    "staff",
    "pupils",
    "parents",
    "parents and carers",
    "the headteacher",
    "governors",
    "the leadership team",
    "visitors",
    "leadership staff",
    "the Designated Safeguarding Lead (DSL)",
    "volunteers",
    "another colleague",
    "everyone in our school community",
]
SOFT = r",? ?\b(?:where|when|if) (?:appropriate and possible|possible|appropriate|needed)\b,?"
POLICIES = [
    r"Acceptable [Uu]se(?: of Technology| Polic(?:y|ies))?(?: \(AUP\))?",
    r"Relationships and Sex Education(?: \(RSE\))?",
    r"Remote Learning Acceptable Use",
    r"[Aa]nti-[Bb]ullying",
    r"Allegations against Staff",
    r"[Bb]ehaviour(?= and|,|\.| policy)",
    r"Home-School Agreements",
    r"[Cc]hild [Pp]rotection",
    r"Code of Conduct",
    r"image/camera use|image use",
    r"data protection|confidentiality|copyright|libel|defamation|equalities|Computing",
    r"complaints procedure|whistleblowing procedure",
]
POLICY = rf"(?:\b(?:our|the) )?\b(?:{'|'.join(POLICIES)})(?: policy| policies)?,?"
TIMES = {
    "once a year": "every two years",
    "straight away": "within a week",
    "school hours": "lessons",
    "regularly": "now and then",
    "before": "after",
    "after": "before",
    "at least one": "at least two",
    "under the age of 13": "under the age of 11",
    "lesson time": "break time",
    "induction": "appraisal",
    "at all times": "in school",
    "2021": "2023",
    "2018": "2020",
    "2022": "2019",
    "outside the school day": "at weekends",
    "past": "present",
}


def main() -> None:
    options = arguments()
    site = load_site(ROOT, date.today())
    show = shown(site)

    def text_of(rule) -> str:
        return show(rule.text)

    rules = [*site.rules.all()]
    entries = settled.read(options.settled)[0] if options.settled else {}
    words = agreed.WordLists(agreed.read_yaml(ROOT / agreed.WORDS, agreed.WORDS)[0])
    titles = [re.sub(r"^\d+\. ", "", section.page.title) for section in site.rules.sections]
    document = reader.read(options.document, titles, date.today())
    found = agreed.Agreed([document], rules, text_of, entries, words)
    remarks = {
        rule.number: found.remark_of(rule, text_of(rule), item, date.today())
        for item, rule in found.rule_of.items()
    }
    print(
        f"{len(remarks)} of {len(found.rules)} rules and points have their agreed words; "
        f"{len(document.items) - len(remarks)} bullets have no rule"
    )
    print(words_placed(options.document, document))
    print(f"{sum(map(bool, remarks.values()))} unsettled remarks, {len(entries)} lines settled")
    if options.show:
        print("\n".join(str(remark) for remark in remarks.values() if remark))
    measure(found, remarks, text_of, options)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("document", type=Path)
    parser.add_argument("--settled", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--changes", type=int, default=300)
    parser.add_argument("--show", action="store_true")
    return parser.parse_args()


def words_placed(path: Path, document) -> str:
    """Every word of the file, found in a way of its own, against those of the document's parts."""
    tokens = re.compile(r"[^\W\d_]+|\d+")
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as file:
            text = " ".join(page.extract_text(x_tolerance_ratio=0.15) for page in file.pages)
    elif path.suffix == ".docx":
        text = mammoth.extract_raw_text(path.open("rb")).value
    else:
        text = path.read_text("utf-8-sig")
    whole = Counter(tokens.findall(text))
    placed = Counter(word for text in document.texts for word in tokens.findall(text))
    listed = sum(len(tokens.findall(item.text)) for item in document.rest)
    missing = whole - placed  # a narrow cell of a PDF splits a word, which is put together again
    missing = Counter({word: n for word, n in missing.items() if word not in " ".join(placed)})
    lost = ", ".join(missing.elements()) or "none"
    return (
        f"{whole.total() - missing.total()} of {whole.total()} words placed, "
        f"{listed} of them in the list of what was not; lost: {lost}"
    )


def measure(found, remarks: dict, text_of, options) -> None:
    """One rule changed at a time, at random: is it told, and is anything said of another rule?"""
    chance, told, kinds = random.Random(options.seed), Counter(), Counter()
    pairs = [(rule, item) for item, rule in found.rule_of.items()]
    while kinds.total() < options.changes:
        rule, item = chance.choice(pairs)
        kind = chance.choice(list(CHANGES))
        before = text_of(rule)
        after = CHANGES[kind](before, chance)
        if not after or after == before:
            continue
        kinds[kind] += 1
        if (said := found.remark_of(rule, after, item, date.today())) and said != remarks[
            rule.number
        ]:
            told[kind] += 1
        elif options.show:
            print(f"NOT TOLD ({kind}) {rule.number}: {before}\n    -> {after}")
    print(
        f"{told.total()} of {kinds.total()} changes told: "
        + ", ".join(f"{kind} {told[kind]} of {count}" for kind, count in sorted(kinds.items()))
    )
    print("A remark depends on its own rule alone: none is new on an unchanged rule")


def swap(text: str, chance: random.Random, pattern: str, others) -> str | None:
    """One place where the pattern stands, changed to another word (or taken out)."""
    places = list(re.finditer(pattern, text))
    if not places:
        return None
    at = chance.choice(places)
    new = chance.choice(
        [other for other in others(at[0]) if other.casefold() != at[0].casefold()] or [at[0]]
    )
    new = new[:1].upper() + new[1:] if at[0][:1].isupper() and at.start() == 0 else new
    return (text[: at.start()] + new + text[at.end() :]).replace("  ", " ")


def either(words) -> str:
    return (
        r"(?<![\w-])(?:"
        + "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        + r")(?![\w-])"
    )


def modal(text: str, chance: random.Random) -> str | None:
    if chance.random() < 0.3 and re.search(either(ADVICE), text):
        return swap(text, chance, either(ADVICE), ADVICE.__getitem__)
    return swap(text, chance, either(MODALS), lambda _: MODALS)


def negation(text: str, chance: random.Random) -> str | None:
    if chance.random() < 0.5:
        return swap(text, chance, r"\b(?:not |never |No )", lambda _: [""])
    return swap(
        text,
        chance,
        r"\b(will|may|must|should|are advised|are expected|are encouraged|is)\b(?! not)",
        lambda word: [f"{word} not"],
    )


def actor(text: str, chance: random.Random) -> str | None:
    return swap(
        text,
        chance,
        "(?i:" + either([*PEOPLE, "we", "dsl", "deputy", "pupils", "headteacher"]) + ")",
        lambda _: PEOPLE,
    )


CHANGES = {
    "strength": modal,
    "negation": negation,
    "where possible": lambda text, chance: swap(text, chance, SOFT, lambda _: [""]),
    "actor": actor,
    "policy": lambda text, chance: swap(text, chance, POLICY, lambda _: [""]),
    "age or time": lambda text, chance: swap(
        text, chance, either(TIMES), lambda word: [TIMES[word]]
    ),
}


if __name__ == "__main__":
    main()
