"""The Markdown extension that shows rules: numbers, anchors, and what stands beside a rule."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from policysite.content.markdown import HASHTAG
from policysite.content.rules import NAME, Rule, Rules

# A no-break space beside a list's mark would swallow the line into the one above.
MARK = re.compile("^([ \u00a0]*)([-*+]|\\d{1,2}\\.)[ \u00a0]+")
EMPTY_BETWEEN = re.compile(
    r"^((?:[ \t]+|[-*+][ \t]+)\S.*\n)(?:[ \t]*\n)+(?=[ \t]*[-*+][ \t])", re.MULTILINE
)


class RulesExtension(Extension):
    """Gives each bullet that is a rule its number, its anchors and what stands beside it.

    `beside` maps a rule's permanent name to HTML for below its text; `former` maps names that
    rules used to have to those they have now.
    """

    def __init__(self, rules: Rules, beside: dict[str, str], former: dict[str, str] | None = None):
        super().__init__()
        self.rules, self.beside, self.former = rules, beside, former or {}

    def extendMarkdown(self, md):
        md.preprocessors.register(PlainLists(md, self.rules), "plain-lists", 175)
        # Before "inline" (20), while a bullet's text and its {#name} are still one string.
        md.treeprocessors.register(RuleNumbers(md, self), "rules", 25)


class PlainLists(Preprocessor):
    """Whatever was typed: a list's mark is followed by a plain space, a hashtag is no heading, and
    empty lines between rules and points change nothing."""

    def __init__(self, md, rules: Rules):
        super().__init__(md)
        self.rules = rules

    def run(self, lines: list[str]) -> list[str]:
        lines = [MARK.sub(lambda mark: mark[0].replace("\u00a0", " "), line) for line in lines]
        lines = [HASHTAG.sub(lambda mark: mark[0].replace("#", "\\#"), line) for line in lines]
        names = (NAME.search(line) for line in lines)
        if any(name and name[1] in self.rules.by_name for name in names):
            return EMPTY_BETWEEN.sub(r"\1", "\n".join(lines)).split("\n")
        return lines


class RuleNumbers(Treeprocessor):
    """Finds the rules' bullets, and numbers them."""

    def __init__(self, md, extension: RulesExtension):
        super().__init__(md)
        self.rules, self.beside = extension.rules, extension.beside
        self.former = extension.former

    def run(self, root: Element) -> None:
        section = ""
        for bullet_list in root.findall("ul"):
            rules = [self.rules.by_name.get(name_in(item)) for item in bullet_list]
            if any(rules):
                self.number(bullet_list, rules, "rule")
                section = next(filter(None, rules)).number.partition("(")[0]
        for count, heading in enumerate(root.findall("h2") if section else (), 1):
            heading.text = f"{section}.{count} {heading.text or ''}"

    def number(self, bullet_list: Element, rules: list[Rule | None], kind: str) -> None:
        """A list of rules or points, whose numbers stand in its text: the role keeps it a list."""
        bullet_list.tag = "ol"
        bullet_list.attrib |= {"class": f"{kind}s", "role": "list"}
        for item, rule in zip(bullet_list, rules, strict=False):
            if rule:
                item.attrib |= {"class": kind, "id": rule.anchor}
                self.show_number(carrier(item), rule, kind)
                self.show_beside(item, rule)

    def show_number(self, text: Element, rule: Rule, kind: str) -> None:
        """The number, which links to the permanent name; a former name is a place too."""
        shown = rule.number if kind == "rule" else rule.letter
        link = Element("a", {"class": "rule-number", "href": f"#{rule.name or rule.anchor}"})
        link.set("translate", "no")
        if rule.name:
            link.set("id", rule.name)
        hidden = SubElement(link, "span", {"class": "visually-hidden"})
        hidden.text = f"Rule {rule.number.removesuffix(shown)}"
        hidden.tail = AtomicString(shown)
        link.tail = " " + NAME.sub("", text.text or "").strip()
        text.text = None
        text.insert(0, link)
        for old, new in self.former.items():
            if new == rule.name:
                text.insert(0, Element("span", {"id": old}))

    def show_beside(self, item: Element, rule: Rule) -> None:
        """What stands beside a rule comes between its text and its points."""
        points = item.find("ul")
        if html := self.beside.get(rule.name or rule.number):
            note = Element("div")
            note.text = self.md.htmlStash.store(html)
            item.insert(len(item) if points is None else list(item).index(points), note)
        if points is not None:
            self.number(points, rule.points, "point")


def carrier(item: Element) -> Element:
    """What holds a bullet's own text: the bullet, or its first paragraph."""
    first = item[0] if len(item) else None
    in_paragraph = first is not None and first.tag == "p" and not (item.text or "").strip()
    return first if in_paragraph else item


def name_in(item: Element) -> str | None:
    match = NAME.search(carrier(item).text or "")
    return match and match[1]
