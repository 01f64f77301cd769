"""Eight numbers at once: the functions without branches against SciPy's, from the centre to the far tails."""

import numpy as np
import pytest
from numba import njit
from scipy import special

from solemate.nof1.lane_functions import exponential, logarithm, mills, quantile_above
from solemate.nof1.lanes import load, store


@njit(error_model="numpy")
def all_of(x, out, which):
    for i in range(0, x.size, 8):
        v = load(x, i)
        if which == 3:
            store(out, i, quantile_above(v))
        else:
            store(out, i, exponential(v) if which == 0 else logarithm(v) if which == 1 else mills(v))


@pytest.fixture(scope="module")
def apply():
    def run(which: int, x: np.ndarray) -> np.ndarray:
        out = np.empty_like(x)
        all_of(x, out, which)
        return out

    return run


def test_the_exponential(apply):
    x = np.concatenate([np.linspace(-699, 699, 8000), np.linspace(-1, 1, 8000)])
    assert np.max(np.abs(apply(0, x) / np.exp(x) - 1)) < 1e-15
    assert np.all(apply(0, np.full(8, -1e9)) < 1e-300), "far below it is nothing, and never negative"


def test_the_logarithm(apply):
    x = np.exp(np.linspace(-690, 690, 16000))
    assert np.max(np.abs(apply(1, x) - np.log(x)) / np.maximum(1, np.abs(np.log(x)))) < 1e-15


def test_the_ratio_of_mills(apply):
    x = np.concatenate([np.linspace(0, 30, 8000), np.exp(np.linspace(-20, 18, 8000))])
    exact = np.sqrt(np.pi / 2) * special.erfcx(x / np.sqrt(2))
    assert np.max(np.abs(apply(2, x) / exact - 1)) < 1e-13


def test_the_quantile(apply):
    below = np.concatenate([np.exp(np.linspace(-680, -0.01, 8000)), 1 - np.exp(np.linspace(-30, -0.7, 8000))])
    exact = -special.ndtri(below)
    assert np.max(np.abs(apply(3, below) - exact) / np.maximum(1, np.abs(exact))) < 1e-6
