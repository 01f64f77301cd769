"""The seed of a trial, kept so that no row tells the order: sealed with the machine's own secret, opened when it is needed.

In: the seed and the trial's id. Out: 16 hex digits to keep, and a seal of 16 more that is shown at the start and can be
checked at the end. What this cannot do, and the trial's page says so: whoever runs the machine has its secret too, and
the last period of a block can be told from the others.

The first day and the protocol are sealed in with it: who changes them in an export, and brings it back to see the order
sooner, has a trial that cannot go on.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

SEED_BYTES = 8
LARGEST_SEED = 2**63 - 1


class BrokenSeal(Exception):
    """The seed cannot be opened here: the trial began on another machine, with another secret."""


def fixed_of(protocol: Mapping[str, Any], begins_on: date) -> str:
    """What may not change once a trial has begun, as one text."""
    return json.dumps([begins_on.isoformat(), protocol], sort_keys=True)


def close(seed: int, trial: uuid.UUID, fixed: str) -> str:
    """The seed hidden behind a pad that only this machine can make; each trial has a pad of its own."""
    return (seed ^ _pad(trial, fixed)).to_bytes(SEED_BYTES, "big").hex()


def seal_of(seed: int, trial: uuid.UUID) -> str:
    """A short fingerprint of the seed. It does not give the seed away, and no other seed has it."""
    return hashlib.sha256(f"solemate trial {trial} seed {seed}".encode()).hexdigest()[:16]


def opened(sealed: str, seal: str, trial: uuid.UUID, fixed: str) -> int:
    """The seed again. A trial that began before the protocol was sealed in opens as it was closed.

    Raises:
        BrokenSeal: this machine did not seal it, or not with these days.
    """
    for sealed_in in (fixed, ""):
        seed = int.from_bytes(bytes.fromhex(sealed), "big") ^ _pad(trial, sealed_in)
        if 0 <= seed <= LARGEST_SEED and hmac.compare_digest(seal_of(seed, trial), seal):
            return seed
    raise BrokenSeal("this trial began on another machine, or its days were changed")


def _pad(trial: uuid.UUID, fixed: str) -> int:
    key = settings.SECRET_KEY.encode()
    text = b"solemate trial seed " + trial.bytes + fixed.encode()
    return int.from_bytes(hmac.digest(key, text, "sha256")[:SEED_BYTES], "big")
