"""Not tied down: what makes the other engine's comparison fail."""

import pytest

from tests.compare_engines import differences

PAGE = '<html><body><article><h1 id="top">Title</h1><p>Text <a href="x/">link</a></p></article></body></html>'


@pytest.fixture
def two_sites(tmp_path):
    """One page, built twice alike."""
    for engine in ("one", "other"):
        (tmp_path / engine / "policy").mkdir(parents=True)
        (tmp_path / engine / "policy" / "index.html").write_text(PAGE, "utf-8")
    return tmp_path / "one", tmp_path / "other"


def test_equal_articles_do_not_differ(two_sites):
    assert differences(*two_sites) == []


@pytest.mark.parametrize("old, new, kind", [("Text", "Other text", "text"), ('id="top"', 'id="bottom"', "ids"), ("x/", "y/", "links")])
def test_an_article_that_differs_is_named(two_sites, old, new, kind):
    page = two_sites[1] / "policy" / "index.html"
    page.write_text(PAGE.replace(old, new), "utf-8")
    assert differences(*two_sites) == [f"policy/index.html: its {kind} differ"]


def test_a_page_that_is_missing_is_named(two_sites):
    (two_sites[1] / "policy" / "index.html").unlink()
    assert differences(*two_sites) == ["policy/index.html: the other engine made no such page"]
