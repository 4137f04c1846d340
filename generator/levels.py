"""Targets against the latest figures: which measure of which target can be compared with what was published.

A figure is compared only where it speaks of the same quantity, in the same unit, of the same scope: the
city's reports with the city's targets, an agency's own result with its own. Everything else is left out
with its reason, never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator import records
from generator.metrics import Measured
from generator.portal import Located, Plan

RANK = "hạng"
"""Unit of a measure that sets a place in a ranking."""

CITY = "city"


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest published figure of a measure's quantity."""

    value: Decimal
    as_written: str
    period: str
    """Period, edition or day as stated; empty where the text states none."""
    ref: str
    located: Located[records.Observation] | Located[records.Result]
    before_merger: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """One measure of one target, and whether anything published can be held against it."""

    plan: Plan
    target: Located[records.Target]
    measure: records.Measure
    latest: Latest | None
    comparison: str
    """``reached``, ``not_reached``; or why nothing is compared: ``no_number`` (the text sets none),
    ``no_indicator``, ``no_figure``, ``other_scope``, ``other_unit``."""

    @property
    def is_rank(self) -> bool:
        """Whether the measure sets a place in a ranking."""
        return self.measure.unit == RANK

    @property
    def comparable(self) -> bool:
        """Whether a figure stands against it."""
        return self.latest is not None


def levels(measured: Measured, indicator_id: str | None = None) -> Iterator[Level]:
    """Every measure of every target (or of one indicator), in the order of plans and of print."""
    for plan in measured.portal.plans.values():
        for target in plan.targets:
            for measure in target.record.measures:
                if indicator_id is None or measure.indicator == indicator_id:
                    yield level(measured, plan, target, measure)


def level(measured: Measured, plan: Plan, target: Located[records.Target], measure: records.Measure) -> Level:
    """One measure against the newest figure that may be held against it."""
    if measure.value is None:
        return Level(plan, target, measure, None, "no_number")
    own = _own_result(plan, target, measure)
    if own is not None:
        return Level(plan, target, measure, own, _verdict(measure.comparator, own.value, measure.value))
    if measure.indicator is None:
        return Level(plan, target, measure, None, "no_indicator")
    figures = [pair for pair in measured.portal.observations() if _speaks_of(pair[1].record, measure.indicator)]
    if not figures:
        return Level(plan, target, measure, None, "no_figure")
    if plan.record.scope != CITY:
        return Level(plan, target, measure, None, "other_scope")
    merger = measured.portal.settings.merger
    for report, located in sorted(figures, key=lambda pair: pair[0].record.period.last, reverse=True):
        value = _same_unit(located.record, measure)
        if value is not None:
            record = located.record
            latest = Latest(
                value=value,
                as_written=record.value_as_written,
                period=record.period or record.edition or "",
                ref=located.ref,
                located=located,
                before_merger=merger is not None and report.record.period.last < merger,
            )
            return Level(plan, target, measure, latest, _verdict(measure.comparator, value, measure.value))
    return Level(plan, target, measure, None, "other_unit")


def _speaks_of(record: records.Observation, indicator_id: str) -> bool:
    return record.indicator == indicator_id and record.kind == "result"


def _same_unit(record: records.Observation, measure: records.Measure) -> Decimal | None:
    """The figure in the measure's unit: its rank for a place in a ranking, else its value."""
    if measure.unit == RANK:
        return record.rank
    return record.value if record.unit == measure.unit else None


def _own_result(plan: Plan, target: Located[records.Target], measure: records.Measure) -> Latest | None:
    """The newest result reported for the measure itself; none where several agencies report it at once."""
    for quarter in reversed(plan.quarters):
        found = [
            located
            for located in quarter.results
            if located.record.target == target.record.number
            and located.record.measure in {measure.key, None if len(target.record.measures) == 1 else measure.key}
            and located.record.value is not None
            and (located.record.unit or measure.unit) == measure.unit
        ]
        if len(found) == 1:
            record = found[0].record
            if record.value is None:
                continue
            written = record.value_as_written or format(record.value, "f")
            return Latest(record.value, written, quarter.quarter.label, found[0].ref, found[0])
        if found:
            return None
    return None


def _verdict(comparator: str, value: Decimal, level_set: Decimal) -> str:
    met = {
        ">=": value >= level_set,
        "<=": value <= level_set,
        ">": value > level_set,
        "<": value < level_set,
        "=": value == level_set,
    }
    return "reached" if met[comparator] else "not_reached"
