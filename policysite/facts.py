"""data/*.yaml → checked facts, or one refusal that lists everything wrong.

A record's fields say how each is read; `read_record` does the rest. A reader takes the text as
the editor typed it and returns the fact, or raises ValueError: what is wrong, then what to type.
"""

import re
from dataclasses import MISSING, dataclass, field, fields, replace
from functools import partial
from pathlib import Path

import phonenumbers
from phonenumbers import shortnumberinfo

from policysite.dates import When
from policysite.problems import Problem, Refused, Unknown, suggestion
from policysite.typed import Entry, Text, read_yaml


# --- how a field is read -------------------------------------------------------------------------

def words(text: Text) -> str:
    """Any text, on one line. It is shown as text, whatever is in it; what is only a number, a date, yes or no is a slip."""
    if text.guessed and not text.quoted:
        raise ValueError(f'"{text}" could be read as a number, a date, yes or no. Write words; if it is meant, put it in quotation marks')
    if text.rstrip().endswith((",", ";")):
        raise ValueError(f'"{text}" ends with a {text.rstrip()[-1]}  Take that away')
    if IN_QUOTES.fullmatch(text.strip()):
        raise ValueError(f"{text} would be shown with its quotation marks. Take them away")
    if found := MARKUP.search(text):
        raise ValueError(f'"{text}" has  {found[0]}  in it, which would be shown as it stands here. Write the words alone')
    if not any(each.isalnum() for each in text):
        raise ValueError(f'"{text}" is no word. Write what belongs here')
    return SPACES.sub(" ", text).strip()


SPACES = re.compile(r"[ \t\n]+")
IN_QUOTES = re.compile("[“„‘'\"].*[”’'\"]", re.DOTALL)
MARKUP = re.compile(r"\*\*|~~|\{\{|\}\}|\]\(|</?(?:b|i|u|em|strong|br|p|div|span|a|script|img)\b[^>]*>?|\?{2,}|#{2,}", re.IGNORECASE)  # of pages, where data has plain words


def unsure(text: Text) -> str:
    """What is still to be confirmed, in words; nothing stands here when nothing is."""
    if text.strip(" .").lower() in ("none", "nothing", "no", "nil", "n/a", "na"):
        raise ValueError(f'"{text}" would be shown as something to confirm. Take this line away when nothing is')
    return words(text)


def day(text: Text) -> When:
    """An ISO day: 2027-01-15."""
    when = day_or_month(text)
    if when.first != when.last:
        raise ValueError(f'"{text}" has no day. Write year-month-day, such as {text}-15')
    return when


def day_or_month(text: Text) -> When:
    """An ISO month or day: 2022-09 or 2022-09-30."""
    if len(text) == 4 and whole_number(text):
        raise ValueError(f'"{text}" has no month. Write year-month, such as {text}-09')
    return year_or_month(text)


def year_or_month(text: Text) -> When:
    """An ISO year, month or day of this century: whatever is written here happened while there was a web, or is about to."""
    when = When.parse(text)
    if not 2000 <= when.first.year < 2100:
        raise ValueError(f'"{text}" has the year {when.first.year:04}. Write one from 2000 to 2099')
    return when


def uk_phone(text: Text) -> dict:
    """A UK number, in quotation marks → {"text": "020 7946 0000", "uri": "tel:+442079460000"} (E.164, RFC 3966)."""
    in_quotes(text)
    if re.search(r"\d\s*,?\s*(ext|x)", text, re.IGNORECASE):
        raise ValueError(f'"{text}" has an extension, which a phone can\'t ring. Write the number alone; the extension can stand behind the name, as in  Mrs A Example (extension 2)')
    try:
        number = phonenumbers.parse(text, "GB") if PHONE.fullmatch(text) else None
    except phonenumbers.NumberParseException:
        number = None
    if number is None or number.country_code != 44 or not phonenumbers.is_valid_number(number):
        raise ValueError(f'"{text}" is not a UK phone number. Write one such as "020 7946 0000"')
    return {"text": phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL),
            "uri": "tel:" + phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)}


