"""The names that a macro takes, looked up where they are kept: a role, a rule, a source."""

from typing import Annotated

from policysite.content.calls import Names
from policysite.content.content import Content
from policysite.output import components, papers
from policysite.problems import Unknown

PARTS = components.FOLDER / "parts"
NUMBERS = ("phone", "out_of_hours", "text_relay", "mobile", "text")
DATES = ("written", "agreed", "reviewed", "due")


def look_up(kind: str, name: str, among):
    """The entry of that name. Raises Unknown, which lists the names there are."""
    if name not in among:
        raise Unknown(kind, name, among)
    return among[name]


def number_of(content: Content, name: str, which: str = "phone"):
    """The entry of a service or role, which has such a number."""
    entry = look_up("help service or role", name, content.data.help | content.data.contacts)
    if which not in NUMBERS:
        raise Unknown("kind of number", which, NUMBERS)
    if not getattr(entry, which, None):
        raise ValueError(f'"{name}" has no number  {which}:  in {entry.file}, line {entry.line}.')
    return entry


def apps_of(content: Content, kind: str) -> list:
    """The apps of one kind."""
    apps = list(content.data.apps.values())
    look_up("kind of app", kind, {app.sort: app for app in apps})
    return [app for app in apps if app.sort == kind]


def change_of(content: Content, name: str):
    """A document of which something has changed since the policy was agreed."""
    document = look_up("document", name, content.data.guidance)
    if not document.since:
        raise ValueError(f'"{name}" has no  since:  in {document.file}, line {document.line}.')
    return document


def by_name(kind: str, of) -> Names:
    """Names that are looked up in one dictionary of the content."""
    return Names(lambda content, name, *_: look_up(kind, name, of(content)))


Role = Annotated[str, by_name("role", lambda content: content.data.contacts)]
Service = Annotated[str, by_name("help service", lambda content: content.data.help)]
Source = Annotated[str, by_name("source of advice", lambda content: content.data.advice)]
Document = Annotated[str, by_name("document", lambda content: content.data.guidance)]
Channel = Annotated[str, by_name("channel", lambda content: content.data.channels)]
App = Annotated[str, by_name("app", lambda content: content.data.apps)]
RuleName = Annotated[str, Names(lambda content, name, *_: content.rules.find(name))]
Numbered = Annotated[str, by_name("help service or role", lambda c: c.data.help | c.data.contacts)]
Which = Annotated[str, Names(lambda content, which, name: number_of(content, name, which))]
SortOfApp = Annotated[str, Names(lambda content, kind, *_: apps_of(content, kind))]
Change = Annotated[str, Names(lambda content, name, *_: change_of(content, name))]
PolicyDate = Annotated[str, by_name("date of the policy", lambda _: dict.fromkeys(DATES))]
Paper = Annotated[str, by_name("paper version", papers.papers)]
Edition = Annotated[
    str, by_name("edition", lambda content: {each.date.iso: each for each in content.editions})
]
Part = Annotated[
    str, by_name("part", lambda _: {path.stem: path for path in PARTS.glob("[a-z]*.html")})
]
MacroName = Annotated[str, by_name("macro", lambda content: content.macros)]
Anything = Annotated[str, Names(lambda *_: None)]
