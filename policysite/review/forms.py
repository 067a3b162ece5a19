"""What the forms on GitHub and their commands share: what was typed, and how it is written.

A form maps each argument's name in the environment to what the form calls it and an example. What
was typed is checked where it ends up, by the checks of data/.
"""

from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from policysite.problems import Refused, say

Form = dict[str, tuple[str, str]]


def arguments(form: Form, given: Mapping[str, str], usual: dict[str, str]) -> dict[str, str]:
    """What was typed, each on one line; what is usual where nothing was. Raises ValueError."""
    typed = {name: " ".join(given.get(name, "").split()) or usual.get(name, "") for name in form}
    missing = [name for name, value in typed.items() if not value]
    said = (
        say("form_missing", asked=called(form, name), example=form[name][1]) for name in missing
    )
    if missing:
        raise ValueError("\n".join(said))
    return typed


def called(form: Form, name: str) -> str:
    """As the form has it, and as the command has it."""
    return f"“{form[name][0]}” ({name})"


def edited(path: Path, change: Callable) -> str:
    """A changed data file's text, with its comments, its order and its quotation marks."""
    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    document, text = yaml.load(path.read_text("utf-8-sig")), StringIO()
    change(document)
    yaml.dump(document, text)
    return text.getvalue()


def write(texts: dict[Path, str], reload: Callable[[], object]) -> None:
    """Writes the files. Where `reload`, which reads the site again, raises Refused, all are as
    before, and it is said in a ValueError."""
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    try:
        for path, text in texts.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        reload()
    except BaseException as error:
        for path, content in before.items():
            path.unlink(missing_ok=True) if content is None else path.write_bytes(content)
        if isinstance(error, Refused):
            raise ValueError("\n".join(problem.what for problem in error.problems)) from None
        raise
