"""The wrong edits that people make in a browser, generated from the real files. See tests/wrong_edits.py.

Each says what it must come to: REFUSED, SAME (harmless: every page says what it said), or SHOWN (an
editor may do that, and the site shows it truthfully), or EITHER of these where we can't know.
"""

import re
import shutil
from dataclasses import MISSING, dataclass, fields
from itertools import cycle
from pathlib import Path
from typing import Callable


from policysite import facts as fact_files
from policysite.typed import LONGEST

REFUSED, SAME, SHOWN, EITHER = "refused", "same", "shown", "either"


@dataclass(frozen=True)
class Edit:
    """What was done to which file, how (on a project's folder), what it must come to, and where else a message may point."""

    what: str
    file: str
    make: Callable[[Path], None]
    wanted: str = REFUSED
    told_in: tuple[str, ...] = ()


def everything(root: Path) -> list[Edit]:
    """Every edit, from the files in `root`."""
    return [*fields_of_data(root), *values(root), *whole_files(root), *entries(root), *pages(root), *words(root), *markup(root), *rules(root),
            *files(root), *menu(root)]


# --- how an edit is made -----------------------------------------------------------------------------

def rewritten(file: str, what: str, change: Callable[[str], str], wanted: str = REFUSED, told_in: tuple = ()) -> Edit:
    """An edit of a file's text."""
    def make(root: Path) -> None:
        path = root / file
        before = path.read_bytes().decode()
        after = change(before)
        assert after != before, f"{what}: nothing was changed in {file}"
        path.write_bytes(after.encode())
    return Edit(what, file, make, wanted, told_in)


def replaced(file: str, what: str, old: str, new: str, wanted: str = REFUSED, told_in: tuple = ()) -> Edit:
    """The first text that matches becomes another."""
    def change(text: str) -> str:
        assert re.search(old, text, re.MULTILINE), f"{what}: {file} has nothing like {old}"
        return re.sub(old, new, text, count=1, flags=re.MULTILINE)
    return rewritten(file, what, change, wanted, told_in)


def added(file: str, what: str, text: str, wanted: str = REFUSED) -> Edit:
    """A paragraph at the end of a page."""
    return rewritten(file, what, lambda before: before.rstrip("\n") + f"\n\n{text}\n", wanted)


def bytes_of(file: str, what: str, change: Callable[[bytes], bytes], wanted: str = REFUSED) -> Edit:
    return Edit(what, file, lambda root: (root / file).write_bytes(change((root / file).read_bytes())) and None, wanted)


# --- data: each field of the fullest entry of each file -----------------------------------------------

FIELD_LINE = re.compile(r"^( +)(- )?(\w+): *(.*)$")
EVERY_WAY = {  # what becomes of a line such as   name: Mrs A Example
    "removed": lambda indent, key, value: "",
    "emptied": lambda indent, key, value: f"{indent}{key}:\n",
    "doubled": lambda indent, key, value: f"{indent}{key}: {value}\n" * 2,
    "misspelt": lambda indent, key, value: f"{indent}{key[:-2]}{key[-1]}{key[-2]}x: {value}\n",
    "indented by one more": lambda indent, key, value: f"{indent} {key}: {value}\n",
    "moved to the margin": lambda indent, key, value: f"{key}: {value}\n",
    "indented with a tab": lambda indent, key, value: f"\t{key}: {value}\n",
    "made a list": lambda indent, key, value: f"{indent}{key}:\n{indent}  - {value}\n",
    "made a list in brackets": lambda indent, key, value: f"{indent}{key}: [{value}, {value}]\n",
    "made entries of its own": lambda indent, key, value: f"{indent}{key}:\n{indent}  first: {value}\n",
    "made a number": lambda indent, key, value: f"{indent}{key}: 42\n",
    "made yes": lambda indent, key, value: f"{indent}{key}: yes\n",
    "without its colon": lambda indent, key, value: f"{indent}{key} {value}\n",
    "without the space after its colon": lambda indent, key, value: f"{indent}{key}:{value}\n",
    "with a second colon": lambda indent, key, value: f"{indent}{key}: New: {value}\n",
    "with a quotation mark not closed": lambda indent, key, value: f'{indent}{key}: "{value.strip(chr(34))}\n',
    "with a number sign": lambda indent, key, value: f"{indent}{key}: {value.strip(chr(34))} #2\n",
    "in curly brackets": lambda indent, key, value: f"{indent}{key}: {{{value}}}\n",
    "starting with an asterisk": lambda indent, key, value: f"{indent}{key}: *{value}\n",
}
MAY_BE_LEFT_OUT = ("removed", "emptied")
FULL = ("contacts", "policy")  # here each field goes every way; in the other files the ways take turns
STILL_SENSE = {("search", "made a number"), ("search", "made yes")}


def fields_of_data(root: Path):
    turn = cycle(EVERY_WAY)
    for name, kind in {"contacts": fact_files.Contact, "policy": fact_files.Review, **fact_files.KINDS}.items():
        file = f"data/{name}.yaml"
        sealed = tuple(f"data/editions/{path.name}" for path in (root / "data/editions").glob("*.yaml")) if name == "policy" else ()
        first, listed = fullest_entry((root / file).read_text("utf-8"))
        known = {fact_files.FIELD_NAMES.get(each.name, each.name): each for each in fields(kind) if each.metadata}
        for number, line in enumerate(listed, first):
            found = FIELD_LINE.match(line)
            indent, dash, key, value = found.groups(default="")
            needed = known[key].default is MISSING
            for way in EVERY_WAY if name in FULL else [next(turn) for _ in range(2)]:
                if not value and way not in ("removed", "emptied", "doubled", "misspelt", "made a number"):
                    continue
                if way == "emptied" and not value or way == "with a number sign" and value.startswith('"') or way == "made a number" and value.isdigit():
                    continue
                new = EVERY_WAY[way](indent + " " * len(dash), key, value)
                if dash and way not in ("moved to the margin", "indented with a tab"):
                    new = new.replace("  " * 2, indent + dash, 1) if new else f"{indent}-\n"
                if new == f"{line}\n":
                    continue
                wanted = REFUSED if way not in MAY_BE_LEFT_OUT or needed else EITHER if name == "policy" else SHOWN  # some reviews need more than others
                yield rewritten(file, f"{key} {way}", line_changed(number, new), wanted, sealed)


def fullest_entry(text: str) -> tuple[int, list[str]]:
    """The lines of the entry with most lines, and the first one's number from 0."""
    lines, runs = text.split("\n"), []
    for number, line in enumerate(lines):
        if FIELD_LINE.match(line):
            if runs and runs[-1][1] == number:
                runs[-1][1] = number + 1
            else:
                runs.append([number, number + 1])
    start, end = max(runs, key=lambda run: run[1] - run[0])
    return start, lines[start:end]


