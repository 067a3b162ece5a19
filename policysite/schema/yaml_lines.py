"""YAML as the editor typed it: every value is text, and knows its line.

PyYAML's own types would turn 01234567 into 342391 and `no` into False, and keep the last of two
equal keys without a word. So its nodes are read instead, and nothing is guessed.
"""

import re
from pathlib import Path

import yaml

from policysite.problems import Problem, problem
from policysite.schema.files import read_text

SECOND_COLON = ": there is a second colon, so put the value in quotation marks"
NO_COLON = ": a colon and a space are missing after its first word"
INDENT = ": its indent differs from its neighbours'"
QUOTES = ": a quotation mark is missing, or there is one too many"
HINTS = {  # what PyYAML says, and the likely slip
    "mapping values are not allowed": SECOND_COLON,
    "found character '\\t'": ": it is indented with a tab, so use spaces",
    "while scanning a quoted scalar": QUOTES,
    "while scanning a simple key": NO_COLON,
    "while parsing a block mapping": INDENT,
    "found undefined alias": ": it starts with *. Take that away, or put the value in quotation"
    " marks",
    "expected a single document": ": --- does not belong inside a file",
    "expected ',' or": ": a bracket is opened and not closed",
}
CODE = "mkdocs.yml"  # here alone comments stand behind values, and a tag is ours


class Text(str):
    """A value, always as text. `line` counts from 1; `plain` where YAML takes it for text too."""

    line: int
    plain: bool


class Entry(dict):
    """A mapping in the file's order, with the line on which it starts and each key's line."""

    def __init__(self, file: str = "", key: str = "", line: int = 1):
        super().__init__()
        self.file, self.key, self.line = file, key, line
        self.lines: dict[str, int] = {}
        self.model = None  # what is read from it, once that is known

    def line_of(self, key: str) -> int:
        """Where the key stands; where the entry starts, if it has no such key."""
        return self.lines.get(key, self.line)


def read_yaml(path: Path, file: str) -> tuple[Entry, list[Problem]]:
    """A file's mapping, and what is wrong with its form. `file` is how problems name it."""
    source, problems = read_text(path, file)
    return (Entry(), problems) if problems else parse_yaml(source, file)


def parse_yaml(source: str, file: str, first_line: int = 1) -> tuple[Entry, list[Problem]]:
    """The mapping in YAML text that starts on `first_line` of `file`, and what is wrong with it."""
    lines = source.split("\n")
    try:
        node = compose(source)
        if not isinstance(node, yaml.MappingNode) or not node.value:
            return Entry(), [problem(file, first_line, "no_entries")]
        reading = Reading(file, first_line, lines)
        return reading.entry(node, Path(file).stem), reading.problems
    except yaml.MarkedYAMLError as error:
        line, hint = slip_in(error, lines)
        return Entry(), [problem(file, first_line + line, "not_yaml", hint=hint)]
    except RecursionError:
        deepest = max(lines, key=lambda line: sum(line.count(sign) for sign in "[{-?"))
        line = first_line + lines.index(deepest)
        return Entry(), [problem(file, line, "nested_too_deep")]


def compose(source: str) -> yaml.Node:
    """By the quick parser where there is one; what is wrong is said by PyYAML's own."""
    try:
        return yaml.compose(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return yaml.compose(source, Loader=yaml.SafeLoader)


class Reading:
    """Turns YAML's nodes into Text, lists and Entry; keeps what is wrong with them."""

    def __init__(self, file: str, first_line: int, lines: list[str]):
        self.file, self.first_line, self.lines = file, first_line, lines
        self.problems: list[Problem] = []
        self.seen: set[int] = set()  # a node met again was written with & and *

    def problem(self, line: int, name: str, /, **given) -> None:
        self.problems.append(problem(self.file, line, name, **given))

    def convert(self, node: yaml.Node, key: str):
        """A node as Text, list or Entry. `key` is what a problem calls it."""
        line = self.first_line + node.start_mark.line
        if id(node) in self.seen:
            self.problem(line, "yaml_alias")
            node = yaml.ScalarNode("", "", node.start_mark, node.end_mark)
        self.seen.add(id(node))
        ours = node.tag == "!ENV" and self.file == CODE
        if (node.tag.startswith("!") or ":python/" in node.tag) and not ours:
            self.problem(line, "yaml_tag")
        if isinstance(node, yaml.MappingNode):
            return self.entry(node, key)
        if isinstance(node, yaml.SequenceNode):  # the third of  reviews:  is "review 3"
            one = key.removesuffix("s")
            return [self.convert(item, f"{one} {at}") for at, item in enumerate(node.value, 1)]
        self.check_end(node)
        text = Text(node.value)
        text.line, text.plain = line, node.tag == "tag:yaml.org,2002:str"
        return text

    def entry(self, node: yaml.MappingNode, key: str) -> Entry:
        """A mapping. It starts where its key stands, if it has one."""
        entry = Entry(self.file, key, self.first_line + node.start_mark.line)
        for key_node, value_node in node.value:
            key, line = key_node.value, self.first_line + key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(line, "key_in_brackets")
            elif key in entry:
                self.problem(line, "key_twice", key=key, first=entry.lines[key])
            else:
                entry[key], entry.lines[key] = self.convert(value_node, key), line
                if isinstance(entry[key], Entry):
                    entry[key].line = line
        return entry

    def check_end(self, node: yaml.ScalarNode) -> None:
        """`title: Our rule #1` is  Our rule  to YAML: it takes the rest for a comment."""
        line, column = node.end_mark.line, node.end_mark.column
        block = node.style in ("|", ">") or line == len(self.lines)
        if not block and self.file != CODE and self.lines[line][column:].strip().startswith("#"):
            self.problem(self.first_line + line, "cut_short")


def slip_in(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, str]:
    """The line, from 0, on which the slip is likely to be, and the slip in words."""
    for number, line in enumerate(lines[: error.problem_mark.line + 1]):
        if line.count('"') % 2 and not line.lstrip().startswith("#"):
            return number, QUOTES  # PyYAML notices only where the next one stands
    said = f"{error.context or ''} {error.problem or ''}"
    hint = next((words for sign, words in HINTS.items() if sign in said), "")
    # Of what is opened and not closed, PyYAML tells the beginning too.
    opened = "scanning" in said or "flow" in said
    mark = opened and error.context_mark or error.problem_mark
    at = min(mark.line, len(lines) - 1)
    if at and hint == SECOND_COLON and not re.match(".*: .*:( |$)", lines[at]):
        return (at, INDENT) if ": " in lines[at - 1] else (at - 1, NO_COLON)
    return at, hint
