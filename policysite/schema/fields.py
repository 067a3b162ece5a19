"""The kinds of value in data/: each takes the text that an editor typed."""

import re
from typing import Annotated, NamedTuple

import email_validator
import phonenumbers
from phonenumbers import shortnumberinfo
from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from policysite.schema.dates import When
from policysite.schema.errors import wrong

TEXT_RELAY = "18001"  # dialled before a number by who can't hear or speak (Relay UK)
NO_NAMES = {"yes", "no", "true", "false", "on", "off", "null", "~"}  # YAML's, never words of ours
# Of pages, where data has plain words.
MARKUP = re.compile(
    r"\*\*|~~|\{\{|\}\}|\]\(|</?(?:b|i|u|em|strong|br|p|div|span|a|script|img)\b[^>]*>?"
    r"|\?{2,}|#{2,}",
    re.IGNORECASE,
)
IN_QUOTES = re.compile("[“„‘'\"].*[”’'\"]", re.DOTALL)
PHONE = re.compile(r"[-+0-9 ().\u2010-\u2015]+")
EXTENSION = re.compile(r"(?:,?\s*(?:ext(?:ension)?|x|#)\.?\s*)(\d{1,6})$", re.IGNORECASE)
TWO_PHONES = re.compile(r"\d\s*(?:,|/|;|&|\bor\b|\band\b)\s*[+0]\d", re.IGNORECASE)
TRACKED = re.compile(
    r"safelinks\.protection|urldefense\.|google\.[a-z.]+/url\?|//(t\.co|bit\.ly|tinyurl\.com|lnkd\.in)/"
)
WEB = re.compile(
    r"""https://([a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+(:[0-9]+)?([/?#][^\s"'<>`{}|\\^\x00-\x20]*)?"""
)


class Phone(NamedTuple):
    """A number as it is read, and as a phone dials it (RFC 3966, E.164): `tel:+442079460000`."""

    text: str
    uri: str


def one_line(value) -> str:
    if not isinstance(value, str):
        raise wrong("not_one_line")
    return " ".join(value.split())


def words(value) -> str:
    """Any text, on one line. It is shown as text, whatever is in it."""
    value = one_line(value)
    if value.endswith((",", ";")):
        raise wrong("ends_with", value=value, found=value[-1])
    if IN_QUOTES.fullmatch(value):
        raise wrong("in_quotation_marks", value=value)
    if found := MARKUP.search(value):
        raise wrong("markup", value=value, found=found[0])
    if value.lower() in NO_NAMES or not any(sign.isalpha() for sign in value):
        raise wrong("no_word", value=value)
    return value


def unsure(value) -> str:
    """What is still to be confirmed, in words; nothing stands here when nothing is."""
    if isinstance(value, str) and value.strip(" .").lower() in ("none", "nothing", "no", "n/a"):
        raise wrong("nothing_to_confirm", value=value)
    return words(value)


def hours(value) -> str:
    """When a number is answered: words, or times alone (9–5)."""
    value = one_line(value)
    return value if re.search(r"\d", value) else words(value)


def short_name(value) -> str:
    """Another entry's short name, or a rule's permanent one."""
    value = one_line(value)
    if not re.fullmatch(r"[a-z][\w().-]*", value) and not re.fullmatch(r"\d[\d().a-z]*", value):
        raise wrong("short_name", value=value, near="chair_of_governors")
    return value


def year_or_month(value) -> When:
    """An ISO year, month or day from 2000 to 2099."""
    value = one_line(value)
    try:
        when = When.parse(value)
    except ValueError as error:
        raise PydanticCustomError("not_a_date", str(error)) from None
    if not 2000 <= when.first.year < 2100:
        raise wrong("year_out_of_range", value=value, year=f"{when.first.year:04}")
    return when


def day_or_month(value) -> When:
    """An ISO month or day: 2022-09 or 2022-09-30."""
    when = year_or_month(value)
    if len(when.iso) == 4:
        raise wrong("no_month", value=when.iso)
    return when


def day(value) -> When:
    """An ISO day: 2027-01-15."""
    when = day_or_month(value)
    if when.first != when.last:
        raise wrong("no_day", value=when.iso)
    return when


def months(value) -> int:
    """A length of time: 6 months, 1 month."""
    value = one_line(value)
    found = re.fullmatch(r"([0-9]{1,2}) months?", value)
    if not found or not 1 <= int(found[1]) <= 36:
        raise wrong("months", value=value)
    return int(found[1])


def number(value) -> int:
    """A whole number."""
    value = one_line(value)
    if not (value.isascii() and value.isdigit()):
        raise wrong("not_a_number", value=value)
    return int(value)


