"""Beside pages stand only pictures, and every file's name can be an address."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from policysite.content.content import Content
from policysite.problems import Problem, problem
from policysite.schema.files import read_text

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.(md|svg|png|jpg))?")
PICTURES = {".svg": "SVG", ".png": "PNG", ".jpg": "JPEG"}
OTHER_PICTURES = (".heic", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".avif")
LARGEST = 30_000  # bytes: a page's pictures come over somebody's mobile contract
OWN_ADDRESSES = {"404.md", "search.md", "sitemap.md", "assets/index.md", "downloads/index.md"}
# What a drawing could run, or fetch from elsewhere (SVG 2, and the attributes of links in it).
DANGEROUS = re.compile(
    r"<(script|foreignObject|iframe|image|use|animate\w*|set|style|a)\b|\son\w+\s*=|javascript:"
    r"|href\s*=|<!(ENTITY|DOCTYPE)|url\(",
    re.IGNORECASE,
)


def check(content: Content) -> Iterator[Problem]:
    """Each file below docs/ is a page or a picture, rightly named, and nothing else."""
    docs = content.root / "docs"
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs).as_posix()
        if "/." in f"/{name}":
            continue  # MkDocs leaves these out too
        file = f"docs/{name}"
        if path.is_symlink():
            yield problem(file, 1, "link_to_file")
        elif path.is_file() and path.suffix.lower() != ".md":
            yield from picture(path, file)
        yield from named(path, file)
    yield from addresses(content)


def named(path: Path, file: str) -> Iterator[Problem]:
    """A page's address is made of its file's name."""
    other_kind = path.suffix and path.suffix.lower() not in (".md", *PICTURES)
    if NAME.fullmatch(path.name) or other_kind:
        return  # of another kind, which is said elsewhere
    plain = unicodedata.normalize("NFKD", path.name).encode("ascii", "ignore").decode()
    near = re.sub(r"[^a-z0-9.]+", "-", plain.lower()).strip("-")
    yield problem(file, 1, "file_name", near=f" {near}" if NAME.fullmatch(near) else "")


def addresses(content: Content) -> Iterator[Problem]:
    """No two pages have one address, and none has the site's own."""
    first = {}
    for page in content.pages:
        other = first.setdefault(page.url, page)
        if other is not page:
            yield page.problem(1, "same_address", other=other.file)
        if page.path in OWN_ADDRESSES:
            yield page.problem(1, "own_address")


def picture(path: Path, file: str) -> Iterator[Problem]:
    ending, size = path.suffix.lower(), path.stat().st_size
    if ending in OTHER_PICTURES:
        yield problem(file, 1, "other_picture")
    elif ending not in PICTURES:
        yield problem(file, 1, "not_a_page")
    elif size > LARGEST:
        yield problem(file, 1, "picture_size", size=f"{size:,}", most=f"{LARGEST:,}")
    elif ending == ".svg":
        yield from drawing(path, file)
    else:
        yield from photo(path, file, ending)


def drawing(path: Path, file: str) -> Iterator[Problem]:
    """A drawing has nothing in it that could run, or fetch something."""
    text, problems = read_text(path, file)
    yield from problems
    found = DANGEROUS.search(text)
    if not problems and not re.match(r"\s*(<\?xml[^>]*>\s*)?<svg\b", text):
        yield problem(file, 1, "not_a_drawing")
    elif found:
        line = text.count("\n", 0, found.start()) + 1
        yield problem(file, line, "dangerous_drawing", found=found[0].strip())


def photo(path: Path, file: str, ending: str) -> Iterator[Problem]:
    """A photo is what its ending says, and does not tell where or with what it was taken (Exif)."""
    from PIL import Image, UnidentifiedImageError  # only where there is a photo

    try:
        with Image.open(path) as opened:
            if opened.format != PICTURES[ending]:
                yield problem(file, 1, "not_a_picture", ending=ending)
            elif len(opened.getexif()):
                yield problem(file, 1, "picture_data")
    except (UnidentifiedImageError, OSError):
        yield problem(file, 1, "not_a_picture", ending=ending)
