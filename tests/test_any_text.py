"""Whatever is typed into a file, what reads it gives a value, or says in plain words what is wrong. Never anything else."""

import re
from string import printable

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as some

from policysite import dates, facts as fact_files, menu
from policysite.clauses import number_clauses
from policysite.markup import check_markup
from policysite.pages import Page, check_meta, check_words, read_page
from policysite.problems import Problem, Refused, annotations, report
from policysite.typed import Entry, Text, parse_yaml, read_text, typed
from tests.project import ROOT, Project

PLAIN = settings(derandomize=True, deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
PROGRAMMERS_WORDS = re.compile(r"Traceback|\w+Error\b|\w+Exception\b|<class|object at 0x|Node\(|invalid literal|NoneType|codec")

# Text as slips make it: signs that mean something in YAML, Markdown or a template, beside any others.
SIGNS = some.sampled_from(list("\t\n \r:#-[]{}|>&*!%@`\"'<>/\\()=_~^.,?0123456789é’“\u00a0\u2028\u0085\ufeff\x00\x1b\u202e²１")
                          + ["{{", "}}", "{%", "%}", "{#", "\n---\n", "<<<<<<< ", "\n=======\n", "title: ", "- ", "    - ", "\n\n",
                          "{{ contact('dsl') }}", "](", "https://", "javascript:"])
ANY = some.lists(SIGNS | some.characters() | some.text(printable, max_size=8), max_size=40).map("".join)


def altered(source: str):
    """A real file's text with a piece taken out, doubled, or with something else put in."""
    def change(where: tuple[int, int], put: str, keep: bool) -> str:
        start, end = sorted(where)
        return source[:start] + put + source[start if keep else end:]
    place = some.integers(0, len(source))
    return some.builds(change, some.tuples(place, place.map(lambda at: at)).map(lambda pair: (pair[0], min(pair[1], pair[0] + 200))), ANY, some.booleans())


def plain(problems) -> None:
    """Each problem names a file and a line, on one line, in nobody's jargon; GitHub's form of it too."""
    problems = list(problems)
    for problem in problems:
        assert isinstance(problem, Problem) and problem.line >= 1
        assert len(str(problem).splitlines()) == 1 and not PROGRAMMERS_WORDS.search(problem.what), str(problem)
    assert len(annotations(problems).splitlines()) == len(problems)


def real(file: str) -> str:
    return (ROOT / file).read_text("utf-8")


@PLAIN
@given(ANY | altered(real("data/contacts.yaml")) | altered(real("data/policy.yaml")))
@example("a: " + "[" * 5000)
@example("&a [*a]: b")
@example("a: &a\n  b: *a")
@example("? [a]\n: b")
@example("a: !!python/object/apply:os.system [id]")
@example("a: 2026-13-45\nb: 1e999\nc: 0o9\nd: .nan\ne: 12:61\n")
@example("%YAML 9.9\n---\na: b")
def test_yaml(source):
    """Every value is text with its line."""
    entry, problems = parse_yaml(source, "data/contacts.yaml")
    plain(problems)
    assert isinstance(entry, Entry)

    def values(held):
        for value in held.values() if isinstance(held, dict) else held:
            yield from [value] if isinstance(value, str) else values(value)
    for value in values(entry):
        assert isinstance(value, Text) and (problems or 1 <= value.line <= source.count("\n") + len(re.findall("[\r\x85\u2028\u2029]", source)) + 1)


@PLAIN
@given(some.binary(max_size=200) | ANY.map(str.encode))
def test_bytes(tmp_path_factory, source):
    """A file may hold anything."""
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(source)
    text, problems = read_text(path, "data/any.yaml")
    plain(problems)
    assert "\r" not in text and "\x00" not in (text if not problems else "")


FILES = ["policy", *fact_files.KINDS, "redirects"]


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Project:
    return Project(ROOT).copy_to(tmp_path_factory.mktemp("any") / "project")


@pytest.mark.parametrize("name", FILES)
@settings(PLAIN, max_examples=12)
@given(data=some.data())
def test_facts(copy, name, data):
    """A data file that somebody altered is read, or refused with every problem."""
    good = real(f"data/{name}.yaml")
    source = data.draw(altered(good))
    (copy.root / f"data/{name}.yaml").write_bytes(source.encode("utf-8", "surrogatepass"))
    try:
        fact_files.load(copy.root)
    except Refused as refused:
        plain(refused.problems)
        assert refused.problems and str(refused) == report(refused.problems)
    finally:
        copy.write(f"data/{name}.yaml", good)


@pytest.mark.parametrize("read", [fact_files.words, fact_files.day_or_month, fact_files.year_or_month, fact_files.uk_phone, fact_files.help_line,
    fact_files.email_addresses,
                                  fact_files.web_address, fact_files.youngest_age, fact_files.months], ids=lambda read: read.__name__)
@PLAIN
@given(value=ANY | some.text("+0123456789 ()-extO", max_size=20) | some.from_regex(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?") | some.from_regex(r"https://\S*"),
    quoted=some.booleans())
def test_a_value(read, value, quoted):
    """A reader gives a fact that is what it says, or says what to type."""
    try:
        fact = read(typed(value, 1, quoted, False))
    except ValueError as error:
        assert not PROGRAMMERS_WORDS.search(str(error).replace(value, "")) and re.search(r"\b[Ww]rite\b|\bCopy\b", str(error)), str(error)
        return
    if isinstance(fact, dict):
        assert re.fullmatch(r"tel:\+?[0-9]+", fact["uri"]) and re.fullmatch(r"[0-9 ]+", fact["text"])
    elif read is fact_files.web_address:
        assert re.fullmatch(r"https://[^\s\"'<>]+", fact)
    elif isinstance(fact, dates.When):
        assert fact.first <= fact.last and 2000 <= fact.first.year < 2100
        assert fact.plus_months(36).last > fact.last


@PLAIN
@given(ANY | some.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True))
def test_a_date(written):
    """A year, a month or a day; or ValueError with the value and what to write."""
    try:
        when = dates.When.parse(written)
    except ValueError as error:
        assert not PROGRAMMERS_WORDS.search(str(error)) and "Write" in str(error)
        return
    assert when.iso == written and when.first <= when.last and str(when)


@pytest.fixture(scope="module")
def words():
    return Project(ROOT).words()


REAL_PAGES = ["docs/policy/staff-use.md", "docs/staff/index.md", "docs/parents/blackmail.md", "docs/contacts.md"]


@pytest.mark.parametrize("file", REAL_PAGES)
@settings(PLAIN, max_examples=30)
@given(data=some.data())
def test_a_page(tmp_path_factory, words, file, data):
    """A page that somebody altered: what stands above it, its markup, its words and its rules."""
    source = data.draw(altered(real(file)) | ANY.map(lambda text: "---\ntitle: 1. Any\ndescription: Any.\n---\n" + text))
    path = tmp_path_factory.getbasetemp() / "any.md"
    path.write_bytes(source.encode("utf-8", "surrogatepass"))
    page, problems = read_page(path, file.removeprefix("docs/"))
    plain(problems)
    if not problems:
        words.page = page
        plain(check_meta(page))
        plain(check_markup(page))
        plain(check_words(page, words))
        clauses, unnumbered = number_clauses([page])
        plain(unnumbered)
        assert all(page.first_line <= rule.line <= source.count("\n") + 1 for rule in clauses.rules)


@PLAIN
@given(ANY)
@example("{{ " + "(" * 5000)
@example("{{ contact" + "('dsl')" * 3000 + " }}")
@example("{{ " + "-" * 5000 + "1 }}")
@example("{{ 9 ** 9 ** 9 ** 9 }}")
@example("{{ '%s' % 'x' }}{{ [].__class__ }}{% for x in y %}")
def test_any_words_on_a_page(words, body):
    """Nothing on a page is run but our own words."""
    page = Page("staff/index.md", Entry(), body, 4)
    words.page = page
    plain(check_words(page, words))
    plain(check_markup(page))


@settings(PLAIN, max_examples=30)
@given(source=altered(real("mkdocs.yml")))
def test_the_menu(copy, source):
    """mkdocs.yml that somebody altered."""
    (copy.root / "mkdocs.yml").write_bytes(source.encode("utf-8", "surrogatepass"))
    plain(menu.check(copy.root))
