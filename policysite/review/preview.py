"""What a pull request does to the site: which pages change, and how their words differ."""

import base64
import difflib
import mimetypes
import re
from pathlib import Path
from urllib.parse import urljoin

from policysite.html_tree import article_of, lines_of

MOST_LINES, MOST_PARTS, LONGEST_LINE = 24, 40, 400  # nobody reads more than that
COMMIT = re.compile(r" \(text [0-9a-f]{7,40}\)")  # where a page names the commit it is of
TITLE = "## Pages that change\n\n"
WHERE = (
    "Each page that changes is attached to this run: under **Artifacts**, download "
    "“changed-pages”, unpack it, and open the page in your browser."
)
STYLES = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
PICTURE = re.compile(r'(<img\b[^>]*?\bsrc=")([^":]+)(")')
LEFT_OUT = re.compile(r"<script\b.*?</script>|<meta http-equiv[^>]*>", re.DOTALL)


def preview(before: Path, now: Path) -> str:
    """Two built sites, compared: the pages that a pull request changes, as Markdown."""
    if not before.exists():
        return f"{TITLE}The site as it was could not be built, so they can't be listed.\n"
    old, new = articles(before), articles(now)
    pages = {
        "Changed": [page for page in new if page in old and new[page] != old[page]],
        "New": [page for page in new if page not in old],
        "Taken away": [page for page in old if page not in new],
    }
    counts = [f"{len(listed)} {what.lower()}" for what, listed in pages.items() if listed]
    if not counts:
        return f"{TITLE}No page says anything else than before.\n"
    alike: dict[tuple[str, str], list[str]] = {}  # many pages show the same name
    for what, listed in pages.items():
        for page in listed:
            differing = difference(old.get(page, ""), new.get(page, ""))
            alike.setdefault((what, differing), []).append(f"`{address(page)}`")
    parts = [f"### {what}: {', '.join(on)}\n\n{text}" for (what, text), on in alike.items()]
    title = f"{TITLE}{', '.join(counts)}. {WHERE}\n"
    more = len(parts) - MOST_PARTS
    return "\n".join([title, *parts[:MOST_PARTS]]) + (f"\nAnd {more} more.\n" if more > 0 else "")


def single_pages(before: Path, now: Path, target: Path) -> list[Path]:
    """Each page that changed or is new as one file that opens from disk, named by its address."""
    old, new = articles(before), articles(now)
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for page in (page for page in new if new[page] != old.get(page)):
        name = address(page).strip("/").removesuffix(".html").replace("/", "-") or "home"
        written.append(target / f"{name}.html")
        written[-1].write_text(as_one_file(now, page), encoding="utf-8")
    return written


def as_one_file(site: Path, page: str) -> str:
    """The page with its styles and pictures in it, and without scripts."""

    def content(link: str) -> bytes:
        path = site / urljoin(f"/{page}", link).lstrip("/")
        return path.read_bytes() if path.is_file() else b""

    def styles(link: re.Match) -> str:
        return f"<style>{content(link[1]).decode()}</style>"

    def picture(image: re.Match) -> str:
        kind = mimetypes.guess_type(image[2])[0]
        encoded = base64.b64encode(content(image[2])).decode()
        return f"{image[1]}data:{kind};base64,{encoded}{image[3]}"

    text = LEFT_OUT.sub("", (site / page).read_text(encoding="utf-8"))
    return PICTURE.sub(picture, STYLES.sub(styles, text))


def articles(folder: Path) -> dict[str, str]:
    """What each page of a built site says, by its file, a line a block."""
    return {
        path.relative_to(folder).as_posix(): COMMIT.sub("", "\n".join(lines_of(article_of(path))))
        for path in sorted(folder.rglob("*.html"))
    }


def address(page: str) -> str:
    """contacts/index.html is at /contacts/."""
    return "/" + page.removesuffix("index.html").replace("`", "")


def difference(before: str, now: str) -> str:
    """The lines that differ, - before and + now, as GitHub colours them, whatever they say."""
    compared = difflib.ndiff(before.splitlines(), now.splitlines())
    lines = [
        line[:LONGEST_LINE] + "…" * (len(line) > LONGEST_LINE)
        for line in compared
        if line.startswith(("- ", "+ "))
    ]
    shown = "\n".join(lines[:MOST_LINES])
    fence = "`" * (max([2, *map(len, re.findall("`+", shown))]) + 1)
    more = len(lines) - MOST_LINES
    return f"{fence}diff\n{shown}\n{fence}\n" + (f"\nAnd {more} more lines.\n" if more > 0 else "")
