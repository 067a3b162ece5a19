"""pydantic's errors, in the editor's words, on the line where they stand."""

from typing import get_args

from pydantic_core import ErrorDetails, PydanticCustomError

from policysite.problems import Problem, say, suggestion
from policysite.schema.yaml_lines import Entry


def wrong(name: str, /, **given) -> PydanticCustomError:
    """The error whose message has that name in messages.yaml, to raise from a validator."""
    return PydanticCustomError(name, say(name, **given))


def problem_of(error: ErrorDetails, typed: Entry, kind) -> Problem:
    """One error of what was typed, read as that kind: `"flo", phone: "12" is not …`."""
    place = [part for part in error["loc"] if part != "[key]"]
    value, entry, field, line = typed, typed, "", typed.line
    for part in place:
        if isinstance(value, Entry):
            entry, field, line = value, part, value.line_of(part)
            value = value.get(part)
        else:  # a list
            value = value[part]
            line = getattr(value, "line", line)
    if isinstance(value, Entry):
        entry, field, line = value, "", value.line
    what = in_words(error, field, model_at(kind, place))
    about = f'"{entry.key}", {field}' if field else f'"{entry.key}"'
    return Problem(entry.file, line, f"{about}{':' * what.startswith(chr(34))} {what}")


def in_words(error: ErrorDetails, field: str, model) -> str:
    """What is wrong with a field of a model, after the field's name."""
    if error["type"] == "missing":
        return say("missing", field=field, example=example_of(model, field))
    if error["type"] == "extra_forbidden":
        return say("unknown_field", suggestion=suggestion(field, names_of(model)))
    return error["msg"].rstrip(".") + "." * ("such as   " not in error["msg"])


def model_at(kind, place: list):
    """The model that has the field at that place of a file."""
    for part in place[:-1]:
        models = getattr(kind, "model_fields", None)
        kind = models[part].annotation if models else get_args(kind)[-1]
    return kind


def names_of(model) -> list[str]:
    """The words that an entry's lines may start with."""
    return [field.alias or name for name, field in model.model_fields.items()]


def example_of(model, name: str) -> str:
    """What the field's own example is."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    return fields[name].examples[0]
