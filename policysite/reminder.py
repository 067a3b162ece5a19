"""The weekly reminder: keeps one open issue that lists what needs somebody, grouped by owner.

Opened when something comes due, updated in place, closed when all is current. GitHub's `gh` does
the talking; what it is told is decided here. The same facts twice change nothing.
"""

import json
import subprocess
import sys
from pathlib import Path

from policysite import dates, facts as fact_files, links, status

ROOT = Path(__file__).parent.parent
MARKER = "<!-- what-is-due -->"  # finds the issue again, whatever its title has become
TITLE = "What is due for review"
INTRO = "These facts of the site need somebody. Each line says where it is kept. This list renews itself every week.\n\n"
DONE = "Everything is current again."


def gh(*arguments: str, given: str | None = None) -> str:
    """Runs `gh` and returns what it printed. Raises CalledProcessError where it failed."""
    return subprocess.run(["gh", *arguments], input=given, capture_output=True, text=True, check=True).stdout


def open_issues() -> list[dict]:
    """The open issues of our own that carry the marker, oldest first: number and body. There is one, unless somebody reopened another.

    Only what the workflow itself opened counts, so that a stranger who copies the marker gets no issue rewritten.
    """
    issues = json.loads(gh("issue", "list", "--state", "open", "--app", "github-actions", "--limit", "500", "--json", "number,body") or "[]")
    return sorted((issue for issue in issues if MARKER in issue["body"]), key=lambda issue: issue["number"])


def keep(listed: str) -> str:
    """Makes the issue say `listed` (Markdown; empty when all is current). Returns what was done."""
    (issue, *others), body = open_issues() or [None], f"{MARKER}\n{INTRO}{listed.strip()}\n"
    for other in others:
        gh("issue", "close", str(other["number"]), "--comment", f"The list is kept in #{issue['number']}.")
    if not listed.strip():
        if not issue:
            return "nothing to do"
        gh("issue", "close", str(issue["number"]), "--comment", DONE)
        return "closed"
    if not issue:
        gh("issue", "create", "--title", TITLE, "--body-file", "-", given=body)
        return "opened"
    if issue["body"].replace("\r\n", "\n").strip() == body.strip():
        return "nothing to do"
    gh("issue", "edit", str(issue["number"]), "--body-file", "-", given=body)
    return "updated"


def what_is_due(root: Path, today) -> str:
    """Deadlines and links that need somebody, as Markdown. The site in `root`/site is built already."""
    facts = fact_files.load(root)
    with links.served(root / "site") as base:
        dead, unreachable = links.check(base)
    due = status.as_markdown(facts, today)
    return due + links.as_markdown(dead, unreachable) if due or dead else ""  # what can't be reached alone opens no issue


if __name__ == "__main__":
    try:
        print(keep(what_is_due(ROOT, dates.today_in_london())))
    except subprocess.CalledProcessError as error:
        sys.exit(f"gh {' '.join(error.cmd[1:3])} failed: {error.stderr.strip()}")