PHONE = re.compile(r"[-+0-9 ().]+")  # phonenumbers would take letters for digits, and drop an extension


def help_line(text: Text) -> dict:
    """A UK number with the spaces it is known by: an ordinary one, a short one such as 999, or either behind text relay's 18001."""
    in_quotes(text)
    digits = text.replace(" ", "")
    if not whole_number(digits) or not 3 <= len(digits) <= 16:
        raise ValueError(f'"{text}" is not a phone number. Write only digits and spaces, such as "0800 1111"')
    if not is_uk_number(digits.removeprefix(TEXT_RELAY)):
        raise ValueError(f'"{text}" is no UK number, with its {len(digits)} digits: is one missing, or wrong? Copy it from the service\'s own page')
    return {"text": str(text), "uri": f"tel:{digits}"}


TEXT_RELAY = "18001"


def is_uk_number(digits: str) -> bool:
    """As it is dialled in the UK, from its first digit."""
    try:
        number = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        return False
    return shortnumberinfo.is_valid_short_number_for_region(number, "GB") or digits.startswith("0") and phonenumbers.is_valid_number(number)


def in_quotes(text: Text) -> None:
    """YAML reads an unquoted 01234567 as another number, so every number is quoted."""
    if not text.quoted:
        raise ValueError(f'{text} needs quotation marks. Write "{text.strip(CURLY)}"')


CURLY = "“”„‘’'"


def whole_number(text: str) -> bool:
    """Digits that Python can count with: ² and １ are digits too."""
    return text.isascii() and text.isdigit()


def email_addresses(text: Text) -> tuple[str, ...]:
    """One address, or several with commas between (RFC 5322). The DNS is not asked."""
    if ";" in text:
        raise ValueError(f'"{text}" has a semicolon. Write a comma between two addresses')
    if text.lower().startswith("mailto:"):
        raise ValueError(f'"{text}" starts with mailto:  Write the address alone')
    return tuple(email_address(part.strip()) for part in text.split(","))


def email_address(text: str) -> str:
    if ORDINARY_EMAIL.fullmatch(text):
        return text
    import email_validator  # here, since it takes as long to load as all of data/ to read, and is seldom asked
    try:
        return email_validator.validate_email(text, check_deliverability=False).normalized
    except email_validator.EmailNotValidError:
        raise ValueError(f'"{text}" is not an email address. Write one such as someone@example.org') from None


ORDINARY_EMAIL = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*@([a-z0-9]+(-[a-z0-9]+)*\.)+(uk|org|com|net)")


def web_address(text: Text) -> str:
    """An address that starts with https://, so that nothing else can become a link."""
    if not WEB.fullmatch(text):
        raise ValueError(f'"{text}" is not a web address. Copy it from the browser; it starts with https://')
    if TRACKED.search(text):
        raise ValueError(f'"{text}" leads through a company that records who goes there. Open it, and copy the address that the browser then shows')
    if text.endswith((".", ",", ";", ":", "!", "?")):
        raise ValueError(f'"{text}" ends with a {text[-1]}  Take that away')
    return str(text)


TRACKED = re.compile(r"safelinks\.protection|urldefense\.|google\.[a-z.]+/url\?|//(t\.co|bit\.ly|tinyurl\.com|lnkd\.in)/")
WEB = re.compile(r"""https://([a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+(:[0-9]+)?([/?#][^\s"'<>`{}|\\^\x00-\x20]*)?""")


def youngest_age(text: Text) -> str:
    """A whole number of years in quotation marks, or none where the terms set no age."""
    if text != "none":
        if not (whole_number(text) and 0 < int(text) <= 18):
            raise ValueError(f'"{text}" is not an age. Write whole years, such as "13", or "none"')
        in_quotes(text)
    return str(text)


def months(text: Text) -> int:
    """A length of time: 6 months, 1 month."""
    number, _, unit = text.partition(" ")
    if unit not in ("month", "months") or not whole_number(number) or not 1 <= int(number) <= 36:
        raise ValueError(f'"{text}" is not a length of time between 1 and 36 months. Write one such as 12 months')
    return int(number)


