"""MODEL 1S: left against right on the same days. A checked `SidesDataset` in, the `Posterior` of the difference out.

The swings that both sides share cancel in the difference; so does an effect that reaches both sides.
"""

import numpy as np

from solemate.nof1 import model
from solemate.nof1.dataset import SidesDataset
from solemate.nof1.decision import enough_variation
from solemate.nof1.posterior import Posterior, answer_of, no_answer

ARMS = ("comparator", "technique")


def fit_sides(dataset: SidesDataset) -> Posterior:
    """The posterior of one trial of left against right."""
    difference = dataset.rating_left - dataset.rating_right
    rated = int(np.sum(~np.isnan(difference)))
    if not enough_variation(dataset):
        return no_answer(ARMS, len(dataset.side), rated, model.SIDES_NAME)
    return answer_of(dataset, ARMS, dataset.side, difference, rated, model.SIDES, model.SIDES_NAME)
