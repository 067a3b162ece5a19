"""{{ macro('name') }} in a page: the only thing of the template language that a page may use.

A page calls a macro of this site with names in quotation marks and nothing else, so no page can
reach into Python, and what it asks for is known without running it.
"""

import re
from dataclasses import dataclass

NAME = r"'[^'\n{}]*'|\"[^\"\n{}]*\""
CALL = re.compile(rf"\{{\{{\s*(\w+)\(\s*((?:{NAME})(?:\s*,\s*(?:{NAME}))*)?\s*,?\s*\)\s*\}}\}}")
ANY = re.compile(  # {width=100%} is no end of a {% … %}
    r"\{\{.*?\}\}|\{%.*?%\}|\{##|##\}|\{\{|\}\}|\{%|(?<!\d)%\}", re.DOTALL
)
STAND_IN = "\ue000"  # for a call, where the rest of the text is looked at; nobody types this


@dataclass(frozen=True)
class Call:
    """One {{ … }}, as typed. `name` is None where it is not a macro with names in its brackets."""

    typed: str
    line: int
    start: int
    name: str | None
    names: tuple[str, ...]
    alone: bool  # on a line of its own


def find(body: str, first_line: int):
    """Each {{ … }}, {% … %} and comment of a text that starts on `first_line`, in order."""
    for found in ANY.finditer(body):
        match = CALL.fullmatch(found[0])
        names = re.findall(NAME, match[2] or "") if match else []
        before = body[: found.start()].rpartition("\n")[2]
        after = body[found.end() :].partition("\n")[0]
        yield Call(
            found[0],
            first_line + body.count("\n", 0, found.start()),
            found.start(),
            match and match[1],
            tuple(name[1:-1] for name in names),
            not (before + after).strip(),
        )
