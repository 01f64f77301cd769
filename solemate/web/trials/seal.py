"""The seed of a trial, kept so that no row tells the order: sealed with the machine's own secret, opened when it is needed.

In: the seed and the trial's id. Out: 16 hex digits to keep, and a seal of 16 more that is shown at the start and can be
checked at the end. What this cannot do, and the trial's page says so: whoever runs the machine has its secret too, and
the last period of a block can be told from the others.
"""

import hashlib
import hmac
import uuid

from django.conf import settings

SEED_BYTES = 8
LARGEST_SEED = 2**63 - 1


class BrokenSeal(Exception):
    """The seed cannot be opened here: the trial began on another machine, with another secret."""


def close(seed: int, trial: uuid.UUID) -> str:
    """The seed hidden behind a pad that only this machine can make; each trial has a pad of its own."""
    return (seed ^ _pad(trial)).to_bytes(SEED_BYTES, "big").hex()


def seal_of(seed: int, trial: uuid.UUID) -> str:
    """A short fingerprint of the seed. It does not give the seed away, and no other seed has it."""
    return hashlib.sha256(f"solemate trial {trial} seed {seed}".encode()).hexdigest()[:16]


def opened(sealed: str, seal: str, trial: uuid.UUID) -> int:
    """The seed again.

    Raises:
        BrokenSeal: this machine did not seal it.
    """
    seed = int.from_bytes(bytes.fromhex(sealed), "big") ^ _pad(trial)
    if not 0 <= seed <= LARGEST_SEED or not hmac.compare_digest(seal_of(seed, trial), seal):
        raise BrokenSeal("this trial began on another machine")
    return seed


def _pad(trial: uuid.UUID) -> int:
    key = settings.SECRET_KEY.encode()
    return int.from_bytes(hmac.digest(key, b"solemate trial seed " + trial.bytes, "sha256")[:SEED_BYTES], "big")
