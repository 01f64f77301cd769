"""What Today and Progress show of a trial that runs. In: a request. Out: one word for templates, worked out only if used."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from solemate.web import clock
from solemate.web.people.models import Account
from solemate.web.trials.running import current_trial, stand
from solemate.web.trials.seal import BrokenSeal
from solemate.web.trials.shown import TodayCard, card_of


def trial(request: HttpRequest) -> dict[str, object]:
    """`trial_card`: the card of today's trial day, or nothing."""
    return {"trial_card": SimpleLazyObject(lambda: _card(request))}


def _card(request: HttpRequest) -> TodayCard | str:
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return ""
    running = current_trial(account.person)
    if running is None:
        return ""
    try:
        return card_of(stand(running, at=clock.now()))
    except BrokenSeal:  # moved here from another machine, most often: that it waits for nothing must not go unsaid
        return TodayCard(
            trial_id=running.id,
            kind="cannot",
            title="Your trial cannot go on here",
            line="Open it to see why.",
            minutes=0,
            done=True,
            stopped=False,
            picture="",
            side="",
        )
