"""What an entry of each data file may hold. A field's example is what an editor is told to type."""

from operator import attrgetter
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from policysite.problems import Problem, problem
from policysite.schema import fields as kinds
from policysite.schema.errors import fields_of, wrong
from policysite.schema.yaml_lines import Entry


def needed(example: str):
    """A field that every entry has."""
    return Field(examples=[example])


def optional(example: str):
    """A field that may be left out or empty."""
    return Field(default=None, examples=[example])


class Record(BaseModel):
    """What every entry knows of itself: its short name, and where it is kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    _entry: Entry = PrivateAttr()

    @model_validator(mode="wrap")
    @classmethod
    def from_entry(cls, entry, make):
        """From the lines of a file. A field that is left empty is left out."""
        if not isinstance(entry, Entry):
            raise wrong("no_lines_of_its_own")
        entry.model, names = cls, fields_of(cls)
        given = {name: value for name, value in entry.items() if value != "" or name not in names}
        record = make(given)
        record._entry = entry
        return record

    key = property(attrgetter("_entry.key"))
    file = property(attrgetter("_entry.file"))
    line = property(attrgetter("_entry.line"))

    def line_of(self, name: str) -> int:
        """Where that field stands; where the entry starts, if it has none."""
        return self._entry.line_of(name)

    @property
    def place(self) -> str:
        """As in data/contacts.yaml:41."""
        return f"{self.file}:{self.line}"

    def problem(self, field: str, name: str, /, **given) -> Problem:
        """The problem of that name, on that field's line; on the entry's first for no field."""
        return problem(self.file, self.line_of(field), name, key=self.key, **given)


class Kept(Record):
    """An entry that goes stale. Where it differs from data/upkeep.yaml, it says so itself."""

    kind: ClassVar[str]  # how a deadline calls it
    label_field: ClassVar = "name"
    owner: kinds.ShortName = optional("headteacher")
    every: kinds.Months = optional("6 months")
    checked: kinds.DayOrMonth = optional("2027-01")

    @property
    def label(self) -> str:
        """What a reader calls the entry."""
        return getattr(self, self.label_field)


class Read(Kept):
    """An entry that somebody reads elsewhere, on a day."""

    checked: kinds.DayOrMonth = needed("2026-11-22")


class Upkeep(Record):
    """Who looks after one kind of fact, and for how many months a check of it counts."""

    owner: kinds.ShortName = needed("headteacher")
    every: kinds.Months = needed("12 months")
    checked: kinds.DayOrMonth = optional("2027-01")
    all_checked: kinds.DayOrMonth = optional("2027-09")


class Contact(Kept):
    kind: ClassVar = "Contact"
    label_field: ClassVar = "role"  # no person's name is shown where a role is meant
    role: kinds.Words = needed("Chair of Governors")
    name: kinds.Words = optional("Mrs A Example")
    vacant: kinds.Yes = optional("yes")
    source: kinds.Words = needed("Social Media Policy, September 2022")
    email: kinds.Emails = optional("office@example.org")
    phone: kinds.UkPhone = optional("020 7946 0000")
    extension: kinds.Extension = optional("2")
    mobile: kinds.UkPhone = optional("07400 123456")
    hours: kinds.Hours = optional("weekdays, 8.30 to 4")

    @property
    def shown_name(self) -> str:
        """Who holds the role, or that nobody does."""
        return self.name or "Nobody at the moment"

    @property
    def number(self) -> kinds.Phone | None:
        """The phone, with the extension dialled after a pause: `tel:+441233000000,2`."""
        if not self.extension:
            return self.phone
        text = f"{self.phone.text}, extension {self.extension}"
        return kinds.Phone(text, f"{self.phone.uri},{self.extension}")

    @model_validator(mode="after")
    def can_be_reached(self):
        """Everyone listed can be reached; a post without a person says so."""
        if self.vacant and self.name:
            raise wrong("vacant_with_name")
        if not self.vacant and not self.name:
            raise wrong("no_name")
        if self.extension and not self.phone:
            raise wrong("extension_alone")
        if not (self.email or self.phone or self.mobile or self.vacant):
            raise wrong("unreachable")
        return self


class Service(Read):
    kind: ClassVar = "Help"
    name: kinds.Words = needed("Example Helpline")
    whom: kinds.Words = Field(alias="for", examples=["parents and staff"])
    gives: kinds.Words = needed("Ring when you are worried about a child.")
    phone: kinds.HelpLine = optional("0800 1111")
    hours: kinds.Hours = optional("day and night")
    out_of_hours: kinds.HelpLine = optional("03000 41 91 91")
    text: kinds.TextLine = optional("SHOUT to 85258")
    text_relay: kinds.HelpLine = optional("18001 0800 1111")
    email: kinds.Emails = optional("help@example.org")
    address: kinds.WebAddress = optional("https://www.example.org")
    limits: kinds.Words = optional("It does not deal with bullying.")
    emergency: kinds.Yes = optional("yes")
    to_confirm: kinds.Unsure = optional("Whether it still runs.")

    @model_validator(mode="after")
    def can_be_reached(self):
        """A service that is listed can be reached."""
        if not (self.phone or self.text or self.email or self.address):
            raise wrong("service_unreachable")
        if self.phone and self.phone == self.out_of_hours:
            raise wrong("same_number_twice")
        return self


class Document(Read):
    kind: ClassVar = "Document"
    label_field: ClassVar = "title"
    title: kinds.Words = needed("Example Guidance for Schools")
    rule: kinds.ShortName = needed("how-written")
    address: kinds.WebAddress = optional("https://www.example.org/page")
    cited: kinds.YearOrMonth = optional("2021")
    newest: kinds.YearOrMonth = optional("2025-09")
    in_force: kinds.DayOrMonth = optional("2025-09-01")
    since: kinds.Words = optional("The service has closed.")
    to_confirm: kinds.Unsure = optional("The page’s address.")

    @property
    def superseded(self) -> bool:
        """A newer edition than the one the policy cites is known."""
        return bool(self.cited and self.newest and self.newest.first > self.cited.last)

    @model_validator(mode="after")
    def newest_is_not_older(self):
        if self.cited and self.newest and self.newest.last < self.cited.first:
            raise wrong("older_than_cited", newest=self.newest.iso, cited=self.cited.iso)
        return self


class Channel(Kept):
    kind: ClassVar = "Channel"
    name: kinds.Words = needed("Example")
    address: kinds.WebAddress = needed("https://www.example.org/school")
    rule: kinds.ShortName = needed("official-channels")
    since: kinds.Words = optional("Twitter is now called X.")


class App(Read):
    kind: ClassVar = "Age limit"
    name: kinds.Words = needed("Example")
    sort: kinds.one_of("app", "game", "ai") = Field(alias="kind", examples=["app"])
    age: kinds.Age = needed("13")
    terms: kinds.WebAddress = optional("https://www.example.org/terms")
    note: kinds.Words = optional("A parent must agree.")
    to_confirm: kinds.Unsure = optional("The terms for the UK.")


class Advice(Read):
    kind: ClassVar = "Advice"
    body: kinds.Words = needed("Example Charity")
    page: kinds.Words = needed("What to do if your child is upset")
    address: kinds.WebAddress = optional("https://www.example.org/page")
    note: kinds.Words = optional("written for staff")
    to_confirm: kinds.Unsure = optional("Its address.")

    @property
    def label(self) -> str:
        return f"{self.body}: {self.page}"


class Statement(Read):
    kind: ClassVar = "Statement"
    label_field: ClassVar = "title"
    title: kinds.Words = needed("Accessibility statement")
    page: kinds.Words = needed("about/accessibility.md")


class Tested(Record):
    """What the tests found on every page, for the accessibility statement. No figure is typed."""

    date: kinds.DayOrMonth = needed("2026-11-22")
    pages: kinds.Number = needed("36")
    axe: kinds.Recorded = needed("4.12.1")
    rules: kinds.Number = needed("90")
    problems: kinds.Number = needed("0")


class Situation(Record):
    """A page with advice from outside the school, which somebody approves."""

    title: kinds.Words = needed("Someone is unkind to my child online")
    page: kinds.Words = optional("pupils/index.md")
    approved_by: kinds.ShortName = optional("dsl")
    approved_on: kinds.Day = optional("2027-01-15")
    approved_words: kinds.Recorded = optional("3f2a91c04b7d")

    @property
    def path(self) -> str:
        """The page's file, below docs/."""
        return self.page or f"parents/{self.key.replace('_', '-')}.md"

    @property
    def url(self) -> str:
        """Its address below the site's own."""
        return self.path.removesuffix(".md").removesuffix("index").strip("/") + "/"

    @model_validator(mode="after")
    def approval_is_whole(self):
        if bool(self.approved_by) != bool(self.approved_on):
            raise wrong("half_an_approval")
        return self


class Question(Record):
    """What bodies disagree on, or only the school knows: it stands on /status/ until decided."""

    question: kinds.Words = needed("Should a child block before or after the report?")
    page: kinds.Words = needed("parents/blackmail.md")
    decides: kinds.ShortName = needed("dsl")
    until: kinds.Words = needed("The page says to report first.")


class ForTheRecord(Record):
    """A rule that no page for parents, staff or pupils tells, by its permanent name."""

    why: kinds.Words = needed("It records who wrote the policy.")
