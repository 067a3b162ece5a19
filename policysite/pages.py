"""docs/*.md: the words. What stands above the line, and whether each {{ … }} is one the pages know.

A page may only call our own words with literal values, {{ contact('dsl') }}. Nothing else of the
template language is allowed, so no page can reach into Python and every slip has a line number.
"""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import jinja2
from jinja2 import nodes

from policysite.problems import Problem, suggestion
from policysite.typed import Entry, parse_yaml, read_text

THEME = Path(__file__).parent.parent / "theme"
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
TEMPLATES = jinja2.Environment(comment_start_string="{##", comment_end_string="##}")  # as in mkdocs.yml
KEYS = {"title": True, "description": True, "tags": False, "hide": False, "template": False}  # True: needed
LONGEST_DESCRIPTION = 155
TEXTS = ("title", "description")
DELIMITER = re.compile(r"\{[{%]|\{##|[%}]\}")  # MkDocs' plugin would run these in a title, whatever they reach for
CAN_HIDE = ("navigation", "toc")
FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.(md|svg|png|jpg))?")
PICTURES = (".svg", ".png", ".jpg")
OTHER_PICTURES = (".heic", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".avif")
LARGEST_PICTURE = 30_000
# What a drawing could run, or fetch from elsewhere (SVG 2, and the attributes of links in it).
DANGEROUS_DRAWING = re.compile(r"<(script|foreignObject|iframe|image|use|animate\w*|set|style|a)\b|\son\w+\s*=|javascript:|href\s*=|<!(ENTITY|DOCTYPE)|url\(", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """A Markdown file. `path` is relative to docs/; `body` starts on line `first_line` of the file."""

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
        path = re.sub(r"(^|/)index\.md$", r"\1", self.path)
        return re.sub(r"\.md$", "/", path)

    @property
    def title(self) -> str:
        title = self.meta.get("title", "")
        return title if isinstance(title, str) else ""

    @property
    def search_words(self) -> list[str]:
        """What people type who look for this page:  tags: [insta, tik tok]"""
        words = (word.strip() for word in self.meta.get("tags", []))
        return [str(word) for word in words if word]

    def line_of(self, offset: int) -> int:
        """The file's line for a place in the body."""
        return self.first_line + self.body.count("\n", 0, offset)


def read_pages(root: Path) -> tuple[list[Page], list[Problem]]:
    """Every page below `root`/docs, by path, and what is wrong above their lines."""
    pages, problems = [], []
    for path in sorted((root / "docs").rglob("*")):
        name = path.relative_to(root / "docs").as_posix()
        if f"/{name}".count("/."):
            continue  # MkDocs leaves these out too
        if path.is_symlink():
            problems.append(Problem(f"docs/{name}", 1, "this is a link to another file. Put the file itself here."))
        elif path.suffix == ".md":
            page, found = read_page(path, name)
            pages.append(page)
            problems += found
        elif not path.is_dir() and path.suffix.lower() != ".md":
            problems += check_picture(path, f"docs/{name}")
        problems += check_name(path, f"docs/{name}")
    if not pages:
        problems.append(Problem("docs", 1, "this folder has no pages. Restore it from the project's history."))
    return pages, problems or same_twice(pages)


def check_name(path: Path, file: str) -> list[Problem]:
    """A page's address is made of its file's name."""
    if FILE_NAME.fullmatch(path.name) or path.suffix and path.suffix.lower() not in (".md", *PICTURES):
        return []  # of another kind, which is said elsewhere
    plain = unicodedata.normalize("NFKD", path.name).encode("ascii", "ignore").decode()  # ü is u and its dots
    good = re.sub(r"[^a-z0-9.]+", "-", plain.lower()).strip("-")
    good = f" {good}" if FILE_NAME.fullmatch(good) else ""
    return [Problem(file, 1, f"a file's name has small letters, numbers and hyphens alone. Rename it{good}.")]


def check_picture(path: Path, file: str) -> list[Problem]:
    """Beside pages stand only pictures, and a drawing has nothing in it that could run or fetch something."""
    if path.suffix.lower() in OTHER_PICTURES:
        return [Problem(file, 1, f"pages show pictures that end in {', '.join(PICTURES)}. Save this one as .jpg, and put that here.")]
    if path.suffix.lower() not in PICTURES:
        return [Problem(file, 1, f"only pages (.md) and pictures ({' '.join(PICTURES)}) stand here. Take this file away, or put its words on a page.")]
    if path.stat().st_size > LARGEST_PICTURE:
        return [Problem(file, 1, f"this picture has {path.stat().st_size:,} bytes, more than {LARGEST_PICTURE:,}. Make it smaller.")]
    if path.suffix != ".svg":
        return []
    text, problems = read_text(path, file)
    found = DANGEROUS_DRAWING.search(text)
    if not problems and not re.match(r"\s*(<\?xml[^>]*>\s*)?<svg\b", text):
        problems = [Problem(file, 1, "this is no drawing. Restore it from the file's history.")]
    elif found:
        line = text.count("\n", 0, found.start()) + 1
        problems = [Problem(file, line, f'"{found[0].strip()}" has no place in a drawing. Export it again as a plain SVG.')]
    return problems


def read_page(path: Path, name: str) -> tuple[Page, list[Problem]]:
    """One file as a page. What can't be read is said, never skipped."""
    source, problems = read_text(path, f"docs/{name}")
    return (Page(name, Entry(), "", 1), problems) if problems else page_from(source, name)


def page_from(source: str, name: str) -> tuple[Page, list[Problem]]:
    """A file's text as a page."""
    file = f"docs/{name}"
    match = FRONT_MATTER.match(source)
    if not match:
        return Page(name, Entry(), source, 1), [Problem(file, 1, "the page does not start with its title. Its first lines are  "
                                                        "---  then  title: …  then  description: …  then  ---")]
    meta, problems = parse_yaml(match.group(1) or "", file, first_line=2)
    first_line = source.count("\n", 0, match.end()) + 1
    page = Page(name, meta, source[match.end():], first_line)
    return page, problems or list(check_meta(page))


def check_meta(page: Page):
    """A page says its title and description, and nothing that the site does not know."""
    for key, value in page.meta.items():
        line = page.meta.line_of(key)
        if key not in KEYS:
            yield Problem(page.file, line, f'"{key}" is not a word used above a page. {suggestion(key, KEYS)}')
        elif key in TEXTS and not isinstance(value, str):
            yield Problem(page.file, line, f'{key} needs quotation marks, because of a colon, a bracket or a list in it. Write {key}: "…"')
        elif key in TEXTS and value.strip() and value.guessed:
            yield Problem(page.file, line, f'{key} needs quotation marks, because it could be read as a number, a date, yes or no. Write {key}: "{value}"')
        elif key in TEXTS and (found := DELIMITER.search(value)):
            yield Problem(page.file, line, f"{key} has {found[0]} in it. Only the page below can have words in brackets: write the text itself.")
    hidden, template = page.meta.get("hide", []), page.meta.get("template", "")
    if not isinstance(hidden, list) or not all(each in CAN_HIDE for each in hidden):
        yield Problem(page.file, page.meta.line_of("hide"), f"hide takes a list of what is not shown. Write hide: [{', '.join(CAN_HIDE)}]")
    if template and not (isinstance(template, str) and re.fullmatch(r"[a-z-]+\.html", template) and (THEME / template).exists()):
        yield Problem(page.file, page.meta.line_of("template"), "there is no template of that name. Take this line away.")
    for key, needed in KEYS.items():
        value = page.meta.get(key, "")
        if needed and isinstance(value, str) and not value.strip():
            yield Problem(page.file, page.meta.line_of(key), f"the page has no {key}. Add a line such as   {key}: What this page gives")
    about = page.meta.get("description", "")
    if len(about) > LONGEST_DESCRIPTION:
        yield Problem(page.file, page.meta.line_of("description"), f"the description has {len(about)} letters, and a search engine shows "
                                                                   f"{LONGEST_DESCRIPTION}. Make it shorter.")
    if not page.body.strip():
        yield Problem(page.file, page.first_line, "the page has no text. Write it below the second  ---")


def same_twice(pages: list[Page]) -> list[Problem]:
    """No two pages have the same title or description: search results could not be told apart."""
    problems, first = [], {}
    for page in pages:
        for key in ("title", "description"):
            other = first.setdefault((key, page.meta[key]), page)
            if other is not page:
                problems.append(Problem(page.file, page.meta.line_of(key), f"{other.file} has the same {key}. Write another in one of the two."))
    return problems


# --- {{ … }} ---------------------------------------------------------------------------------------

NO_STATEMENTS = "{% … %} is not used in these pages. Write the text itself, or a word such as {{ contact('dsl') }}."


def check_words(page: Page, words: dict) -> list[Problem]:
    """Each {{ … }} of the page, tried: `words` are the functions it may call, by name."""
    try:
        tree = TEMPLATES.parse(page.body)
    except jinja2.TemplateSyntaxError as error:
        line = page.body.split("\n")[error.lineno - 1:][:1] or [""]
        curly = " Its quotation marks are curly: type straight ones." if re.search(r"\{\{[^}]*[“”‘’]", line[0]) else ""
        return [Problem(page.file, page.first_line + error.lineno - 1,
                        "a {{ … }} is not closed, or has something in it that is not understood." + curly +
                        " Write it as in {{ contact('dsl') }}.")]
    except RecursionError:
        lines = page.body.split("\n")
        line = max(range(len(lines)), key=lambda number: sum(map(lines[number].count, "([{-+")))
        return [Problem(page.file, page.first_line + line, "a {{ … }} has too many brackets inside each other. Write it as in {{ contact('dsl') }}.")]
    return [problem for statement in tree.body for problem in check_statement(statement, page, words)] + raw_blocks(page)


def raw_blocks(page: Page) -> list[Problem]:
    """{% raw %} is gone once a page is parsed, and so is a comment; what the one holds would be published, the other's would not."""
    if not DELIMITER.search(page.body.replace("{{", "").replace("}}", "")):
        return []
    return [Problem(page.file, page.first_line + line - 1, NO_STATEMENTS)
            for line, kind, _ in TEMPLATES.lex(page.body) if kind in ("raw_begin", "comment_begin")]


def check_statement(statement: nodes.Node, page: Page, words: dict):
    """Text may stand as it is; everything else has to be a word of ours."""
    if not isinstance(statement, nodes.Output):
        yield Problem(page.file, page.first_line + statement.lineno - 1, NO_STATEMENTS)
        return
    for node in statement.nodes:
        if isinstance(node, nodes.TemplateData):
            continue
        try:
            made = say(node, words)
        except ValueError as error:
            yield Problem(page.file, page.first_line + node.lineno - 1, str(error))
            continue
        line = page.body.split("\n")[node.lineno - 1]
        if BLOCK.match(made) and not ALONE.fullmatch(line):
            yield Problem(page.file, page.first_line + node.lineno - 1, f"{{{{ {node.node.name}(…) }}}} stands on a line of its own. "
                          "Put what is before and after it on other lines, with empty lines between.")


BLOCK = re.compile(r"<(div|table|ul|ol|p|aside|section|svg|dl|details)\b")
ALONE = re.compile(r"\s*\{\{[^{}]*\}\}\s*")


def say(node: nodes.Expr, words: dict) -> str:
    """What one {{ … }} gives. Raises ValueError, in the editor's words, where it is not a word with literal values."""
    if isinstance(node, nodes.Name):
        if node.name in words:
            raise ValueError(f"{{{{ {node.name} }}}} needs brackets. Write {{{{ {node.name}() }}}}.")
        raise ValueError(unknown(node.name, words))
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)):
        raise ValueError("only a word of this site can stand in {{ … }}. Write it as in {{ contact('dsl') }}.")
    name = node.node.name
    if name not in words:
        raise ValueError(unknown(name, words))
    if node.kwargs or node.dyn_args or node.dyn_kwargs or not all(is_name(each) for each in node.args):
        raise ValueError(f"{{{{ {name}(…) }}}} takes names in quotation marks, as in {{{{ contact('dsl') }}}}.")
    values = [each.value for each in node.args]
    try:
        return words[name](*values)
    except TypeError:
        raise ValueError(f"{{{{ {name}(…) }}}} has too many or too few names in its brackets. {words[name].__doc__}") from None
    except ValueError as error:
        written = ", ".join(repr(value) for value in values)
        raise ValueError(f"{{{{ {name}({written}) }}}}: {error}") from None


def is_name(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


def unknown(name: str, words: dict) -> str:
    return f"{{{{ {name} }}}} is not a word that pages know. {suggestion(name, words)}"
