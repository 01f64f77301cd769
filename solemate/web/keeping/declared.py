"""What the models declare about being kept. Nothing in; the models a person's rows are in, and how they hang together, out.

A model says it in plain words of its own, so that a new one needs nothing here:

* `deleted_at`, a column: a person can put its rows in the bin. Then `in_words()` says what such a row is.
* `WITHIN = "check_in"`: its rows hang on the row this foreign key names, and are hidden with it.
* `TAKES = {"diary.CheckIn": "session"}`: rows of that model whose column holds this row's id go into the bin with it.
* `ERASE`: what deletion of the whole diary does to it.
"""

from django.apps import apps
from django.db.models import DateField, DateTimeField, Model

from solemate.web.people.access import can_be_deleted
from solemate.web.people.models import Person


def our_models() -> list[type[Model]]:
    """Every model of Solemate, in the order of the apps."""
    return [model for model in apps.get_models() if model.__module__.startswith("solemate.web.")]


def persons_models() -> list[type[Model]]:
    """The models whose rows belong to a person."""
    return [model for model in our_models() if any(field.related_model is Person for field in model._meta.fields)]


def deletable_models() -> dict[str, type[Model]]:
    """Kind, as it stands in an address, to the model whose rows a person can put in the bin."""
    return {str(model._meta.model_name): model for model in persons_models() if can_be_deleted(model)}


def taken_along(model: type[Model]) -> list[tuple[type[Model], str]]:
    """The models whose rows go into the bin with a row of `model`, and their column that holds its id."""
    return [(apps.get_model(label), column) for label, column in getattr(model, "TAKES", {}).items()]


def takers_of(model: type[Model]) -> list[tuple[type[Model], str]]:
    """The models that take rows of `model` along, and the column of `model` that holds their id."""
    return [(taker, column) for taker in persons_models() for taken, column in taken_along(taker) if taken is model]


def moment_of(model: type[Model]) -> str:
    """The column that says when a row was made: its first instant."""
    columns = [field.name for field in model._meta.concrete_fields if isinstance(field, DateTimeField)]
    return next((name for name in columns if name != "deleted_at"), "pk")


def day_of(model: type[Model]) -> str:
    """The column that says which day a row is about; empty where it has none but its moment."""
    columns = [field for field in model._meta.concrete_fields if isinstance(field, DateField)]
    return next((field.name for field in columns if not isinstance(field, DateTimeField)), "")
