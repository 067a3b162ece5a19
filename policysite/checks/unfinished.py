"""What looks unfinished, doubled, or pasted with something else, is asked about."""

import re
from collections.abc import Iterator

from policysite.content.content import Content
from policysite.problems import Problem, short

UNFINISHED = re.compile(
    r"\bTODO\b|\bTBC\b|\[(?:insert|add|tbc|your|name of)\b[^\]]*\](?!\()|(?<=\S)\?{3,}"
    r"|[Ll]orem ipsum|Sent from my \w+|[Aa]s an AI (?:language )?model"
    r"|^(?:Certainly|Sure|Of course)[!,] [Hh]ere|^(?:From|Sent|To|Cc|Subject): "
    r"|\b(?!that\b|had\b|very\b|in\b|is\b)([a-z]{2,}) \1\b"
)


def check(content: Content) -> Iterator[Problem]:
    """Nothing on a page still waits to be written."""
    for page in content.pages:
        for line, text in page.numbered():
            if found := UNFINISHED.search(text):
                yield page.problem(line, "unfinished", found=short(found[0]))
