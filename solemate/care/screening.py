"""The safety gate. Answers in; for every technique and site an action with its reasons, and the red flags, out.

Every answer that holds adds effects and flags, and nothing takes one away: so one more answer never opens a row. Only a
clinician's OK and what is in the house can turn an effect into a milder one, and each effect says itself by what.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from solemate.care.action import Action, Urgency
from solemate.care.answers import Answers, parse_answers, read_answers
from solemate.care.catalogue import Catalogue, Row
from solemate.care.flag import RedFlag, Trigger
from solemate.care.rule import Effect, Unlock
from solemate.care.site import LIMBS, SITES, Site, spoken

__all__ = ["Answers", "Clearance", "RaisedFlag", "Screening", "may_affect", "parse_answers", "read_answers", "screen"]

Places = frozenset[Site | None]  # where an answer holds; None is the row of the whole person

WHOLE_BODY: Places = frozenset((*SITES, None))


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedFlag:
    id: str
    urgency: Urgency
    sites: tuple[Site, ...]  # none: the whole body


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """What the person may do with one technique at one site."""

    technique: str
    site: Site | None
    action: Action
    rules: tuple[str, ...]  # those that gave the action; a flag's id where a flag closed it
    adaptations: tuple[str, ...]  # how to do it, where it is not closed
    reasons: tuple[str, ...]  # why, to be shown to the person
    dos: tuple[str, ...]  # what to do now, where it is closed or a clinician is to be asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    flags: tuple[RaisedFlag, ...]
    clearances: tuple[Clearance, ...]

    def to_dict(self) -> dict[str, list[dict[str, object]]]:
        """The JSON of the contracts."""
        return {
            "flags": [{"id": flag.id, "urgency": str(flag.urgency), "sites": list(flag.sites)} for flag in self.flags],
            "clearances": [
                {
                    "technique": row.technique,
                    "site": row.site,
                    "action": str(row.action),
                    "rules": list(row.rules),
                    "adaptations": list(row.adaptations),
                }
                for row in self.clearances
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    """One rule or flag that touches one row, after what unlocks it has been looked at."""

    rule: str
    action: Action
    reason: str
    do: str | None
    adaptation: str | None
    by_flag: bool = False


def screen(answers: Answers, catalogue: Catalogue) -> Screening:
    """Apply every rule and every flag. The order of answers makes no difference."""
    present = _find_present(answers, catalogue)
    hits: dict[Row, list[_Hit]] = {row: [] for row in catalogue.all_rows}
    for rule in catalogue.rules.values():
        for effect in rule.effects:
            _apply_effect(rule.id, effect, present, answers, catalogue, hits)
    flags = []
    for flag in catalogue.flags.values():
        raised = [trigger for trigger in flag.triggers if _is_raised(trigger, present)]
        if raised:
            flags.append(_raise_flag(flag, raised, present))
            _close_by_flag(flag, raised, present, catalogue, hits)
    _share_tubs(catalogue, hits)
    return Screening(
        flags=tuple(flags),
        clearances=tuple(_clear(technique, site, found) for (technique, site), found in hits.items()),
    )


def _find_present(answers: Answers, catalogue: Catalogue) -> dict[str, Places]:
    """Where each answer holds: a condition everywhere; what acts as another, as that one too."""
    present: dict[str, Places] = dict.fromkeys(answers.conditions, WHOLE_BODY)
    for asked, sites in answers.today.items():
        question = catalogue.questions[asked]
        places: Places = frozenset(sites or question.sites) or WHOLE_BODY
        for name in (asked, *question.acts_as):
            possible: Places = frozenset(catalogue.questions[name].sites) or WHOLE_BODY
            here = places & possible
            if here:
                present[name] = present.get(name, frozenset()) | here
    return present


def _apply_effect(
    rule: str,
    effect: Effect,
    present: Mapping[str, Places],
    answers: Answers,
    catalogue: Catalogue,
    hits: Mapping[Row, list[_Hit]],
) -> None:
    if effect.when and present.keys().isdisjoint(effect.when):
        return
    places = _places(effect.when, present) if effect.when else WHOLE_BODY
    for technique in effect.techniques:
        unlocked = effect.unlock if _is_unlocked(effect.unlock, technique, answers) else None
        for site in _sites_touched(effect, catalogue.rows[technique]):
            if effect.every_site or site in places:
                # Where the effect reaches beyond the sites that were named, it is those that the reason is about.
                named = _named(places) if effect.every_site else (site,)
                hits[technique, site].append(
                    _Hit(
                        rule=rule,
                        action=Action.ADAPT if unlocked else effect.action,
                        reason=catalogue.unlocked[unlocked] if unlocked else _fill(effect.reason, named),
                        do=effect.do,
                        adaptation=effect.adaptation,
                    )
                )


def _is_unlocked(unlock: Unlock | None, technique: str, answers: Answers) -> bool:
    match unlock:
        case "clinician":
            return technique in answers.clinician_ok
        case "clinician-and-thermometer":
            return technique in answers.clinician_ok and "thermometer" in answers.have
        case "support":
            return "support" in answers.have
        case None:
            return False


def _sites_touched(effect: Effect, sites: tuple[Site | None, ...]) -> tuple[Site | None, ...]:
    return tuple(site for site in sites if site in LIMBS[effect.limb]) if effect.limb else sites


def _is_raised(trigger: Trigger, present: Mapping[str, Places]) -> bool:
    if trigger.together_with and present.keys().isdisjoint(trigger.together_with):
        return False
    return not present.keys().isdisjoint(trigger.when)


def _raise_flag(flag: RedFlag, raised: Iterable[Trigger], present: Mapping[str, Places]) -> RaisedFlag:
    places: Places = frozenset().union(*(_places(trigger.when, present) for trigger in raised))
    return RaisedFlag(
        id=flag.id,
        urgency=min((trigger.urgency for trigger in raised), key=lambda urgency: urgency.patience),
        sites=_named(places),
    )


def _close_by_flag(
    flag: RedFlag,
    raised: Iterable[Trigger],
    present: Mapping[str, Places],
    catalogue: Catalogue,
    hits: Mapping[Row, list[_Hit]],
) -> None:
    for trigger in raised:
        places = _closed_places(trigger, present, catalogue)
        call = flag.calls[trigger.urgency]
        hit = _Hit(rule=flag.id, action=Action.CLOSED, reason=flag.title, do=call, adaptation=None, by_flag=True)
        for (_, site), found in hits.items():
            if site in places:
                found.append(hit)


def _closed_places(trigger: Trigger, present: Mapping[str, Places], catalogue: Catalogue) -> Places:
    """An emergency closes everything; a same-day flag what an answer of today names: all four limbs is everything."""
    if trigger.urgency is Urgency.EMERGENCY:
        return WHOLE_BODY
    if trigger.urgency is not Urgency.SAME_DAY:
        return frozenset()
    places = _places((asked for asked in trigger.when if catalogue.questions[asked].kind == "today"), present)
    return WHOLE_BODY if places.issuperset(SITES) else places


def _share_tubs(catalogue: Catalogue, hits: dict[Row, list[_Hit]]) -> None:
    for technique, sentence in catalogue.one_tub.items():
        sites = catalogue.rows[technique]
        closing = {site: [hit for hit in hits[technique, site] if hit.action is Action.CLOSED] for site in sites}
        for site in sites:
            known = {hit.rule for hit in closing[site]}
            for hit in (hit for other in sites for hit in closing[other] if hit.rule not in known):
                hits[technique, site].append(replace(hit, reason=f"{hit.reason} {sentence}"))


def _clear(technique: str, site: Site | None, hits: list[_Hit]) -> Clearance:
    action = max((hit.action for hit in hits), key=lambda action: action.strictness, default=Action.OK)
    winners = [hit for hit in hits if hit.action is action]
    first = sorted(winners, key=lambda hit: not hit.by_flag)  # a person reads the red flag first
    mild = [hit for hit in hits if hit.action in (Action.WARN, Action.ADAPT)] if action is not Action.CLOSED else []
    return Clearance(
        technique=technique,
        site=site,
        action=action,
        rules=_once(hit.rule for hit in winners),
        adaptations=_once(hit.adaptation for hit in mild),
        reasons=_once(hit.reason for hit in first),
        dos=_once(hit.do for hit in first if action in (Action.ASK_CLINICIAN, Action.CLOSED)),
    )


def _places(names: Iterable[str], present: Mapping[str, Places]) -> Places:
    return frozenset().union(*(present[name] for name in names if name in present))


def _named(places: Places) -> tuple[Site, ...]:
    """The sites in their order; none where it is the whole body."""
    return () if None in places else tuple(site for site in SITES if site in places)


def _fill(text: str, sites: Iterable[Site | None]) -> str:
    return text.replace("{site}", " and ".join(spoken(site) for site in sites if site))


def _once(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


@cache
def may_affect(technique: str, catalogue: Catalogue) -> frozenset[str]:
    """Every question whose answer could change a row of this technique, alone or together with others.

    It is read off the rules and flags, so that a technique is never offered before all of these have been asked.
    """
    rows: Places = frozenset(catalogue.rows[technique])
    ids: set[str] = set()
    for rule in catalogue.rules.values():
        for effect in rule.effects:
            if technique in effect.techniques:
                ids.update(effect.when)
    for flag in catalogue.flags.values():
        for trigger in flag.triggers:
            possible: Mapping[str, Places] = {
                asked: frozenset(catalogue.questions[asked].sites) or WHOLE_BODY for asked in trigger.when
            }
            if rows & _closed_places(trigger, possible, catalogue):
                ids.update(trigger.when, trigger.together_with)
    ids.update(question.id for question in catalogue.questions.values() if ids.intersection(question.acts_as))
    return frozenset(ids)
