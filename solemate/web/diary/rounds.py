"""A round of 0-10 questions: which ones, in which order, and what was answered before. Used by every kind of check-in."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from solemate.care.catalogue import Catalogue
from solemate.care.scale import Scale
from solemate.care.session import SIDE
from solemate.web.diary.models import CheckIn, Rating
from solemate.web.people import access
from solemate.web.people.models import Person

HANDS = ("left-hand", "right-hand")


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingQuestion:
    """One screen: one scale at one site, in words."""

    scale: Scale
    site: str
    text: str

    @property
    def side(self) -> str:
        return SIDE[self.site]


def questions(catalogue: Catalogue, sites: Sequence[str], moment: CheckIn.Moment) -> list[RatingQuestion]:
    """All questions of a round, one side after the other, so that the side changes only once."""
    scales = sorted(catalogue.scales.values(), key=lambda scale: scale.order)
    return [
        RatingQuestion(
            scale=scale,
            site=site,
            text=(scale.evening if moment == CheckIn.Moment.EVENING else scale.now).format(part=site.replace("-", " ")),
        )
        for site in sites
        for scale in scales
    ]


def given(
    person: Person, *, moment: CheckIn.Moment, session: uuid.UUID | None = None, local_date: date | None = None
) -> dict[tuple[str, str], int | None]:
    """What this round holds so far: (scale, site) to value, None where it was skipped."""
    ratings = access.rows(person, Rating).filter(check_in__moment=moment)
    when = {"check_in__session": session} if session else {"check_in__local_date": local_date}
    ratings = ratings.filter(**when)
    return {(rating.scale, rating.site): rating.value for rating in ratings}
