"""The posterior as draws, for tools that read them: ArviZ, and whatever reads ArviZ.

A `Posterior` is a mixture of normals and needs no draws. These are points of a Sobol sequence pushed through the mixture, the
same ones each time, so a summary of them is close to the posterior's own numbers and no seed is involved.

    arviz_base.from_dict(**for_arviz(posterior))
"""

from typing import Any

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

from solemate.nof1.columns import BadTrial, shown
from solemate.nof1.posterior import Posterior

USUAL_DRAWS = 4096


def for_arviz(posterior: Posterior, draws: int = USUAL_DRAWS) -> dict[str, Any]:
    """`data`, `coords` and `dims` for `arviz_base.from_dict`: sustained and delivered [chain, draw, arm], hyper-parameters.

    `draws` must be a power of 2. Raises BadTrial where there was not enough variation for a posterior.
    """
    nodes = posterior.nodes
    if nodes is None:
        raise BadTrial("not enough variation: there is no posterior to draw from")
    if not isinstance(draws, int | np.integer) or draws < 1 or draws & (draws - 1):
        raise BadTrial(f"draws {shown(draws)}: it takes a whole number that is a power of 2")
    others = nodes.mean.shape[1]
    points = qmc.Sobol(others + 1, scramble=False).random(draws) + 0.5 / draws
    node = np.minimum(np.searchsorted(np.cumsum(nodes.weight), points[:, 0]), len(nodes.weight) - 1)
    factor = np.linalg.cholesky(nodes.covariance[node])
    sustained = nodes.mean[node] + np.einsum("djk,dk->dj", factor, ndtri(points[:, 1:]))
    drawn = {
        "sustained": sustained,
        "delivered": sustained * nodes.factor[node],
        "sigma": nodes.sigma[node],
        "phi": nodes.phi[node],
        "half_life": nodes.half_life[node],
    }
    return {
        "data": {"posterior": {name: values[None] for name, values in drawn.items()}},
        "coords": {"arm": list(posterior.arms[1:])},
        "dims": {"sustained": ["arm"], "delivered": ["arm"]},
    }
