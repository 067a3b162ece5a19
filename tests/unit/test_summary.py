"""The summary of a pull request, as an editor reads it on GitHub."""

import pytest

from policysite.problems import Problem
from policysite.review.summary import TITLE, pages_changed, plain, summary

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


@pytest.fixture
def sites(tmp_path):
    """Two built sites, alike."""
    for name in ("before", "now"):
        write(tmp_path / name, "contacts", "<h1>Who</h1><p>Ring 1 &amp; 2.</p>")
    return tmp_path / "before", tmp_path / "now"


def write(site, page: str, article: str) -> None:
    (site / page).mkdir(parents=True, exist_ok=True)
    (site / page / "index.html").write_text(f"<article>{article}</article>")


def test_nothing_changed(sites):
    assert pages_changed(*sites) == f"{TITLE}No page says anything else than before.\n"


def test_a_site_that_could_not_be_built(sites):
    assert "could not be built" in pages_changed(sites[0] / "nowhere", sites[1])


def test_pages_that_change_alike_are_told_once(sites):
    for page in ("contacts", "second"):
        write(sites[0], page, "<p>Mr Old (version 0123abc)</p>")
        write(sites[1], page, "<p>Mr New (version 4567def)</p>")
    text = pages_changed(*sites)
    both = "`contacts/index.html`, `second/index.html`"
    assert f"### Changed: {both}\n\n```diff\n- Mr Old\n+ Mr New\n```" in text


def test_words_before_and_after(sites):
    before, now = sites
    write(now, "contacts", "<h1>Who</h1><p>Ring 3 &amp; 4.</p>")
    write(now, "new", "<p>```</p>")
    write(before, "old", "<p>Gone</p>")
    text = pages_changed(before, now)
    changed = "### Changed: `contacts/index.html`\n\n```diff\n- Ring 1 & 2.\n+ Ring 3 & 4.\n```"
    assert changed in text
    assert "### New: `new/index.html`\n\n````diff\n+ ```\n````" in text  # no text ends its own box
    assert "### Taken away: `old/index.html`\n\n```diff\n- Gone\n```" in text
