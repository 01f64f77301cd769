"""`compiled`: a loop that numba compiles once on this machine and finds again in the next process.

In: a Python function on arrays and numbers. Out: the same, compiled, without Python's lock while it runs.

numba looks only at the file of the function itself to see whether its stored code is out of date; these loops are built
into one another across files. So the folder is named after a hash of all of them: after an upgrade nothing old is found.
Where no folder can be written, everything works and is compiled anew in each process (about 20 s).
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numba
from numba import njit

LOOPS = (
    "compiled.py",
    "lanes.py",
    "kernels.py",
    "survey.py",
    "quadrature.py",
    "mixture.py",
    "model.py",
    "trial_loop.py",
)


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


def compiled(function: Callable[..., Any]) -> Any:
    """The function compiled: IEEE division, no reordering of arithmetic, no threads of its own."""
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = folder() or before
    try:
        return njit(cache=folder() is not None, nogil=True, error_model="numpy")(function)
    finally:
        settings.CACHE_DIR = before
