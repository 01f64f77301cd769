"""A data folder with a diary in it, and a good backup of it, for every test of backups."""

import shutil
from pathlib import Path

import pytest

from solemate.web.backups.back_up import back_up
from tests.moved_clock import START
from tests.server import Server
from tests.visitor import Visitor
from tests.web.test_power_cut import begin_session


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a person, answers and a session in it; nobody is using it. Only to be copied."""
    server = Server(tmp_path_factory.mktemp("original") / "data")
    server.start()
    try:
        begin_session(Visitor(server.base), server.link)
    finally:
        server.stop()
    return server.data


@pytest.fixture
def data(original: Path, tmp_path: Path) -> Path:
    shutil.copytree(original, tmp_path / "data", ignore=shutil.ignore_patterns("static"))
    return tmp_path / "data"


@pytest.fixture(scope="session")
def good(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of `original`. Only to be read."""
    file = tmp_path_factory.mktemp("good") / "good.solemate"
    back_up(original, file, made_at=START)
    return file
