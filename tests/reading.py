"""How hard a page is to read: Flesch–Kincaid grade and words a sentence, over its running text.

Left out: headings, contacts and help services, tables, rules' numbers and sources, what the build adds
about reviews. Each block ends a sentence. In the policy also the titles of documents and people's names.
"""

import re
import warnings

from bs4 import BeautifulSoup, Tag

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # about pkg_resources
    import textstat

LEFT_OUT = ("h1, h2, h3, h4, summary, table, .urgent, .contact, .contact-cards, .help-cards, .people, .channels, .clause, .advice, .approval, "
            ".policy-state, .dated-note, .changed-note, .rule-number, .visually-hidden, .downloads, .download, [href^='tel:'], [href^='mailto:']")
BLOCKS = ["p", "li"]
OTHER_POLICIES = ["Allegations against Staff policy", "Home-School Agreements", "Remote Learning Acceptable Use Policy", "Acceptable use of Technology policy"]


def grade(text: str) -> float:
    return textstat.flesch_kincaid_grade(text)


def words_a_sentence(text: str) -> float:
    return textstat.lexicon_count(text) / max(1, textstat.sentence_count(text))


def running_text(html: str, left_out: re.Pattern | None = None) -> str:
    """What is read from one end to the other, a block a line."""
    article = BeautifulSoup(html, "html.parser").find("article")
    for part in article.select(LEFT_OUT):
        part.decompose()
    return "\n".join(sentences(article, left_out))


def sentences(element: Tag, left_out: re.Pattern | None = None) -> list[str]:
    """The element's blocks in order, each ended like a sentence."""
    texts = (left_out.sub("", own_text(block)) if left_out else own_text(block) for block in element.find_all(BLOCKS))
    return [re.sub(r"[\s:;,.]*$", "", text) + ("" if re.search(r"[!?]\s*$", text) else ".") for text in texts if re.search(r"\w", text)]


def own_text(block: Tag) -> str:
    """A block's text without the blocks in it."""
    parts = (part.get_text() if isinstance(part, Tag) else part for part in block.children
             if not (isinstance(part, Tag) and (part.name in ("ul", "ol", "div", "aside") or part.name in BLOCKS)))
    return " ".join("".join(parts).split())


def titles_and_names(site) -> re.Pattern:
    """What nobody can make simpler: titles of documents and policies, people's and the school's names, channels' addresses."""
    facts = site.facts
    policies = [point.text for point in site.clauses.find("linked-policies").points] + OTHER_POLICIES
    short = [re.sub(r"(?i) polic(y|ies)( \(AUP\))?$", "", title) for title in policies]  # "Behaviour", with its capital letter
    whole = policies + [each.title for each in facts.guidance.values()] + [facts.policy.school, facts.policy.short_name]
    whole += [each.name for each in facts.contacts.values() if each.email] + [each.address for each in facts.channels.values()]
    either = "|".join(re.escape(title) for title in sorted(whole, key=len, reverse=True))
    return re.compile(rf"\b((?i:{either})( \d{{4}})?|{'|'.join(map(re.escape, sorted(short, key=len, reverse=True)))})(?!\w)")
