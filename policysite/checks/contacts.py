"""Numbers and people in data/contacts.yaml that look like a slip, beside their neighbours."""

from collections import Counter
from collections.abc import Iterator

import phonenumbers

from policysite.content.content import Content
from policysite.problems import Problem, problem

DEAR = (
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
    phonenumbers.PhoneNumberType.SHARED_COST,
    phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
)


def check(content: Content) -> Iterator[Problem]:
    """Each number is the school's own, and one person's name is written in one way."""
    contacts = list(content.data.contacts.values())
    numbers = Counter(contact.phone.uri for contact in contacts if contact.phone)
    usual, times = numbers.most_common(1)[0] if numbers else ("", 0)
    usual = usual if times > 1 else ""  # of two that differ, neither is the right one
    help_lines = {entry.phone.text: entry for entry in content.data.help.values() if entry.phone}
    holders: dict[str, object] = {}
    for contact in contacts:
        for field in ("phone", "mobile"):
            number = getattr(contact, field)
            for name, given in slips(number, usual, help_lines) if number else ():
                given |= {"key": contact.key, "number": number.text}
                yield problem(contact.file, contact.line_of(field), name, **given)
        for address in contact.email or ():
            other = holders.setdefault(address, contact)
            if other.name != contact.name:
                given = {"key": contact.key, "other": other.key, "email": address}
                yield problem(contact.file, contact.line_of("name"), "two_names", **given)


def slips(number, usual: str, help_lines: dict):
    """What is odd about a number: a message's name, and what it is given."""
    if number.text in help_lines:
        yield "number_of_help_line", {"service": help_lines[number.text].name}
    if phonenumbers.number_type(phonenumbers.parse(number.uri[4:])) in DEAR:
        yield "number_dear", {}
    differ = sum(a != b for a, b in zip(number.uri, usual, strict=False))
    if len(number.uri) == len(usual) and differ == 1:
        yield "number_nearly", {"usual": usual.removeprefix("tel:")}
