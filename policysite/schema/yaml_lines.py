"""YAML as the editor typed it: every value is text, and knows its line.

PyYAML's own types would turn 01234567 into 342391 and `no` into False, and keep the last of two
equal keys without a word. So its nodes are read instead, and nothing is guessed.
"""

import re
from pathlib import Path

import yaml

from policysite.problems import Problem, problem
from policysite.schema.files import read_text

EXAMPLE = " Compare it with the example at the top of the file."
AROUND = " Compare it with the lines around it."
NO_COLON = ": a colon and a space are missing after its first word"
HINTS = {  # what PyYAML says, and the likely slip
    "mapping values are not allowed": ": there is a second colon, so put the value in quotation"
    " marks",
    "found character '\\t'": ": it is indented with a tab, so use spaces",
    "while scanning a quoted scalar": ": a quotation mark is opened and not closed",
    "while scanning a simple key": NO_COLON,
    "could not find expected ':'": NO_COLON,
    "but found '<scalar>'": ": a quotation mark is missing, or there is one too many",
    "while parsing a block mapping": ": its indent differs from its neighbours'",
    "found undefined alias": ": it starts with *. Take that away, or put the value in quotation"
    " marks",
    "expected a single document": ": --- does not belong inside a file",
    "expected ',' or": ": a bracket is opened and not closed",
}
NO_SPACE = re.compile(r"[ -]*\w+:(?!//)[^\s:]")
OPENED = re.compile(r"[ -]*\w+: +'[^']*$")  # an apostrophe elsewhere is only an apostrophe
OUR_TAGS = ("!ENV",)  # of mkdocs.yml


class Text(str):
    """A value, always as text. `line` counts from 1; `plain` where YAML takes it for text too."""

    line: int
    plain: bool


class Entry(dict):
    """A mapping in the file's order, with the line on which it starts and each key's line."""

    def __init__(self, items=(), line: int = 1):
        super().__init__(items)
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """Where the key stands; where the entry starts, if it has no such key."""
        return self.lines.get(key, self.line)


def read_yaml(path: Path, file: str, comments: bool = False) -> tuple[Entry, list[Problem]]:
    """A file's mapping, and what is wrong with its form.

    `file` is how problems name it; with `comments`, they may stand after values.
    """
    source, problems = read_text(path, file)
    return (Entry(), problems) if problems else parse_yaml(source, file, comments=comments)


def parse_yaml(
    source: str, file: str, first_line: int = 1, comments: bool = False
) -> tuple[Entry, list[Problem]]:
    """The mapping in YAML text that starts on `first_line` of `file`, and what is wrong with it."""
    reading = Reading(file, first_line)
    try:
        node = compose(source)
        if not isinstance(node, yaml.MappingNode) or not node.value:
            return Entry(), [problem(file, first_line, "no_entries")]
        entry = reading.convert(node)
    except yaml.MarkedYAMLError as error:
        line, hint = slip_in(error, source)
        compare = EXAMPLE if file.startswith("data/") else "" if hint else AROUND
        return Entry(), [problem(file, first_line + line, "not_yaml", hint=hint, compare=compare)]
    except yaml.YAMLError:
        return Entry(), [problem(file, first_line, "control_sign")]
    except RecursionError:
        lines = source.split("\n")
        line = max(range(len(lines)), key=lambda at: sum(map(lines[at].count, "[{-?")))
        return Entry(), [problem(file, first_line + line, "nested_too_deep")]
    if not comments and not reading.problems:
        reading.cut_short(source, node)
    return entry, reading.problems


