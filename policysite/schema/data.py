"""data/*.yaml → the site's facts, and everything that is wrong with them."""

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from policysite.problems import Problem, Unknown, problem, suggestion
from policysite.schema import models
from policysite.schema.errors import names_of, sentence
from policysite.schema.models import Record
from policysite.schema.policy import Correction, Policy, Review, due_within_a_year
from policysite.schema.yaml_lines import Entry, read_yaml

KINDS: dict[str, type[Record]] = {  # a file's name, and what its entries are
    "contacts": models.Contact,
    "help": models.Service,
    "guidance": models.Document,
    "channels": models.Channel,
    "apps": models.App,
    "advice": models.Advice,
    "situations": models.Situation,
    "questions": models.Question,
    "statements": models.Statement,
    "accessibility": models.Tested,
    "for_the_record": models.ForTheRecord,
    "upkeep": models.Upkeep,
}
OTHERS = (
    "policy",
    "corrections",
    "redirects",
    "pages",
    "search",
    "agreed",
    "agreed_words",
)  # files of another form
NOT_ENTRIES = {"editions", "spelling.txt"}  # folders that stand beside them
CALL = re.compile(r"\w+\([^(){}]*\)")
SEARCH = ("same", "kinds", "crisis", "ring", "weights", "not", "words")  # of data/search.yaml
SHORT_NAME = re.compile(r"[a-z][a-z0-9_-]*")
OLD = {  # the form of what stands in data/redirects.yaml, and what is said otherwise
    "pages": (re.compile(r"([a-z0-9-]+/)+"), "old_page"),
    "rules": (re.compile(r"(?!clause-)[a-z][a-z0-9-]*"), "old_rule"),
    "places": (re.compile(r"([a-z0-9-]+/)*#[a-z0-9-]+"), "old_place"),
}


@dataclass(frozen=True)
class Data:
    """Every fact of the site. The dictionaries are keyed by short name, in the files' order."""

    policy: Policy
    contacts: dict[str, models.Contact]
    help: dict[str, models.Service]
    guidance: dict[str, models.Document]
    channels: dict[str, models.Channel]
    apps: dict[str, models.App]
    advice: dict[str, models.Advice]
    situations: dict[str, models.Situation]
    questions: dict[str, models.Question]
    statements: dict[str, models.Statement]
    accessibility: dict[str, models.Tested]
    for_the_record: dict[str, models.ForTheRecord]
    upkeep: dict[str, models.Upkeep]
    corrections: dict[str, Correction]
    redirects: dict[str, dict[str, str]]
    pages: Entry
    search: Entry

    def contact(self, role: str) -> models.Contact:
        """The entry of that role. Raises Unknown, which lists the roles there are."""
        if role not in self.contacts:
            raise Unknown("role", role, self.contacts)
        return self.contacts[role]

    @property
    def main_number(self) -> models.Contact:
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


def load(root: Path) -> tuple[Data | None, list[Problem]]:
    """All of `root`/data, and every problem in every file; no Data where there is any."""
    reader = Reader(root)
    read = {name: reader.entries(name, model) for name, model in KINDS.items()}
    policy = reader.policy()
    corrections = {}
    if (root / "data" / "corrections.yaml").exists():  # only once something was corrected
        corrections = reader.entries("corrections", Correction)
    redirects, pages, search = reader.redirects(), reader.pages(), reader.search()
    reader.check_upkeep(read["upkeep"])
    reader.check_strangers()
    if reader.problems or not policy:
        return None, reader.problems
    for name, upkeep in read["upkeep"].items():
        if upkeep.all_checked and name in read:
            read[name] = {key: latest(entry, upkeep) for key, entry in read[name].items()}
    others = {"redirects": redirects, "pages": pages, "search": search}
    return Data(policy=policy, corrections=corrections, **others, **read), []


def latest(entry, upkeep: models.Upkeep):
    """The entry, checked when all of its file were, if that was later."""
    if entry.checked and entry.checked.last >= upkeep.all_checked.last:
        return entry
    return entry.model_copy(update={"checked": upkeep.all_checked})


