"""{{ macro('name') }} in a page: the only thing of the template language that a page may use.

A page calls a macro of this site with names in quotation marks and nothing else, so no page can
reach into Python, and what it asks for is known without running it.
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, NewType, get_args, get_origin, get_type_hints

# What a macro gives: HTML for the middle of a sentence, or for a line of its own.
Inline = NewType("Inline", str)
Block = NewType("Block", str)

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


@dataclass(frozen=True)
class Names:
    """Names that a macro takes: `find(content, name, *before)` raises ValueError for others."""

    find: Callable[..., object]

    def why_not(self, name: str, content, *before: str) -> str:
        """Why the site has nothing of that name, after the names before it; else nothing."""
        try:
            self.find(content, name, *before)
        except ValueError as error:
            return str(error)
        return ""


@dataclass(frozen=True)
class Macro:
    """What a page may call: its parameters, the last ones' defaults, what more may follow."""

    name: str
    parameters: tuple[Names, ...]
    defaults: tuple[str, ...]
    more: Names | None
    block: bool
    help: str


def find(body: str, first_line: int):
    """Each {{ … }}, {% … %} and comment of a text that starts on `first_line`, in order."""
    for found in ANY.finditer(body):
        match = CALL.fullmatch(found[0])
        names = re.findall(NAME, match[2] or "") if match else []
        line_start = body.rfind("\n", 0, found.start()) + 1
        line_end = body.find("\n", found.end())
        around = body[line_start : found.start()] + body[found.end() : max(line_end, 0) or None]
        yield Call(
            found[0],
            first_line + body.count("\n", 0, found.start()),
            found.start(),
            match and match[1],
            tuple(name[1:-1] for name in names),
            not around.strip(),
        )


def declared(owner: type) -> dict[str, Macro]:
    """The macros of a class, by name: its public methods, as their annotations declare them."""
    found = {}
    for name, function in vars(owner).items():
        if name.startswith("_") or not inspect.isfunction(function):
            continue
        hints = get_type_hints(function, include_extras=True)
        parameters, more, defaults = [], None, []
        for parameter in list(inspect.signature(function).parameters.values())[1:]:
            names = names_in(hints[parameter.name])
            if parameter.kind is parameter.VAR_POSITIONAL:
                more = names
            else:
                parameters.append(names)
                if parameter.default is not parameter.empty:
                    defaults.append(parameter.default)
        block = hints["return"] is Block
        help_ = " ".join((function.__doc__ or "").split())
        found[name] = Macro(name, tuple(parameters), tuple(defaults), more, block, help_)
    return found


def names_in(hint) -> Names:
    """The Names that an annotation such as Annotated[str, Names(…)] carries."""
    assert get_origin(hint) is Annotated, f"{hint} declares no Names"
    return next(each for each in get_args(hint) if isinstance(each, Names))
