"""Prints `code` where something else than words or data has changed since the commit BASE.

The workflow's job `code` runs only then. Needs Python and git alone: python3 .ci/changed.py BASE
"""

import re
import subprocess
import sys

CONTENT = re.compile(r"(docs|data|source|\.github/ISSUE_TEMPLATE)/.*|[^/]*\.md|\.github/[^/]*\.md")
WITHIN_NAV = re.compile(r"[ \t#]|- |$")


def main(base: str) -> str:
    """`code`, or `content` where only an editor's files have changed."""
    names = git("diff", "--name-only", "--no-renames", "-z", base, "HEAD").split("\0")
    return "code" if any(is_code(name, base) for name in names if name) else "content"


def is_code(name: str, base: str) -> bool:
    """The menu in mkdocs.yml is an editor's; what stands outside it could run anything."""
    if name == "mkdocs.yml":
        return without_nav(git("show", f"{base}:{name}")) != without_nav(
            git("show", f"HEAD:{name}")
        )
    return not CONTENT.fullmatch(name)


def without_nav(text: str) -> list[str]:
    """The lines outside  nav:  with every sign as an end of line that YAML takes for one."""
    outside, inside = [], False
    for line in text.splitlines():
        inside = line.rstrip() == "nav:" or (inside and bool(WITHIN_NAV.match(line)))
        if not inside:
            outside.append(line)
    return outside


def git(*arguments: str) -> str:
    run = subprocess.run(["git", *arguments], check=True, capture_output=True)
    return run.stdout.decode("utf-8", "surrogateescape")


if __name__ == "__main__":
    print(main(sys.argv[1]))
