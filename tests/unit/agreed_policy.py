"""A made-up agreed policy of a made-up school, untidy as real files are, and its plain rules."""

import html
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import docx
import weasyprint

from policysite.review.agreed import agreed, settled
from policysite.review.agreed.comparing import WordLists

POLICY = """Elm Hill Primary School
Cycling Policy
Written\tMarch 2021
Date agreed\t12 March 2021

Our vision is a school where each child gets about under their own steam, and enjoys it.

KEY CONTACTS
\tName\tEmail\tPhone
Travel lead\tMs Ada Rowe\ttravel@elmhill.example\t020 7946 0001
Caretaker\tMr Li Fenn\tfenn@elmhill.example\t

CYCLING POLICY**1. WHY WE HAVE IT**

- This policy helps **pupils** and staff to ride safely, and follows ‘Riding Near Schools’ 2019.
- It covers bicycles, scooters and
skateboards that\u00a0belong to **pupils**.

2. RIDING TO SCHOOL

- Pupils must wear a helmet  at all times.
- Pupils will lock their bicycle:
 - to the racks beside the gate;
 - with a strong lock of their own.

- well away from the fire doors.

2.1 On the road

- Parents are advised to ride with any child under the age of 8, where possible.
- Staff may not ride on the footpath near “Elm Hill”.

**3. When something goes wrong** The caretaker will keep any bicycle that is left overnight.
- Worries about riding will be told to the travel lead, as the Behaviour Policy says.
- Riders will not race in the yard.

Appendix A: Where the racks are

The racks stand by the east gate.
"""

LISTS = {
    "strength": {
        "will": "will",
        "must": "must",
        "may": "may, is allowed, are allowed",
        "advised": "advised",
        "where possible": "where possible, if possible",
    },
    "negation": {"not": "not, no, never, cannot"},
    "who": {"pupils": "pupil, pupils", "staff": "staff", "parents": "parent, parents"},
    "named policies": {"behaviour": "behaviour policy"},
    "ignored": "may bush",
    "may be repeated": "pupils, staff, parents, will",
}
WORDS = WordLists(LISTS)
STYLE = """
@page { size: A6; margin: 3em; @bottom-center { content: counter(page) } }
body { orphans: 1; widows: 1 }
table { border-collapse: collapse }
td { border: 1px solid }
[class^=bullet] { padding-left: 1em; text-indent: -1em }
.bullet1 { margin-left: 3em }
"""
TODAY = date(2022, 5, 1)
ROLES = ["caretaker"]
NOTHING = SimpleNamespace(contacts={}, guidance={})  # in data/
TITLES = ["Why we have it", "Riding to school", "When something goes wrong"]


@dataclass(frozen=True)
class Page:
    file: str = "docs/policy/cycling.md"


@dataclass(frozen=True)
class Rule:
    number: str
    name: str | None
    text: str
    points: tuple["Rule", ...] = ()
    line: int = 7
    page: Page = Page()

    @property
    def anchor(self) -> str:
        return "clause-" + "-".join(re.findall(r"\w+", self.number))

    @property
    def address(self) -> str:
        return f"policy/cycling/#{self.name or self.anchor}"


LOCKING = (
    Rule("2(2)(a)", None, "To the racks that are beside the gate."),
    Rule("2(2)(b)", None, "With a strong lock that belongs to them."),
    Rule("2(2)(c)", "fire-doors", "Well away from any fire doors."),
)
RULES = [
    Rule("1(1)", "safe-riding", "This policy is there so that pupils and staff ride safely. It "
         "follows Riding Near Schools (2019)."),
    Rule("1(2)", "what-it-covers", "It is about pupils’ bicycles, scooters and skateboards."),
    Rule("2(1)", "helmets", "At all times, pupils must wear a helmet."),
    Rule("2(2)", "locking", "Pupils will lock their bicycle:", LOCKING),
    Rule("2(3)", "young-riders", "Where possible, parents are advised to ride with a child who "
         "is under the age of 8."),
    Rule("2(4)", "footpath", "Staff may not ride on the footpath that is near Elm Hill."),
    Rule("3(1)", "left-overnight", "If a bicycle is left overnight, the caretaker will keep it."),
    Rule("3(2)", "worries", "We will tell the travel lead of worries about riding, as the "
         "Behaviour Policy says."),
    Rule("3(3)", "racing", "Riders will not race in the yard."),
]  # fmt: skip


