"""How well the agreed document's words are held against the plain ones, measured on a document that stays outside the project.

    python tools/measure_agreed.py /path/to/2022-09.docx [--settled FILE] [--seed 1] [--changes 300] [--show]

`--settled` is a data/agreed.yaml kept elsewhere; `--show` prints each remark. Nothing is written.
"""

import argparse
import re
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from policysite.review.agreed import matching, reader  # noqa: E402
from policysite.site import load as load_site  # noqa: E402

MACRO = re.compile(r"\{\{ *(\w+)\((.*?)\) *\}\}")


def main() -> None:
    site = load_site(ROOT, date.today())
    document = read(Path(sys.argv[1]), site)
    text_of = plain_text_of(site.facts)
    found = matching.match(site.clauses.rules, document, text_of, {})
    for rule, item in found.pairs: print(rule.number, rule.name, '|', text_of(rule)[:60], '|', item.text[:60])
    print(len(found.pairs), [i.text[:40] for i in found.without_rule], [r.number for r in found.without_bullet])
    from itertools import pairwise
    like = matching.likeness_of([text_of(r) for r,_ in found.pairs],[i.text for _,i in found.pairs])
    print(sorted((round(like(n,n),2),r.number) for n,(r,_) in enumerate(found.pairs))[:20])


def read(path: Path, site):
    titles = [re.sub(r"^\d+\. ", "", section.page.title) for section in site.clauses.sections]
    return reader.read(path, path.name, path.stem, titles)


def plain_text_of(facts):
    """A function that gives a rule's words, its macros replaced by what they print."""

    def said(call: re.Match) -> str:
        names = re.findall(r"'(\w+)'", call[2])
        if call[1] == "document":
            entry = facts.document(names[0])
            return f"{entry.title} {entry.cited or ''}".strip()
        if call[1] == "channel":
            return f"{facts.channel(names[0]).address} ({facts.channel(names[0]).name})"
        return " ".join(facts.contact(name).name if not at else f"({facts.contact(name).role})" for at, name in enumerate(names))

    return lambda rule: MACRO.sub(said, rule.text).replace("**", "")


if __name__ == "__main__":
    main()
