"""Files as they are sent: without the comments and the space that only their authors need."""

import re
from pathlib import Path

CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
AROUND_SIGNS = re.compile(r" ?([{};,]) ?")
INDENT = re.compile(r"\n\s+")
JS_COMMENT = re.compile(r"^\s*(//.*|/\*\*.*\*/)\n|(?<=\S) {2,}// .*$", re.MULTILINE)
PREFORMATTED = re.compile(r"(<pre.*?</pre>)", re.DOTALL)


def css(text: str) -> str:
    """What stands in quotation marks keeps its single spaces."""
    return AROUND_SIGNS.sub(r"\1", SPACE.sub(" ", CSS_COMMENT.sub("", text))).strip()


def js(text: str) -> str:
    """Comments have lines of their own, or two spaces before them."""
    return INDENT.sub("\n", JS_COMMENT.sub("", text))


def html(text: str) -> str:
    """No line is indented, but for preformatted text."""
    parts = PREFORMATTED.split(text)
    return "".join(part if i % 2 else INDENT.sub("\n", part) for i, part in enumerate(parts))


def minify(folder: Path) -> None:
    """Writes every page, stylesheet and script below the folder anew."""
    for kind, lighter in ((".css", css), (".js", js), (".html", html)):
        for path in folder.rglob(f"*{kind}"):
            path.write_text(lighter(path.read_text(encoding="utf-8")), encoding="utf-8")
