"""Each slip of the tables is said with its file and line; nothing is said of a right edit."""

import re

import pytest

from policysite.problems import messages
from tests.cases.fields import VALUES, wrong_values
from tests.cases.tables import cases

CASES = cases()
# Of forms, of pull requests, of the agreed document and of the built site, in tests/unit.
TESTED_ELSEWHERE = re.compile(
    "form_|review_edited|edition_edited|address_gone|same_source"
    "|not_checked_again|numbers_exchanged|cited_otherwise|event_twice|not_printed|sign_without_font|dead_link|unsafe"
    "|weight|misspelt|reading_grade|sentence_length|link_no_place|source_|settled_|words_"
    "|bullet_without_rule|rule_without_bullet|not_made|search_"
)


def marked(case):
    """What is known not to be so yet says why."""
    known = case.edit.get("known")
    return pytest.param(case, id=str(case), marks=[pytest.mark.xfail(reason=known)] * bool(known))


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_what_is_said_of_an_edit(case, playground):
    with playground.put_back():
        line = case.make(playground)
        assert not case.differs(case.problems(playground), line)


def test_each_message_is_said_of_some_edit():
    """A message that no edit brings about is dead, or is not tested."""
    listed = {name for kind in messages().values() for name in kind}
    said = {name for case in CASES for _, name, _ in case.said}
    said |= {name for kind in VALUES for names in wrong_values(kind).values() for name in names}
    assert sorted(name for name in listed - said if not TESTED_ELSEWHERE.match(name)) == []