def number(text: Text) -> int:
    """A whole number."""
    if not whole_number(text):
        raise ValueError(f'"{text}" is not a whole number. Write digits alone, such as 36')
    return int(text)


def one_of(*choices: str):
    def read(text: Text) -> str:
        if text not in choices:
            raise ValueError(f'"{text}" is not one of the words used here. Write {" or ".join(choices)}')
        return str(text)
    return read


def needed(read, example: str):
    """A field that every entry has; `example` is what to type when it is missing."""
    return field(metadata={"read": read, "example": example})


def optional(read):
    """A field that may be left out or empty."""
    return field(default=None, metadata={"read": read})


# --- the records, one kind a file ------------------------------------------------------------------

@dataclass(frozen=True, kw_only=True)
class Record:
    """What every entry knows of itself: its short name, and where it is kept."""

    key: str
    file: str
    line: int
    lines: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def line_of(self, name: str) -> int:
        """Where that field stands; where the entry starts, if it has none."""
        return self.lines.get(name, self.line)

    @property
    def place(self) -> str:
        """As in data/contacts.yaml:41."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, kw_only=True)
class Kept(Record):
    """An entry that goes stale. Where it differs from its file's line in data/upkeep.yaml, it says so itself."""

    owner: str | None = optional(words)
    every: int | None = optional(months)


@dataclass(frozen=True, kw_only=True)
class Upkeep(Record):
    """Who looks after one kind of fact, and for how many months a check of it counts."""

    owner: str = needed(words, "headteacher")
    every: int = needed(months, "12 months")
    checked: When = optional(day_or_month)

    def check(self):
        """The policy is reviewed at least once a year."""
        if self.key == "policy" and self.every > 12:
            yield f"has every: {self.every} months. The policy is reviewed at least once a year. Write 12 months or fewer"


@dataclass(frozen=True, kw_only=True)
class Statement(Kept):
    title: str = needed(words, "Accessibility statement")
    page: str = needed(words, "about/accessibility.md")
    checked: When = needed(day_or_month, "2026-11-22")


@dataclass(frozen=True, kw_only=True)
class Tested(Record):
    """What the tests found on every page of the site: written by `make accessibility`, shown in the accessibility statement."""

    date: When = needed(day_or_month, "2026-11-22")
    pages: int = needed(number, "36")
    axe: str = needed(words, "4.12.1")
    rules: int = needed(number, "90")
    problems: int = needed(number, "0")


@dataclass(frozen=True, kw_only=True)
class Contact(Kept):
    role: str = needed(words, "Chair of Governors")
    name: str = needed(words, "Mrs A Example")
    source: str = needed(words, "Social Media Policy, September 2022")
    email: tuple = optional(email_addresses)
    phone: dict = optional(uk_phone)
    mobile: dict = optional(uk_phone)
    checked: When = optional(day_or_month)

    def check(self):
        """Everyone listed can be reached."""
        if not (self.email or self.phone or self.mobile):
            yield "has no email, phone or mobile. Add a line such as   email: someone@example.org"


@dataclass(frozen=True, kw_only=True)
class Service(Kept):
    name: str = needed(words, "Example Helpline")
    whom: str = needed(words, "parents and staff")
    gives: str = needed(words, "Ring when you are worried about a child.")
    checked: When = needed(day_or_month, "2026-11-22")
    phone: dict = optional(help_line)
    out_of_hours: dict = optional(help_line)
    text_relay: dict = optional(help_line)
    email: tuple = optional(email_addresses)
    address: str = optional(web_address)
    limits: str = optional(words)
    to_confirm: str = optional(unsure)

    def check(self):
        """A service that is listed can be reached."""
        if not (self.phone or self.email or self.address):
            yield "has no phone, email or address. Add a line such as   address: https://www.example.org"
        if self.phone and self.phone == self.out_of_hours:
            yield "has the same number twice, as phone and as out_of_hours. Write each as the service has it"


