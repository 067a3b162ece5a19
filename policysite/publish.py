"""What is made beside the pages: status.json and review-dates.ics."""

from collections import Counter
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from policysite import status
from policysite.fragments import TEMPLATES
from policysite.dates import DUE_SOON_DAYS, When, deadlines, worst_first
from policysite.problems import Problem

DOMAIN = "social-media-policy"  # ends each event's UID (RFC 5545, 3.8.4.7); never change it, or calendars hold events twice


def beside_the_pages(site, folder: Path) -> None:
    """Writes into the finished `folder` what MkDocs does not make."""
    (folder / "status.json").write_text(status.as_json(site.facts, site.today), encoding="utf-8")
    (folder / "review-dates.ics").write_bytes(as_calendar(site.facts, site.today).to_ical())
    for old, new in site.facts.redirects["pages"].items():
        moved(folder, old, new)


def moved(folder: Path, old: str, new: str) -> None:
    """A page at an old address that leads to the new one, without a script (WCAG 2.2.1: at once)."""
    page = folder / old / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    up = "../" * old.strip("/").count("/") + "../"
    page.write_text(TEMPLATES.get_template("moved.html").render(to=up + new), encoding="utf-8")


def as_calendar(facts, today: date) -> Calendar:
    """The deadlines to subscribe to: the policy's review by itself, the rest as one event an owner and month."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{facts.policy.short_name}//{facts.policy.title}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{facts.policy.title}: review dates")
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    events = [policy_event(facts, today), *(month_event(facts, *month, today) for month in by_owner_and_month(facts, today))]
    for event in events:
        calendar.add_component(event)
    return calendar


def twins(facts, today: date) -> list[Problem]:
    """Two deadlines with one id, or two events with one UID, would be taken for one by whatever reads them."""
    problems, first = [], {}
    for each in deadlines(facts):
        if first.setdefault(each.id, each) is not each:
            file, line = each.source.rsplit(":", 1)
            problems.append(Problem(file, int(line), f'this entry and the one in {first[each.id].source} are both "{each.id}" in status.json. '
                                                     "Give one of them another short name."))
    uids = Counter(str(event["uid"]) for event in as_calendar(facts, today).events)
    return problems + [Problem("data/contacts.yaml", 1, f"{count} events of the calendar would carry the UID {uid}. "
                                                        "Give one of the roles another short name.") for uid, count in uids.items() if count > 1]


def policy_event(facts, today: date) -> Event:
    """The policy's review, on its last day, with alarms 60, 28 and 7 days before."""
    deadline = next(each for each in deadlines(facts) if each.kind == "policy")
    event = all_day(f"{deadline.id}@{DOMAIN}", deadline.due.last, f"{deadline.what} is due",
                    f"Owner: {status.owner_in_words(facts, deadline)}\nKept in: {deadline.source}", today)
    for days in DUE_SOON_DAYS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{deadline.what} is due in {days} days")
        alarm.add("trigger", timedelta(days=-days))
        event.add_component(alarm)
    return event


def by_owner_and_month(facts, today: date) -> list[tuple]:
    """(owner, last day of the month, deadlines) of everything but the policy's review. What has no date is due this month."""
    months: dict[tuple[str, date], list] = {}
    this_month = When.parse(f"{today:%Y-%m}")
    for each in worst_first(deadlines(facts), today):
        if each.kind != "policy":
            due = When.parse(each.due.iso[:7]) if each.due else this_month
            months.setdefault((each.owner, due.last), []).append(each)
    return [(owner, last, listed) for (owner, last), listed in sorted(months.items())]


def month_event(facts, owner: str, last: date, listed: list, today: date) -> Event:
    """What one owner checks by the end of one month."""
    lines = [f"- {each.what} ({status.STATE_WORDS[each.state(today)].lower()}; {each.source})" for each in listed]
    return all_day(f"{owner.replace('_', '-')}-{last:%Y-%m}@{DOMAIN}", last,
                   f"{facts.policy.title}: {len(listed)} to check ({facts.contact(owner).role})", "\n".join(lines), today)


def all_day(uid: str, day: date, summary: str, description: str, today: date) -> Event:
    """An event that takes a whole day and blocks no time. Its stamp is the day of the build, so equal builds are equal."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(today, time(), timezone.utc))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    return event
