"""Where the compiled loops are kept, and whether they are there already. Standard library only: a server may ask at its start.

numba looks only at the file of the function itself to see whether its stored code is out of date; these loops are built
into one another across files. So the folder is named after a hash of all of them: after an upgrade nothing old is found.
"""

import hashlib
import os
import platform
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

LOOPS = (
    "compiled.py",
    "lanes.py",
    "lane_functions.py",
    "places.py",
    "kernels.py",
    "exact.py",
    "small_matrices.py",
    "evaluate.py",
    "survey.py",
    "paths.py",
    "quadrature.py",
    "mixture.py",
    "best.py",
    "model.py",
    "trial_loop.py",
)
READY = "ready"  # a file beside the loops: who compiled all of them


@cache
def folder() -> str | None:
    """Where compiled loops are kept: NUMBA_CACHE_DIR, else beside the source, else the user's own cache."""
    here = Path(__file__).parent
    digest = hashlib.sha256(b"".join((here / name).read_bytes() for name in LOOPS)).hexdigest()[:16]
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    for base in (os.environ.get("NUMBA_CACHE_DIR"), here / "__pycache__", Path(home) / "solemate"):
        if base and _writable(place := Path(base) / f"engine-{digest}"):
            return str(place)
    return None


def _writable(place: Path) -> bool:
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            return True
    except OSError:
        return False


def is_ready(place: str) -> bool:
    """Whether everything was compiled there, by this Python and this numba, for this kind of machine."""
    try:
        return (Path(place) / READY).read_text(encoding="utf-8") == _who()
    except OSError:
        return False


def say_ready(place: str) -> None:
    (Path(place) / READY).write_text(_who(), encoding="utf-8")


def _who() -> str:
    return f"{platform.python_version()} {version('numba')} {platform.machine()}"
