"""docs/*.md: a page, and what stands above its text (its front matter)."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markdown_it.token import Token

from policysite.content import calls, markdown
from policysite.problems import Problem, problem, short
from policysite.schema.files import read_text
from policysite.schema.yaml_lines import Entry, parse_yaml

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """A Markdown file. `path` is relative to docs/; `body` starts on `first_line` of the file."""

    path: str
    meta: Entry
    body: str
    first_line: int

    @property
    def file(self) -> str:
        return f"docs/{self.path}"

    @property
    def url(self) -> str:
        """The page's address below the site's own, as MkDocs makes it: policy/staff-use/."""
        path = re.sub(r"(^|/)(index|README)\.md$", r"\1", self.path)
        return re.sub(r"\.md$", "/", path)

    @property
    def title(self) -> str:
        title = self.meta.get("title", "")
        return title if isinstance(title, str) else ""

    @property
    def tags(self) -> list[str]:
        """What people type who look for this page:  tags: [insta, tik tok]"""
        tags = self.meta.get("tags", [])
        listed = tags.split(",") if isinstance(tags, str) else tags
        return [tag.strip() for tag in listed if isinstance(tag, str) and tag.strip()]

    @property
    def in_english(self) -> bool:
        """A page in another language says so:  lang: pl"""
        return str(self.meta.get("lang") or "en").lower().startswith("en")

    @cached_property
    def calls(self) -> list[calls.Call]:
        """Each {{ macro('name') }} of the page."""
        return list(calls.find(self.body, self.first_line))

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines with each {{ … }} made one sign, so that other checks don't see it."""
        return markdown.without_calls(self.body).split("\n")

    @cached_property
    def tokens(self) -> list[Token]:
        """What Markdown understands of the page; a token's `map` counts from `first_line`."""
        return markdown.parse("\n".join(self.lines))

    def numbered(self):
        """Each of `lines` with its number in the file."""
        return enumerate(self.lines, self.first_line)

    def line_of(self, offset: int) -> int:
        """The file's line for a place in the body."""
        return self.first_line + self.body.count("\n", 0, offset)

    def problem(self, line: int, name: str, /, **given) -> Problem:
        """The problem of that name, on that line of this page."""
        return problem(self.file, line, name, **given)

    def first_slip(self, line: int, slips: dict[str, str], text: str, **given) -> list[Problem]:
        """Of a table of messages' names and patterns, the first whose pattern is in the text."""
        for name, pattern in slips.items():
            if found := re.search(pattern, text):
                return [self.problem(line, name, **{"found": short(found[0]), **given})]
        return []


def read_pages(root: Path) -> tuple[list[Page], list[Problem]]:
    """Every page below `root`/docs, by path, and what keeps one from being read."""
    pages, problems = [], []
    for path in sorted((root / "docs").rglob("*.md")):
        name = path.relative_to(root / "docs").as_posix()
        if "/." in f"/{name}" or path.is_symlink():
            continue  # MkDocs leaves the first out; the check of files says the other
        source, found = read_text(path, f"docs/{name}")
        page = Page(name, Entry(), "", 1)
        if not found:
            page, found = page_from(source, name)
        pages.append(page)
        problems += found
    if not pages:
        problems.append(problem("docs", 1, "no_pages"))
    return pages, problems


def page_from(source: str, name: str) -> tuple[Page, list[Problem]]:
    """A file's text as a page."""
    file = f"docs/{name}"
    match = FRONT_MATTER.match(source)
    if not match:
        return Page(name, Entry(), source, 1), [problem(file, 1, "no_front_matter")]
    meta, problems = parse_yaml(match.group(1) or "", file, first_line=2)
    first_line = source.count("\n", 0, match.end()) + 1
    return Page(name, meta, source[match.end() :], first_line), problems
