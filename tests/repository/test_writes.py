"""Who may write, who may look, and where time and chance come from: read off the source, so that it holds for new code too.

Not seen from here: what Django itself writes when somebody signs in (its session, and the time of the last sign-in).
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from solemate.web.people.models import Person

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "solemate"
WEB = SOURCE / "web"

WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITES |= {f"a{name}" for name in WRITES}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
RAW = {"cursor", "raw", "extra", "execute", "executemany"}

MAY_WRITE = {"actions.py"}
MAY_REACH_ALL_ROWS = {"actions.py", "access.py", "models.py"}
MAY_SPEAK_SQL = {
    WEB / "middleware.py": "/healthz asks whether the database answers",
    WEB / "keeping" / "sweep.py": "what was deleted leaves the file and its log, which the database alone can do",
    WEB / "backups" / "database_file.py": "checks and settles a database as a file, before and without Django",
    WEB / "simulation" / "demo.py": "looks whose diary a folder holds, before Django touches it",
}

# Writes that nobody can put a name to: they happen before anybody is signed in.
WRITES_BEFORE_ANYBODY_IS_SIGNED_IN = {
    "solemate/web/people/actions.py: use_link": "the link itself is what says who comes in",
    "solemate/web/people/actions.py: register": "the first run makes the first account there is",
}

THE_CLOCK = WEB / "clock.py"
READS_THE_TIME = {
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.strftime"),
    *("django.utils.timezone.now", "django.utils.timezone.localdate", "django.utils.timezone.localtime"),
    *("django.db.models.functions.Now", "django.db.models.functions.datetime.Now"),
}
STAMPS = {"auto_now", "auto_now_add"}
OWN_GENERATORS = {"Random", "default_rng", "Generator", "SeedSequence", "BitGenerator", "PCG64", "Philox"}

Found = Iterator[tuple[str, ast.AST]]


def modules(folder: Path) -> list[Path]:
    """The Python files of a folder, migrations left out: those are Django's."""
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def read(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def findings(paths: list[Path], look: Callable[[ast.Module], Found]) -> list[str]:
    """What `look` finds, as `solemate/web/diary/views.py:40: save`."""
    return [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}: {what}"
        for path in paths
        for what, node in look(read(path))
    ]


def writes(tree: ast.AST) -> Found:
    """Calls of a method that writes. `.update` on a dictionary is one too: there, write `|=`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            yield node.func.attr, node


def managers(tree: ast.AST) -> Found:
    """The doors to everybody's rows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield node.attr, node


def raw_sql(tree: ast.AST) -> Found:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RAW:
            yield node.func.attr, node


def names_used(tree: ast.AST) -> Found:
    """Everything imported that a module names, in full: `datetime.datetime.now`, under whatever name it was imported."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                known[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                yield f"{node.module}.{alias.name}", node
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            first, _, rest = dotted(node).partition(".")
            if first in known:
                yield f"{known[first]}.{rest}", node


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return node.id if isinstance(node, ast.Name) else ""


def time_read(tree: ast.AST) -> Found:
    for name, node in names_used(tree):
        if name in READS_THE_TIME:
            yield name, node
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in STAMPS:
            yield node.arg, node


def chance_read(tree: ast.AST) -> Found:
    """The generators that a whole process shares; one made from a seed is nobody else's."""
    for name, node in names_used(tree):
        for shared in ("random.", "numpy.random."):
            if name.startswith(shared) and name.removeprefix(shared).split(".")[0] not in OWN_GENERATORS:
                yield name, node


