"""Files as they are sent: without the comments and the space that only their authors need."""

import re
from pathlib import Path

LIGHTER = {  # what is looked for in a kind of file, and what stays of it
    "*.css": [(r"(?s)/\*.*?\*/", ""), (r"\s+", " "), (r" ?([{};,]|^|$) ?", r"\1")],
    # Comments have lines of their own, or two spaces before them.
    "*.js": [(r"(?m)^\s*(//.*|/\*\*.*\*/)\n|(?<=\S) {2,}// .*$", ""), (r"\n\s+", "\n")],
    "*.html": [(r"(?s)(<pre.*?</pre>)|(\n)\s+", r"\1\2")],  # no line is indented, but for code
}


def minify(folder: Path) -> None:
    """Writes every page, stylesheet and script below the folder anew."""
    for kind, changes in LIGHTER.items():
        for path in folder.rglob(kind):
            text = path.read_text("utf-8")
            for found, kept in changes:
                text = re.sub(found, kept, text)
            path.write_text(text, "utf-8")
