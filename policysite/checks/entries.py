"""Entries of data/ that look like a slip beside their neighbours, the pages and the calendar."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from urllib.parse import urlsplit

import phonenumbers
from phonenumbers import PhoneNumberType as Kind

from policysite.content.content import Content
from policysite.problems import Problem
from policysite.schema.dates import latest_day

DEAR = (Kind.PREMIUM_RATE, Kind.SHARED_COST, Kind.PERSONAL_NUMBER)
NOBODY = re.compile(r"(?i)^(vacan(t|cy)|tb[acd]|to be \w+|nobody|none|unknown)\b")
DATES = ("date", "checked", "all_checked", "approved_on", "cited", "newest")


def check(content: Content) -> Iterator[Problem]:
    """What is kept up is shown somewhere, once, and contradicts nothing that stands beside it."""
    yield from numbers(content)
    yield from names(content)
    yield from still_to_come(content)
    yield from unshown(content)
    yield from in_force_early(content)
    yield from front_pages(content)


def numbers(content: Content) -> Iterator[Problem]:
    """Each contact's number is the school's own."""
    contacts = content.data.contacts.values()
    phones = Counter(contact.phone.uri for contact in contacts if contact.phone)
    # Of two that differ, neither is the right one.
    usual = next((uri for uri, times in phones.most_common(1) if times > 1), "")
    services = {
        number.uri: entry.name
        for entry in content.data.help.values()
        for number in (entry.phone, entry.out_of_hours)
        if number
    }
    for contact, field in product(contacts, ("phone", "mobile")):
        number = getattr(contact, field)
        if not number:
            continue
        given = {"number": number.text}
        if service := services.get("tel:" + number.text.replace(" ", "")):
            yield contact.problem(field, "number_of_help_line", service=service, **given)
        if phonenumbers.number_type(phonenumbers.parse(number.uri[4:])) in DEAR:
            yield contact.problem(field, "number_dear", **given)
        exchanged = sorted(number.uri) == sorted(usual)
        if digits_apart(number.uri, usual) in ((1, 2) if exchanged else (1,)):
            given["usual"] = usual.removeprefix("tel:")
            yield contact.problem(field, "number_nearly", **given)


def digits_apart(number: str, other: str) -> int | None:
    """In how many places two numbers differ; None where one is longer."""
    if len(number) != len(other):
        return None
    return sum(one != two for one, two in zip(number, other, strict=True))


def names(content: Content) -> Iterator[Problem]:
    """One person's name is written in one way, and one app stands there once."""
    first = {}
    for contact in content.data.contacts.values():
        if contact.name and NOBODY.search(contact.name):
            yield contact.problem("name", "nobody_named", name=contact.name)
        for address in contact.email or ():
            other = first.setdefault(address, contact)
            if other.name != contact.name:
                yield contact.problem("name", "two_names", other=other.key, email=address)
    for app in content.data.apps.values():
        other = first.setdefault(app.name.lower(), app)
        if other is not app:
            yield app.problem("", "app_twice", other=other.key)


def still_to_come(content: Content) -> Iterator[Problem]:
    """Nobody has checked anything on a day that is still to come: 2062 is a slip for 2026."""
    latest, upkeep = latest_day(content.today), content.data.upkeep.values()
    for entry in (*content.data.policy.reviews, *content.data.entries()):
        for field in DATES:
            when = getattr(entry, field, None)
            filled_in = field == "checked" and any(when is each.all_checked for each in upkeep)
            if when and when.first > latest and not filled_in:
                yield entry.problem(field, "still_to_come", field=field, date=when.iso)


def unshown(content: Content) -> Iterator[Problem]:
    """Each help service and source of advice is on a page, or among those of emergency()."""
    called = {name for page in content.pages for call in page.calls for name in call.names}
    for entry in (*content.data.help.values(), *content.data.advice.values()):
        if entry.key not in called and not getattr(entry, "emergency", False):
            yield entry.problem("", "on_no_page")


def in_force_early(content: Content) -> Iterator[Problem]:
    """No edition of a document is in force before it is published."""
    for document in content.data.guidance.values():
        newest, in_force = document.newest, document.in_force
        if newest and in_force and in_force.last < newest.first:
            given = {"in_force": in_force.iso, "newest": newest.iso}
            yield document.problem("in_force", "in_force_early", **given)


def front_pages(content: Content) -> Iterator[Problem]:
    """An address leads to the page that is meant, not to a site's front page."""
    data = content.data
    addresses = [(entry, "address", entry.address) for entry in data.advice.values()]
    addresses += [(entry, "terms", entry.terms) for entry in data.apps.values()]
    for entry, field, address in addresses:
        if address and not urlsplit(address).path.strip("/"):
            yield entry.problem(field, "front_page", address=address)
