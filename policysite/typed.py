"""YAML as the editor typed it: every value is text, and knows its line and whether it was quoted.

PyYAML's own types would turn 01234567 into 342391 and `no` into False, and keep the last of two
equal keys without a word. So its nodes are read instead, and nothing is guessed.
"""

import re
from pathlib import Path

import yaml

from policysite.problems import Problem

NOT_YAML = "this line, or the one above it, is not written as the file needs it{hint}."
EXAMPLE = " Compare it with the example at the top of the file."
HINTS = {
    "mapping values are not allowed": ": there is a second colon, so put the value in quotation marks",
    "found character '\\t'": ": it is indented with a tab, so use spaces",
    "while scanning a quoted scalar": ": a quotation mark is opened and not closed",
    "while scanning a simple key": ": a colon and a space are missing after its first word",
    "could not find expected ':'": ": a colon and a space are missing after its first word",
    "but found '<scalar>'": ": a quotation mark is missing, or there is one too many",
    "while parsing a block mapping": ": its indent differs from its neighbours'",
    "found undefined alias": ": it starts with *. Take that away, or put the value in quotation marks",
    "expected a single document": ": --- does not belong inside a file",
    "expected ',' or": ": a bracket is opened and not closed",
}
CUT_SHORT = "what stands after  #  would be left out. Put the whole value in quotation marks."

LONGEST = 300_000  # bytes; the whole policy has 20,000
MERGE_MARKER = re.compile(r"(<{7}|>{7}|\|{7})( |$)|={7}$")
LINE_ENDS = re.compile(r"\r\n?")
RARE_LINE_ENDS = re.compile("[\x85\u2028\u2029]")  # pasted from elsewhere; for YAML they end a line, for an editor they don't
# What no keyboard types: control characters, signs that turn the writing round (they can hide what a line does), what was lost.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd]")


class Text(str):
    """A value, always as text. `line` counts from 1; `guessed` where YAML would take it for a number, a date, yes or no."""

    line: int
    quoted: bool
    guessed: bool


class Entry(dict):
    """A mapping in the file's order, with the line on which it starts and each key's line."""

    def __init__(self, items=(), line: int = 1):
        super().__init__(items)
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """Where the key stands; where the entry starts, if it has no such key."""
        return self.lines.get(key, self.line)


