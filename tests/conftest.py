"""What holds for every test: the clock stands at its start, and nobody touches the global random generator."""

import random
from collections.abc import Iterator

import pytest

from tests import moved_clock


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    moved_clock.set_to(moved_clock.START)
    yield
    moved_clock.set_to(moved_clock.START)


@pytest.fixture(autouse=True)
def no_global_randomness(request: pytest.FixtureRequest) -> Iterator[None]:
    """Randomness is passed in. Hypothesis keeps the global state itself; browser tests run other programs."""
    before = random.getstate()
    yield
    if "hypothesis" not in str(request.keywords) and not request.node.get_closest_marker("browser"):
        assert random.getstate() == before, "the test, or what it called, used the global random generator"


@pytest.fixture
def ada(db: None):
    from tests import cast

    return cast.new_person()


@pytest.fixture
def ben(db: None, ada):
    from tests import cast

    return cast.new_person()