def text_of(rule: Rule) -> str:
    return rule.text


def write(folder: Path, name: str, text: str = POLICY) -> Path:
    """The policy as a file of that kind."""
    path = folder / "source" / name
    path.parent.mkdir(exist_ok=True)
    {".txt": as_text, ".docx": as_word, ".pdf": as_pdf}[path.suffix](path, text)
    return path


def as_text(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def as_word(path: Path, text: str) -> None:
    """Word's own lists and table; a line that carries on is a paragraph, as after a page's end."""
    document, table = docx.Document(), None
    for line in filter(str.strip, text.split("\n")):
        if line.count("\t") > 1:
            table = table or document.add_table(0, 4)
            for cell, words in zip(table.add_row().cells, line.split("\t"), strict=False):
                cell.text = words
            continue
        style = {"- ": "List Bullet", " -": "List Bullet 2"}.get(line[:2])
        paragraph = document.add_paragraph(style=style)
        for part in re.split(r"(\*\*.+?\*\*)", line.lstrip(" -") if style else line):
            paragraph.add_run(part.strip("*")).bold = part.startswith("**")
    document.save(path)


def as_pdf(path: Path, text: str) -> None:
    """Pages so small that sentences are split by their ends, each with its number."""
    body = ""
    for line in filter(str.strip, text.split("\n")):
        words = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html.escape(line)).replace("¦", "<br>")
        if line.count("\t") > 1:
            cells = "".join(f"<td>{cell}</td>" for cell in words.split("\t"))
            body = body.removesuffix("</table>") if body.endswith("</table>") else f"{body}<table>"
            body += f"<tr>{cells}</tr></table>"
        elif bullet := re.match(r"( ?)- ", line):
            body += f'<p class="bullet{len(bullet[1])}">• {words[bullet.end() :]}</p>'
        else:
            body += f"<p>{words}</p>"
    weasyprint.HTML(string=f"<style>{STYLE}</style>{body}").write_pdf(path)


def load(folder: Path, rules=RULES, lines="# nothing settled\n") -> tuple:
    (folder / "data").mkdir(exist_ok=True)
    (folder / settled.FILE).write_text(lines, "utf-8")
    said = "\n".join(
        f"{kind}: {names}"
        if isinstance(names, str)
        else "\n".join([f"{kind}:", *(f"  {name}: {words}" for name, words in names.items())])
        for kind, names in LISTS.items()
    )
    (folder / agreed.WORDS).write_text(said, "utf-8")
    listed = [each for rule in rules for each in (rule, *rule.points)]
    sections = [SimpleNamespace(page=SimpleNamespace(title=f"1. {title}")) for title in TITLES]
    numbered = SimpleNamespace(all=lambda: listed, sections=sections)
    data = SimpleNamespace(contacts=ROLES)
    site = SimpleNamespace(root=folder, today=TODAY, rules=numbered, data=data)
    return agreed.load(site, text_of)


def remarks(folder: Path, **given) -> list[str]:
    found, problems = load(folder, **given)
    assert problems == []
    assert all(problem.remark for problem in found.remarks(TODAY))
    return [f"{problem.file}:{problem.line}: {problem.what}" for problem in found.remarks(TODAY)]


def without_appendix(text: str = POLICY) -> str:
    return text.partition("Appendix")[0]


def paste(remark: str, role: str = "caretaker") -> str:
    """The line to paste, as the remark prints it, with a role put in."""
    return remark.rpartition("data/agreed.yaml:  ")[2].replace("your_role", role) + "\n"