def read_text(path: Path, file: str) -> tuple[str, list[Problem]]:
    """A file's text, whatever its line ends and with or without a byte-order mark, and what keeps it from being used."""
    try:
        source = path.read_bytes()
    except FileNotFoundError:
        return "", [Problem(file, 1, "this file is missing. Restore it from the project's history.")]
    except OSError:
        return "", [Problem(file, 1, "this is a folder, or can't be opened. Restore the file from the project's history.")]
    if len(source) > LONGEST:
        return "", [Problem(file, 1, f"this file has {len(source):,} bytes, more than {LONGEST:,}. Something was pasted that does not belong here.")]
    try:
        text = RARE_LINE_ENDS.sub(" ", LINE_ENDS.sub("\n", source.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        return "", [Problem(file, line, "there is a character here that is not plain text (UTF-8). Type it again.")]
    return text, [Problem(file, number, sign_of(line)) for number, line in enumerate(text.split("\n"), 1) if sign_of(line)]


def sign_of(line: str) -> str:
    """What is wrong with a line in any file: a conflict's markers, or a character that no keyboard types."""
    if MERGE_MARKER.match(line):
        return ("two edits met here and were not put together. Keep the right lines of both, and take away the lines that "
                "start with <<<<<<<, ======= and >>>>>>>.")
    if CONTROL.search(line):
        return "there is a character here that can't be shown. Type the line again."
    return ""


def read_yaml(path: Path, file: str, comments: bool = False) -> tuple[Entry, list[Problem]]:
    """The file's mapping and what is wrong with its form. `file` is how problems name it; `comments` may stand after values."""
    source, problems = read_text(path, file)
    return (Entry(), problems) if problems else parse_yaml(source, file, comments=comments)


def parse_yaml(source: str, file: str, first_line: int = 1, comments: bool = False) -> tuple[Entry, list[Problem]]:
    """The mapping in YAML text that starts on `first_line` of `file`, and what is wrong with its form."""
    problems: list[Problem] = []
    try:
        node = compose(source)
        if not isinstance(node, yaml.MappingNode) or not node.value:
            return Entry(), [Problem(file, first_line, "there are no entries here of the form  name: value.")]
        entry = convert(node, file, first_line, problems, set())
    except yaml.MarkedYAMLError as error:
        slip = slip_before_a_second_colon(error, source)
        said = slip[1] if slip else hint(error)
        line = slip[0] if slip else line_of(error, source, said)
        compare = EXAMPLE if file.startswith("data/") else "" if said and not slip else " Compare it with the lines around it."
        return Entry(), [Problem(file, first_line + line, NOT_YAML.format(hint=said) + compare)]
    except yaml.YAMLError:
        return Entry(), [Problem(file, first_line, "there is a character here that can't be shown. Type the line again.")]
    except RecursionError:
        lines = source.split("\n")
        line = max(range(len(lines)), key=lambda number: sum(map(lines[number].count, "[{-?")))
        return Entry(), [Problem(file, first_line + line, "there are too many brackets or lists inside each other here. Write the values plainly.")]
    return entry, problems if comments or problems else cut_short(source, node, file, first_line)


def compose(source: str) -> yaml.Node:
    """By the quick parser where there is one; what is wrong is said by PyYAML's own, which says it better."""
    try:
        return yaml.compose(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return yaml.compose(source, Loader=yaml.SafeLoader)


def line_of(error: yaml.MarkedYAMLError, source: str, said: str) -> int:
    """The line, from 0, on which the slip is likely to be: PyYAML notices a quotation mark or a bracket only where the text ends."""
    line = unpaired_quote(source) if "quotation mark is" in said else None
    if line is not None:
        return line
    opened = "not closed" in said or "are missing after" in said
    mark = (opened and error.context_mark) or error.problem_mark or error.context_mark
    return min(mark.line, source.rstrip("\n").count("\n"))


def cut_short(source: str, node: yaml.Node, file: str, first_line: int) -> list[Problem]:
    """`title: Our rule #1` is  Our rule  to YAML: it takes the rest for a comment."""
    lines = source.split("\n")
    ends = {(each.end_mark.line, each.end_mark.column) for each in values_below(node) if isinstance(each, yaml.ScalarNode) and each.style not in ("|", ">")}
    return [Problem(file, first_line + line, CUT_SHORT) for line, column in sorted(ends)
            if line < len(lines) and lines[line][column:].lstrip(" ").startswith("#")]


def values_below(node: yaml.Node):
    """Every value in a node, however deep."""
    children = [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else node.value if isinstance(node, yaml.SequenceNode) else []
    for child in children:
        yield child
        yield from values_below(child)


def hint(error: yaml.MarkedYAMLError) -> str:
    """The likely slip, in words, for what PyYAML says; nothing where we can't tell."""
    said = f"{error.context or ''} {error.problem or ''}"
    return next((words for sign, words in HINTS.items() if sign in said), "")


def slip_before_a_second_colon(error: yaml.MarkedYAMLError, source: str) -> tuple[int, str] | None:
    """What PyYAML calls a second colon may be a line that runs on from the one above: its colon lacks a space, or it is indented too far."""
    if "mapping values are not allowed" not in (error.problem or ""):
        return None
    lines, at = source.split("\n"), error.problem_mark.line
    for line in (at - 1, at):
        if line >= 0 and NO_SPACE.match(lines[line]):
            return line, ": a space is missing after its first colon"
    above = lines[at - 1] if at else ""
    if above.strip() and not above.rstrip().endswith(":") and re.match(r" *\w+: ", lines[at]) and indent(lines[at]) > indent(above):
        return at, ": its indent differs from its neighbours'"
    return None


NO_SPACE = re.compile(r"[ -]*\w+:(?!//)[^\s:]")


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def unpaired_quote(source: str) -> int | None:
    """The line, from 0, on which a quotation mark is alone: YAML notices only where the next one stands."""
    return next((line for line, text in enumerate(source.split("\n"))
                 if not text.lstrip().startswith("#") and (text.count('"') % 2 or OPENED.match(text))), None)


OPENED = re.compile(r"[ -]*\w+: +'[^']*$")  # an apostrophe elsewhere is only an apostrophe


def convert(node: yaml.Node, file: str, first_line: int, problems: list[Problem], seen: set):
    """A node as Text, list or Entry. `seen` holds the nodes so far: one met again was written with & and *."""
    line = first_line + node.start_mark.line
    if id(node) in seen:
        problems.append(Problem(file, line, "a value starts with & or *. Take that away, or put the value in quotation marks."))
        return Text()
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return typed(node.value, line, node.style in ("'", '"'), node.tag != "tag:yaml.org,2002:str")
    if isinstance(node, yaml.SequenceNode):
        return [convert(each, file, first_line, problems, seen) for each in node.value]
    entry = Entry(line=line)
    for key_node, value_node in node.value:
        key, key_line = key_node.value, first_line + key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(file, key_line, "what stands before the colon has brackets around it. Write the word alone."))
            continue
        if key in entry:
            problems.append(Problem(file, key_line, f'"{key}" stands here twice. The first is on line '
                                                    f"{entry.lines[key]}. Keep one of them."))
            continue
        entry[key] = convert(value_node, file, first_line, problems, seen)
        entry.lines[key] = key_line
        if isinstance(entry[key], Entry):
            entry[key].line = key_line
    return entry


def typed(value: str, line: int, quoted: bool, guessed: bool) -> Text:
    text = Text(value)
    text.line, text.quoted, text.guessed = line, quoted, guessed
    return text
