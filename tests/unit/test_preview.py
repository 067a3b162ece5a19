"""What a pull request shows of the pages it changes."""

import pytest

from policysite.review.preview import TITLE, preview, single_pages


@pytest.fixture
def sites(tmp_path):
    """Two built sites, alike: a page with styles, a picture and a script."""
    for name in ("before", "now"):
        for folder in ("contacts", "assets"):
            (tmp_path / name / folder).mkdir(parents=True)
        (tmp_path / name / "assets/site.css").write_text("p { color: red }")
        (tmp_path / name / "assets/mark.svg").write_text("<svg/>")
        write(tmp_path / name, "contacts/", "<h1>Who</h1><p>Ring 1 &amp; 2.</p>")
    return tmp_path / "before", tmp_path / "now"


def write(site, address: str, article: str) -> None:
    (site / address).mkdir(exist_ok=True)
    (site / address / "index.html").write_text(
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
        '<link rel="stylesheet" href="../assets/site.css"><script src="../assets/x.js"></script>'
        f'<article>{article}<img alt="" src="../assets/mark.svg"></article>'
    )


def test_nothing_changed(sites):
    assert preview(*sites) == f"{TITLE}No page says anything else than before.\n"


def test_a_site_that_could_not_be_built(sites):
    assert "could not be built" in preview(sites[0] / "nowhere", sites[1])


def test_pages_that_change_alike_are_told_once(sites):
    for page in ("contacts/", "second/"):
        write(sites[0], page, "<p>Mr Old (text 0123abc)</p>")
        write(sites[1], page, "<p>Mr New (text 4567def)</p>")
    text = preview(*sites)
    assert "### Changed: `/contacts/`, `/second/`\n\n```diff\n- Mr Old\n+ Mr New\n```" in text


def test_words_before_and_after(sites):
    before, now = sites
    write(now, "contacts/", "<h1>Who</h1><p>Ring 3 &amp; 4.</p>")
    write(now, "new/", "<p>```</p>")
    write(before, "old/", "<p>Gone</p>")
    text = preview(before, now)
    assert "1 changed, 1 new, 1 taken away." in text
    assert "### Changed: `/contacts/`\n\n```diff\n- Ring 1 & 2.\n+ Ring 3 & 4.\n```" in text
    assert "### New: `/new/`\n\n````diff\n+ ```\n````" in text  # no text ends its own box
    assert "### Taken away: `/old/`\n\n```diff\n- Gone\n```" in text


def test_a_changed_page_is_one_file_that_opens_from_disk(sites, tmp_path):
    before, now = sites
    write(now, "contacts/", "<p>Ring 3.</p>")
    (file,) = single_pages(before, now, tmp_path / "pages")
    text = file.read_text()
    assert file.name == "contacts.html" and "<style>p { color: red }</style>" in text
    assert (
        "data:image/svg+xml;base64," in text and "script" not in text and "http-equiv" not in text
    )
