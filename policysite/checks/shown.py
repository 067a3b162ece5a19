"""What readers come to a page for can't be lost with a line."""

import re
from collections.abc import Iterator

from policysite.content.calls import find
from policysite.content.content import Content
from policysite.problems import Problem, problem


def check(content: Content) -> Iterator[Problem]:
    """Each page shows what data/pages.yaml says of it."""
    for pattern, calls in content.data.pages.items():
        paths = re.compile(re.escape(pattern).replace(r"\*", "[^/]*"))  # a * is any name
        pages = [page for page in content.pages if paths.fullmatch(page.path)]
        if not pages:
            line = content.data.pages.line_of(pattern)
            yield problem("data/pages.yaml", line, "shown_no_page", path=pattern)
        for page in pages:
            shown = {(call.name, name) for call in page.calls for name in (*call.names, None)}
            for typed in calls:
                wanted = next(find("{{ " + typed + " }}", 1))
                if not {(wanted.name, name) for name in wanted.names or (None,)} <= shown:
                    yield page.problem(page.first_line, "not_shown", call=typed)