@dataclass(frozen=True, kw_only=True)
class Document(Kept):
    title: str = needed(words, "Example Guidance for Schools")
    rule: str = needed(words, "how-written")
    address: str = needed(web_address, "https://www.example.org/page")
    checked: When = needed(day_or_month, "2026-11-22")
    cited: When = optional(year_or_month)
    newest: When = optional(year_or_month)
    in_force: When = optional(day_or_month)
    since: str = optional(words)
    to_confirm: str = optional(unsure)

    @property
    def superseded(self) -> bool:
        """A newer edition than the one the policy cites is known."""
        return bool(self.cited and self.newest and self.newest.first > self.cited.last)

    def check(self):
        """The newest edition is not older than the one cited."""
        if self.cited and self.newest and self.newest.last < self.cited.first:
            yield f"has newest: {self.newest.iso}, which is before cited: {self.cited.iso}. Check both years"


@dataclass(frozen=True, kw_only=True)
class Channel(Kept):
    name: str = needed(words, "Example")
    address: str = needed(web_address, "https://www.example.org/school")
    rule: str = needed(words, "official-channels")
    since: str = optional(words)
    checked: When = optional(day_or_month)


@dataclass(frozen=True, kw_only=True)
class App(Kept):
    name: str = needed(words, "Example")
    age: str = needed(youngest_age, '"13"')
    terms: str = needed(web_address, "https://www.example.org/terms")
    checked: When = needed(day_or_month, "2026-11-22")
    note: str = optional(words)
    to_confirm: str = optional(unsure)


@dataclass(frozen=True, kw_only=True)
class Advice(Kept):
    body: str = needed(words, "Example Charity")
    page: str = needed(words, "What to do if your child is upset")
    address: str = needed(web_address, "https://www.example.org/page")
    checked: When = needed(day_or_month, "2026-11-22")
    note: str = optional(words)


@dataclass(frozen=True, kw_only=True)
class Situation(Record):
    title: str = needed(words, "Someone is unkind to my child online")
    page: str = optional(words)
    urgent: str = optional(one_of("yes"))
    approved_by: str = optional(one_of("dsl", "deputy_dsl"))
    approved_on: When = optional(day)

    @property
    def path(self) -> str:
        """The page's file, below docs/."""
        return self.page or f"parents/{self.key.replace('_', '-')}.md"

    @property
    def url(self) -> str:
        """Its address below the site's own."""
        return self.path.removesuffix(".md").removesuffix("index").strip("/") + "/"

    def check(self):
        """An approval says who and when."""
        if bool(self.approved_by) != bool(self.approved_on):
            yield "has one of approved_by and approved_on. Write both, or leave both empty"


@dataclass(frozen=True, kw_only=True)
class ForTheRecord(Record):
    """A rule that no page for parents, staff or pupils tells, by its permanent name."""

    why: str = needed(words, "It records who wrote the policy.")


@dataclass(frozen=True, kw_only=True)
class Correction(Record):
    """A slip of spelling in an agreed rule, put right without changing the rule."""

    rule: str = needed(words, "no-friends")
    was: str = needed(words, "recieve")
    now: str = needed(words, "receive")
    date: When = needed(day_or_month, "2027-10-05")


@dataclass(frozen=True, kw_only=True)
class Review(Record):
    date: When = needed(day_or_month, "2027-09")
    kind: str = needed(one_of("agreed", "review", "correction"), "review")
    next_due: When = needed(day_or_month, "2028-09")
    written: When = optional(day_or_month)
    by: str = optional(words)
    agreed_at: str = optional(words)
    looked_at: str = optional(words)
    outcome: str = optional(one_of("unchanged", "amended"))
    corrects: str = optional(str)
    wording_agreed: str = optional(one_of("yes"))

    EVIDENCE = {"review": ("by", "agreed_at", "looked_at", "outcome"), "correction": ("corrects", "looked_at")}

    def check(self):
        """A review says what was looked at, by whom and where it was agreed; the next one comes within twelve months."""
        for name in self.EVIDENCE.get(self.kind, ()):
            if not getattr(self, name):
                yield f"is of kind {self.kind} and has no {name}. Add a line  {name}: …  (see the top of the file)"
        if self.kind != "correction":
            yield from due_within_a_year(self.next_due, self.date)


