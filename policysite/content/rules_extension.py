"""The Markdown extension that shows rules: numbers, anchors, and what stands beside a rule."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from policysite.content.markdown import HASHTAG
from policysite.content.rules import BULLET, NAME, Rule, Rules

# A no-break space beside a list's mark would swallow the line into the one above.
MARK = re.compile("^([ \u00a0]*)([-*+]|\\d{1,2}\\.)[ \u00a0]+")


class RulesExtension(Extension):
    """Gives each bullet that is a rule its number, its anchors and what stands beside it.

    `beside` maps a rule's permanent name to HTML for below its text; `former` maps names that
    rules used to have to those they have now.
    """

    def __init__(self, rules: Rules, beside: dict[str, str], former: dict[str, str] | None = None):
        super().__init__()
        self.rules, self.beside, self.former = rules, beside, former or {}

    def extendMarkdown(self, md):
        md.preprocessors.register(PlainMarks(md), "plain-marks", 175)
        md.preprocessors.register(TightLists(md, self.rules), "rules", 15)
        # Before "inline" (20), while a bullet's text and its {#name} are still one string.
        md.treeprocessors.register(RuleNumbers(md, self), "rules", 25)


class PlainMarks(Preprocessor):
    """A list's mark is followed by a plain space, whatever was typed; a hashtag is no heading."""

    def run(self, lines: list[str]) -> list[str]:
        return [HASHTAG.sub(escaped, MARK.sub(plain_spaces, line)) for line in lines]


def plain_spaces(mark: re.Match) -> str:
    return mark[0].replace("\u00a0", " ")


def escaped(mark: re.Match) -> str:
    return mark[0].replace("#", "\\#")


class TightLists(Preprocessor):
    """Empty lines between rules and points change nothing; Markdown would make them points."""

    def __init__(self, md, rules: Rules):
        super().__init__(md)
        self.rules = rules

    def run(self, lines: list[str]) -> list[str]:
        names = (NAME.search(line) for line in lines)
        if not any(name and name[1] in self.rules.by_name for name in names):
            return lines
        filled = [number for number, line in enumerate(lines) if line.strip()]
        kept = lines[: filled[0]]
        for number, following in zip(filled, [*filled[1:], len(lines)], strict=True):
            in_list = BULLET.match(lines[number]) or lines[number].startswith(" ")
            tight = in_list and following < len(lines) and BULLET.match(lines[following])
            kept += [lines[number]] if tight else lines[number:following]
        return kept


class RuleNumbers(Treeprocessor):
    def __init__(self, md, extension: RulesExtension):
        super().__init__(md)
        self.rules, self.beside = extension.rules, extension.beside
        self.former = extension.former

    def run(self, root: Element) -> None:
        section = ""
        for bullet_list in root.findall("ul"):
            rules = [self.rules.by_name.get(name_in(item)) for item in bullet_list]
            if any(rules):
                as_numbered(bullet_list, "rules")
            for item, rule in zip(bullet_list, rules, strict=True):
                if rule:
                    self.mark(item, rule, "Rule ", rule.number)
                    section = rule.number.partition("(")[0]
        for count, heading in enumerate(root.findall("h2") if section else (), 1):
            heading.text = f"{section}.{count} {heading.text or ''}"

    def mark(self, item: Element, rule: Rule, before: str, shown: str) -> None:
        """The bullet's element carries the number's id; the number links to the name."""
        item.set("id", rule.anchor)
        item.set("class", "rule" if before == "Rule " else "point")
        text = carrier(item)
        link = Element("a", {"class": "rule-number", "href": f"#{rule.name or rule.anchor}"})
        link.set("translate", "no")
        if rule.name:
            link.set("id", rule.name)
        SubElement(link, "span", {"class": "visually-hidden"}).text = before
        link[0].tail = AtomicString(shown)
        link.tail = " " + NAME.sub("", text.text or "").strip()
        text.text = None
        text.insert(0, link)
        for old, new in self.former.items():
            if rule.name and new == rule.name:
                text.insert(0, Element("span", {"id": old}))
        points = item.find("ul")
        if html := self.beside.get(rule.name or rule.number):
            note = Element("div")
            note.text = self.md.htmlStash.store(html)
            item.insert(len(item) if points is None else list(item).index(points), note)
        if points is not None:
            as_numbered(points, "points")
            for each, point in zip(points, rule.points, strict=False):
                self.mark(each, point, f"Rule {rule.number}", point.letter)


def as_numbered(bullet_list: Element, name: str) -> None:
    """An ordered list whose numbers stand in its text; the role keeps it a list without markers."""
    bullet_list.tag = "ol"
    bullet_list.set("class", name)
    bullet_list.set("role", "list")


def carrier(item: Element) -> Element:
    """What holds a bullet's own text: the bullet, or its first paragraph."""
    first = item[0] if len(item) else None
    in_paragraph = first is not None and first.tag == "p" and not (item.text or "").strip()
    return first if in_paragraph else item


def name_in(item: Element) -> str | None:
    match = NAME.search(carrier(item).text or "")
    return match and match[1]
