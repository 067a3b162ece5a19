"""pydantic's errors, in the editor's words, on the line where they stand."""

from pydantic_core import ErrorDetails, PydanticCustomError

from policysite.problems import Problem, say, suggestion
from policysite.schema.yaml_lines import Entry


def wrong(name: str, /, **given) -> PydanticCustomError:
    """The error whose message has that name in messages.yaml, to raise from a validator."""
    return PydanticCustomError(name, say(name, **given))


def problem_of(error: ErrorDetails, typed: Entry) -> Problem:
    """One error of what was typed: `"flo", phone: "12" is not …`."""
    place = [part for part in error["loc"] if part != "[key]"]
    value, entry, field, line = typed, typed, "", typed.line
    for part in place:
        if isinstance(value, Entry):
            entry, field, line = value, part, value.line_of(part)
            value = value.get(part)
        else:  # a list
            value = value[part]
            line = getattr(value, "line", line)
    if isinstance(value, Entry) and value.model:  # it contradicts itself as a whole
        entry, field, line = value, "", value.line
    what = in_words(error, field, entry.model)
    about = f'"{entry.key}", {field}' if field else f'"{entry.key}"'
    colon = ":" if what.startswith('"') else ""
    return Problem(entry.file, line, f"{about}{colon} {what}")


def in_words(error: ErrorDetails, field: str, model) -> str:
    """What is wrong with a field of a model, after the field's name."""
    if error["type"] == "missing":
        return say("missing", field=field, example=fields_of(model)[field].examples[0])
    if error["type"] == "extra_forbidden":
        return say("unknown_field", suggestion=suggestion(field, fields_of(model)))
    if error["type"] in ("list_type", "too_short"):  # the only list that has a model
        return say("no_reviews")
    said = error["msg"].rstrip(".")
    return said if "such as   " in said else f"{said}."  # no full stop after what is to be typed


def fields_of(model) -> dict:
    """A model's fields, by the words that an entry's lines start with."""
    return {field.alias or name: field for name, field in model.model_fields.items()}
