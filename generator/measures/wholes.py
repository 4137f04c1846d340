"""Combines the facts of parts into those of the whole: sub-tasks of a task, or agencies that share it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from generator.measures.clock import Clock
from generator.measures.facts import Evidenced, Facts
from generator.measures.place import Place, place_of
from generator.measures.reported import Reported
from generator.measures.rules import Rule
from generator.measures.schedule import Schedule

WORST_FIRST = (
    Schedule.OVERDUE,
    Schedule.DUE_UNREPORTED,
    Schedule.DUE,
    Schedule.DUE_SOON,
    Schedule.NOT_DUE,
    Schedule.NOT_COMPUTABLE,
    Schedule.CONTINUOUS,
    Schedule.LATE,
    Schedule.DONE_UNDATED,
    Schedule.ON_TIME,
)
"""The first of these that a part has becomes the schedule of the whole: open ones, then done ones."""


_DONE = frozenset({Schedule.ON_TIME, Schedule.LATE, Schedule.DONE_UNDATED})


def combine(parts: Sequence[Facts], clock: Clock, *, complete: bool = True) -> Facts:
    """Combine the facts of parts into those of the whole: sub-tasks of a task, or agencies that share it.

    The whole is done only when every part is. Its schedule, with rule, day and days late, is that of
    the worst part (see `WORST_FIRST`); an open part ranks worse than any done one, so that the whole never
    looks finished while work is left. For what was reported see `_reported_by_all`. It is due when the last
    dated part is; until then it is counted as not due. Parts that a document closed are left out, unless
    all are.

    Args:
        parts: At least one.
        clock: The moment for which the parts' facts were computed.
        complete: False when the list of a collective's members is incomplete: the whole is then never done.
    """
    live = [part for part in parts if not part.closed] or list(parts)
    worst = min(live, key=_worst_first)
    done = complete and not worst.closed and all(part.done for part in live)
    days = [part.completed for part in live if part.completed is not None]
    last_day = max((part.last_day for part in live if part.last_day is not None), default=None)
    whole = replace(
        worst,
        reported=_reported_by_all([part.reported for part in live]),
        evidenced=_evidenced_by_all([part.evidenced for part in live]),
        done=done,
        rate_day=last_day if any(part.rate_day is not None for part in live) else None,
        last_day=last_day,
        completed=max(days) if done and len(days) == len(live) else None,
        cutoff=min((part.cutoff for part in live if part.cutoff is not None), default=None),
        parts=len(live),
        done_parts=sum(1 for part in live if part.done),
        reported_parts=sum(1 for part in live if part.reported is not Reported.NONE),
        instances=sum(part.instances for part in live),
        past_instances=sum(part.past_instances for part in live),
        done_instances=sum(part.done_instances for part in live),
    )
    if not complete and whole.schedule in _DONE:
        whole = replace(whole, schedule=Schedule.NOT_COMPUTABLE, rule=Rule.MEMBERS_INCOMPLETE, days_late=None)
    return whole if whole.closed else replace(whole, place=_place_of_whole(whole, clock))


def _worst_first(part: Facts) -> tuple[int, int, int, date]:
    """Sort key of parts: the worst schedule first, of parts that documents closed the first `Place`."""
    closed = list(Place).index(part.place) if part.closed else 0
    return WORST_FIRST.index(part.schedule), closed, -(part.days_late or 0), part.due or date.max


def _place_of_whole(whole: Facts, clock: Clock) -> Place:
    """The place of a task with parts: not due while a dated part is still to come."""
    waits = whole.rate_day is not None and not clock.passed(whole.rate_day)
    if waits and not whole.done:
        return Place.NOT_DUE
    return place_of(whole.schedule, done=whole.done, several=whole.rate_day is None and whole.instances > 0)


def _reported_by_all(states: Sequence[Reported]) -> Reported:
    """Combine what several parts report; `Reported.NONE` only when no part has a report.

    When some part is in progress, or one is done while another is still open, the whole is in progress.
    Otherwise one stale report makes the whole stale, else one part not started makes it not started.
    """
    found = set(states)
    if len(found) == 1:
        return states[0]
    final = {Reported.DONE, Reported.STOPPED, Reported.MERGED}
    if Reported.IN_PROGRESS in found or (Reported.DONE in found and not found <= final):
        return Reported.IN_PROGRESS
    order = (Reported.STALE, Reported.NOT_STARTED, Reported.STOPPED, Reported.MERGED)
    return next(state for state in order if state in found)


def _evidenced_by_all(found: Sequence[Evidenced]) -> Evidenced:
    """Combine the evidence of several parts: that of the weakest; ``partly`` when only some have any."""
    weakest = min(found, key=list(Evidenced).index)
    if weakest is Evidenced.NONE and any(each is not Evidenced.NONE for each in found):
        return Evidenced.PARTLY
    return weakest
