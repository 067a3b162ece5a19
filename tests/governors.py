"""What a school does in a year, for the tests: every fact is looked at again, and governors agree the wording."""

import re

from policysite import agree as agreeing
from tests.project import DAY, Project

GIVEN = {"MEETING": "Full governors, minute 7", "LOOKED_AT": "All eight sections", "WORDING": "website", "OUTCOME": "amended", "NEXT_DUE": "2027-11"}
REVIEW = """\
  - date: 2026-11
    kind: review
    by: chair_of_governors
    agreed_at: Full governors, minute 7
    looked_at: All eight sections
    outcome: unchanged
    next_due: 2027-11
"""


def agree(project: Project, today=DAY, **given: str) -> str:
    """`make agree` with the usual arguments, but for those given."""
    return agreeing.agree(project.root, GIVEN | given, today)


def add_review(project: Project, review: str = REVIEW) -> int:
    """Adds an entry to the policy's record; returns the line on which it starts."""
    record = project.read("data/policy.yaml").rstrip("\n") + "\n"
    project.write("data/policy.yaml", record + review)
    return record.count("\n") + 1


def renew(project: Project) -> None:
    """Every fact was looked at on 22 November 2026, nothing is unsure, and the policy was reviewed."""
    for path in (project.root / "data").glob("*.yaml"):
        text = re.sub(r"^  (confirmed|seen|checked):.*", rf"  \1: {DAY}", path.read_text("utf-8"), flags=re.MULTILINE)
        path.write_text(re.sub(r"^  to_confirm: .*\n", "", text, flags=re.MULTILINE), "utf-8")
    add_review(project)
