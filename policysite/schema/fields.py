"""The kinds of value in data/: each takes the text that an editor typed."""

import re
from typing import Annotated, NamedTuple

import email_validator
import phonenumbers
from phonenumbers import shortnumberinfo
from pydantic import PlainValidator, WithJsonSchema

from policysite.schema.dates import When
from policysite.schema.errors import wrong

MONTH = "20[0-9]{2}-[0-9]{2}"
TEXT_RELAY = "18001"  # dialled before a number by who can't hear or speak (Relay UK)
NO_NAMES = {"yes", "no", "true", "false", "on", "off", "null", "~"}  # YAML's, never words of ours
# Of pages, where data has plain words.
MARKUP = re.compile(
    r"\*\*|~~|\{\{|\}\}|\]\(|</?(?:b|i|u|em|strong|br|p|div|span|a|script|img)\b[^>]*>?"
    r"|\?{2,}|#{2,}|`|==\w[^=]*==|&#?\w+;|\[\[|【|(?<!\w)[*_]\w+[*_](?!\w)|(?<!\w):[a-z]\w+:(?!\w)",
    re.IGNORECASE,
)
IN_QUOTES = re.compile("[“„‘'\"].*[”’'\"]", re.DOTALL)
PHONE = re.compile(r"[-+0-9 ().\u2010-\u2015]+")
EXTENSION = re.compile(r"(?:,?\s*(?:ext(?:ension)?|x|#)\.?\s*)(\d{1,6})$", re.IGNORECASE)
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


def uk_phone(value) -> Phone:
    """A UK number as people type it → as it is read, and E.164."""
    value = one_line(value)
    if found := EXTENSION.search(value):
        raise wrong("extension_in_phone", value=value, extension=found[1])
    number = parsed(value) if PHONE.fullmatch(value) else None
    if not number or number.country_code != 44 or not phonenumbers.is_valid_number(number):
        raise wrong("phone", value=value)
    formats = phonenumbers.PhoneNumberFormat
    written = phonenumbers.format_number(number, formats.NATIONAL)
    return Phone(written, "tel:" + phonenumbers.format_number(number, formats.E164))


def parsed(value: str) -> phonenumbers.PhoneNumber | None:
    """A number as it is dialled in the UK; None where it can't be one."""
    try:
        return phonenumbers.parse(value, "GB")
    except phonenumbers.NumberParseException:
        return None


def help_line(value) -> Phone:
    """A UK number with the spaces it is known by: ordinary, short (999), or behind text relay."""
    value = one_line(value)
    digits = value.replace(" ", "")
    dialled = digits.removeprefix(TEXT_RELAY)
    number = parsed(dialled) if re.fullmatch("[0-9]{3,16}", digits) else None
    short = number and shortnumberinfo.is_valid_short_number_for_region(number, "GB")
    ordinary = number and dialled.startswith("0") and phonenumbers.is_valid_number(number)
    if not short and not ordinary and digits != "18000":  # 999 by text relay
        raise wrong("help_line", value=value)
    return Phone(value, f"tel:{digits}")


def text_message(value: str) -> Phone:
    """A word and the number it is sent to, SHOUT to 85258 (RFC 5724)."""
    word, number = value.split(" to ")
    return Phone(value, f"sms:{number}?body={word}")


def email_addresses(value) -> tuple[str, ...]:
    """One address, or several with commas between (RFC 5322). The DNS is not asked."""
    value = one_line(value)
    try:
        return tuple(
            email_validator.validate_email(part.strip(), check_deliverability=False).normalized
            for part in value.split(",")
        )
    except email_validator.EmailNotValidError:
        raise wrong("email", value=value) from None


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


def of_form(name: str, form: str, about: str, make=str, **given):
    """A kind of value that fits a regular expression; else the message of that name is said."""

    def read(value):
        value = one_line(value)
        if not re.fullmatch(form, value):
            raise wrong(name, value=value, **given)
        return make(value)

    read.__doc__ = about
    return field_type(read, pattern=f"^({form})$")


def one_of(*choices: str):
    """A kind of value that is one of these words; editors of YAML offer them."""
    listed = " or ".join(choices)
    kind = of_form("choice", "|".join(choices), f"One of these words: {listed}.", choices=listed)
    return Annotated[kind, WithJsonSchema({"enum": [*choices]})]


def field_type(read, **json_schema):
    """`read` as a type of pydantic's, described in the JSON schema as text."""
    described = {"type": ["string", "number"], "description": read.__doc__ or ""} | json_schema
    return Annotated[object, PlainValidator(read), WithJsonSchema(described)]


def first_number(value: str) -> int:
    return int(value.split()[0])


Words = field_type(words)
Unsure = field_type(unsure)
Hours = field_type(hours)
Key = of_form("short_name", "[a-z][a-z0-9_-]*", "An entry's own short name.")
ShortName = of_form(
    "short_name",
    r"[a-z][\w().-]*|[0-9][0-9().a-z]*",
    "Another entry's short name, or a rule's permanent one.",
)
YearOrMonth = of_form("not_a_date", ".*", "A year, a month or a day: 2022-09.", When.parse)
DayOrMonth = of_form("not_a_date", f"{MONTH}(-[0-9]+)?", "2022-09 or 2022-09-30.", When.parse)
Day = of_form("no_day", f"{MONTH}-[0-9]+", "A day: 2027-01-15.", When.parse)
Months = of_form(
    "months", "(0?[1-9]|[12][0-9]|3[0-6]) months?", "A length of time: 6 months.", first_number
)
Number = of_form("not_a_number", "[0-9]+", "A whole number.", int)
Recorded = of_form("recorded", "[0-9a-f.]+", "A command wrote it: leave it as it is.")
Age = of_form("age", "none|[1-9]|1[0-8]", "A whole number of years, or none.")
UkPhone = field_type(uk_phone)
Extension = of_form("extension", "[0-9]{1,6}", "The digits dialled once a number answers.")
HelpLine = field_type(help_line)
TextLine = of_form(
    "text_line",
    "[A-Za-z]+ to [0-9]{5,6}",
    "A word and the number it is sent to: SHOUT to 85258.",
    text_message,
)
Emails = field_type(email_addresses)
WebAddress = field_type(web_address, pattern="^https://")
Yes = one_of("yes")
