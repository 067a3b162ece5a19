"""A page opens at once on a weak signal: its first view fits what a server sends at once."""

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from policysite.content.content import Content
from policysite.problems import Problem

MOST = 14.0  # KiB, gzipped: about what arrives in the first round trip (RFC 6928: ten segments)
MOST_FOR_EDITORS = 20.0
WHOLE = ("policy/agreed.md", "policy/editions/2")  # a whole policy on one page is as long as it is
LOADED = re.compile(r'<(?:link rel="stylesheet"|script)[^>]*(?:href|src)="([^"]+)"')


def check(content: Content, folder: Path) -> Iterator[Problem]:
    """A page with its styles and scripts weighs at most 14 KiB; the editors' page 20."""
    size = cache(lambda path: len(gzip.compress(path.read_bytes(), 6)) / 1024)
    for page in content.pages:
        built = folder / page.url / "index.html"
        loaded = LOADED.findall(built.read_text("utf-8"))
        files = {built, *((built.parent / name).resolve() for name in loaded)}
        weight = sum(size(path) for path in files if path.exists())
        most = MOST_FOR_EDITORS if page.path == "about/editing.md" else MOST
        if weight > most and not page.path.startswith(WHOLE):
            given = {"weight": f"{weight:.1f}", "most": f"{most:.1f}"}
            yield page.problem(page.first_line, "weight", **given)