class Reader:
    """Reads the files of one folder, and keeps what is wrong with them."""

    def __init__(self, root: Path):
        self.root = root
        self.problems: list[Problem] = []

    def problem(self, file: str, line: int, name: str, /, **given) -> None:
        self.problems.append(problem(file, line, name, **given))

    def file(self, name: str) -> Entry:
        """The mapping in `data/<name>.yaml`; an empty one where it can't be read."""
        entry, found = read_yaml(self.root / "data" / f"{name}.yaml", f"data/{name}.yaml")
        self.problems += found
        return entry

    def entries(self, name: str, model: type[Record]) -> dict[str, Record]:
        """Each entry of a file, by its short name."""
        file, listed, made = f"data/{name}.yaml", self.file(name), {}
        for key, entry in listed.items():
            line = listed.line_of(key)
            if not SHORT_NAME.fullmatch(key):
                self.problem(file, line, "short_name", value=key, near=like_a_short_name(key))
            if record := self.record(model, key, entry, file, line):
                made[key] = record
        return made

    def record(self, model, key: str, entry, file: str, line: int) -> Record | None:
        """One entry; None, and the reasons in `problems`, where it is wrong."""
        if not isinstance(entry, Entry):
            line = getattr(entry, "line", line)
            self.problem(file, line, "no_lines_of_its_own", key=key)
            return None
        names = names_of(model)
        typed = {
            name: value
            for name, value in entry.items()
            if name not in names or not isinstance(value, str) or value.strip()
        }
        try:
            return model.model_validate(typed).kept(key, file, entry)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                at = entry.line_of(str(each["loc"][0]) if each["loc"] else "")
                self.problems.append(Problem(file, at, sentence(each, key, model)))
            return None

    def policy(self) -> Policy | None:
        """The policy's own record: plain fields, and a list of reviews that grows."""
        file, entry = "data/policy.yaml", self.file("policy")
        if not entry:
            return None
        listed, line = entry.get("reviews"), entry.line_of("reviews")
        plain = Entry(line=entry.line)
        plain |= {k: v for k, v in entry.items() if k != "reviews"}
        plain.lines = entry.lines
        policy = self.record(Policy, "the policy", plain, file, entry.line)
        if not isinstance(listed, list) or not listed:
            self.problem(file, line, "no_reviews")
            return None
        reviews = tuple(
            self.record(Review, f"review {number}", each, file, line)
            for number, each in enumerate(listed, 1)
        )
        if not policy or None in reviews:
            return None
        policy._reviews = reviews
        self.problems += out_of_order(reviews)
        return policy

    def redirects(self) -> dict[str, dict[str, str]]:
        """Old addresses of pages and old names of rules, each with the new one."""
        file, entry = "data/redirects.yaml", self.file("redirects")
        for name in entry.keys() - OLD.keys():
            near = suggestion(name, OLD)
            self.problem(file, entry.line_of(name), "not_a_key", name=name, suggestion=near)
        redirects = {}
        for kind, (form, message) in OLD.items():
            listed = entry.get(kind) or Entry()
            if not isinstance(listed, dict) or not all(map(is_text, listed.values())):
                self.problem(file, entry.line_of(kind), "not_pairs", kind=kind)
                listed = Entry()
            for old in listed:
                if not form.fullmatch(old):
                    self.problem(file, listed.line_of(old), message, old=old)
            redirects[kind] = listed
        return redirects

    def pages(self) -> Entry:
        """What each page shows, as it stands between {{ and }}."""
        file, entry = "data/pages.yaml", self.file("pages")
        for path, calls in entry.items():
            listed = calls if isinstance(calls, list) else [None]
            if not all(is_text(call) and CALL.fullmatch(call) for call in listed):
                self.problem(file, entry.line_of(path), "not_calls", path=path)
        return entry

    def search(self) -> Entry:
        """What people type, and where it leads; a part that is left out is empty."""
        file, entry = "data/search.yaml", self.file("search")
        for part in SEARCH:
            entry[part] = entry.get(part) or Entry()
            if not isinstance(entry[part], list | dict):
                self.problem(file, entry.line_of(part), "search_part", part=part)
        for part in entry.keys() - set(SEARCH):
            near = suggestion(part, SEARCH)
            self.problem(file, entry.line_of(part), "not_a_key", name=part, suggestion=near)
        return entry

    def check_upkeep(self, upkeep: dict[str, models.Upkeep]) -> None:
        """Each kind of fact that goes stale has its line in data/upkeep.yaml; nothing else has."""
        file = "data/upkeep.yaml"
        kinds = ["policy", *(name for name, kind in KINDS.items() if issubclass(kind, models.Kept))]
        unread = any(found.file == file for found in self.problems)
        for name in kinds:
            if name not in upkeep and not unread:  # what can't be read is not missing
                self.problem(file, 1, "no_upkeep", name=name)
        for name, entry in upkeep.items():
            if name not in kinds:
                near = suggestion(name, kinds)
                self.problem(file, entry.line, "not_kept_up", name=name, suggestion=near)
            elif name == "policy" and entry.every > 12:  # rule 7(1)
                self.problem(file, entry.line_of("every"), "too_seldom", months=entry.every)

    def check_strangers(self) -> None:
        """A file that nothing reads is a slip, perhaps in its name."""
        known = {f"{name}.yaml" for name in (*KINDS, *OTHERS)}
        for path in sorted((self.root / "data").glob("[!.]*")):
            if path.name not in known | NOT_ENTRIES:
                near = suggestion(path.name, known)
                self.problem(f"data/{path.name}", 1, "stranger", suggestion=near)


def is_text(value) -> bool:
    return isinstance(value, str) and bool(value)


def like_a_short_name(key: str) -> str:
    """A short name near to what was typed."""
    near = re.sub(r"[^a-z0-9]+", "_", key.lower()).strip("_0123456789")
    return near if SHORT_NAME.fullmatch(near) else "chair_of_governors"


def out_of_order(reviews: tuple[Review, ...]):
    """Reviews stand in order; a correction names its entry, and moves no date past its year."""
    for earlier, later in zip(reviews, reviews[1:], strict=False):
        given = {"key": later.key, "date": later.date.iso, "earlier": earlier.date.iso}
        if later.date.last < earlier.date.first:
            yield problem(later.file, later.line, "review_order", **given)
        if later.kind == "agreed":
            yield problem(later.file, later.line, "agreed_twice", key=later.key)
    for number, review in enumerate(reviews):
        if review.kind != "correction":
            continue
        earlier = {each.date.iso: each for each in reviews[:number] if each.kind != "correction"}
        if review.corrects.iso not in earlier:
            given = {"key": review.key, "date": review.corrects.iso, "dates": ", ".join(earlier)}
            yield problem(review.file, review.line, "corrects_nothing", **given)
            continue
        try:
            due_within_a_year(review.next_due, earlier[review.corrects.iso].date)
        except PydanticCustomError as error:
            yield Problem(review.file, review.line, f'"{review.key}" {error.message()}.')
