"""Numbers the policy's rules, 4(6)(b), and knows them by their permanent names.

Quoted as in an Act: the section, a number counted through the whole section, a letter. The
editor types bullets and names; numbers are given here, so none can be wrong.
"""

import re
import string
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from policysite.pages import Page
from policysite.problems import Problem, Unknown

SECTION_TITLE = re.compile(r"(\d+)\. \S")
BULLET = re.compile(r"( *)[-*+] +(.*)")
NAME = re.compile(r"\s*\{#([a-z][a-z0-9-]*)\}\s*$")
NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s")
TYPED_NUMBER = re.compile(r"\s*([Rr]ule \d[\w()]*[:.]|\d+(\(\w+\))+[:.]?|\d+(\.\d+)+[:.)]?|\(?\d+[.):]|\(?([a-z]|[ivx]{2,5})[.)]|\(?[A-Z]\))\s")
POINT_INDENT = 4  # Python-Markdown nests a list at four spaces


@dataclass(frozen=True)
class Clause:
    """A rule, 4(7), or one of its lettered points, 4(6)(b)."""

    number: str
    name: str | None
    text: str  # the Markdown after the bullet, without the name
    page: Page
    line: int
    points: tuple["Clause", ...] = ()

    @property
    def anchor(self) -> str:
        """`clause-4-6-b`: where the number as it is today can be found."""
        return "clause-" + "-".join(re.findall(r"\w+", self.number))

    @property
    def address(self) -> str:
        """Below the site's own address, by the permanent name if it has one."""
        return f"{self.page.url}#{self.name or self.anchor}"


@dataclass(frozen=True)
class Section:
    number: int
    page: Page
    rules: tuple[Clause, ...]


class Clauses:
    """Every rule of the policy, in order, and by name."""

    def __init__(self, sections: list[Section]):
        self.sections = sections
        self.rules = [rule for section in sections for rule in section.rules]
        self.by_name = {clause.name: clause for rule in self.rules for clause in (rule, *rule.points) if clause.name}

    def find(self, name: str) -> Clause:
        """The rule or point of that permanent name. Raises Unknown, which lists near names."""
        if name not in self.by_name:
            number = re.sub(r"^(\d+)\.(\d+)\.?", r"\1(\2)", name)  # 3.1, as people say it
            for clause in self.by_name.values():
                if clause.number == number:
                    raise ValueError(f"a rule is cited by its permanent name, since numbers move. For {name} write  {clause.name}")
            raise Unknown("rule", name, self.by_name, "Was the rule taken out? Then take out the sentence that cites it too.")
        return self.by_name[name]


def number_clauses(pages: list[Page]) -> tuple[Clauses, list[Problem]]:
    """The policy's sections among the pages (`policy/…`, titled `4. …`), and what keeps a rule from being numbered."""
    problems: list[Problem] = []
    sections = sorted((number_section(page, problems) for page in pages if is_section(page)),
                      key=lambda section: section.number)
    numbers = [section.number for section in sections]
    missing = next((number for number in range(1, len(numbers) + 2) if number not in numbers))
    without_number = [page for page in pages if page.path.startswith("policy/") and not is_section(page) and any(NAME.search(text) for _, _, text in bullets(page))]
    problems += [Problem(page.file, page.meta.line_of("title"), f"this page has rules, and its title no number. Write  title: {missing}. {page.title}")
                 for page in without_number]
    for expected, section in enumerate(sections, 1):
        if section.number != expected and not without_number:
            problems.append(Problem(section.page.file, section.page.meta.line_of("title"),
                                    f"this title has the number {section.number}; the next section is {expected}. "
                                    f"Write  title: {expected}. …"))
            break
    clauses = Clauses(sections)
    problems += named_twice(clauses)
    return clauses, problems


def is_section(page: Page) -> bool:
    return page.path.startswith("policy/") and bool(SECTION_TITLE.match(page.title))


