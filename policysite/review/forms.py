"""What the forms on GitHub and their commands share: what was typed, and how it is written.

A form maps each argument's name in the environment to what the form calls it and an example.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import wraps
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from policysite.content.content import Content
from policysite.problems import Refused, say, suggestion
from policysite.schema.data import Data
from policysite.schema.dates import When

Form = dict[str, tuple[str, str]]
Reload = Callable[[], object]  # reads the whole site again; raises Refused where it can't be built
CHOICES = {"WORDING": ("website", "document"), "OUTCOME": ("unchanged", "amended")}


def answered(command: Callable[..., str]) -> Callable[..., tuple[str, int]]:
    """The command's answer: what was done and 0, or what is wrong and 1."""

    @wraps(command)
    def answer(*given):
        try:
            return command(*given), 0
        except (ValueError, Refused) as error:
            return f"{error}\n\nNothing was written.", 1

    return answer


def arguments(form: Form, given, usual: dict[str, str], content: Content) -> dict[str, str]:
    """What was typed, each on one line; what is usual where nothing was. Raises ValueError."""
    typed = {name: " ".join(given.get(name, "").split()) for name in form}
    typed = {name: value or usual.get(name, "") for name, value in typed.items()}
    refuse(mistyped(form, typed, content.data, content.today))
    return typed


def refuse(wrong: Iterable[str]) -> None:
    """Raises everything that is wrong at once, as one ValueError."""
    if said := "\n".join(wrong):
        raise ValueError(said)


def mistyped(form: Form, given: dict[str, str], data: Data, today: date) -> Iterator[str]:
    """What is missing or can't be, by the form's own names."""
    for name, (_, example) in form.items():
        value, choices, asked = given[name], CHOICES.get(name), called(form, name)
        if not value:
            yield say("form_missing", asked=asked, example=example)
        elif choices and value not in choices:
            yield say("form_choice", asked=asked, value=value, choices=" or ".join(choices))
        elif name == "BY" and value not in data.contacts:
            near = suggestion(value, data.contacts)
            yield say("form_role", asked=asked, value=value, suggestion=near)
        elif name in ("DATE", "NEXT_DUE") and (wrong := wrong_date(name, value, example, today)):
            yield f"{asked}: {wrong}."


def wrong_date(name: str, value: str, example: str, today: date) -> str:
    """What is wrong with a date; nothing where it is as exact as the example, and was."""
    try:
        when = When.parse(value)
    except ValueError as error:
        return str(error)
    if len(value) < len(example):
        return say("form_inexact", value=value, example=example)
    return say("form_to_come", value=value) if name == "DATE" and when.first > today else ""


def called(form: Form, name: str) -> str:
    """As the form has it, and as the command has it."""
    return f"“{form[name][0]}” ({name})"


def as_yaml(iso: str) -> date | str:
    """A day as YAML's own, so that it is written without quotation marks; a month is text."""
    return date.fromisoformat(iso) if len(iso) == 10 else iso


def edited(path: Path, change: Callable) -> str:
    """A changed data file's text, with its comments, its order and its quotation marks."""
    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    document, text = yaml.load(path.read_text("utf-8-sig")), StringIO()
    change(document)
    yaml.dump(document, text)
    return text.getvalue()


def write(texts: dict[Path, str], reload: Reload) -> None:
    """Writes the files; where the site can't be read with them, all are as before."""
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    try:
        for path, text in texts.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        reload()
    except BaseException:
        for path, content in before.items():
            path.unlink(missing_ok=True) if content is None else path.write_bytes(content)
        raise
