"""Cholesky factor and inverse of matrices of a few rows, inside compiled loops."""

import math

import numpy as np

from solemate.nof1.compiled import compiled


@compiled
def cholesky(a):
    """Lower factor of a small matrix; the second value says whether it is positive definite."""
    n = a.shape[0]
    root = np.zeros((n, n))
    for j in range(n):
        for i in range(j, n):
            s = a[i, j]
            for k in range(j):
                s -= root[i, k] * root[j, k]
            if i == j:
                if not s > 1e-12:
                    return root, False
                root[j, j] = math.sqrt(s)
            else:
                root[i, j] = s / root[j, j]
    return root, True


@compiled
def inverse_of(root):
    """(root root')^-1."""
    n = root.shape[0]
    half = np.zeros((n, n))
    for j in range(n):
        half[j, j] = 1.0 / root[j, j]
        for i in range(j + 1, n):
            s = 0.0
            for k in range(j, i):
                s -= root[i, k] * half[k, j]
            half[i, j] = s / root[i, i]
    out = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            for k in range(n):
                out[i, j] += half[k, i] * half[k, j]
    return out
