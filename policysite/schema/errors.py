"""pydantic's errors, in the editor's words."""

from pydantic_core import ErrorDetails, PydanticCustomError

from policysite.problems import say, suggestion


def wrong(name: str, /, **given) -> PydanticCustomError:
    """The error whose message has that name in messages.yaml, to raise from a validator."""
    return PydanticCustomError(name, say(name, **given))


def sentence(error: ErrorDetails, key: str, model) -> str:
    """One error of the entry `key`: `"flo", phone: "12" is not …`."""
    field = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "missing":
        return f'"{key}" {say("missing", field=field, example=example_of(model, field))}'
    if error["type"] == "extra_forbidden":
        near = suggestion(field, names_of(model))
        return f'"{key}", "{field}" {say("unknown_field", suggestion=near)}'
    what = error["msg"].rstrip(".") + "." * ("such as   " not in error["msg"])
    if not field:
        return f'"{key}" {what}'
    return f'"{key}", {field}{":" * what.startswith(chr(34))} {what}'


def names_of(model) -> list[str]:
    """The words that an entry's lines may start with."""
    return [field.alias or name for name, field in model.model_fields.items()]


def example_of(model, name: str) -> str:
    """What the field's own example is."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    return (name in fields and fields[name].examples or ["…"])[0]
