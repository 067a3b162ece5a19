"""/review-dates.ics: the deadlines as a calendar to subscribe to (RFC 5545).

The policy's review is an event of its own; everything else is one event an owner and month. What
is overdue, or was never confirmed, stands at the end of this month, where somebody looks.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from policysite.problems import Problem, problem
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
            event.add("url", f"{site_url.rstrip('/')}/status/")
        calendar.add_component(event)
    return calendar


def clashes(data: Data, today: date) -> Iterator[Problem]:
    """Two deadlines with one id would be taken for one."""
    first: dict[str, Deadline] = {}
    for deadline in deadlines(data):
        other = first.setdefault(deadline.id, deadline)
        if other is not deadline:
            file, line = deadline.source.rsplit(":", 1)
            given = {"other": other.source, "id": deadline.id}
            yield problem(file, int(line), "deadline_twice", **given)


def events(data: Data, today: date) -> Iterator[Event]:
    """The policy's review, then an event for each owner and month in which something is due."""
    review, *others = deadlines(data)
    yield policy_event(data, review, today)
    months: dict[tuple[str, date], list[Deadline]] = {}
    for deadline in worst_first(others, today):
        due = end_of_month(max(deadline.due.last, today) if deadline.due else today)
        months.setdefault((deadline.owner, due), []).append(deadline)
    for (owner, last), listed in sorted(months.items()):
        title = f"{data.policy.title}: {len(listed)} to check ({data.contact(owner).role})"
        lines = [f"- {deadline.what} ({how_it_stands(deadline, today)})" for deadline in listed]
        uid = f"{owner.replace('_', '-')}-{last:%Y-%m}"
        yield all_day(uid, last, title, "\n".join(lines), today)


def policy_event(data: Data, review: Deadline, today: date) -> Event:
    """On its last day, with alarms before it; once overdue, at the end of this month."""
    if review.state(today) == "overdue":
        said = f"Owner: {owner_in_words(data, review)}\nIt was due by {review.due}."
        return all_day(review.id, end_of_month(today), f"{review.what} is overdue", said, today)
    said = f"Owner: {owner_in_words(data, review)}"
    event = all_day(review.id, review.due.last, f"{review.what} is due", said, today)
    for days in DUE_SOON_DAYS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{review.what} is due in {days} days")
        alarm.add("trigger", timedelta(days=-days))
        event.add_component(alarm)
    return event


def how_it_stands(deadline: Deadline, today: date) -> str:
    """In words that stay true until the next build."""
    state = deadline.state(today)
    if state == "overdue":
        return f"overdue: it was due by {deadline.due}"
    return "not confirmed" if state == "unconfirmed" else f"due by {deadline.due}"


def end_of_month(day: date) -> date:
    return When.parse(f"{day:%Y-%m}").last


def all_day(uid: str, day: date, summary: str, description: str, today: date) -> Event:
    """A whole day that blocks no time, stamped with the build's day: equal builds are equal."""
    event = Event()
    event.add("uid", f"{uid}@{DOMAIN}")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    return event
