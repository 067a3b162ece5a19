"""What a pull request does to the site: which pages changed, and how their words differ, as Markdown.

Usage: python -m policysite.preview BASE_SITE NEW_SITE    (two built sites)
"""

import difflib
import html
import re
import sys
from pathlib import Path

MOST_LINES, MOST_PAGES, LONGEST_LINE = 24, 40, 400  # more than that nobody reads; the whole site is attached
ARTICLE = re.compile(r"<article>(.*)</article>", re.DOTALL)
TAG = re.compile(r"<(/?\w+)[^>]*>")
BLOCKS = {"p", "li", "td", "th", "tr", "div", "ul", "ol", "table", "br", "summary", "aside", *(f"h{level}" for level in range(1, 7))}
WHERE = "The whole site is attached to this run, under Artifacts: download “site”, and open index.html in it."


def articles(folder: Path) -> dict[str, str]:
    """What each page of a built site says, by its file."""
    return {path.relative_to(folder).as_posix(): as_text(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}


def as_text(page: str) -> str:
    """A page's article as text, a line a block. A page without one is a signpost to where it moved."""
    article = ARTICLE.search(page)
    text = TAG.sub(lambda tag: "\n" if tag[1].lstrip("/") in BLOCKS else "", article[1] if article else page)
    return re.sub(r"\s*\n\s*", "\n", html.unescape(text)).strip()


def preview(before: dict[str, str], now: dict[str, str]) -> str:
    """The summary of a pull request: pages changed, added and taken away, and how their words differ."""
    changed = [page for page in now if page in before and now[page] != before[page]]
    added, gone = [page for page in now if page not in before], [page for page in before if page not in now]
    if not (changed or added or gone):
        return f"## What this changes on the site\n\nNo page says anything else than before. {WHERE}\n"
    counts = [f"{len(pages)} {what}" for pages, what in ((changed, "changed"), (added, "new"), (gone, "taken away")) if pages]
    parts = [f"## What this changes on the site\n\nPages: {', '.join(counts)}. {WHERE}\n"]
    for what, pages in (("Changed", changed), ("New", added), ("Taken away", gone)):
        parts += [f"### {what}: `{address(page)}`\n\n{difference(before.get(page, ''), now.get(page, ''))}" for page in pages]
    return "\n".join(parts[:MOST_PAGES + 1]) + (f"\nAnd {len(parts) - 1 - MOST_PAGES} pages more.\n" if len(parts) > MOST_PAGES + 1 else "")


def address(page: str) -> str:
    """contacts/index.html is at /contacts/."""
    return "/" + page.removesuffix("index.html").replace("`", "")


def difference(before: str, now: str) -> str:
    """The lines that differ, - before and + now, as GitHub colours them. What they say is shown, whatever it is."""
    compared = difflib.ndiff(before.splitlines(), now.splitlines())
    lines = [each[:LONGEST_LINE] + "…" * (len(each) > LONGEST_LINE) for each in compared if each.startswith(("- ", "+ "))]
    shown = "\n".join(lines[:MOST_LINES])
    fence = "`" * (max([2, *map(len, re.findall("`+", shown))]) + 1)
    more = f"\nAnd {len(lines) - MOST_LINES} lines more.\n" if len(lines) > MOST_LINES else ""
    return f"{fence}diff\n{shown}\n{fence}\n{more}"


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__)
        return 2
    before, now = map(Path, arguments)
    if not (now / "index.html").exists():
        print(f"There is no built site in {now}. Run  make site  first.")
        return 1
    print(preview(articles(before), articles(now)) if (before / "index.html").exists()
          else f"## What this changes on the site\n\nThe site before this change could not be built, so there is nothing to compare. {WHERE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