def youngest_age(value) -> str:
    """A whole number of years, or none where the terms set no age."""
    value = one_line(value)
    whole = value.isascii() and value.isdigit()
    if value != "none" and not (whole and 0 < int(value) <= 18):
        raise wrong("age", value=value)
    return value


def uk_phone(value) -> Phone:
    """A UK number as people type it → as it is read, and E.164."""
    value = one_line(value)
    if found := EXTENSION.search(value):
        raise wrong("extension_in_phone", value=value, extension=found[1])
    if TWO_PHONES.search(value):
        raise wrong("two_phones", value=value)
    try:
        parsed = phonenumbers.parse(value, "GB") if PHONE.fullmatch(value) else None
    except phonenumbers.NumberParseException:
        parsed = None
    if not parsed or parsed.country_code != 44 or not phonenumbers.is_valid_number(parsed):
        raise wrong("phone", value=value)
    formats = phonenumbers.PhoneNumberFormat
    written = phonenumbers.format_number(parsed, formats.NATIONAL)
    return Phone(written, "tel:" + phonenumbers.format_number(parsed, formats.E164))


def extension(value) -> str:
    """The digits dialled once a number answers."""
    value = one_line(value)
    if not re.fullmatch(r"[0-9]{1,6}", value):
        raise wrong("extension", value=value)
    return value


def help_line(value) -> Phone:
    """A UK number with the spaces it is known by: ordinary, short (999), or behind text relay."""
    value = one_line(value)
    digits = value.replace(" ", "")
    if not re.fullmatch(r"[0-9]{3,16}", digits):
        raise wrong("help_line_signs", value=value)
    if not is_uk_number(digits.removeprefix(TEXT_RELAY)):
        raise wrong("help_line", value=value, digits=len(digits))
    return Phone(value, f"tel:{digits}")


def text_line(value) -> Phone:
    """A word and the number it is sent to, SHOUT to 85258 (RFC 5724)."""
    value = one_line(value)
    found = re.fullmatch(r"([A-Za-z]+) to ([0-9]{5,6})", value)
    if not found:
        raise wrong("text_line", value=value)
    return Phone(value, f"sms:{found[2]}?body={found[1]}")


def is_uk_number(digits: str) -> bool:
    """As it is dialled in the UK, from its first digit. 18000 is 999 by text relay."""
    if digits == "18000":
        return True
    try:
        parsed = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        return False
    if shortnumberinfo.is_valid_short_number_for_region(parsed, "GB"):
        return True
    return digits.startswith("0") and phonenumbers.is_valid_number(parsed)


def email_addresses(value) -> tuple[str, ...]:
    """One address, or several with commas between (RFC 5322). The DNS is not asked."""
    value = one_line(value)
    if ";" in value:
        raise wrong("email_semicolon", value=value)
    if value.lower().startswith("mailto:"):
        raise wrong("mailto", value=value)
    addresses = []
    for part in value.split(","):
        try:
            checked = email_validator.validate_email(part.strip(), check_deliverability=False)
        except email_validator.EmailNotValidError:
            raise wrong("email", value=value) from None
        addresses.append(checked.normalized)
    return tuple(addresses)


def web_address(value) -> str:
    """An address that starts with https://, so that nothing else can become a link."""
    value = one_line(value)
    if not WEB.fullmatch(value):
        raise wrong("web_address", value=value)
    if TRACKED.search(value):
        raise wrong("tracked", value=value)
    if value.endswith((".", ",", ";", ":", "!", "?")):
        raise wrong("ends_with", value=value, found=value[-1])
    return value


def one_of(*choices: str):
    """A field whose value is one of these words."""

    def read(value) -> str:
        value = one_line(value)
        if value not in choices:
            raise wrong("choice", value=value, choices=" or ".join(choices))
        return value

    return field_type(read, enum=list(choices))


def field_type(read, **json_schema):
    """`read` as a type of pydantic's, described in the JSON schema as text."""
    described = {"type": ["string", "number"], "description": read.__doc__ or ""} | json_schema
    return Annotated[object, PlainValidator(read), WithJsonSchema(described)]


Words = field_type(words)
Unsure = field_type(unsure)
Hours = field_type(hours)
ShortName = field_type(short_name)
YearOrMonth = field_type(year_or_month)
DayOrMonth = field_type(day_or_month)
Day = field_type(day)
Months = field_type(months, pattern="^[0-9]+ months?$")
Number = field_type(number)
Age = field_type(youngest_age)
UkPhone = field_type(uk_phone)
Extension = field_type(extension)
HelpLine = field_type(help_line)
TextLine = field_type(text_line)
Emails = field_type(email_addresses)
WebAddress = field_type(web_address, pattern="^https://")
Yes = one_of("yes")