def compose(source: str) -> yaml.Node:
    """By the quick parser where there is one; what is wrong is said by PyYAML's own."""
    try:
        return yaml.compose(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return yaml.compose(source, Loader=yaml.SafeLoader)


class Reading:
    """Turns YAML's nodes into Text, lists and Entry; keeps what is wrong with them."""

    def __init__(self, file: str, first_line: int):
        self.file, self.first_line = file, first_line
        self.problems: list[Problem] = []
        self.seen: set[int] = set()  # a node met again was written with & and *

    def problem(self, line: int, name: str, /, **given) -> None:
        self.problems.append(problem(self.file, line, name, **given))

    def convert(self, node: yaml.Node):
        line = self.first_line + node.start_mark.line
        if id(node) in self.seen:
            self.problem(line, "yaml_alias")
            return text("", line)
        self.seen.add(id(node))
        if node.tag.startswith("!") and node.tag not in OUR_TAGS or ":python/" in node.tag:
            self.problem(line, "yaml_tag")
        if isinstance(node, yaml.ScalarNode):
            return text(node.value, line, node.tag == "tag:yaml.org,2002:str")
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item) for item in node.value]
        return self.entry(node, line)

    def entry(self, node: yaml.MappingNode, line: int) -> Entry:
        entry = Entry(line=line)
        for key_node, value_node in node.value:
            key, key_line = key_node.value, self.first_line + key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(key_line, "key_in_brackets")
                continue
            if key in entry:
                self.problem(key_line, "key_twice", key=key, first=entry.lines[key])
                continue
            entry[key] = self.convert(value_node)
            entry.lines[key] = key_line
            if isinstance(entry[key], Entry):
                entry[key].line = key_line
        return entry

    def cut_short(self, source: str, node: yaml.Node) -> None:
        """`title: Our rule #1` is  Our rule  to YAML: it takes the rest for a comment."""
        lines = source.split("\n")
        for line, column in sorted(set(ends_of_values(node))):
            if line < len(lines) and lines[line][column:].lstrip(" ").startswith("#"):
                self.problem(self.first_line + line, "cut_short")


def text(value: str, line: int, plain: bool = True) -> Text:
    made = Text(value)
    made.line, made.plain = line, plain
    return made


def ends_of_values(node: yaml.Node):
    """Where each value in a node ends, however deep: line and column from 0."""
    if isinstance(node, yaml.MappingNode):
        children = [value for _, value in node.value]
    else:
        children = node.value
    for child in children:
        if not isinstance(child, yaml.ScalarNode):
            yield from ends_of_values(child)
        elif child.style not in ("|", ">"):
            yield child.end_mark.line, child.end_mark.column


# --- what is not YAML ----------------------------------------------------------------------------


def slip_in(error: yaml.MarkedYAMLError, source: str) -> tuple[int, str]:
    """The line, from 0, on which the slip is likely to be, and the slip in words."""
    found = before_a_second_colon(error, source)
    if found:
        return found
    said = f"{error.context or ''} {error.problem or ''}"
    hint = next((words for sign, words in HINTS.items() if sign in said), "")
    return line_of(error, source, hint), hint


def line_of(error: yaml.MarkedYAMLError, source: str, hint: str) -> int:
    """PyYAML notices an open quotation mark or bracket only where the text ends."""
    line = unpaired_quote(source) if "quotation mark is" in hint else None
    if line is not None:
        return line
    opened = "not closed" in hint or "are missing after" in hint
    mark = (opened and error.context_mark) or error.problem_mark or error.context_mark
    return min(mark.line, source.rstrip("\n").count("\n"))


def before_a_second_colon(error: yaml.MarkedYAMLError, source: str) -> tuple[int, str] | None:
    """What looks like a second colon may be a line that runs on from the one above."""
    if "mapping values are not allowed" not in (error.problem or ""):
        return None
    lines, at = source.split("\n"), error.problem_mark.line
    for line in (at - 1, at):
        if line >= 0 and NO_SPACE.match(lines[line]):
            return line, ": a space is missing after its first colon"
    above = lines[at - 1] if at else ""
    runs_on = above.strip() and not above.rstrip().endswith(":")
    if runs_on and re.match(r" *\w+: ", lines[at]) and indent(lines[at]) > indent(above):
        return at, ": its indent differs from its neighbours'"
    return None


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def unpaired_quote(source: str) -> int | None:
    """The line, from 0, on which a quotation mark is alone."""
    for line, content in enumerate(source.split("\n")):
        if content.lstrip().startswith("#"):
            continue
        if content.count('"') % 2 or OPENED.match(content):
            return line
    return None
