"""Where data/ and the agreed document name other people, addresses, numbers or editions."""

import re
from collections.abc import Iterator, Mapping

from policysite.problems import say
from policysite.review.agreed.document import AgreedDocument, normal
from policysite.review.summary import plain

DETAIL = re.compile(r"[\w.+-]+@[\w.-]+\w|(?<!\d)0[\d ]{9,12}\d\b")
CITED = re.compile(r"[‘'“\"]([A-Z][^‘'’“”\"]{8,100})[’'”\"],? (\d{4})\b")


def markdown(document: AgreedDocument, data) -> list[str]:
    """Both kinds, for a pull request's summary; no line where nothing differs."""
    said = [*contacts(document, data.contacts), *cited(document, data.guidance)]
    lines = [f"- {plain(each)}" for each in said]
    return ["### Contacts and cited documents", "", *lines] if lines else []


def contacts(document: AgreedDocument, known: Mapping) -> Iterator[str]:
    """A sentence for each name, address or number that only one side has."""
    rows, held = " ".join(document.contacts), ""
    for key, entry in known.items():
        numbers = (number.text for number in (entry.phone, entry.mobile) if number)
        for detail in filter(None, (entry.email and entry.name, *(entry.email or ()), *numbers)):
            held += compact(detail)
            if rows and compact(detail) not in compact(rows):
                yield say("source_contact_missing", detail=detail, key=key)
    for detail in dict.fromkeys(DETAIL.findall(rows)):
        if compact(detail) not in held:
            yield say("source_contact_new", detail=detail)


def cited(document: AgreedDocument, known: Mapping) -> Iterator[str]:
    """A sentence for each edition that only one side cites."""
    whole = " ".join(document.texts)
    for key, entry in known.items():
        year = re.search(rf"{re.escape(normal(entry.title))}\D{{0,12}}(\d{{4}})", normal(whole))
        given = {"title": entry.title, "key": key, "year": year and year[1]}
        if entry.cited and (not year or year[1] != entry.cited.iso[:4]):
            name = "source_cited_year" if year else "source_cited_missing"
            yield say(name, cited=entry.cited.iso, **given)
    titles = [normal(entry.title) for entry in known.values()]
    for title, year in CITED.findall(whole):
        if normal(title) not in titles:
            yield say("source_cited_new", title=title, year=year)


def compact(text: str) -> str:
    return re.sub(r"[\s()-]", "", text).casefold()
