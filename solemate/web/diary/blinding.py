"""Whether averages are kept from a person's eyes: yes while a fair trial runs, for who sees a trend early rates differently.

Comes in: functions of apps that lie above the diary and know about trials; they put themselves here when Django starts.
Goes out: one yes or no for the pages that draw. Nothing registered means: averages are shown.
"""

from collections.abc import Callable
from datetime import date

from solemate.web.people.models import Person

Blind = Callable[[Person, date], bool]
_blinds: list[Blind] = []


def blind_averages_when(blind: Blind) -> None:
    """Ask `blind(person, day)` each time a page would show an average; called from an AppConfig's `ready`."""
    if blind not in _blinds:
        _blinds.append(blind)


def averages_are_blinded(person: Person, day: date) -> bool:
    """Whether anybody asks for dots only, today."""
    return any(blind(person, day) for blind in _blinds)
