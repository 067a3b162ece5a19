"""Each {{ … }} is a macro of the site, with names that are there."""

import re
from collections.abc import Iterator

from policysite.content.calls import Call
from policysite.content.content import Content
from policysite.content.pages import Page, slips
from policysite.problems import Problem, also_at, suggestion

STARTS_LIKE_ONE = re.compile(r"\{\{\s*(\w+)")
NO_CALLS = slips(  # as typed, by the message that says what to type
    call_statement=r"^(\{%|\{##|%\}|##\})",
    call_half=r"^\}\}$",
    call_not_closed=r"^\{\{$",
    call_arguments=r"^\{\{\s*\w+\([^()]*\)\s*\}\}$",
    call_without_brackets=r"^\{\{\s*\w+\b(?!\s*\()",
    call_other=r"",
)


def check(content: Content) -> Iterator[Problem]:
    """A page calls only the site's macros, with names that it knows; blocks stand alone."""
    gone: dict[str, list[tuple[Page, Call]]] = {}  # by what is said: a role taken out is one thing
    for page in content.pages:
        for call in page.calls:
            like = STARTS_LIKE_ONE.match(call.typed)
            name = like and like[1]
            macro = content.macros.get(name)
            if name and not macro:
                near = suggestion(name, content.macros)
                yield page.problem(call.line, "call_unknown", name=name, suggestion=near)
            elif not call.name:
                yield from page.first_slip(call.line, NO_CALLS, call.typed, name=name)
            elif not macro.fits(call.names):
                yield page.problem(call.line, "call_number", name=name, help=macro.help)
            elif why := why_unknown(call, macro, content):
                gone.setdefault(why, []).append((page, call))
            elif macro.block and not call.alone:
                yield page.problem(call.line, "call_alone", name=name)
    for why, places in gone.items():
        (page, call), *others = places
        typed = f"{call.name}({', '.join(map(repr, call.names))})"
        also = also_at(f"{other.file}:{again.line}" for other, again in others)
        yield page.problem(call.line, "call_name", typed=typed, why=why, also=also)


def why_unknown(call: Call, macro, content: Content) -> str:
    """Why one of the names is not there; nothing where all are."""
    try:
        macro.look_up(call.names, content)
    except ValueError as error:
        return str(error)
    return ""