def due_within_a_year(due: When, reviewed: When):
    """Rule 7(1), at least annually: months are compared with months."""
    if due.last <= reviewed.last:
        yield f"is due on {due.iso}, before it was agreed ({reviewed.iso}). Write a later month"
    elif due.month - reviewed.month > 12:
        latest = When.parse(reviewed.iso[:7]).plus_months(12).iso
        yield (f"is due on {due.iso}, more than twelve months after {reviewed.iso}. The policy is "
               f"reviewed at least once a year. Write {latest} or earlier")


@dataclass(frozen=True, kw_only=True)
class Policy(Record):
    title: str = needed(words, "Social Media Policy")
    school: str = needed(words, "The Example Primary School")
    short_name: str = needed(words, "The Example School")
    agreed_document: str = optional(web_address)
    reviews: tuple[Review, ...] = ()

    @property
    def last_review(self) -> Review:
        """The latest that is more than a correction of another."""
        return next(review for review in reversed(self.reviews) if review.kind != "correction")

    @property
    def next_due(self) -> When:
        """As the latest entry has it: the only place where the date stands."""
        return self.reviews[-1].next_due

    @property
    def wording_agreed(self) -> Review | None:
        """The latest review at which governors agreed this website's own wording, if there was one."""
        return next((review for review in reversed(self.reviews) if review.wording_agreed), None)

    def check_reviews(self):
        """Reviews stand in order; a correction names the entry it corrects, and moves no date beyond that one's year."""
        for earlier, later in zip(self.reviews, self.reviews[1:]):
            if later.date.last < earlier.date.first:
                yield later, f"({later.date.iso}) stands below {earlier.date.iso}. Put the reviews in order, oldest first"
            if later.kind == "agreed":
                yield later, "is of kind agreed, as only the first is. Write  kind: review"
        for number, review in enumerate(self.reviews):
            if review.kind == "correction":
                corrected = [each for each in self.reviews[:number] if each.date.iso == review.corrects and each.kind != "correction"]
                if not corrected:
                    dates = ", ".join(each.date.iso for each in self.reviews[:number] if each.kind != "correction")
                    yield review, f"corrects {review.corrects}, and no earlier review has that date. Write one of: {dates or 'none'}"
                else:
                    yield from ((review, what) for what in due_within_a_year(review.next_due, corrected[-1].date))


FIELD_NAMES = {"whom": "for"}  # the YAML's word, where Python keeps it for itself


# --- reading the files -----------------------------------------------------------------------------

@dataclass(frozen=True)
class Facts:
    """Every fact of the site. The dictionaries are keyed by short name, in the files' order."""

    policy: Policy
    contacts: dict[str, Contact]
    help: dict[str, Service]
    guidance: dict[str, Document]
    channels: dict[str, Channel]
    apps: dict[str, App]
    advice: dict[str, Advice]
    situations: dict[str, Situation]
    statements: dict[str, Statement]
    accessibility: dict[str, Tested]
    for_the_record: dict[str, ForTheRecord]
    upkeep: dict[str, Upkeep]
    corrections: tuple[Correction, ...]
    redirects: dict[str, dict[str, str]]

    def contact(self, role: str) -> Contact:
        return look_up("role", role, self.contacts)

    def service(self, name: str) -> Service:
        return look_up("help service", name, self.help)

    def document(self, name: str) -> Document:
        return look_up("document", name, self.guidance)

    def channel(self, name: str) -> Channel:
        return look_up("channel", name, self.channels)

    def advice_from(self, name: str) -> Advice:
        return look_up("source of advice", name, self.advice)

    def situation(self, url: str) -> Situation:
        """The entry for a page such as parents/unkind-online/."""
        found = {each.url: each for each in self.situations.values()}.get(url.strip("/") + "/")
        if not found:
            key = url.strip("/").rpartition("/")[2].replace("-", "_")
            raise ValueError(f"data/situations.yaml has no entry for this page. Add one there, or rename the one that it had:  {key}:")
        return found


KINDS = {"contacts": Contact, "help": Service, "guidance": Document, "channels": Channel,
         "apps": App, "advice": Advice, "situations": Situation,
         "statements": Statement, "accessibility": Tested, "for_the_record": ForTheRecord, "upkeep": Upkeep}


