"""A build is whole or not at all: what wrong content gets, from the commands that people type."""

import re
import sys
from pathlib import Path

import pytest

from tests.project import Ended, run

CONSOLE = (str(Path(sys.executable).parent / "mkdocs"),)
PAGE = "docs/staff/index.md"


def at_the_end(text: str) -> tuple:
    """Plants a paragraph at the end of a page: it stands two lines on."""
    return PAGE, r"\Z", f"\n{text}\n", 1


# What goes wrong: file, what is replaced, by what, how many lines further on the message points, and the message.
BAD_INPUT = {
    "a word that does not exist": (*at_the_end("{{ contcat('dsl') }}"),
                                   "{{ contcat }} is not a word that pages know. Did you mean contact or contact_name or contact_cards?"),
    "a role that is not there": (*at_the_end("{{ contact('head') }}"),
                                 "{{ contact('head') }}: there is no role \"head\". Choose from: chair_of_governors, deputy_dsl, dsl, flo, "
                                 "headteacher, safeguarding_governor, school, senco."),
    "a contact without a name": ("data/contacts.yaml", r"^  name: Dr.*\n", "", -2,
                                 '"chair_of_governors" has no name. Add a line such as   name: Mrs A Example'),
    "a contact without a role": ("data/contacts.yaml", r"^  role: Chair.*\n", "", -1,
                                 '"chair_of_governors" has no role. Add a line such as   role: Chair of Governors'),
    "a malformed email": ("data/contacts.yaml", "chair@example.org", "chair@", 0,
                          '"chair_of_governors", email: "chair@" is not an email address. Write one such as someone@example.org.'),
    "no UK number": ("data/contacts.yaml", '"020 7946 0003"', '"020 7946"', 0,
                     '"senco", phone: "020 7946" is not a UK phone number. Write one such as "020 7946 0000".'),
    "an unquoted number": ("data/contacts.yaml", '"020 7946 0003"', "02079460003", 0,
                           '"senco", phone 02079460003 needs quotation marks. Write "02079460003".'),
    "a key twice": ("data/contacts.yaml", r"^  email: chair@example.org", r"\g<0>\n  email: chair@example.org", 1,
                    '"email" stands here twice. The first is on line 36. Keep one of them.'),
    "YAML that does not parse": ("data/contacts.yaml", "Dr Cy Sample", "Dr: Cy Sample", 0,
                                 "this line, or the one above it, is not written as the file needs it: there is a second colon, "
                                 "so put the value in quotation marks. Compare it with the example at the top of the file."),
    "a month that does not exist": ("data/policy.yaml", "next_due: 2025-03", "next_due: 2025-13", 0,
                                    '"review 1", next_due: "2025-13" names a month that does not exist. Write year-month, such as 2022-09.'),
    "due before it was agreed": ("data/policy.yaml", "next_due: 2025-03", "next_due: 2023-03", -3,
                                 '"review 1" is due on 2023-03, before it was agreed (2024-03). Write a later month.'),
    "due after thirteen months": ("data/policy.yaml", "next_due: 2025-03", "next_due: 2025-04", -3,
                                  '"review 1" is due on 2025-04, more than twelve months after 2024-03. The policy is reviewed at least '
                                  "once a year. Write 2025-03 or earlier."),
    "front matter that does not parse": (PAGE, r"^title: .*", "title: Staff: online conduct", 0,
                                         "this line, or the one above it, is not written as the file needs it: there is a second colon, "
                                         "so put the value in quotation marks."),
    "front matter with an impossible date": (PAGE, r"^title: .*", "title: 2026-13-01", 0,
                                             "title needs quotation marks, because it could be read as a number, a date, yes or no. "
                                             'Write title: "2026-13-01"'),
    "a page without a title": (PAGE, r"^title: .*\n", "", 0, "the page has no title. Add a line such as   title: What this page gives"),
    "a rule that does not exist": (*at_the_end("{{ clause('no-personal-account') }}"),
                                   "{{ clause('no-personal-account') }}: there is no rule \"no-personal-account\". "
                                   "Did you mean no-personal-accounts"),
    "a link that goes nowhere": (*at_the_end("[people](../contcts.md)"),
                                 'the link "../contcts.md" leads to no page. Did you mean ../contacts.md'),
    "a picture that was not uploaded": (*at_the_end("![Our class](class.jpg){width=40 height=30}"),
                                        'there is no picture "class.jpg" here. Upload it into the folder docs/staff, or check its spelling.'),
    "an anchor that goes nowhere": (*at_the_end("[people](../contacts.md#nobody)"),
                                    'the link "../contacts.md#nobody" leads to a place that is not on its page. Check what stands after the #.'),
    "an anchor on its own page": (*at_the_end("[here](#nowhere)"),
                                  'the link "#nowhere" leads to a place that is not on its page. Check what stands after the #.'),
    "a link from the top": (*at_the_end("[people](/contacts/)"),
                            'the link "/contacts/" starts with /. Write it from this page, such as ../contacts.md.'),
}


