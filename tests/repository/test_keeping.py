"""Every model says what becomes of its rows in an export: no model, and no column, is forgotten."""

import pytest
from django.db import models

from solemate.web.keeping.declared import our_models
from solemate.web.keeping.export_rows import COMMON, exported_fields, exported_models, file_of
from solemate.web.people.models import Account, Person
from tests.web.diaries import values

MODELS = our_models()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_it_is_exported_or_says_why_not(model: type[models.Model]):
    said = vars(model).get("EXPORT")
    if isinstance(said, str):
        assert said.startswith("not exported: ")
        assert model not in exported_models()
    else:
        assert isinstance(said, dict), "say what each column means, or EXPORT = 'not exported: …'"
        assert model in exported_models(), "rows reach an export through a column `person`"
        assert vars(model).get("CALLED"), "say what its rows are called"


@pytest.mark.parametrize("model", exported_models(), ids=lambda model: model.__name__)
def test_every_column_is_exported_and_explained(model: type[models.Model]):
    fields = exported_fields(model)
    tied = {field for field in model._meta.concrete_fields if field.related_model is Person}
    if model is Person:
        tied = {field for field in model._meta.concrete_fields if field.primary_key or field.related_model is Account}
    assert set(fields) | tied == set(model._meta.concrete_fields)
    explained = vars(model).get("EXPORT", {})
    assert {field.name for field in fields} - set(COMMON) == set(explained) - set(COMMON)
    key = model._meta.pk
    assert key is not None
    key = key.target_field if isinstance(key, models.ForeignKey) else key
    assert model is Person or isinstance(key, models.UUIDField), "ids must be the same in another house"
    for field in fields:
        if field.related_model is None:
            values(model, field)  # the round trip of any diary knows it too


def test_no_two_models_stand_in_one_file():
    files = [file_of(model) for model in exported_models()]
    assert len(files) == len(set(files))
