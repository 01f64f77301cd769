"""`compiled`: a loop that numba compiles once on this machine and finds again in the next process.

In: a Python function on arrays and numbers. Out: the same, compiled, without Python's lock while it runs.

Where no folder can be written, everything works and is compiled anew in each process (about 30 s).
"""

from collections.abc import Callable
from typing import Any

import numba
from numba import njit

from solemate.nof1.code_folder import folder


def compiled(function: Callable[..., Any]) -> Any:
    """The function compiled: IEEE division, no reordering of arithmetic, no threads of its own."""
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = folder() or before
    try:
        return njit(cache=folder() is not None, nogil=True, error_model="numpy")(function)
    finally:
        settings.CACHE_DIR = before