def look_up(kind: str, name: str, among: dict):
    """The entry of that name. Raises Unknown, which lists the names there are."""
    if name not in among:
        raise Unknown(kind, name, among)
    return among[name]


def load(root: Path) -> Facts:
    """All of `root`/data. Raises Refused with every problem in every file."""
    problems: list[Problem] = []
    read = {name: read_file(root, name, problems) for name in ["policy", *KINDS]}
    facts = {name: records(read[name], kind, f"data/{name}.yaml", problems) for name, kind in KINDS.items()}
    policy = read_policy(read["policy"], problems)
    corrections = read_corrections(root, problems)
    redirects = read_redirects(root, problems)
    problems += unkept(read["upkeep"]) + strangers(root)
    if problems:
        raise Refused(problems)
    return Facts(policy=policy, corrections=corrections, redirects=redirects, **facts)


def strangers(root: Path) -> list[Problem]:
    """A file that nothing reads is a slip, perhaps in its name."""
    known = {f"{name}.yaml" for name in ("policy", "corrections", "redirects", "search", *KINDS)}
    return [Problem(f"data/{path.name}", 1, f"nothing reads this file. {suggestion(path.name, known)} Rename it, or take it away")
            for path in sorted((root / "data").glob("[!.]*")) if path.name not in known | {"editions"}]


def read_file(root: Path, name: str, problems: list[Problem]) -> Entry:
    """The mapping in `data/<name>.yaml`; an empty one where it can't be read, with the reason added to `problems`."""
    entry, found = read_yaml(root / "data" / f"{name}.yaml", f"data/{name}.yaml")
    problems += found
    return entry


def unkept(upkeep: Entry) -> list[Problem]:
    """Each kind of fact that goes stale has its line in data/upkeep.yaml, and nothing else has."""
    file, kinds = "data/upkeep.yaml", ["policy", *(name for name, kind in KINDS.items() if issubclass(kind, Kept))]
    return [Problem(file, 1, f'there is no entry "{name}". Restore it from the file\'s history') for name in kinds if upkeep and name not in upkeep] + [
        Problem(file, upkeep.line_of(name), f'"{name}" is no kind of fact that is kept up. {suggestion(name, kinds)}') for name in upkeep.keys() - kinds]


def records(entries: Entry, kind: type[Record], file: str, problems: list[Problem]) -> dict:
    """Each entry of a file as a record of its kind."""
    for key in entries:
        if not SHORT_NAME.fullmatch(key):
            problems.append(Problem(file, entries.line_of(key), f'"{key}" is not a short name. Write small letters, numbers, _ and - alone, '
                                                                f"such as {like_a_short_name(key)}"))
    made = {key: read_record(kind, key, entry, file, problems, entries.line_of(key)) for key, entry in entries.items()}
    if not made and not problems:
        problems.append(Problem(file, 1, "this file has no entries. Restore them from the file's history"))
    return {key: record for key, record in made.items() if record}


SHORT_NAME = re.compile(r"[a-z][a-z0-9_-]*")


def like_a_short_name(key: str) -> str:
    near = re.sub(r"[^a-z0-9]+", "_", key.lower()).strip("_0123456789")
    return near if SHORT_NAME.fullmatch(near) else "chair_of_governors"


def read_policy(entry: Entry, problems: list[Problem]) -> Policy | None:
    """The policy's own record: plain fields, and a list of reviews that grow later."""
    file = "data/policy.yaml"
    if not entry:
        return None
    plain = Entry({key: value for key, value in entry.items() if key != "reviews"}, line=entry.line)
    policy = read_record(Policy, "the policy", plain, file, problems)
    listed = entry.get("reviews")
    if not isinstance(listed, list) or not listed:
        problems.append(Problem(file, entry.line_of("reviews"), "reviews: lists no review. Restore the list from the file's history"))
        return None
    reviews = [read_record(Review, f"review {number}", each, file, problems, entry.line_of("reviews")) for number, each in enumerate(listed, 1)]
    if not policy or None in reviews:
        return None
    policy = replace(policy, reviews=tuple(reviews))
    for review, what in policy.check_reviews():
        note(problems, file, review.key, review.line, what, says=True)
    return policy


