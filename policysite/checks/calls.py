"""Each {{ … }} is a macro of the site, with names that are there."""

import re
from collections.abc import Iterator

from policysite.content.calls import Call
from policysite.content.content import Content
from policysite.content.pages import Page
from policysite.problems import Problem, also_at, suggestion

LOOKS_LIKE_ONE = re.compile(r"\{\{\s*(\w+)\s*(\()?")


def check(content: Content) -> Iterator[Problem]:
    """A page calls only the site's macros, with names that it knows; blocks stand alone."""
    gone: dict[str, list[tuple[Page, Call]]] = {}  # by what is said: a role taken out is one thing
    for page in content.pages:
        for call in page.calls:
            if not call.name:
                yield not_a_call(page, call, content)
            elif call.name not in content.macros:
                yield unknown(page, call.line, call.name, content)
            elif why := why_unknown(call, content.macros[call.name], content):
                gone.setdefault(why, []).append((page, call))
            else:
                yield from known(page, call, content.macros[call.name])
    for why, places in gone.items():
        (page, call), *others = places
        typed = f"{call.name}({', '.join(map(repr, call.names))})"
        also = also_at(f"{other.file}:{each.line}" for other, each in others)
        yield page.problem(call.line, "call_name", typed=typed, why=why, also=also)


def unknown(page: Page, line: int, name: str, content: Content) -> Problem:
    near = suggestion(name, content.macros)
    return page.problem(line, "call_unknown", name=name, suggestion=near)


def not_a_call(page: Page, call: Call, content: Content) -> Problem:
    """Why something in double brackets is no macro with names."""
    like = LOOKS_LIKE_ONE.match(call.typed)
    if call.typed.startswith(("{%", "{##", "%}", "##}")):
        return page.problem(call.line, "call_statement")
    if call.typed == "}}":
        return page.problem(call.line, "call_half")
    if call.typed == "{{":
        line = page.body[call.start :].split("\n")[0]
        curly = " Its quotation marks are curly: type straight ones." * bool(
            re.search("[“”‘’]", line)
        )
        return page.problem(call.line, "call_not_closed", curly=curly)
    if like and like[1] not in content.macros:
        return unknown(page, call.line, like[1], content)
    if like and not like[2]:
        return page.problem(call.line, "call_without_brackets", name=like[1])
    if like and re.fullmatch(r"\{\{\s*\w+\([^()]*\)\s*\}\}", call.typed):
        return page.problem(call.line, "call_arguments", name=like[1])
    return page.problem(call.line, "call_other")


def why_unknown(call: Call, macro, content: Content) -> str:
    """Why one of the names is not there; nothing where all are."""
    if macro.fits(call.names):
        try:
            macro.look_up(call.names, content)
        except ValueError as error:
            return str(error)
    return ""


def known(page: Page, call: Call, macro) -> Iterator[Problem]:
    """Whether it has as many names as it takes, and a line of its own where it needs one."""
    if not macro.fits(call.names):
        yield page.problem(call.line, "call_number", name=call.name, help=macro.help)
    elif macro.block and not call.alone:
        yield page.problem(call.line, "call_alone", name=call.name)
