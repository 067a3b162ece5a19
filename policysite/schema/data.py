"""data/*.yaml → the site's facts, and everything that is wrong with them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import get_args

from pydantic import TypeAdapter, ValidationError

from policysite.problems import Problem, Unknown, problem, suggestion
from policysite.schema import models
from policysite.schema.errors import problem_of
from policysite.schema.fields import Key
from policysite.schema.models import Kept, Record
from policysite.schema.policy import Correction, Policy, out_of_order
from policysite.schema.yaml_lines import Entry, read_yaml

ELSEWHERE = {"agreed.yaml", "agreed_words.yaml", "editions", "spelling.txt"}  # who reads them
CALL = re.compile(r"\w+\([^(){}]*\)")
SEARCH = ("same", "kinds", "crisis", "ring", "weights", "not", "words")  # of data/search.yaml
OLD = {  # the form of what stands in data/redirects.yaml, and what is said otherwise
    "pages": (re.compile(r"([a-z0-9-]+/)+"), "old_page"),
    "rules": (re.compile(r"(?!clause-)[a-z][a-z0-9-]*"), "old_rule"),
    "places": (re.compile(r"([a-z0-9-]+/)*#[a-z0-9-]+"), "old_place"),
}


@dataclass(frozen=True)
class Data:
    """Every fact of the site, a field for each file. Entries stand by short name, in its order."""

    policy: Policy
    contacts: dict[Key, models.Contact]
    help: dict[Key, models.Service]
    guidance: dict[Key, models.Document]
    channels: dict[Key, models.Channel]
    apps: dict[Key, models.App]
    advice: dict[Key, models.Advice]
    situations: dict[Key, models.Situation]
    questions: dict[Key, models.Question]
    statements: dict[Key, models.Statement]
    accessibility: dict[Key, models.Tested]
    for_the_record: dict[Key, models.ForTheRecord]
    upkeep: dict[Key, models.Upkeep]
    corrections: dict[Key, Correction]
    redirects: Entry
    pages: Entry
    search: Entry

    def contact(self, role: str) -> models.Contact:
        """The entry of that role. Raises Unknown, which lists the roles there are."""
        if role not in self.contacts:
            raise Unknown("role", role, self.contacts)
        return self.contacts[role]

    @property
    def main_contact(self) -> models.Contact:
        """Where everybody can be reached: the entry "school", else the first that has a phone."""
        first = next((entry for entry in self.contacts.values() if entry.phone), None)
        return self.contacts.get("school", first)

    def situation(self, path: str) -> models.Situation | None:
        """The entry for a page such as parents/unkind-online.md."""
        return next((entry for entry in self.situations.values() if entry.path == path), None)

    def entries(self):
        """Every entry of every file whose entries have short names."""
        for name in KINDS:
            yield from getattr(self, name).values()


KINDS: dict[str, type[Record]] = {  # by a file's name, what its entries are
    field.name: get_args(field.type)[1] for field in fields(Data) if get_args(field.type)
}


def load(root: Path) -> tuple[Data | None, list[Problem]]:
    """All of `root`/data, and every problem in every file; no Data where there is any."""
    read, problems = {"corrections": {}}, []
    for field in fields(Data):
        if field.name != "corrections" or (root / "data/corrections.yaml").exists():
            read[field.name], found = read_file(root, field.name, field.type)
            problems += found
    problems += [*check_upkeep(read["upkeep"] or {}), *strangers(root)]
    if problems:
        return None, problems
    for name, upkeep in read["upkeep"].items():
        if upkeep.all_checked and name in KINDS:
            read[name] = {key: latest(entry, upkeep) for key, entry in read[name].items()}
    return Data(**read), []


def read_file(root: Path, name: str, kind) -> tuple[object, list[Problem]]:
    """data/<name>.yaml as that kind of thing, None where it is none; what is wrong with it."""
    typed, problems = read_yaml(root / "data" / f"{name}.yaml", f"data/{name}.yaml")
    if not typed:
        return None, problems
    try:
        read = typed if kind is Entry else adapter(kind).validate_python(typed)
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, problems + [problem_of(detail, typed) for detail in found]
    check = FURTHER.get(name)
    return read, problems + list(check(read) if check else ())


@cache
def adapter(kind) -> TypeAdapter:
    return TypeAdapter(kind)


def latest(entry, upkeep: models.Upkeep):
    """The entry, checked when all of its file were, if that was later."""
    if entry.checked and entry.checked.last >= upkeep.all_checked.last:
        return entry
    return entry.model_copy(update={"checked": upkeep.all_checked})


def check_redirects(entry: Entry) -> Iterator[Problem]:
    """Old addresses of pages and places, and old names of rules, each with the new one."""
    yield from unknown_parts(entry, OLD)
    for kind, (form, message) in OLD.items():
        listed = entry.get(kind) or Entry()
        if not isinstance(listed, Entry) or not all(
            new and isinstance(new, str) for new in listed.values()
        ):
            yield problem(entry.file, entry.line_of(kind), "not_pairs", kind=kind)
            listed = Entry()
        for old in listed:
            if not form.fullmatch(old):
                yield problem(entry.file, listed.line_of(old), message, old=old)
        entry[kind] = listed


def check_pages(entry: Entry) -> Iterator[Problem]:
    """What each page shows, as it stands between {{ and }}."""
    for path, calls in entry.items():
        if not isinstance(calls, list) or not all(CALL.fullmatch(str(call)) for call in calls):
            yield problem(entry.file, entry.line_of(path), "not_calls", path=path)


def check_search(entry: Entry) -> Iterator[Problem]:
    """What people type, and where it leads; a part that is left out is empty."""
    yield from unknown_parts(entry, SEARCH)
    for part in SEARCH:
        entry[part] = entry.get(part) or Entry()
        if not isinstance(entry[part], list | dict):
            yield problem(entry.file, entry.line_of(part), "search_part", part=part)


def unknown_parts(entry: Entry, known) -> Iterator[Problem]:
    """Parts of a file that nothing reads."""
    for name in entry.keys() - set(known):
        near = suggestion(name, known)
        yield problem(entry.file, entry.line_of(name), "not_a_key", name=name, suggestion=near)


FURTHER = {  # what a file's own kind does not say
    "policy": out_of_order,
    "redirects": check_redirects,
    "pages": check_pages,
    "search": check_search,
}


def check_upkeep(upkeep: dict[str, models.Upkeep]) -> Iterator[Problem]:
    """Each kind of fact that goes stale has its line in data/upkeep.yaml; nothing else has."""
    file = "data/upkeep.yaml"
    kinds = ["policy", *(name for name, kind in KINDS.items() if issubclass(kind, Kept))]
    for name in kinds:
        if upkeep and name not in upkeep:  # what can't be read is not missing
            yield problem(file, 1, "no_upkeep", name=name)
    for name, entry in upkeep.items():
        if name not in kinds:
            near = suggestion(name, kinds)
            yield problem(file, entry.line, "not_kept_up", name=name, suggestion=near)
        elif name == "policy" and entry.every > 12:  # the rule #yearly-review
            yield problem(file, entry.line_of("every"), "too_seldom", months=entry.every)


def strangers(root: Path) -> Iterator[Problem]:
    """A file that nothing reads is a slip, perhaps in its name."""
    known = {f"{field.name}.yaml" for field in fields(Data)} | ELSEWHERE
    for path in sorted((root / "data").glob("[!.]*")):
        if path.name not in known:
            near = suggestion(path.name, known)
            yield problem(f"data/{path.name}", 1, "stranger", suggestion=near)


def write_json_schemas(root: Path) -> None:
    """By which editors complete and explain a data file that names its own on its first line."""
    for field in fields(Data):
        if field.type is not Entry:
            schema = adapter(field.type).json_schema()
            text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
            (root / f"policysite/schema/json/{field.name}.json").write_text(text, "utf-8")
