"""Pages at addresses that used to lead somewhere: each leads on to the new one, place and all.

A browser drops the #place of a page that refreshes itself, so a small script passes it on; the
refresh is for who has no scripts, and the link for who has neither.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

Template = Callable[..., str]  # theme/components/moved.html, rendered with these values


def write_redirects(folder: Path, redirects: Mapping[str, str], moved: Template) -> None:
    """Writes into the finished `folder` a page for each old address: old-name/ → new-name/."""
    for old, new in redirects.items():
        page = folder / old / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        top = "../" * (old.strip("/").count("/") + 1)
        page.write_text(moved(to=top + new, script=f"{top}assets/moved.js"), encoding="utf-8")
