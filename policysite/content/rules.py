"""The policy's rules: their numbers, 4(6)(b), and their permanent names.

Quoted as in an Act: the section, a number counted through the whole section, a letter. The editor
types bullets and names; numbers are given here, so none can be wrong.
"""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

from policysite.content.pages import Page
from policysite.problems import Problem, Unknown

SECTION_TITLE = re.compile(r"(\d+)\. \S")
BULLET = re.compile(r"( *)[-*+] +(.*)")
NAME = re.compile(r"\s*\{#([a-z][a-z0-9-]*)\}\s*$")
NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s")
TYPED_NUMBER = re.compile(
    r"\s*([Rr]ule \d[\w()]*[:.]|\d+(\(\w+\))+[:.]?|\d+(\.\d+)+[:.)]?|\(?\d+[.):]"
    r"|\(?([a-z]|[ivx]{2,5})[.)]|\(?[A-Z]\))\s"
)
TYPED_HEADING = re.compile(r"## *(\d+\.\d+)\b")
POINT_INDENT = 4  # Python-Markdown nests a list at four spaces


@dataclass(frozen=True)
class Rule:
    """A rule, 4(7), or one of its lettered points, 4(6)(b). `text` is Markdown without the name."""

    number: str
    name: str | None
    text: str
    page: Page
    line: int
    points: tuple["Rule", ...] = ()

    @property
    def anchor(self) -> str:
        """`clause-4-6-b`: where the number as it is today can be found."""
        return "clause-" + "-".join(re.findall(r"\w+", self.number))

    @property
    def address(self) -> str:
        """Below the site's own address, by the permanent name if it has one."""
        return f"{self.page.url}#{self.name or self.anchor}"

    @property
    def letter(self) -> str:
        """A point's own part of its number: (b)."""
        return f"({self.number.rpartition('(')[2]}"


@dataclass(frozen=True)
class Section:
    number: int
    page: Page
    rules: tuple[Rule, ...]


class Rules:
    """Every rule of the policy, in order, and by name."""

    def __init__(self, sections: list[Section]):
        self.sections = sections
        self.rules = [rule for section in sections for rule in section.rules]
        self.by_name = {rule.name: rule for rule in self.all() if rule.name}

    def all(self) -> Iterator[Rule]:
        """Each rule, and each of its points after it."""
        for rule in self.rules:
            yield rule
            yield from rule.points

    def find(self, name: str) -> Rule:
        """The rule or point of that permanent name. Raises Unknown, which lists near names."""
        if name not in self.by_name:
            number = re.sub(r"^(\d+)\.(\d+)\.?", r"\1(\2)", name)  # 3.1, as people say it
            for rule in self.by_name.values():
                if rule.number == number:
                    raise ValueError(
                        "a rule is cited by its permanent name, since numbers move. For "
                        f"{name} write  {rule.name}"
                    )
            otherwise = "Was the rule taken out? Then take out the sentence that cites it too."
            raise Unknown("rule", name, self.by_name, otherwise)
        return self.by_name[name]


def number_rules(pages: list[Page]) -> tuple[Rules, list[Problem]]:
    """The policy's sections (`policy/…`, titled `4. …`), and what keeps a rule from its number."""
    numbering = Numbering()
    sections = sorted(
        (numbering.section(page) for page in pages if is_section(page)),
        key=lambda section: section.number,
    )
    numbering.check_titles(sections, pages)
    rules = Rules(sections)
    numbering.check_names(rules)
    return rules, numbering.problems


def is_section(page: Page) -> bool:
    return page.path.startswith("policy/") and bool(SECTION_TITLE.match(page.title))


def bullets(page: Page, bullet: re.Pattern = BULLET) -> Iterator[tuple[int, int, str]]:
    """Each bullet of the page: line, indent, and its text with the lines that carry on from it."""
    item = None
    for line, source in enumerate(page.body.split("\n"), page.first_line):
        match = bullet.fullmatch(source.expandtabs(POINT_INDENT))
        carries_on = item and source.startswith(" ") and source.strip()
        if match:
            if item:
                yield tuple(item)
            item = [line, len(match[1]), match[2].strip()]
        elif carries_on:
            item[2] += " " + source.strip()
        elif item and source.strip():
            yield tuple(item)
            item = None
    if item:
        yield tuple(item)


