"""/status.json, as the README documents it: ISO dates or null, an owner's role, days left."""

import json
from datetime import date

from policysite.review.deadlines import deadlines, worst_first
from policysite.schema.data import Data


def as_json(data: Data, today: date) -> str:
    """Every deadline, worst first; `days` are negative once it is overdue."""
    listed = [
        {
            "id": deadline.id,
            "what": deadline.what,
            "owner": deadline.owner,
            "done": deadline.done and deadline.done.iso,
            "due": deadline.due and deadline.due.last.isoformat(),
            "state": deadline.state(today),
            "days": deadline.days(today),
            "source": deadline.source,
        }
        for deadline in worst_first(deadlines(data), today)
    ]
    day = today.isoformat()
    status = {"built": day, "today": day, "deadlines": listed}
    return json.dumps(status, indent=2, ensure_ascii=False) + "\n"
