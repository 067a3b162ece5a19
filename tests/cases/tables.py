"""The tables of edits in this folder: what somebody does to the made-up site, and what is said.

A case is a mapping. What is done, to `file` (or to the table's own):

    add: text              a paragraph at the file's end
    replace: a, with: b    the first match of a regular expression, line by line
    write: text            the whole file
    picture: [png, 40, 30] the file becomes such a picture (its format, its width, its height)
    form: Latin-1          the file's bytes in one of FORMS
    rename: name           as it says; likewise  delete: yes, folder: yes, link: target

What is said of it: `error:` or `remark:`, a message's name in messages.yaml and its line, counted
from the edit's first (`html 2`), or a place of its own (`nav_no_page mkdocs.yml:12`). Several make
a list; where others may follow from the same slip,  more: yes.  Nothing is said of a right edit;
`same: yes` also promises that every page says what it said.
"""

import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

import yaml

from policysite.content import navigation
from policysite.problems import Problem, messages
from tests.project import Project

HERE = Path(__file__).parent
FORMS = {
    "Windows line ends": lambda text: text.replace(b"\n", b"\r\n"),
    "an old Mac's line ends": lambda text: text.replace(b"\n", b"\r"),
    "a byte-order mark": lambda text: b"\xef\xbb\xbf" + text,
    "no line end at the end": lambda text: text.rstrip(b"\n"),
    "empty lines at the end": lambda text: text + b"\n\n\n",
    "spaces at each line's end": lambda text: re.sub(rb"(?m)(?<=\S)$", b" ", text),
    "Latin-1": lambda text: b"# \xe9\n" + text,
    "UTF-16": lambda text: text.decode().encode("utf-16"),
    "a zero byte": lambda text: b"\0" + text,
    "10 MB": lambda text: text + b"words and more words\n" * 500_000,
    "emptied": lambda text: b"",
    "only spaces": lambda text: b"  \n \n",
    "pasted twice": lambda text: text + text,
    "half a conflict": lambda text: b"=======\n" + text,
    "a conflict": lambda text: b"<<<<<<< HEAD\n" + text + b"=======\n" + text + b">>>>>>> b\n",
    "cut off": lambda text: text[: len(text) * 3 // 5],
}


@dataclass(frozen=True)
class Case:
    """One edit. `said` is what must be said: (error or remark, name, place)."""

    table: str
    file: str
    edit: dict
    said: tuple[tuple[str, str, str], ...]
    more: bool

    @property
    def right(self) -> bool:
        return not any(kind == "error" for kind, _, _ in self.said)

    def __str__(self) -> str:
        """Its name in a report."""
        done = self.edit.get("slip") or next(
            f"{word}: {self.edit[word]}" for word in ACTS if word in self.edit
        )
        return f"{self.table}: {' '.join(str(done).split())[:80]}"

    def make(self, project: Project) -> int:
        """Makes the edit; the line from which `said` counts."""
        act = next(word for word in ACTS if word in self.edit)
        return ACTS[act](project, self.file, self.edit) or 1

    def problems(self, project: Project) -> list[Problem]:
        """What is said before anything is built; MkDocs' own words only of its file."""
        found = project.problems()
        if self.file == "mkdocs.yml" and not found:
            return [*navigation.check_values(project.root)]
        return found

    def differs(self, problems: list[Problem], line: int) -> str:
        """How what was said differs from what must be said; nothing where it does not."""
        left, lines = list(problems), []
        for kind, name, at in self.said:
            place = self.place(at, line)
            found = [each for each in problems if says(each, kind, name, place)]
            left = [each for each in left if each not in found]
            lines += [] if found else [f"not said: {kind} {name} {place}"]
        lines += [] if self.more else [f"said: {names_of(each)} {each}" for each in left]
        return "\n".join([*lines, *(str(problem) for problem in problems if lines)])

    def place(self, at: str, line: int) -> str:
        """`2` is the edit's second line; any other place is as it stands."""
        if ":" in at:
            return at
        return f"{self.edit.get('told', self.file)}:{line + int(at) - 1}"


def picture(project: Project, file: str, edit: dict) -> None:
    """A picture of one colour, with what a camera writes into it where `camera:` says so."""
    from PIL import Image

    kind, *size = edit["picture"]
    made, data = Image.new("RGB", [*map(int, size)], "navy"), Image.Exif()
    if edit.get("camera"):
        data[0x010F] = "A maker of cameras"
    more = {"xmp": b"<x:xmpmeta/>"} if edit.get("xmp") else {}
    made.save(project.root / file, kind, exif=data, **more)


def form(project: Project, file: str, edit: dict) -> None:
    path = project.root / file
    path.write_bytes(FORMS[edit["form"]](path.read_bytes()))


def rename(project: Project, file: str, edit: dict) -> None:
    path = project.root / file
    path.rename(path.with_name(edit["rename"]))


def delete(project: Project, file: str, edit: dict) -> None:
    path = project.root / file
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def folder(project: Project, file: str, edit: dict) -> None:
    (project.root / file).unlink(missing_ok=True)
    (project.root / file).mkdir()


ACTS = {
    "add": lambda project, file, edit: project.add(file, edit["add"]),
    "replace": lambda project, file, edit: project.edit(file, edit["replace"], edit["with"]),
    "write": lambda project, file, edit: project.write(file, edit["write"]),
    "picture": picture,
    "form": form,
    "rename": rename,
    "delete": delete,
    "folder": folder,
    "link": lambda project, file, edit: (project.root / file).symlink_to(edit["link"]),
}


def cases() -> list[Case]:
    """Every case of every table."""
    paths = sorted(HERE.glob("*.yaml"))
    return [case for path in paths if path.stem != "values" for case in cases_in(path)]


def cases_in(path: Path) -> list[Case]:
    table = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # every value as text
    return [
        Case(path.stem, file, edit, said_in(edit), bool(edit.get("more")))
        for edit in table["cases"]
        for file in edit.get("files") or [edit.get("file") or table["file"]]
    ]


def said_in(edit: dict) -> tuple:
    """`error: html 2` → (error, html, 2)."""
    said = []
    for kind in ("error", "remark"):
        listed = edit.get(kind) or []
        for each in [listed] if isinstance(listed, str) else listed:
            name, _, place = each.partition(" ")
            said.append((kind, name, place or "1"))
    return tuple(said)


def says(problem: Problem, kind: str, name: str, place: str) -> bool:
    """Whether it is the problem of that name, there."""
    right_kind = problem.remark == (kind == "remark")
    there = f"{problem.file}:{problem.line}" == place
    return right_kind and there and name in names_of(problem)


def names_of(problem: Problem) -> list[str]:
    """The messages that read so, whatever is filled in: nearly always one."""
    names = [name for name, form in forms().items() if form.search(problem.what)]
    return sorted(names, key=lambda name: -len(forms()[name].pattern)) or ["unlisted"]


@cache
def forms() -> dict[str, re.Pattern]:
    """What each message looks like, whatever is filled in."""
    listed = messages()["errors"] | messages()["remarks"]
    return {name: form_of(text) for name, text in listed.items()}


def form_of(text: str) -> re.Pattern:
    given = dict.fromkeys(Template(text).get_identifiers(), "\0")
    shown = Template(text).substitute(given).rstrip(".")
    return re.compile(re.escape(shown).replace("\0", ".*"), re.DOTALL)
