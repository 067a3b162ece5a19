"""The weekly reminder: keeps one open issue that lists what needs somebody, by owner.

Opened when something comes due, updated in place, closed when all is current. GitHub's `gh` does
the talking; what it is told is decided here. The same list twice changes nothing.
"""

import json
import subprocess

MARKER = "<!-- what-is-due -->"  # finds the issue again, whatever its title has become
TITLE = "What is due for review"
INTRO = (
    "These entries of the site need somebody. Each line says where it is kept. "
    "This list renews itself every week.\n\n"
)
DONE = "Everything is current again."
# Only what the workflow itself opened: a stranger who copies the marker gets no issue rewritten.
OURS = ("--state", "open", "--app", "github-actions", "--limit", "500", "--json", "number,body")


def remind(listed: str) -> str:
    """Makes the one open issue say `listed` (Markdown; empty when all is current): what was done.

    It is the oldest of ours, where somebody opened another.
    """
    issues = json.loads(gh("issue", "list", *OURS) or "[]")
    ours = [issue for issue in issues if MARKER in issue["body"]]
    issue = min(ours, key=lambda issue: issue["number"], default=None)
    listed = listed.strip()
    body = f"{MARKER}\n{INTRO}{listed}\n"
    if not listed and issue:
        gh("issue", "close", str(issue["number"]), "--comment", DONE)
        return "closed"
    if not listed or (issue and issue["body"].replace("\r\n", "\n").strip() == body.strip()):
        return "nothing to do"
    if issue:
        gh("issue", "edit", str(issue["number"]), "--body-file", "-", given=body)
        return "updated"
    gh("issue", "create", "--title", TITLE, "--body-file", "-", given=body)
    return "opened"


def gh(*arguments: str, given: str | None = None) -> str:
    """Runs `gh` and returns what it printed. Where it failed, the program ends and says so."""
    run = subprocess.run(["gh", *arguments], input=given, capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(f"gh {' '.join(arguments[:2])} failed: {run.stderr.strip()}")
    return run.stdout
