"""A picture is kept beside the pages, small and safe, and is shown in its shape and with words."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from markdown_it.token import Token

from policysite.checks.files import PICTURES, below
from policysite.checks.links import OTHER, path_within
from policysite.content.content import Content
from policysite.content.markdown import inline_tokens
from policysite.content.pages import Page, slips
from policysite.problems import Problem, problem, short
from policysite.schema.files import read_text

LARGEST = 30_000  # bytes: a page's pictures come over somebody's mobile contract
COLUMN = 750  # pixels: the column of words
NEAR = 0.05  # of a picture's shape: sizes are whole numbers
# What a drawing could run, or fetch from elsewhere (SVG 2, and the attributes of links in it).
DANGEROUS = re.compile(
    r"(?i)<(script|foreignObject|iframe|image|use|animate\w*|set|style|a)\b|\son\w+\s*="
    r"|javascript:|href\s*=|<!(ENTITY|DOCTYPE)|url\("
)
VIEW_BOX = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([1-9][\d.]*) ([1-9][\d.]*)"')
SIZE = re.compile(r"\b(width|height)=(\d+)")
OF_THE_CAMERA = ("xmp", "XML:com.adobe.xmp", "photoshop", "Raw profile")  # beside Exif: who, where
TYPED = slips(  # of  file words : what is said of a picture on a page
    picture_elsewhere=rf"^({OTHER})",
    picture_no_words=r"^\S*\s*$",
    picture_name=r"(?i) ((img|dscn?|pxl|image|photo|picture|screen ?shot|whatsapp image|\d)"
    r"([-_ .:\d]|at|[ap]m|wa)*|\S+\.\w{3,4})$",
)


def check(content: Content) -> Iterator[Problem]:
    """Each picture on a page is there and has its shape, and each one that is there is shown."""
    there, shown = {}, set()
    for path, file in below(content.root / "docs"):
        if path.suffix.lower() in PICTURES and path.is_file() and not path.is_symlink():
            there[file], problems = read(path, file)
            yield from problems
    for page in content.pages:
        for line, words, target, size in pictures(page):
            given = {"found": short(words), "target": short(target)}
            yield from page.first_slip(line, TYPED, f"{target} {words.strip()}", **given)
            if path := path_within(page, target):
                shown.add(f"docs/{path}")
                yield from shape(page, line, target, size, there.get(f"docs/{path}"))
    for file in there.keys() - shown:
        if not file.startswith("docs/assets/"):  # the theme's icons
            yield problem(file, 1, "picture_unused")


def pictures(page: Page) -> Iterator[tuple[int, str, str, dict[str, int]]]:
    """Each picture of the page: its line, its words, its file, and the size right behind it."""
    tokens = [*inline_tokens(page.tokens), (0, Token("text", "", 0))]
    for (at, token), (_, after) in pairwise(tokens):
        if token.type == "image":
            behind = after.content.partition("}")[0] if after.content.startswith("{") else ""
            size = {name: int(number) for name, number in SIZE.findall(behind)}
            yield page.first_line + at, token.content, token.attrs["src"], size


def shape(page: Page, line: int, target: str, size: dict, real: tuple | None) -> Iterator[Problem]:
    """A picture is there, and the size that stands behind it is of its shape."""
    given = {"target": short(target)} | size
    if not real:
        folder = page.file.rpartition("/")[0]
        yield page.problem(line, "link_no_picture", folder=folder, **given)
    if len(size) < 2:
        yield page.problem(line, "picture_no_size", **given)
    elif size["width"] > COLUMN:
        yield page.problem(line, "picture_wide", most=COLUMN, **given)
    elif real and real[0]:
        fitting = size["width"] * real[1] / real[0]
        if abs(size["height"] - fitting) > max(1, NEAR * fitting):
            given |= {"real": f"{real[0]:g} by {real[1]:g} pixels", "height": round(fitting)}
            yield page.problem(line, "picture_shape", **given)


def read(path: Path, file: str) -> tuple[tuple, list[Problem]]:
    """A picture's width and height, zeros where nothing tells; and what is wrong with the file."""
    size = path.stat().st_size
    if size > LARGEST:
        return (0, 0), [problem(file, 1, "picture_size", size=f"{size:,}", most=f"{LARGEST:,}")]
    return drawing(path, file) if path.suffix.lower() == ".svg" else photo(path, file)


def photo(path: Path, file: str) -> tuple[tuple, list[Problem]]:
    """A photo is what its ending says, and does not tell where or with what it was taken (Exif)."""
    from PIL import Image  # only where there is a photo

    try:
        with Image.open(path) as opened:
            size, kind, data = opened.size, opened.format, len(opened.getexif())
            data += sum(name.startswith(OF_THE_CAMERA) for name in map(str, opened.info))
    except (OSError, Image.DecompressionBombError):
        size, kind, data = (0, 0), "", None
    ending = path.suffix.lower()
    if kind != PICTURES[ending]:
        return size, [problem(file, 1, "not_a_picture", ending=ending)]
    return size, [problem(file, 1, "picture_data")] if data else []


def drawing(path: Path, file: str) -> tuple[tuple, list[Problem]]:
    """A drawing has nothing in it that could run, or fetch something."""
    text, problems = read_text(path, file)
    box, found = VIEW_BOX.search(text), DANGEROUS.search(text)
    size = (float(box[1]), float(box[2])) if box else (0, 0)
    if not problems and not re.match(r"\s*(<\?xml[^>]*>\s*)?<svg\b", text):
        return size, [problem(file, 1, "not_a_drawing")]
    if found:
        line = text.count("\n", 0, found.start()) + 1
        return size, [problem(file, line, "dangerous_drawing", found=found[0].strip())]
    return size, problems
