"""`make upkeep`: every deadline, worst first. Ends with 1 when something is overdue or was never confirmed."""

import argparse
import sys
from pathlib import Path

from policysite import dates, facts as fact_files, status
from policysite.problems import Refused

ROOT = Path(__file__).parent.parent


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--markdown", action="store_true", help="print the list for an issue, grouped by owner")
    asked = parser.parse_args(arguments)
    today = dates.today_in_london()
    try:
        facts = fact_files.load(ROOT)
    except Refused as refused:
        print(refused)
        return 1
    waiting = status.needs_somebody(dates.deadlines(facts), today)
    print(status.as_markdown(facts, today) if asked.markdown else status.as_table(facts, today))
    overdue = sum(each.state(today) == "overdue" for each in waiting)
    if not asked.markdown:
        print(f"\n{overdue} overdue, {len(waiting) - overdue} not confirmed, on {today.isoformat()}.")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