@pytest.fixture
def last_good(sample):
    """The sample, with a site that was published before."""
    (sample.root / "site").mkdir()
    sample.write("site/index.html", "the last good site")
    return sample


def check_refused(project, ended, *messages):
    """The exit status is not 0, the messages are plain, nothing is half built, and the last good site stays."""
    assert ended.status not in (0, None), ended.output
    for message in messages:
        assert message in ended.output
    count = f"{len(messages)} problem{'s' if len(messages) > 1 else ''} to mend. Nothing was published."
    assert count in ended.output
    assert len(re.findall(r"^\S+, line \d+: ", ended.output, re.MULTILINE)) == len(messages), ended.output
    assert "Traceback" not in ended.output and "Error" not in ended.output
    assert project.read("site/index.html") == "the last good site"
    assert [path.name for path in project.root.glob(".site*")] == []


@pytest.mark.parametrize("file, old, new, below, message", BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_stops_the_build(last_good, file, old, new, below, message):
    """One plain message: file, line, what to type. Also under --quiet, where nothing else is printed."""
    line = last_good.edit(file, old, new) + below
    said = f"{file}, line {line}: {message}"
    ended = last_good.build("--quiet")
    check_refused(last_good, ended, said)
    assert ended.output.strip().startswith(f"{file}, line")


def test_a_missing_data_file_stops_the_build(last_good):
    """It is never taken for an empty one."""
    (last_good.root / "data/help.yaml").unlink()
    check_refused(last_good, last_good.build("--quiet"),
                  "data/help.yaml, line 1: this file is missing. Restore it from the project's history")


@pytest.mark.parametrize("flags", [(), ("--quiet",), ("--strict",), ("--no-strict",), ("--dirty",)], ids=str)
def test_the_mkdocs_command_refuses_too(last_good, flags):
    """People type `mkdocs build`, with what flags they like."""
    file, old, new, below, message = BAD_INPUT["a role that is not there"]
    line = last_good.edit(file, old, new) + below
    check_refused(last_good, last_good.build(*flags, mkdocs=CONSOLE), f"{file}, line {line}: {message}")


def test_nothing_is_built_elsewhere_either(last_good):
    """A folder that is named for the site stays away, too."""
    file, old, new, below, message = BAD_INPUT["a link that goes nowhere"]
    line = last_good.edit(file, old, new) + below
    elsewhere = last_good.root.parent / "elsewhere" / "site"
    check_refused(last_good, last_good.build("--site-dir", str(elsewhere)), f"{file}, line {line}: {message}")
    assert list(elsewhere.parent.glob("*")) == []


@pytest.mark.parametrize("flags", [("--quiet",), ("--quiet", "--no-strict")], ids=str)
def test_a_dead_link_is_refused_in_every_mode(last_good, flags):
    """What MkDocs only warns of is refused as well."""
    file, old, new, below, message = BAD_INPUT["an anchor that goes nowhere"]
    line = last_good.edit(file, old, new) + below
    check_refused(last_good, last_good.build(*flags, mkdocs=CONSOLE), f"{file}, line {line}: {message}")


PLANTED_TOGETHER = [
    ("a malformed email", "a contact without a name", "due after thirteen months", "a page without a title"),
    ("a word that does not exist", "a rule that does not exist"),
    ("a link that goes nowhere", "an anchor that goes nowhere", "a link from the top"),
]


@pytest.mark.parametrize("names", PLANTED_TOGETHER, ids=" and ".join)
def test_every_problem_is_listed(last_good, names):
    """Faults that are found at the same step are all said, then counted."""
    for name in names:
        last_good.edit(*BAD_INPUT[name][:3])
    check_refused(last_good, last_good.build("--quiet"), *(BAD_INPUT[name][4] for name in names))


def test_a_page_in_no_menu_is_refused(last_good):
    """A page that nobody can find is said; so is a menu's page that is not there."""
    last_good.write("docs/staff/new.md", "---\ntitle: New\ndescription: A page of its own, in no menu.\n---\n\nWords.\n")
    check_refused(last_good, last_good.build("--quiet"), "docs/staff/new.md is in no menu. Add it below  nav:  where it belongs")
    (last_good.root / "docs/staff/new.md").unlink()
    last_good.edit("mkdocs.yml", r"^( +)- staff/scenarios.md", r"\g<0>\n\1- staff/old.md")
    check_refused(last_good, last_good.build("--quiet"), "the menu names staff/old.md, and there is no docs/staff/old.md. ")


def test_a_day_that_is_none_is_refused(last_good):
    """A slip in TODAY stops the build in a line."""
    ended = last_good.build("--quiet", TODAY="22.11.2026")
    assert ended.status == 1 and ended.output.strip() == 'TODAY is "22.11.2026". Write a day such as TODAY=2026-11-22'


@pytest.mark.parametrize("mkdocs", [CONSOLE, (sys.executable, "-m", "mkdocs")], ids=["mkdocs", "python -m mkdocs"])
def test_a_good_build_takes_the_old_ones_place(last_good, mkdocs):
    """Nothing of the old site is left, and nothing beside the new one."""
    last_good.write("site/old.html", "gone")
    ended = last_good.build("--quiet", mkdocs=mkdocs)
    assert (ended.status, ended.output) == (0, "")
    assert "<h1>" in last_good.read("site/index.html")
    assert not (last_good.root / "site/old.html").exists()
    assert [path.name for path in last_good.root.glob(".site*")] == []


def test_wrong_data_stops_the_tests_as_well(last_good):
    """`make test` says the same, before the first test."""
    line = last_good.edit("data/contacts.yaml", r"chair@example.org", "chair@")
    ended = run(sys.executable, "-m", "pytest", "-q", "tests/test_dates.py", folder=last_good.root)
    assert ended.status not in (0, None)
    assert f'data/contacts.yaml, line {line}: "chair_of_governors", email: "chair@" is not an email address.' in ended.output
    assert "Traceback" not in ended.output and "passed" not in ended.output


def test_fault_a_half_built_site_is_noticed(last_good):
    """Planted: what the checks above look for, each alone, is seen."""
    good = Ended(1, "a, line 1: b\n\n1 problem to mend. Nothing was published.")
    check_refused(last_good, good, "b")
    for bad in (good._replace(status=0), good._replace(output=good.output + "\nTraceback"), good._replace(output="a, line 1: c")):
        with pytest.raises(AssertionError):
            check_refused(last_good, bad, "b")
    (last_good.root / ".site-new").mkdir()
    with pytest.raises(AssertionError):
        check_refused(last_good, good, "b")
    (last_good.root / ".site-new").rmdir()
    last_good.write("site/index.html", "")
    with pytest.raises(AssertionError):
        check_refused(last_good, good, "b")