def line_changed(number: int, new: str):
    def change(text: str) -> str:
        lines = text.splitlines(keepends=True)
        return "".join([*lines[:number], new, *lines[number + 1:]])
    return change


# --- data: values of the wrong kind --------------------------------------------------------------------

DATES = ["11/22/2026", "22/11/2026", "22.11.2026", "22 November 2026", "November 2026", "last September", "2026-13", "2026-02-30", "26-11-22",
         "2026", "2026-9", "2026-11-22 10:00", "20261-11", "2062-11", "0226-11", "1026-11", '"2026-11-22 "', "２０２６-11", "2026–11–22", "tomorrow"]
HELP_LINES = ['"0800 111"', '"03000 41 11 1"', '"0808 800 500"', '"0808 800 50000"', '"800 1111"', '"990"', '"18001"']
PHONES = ["020 7946 0000", "“020 7946 0000”", "'020 7946 0000", '"020 7946 000"', '"020 7946 0000 ext 3"', '"the office"', '"+1 202 555 0100"',
    '"020 7946"',
          '"0207946000O"', '"020 7946 0000, 020 7946 0001"', '"tel:02079460000"', "02079460000", '"999"']
EMAILS = ["office@example.org; head@example.org","office", "office@", "@example.org", "office at example.org", "office@example", "office@example..org", "office@example.org,",
          "office@example.org head@example.org", "office@example.org; head@example.org", "mailto:office@example.org", "<office@example.org>",
          "office@exämple", "javascript:alert(1)", '"office@example.org\\nBcc: all@example.org"']
ADDRESSES = ["http://www.example.org", "www.example.org", "example.org", "https://", "https:// www.example.org", "https:/www.example.org",
             "https://www.example.org/a.", "https://www.example.org/a,", "https://www.example.org/a?",
             "javascript:alert(1)", "data:text/html,x", "//example.org", "[Example](https://www.example.org)", "https://[", "https://example.org:port/",
             '"https://www.example.org/\\u2028"']
AGES = ["13", "thirteen", '"13+"', '"-1"', '"0"', '"130"', '"13.5"', "None", '"１３"', '"²"']
MONTHS = ["12", "0 months", "twelve months", "1 year", "12 weeks", "-6 months", "6.5 months", "100 months", "² months"]
NAMES = ["Head", "headteacher, dsl", "'the head'", "none", "DSL"]


def values(root: Path):
    for file, key, listed in [("data/contacts.yaml", "confirmed", DATES), ("data/help.yaml", "seen", DATES[::3]), ("data/policy.yaml", "next_due",
        DATES[::2]),
                              ("data/policy.yaml", "  - date", DATES[1::3]), ("data/statements.yaml", "checked", DATES[2::5]),
                              ("data/guidance.yaml", "cited", DATES[:2] + DATES[3:8]), ("data/contacts.yaml", "phone", PHONES),
                              ("data/help.yaml", "out_of_hours", HELP_LINES), ("data/help.yaml", "text_relay", HELP_LINES[-2:]),
                              ("data/guidance.yaml", "newest", ["2062", "2062-11", "2018"]), ("data/guidance.yaml", "to_confirm", ["none", "Nothing.", "n/a"]),
                              ("data/situations.yaml", "approved_by", ["dsl\n  approved_on: 2026-11"]), ("data/situations.yaml", "urgent", ["no", "true"]),
                              ("data/contacts.yaml", "mobile", PHONES[:3]), ("data/help.yaml", "phone", PHONES[:7:2]), ("data/contacts.yaml", "email",
                              EMAILS),
                              ("data/channels.yaml", "address", ADDRESSES), ("data/apps.yaml", "terms", ADDRESSES[::3]), ("data/apps.yaml", "age", AGES),
                              ("data/upkeep.yaml", "every", MONTHS), ("data/upkeep.yaml", "owner", NAMES), ("data/guidance.yaml", "rule", NAMES[:2])]:
        for value in listed:
            if (file, value) == ("data/guidance.yaml", "2026"):
                continue  # the edition of a document may be a year
            yield replaced(file, f"{key.strip(' -')}: {value}", rf"^(?! *#)( *{key}:).*$", lambda found, value=value: f"{found[1]} {value}")
    for due, wanted in [("2022-09", REFUSED), ("2021-09", REFUSED), ("2023-10", REFUSED), ("2032-09", REFUSED), ("2023-08", SHOWN), ("2023-09-30", SHOWN)]:
        yield replaced("data/policy.yaml", f"next_due: {due}", r"^( +next_due:) 2023-09", rf"\1 {due}", wanted)
    new = "\n  - date: 2024-09\n    kind: review\n    by: headteacher\n    agreed_at: Governors\n    looked_at: All\n    outcome: amended\n    next_due: 2025-09\n"
    later = "kind: review" in re.sub(r"^#.*", "", (root / "data/policy.yaml").read_text("utf-8"), flags=re.MULTILINE)  # then one of 2024 may come too late
    yield rewritten("data/policy.yaml", "a review added", lambda text: text.rstrip("\n") + new, EITHER if later else SHOWN)
    for what, old, by in [("before the one above it", "2024-09", "2021-09"), ("by nobody", r"    by: .*\n", ""), ("by no role", "by: .*",
        "by: Mrs A Example"),
                          ("with nothing looked at", "looked_at: All", "looked_at:"), ("of no kind", "kind: .*", "kind: reveiw"),
                          ("of a kind that is only the first's", "kind: .*", "kind: agreed"), ("with no outcome", "outcome: .*", "outcome: fine"),
                          ("that corrects nothing", "kind: review", "kind: correction\n    corrects: 2020-01"),
                          ("that seals a wording by hand", "outcome: amended", "outcome: amended\n    wording_agreed: yes")]:
        yield rewritten("data/policy.yaml", f"a review added {what}", lambda text, old=old, by=by: text.rstrip("\n") + re.sub(old, by, new, count=1))
    yield replaced("data/situations.yaml", "approved by somebody, on no day", "^  approved_by:", "  approved_by: dsl")
    yield replaced("data/situations.yaml", "approved on a day, by nobody", "^  approved_on:", "  approved_on: 2026-11-20")
    yield replaced("data/situations.yaml", "approved by a person, not a role", "^  approved_by:\n  approved_on:",
        "  approved_by: Miss Example\n  approved_on: 2026-11-20")
    yield replaced("data/statements.yaml", "page: a page that is not there", "^  page: .*$", "  page: about/accessability.md")


# --- data: entries, and the file's form ----------------------------------------------------------------

