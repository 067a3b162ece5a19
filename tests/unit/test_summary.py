"""The summary of a pull request, as an editor reads it on GitHub."""

from policysite.problems import Problem
from policysite.review.summary import plain, summary

WRONG = Problem("docs/a b.md", 3, "a heading. Write  ## It")
REMARK = Problem("data/help.yaml", 9, '"x_y" is <new>.', remark=True)


def test_the_order_is_errors_remarks_pages_rules():
    text = summary([WRONG, REMARK], "## Pages that change\n", ["Rule 1(1) is new."])
    parts = ["## What to mend", "a heading", "## Remarks", "x\\_y", "## Pages", "## Rules", "1(1)"]
    assert sorted(parts, key=text.index) == parts


def test_a_right_change_can_be_merged():
    text = summary([REMARK], "## Pages that change\n", [])
    assert "1 remark. A remark stops nothing. This can be merged." in text
    assert "## Rules" not in text


def test_what_could_not_be_built_is_said():
    assert "listed here once this is mended" in summary([WRONG], None, [])


def test_a_line_leads_to_the_editor():
    text = summary([WRONG], None, [], "https://example.org/edit/my-branch")
    assert "[`docs/a b.md, line 3`](https://example.org/edit/my-branch/docs/a%20b.md#L3)" in text


def test_words_are_shown_as_they_stand_and_what_is_to_be_typed_as_code():
    assert plain("Add  nav:  above. Write   - a.md") == "Add `nav:` above. Write `- a.md`"
    assert plain("for <b> write  &lt;") == "for \\<b\\> write `&lt;`"
    assert plain("pairs:  a `b`") == "pairs: `` a `b` ``"
