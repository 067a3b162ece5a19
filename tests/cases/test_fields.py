"""Each field of data/ refuses what is wrong with it, where it stands, and takes what is right."""

import pytest

from policysite.schema import policy
from tests.cases.fields import (
    LEFT_OUT,
    MODELS,
    VALUES,
    fields,
    kinds_of,
    problems_of,
    wrong_values,
)
from tests.cases.tables import names_of

FIELDS = list(fields())
FIELD = pytest.mark.parametrize("field", FIELDS, ids=lambda field: f"{field.file} {field.key}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fields")


def test_the_made_up_site_has_every_field():
    """Else it would not be tried here; of a review, `date` starts the entry."""
    has = {(field.file, field.key) for field in FIELDS} | {("data/policy.yaml", "date")}
    listed = [*MODELS.items(), ("policy", policy.Review)]
    wanted = {(f"data/{name}.yaml", key) for name, model in listed for key in kinds_of(model)}
    assert wanted - has == set()


@FIELD
def test_a_line_gone_wrong_is_refused_in_its_entry(field, folder):
    """In every way; only what may be left out can be taken out or emptied."""
    for way, text in field.gone_wrong():
        problems = problems_of(folder, field.file, text)
        if way in LEFT_OUT:
            assert problems or not field.needed, way
            continue
        lines = [problem.line - field.line for problem in problems]
        assert any(-1 <= line <= 2 for line in lines), (way, problems)


@FIELD
def test_a_wrong_value_is_refused_with_the_reason(field, folder):
    for value, names in wrong_values(field.kind).items():
        found = problems_of(folder, field.file, field.typed(value))
        said = {name for problem in found for name in names_of(problem)}
        assert said & {*names}, (value, found)
        assert "not_yaml" in said or {problem.line for problem in found} == {field.line}


@FIELD
def test_a_right_value_is_taken(field, folder):
    """Another entry may still contradict it, which is no matter of the value's."""
    for value in VALUES[field.kind]["right"]:
        found = problems_of(folder, field.file, field.typed(value))
        assert [problem for problem in found if problem.line == field.line] == [], value


@pytest.mark.parametrize("model", [*MODELS.values(), policy.Review])
def test_a_fields_example_is_a_right_value(model):
    """It is what an editor is told to type."""
    for field in model.model_fields.values():
        for example in field.examples or ():
            field.metadata[0].func(example)