def number_section(page: Page, problems: list[Problem]) -> Section:
    """A section's bullets as rules, points below them."""
    number = int(SECTION_TITLE.match(page.title)[1])
    rules: list[tuple] = []  # (line, text, [(line, text)])
    for line, indent, text in bullets(page):
        if indent == 0:
            rules.append((line, text, []))
        elif indent == POINT_INDENT and rules:
            rules[-1][2].append((line, text))
        else:
            problems.append(Problem(page.file, line, "a point stands four spaces in, below its rule. "
                                                     "Move this line to four spaces, or to the margin."))
    problems += [Problem(page.file, line, what) for line, what in lost(page)]
    made = tuple(rule_of(f"{number}({count})", *rule, page, problems) for count, rule in enumerate(rules, 1))
    if not made:
        problems.append(Problem(page.file, page.first_line, "this section has no rules. A rule is a line such as   - Text. {#its-name}"))
    return Section(number, page, made)


def lost(page: Page):
    """Lines that Markdown would not make part of a rule, though they are one's: without a hyphen, numbered, or not indented below it."""
    below_a_rule = False
    for line, text in enumerate(page.body.split("\n"), page.first_line):
        bullet = BULLET.fullmatch(text.expandtabs(POINT_INDENT))
        if NUMBERED.match(text):
            yield line, "numbers are given by the site. Write this line with a hyphen instead:  - Text. {#its-name}"
        elif text.strip() and not bullet and not text.startswith((" ", "\t", "#")):
            if below_a_rule:
                yield line, "this line stands right below a rule. Put two spaces in front if it belongs to that, else a hyphen and a space."
            elif "{#" in text:
                yield line, "this line has a rule's name, and is no rule. Write a hyphen and a space in front of it."
        below_a_rule = bool(text.strip()) and bool(bullet or below_a_rule)


def bullets(page: Page, bullet: re.Pattern = BULLET):
    """Each bullet of the page: its line, its indent, and its text with the lines that carry on from it."""
    item = None
    for line, source in enumerate(page.body.split("\n"), page.first_line):
        match = bullet.fullmatch(source.expandtabs(POINT_INDENT))
        if match:
            if item:
                yield tuple(item)
            item = [line, len(match[1]), match[2].strip()]
        elif item and source.startswith(" ") and source.strip():
            item[2] += " " + source.strip()
        elif item and source.strip():
            yield tuple(item)
            item = None
    if item:
        yield tuple(item)


def rule_of(number: str, line: int, text: str, points: list, page: Page, problems: list[Problem]) -> Clause:
    """A rule with its points lettered. A rule needs a name; a point has one where it is cited."""
    if len(points) > len(string.ascii_lowercase):
        problems.append(Problem(page.file, line, "this rule has more than 26 points. Split it in two."))
    lettered = tuple(clause_of(f"{number}({letter})", at, words, page, problems)
                     for letter, (at, words) in zip(string.ascii_lowercase, points))
    rule = clause_of(number, line, text, page, problems, lettered)
    if not rule.name and "{#" not in rule.text:
        problems.append(Problem(page.file, line, "this rule has no permanent name. Add one at its end, such as {#short-name}."))
    return rule


def clause_of(number, line, text, page, problems, points=()) -> Clause:
    match = NAME.search(text)
    bare = NAME.sub("", text)
    if "{#" in bare:
        problems.append(Problem(page.file, line, "a permanent name is one word of small letters and hyphens, at the end "
                                                 "of the rule, such as {#short-name}."))
    elif typed := TYPED_NUMBER.match(bare):
        problems.append(Problem(page.file, line, f"numbers are given by the site. Take {typed[0].strip()} away."))
    elif not bare.strip():
        problems.append(Problem(page.file, line, "this bullet has no text. Write the rule, or take the bullet away."))
    return Clause(number, match and match[1], bare, page, line, points)


def named_twice(clauses: Clauses) -> list[Problem]:
    """A permanent name belongs to one rule, or a citation could mean either."""
    everything = [clause for rule in clauses.rules for clause in (rule, *rule.points) if clause.name]
    return [Problem(clause.page.file, clause.line, f'the name "{clause.name}" belongs to the rule in '
                    f"{clauses.by_name[clause.name].page.file}, line {clauses.by_name[clause.name].line}. Give this one another.")
            for clause in everything if clauses.by_name[clause.name] is not clause]


