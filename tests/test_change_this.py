"""“Edit this page” and “Change this” open the right file in GitHub's editor, at the right line; without a repository there is neither."""

import re

import pytest
from bs4 import BeautifulSoup

from policysite import facts as fact_files
from tests.project import ROOT

REPOSITORY = "https://github.com/a-school/a-fork"


@pytest.fixture(scope="module")
def editable(project_copy):
    """The site as it is built where its repository is known."""
    status, output = project_copy.build("--quiet", REPO_URL=REPOSITORY)
    assert status == 0, output
    return project_copy.root / "site"


@pytest.fixture(scope="module")
def project_copy(project, tmp_path_factory):
    return project.copy_to(tmp_path_factory.mktemp("editable") / "project")


def page(folder, url: str) -> BeautifulSoup:
    return BeautifulSoup((folder / url / "index.html").read_text("utf-8"), "html.parser")


def changes(soup) -> dict[str, str]:
    """Each “Change this” of a page: its words, and where it leads. No words lead to two places."""
    links = [(link.get_text(), link["href"]) for link in soup.select("a.change")]
    assert len({words for words, _ in links}) == len(set(links))
    return dict(links)


def line_at(address: str) -> str:
    """The line of the real files that an address opens."""
    file, line = re.fullmatch(re.escape(f"{REPOSITORY}/edit/main/") + r"([\w/.-]+)#L(\d+)", address).groups()
    return (ROOT / file).read_text("utf-8").splitlines()[int(line) - 1]


def test_each_contact_and_each_help_card_opens_its_entry(editable):
    """On the page of contacts."""
    facts, found = fact_files.load(ROOT), changes(page(editable, "contacts"))
    for contact in facts.contacts.values():
        assert line_at(found.pop(f"Change this: {contact.role}")) == f"{contact.key}:"
    for card in page(editable, "contacts").select(".help-card .help-name"):
        service = next(each for each in facts.help.values() if each.name == card.get_text())
        assert line_at(found.pop(f"Change this: {service.name}")) == f"{service.key}:"
    assert found == {}


def test_documents_channels_and_age_limits_open_their_entries(editable):
    """Where the policy is described; the age limits have one link for all, since that page is a parent's."""
    facts, found = fact_files.load(ROOT), changes(page(editable, "policy"))
    for document in facts.guidance.values():
        if document.cited:
            assert line_at(found.pop(f"Change this: {document.title}")) == f"{document.key}:"
    for channel in facts.channels.values():
        assert line_at(found.pop(f"Change this: {channel.name}")) == f"{channel.key}:"
    assert list(found) == ["Change this: the record of reviews"]
    ages = changes(page(editable, "parents/age-limits"))
    assert [line_at(address) for address in ages.values()] == [f"{next(iter(facts.apps))}:"]


def test_each_row_of_the_status_page_opens_its_entry(editable):
    """What is overdue is one tap from where it is put right."""
    soup = page(editable, "status")
    rows = soup.select(".status tbody tr")
    found = changes(soup)
    assert len(rows) == len(found) > 3
    assert all(row.select_one("a.change") for row in rows)
    for address in found.values():
        assert re.match(r"([a-z_0-9-]+:|  - date: .*)$", line_at(address)), address


@pytest.mark.parametrize("section", ["policy", "policy/staff-use"])
def test_the_review_line_opens_the_latest_review(editable, section):
    found = changes(page(editable, section).select_one(".policy-state"))
    assert [line_at(address)[:9] for address in found.values()] == ["  - date:"]
    assert list(found) == ["Change this: the record of reviews"]


def test_every_page_opens_its_own_file(editable):
    """“Edit this page” is on each, and each file is there."""
    pages = [path for path in editable.rglob("index.html")]
    for path in pages:
        link = BeautifulSoup(path.read_text("utf-8"), "html.parser").find("a", string="Edit this page")
        file = link["href"].removeprefix(f"{REPOSITORY}/edit/main/")
        url = path.parent.relative_to(editable).as_posix()
        assert (ROOT / file).exists() and file in (f"docs/{url}.md", f"docs/{url}/index.md", "docs/index.md"), url
    assert len(pages) == len(list((ROOT / "docs").rglob("*.md")))


def test_pages_for_readers_in_need_have_none(editable):
    """A parent's page is for the parent."""
    for url in ("parents/blackmail", "pupils", "pupils/younger", "", "parents/no-social-media"):
        assert changes(page(editable, url)) == {}


def test_without_a_repository_there_is_no_such_link(built):
    """A link that leads nowhere is worse than none."""
    for path in built.rglob("*.html"):
        source = path.read_text("utf-8")
        assert "/edit/main/" not in source and 'rel="edit"' not in source and "Change this: " not in source, path


def test_search_and_paper_leave_them_out(editable):
    """They are no words of the policy."""
    assert "Change this: " not in (editable / "search/search_index.json").read_text("utf-8")
    css = (ROOT / "theme/assets/site.css").read_text("utf-8")
    hidden = re.search(r"([^{}]*)\{\s*display: none !important;\s*\}", css.partition("@media print")[2])[1]
    assert ".change" in hidden
    assert ".change { display: none; }" in (ROOT / "theme/assets/paper.css").read_text("utf-8")