def entries(root: Path):
    people = "data/contacts.yaml"
    using = tuple(sorted({path.relative_to(root).as_posix() for path in (root / "docs").rglob("*.md")})) + tuple(
        path.relative_to(root).as_posix() for path in (root / "data").glob("*.yaml"))
    dsl, chair = r"^dsl:\n(  .*\n)*", r"^chair_of_governors:\n(  .*\n)*"
    yield replaced(people, "an entry that pages use removed", dsl, "", told_in=using)
    yield replaced(people, "an entry's short name misspelt", "^dsl:", "dls:", told_in=using)
    yield replaced(people, "an entry's short name with a capital", "^senco:", "Senco:", told_in=using)
    yield replaced(people, "an entry's short name with a space", "^senco:", "the senco:", told_in=using)
    yield replaced(people, "an entry's short name a number", "^senco:", "42:", told_in=using)
    yield replaced(people, "an entry's short name in brackets", "^senco:", "[senco]:", told_in=using)
    yield replaced(people, "an entry doubled", chair, lambda found: found[0] + "\n" + found[0])
    yield replaced(people, "an entry without lines", chair, "chair_of_governors:\n")
    yield replaced(people, "an entry made one value", chair, "chair_of_governors: Mrs A Example\n")
    yield replaced(people, "an entry made a list", chair, lambda found: found[0].replace("\n  ", "\n  - "))
    yield replaced(people, "an entry indented under the one above", chair, lambda found: "  " + found[0].replace("\n  ", "\n    "))
    yield replaced(people, "an entry without its colon", "^dsl:", "dsl")
    yield replaced(people, "an entry without any way to reach anybody", r"^(chair_of_governors:\n(?:  .*\n)*?)  email: .*\n", r"\1")
    yield replaced(people, "a new entry", chair, lambda found: found[0] + "\n" + found[0].replace("chair_of_governors", "vice_chair"), SHOWN)
    yield replaced(people, "an anchor and an alias", "^  name: (M.*)\n((?:  .*\n)*?)  source: .*$", r"  name: &who \1\n\2  source: *who")
    yield replaced(people, "a value that reaches into Python", "^  name: M.*$", "  name: !!python/object/apply:os.getcwd []")
    yield replaced(people, "a second document", chair, lambda found: "---\n" + found[0])
    yield replaced(people, "text over several lines", "^  name: M.*$", "  name: |\n    Mrs A\n    Example", SHOWN)
    yield replaced(people, "a name with an apostrophe", "^  name: M.*$", "  name: Mrs A O'Example", SHOWN)
    yield replaced(people, "a name in quotation marks", "^  name: (M.*)$", r'  name: "\1"', SAME)
    for name in ["**Mrs A Example**", "Mrs A Example<br>", "“Mrs A Example”", "Mrs A Example ???", "???", "[Mrs A](mailto:a@example.org)", "{{ contact('dsl') }}",
                 '"**Mrs A Example**"', '"{{ role(1) }}"', "-", "...", "~~Mrs A~~", "Mrs A Example,"]:
        yield replaced(people, f"name: {name}", "^  name: M.*$", lambda found, name=name: f"  name: {name}")
    for name in ["Mrs A “Ann” Example", "Mrs A Example & Co", "Mrs A Example (job share)", "Mrs A Example - acting", "Ms Zoë Ångström-O’Neil", "To be appointed"]:
        yield replaced(people, f"name: {name}", "^  name: M.*$", lambda found, name=name: f"  name: {name}", SHOWN)
    yield replaced("data/apps.yaml", "a link in a note", "^  age: .*$", lambda found: found[0] + "\n  note: See [the terms](https://www.example.org)")
    yield replaced("data/help.yaml", "a word in a sentence", "^  gives: .*$", "  gives: Ring {{ help('childline') }}")
    yield replaced(people, "a key without the space after its colon, the first", "^dsl:\n  role: ", "dsl:\n  role:")
    yield replaced(people, "comment lines taken away", r"^#.*\n(#.*\n)*", "", SAME)
    yield replaced(people, "a number with a quotation mark too many", r'^  phone: "[^"]+"', '  phone: "020 7946 0000""')
    yield replaced("data/help.yaml", "an entry that pages use removed", r"^childline:\n(  .*\n)*", "", told_in=using)
    yield replaced("data/upkeep.yaml", "an entry removed", r"^help:\n(  .*\n)*", "", told_in=using)
    yield replaced("data/upkeep.yaml", "an entry that is no data file", "^help:", "helps:", told_in=using)
    yield replaced("data/situations.yaml", "an entry removed", r"^blackmail:\n(  .*\n)*", "", told_in=using)
    yield replaced("data/policy.yaml", "reviews: emptied", r"^reviews:\n(  .*\n)*", "reviews:\n")
    yield replaced("data/policy.yaml", "reviews: not a list", "^  - date", "    date")
    yield replaced("data/policy.yaml", "a review made one value", r"^  - date: .*\n(    .*\n)*", "  - 2022-09\n")
    moved = "data/redirects.yaml"
    for what, kind, line, wanted in [
            ("an old address", "pages", "  parents/extortion/: parents/blackmail/", SHOWN), ("an address that leads nowhere", "pages", "  a/: b/", REFUSED),
            ("an address that is still there", "pages", "  contacts/: parents/", REFUSED), ("an address without the new one", "pages", "  a/:", REFUSED),
            ("an address out of the site", "pages", "  ../../a/: contacts/", REFUSED), ("an address from the machine's top", "pages",
            "  /old/place/: contacts/", REFUSED),
            ("an address that is no folder", "pages", "  old.html: contacts/", REFUSED), ("an address in a list", "pages", "  - a/: contacts/", REFUSED),
            ("an address with a script", "pages", "  '\"><script>/': contacts/", REFUSED), ("an address at another's", "pages",
            "  a/: https://example.org/", REFUSED),
            ("an address that the site's own files have", "pages", "  assets/: contacts/", SHOWN), ("an address to a file", "pages",
            "  a/: ../../etc/passwd", REFUSED),
            ("an old name of a rule", "rules", "  no-friend: no-friends", SHOWN), ("a rule's name that is still there", "rules", "  no-friends: log-out",
            REFUSED),
            ("a rule's name that leads nowhere", "rules", "  no-friend: no-fiends", REFUSED), ("a rule's name with a script", "rules",
            "  '\"><b>': no-friends", REFUSED)]:
        yield replaced(moved, f"{what}: {line.strip()}", f"^{kind}:", f"{kind}:\n{line}", wanted)
    yield replaced(moved, "another word", "^rules:", "rule:")


# --- any file as a whole -------------------------------------------------------------------------------