def read_corrections(root: Path, problems: list[Problem]) -> tuple[Correction, ...]:
    """data/corrections.yaml, which is there only once something was corrected."""
    if not (root / "data" / "corrections.yaml").exists():
        return ()
    entries = read_file(root, "corrections", problems)
    return tuple(filter(None, records(entries, Correction, "data/corrections.yaml", problems).values()))


def read_redirects(root: Path, problems: list[Problem]) -> dict[str, dict[str, str]]:
    """Old addresses of pages, and old names of rules, with the new ones: {"pages": {…}, "rules": {…}}."""
    file = "data/redirects.yaml"
    entry = read_file(root, "redirects", problems)
    for name in entry.keys() - {"pages", "rules"}:
        problems.append(Problem(file, entry.line_of(name), f'"{name}" is not a word used here. {suggestion(name, ("pages", "rules"))}'))
    redirects = {}
    for kind in ("pages", "rules"):
        listed = entry.get(kind) or Entry()
        if not isinstance(listed, dict) or not all(isinstance(new, str) and new for new in listed.values()):
            problems.append(Problem(file, entry.line_of(kind), f"{kind} lists old and new ones, each on a line of its own, as in the example above."))
            listed = Entry()
        redirects[kind] = listed
        problems += [Problem(file, listed.line_of(old), f'{kind}: "{old}" {OLD[kind][1]}') for old in listed if not OLD[kind][0].fullmatch(old)]
    return redirects


OLD = {"pages": (re.compile(r"([a-z0-9-]+/)+"), "is no address of a page. Write it as it stood after the site's own address, such as parents/old-name/"),
       "rules": (re.compile(r"(?!clause-)[a-z][a-z0-9-]*"), "is no rule's name. Write one word of small letters and hyphens, such as old-name")}


def read_record(kind: type[Record], key: str, entry, file: str, problems: list[Problem], line: int = 1) -> Record | None:
    """One entry as a record; None, and the reasons in `problems`, where it is wrong."""
    before = len(problems)
    if not isinstance(entry, Entry):
        line = getattr(entry, "line", line)
        problems.append(Problem(file, line, f'"{key}" has no lines of its own. Indent them by two spaces below  {key}:'))
        return None
    wrong = partial(note, problems, file, key)
    readable = {FIELD_NAMES.get(each.name, each.name): each for each in fields(kind) if each.metadata}
    for name in entry.keys() - readable.keys():
        wrong(entry.line_of(name), f'"{name}" is not a word used here. {suggestion(name, readable)}')
    values = {each.name: read_field(name, each, entry, wrong) for name, each in readable.items()}
    if len(problems) > before:
        return None
    record = kind(key=key, file=file, line=entry.line, lines=entry.lines, **values)
    for what in getattr(record, "check", tuple)():
        wrong(entry.line, what, says=True)
    return record


def read_field(name: str, each, entry: Entry, wrong):
    """One field's fact, or None: left out, empty, or wrong and said so."""
    value = entry.get(name, "")
    if isinstance(value, (Entry, list)):
        wrong(entry.line_of(name), f"{name} has a list below it. Write its value on the same line, after the colon")
    elif value.strip():
        try:
            return each.metadata["read"](value)
        except ValueError as error:
            wrong(value.line, f"{name} {error}" if not str(error).startswith('"') else f"{name}: {error}")
    elif each.default is MISSING:
        wrong(entry.line_of(name), f"has no {name}. Add a line such as   {name}: {each.metadata['example']}", says=True)
    return None


def note(problems: list[Problem], file: str, key: str, line: int, what: str, says: bool = False) -> None:
    """Adds a problem that names its entry: `"flo" has no name. …` or `"flo", phone: …`."""
    what = what.rstrip(".") + "." * ("such as   " not in what)  # no full stop after what is to be typed
    problems.append(Problem(file, line, f'"{key}" {what}' if says else f'"{key}", {what}'))
