"""A text file as an editor left it: its text, or why it can't be used."""

import re
from collections.abc import Iterator
from pathlib import Path

from policysite.problems import Problem, problem

LONGEST = 300_000  # bytes; the whole policy has 20,000
LINE_ENDS = re.compile(r"\r\n?")
# Pasted from elsewhere; for YAML they end a line, for an editor they don't. And kinds of space.
SPACES = re.compile("[\x85\u2028\u2029\u00a0\u2000-\u200a\u202f\u205f\u3000]")
WRONG = {  # what no line of any file has, by the name of its message
    "merge_conflict": "^(<{7}|>{7}|[|]{7})( |$)|^={7}$",
    # Control characters, signs that turn the writing round (they can hide what a line does), what
    # was lost. No keyboard types them.
    "control_sign": "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd-\uffff]",
    # Nobody sees these, and they part or turn words, links and names.
    "invisible_sign": "[\u200b\u200e\u200f\u00ad\u2060\ufeff\ue000-\uf8ff]",
    # Of two alphabets in one word: what looks like a Latin letter and is none.
    "mixed_alphabets": "[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]",
    # UTF-8 that a program took for Latin-1: â€™ for ’, Ã© for é. NÃO is a word.
    "misread_signs": "â€.|Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰‹‘’“”•–—˜™›]|Â[£ €©°]",
}


def read_text(path: Path, file: str) -> tuple[str, list[Problem]]:
    """A file's text with plain line ends and spaces, and what keeps it from being used.

    `file` is how problems name it. The text is as long, line for line, as what the editor sees.
    """
    try:
        source = path.read_bytes()
    except FileNotFoundError:
        return "", [problem(file, 1, "file_missing")]
    except OSError:
        return "", [problem(file, 1, "file_closed")]
    if len(source) > LONGEST:
        size, most = f"{len(source):,}", f"{LONGEST:,}"
        return "", [problem(file, 1, "file_too_long", size=size, most=most)]
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", [problem(file, source[: error.start].count(b"\n") + 1, "not_utf8")]
    text = SPACES.sub(" ", LINE_ENDS.sub("\n", text))
    return text, list(wrong_signs(text, file))


def wrong_signs(text: str, file: str) -> Iterator[Problem]:
    """The first of each line."""
    for number, line in enumerate(text.split("\n"), 1):
        for name, form in WRONG.items():
            if found := re.search(form, line):
                before = line[: found.start()].strip()[-30:] or "the start of the line"
                given = {"found": found[0], "code": f"U+{ord(found[0][0]):04X}", "before": before}
                yield problem(file, number, name, **given)
                break
