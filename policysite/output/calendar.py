"""/review-dates.ics: the deadlines as a calendar to subscribe to (RFC 5545).

The policy's review is an event of its own; everything else is one event an owner and month. What
is overdue, or was never confirmed, stands at the end of this month, where somebody looks.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from policysite.review.deadlines import DUE_SOON_DAYS, Deadline, deadlines, worst_first
from policysite.review.status import owner_in_words
from policysite.schema.data import Data
from policysite.schema.dates import When

DOMAIN = "social-media-policy"  # ends each UID; never change it, or calendars hold all twice


def as_calendar(data: Data, today: date, site_url: str | None = None) -> Calendar:
    """`site_url`, where it is known, leads from each event to the status page."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{data.policy.short_name}//{data.policy.title}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{data.policy.title}: review dates")
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "P1D")  # the same for Outlook
    for event in events(data, today):
        if site_url:
            event.url = f"{site_url.rstrip('/')}/status/"
        calendar.add_component(event)
    return calendar


def events(data: Data, today: date) -> Iterator[Event]:
    """The policy's review, then an event for each owner and month in which something is due."""
    review, *others = deadlines(data)
    yield policy_event(data, review, today)
    months: dict[tuple[str, date], list[str]] = {}
    for deadline in worst_first(others, today):
        last = end_of_month(max(deadline.due.last, today) if deadline.due else today)
        line = f"- {deadline.what} ({how_it_stands(deadline, today)})"
        months.setdefault((deadline.owner, last), []).append(line)
    for (owner, last), lines in sorted(months.items()):
        title = f"{data.policy.title}: {len(lines)} to check ({data.contact(owner).role})"
        uid = f"{owner.replace('_', '-')}-{last:%Y-%m}"
        yield all_day(uid, last, title, "\n".join(lines), today)


def policy_event(data: Data, review: Deadline, today: date) -> Event:
    """On its last day, with alarms before it; once overdue, at the end of this month."""
    said = f"Owner: {owner_in_words(data, review)}"
    if review.state(today) == "overdue":
        said += f"\nIt was due by {review.due}."
        return all_day(review.id, end_of_month(today), f"{review.what} is overdue", said, today)
    event = all_day(review.id, review.due.last, f"{review.what} is due", said, today)
    for days in DUE_SOON_DAYS:
        said = f"{review.what} is due in {days} days"
        event.add_component(Alarm.new_display(said, timedelta(days=-days)))
    return event


def how_it_stands(deadline: Deadline, today: date) -> str:
    """In words that stay true until the next build."""
    said = {"overdue": f"overdue: it was due by {deadline.due}", "unconfirmed": "not confirmed"}
    return said.get(deadline.state(today), f"due by {deadline.due}")


def end_of_month(day: date) -> date:
    return When.parse(f"{day:%Y-%m}").last


def all_day(uid: str, day: date, summary: str, description: str, today: date) -> Event:
    """A whole day that blocks no time, stamped with the build's day: equal builds are equal."""
    return Event.new(
        uid=f"{uid}@{DOMAIN}",
        stamp=datetime.combine(today, time(), UTC),
        start=day,
        end=day + timedelta(days=1),
        summary=summary,
        description=description,
        transparency="TRANSPARENT",
    )
