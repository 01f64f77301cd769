"""How a session ended, in the words that all pages share: rows in, finished or stopped early, wrong or taken back out.

No share of a session counts as done in the content, so the player's own end is the rule: what was finished is done, what was
stopped is "Stopped early", whether after 8 seconds or just before the end. What was played counts in minutes either way.
"""

import uuid

from solemate.care.stop_sign import NOTHING_WRONG
from solemate.web.diary.models import AdverseEvent
from solemate.web.people import access
from solemate.web.people.models import Person
from solemate.web.practice.models import SessionEvent

FINISHED, STOPPED = SessionEvent.Kind.FINISH.value, SessionEvent.Kind.STOP.value  # as `SessionExposure.ended` has them


def taken_back(person: Person) -> set[uuid.UUID]:
    """Sessions of which "Something is wrong" was a slip: "Nothing is wrong" was answered then, and no sign beside it."""
    said: dict[uuid.UUID, set[str]] = {}
    for session, sign in access.rows_and_bin(person, AdverseEvent).values_list("session", "sign"):
        if session is not None:
            said.setdefault(session, set()).add(sign)
    return {session for session, signs in said.items() if signs == {NOTHING_WRONG}}
