"""The whole build: what is written, and that a refused one leaves the last good site."""

import html
import json

import pytest

from policysite.output import pdf
from policysite.output.build import swap
from tests.cases.tables import names_of

POLICY_STATE = "policy/index.html"


def test_what_a_build_writes(built):
    """Every page, the deadlines for other programs, and where old addresses lead."""
    status = json.loads((built / "status.json").read_text())
    assert status["today"] == "2026-11-22" and len(status["deadlines"]) > 10
    assert (built / "review-dates.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    old = (built / "parents/bullying/index.html").read_text()
    assert "../../parents/unkind-messages/" in old and 'src="../../assets/moved.js"' in old
    for page in ("index", "contacts/index", "policy/editions/2026-03/index", "404"):
        assert "<title>" in (built / f"{page}.html").read_text("utf-8")
    assert not list(built.parent.glob(".site*"))


def test_no_page_shows_what_should_have_become_something(built):
    for path in built.rglob("*.html"):
        text = (
            path.read_text("utf-8").partition("<article>")[2].replace("{{ contact('head') }}", "")
        )
        for sign in ("{{", "}}", "{%", "undefined", ">None<", "](", "**"):
            assert sign not in text, (path, sign)


def test_the_day_is_an_argument(scratch, tmp_path, monkeypatch):
    """The policy's line is true on any day."""
    for day, state in (
        ("2027-01-01", "current"),
        ("2027-03-15", "due_soon"),
        ("2027-04-01", "overdue"),
    ):
        monkeypatch.setenv("TODAY", day)
        assert scratch.build(tmp_path / day) == []
        assert f'data-state="{state}"' in html.unescape(
            (tmp_path / day / POLICY_STATE).read_text("utf-8")
        )
        assert json.loads((tmp_path / day / "status.json").read_text())["today"] == day


def test_a_refused_build_leaves_the_last_good_site(scratch):
    """Whether the content's own checks refuse it, or what MkDocs finds at the end."""
    site = scratch.root / "site"
    site.mkdir()
    (site / "index.html").write_text("The last good one")
    scratch.add("docs/contacts.md", "[x](index.md#nowhere)")
    (problem,) = scratch.build()
    assert "link_no_place" in names_of(problem)
    assert (problem.file, problem.line) == ("docs/contacts.md", 14)
    scratch.edit("data/contacts.yaml", "020 7946 0455", "0")
    assert [found.file for found in scratch.build()] == ["data/contacts.yaml"]
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert not list(scratch.root.glob(".site*"))


@pytest.mark.parametrize("there", [True, False])
def test_a_new_site_takes_the_place_of_the_old(tmp_path, there):
    new, target = tmp_path / ".site-new", tmp_path / "site"
    new.mkdir()
    (new / "a").write_text("new")
    if there:
        target.mkdir()
        (target / "b").write_text("old")
    swap(new, target)
    assert [path.name for path in target.iterdir()] == ["a"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_every_problem_of_every_file_is_told_at_once(scratch):
    scratch.edit("data/contacts.yaml", "020 7946 0455", "0")
    scratch.edit("data/apps.yaml", "^  age: 13", "  age: many")
    scratch.edit("docs/index.md", "^title: ", "titel: ")
    scratch.add("docs/staff/index.md", "<b>")
    scratch.edit("mkdocs.yml", r"contacts\.md", "contcats.md")
    files = [problem.file for problem in scratch.problems() if not problem.remark]
    assert files == sorted(files) and set(files) == {
        "data/apps.yaml",
        "data/contacts.yaml",
        "docs/index.md",
        "docs/staff/index.md",
        "mkdocs.yml",
    }


def test_a_paper_takes_nothing_from_beside_the_site(tmp_path):
    """WeasyPrint could read any file of the machine: only the built site's own are fetched."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/own.css").write_text("p { color: black }")
    (tmp_path / "secret.css").write_text("p { color: red }")
    fetcher = pdf.only_from((tmp_path / "site").resolve())
    fetcher.fetch((tmp_path / "site/own.css").as_uri())
    with pytest.raises(PermissionError):
        fetcher.fetch((tmp_path / "secret.css").as_uri())