def writing_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """The functions of a module that write, by themselves or by calling one that does."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    names = {name for name, function in functions.items() if any(writes(function))}
    while True:
        more = {name for name, function in functions.items() if calls(function) & names} - names
        if not more:
            return [function for name, function in functions.items() if name in names]
        names |= more


def calls(function: ast.FunctionDef) -> set[str]:
    return {
        node.func.id for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def must_say_who(function: ast.FunctionDef) -> bool:
    """Whether `by` is keyword-only and has no default: a caller cannot forget it."""
    defaults = dict(zip((word.arg for word in function.args.kwonlyargs), function.args.kw_defaults, strict=True))
    return "by" in defaults and defaults["by"] is None


def is_atomic(function: ast.FunctionDef) -> bool:
    return "transaction.atomic" in {dotted(decorator) for decorator in function.decorator_list}


ACTIONS = [
    (path, function) for path in modules(WEB) if path.name in MAY_WRITE for function in writing_functions(read(path))
]
NAMES = [f"{path.relative_to(ROOT)}: {function.name}" for path, function in ACTIONS]


def test_only_actions_write():
    assert not findings([path for path in modules(WEB) if path.name not in MAY_WRITE], writes)


def test_only_access_actions_and_models_reach_everybodys_rows():
    assert not findings([path for path in modules(WEB) if path.name not in MAY_REACH_ALL_ROWS], managers)


def test_nobody_speaks_sql_but_the_health_check():
    assert not findings([path for path in modules(SOURCE) if path not in MAY_SPEAK_SQL], raw_sql)


@pytest.mark.parametrize(("path", "function"), ACTIONS, ids=NAMES)
def test_every_write_says_by_whom(path: Path, function: ast.FunctionDef):
    excused = f"{path.relative_to(ROOT)}: {function.name}" in WRITES_BEFORE_ANYBODY_IS_SIGNED_IN
    assert must_say_who(function) != excused, "an action takes keyword-only `by`, without a default"


@pytest.mark.parametrize(("path", "function"), ACTIONS, ids=NAMES)
def test_every_write_is_whole_or_not_at_all(path: Path, function: ast.FunctionDef):
    assert is_atomic(function)


def test_every_excuse_is_still_needed():
    assert set(NAMES) >= set(WRITES_BEFORE_ANYBODY_IS_SIGNED_IN)


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("solemate.web.")]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_every_model_says_how_it_is_erased(model: type[models.Model]):
    said = vars(model).get("ERASE")
    assert isinstance(said, str)
    assert said.strip()
    for field in model._meta.get_fields():
        if field.concrete and field.related_model is Person and said == "deleted with its person":
            assert field.remote_field.on_delete is models.CASCADE, field.name


def test_the_time_comes_from_one_place():
    assert not findings([path for path in modules(SOURCE) if path != THE_CLOCK], time_read)
    assert findings([THE_CLOCK], time_read), "and that place is the clock"


def test_chance_is_passed_in():
    assert not findings(modules(SOURCE), chance_read)


# The tests above find nothing; these show that they would.


@pytest.mark.parametrize(
    ("look", "text", "what"),
    [
        (writes, "def view(request):\n    person.save(update_fields=[])", "save"),
        (writes, "rows(person, Rating).filter(value=3).delete()", "delete"),
        (writes, "Rating.objects.update_or_create(value=3)", "update_or_create"),
        (managers, "Rating.objects.all()", "objects"),
        (managers, "model._default_manager.filter()", "_default_manager"),
        (raw_sql, "connection.cursor()", "cursor"),
        (time_read, "from datetime import datetime\ndatetime.now()", "datetime.datetime.now"),
        (time_read, "from datetime import date as day\nday.today()", "datetime.date.today"),
        (time_read, "import datetime as d\nd.datetime.utcnow()", "datetime.datetime.utcnow"),
        (time_read, "def late():\n    import time\n    return time.time()", "time.time"),
        (time_read, "from time import time", "time.time"),
        (time_read, "from django.utils import timezone\nField(default=timezone.now)", "django.utils.timezone.now"),
        (time_read, "models.DateTimeField(auto_now_add=True)", "auto_now_add"),
        (chance_read, "import random\nrandom.shuffle(arms)", "random.shuffle"),
        (chance_read, "from random import choice", "random.choice"),
        (chance_read, "import numpy as np\nnp.random.seed(1)", "numpy.random.seed"),
    ],
)
def test_it_would_be_found(look: Callable[[ast.Module], Found], text: str, what: str):
    assert what in [found for found, _ in look(ast.parse(text))]


@pytest.mark.parametrize(
    ("look", "text"),
    [
        (time_read, "from solemate.web import clock\nclock.now()"),
        (time_read, "from datetime import datetime\ndatetime.fromisoformat(text)"),
        (time_read, "import time\ntime.monotonic()"),
        (chance_read, "import random\nrandom.Random(seed).shuffle(arms)"),
        (chance_read, "import numpy as np\nnp.random.default_rng(seed)"),
        (chance_read, "import secrets\nsecrets.token_urlsafe()"),
        (managers, "session.events.all()"),
    ],
)
def test_it_is_no_fault(look: Callable[[ast.Module], Found], text: str):
    assert not list(look(ast.parse(text)))


def test_an_action_that_only_calls_one_that_writes_is_a_write():
    tree = ast.parse("def a(*, by): row.save()\ndef b(*, by=None): a(by=by)\ndef c(x, by): b()\ndef d(): pass")
    assert [(function.name, must_say_who(function)) for function in writing_functions(tree)] == [
        ("a", True),
        ("b", False),
        ("c", False),
    ]