class Numbering:
    """Numbers bullets as rules and points, and keeps what is wrong with them."""

    def __init__(self):
        self.problems: list[Problem] = []

    def problem(self, page: Page, line: int, name: str, /, **given) -> None:
        self.problems.append(page.problem(line, name, **given))

    def section(self, page: Page) -> Section:
        """A section's bullets as rules, points below them."""
        number = int(SECTION_TITLE.match(page.title)[1])
        found: list[tuple[int, str, list]] = []  # (line, text, [(line, text)])
        for line, indent, text in bullets(page):
            if indent == 0:
                found.append((line, text, []))
            elif indent == POINT_INDENT and found:
                found[-1][2].append((line, text))
            else:
                self.problem(page, line, "point_indent")
        self.problems += [page.problem(line, name) for line, name in lost_lines(page)]
        for line, text in page.numbered():
            if typed := TYPED_HEADING.match(text):
                self.problem(page, line, "typed_number", typed=typed[1])
        rules = tuple(
            self.rule(f"{number}({count})", *bullet, page) for count, bullet in enumerate(found, 1)
        )
        if not rules:
            self.problem(page, page.first_line, "no_rules")
        return Section(number, page, rules)

    def rule(self, number: str, line: int, text: str, points: list, page: Page) -> Rule:
        """A rule with its points lettered. A rule needs a name; a point has one where cited."""
        letters = string.ascii_lowercase
        if len(points) > len(letters):
            self.problem(page, line, "too_many_points")
        lettered = tuple(
            self.named(f"{number}({letter})", at, words, page)
            for letter, (at, words) in zip(letters, points, strict=False)
        )
        rule = self.named(number, line, text, page, lettered)
        if not rule.name and "{#" not in rule.text:
            self.problem(page, line, "rule_without_name")
        return rule

    def named(self, number, line, text, page, points=()) -> Rule:
        """A bullet's text parted from its permanent name."""
        match = NAME.search(text)
        bare = NAME.sub("", text)
        if "{#" in bare:
            self.problem(page, line, "rule_name_form")
        elif typed := TYPED_NUMBER.match(bare):
            self.problem(page, line, "typed_number", typed=typed[0].strip())
        elif not bare.strip():
            self.problem(page, line, "rule_without_text")
        return Rule(number, match and match[1], bare, page, line, points)

    def check_titles(self, sections: list[Section], pages: list[Page]) -> None:
        """The sections' numbers run from 1; a page with rules has one."""
        numbers = [section.number for section in sections]
        free = next(number for number in range(1, len(numbers) + 2) if number not in numbers)
        unnumbered = False
        for page in pages:
            named = page.path.startswith("policy/") and not is_section(page)
            if named and any(NAME.search(text) for _, _, text in bullets(page)):
                unnumbered = True
                line = page.meta.line_of("title")
                self.problem(page, line, "section_without_number", free=free, title=page.title)
        for expected, section in enumerate(sections, 1):
            if section.number != expected and not unnumbered:
                line, number = section.page.meta.line_of("title"), section.number
                given = {"number": number, "expected": expected}
                self.problem(section.page, line, "section_number", **given)
                break

    def check_names(self, rules: Rules) -> None:
        """A permanent name belongs to one rule, or a citation could mean either."""
        for rule in rules.all():
            other = rules.by_name.get(rule.name, rule)
            if other is not rule:
                given = {"name": rule.name, "file": other.page.file, "at": other.line}
                self.problem(rule.page, rule.line, "rule_name_twice", **given)


def lost_lines(page: Page) -> Iterator[tuple[int, str]]:
    """Lines that Markdown would not make part of a rule: line, and the message's name."""
    below_a_rule = False
    for line, text in enumerate(page.body.split("\n"), page.first_line):
        bullet = BULLET.fullmatch(text.expandtabs(POINT_INDENT))
        at_margin = text.strip() and not bullet and not text.startswith((" ", "\t", "#"))
        if NUMBERED.match(text):
            yield line, "numbered_rule"
        elif at_margin and below_a_rule:
            yield line, "below_a_rule"
        elif at_margin and "{#" in text:
            yield line, "named_line"
        below_a_rule = bool(text.strip()) and bool(bullet or below_a_rule)