# --- as Markdown is rendered -----------------------------------------------------------------------

class ClauseExtension(Extension):
    """Gives each bullet that is a rule its number, its anchors and what stands beside it.

    `beside` maps a rule's permanent name to HTML for a note below its text; `former` maps names that
    rules used to have to those they have now.
    """

    def __init__(self, clauses: Clauses, beside: dict[str, str], former: dict[str, str] | None = None):
        super().__init__()
        self.clauses, self.beside, self.former = clauses, beside, former or {}

    def extendMarkdown(self, md):
        md.preprocessors.register(TightLists(md, self.clauses), "clauses", 15)
        # Before "inline" (20), while a bullet's text and its {#name} are still one string.
        md.treeprocessors.register(ClauseNumbers(md, self.clauses, self.beside, self.former), "clauses", 25)


class TightLists(Preprocessor):
    """Empty lines between rules and points change nothing; Markdown would take the rules below them for points."""

    def __init__(self, md, clauses: Clauses):
        super().__init__(md)
        self.clauses = clauses

    def run(self, lines: list[str]) -> list[str]:
        if not any((name := NAME.search(line)) and name[1] in self.clauses.by_name for line in lines):
            return lines
        filled = [number for number, line in enumerate(lines) if line.strip()]
        below = dict(zip(filled, filled[1:]))
        kept = []
        for number in filled:
            next_one = below.get(number, len(lines))
            between = in_list(lines[number]) and next_one < len(lines) and BULLET.match(lines[next_one])
            kept += [lines[number]] if between else lines[number:next_one]
        return lines[:filled[0]] + kept


def in_list(line: str) -> bool:
    """A bullet, or a line that carries on from one."""
    return bool(BULLET.match(line)) or line.startswith(" ")


class ClauseNumbers(Treeprocessor):
    def __init__(self, md, clauses: Clauses, beside: dict[str, str], former: dict[str, str]):
        super().__init__(md)
        self.clauses, self.beside, self.former = clauses, beside, former

    def run(self, root: Element) -> None:
        for bullet_list in root.findall("ul"):
            rules = [self.clauses.by_name.get(name_in(item)) for item in bullet_list]
            if any(rules):
                as_numbered(bullet_list, "rules")
            for item, rule in zip(bullet_list, rules):
                if rule:
                    self.mark(item, rule, "Rule ", rule.number)

    def mark(self, item: Element, clause: Clause, before: str, shown: str) -> None:
        """The bullet's element carries the number's id; the number links to the name."""
        item.set("id", clause.anchor)
        item.set("class", "rule" if before == "Rule " else "point")
        text = carrier(item)
        link = Element("a", {"class": "rule-number", "href": f"#{clause.name or clause.anchor}"})
        if clause.name:
            link.set("id", clause.name)
        SubElement(link, "span", {"class": "visually-hidden"}).text = before
        link[0].tail = AtomicString(shown)
        link.tail = " " + NAME.sub("", text.text or "").strip()
        text.text = None
        text.insert(0, link)
        for old in (old for old, new in self.former.items() if clause.name and new == clause.name):
            text.insert(0, Element("span", {"id": old}))
        points = item.find("ul")
        if html := self.beside.get(clause.name):
            note = Element("div")
            note.text = self.md.htmlStash.store(html)
            item.insert(len(item) if points is None else list(item).index(points), note)
        if points is not None:
            as_numbered(points, "points")
            for each, point in zip(points, clause.points):
                self.mark(each, point, f"Rule {clause.number}", point.number.removeprefix(clause.number))


def as_numbered(bullet_list: Element, name: str) -> None:
    """An ordered list whose numbers stand in its text; the role keeps it a list where its markers are off."""
    bullet_list.tag = "ol"
    bullet_list.set("class", name)
    bullet_list.set("role", "list")


def carrier(item: Element) -> Element:
    """What holds a bullet's own text: the bullet, or its first paragraph where blank lines stand between."""
    first = item[0] if len(item) else None
    return first if first is not None and first.tag == "p" and not (item.text or "").strip() else item


def name_in(item: Element) -> str | None:
    match = NAME.search(carrier(item).text or "")
    return match and match[1]