def whole_files(root: Path):
    for file in ["data/contacts.yaml", "data/help.yaml", "docs/staff/index.md", "docs/policy/staff-use.md", "mkdocs.yml"]:
        yield bytes_of(file, "Windows line ends", lambda text: text.replace(b"\n", b"\r\n"), SAME)
        yield bytes_of(file, "an old Mac's line ends", lambda text: text.replace(b"\n", b"\r"), SAME)
        yield bytes_of(file, "a byte-order mark", lambda text: b"\xef\xbb\xbf" + text, SAME)
        yield bytes_of(file, "a byte-order mark and Windows line ends", lambda text: b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"), SAME)
        yield bytes_of(file, "no line end at the end", lambda text: text.rstrip(b"\n"), SAME)
        yield bytes_of(file, "empty lines at the end", lambda text: text + b"\n\n\n", SAME)
        yield bytes_of(file, "spaces at each line's end", lambda text: re.sub(rb"(?m)(?<=.)$", b" ", text), SAME)
        yield bytes_of(file, "Latin-1", lambda text: text.decode().replace("’", "'").replace("Example", "Exämple").encode("latin-1",
            "replace") + b"\n# \xe9\n")
        yield bytes_of(file, "UTF-16", lambda text: text.decode().encode("utf-16"))
        yield bytes_of(file, "a zero byte", lambda text: text[:300] + b"\0" + text[300:])
        yield bytes_of(file, "10 MB of text", lambda text: text + b"words and more words\n" * 500_000)
        yield bytes_of(file, "emptied", lambda text: b"")
        yield bytes_of(file, "only spaces", lambda text: b"  \n \n")
        yield rewritten(file, "a merge conflict's markers", conflict())
        yield rewritten(file, "half of a merge conflict's markers", conflict(head="", tail=""))
        yield rewritten(file, "pasted twice", lambda text: text.rstrip("\n") + "\n" + text)
        yield rewritten(file, "cut off in the middle", lambda text: text[:round(len(text) * 0.57)], EITHER if file.startswith("docs") else REFUSED)
        yield Edit("deleted", file, lambda root, file=file: (root / file).unlink(), told_in=("mkdocs.yml",))
        yield Edit("renamed", file, lambda root, file=file: (root / file).rename((root / file).with_name("renamed" + Path(file).suffix)),
                   told_in=("mkdocs.yml", re.sub(r"[^/]+(\.\w+)$", r"renamed\1", file)))
        yield Edit("made a folder", file, made_a_folder(file))
        if file != "mkdocs.yml":
            yield Edit("with a capital in its name", file, lambda root, file=file: (root / file).rename((root / file).with_name(Path(file).name.title())),
                       told_in=("mkdocs.yml", re.sub(r"[^/]+$", lambda name: name[0].title(), file)))
    many = b"x" * (LONGEST - 20_000)
    yield bytes_of("docs/staff/index.md", "one line of a quarter of a million letters", lambda text: text + b"\n" + many + b"\n", SHOWN)
    for character, name, wanted in [("\u00a0", "a no-break space", SHOWN), ("\u200b", "a zero-width space", SHOWN), ("\u2028", "a line separator", SHOWN),
                                    ("\u0085", "a next-line sign", SHOWN), ("\u000c", "a form feed", REFUSED), ("\u0007", "a bell", REFUSED),
                                    ("\u202e", "a sign that turns the writing round", REFUSED), ("\ufffd", "a sign for what was lost", REFUSED),
                                    ("\U0001f642", "a smiling face", SHOWN)]:
        yield added("docs/staff/index.md", f"{name} in prose", f"Words{character}and words.", wanted)
        yield replaced("data/help.yaml", f"{name} in a sentence", "^(  gives: .*)$", lambda found, character=character: f"{found[1]}{character} More.",
            wanted)
    quotes = str.maketrans({'"': "”", "'": "’", "-": "–"})
    yield replaced("docs/contacts.md", "smart quotes in prose", "Nobody has confirmed.*$", lambda found: "He said “yes” – and ‘no’…", SHOWN)
    yield rewritten("data/contacts.yaml", "smart quotes everywhere", lambda text: text.translate(quotes))


def conflict(head: str = "<<<<<<< HEAD\n", tail: str = ">>>>>>> a-branch\n"):
    """Two edits of the line in the middle that were not put together."""
    def change(text: str) -> str:
        lines = text.splitlines(keepends=True)
        middle = max(number for number in range(len(lines) // 2 + 1) if lines[number].strip())
        return "".join([*lines[:middle], head, lines[middle], "=======\n", lines[middle], tail, *lines[middle + 1:]])
    return change


def made_a_folder(file: str):
    def make(root: Path) -> None:
        (root / file).unlink()
        (root / file).mkdir()
    return make


# --- pages: what stands above them ---------------------------------------------------------------------

ABOVE = {
    "title removed": (r"^title: .*\n", ""),
    "title emptied": (r"^title: .*$", "title:"),
    "title doubled": (r"^(title: .*\n)", r"\1\1"),
    "title misspelt": (r"^title:", "titel:"),
    "title with a capital": (r"^title:", "Title:"),
    "title with a second colon": (r"^title: .*$", "title: Staff: online"),
    "title with a quotation mark not closed": (r"^title: .*$", 'title: "Staff'),
    "title made a list": (r"^title: .*$", "title:\n  - Staff"),
    "title in brackets": (r"^title: .*$", "title: [Staff]"),
    "title a number": (r"^title: .*$", "title: 42"),
    "title a date": (r"^title: .*$", "title: 2026-11-22"),
    "title yes": (r"^title: .*$", "title: Yes"),
    "title with a number sign": (r"^title: .*$", "title: Our rule #1"),
    "title with a word": (r"^title: .*$", "title: \"{{ role('dsl') }}\""),
    "title that reaches into Python": (r"^title: .*$", "title: \"{{ ''.__class__.__mro__ }}\""),
    "description with a statement": (r"^description: .*$", "description: \"{% include 'mkdocs.yml' %}\""),
    "search words with a word": (r"\A---\n(title.*\ndescription.*\n)(search.*\n)?", r"---\n\1search: '{{ x }}'\n"),
    "title another page's": (r"^title: .*$", "title: Privacy"),
    "description removed": (r"^description: .*\n", ""),
    "description emptied": (r"^description: .*$", "description:"),
    "description indented": (r"^description:", "   description:"),
    "description with a tab": (r"^description:", "\tdescription:"),
    "description without its colon": (r"^description:", "description"),
    "a word that is none": (r"\A---\n", "---\nauthor: Me\n"),
    "hide a word that is none": (r"\A---\n", "---\nhide: [everything]\n"),
    "template not ours": (r"\A---\n", "---\ntemplate: evil.html\n"),
    "search made a list": (r"\A---\n(title.*\ndescription.*\n)(search.*\n)?", r"---\n\1search: [a, b]\n"),
    "no first line": (r"\A---\n", ""),
    "no line below": (r"(?s)\A(---\n.*?)---\n", r"\1"),
    "longer lines around": (r"(?s)\A---\n(.*?)---\n", r"-----\n\1-----\n"),
    "an empty line first": (r"\A", "\n"),
    "in curly brackets": (r"(?s)\A---\n.*?---\n", "---\n{title: A, description: B\n---\n"),
    "nothing above": (r"(?s)\A---\n.*?---\n", ""),
}


def pages(root: Path):
    """The ways take turns over all pages, so that each page has some and each way has one."""
    turn = cycle(sorted(path.relative_to(root).as_posix() for path in (root / "docs").rglob("*.md")))
    for way, (old, new) in ABOVE.items():
        file = next(turn)
        yield replaced(file, way, old, new, told_in=("docs/about/privacy.md", "data/situations.yaml"))
    privacy = "docs/about/privacy.md"
    yield replaced(privacy, "title in quotation marks", r"^title: (.*)$", r'title: "\1"', SAME)
    yield replaced(privacy, "title with smart quotes", r"^title: (.*)$", r"title: “\1”", SHOWN)
    yield replaced(privacy, "title with signs that mean something elsewhere", r"^title: .*$", "title: A & B < C > D “e” – `f` *g*", SHOWN)
    yield replaced(privacy, "no text", r"(?s)\A(---\n.*?---\n).*", r"\1")


# --- pages: {{ words }} --------------------------------------------------------------------------------

STAFF = "docs/staff/index.md"
WRONG_WORDS = [
    "{{ contcat('dsl') }}", "{{ contact }}", "{{ contact() }}", "{{ contact('head') }}", "{{ contact('DSL') }}", "{{ contact('dsl', 'flo') }}",
    "{{ contact(dsl) }}", "{{ contact(42) }}", "{{ contact(‘dsl’) }}", "{{ contact(“dsl”) }}", "{{ contact('dsl' }}", "{{ contact('dsl) }}",
    "{{ contact('dsl')",
    "{{ contact('dsl') }", "{ contact('dsl') }}", "{ contact('dsl') }", "{{ contact 'dsl' }}", "{{contact}}{{", "{{ }}", "{{}}", "}}",
    "{{ contact['dsl'] }}",
    "{{ Contact('dsl') }}", "{{ help('chidline') }}", "{{ clause('no-personal-account') }}", "{{ clause('4(7)') }}", "{{ clause() }}",
    "{{ document('kcsi') }}",
    "{{ channel('facebook') }}", "{{ urgent('now') }}", "{{ advice('somebody') }}", "{{ approval() }}", "{{ edition('2027-03') }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ contact.__globals__ }}", "{{ contact('dsl').__class__ }}", "{{ config }}",
    "{{ config.site_dir }}",
    "{{ self }}", "{{ cycler.__init__.__globals__.os.popen('id').read() }}", "{{ lipsum() }}", "{{ range(9) }}", "{{ open('mkdocs.yml') }}",
    "{{ contact('dsl') | upper }}", "{{ 7 * 7 }}", "{{ 'a' ~ 'b' }}", "{{ [1, 2] }}", "{{ contact(*['dsl']) }}", "{{ contact(role='dsl') }}",
    "{{ contact('dsl') if 1 else 2 }}", "{{ macros_info() }}", "{{ env }}", "{{ page.meta }}", "{% include 'mkdocs.yml' %}", "{% import 'os' as os %}",
    "{% set x = 1 %}", "{% for x in [1] %}x{% endfor %}", "{% raw %}{{ contact('dsl') }}{% endraw %}", "{% raw %}", "{% if", "{## hidden ##}", "{##",
    "Ask {{ contact_cards('dsl') }} first.", "- {{ urgent() }}", "| {{ contacts_table() }} |", "## {{ help_cards('nspcc') }}",
    "{{ urgent() }} {{ urgent() }}",
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "{{ contact('" + "x" * 9000 + "') }}", "{{ clause('no-friends\n\n') }}",
]
RIGHT_WORDS = ["{{contact('dsl')}}", '{{ contact("dsl") }}', "{{  contact( 'dsl' )  }}", "{{ contact('dsl', ) }}", "A brace } and a brace {.",
    "{{ clause('no-friends', 'log-out') }}"]


def words(root: Path):
    for typed in WRONG_WORDS:
        yield added(STAFF, f"typed: {typed if len(typed) < 70 else typed[:60] + '…'}", typed)
    for typed in RIGHT_WORDS:
        yield added(STAFF, f"typed: {typed}", typed, SHOWN)
    for typed in ("Ring Childline on 0800 1112.", "**Ring 99.**", "Call 111 now.", "Ring 0800 1111.", "Ring 03000411111.", "Write to [NSPCC](mailto:help@nspcc.org.uk)."):
        yield added(STAFF, f"typed by hand: {typed}", typed)
    yield replaced("docs/parents/blackmail.md", "a word in a link", r"\A((?s:.)*)\Z", r"\1\n[ring]({{ contact('dsl') }})\n")
    yield replaced("docs/parents/blackmail.md", "a word in a link's text", r"\A((?s:.)*)\Z", r"\1\n[{{ contact('dsl') }}](../contacts.md)\n")
    yield replaced("docs/policy/staff-use.md", "an unclosed word in a rule", r" \{#no-friends\}", " {{ contact('dsl') {#no-friends}")


# --- pages: markup -------------------------------------------------------------------------------------

WRONG_MARKUP = {
    "a link to no page": "[people](../contcts.md)", "a link to no place on a page": "[people](../contacts.md#nobody)",
    "a link from the top": "[people](/contacts/)",
    "a link to a built page": "[people](../contacts/index.html)", "a link to a folder": "[people](../contacts/)",
    "a link without https": "[x](http://example.org)",
    "a link with a script": "[x](javascript:alert(1))", "a link with a script, in capitals": "[x](JaVaScRiPt:alert(1))",
    "a link with a script, in characters' numbers": "[x](&#106;avascript:alert(1))",
    "a link with a script, with a tab in it": "[x](java&#9;script:alert(1))",
    "a link with a script, below": "[x][y]\n\n[y]: javascript:alert(1)", "a link with a script, indented": "- a\n\n    [y]: javascript:alert(1)\n\n[x][y]",
    "a link with a script, over two lines": "[x](\njavascript:alert(1))", "a link with a script, in pointed brackets": "<javascript:alert(1)>",
    "a link with data": "[x](data:text/html;base64,PHNjcmlwdD4=)", "a link with another program": "[x](vbscript:x)",
    "a link without its address": "[people]()",
    "a link not closed": "[people](../contacts.md", "a link with a space": "[people] (../contacts.md)", "a link turned round": "(people)[../contacts.md]",
    "a link to another host": "[x](//example.org)", "a picture that is not there": "![x](nothing.png)",
    "a picture without words": "![](../pupils/stop.svg)",
    "a picture from elsewhere": "![x](https://example.org/x.png)", "a picture with a script": "![x](javascript:alert(1))",
    "a script": "<script>alert(1)</script>", "a script over two lines": "<script\n>alert(1)</script>",
    "a script in code's marks that are none": "\\`<script>alert(1)</script>\\`",
    "a script after code": "`a` <script>alert(1)</script> `b`", "a picture's onerror": '<img src=x onerror="alert(1)">',
    "a frame": '<iframe src="https://example.org"></iframe>',
    "a style": "<style>body{display:none}</style>", "a form": '<form action="https://example.org"><input name=a></form>',
    "a drawing with a script": "<svg onload=alert(1)>",
    "our div with a script": '<div class="steps" markdown onclick="alert(1)">\n\nx\n\n</div>',
    "our div with a style": '<div class="steps" style="color:red" markdown>\n\nx\n\n</div>',
    "a div without its end": '<div class="steps" markdown>\n\nWords.', "a div's end without its start": "Words.\n\n</div>",
    "a div of no kind of ours": '<div class="stpes" markdown>\n\nx\n\n</div>',
    "a div without markdown": '<div class="steps">\n\nx\n\n</div>', "a comment": "<!-- words -->", "a comment not closed": "<!-- words",
    "old HTML": "<font color=red>x</font>", "a line break": "a<br>b",
    "an attribute that is a script": 'Words.\n{onclick="alert(1)"}', "an attribute that is a script, with a colon": "Words.\n{: onclick=alert(1) }",
    "an attribute that is a script, on a link": "[x](../contacts.md){onmouseover=alert(1)}",
    "an attribute that is a style": "Words.\n{: style='display:none' }",
    "an attribute over a heading": "## Title {onclick=alert(1)}", "an attribute with a quoted brace": "[x](../contacts.md){title=\"}\" onclick=alert(1)}",
    "a heading that is the page's title": "# Another title", "a heading made by a line below": "Words\n=====", "a heading too deep": "##### Small",
    "a heading's name twice": "## One {#same}\n\n## Two {#same}", "a heading's name with a space": "## One {#two words}",
    "a heading's name not closed": "## One {#two",
    "a table without its second line": "| a | b |\n| c | d |", "a table with a cell too many": "| a | b |\n|---|---|\n| c | d | e |",
    "a table with a cell too few": "| a | b |\n|---|---|\n| c |",
    "a table right below words": "Words:\n| a | b |\n|---|---|\n| c | d |",
    "bold not closed": "Some **bold words.", "bold closed twice": "Some **bold**** words.", "code not closed": "Some `code words.",
    "a line four spaces in": "Words.\n\n    More words.",
    "a tab in": "Words.\n\n\tMore words.", "Word's round bullets": "o Ask the office\no Ring us", "a word twice": "Ask the the office.", "unfinished words": "[insert name here] will help.",
    "a sign of Word's": "Figure 1: Error! Reference source not found.", "an address in pointed brackets": "<https://www.example.org>", "a bare domain": "See example.org.uk/blogs.",
    "a link through another company": "[x](https://eur01.safelinks.protection.outlook.com/?url=x)", "letters with brackets, as a list": "a) One\nb) Two", "crossed out": "Some ~~old~~ words.", "slanted": "Some *slanted* words.", "slanted with a line": "Some _slanted_ words.",
    "slanted by chance": "A room of 2*3*4 feet.", "a backslash at a line's end": "One\\\nTwo", "a message that was sent on": "-----Original Message-----\n\nWords.",
    "an address on lines of its own": "The School\nExample Street\nAshford", "steps with hyphens": '<div class="steps" markdown>\n\n- One {{ clause(\'no-friends\') }}\n\n</div>',
    "a picture too wide": "![Drawing](../pupils/stop.svg){width=4000 height=3000}", "a picture's size with px": "![Drawing](../pupils/stop.svg){width=400px height=300px}",
    "a picture that was not uploaded": "![Our class](class.jpg){width=400 height=300}", "an email address in pointed brackets": "<office@example.org>",
    "an email address as a link": "[write](office@example.org)", "a phone number as a link": "[ring](tel:+442079460000)", "a hashtag": "#OnlineSafety",
    "a heading without its space": "##Tell",
    "a table out of a word processor": "Name\tRole\nMrs A\tTeacher", "numbers with brackets": "1) One\n2) Two",
    "bold with spaces inside": "Some ** bold ** words.", "three stars": "*** Important ***", "an address alone": "See https://www.example.org/a for more.",
    "a link without https or a slash": "[x](www.example.org)", "a picture without a size": "![Drawing](../pupils/stop.svg)",
    "a link to a file on somebody's disk": "[x](C:\\Users\\head\\form.docx)",
    "a bullet of a word processor": "• One\n• Two", "a bullet without a space": "-One\n-Two",
    "a list right below words": "Words:\n- one {{ clause('no-friends') }}\n- two {{ clause('no-friends') }}",
    "a fence of code": "```\ncode\n```", "a note of no kind": "!!!beware\n    Words", "details not indented": '??? question "One"\nWords',
}
RIGHT_MARKUP = {
    "a link": "[everyone’s contact details](../contacts.md)", "an outside link": "[an example](https://www.example.org/a_(b)?c=d&e=f)",
    "an email link": "[write](mailto:office@example.org)",
    "a table": "| a | b |\n|---|---|\n| c | d |", "bold": "Some **bold words**.", "code": "Some `code`.", "a star": "5 * 3 and 2 < 3 & 4 > 1, a | b",
    "a smaller sign": "Ages < 13.",
    "money": "£5, 50 %, a/b, #1, @home, ~2", "a list": "- one {{ clause('no-friends') }}\n- two {{ clause('no-friends') }}",
    "square brackets": "He said [sic] so.", "a long dash": "One — two – three…",
    "a heading": "## More words", "a heading with a name": "## More words {#more-words}", "our div": '<div class="donts" markdown>\n\nWords.\n\n</div>',
    "an ampersand": "Church & school",
    "a quotation": "> Words", "quotations in quotations": "> " * 3000 + "x", "brackets in brackets": "[" * 3000 + "x" + "]" * 3000,
    "a table's row not closed by a line": "| a | b |\n|---|---|\nc | d |", "a note": "!!! note\n    Words",
}


def markup(root: Path):
    page = "docs/staff/index.md"
    for what, typed in WRONG_MARKUP.items():
        yield added(page, what, typed)
    for what, typed in RIGHT_MARKUP.items():
        yield added(page, f"{what}, rightly", typed, SHOWN)
    yield replaced("docs/parents/index.md", "an anchor removed that others use", r" \{#what-to-do-if\}", "", told_in=("docs/index.md",))
    yield replaced("docs/staff/index.md", "a heading renamed that others link to", "^## Whom to tell.*$", "## Who to ask", told_in=("docs/contacts.md",))
    for file, word in [("docs/index.md", "urgent"), ("docs/contacts.md", "urgent"), ("docs/contacts.md", "contacts_table"), ("docs/status.md", "status_board"),
                       ("docs/policy/staff-use.md", "policy_state"), ("docs/policy/index.md", "channels"), ("docs/parents/blackmail.md", "urgent"),
                       ("docs/parents/blackmail.md", "approval"), ("docs/parents/under-13-account.md", "help_cards"), ("docs/staff/index.md", "contact_cards"),
                       ("docs/pupils/younger.md", "people"), ("docs/pupils/poster.md", "help"), ("docs/about/accessibility.md", "accessibility_results")]:
        yield replaced(file, f"{{{{ {word}(…) }}}} taken out", rf"\{{\{{ {word}\([^)]*\) \}}\}}\.?", "")
    yield replaced("docs/pupils/index.md", "a picture's width in words", r"\{width=160", "{width=wide")
    yield replaced("docs/pupils/index.md", "a picture's brace not closed", r"(\{width=160[^}]*)\}", r"\1")
    yield replaced("docs/index.md", "a door without its link", r"\[I’m a pupil\]\(pupils/index\.md\)", "I’m a pupil")
    yield replaced("data/situations.yaml", "urgent: taken away, and the page still says so", r"^  urgent: yes\n", "")
    yield replaced("data/contacts.yaml", "an email address nearly like the others", r"@john-wesley\.org\.uk", "@jonh-wesley.org.uk")
    yield replaced("docs/parents/index.md", "a situation taken off the list", r"^- .*\(blackmail\.md\).*\n", "")
    yield replaced("docs/parents/blackmail.md", "a heading of the shape removed", r"^## Don.t\n", "", told_in=("docs/parents/blackmail.md",))
    yield replaced("docs/parents/blackmail.md", "a step's source removed", r" \{\{ advice\('nca_blackmail'\) \}\}$", "")


# --- the policy's rules --------------------------------------------------------------------------------

def rules(root: Path):
    file = "docs/policy/staff-use.md"
    yield replaced(file, "a rule without its hyphen", r"^- (?=.*\{#)", "Staff will ask first. {#ask-first}\n\n- ")
    yield replaced(file, "a rule's second line not indented", r"^(- .*\{#no-friends\})$", r"\1\nand then wait.")
    yield replaced("data/guidance.yaml", "a rule cited by its number", r"^  rule: .*", "  rule: 8(6)")
    yield replaced(file, "a rule that starts with a number", r"^- (?=.*\{#)", "1. Staff will ask first. {#ask-first}\n- ")
    yield replaced(file, "a rule that starts with a number and a bracket", r"^- (?=.*\{#)", "4) Staff will ask first. {#ask-first}\n- ")
    for typed in ("4.2.3", "a.", "b)", "iv)", "(ii)", "12:", "Rule 12:", "(3)"):
        yield replaced(file, f"a rule that starts with {typed}", r"^- (?=.*\{#no-friends)", f"- {typed} ")
    using = tuple(sorted(path.relative_to(root).as_posix() for path in (root / "docs").rglob("*.md"))) + ("data/guidance.yaml", "data/channels.yaml",
        "data/for_the_record.yaml")
    rule, point = r"^- (.*) \{#no-friends\}$", r"^    - (.*) \{#log-out\}$"
    for what, old, new in [
            ("a rule's name removed", r" \{#no-friends\}", ""), ("a rule's name doubled", r"\{#no-friends\}", "{#no-friends} {#no-friends}"),
            ("a rule's name another rule's", r"\{#no-friends\}", "{#log-out}"), ("a rule's name not closed", r"\{#no-friends\}", "{#no-friends"),
            ("a rule's name with capitals", r"\{#no-friends\}", "{#No-Friends}"), ("a rule's name without its sign", r"\{#no-friends\}", "{no-friends}"),
            ("a rule's name with a space", r"\{#no-friends\}", "{#no friends}"), ("a rule's name in front", rule, r"- {#no-friends} \1"),
            ("a rule's name changed", r"\{#no-friends\}", "{#friends}"), ("a rule's name on a line of its own", r" \{#no-friends\}", "\n{#no-friends}"),
            ("a rule's bullet removed", rule, r"\1 {#no-friends}"), ("a rule's bullet without a space", rule, r"-\1 {#no-friends}"),
            ("a rule's bullet made a number", rule, r"3. \1 {#no-friends}"), ("a rule's bullet of a word processor", rule, r"• \1 {#no-friends}"),
            ("a rule's bullet made a dash", rule, r"– \1 {#no-friends}"), ("a rule indented by one", rule, r" - \1 {#no-friends}"),
            ("a rule indented by two", rule, r"  - \1 {#no-friends}"), ("a rule indented by three", rule, r"   - \1 {#no-friends}"),
            ("a rule without text", rule, "- {#no-friends}"), ("a rule that others cite removed", rule + r"\n", ""),
            ("a point indented by two", point, r"  - \1 {#log-out}"), ("a point indented by three", point, r"   - \1 {#log-out}"),
            ("a point indented by five", point, r"     - \1 {#log-out}"),
            ("a point indented by eight", point, r"        - \1 {#log-out}"), ("a point without text", point, "    - {#log-out}"),
            ("a point's bullet removed", point, r"    \1 {#log-out}"),
            ("a point's name that others cite removed", r" \{#log-out\}", ""), ("a rule added without a name", rule, r"\g<0>\n- Staff will wave."),
            ("an empty bullet added", rule, r"\g<0>\n-"), ("a rule with a typed number", rule, r"- 4(12) \1 {#no-friends}"),
            ("a section's title without its number", "^title: 4. ", "title: "),
            ("a section's title with another's number", "^title: 4. ", "title: 5. "), ("a section's title with a number too high", "^title: 4. ",
            "title: 44. "),
            ("a section's number in words", "^title: 4. ", "title: Four. "), ("every rule removed", r"^ *- .*\n(?:.*\n)*", "")]:
        yield replaced(file, what, old, new, told_in=using)
    for what, old, new in [("a rule added", rule, r"\g<0>\n- Staff will wave. {#waving}"), ("a rule over two lines", rule,
        lambda found: found[0].replace(". ", ".\n  ", 1)),
                           ("an empty line between rules", rule, r"\n\g<0>"), ("a point indented with a tab", point, r"\t- \1 {#log-out}"),
                           ("an empty line between points", point, r"\n\g<0>"), ("a rule's bullet made an asterisk", rule, r"* \1 {#no-friends}"),
                           ("no space before a rule's name", r" \{#no-friends\}", "{#no-friends}"), ("two rules exchanged", rule + r"\n(.*)$",
                           r"\2\n- \1 {#no-friends}"),
                           ("a word in a rule", rule, r"- Ask {{ contact_name('dsl') }}. \1 {#no-friends}"), ("a bold word in a rule", rule,
                           r"- **Now:** \1 {#no-friends}")]:
        yield replaced(file, what, old, new, SHOWN)


# --- files that come and go ----------------------------------------------------------------------------

def files(root: Path):
    text = "---\ntitle: A new page\ndescription: A page that somebody has just added.\n---\n\nWords.\n"
    for file in ["docs/new.md", "docs/New Page.md", "docs/über.md", "docs/new.markdown", "docs/new.MD", "docs/new.html", "docs/new.js", "docs/new.txt",
        "docs/README.md", "docs/new.md.md",
                 "docs/a#b.md", "docs/new.docx", "docs/letter.pdf", "docs/Trip to the zoo.HEIC", "docs/photo.jpeg", "docs/parents.md", "data/contact.yaml", "data/contacts.yml", "data/contacts.yaml.orig",
                 "data/editions/2026-01.yaml", "docs/policy/editions/2026-01.md"]:
        def make(root: Path, file=file) -> None:
            (root / file).parent.mkdir(exist_ok=True)
            (root / file).write_text(text)
        yield Edit("added", file, make, told_in=("mkdocs.yml",))
    for name in ("passwd.md", "passwd.png", "nowhere.png"):
        yield Edit("a link to another file", f"docs/{name}", lambda root,
            name=name: (root / "docs" / name).symlink_to("/etc/passwd" if "pass" in name else "/nowhere"),
                   told_in=("mkdocs.yml",))
    yield Edit("a file that no page shows, beginning with a full stop", "docs/.DS_Store", lambda root: (root / "docs/.DS_Store").write_text("x") and None,
        SAME)
    for name, drawing in {"a script": "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                          "an onload": "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "no drawing": "words",
                          "a link out": "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink'><image x:href='https://example.org/a.png'/></svg>"}.items():
        yield Edit(f"a drawing with {name}", "docs/pupils/stop.svg", lambda root,
            drawing=drawing: (root / "docs/pupils/stop.svg").write_text(drawing) and None)
    yield Edit("a picture of 10 MB", "docs/pupils/big.png",
        lambda root: (root / "docs/pupils/big.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 10_000_000) and None)
    yield Edit("a picture that pages use deleted", "docs/pupils/stop.svg", lambda root: (root / "docs/pupils/stop.svg").unlink(),
               told_in=tuple(f"docs/pupils/{name}.md" for name in ("index", "younger", "poster", "poster-younger")))
    for folder in ("docs", "data", "docs/policy"):
        yield Edit("deleted, the whole folder", folder, lambda root, folder=folder: shutil.rmtree(root / folder),
                   told_in=("mkdocs.yml", *(path.relative_to(root).as_posix() for path in (root / "docs").rglob("*.md")),
                            *(path.relative_to(root).as_posix() for path in (root / "data").glob("*.yaml"))))
    yield Edit("the home page deleted", "docs/index.md", lambda root: (root / "docs/index.md").unlink(), told_in=("mkdocs.yml",))


# --- mkdocs.yml, the site's map ------------------------------------------------------------------------

def menu(root: Path):
    line = r"^  - contacts\.md$"
    for what, old, new in [
            ("a menu's line indented with a tab", line, "\t- contacts.md"), ("a menu's line indented by one more", line, "   - contacts.md"),
            ("a menu's line without its dash", line, "  contacts.md"),
            ("a menu's line without a space", line, "  -contacts.md"), ("a menu's page misspelt", line, "  - contcats.md"), ("a menu's page removed",
            line + r"\n", ""),
            ("a menu's page twice", line, "  - contacts.md\n  - contacts.md"), ("a menu's page with a second colon", line, "  - Who: to: contacts.md"),
            ("a menu's page an address", line, "  - /contacts/"),
            ("a menu's page a script", line, '  - Who: "javascript:alert(1)"'), ("a menu's page on another site", line, "  - Who: https://example.org"),
            ("a menu's title without a page", line, "  - contacts.md\n  - Who:"),
            ("a menu's page without .md", line, "  - contacts"), ("a menu's page with docs/", line, "  - docs/contacts.md"), ("a menu's page a number",
            line, "  - 42"), ("a menu's page a list", line, "  - [contacts.md]"),
            ("a menu's title that reaches into Python", line, '  - "{{ config }}": contacts.md'),
            ("a menu's title with a number sign", line, "  - Who #1: contacts.md"), ("the menu misspelt", "^nav:", "nva:"), ("the menu emptied",
            r"^nav:\n(?:  .*\n)*", "nav:\n"), ("the menu removed", r"^nav:\n(?:  .*\n)*", ""),
            ("the site's name removed", r"^site_name:.*\n", ""), ("the site's name a list", r"^site_name:.*$", "site_name: [a, b]"),
            ("the site's name with a mark not closed", r"^site_name: .*$", 'site_name: "Social'),
            ("a key twice", r"^strict: true", "strict: true\nstrict: true"), ("strict: misspelt", r"^strict: true", "strict: ture"), ("hooks removed",
            r"^hooks:\n.*\n", ""),
            ("the theme misspelt", "name: material", "name: materail"), ("a plugin misspelt", r"^  - macros:", "  - marcos:"), ("an extension misspelt",
            r"^  - attr_list", "  - attrlist"),
            ("a word that is none", r"\A", "colour: blue\n"), ("a tag that is none", r"^site_name: ", "site_name: !!python/name:os.system "),
            ("where docs are changed", r"\A", "docs_dir: words\n")]:
        yield replaced("mkdocs.yml", what, old, new)
    yield replaced("mkdocs.yml", "strict: off", r"^strict: true", "strict: false", SAME)
    yield replaced("mkdocs.yml", "a menu's title given", line, "  - Who to ask: contacts.md", SHOWN)
    yield replaced("mkdocs.yml", "a menu's page moved", line + r"\n((?:.*\n)*)(?=plugins:)", lambda found: found[1].replace("\n\n", "\n", 1), REFUSED)
