"""The policy's rules: their numbers, 4(6)(b), and their permanent names.

Quoted as in an Act: the section, a number counted through the whole section, a letter. The editor
types bullets and names; numbers are given here, so none can be wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

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
    points: list["Rule"] = field(default_factory=list)

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
    rules: list[Rule]


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
        if name in self.by_name:
            return self.by_name[name]
        number = re.sub(r"^(\d+)\.(\d+)\.?", r"\1(\2)", name)  # 3.1, as people say it
        for rule in self.by_name.values():
            if rule.number == number:
                why = "a rule is cited by its permanent name, since numbers move."
                raise ValueError(f"{why} For {name} write  {rule.name}")
        otherwise = "Was the rule taken out? Then take out the sentence that cites it too."
        raise Unknown("rule", name, self.by_name, otherwise)


def number_rules(pages: list[Page]) -> tuple[Rules, list[Problem]]:
    """The rules in the policy's sections, and what is wrong with how they are typed."""
    found = [section_of(page) for page in pages if is_section(page)]
    rules = Rules(sorted(found, key=lambda section: section.number))
    problems = [*wrong_titles(rules.sections, pages)]
    for section in rules.sections:
        problems += wrong_lines(section)
    for rule in rules.all():
        problems += wrong_rule(rule, rules)
    return rules, problems


def is_section(page: Page) -> bool:
    return page.path.startswith("policy/") and bool(SECTION_TITLE.match(page.title))


def section_of(page: Page) -> Section:
    """A section's bullets as rules, each with the bullets below it as its points."""
    section = int(SECTION_TITLE.match(page.title)[1])
    rules: list[Rule] = []
    for line, indent, text in bullets(page):
        if indent == 0:
            number, among = f"{section}({len(rules) + 1})", rules
        elif indent == POINT_INDENT and rules:
            among = rules[-1].points
            number = f"{rules[-1].number}({chr(ord('a') + len(among))})"
        else:
            continue
        name = NAME.search(text)
        among.append(Rule(number, name and name[1], NAME.sub("", text), page, line))
    return Section(section, page, rules)


def bullets(page: Page) -> list[tuple[int, int, str]]:
    """Each bullet of the page: line, indent, and its text with the lines that carry on from it."""
    found, carries_on = [], False
    for line, source in enumerate(page.body.split("\n"), page.first_line):
        if bullet := BULLET.fullmatch(source.expandtabs(POINT_INDENT)):
            found.append((line, len(bullet[1]), bullet[2].strip()))
            carries_on = True
        elif source.strip():
            carries_on = carries_on and source.startswith(" ")
            if carries_on:
                first_line, indent, text = found[-1]
                found[-1] = (first_line, indent, f"{text} {source.strip()}")
    return found


# --- what is wrong -------------------------------------------------------------------------------


def wrong_titles(sections: list[Section], pages: list[Page]) -> Iterator[Problem]:
    """The sections' numbers run from 1; a page with rules has one."""
    numbers = [section.number for section in sections]
    free = next(number for number in range(1, len(numbers) + 2) if number not in numbers)
    others = [page for page in pages if page.path.startswith("policy/") and not is_section(page)]
    unnumbered = [page for page in others if any(NAME.search(text) for *_, text in bullets(page))]
    for page in unnumbered:
        given = {"free": free, "title": page.title}
        yield page.problem(page.meta.line_of("title"), "section_without_number", **given)
    for expected, section in enumerate(sections, 1):
        if section.number != expected and not unnumbered:
            given = {"number": section.number, "expected": expected}
            line = section.page.meta.line_of("title")
            yield section.page.problem(line, "section_number", **given)
            return


def wrong_lines(section: Section) -> Iterator[Problem]:
    """Lines of a section that are part of no rule, and numbers that are typed before headings."""
    page, below_a_rule = section.page, False
    if not section.rules:
        yield page.problem(page.first_line, "no_rules")
    taken = {part.line for rule in section.rules for part in (rule, *rule.points)}
    for line, *_ in bullets(page):
        if line not in taken:
            yield page.problem(line, "point_indent")
    for line, text in enumerate(page.body.split("\n"), page.first_line):
        bullet = BULLET.fullmatch(text.expandtabs(POINT_INDENT))
        at_margin = text.strip() and not bullet and not text.startswith((" ", "\t", "#"))
        if typed := TYPED_HEADING.match(text):
            yield page.problem(line, "typed_number", typed=typed[1])
        elif NUMBERED.match(text):
            yield page.problem(line, "numbered_rule")
        elif at_margin and below_a_rule:
            yield page.problem(line, "below_a_rule")
        elif at_margin and "{#" in text:
            yield page.problem(line, "named_line")
        below_a_rule = bool(text.strip()) and bool(bullet or below_a_rule)


def wrong_rule(rule: Rule, rules: Rules) -> Iterator[Problem]:
    """A rule has words, and a name that no other has; its number and its letters are given."""
    page, line, other = rule.page, rule.line, rules.by_name.get(rule.name, rule)
    if "{#" in rule.text:
        yield page.problem(line, "rule_name_form")
    elif not rule.name and rule in rules.rules:
        yield page.problem(line, "rule_without_name")
    if other is not rule:
        given = {"name": rule.name, "file": other.page.file, "at": other.line}
        yield page.problem(line, "rule_name_twice", **given)
    if typed := TYPED_NUMBER.match(rule.text):
        yield page.problem(line, "typed_number", typed=typed[0].strip())
    if not rule.text.strip():
        yield page.problem(line, "rule_without_text")
    if len(rule.points) > 26:
        yield page.problem(line, "too_many_points")
