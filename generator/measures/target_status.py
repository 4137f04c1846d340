"""Compares targets with the latest published figures.

A target and a figure are compared only when quantity, unit and scope agree: the city's reports with the
city's targets, an agency's own result with its own target. Otherwise the result states why there is no
comparison; nothing is guessed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Located, Plan, Report

RANK = "hạng"
"""Unit of a measure whose value is a place in a ranking."""

CITY = "city"

_YEAR = re.compile(r"năm (\d{4})")
_YEARS = re.compile(r"giai đoạn (\d{4})\s*[-–]\s*(\d{4})")

Figure = tuple[Report, Located[records.Observation]]
"""A published figure and the report it is in."""


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest published figure that a measure is compared with."""

    value: Decimal
    """In the measure's unit; the place itself for a ranking."""
    as_written: str
    period: str
    """Period, edition or quarter as stated; empty where the text states none."""
    ref: str
    """Reference of `located`, for links."""
    located: Located[records.Observation] | Located[records.Result]
    before_merger: bool = False
    """Whether the figure is of the city before its merger."""


@dataclass(frozen=True, slots=True)
class Level:
    """One measure of one target, and how the latest published figure compares with it."""

    plan: Plan
    target: Located[records.Target]
    measure: records.Measure
    latest: Latest | None
    comparison: str
    """Outcome, or why there is none.

    ``reached``, ``not_reached``;
    ``before_reached``, ``before_not_reached``: the figure is of the city before its merger and the target
    of the city after it, so pages draw no conclusion;
    ``no_number`` (the text sets no number), ``no_indicator``, ``no_figure``, ``other_scope``,
    ``other_unit``: nothing to compare.
    """

    @property
    def is_rank(self) -> bool:
        """Whether the measure's value is a place in a ranking."""
        return self.measure.unit == RANK

    @property
    def concluded(self) -> bool:
        """Whether `comparison` may be published as met or not met."""
        return self.comparison in {"reached", "not_reached"}

    @property
    def comparable(self) -> bool:
        """Whether there is a figure to compare with."""
        return self.latest is not None


def levels(measured: Measured, indicator_id: str | None = None) -> Iterator[Level]:
    """Yield every measure of every target (or only one indicator's), plan by plan, in printed order."""
    for plan in measured.portal.plans.values():
        for target in plan.targets:
            for measure in target.record.measures:
                if indicator_id is None or measure.indicator == indicator_id:
                    yield level(measured, plan, target, measure)


def level(measured: Measured, plan: Plan, target: Located[records.Target], measure: records.Measure) -> Level:
    """Compare one measure with the newest figure: the agency's own result, else the city's reports."""
    if measure.value is None:
        return Level(plan, target, measure, None, "no_number")
    figures = _figures(measured, measure)
    latest = _own_result(plan, target, measure)
    if latest is None and plan.record.scope == CITY:
        latest = _published(measured, figures, measure)
    if latest is not None:
        verdict = _verdict(measure.comparator, latest.value, measure.value)
        merger = measured.portal.settings.merger
        earlier = latest.before_merger and merger is not None and plan.record.period.last >= merger
        return Level(plan, target, measure, latest, f"before_{verdict}" if earlier else verdict)
    if measure.indicator is None:
        return Level(plan, target, measure, None, "no_indicator")
    reason = "other_unit" if plan.record.scope == CITY else "other_scope"
    return Level(plan, target, measure, None, reason if figures else "no_figure")


def _figures(measured: Measured, measure: records.Measure) -> list[Figure]:
    """Published results of a measure's indicator, newest first."""
    found = [
        (report, located)
        for report, located in measured.portal.observations()
        if measure.indicator is not None
        and located.record.indicator == measure.indicator
        and located.record.kind == "result"
    ]
    return sorted(found, key=lambda pair: pair[0].record.period.last, reverse=True)


def _published(measured: Measured, figures: Iterable[Figure], measure: records.Measure) -> Latest | None:
    """The newest figure in the measure's unit."""
    merger = measured.portal.settings.merger
    for report, located in figures:
        value = _same_unit(located.record, measure)
        if value is not None:
            return Latest(
                value=value,
                as_written=located.record.value_as_written,
                period=located.record.period or located.record.edition or "",
                ref=located.ref,
                located=located,
                before_merger=merger is not None and report.record.period.last < merger,
            )
    return None


def _same_unit(record: records.Observation, measure: records.Measure) -> Decimal | None:
    """The figure in the measure's unit: its rank for a place in a ranking, else its value."""
    if measure.unit == RANK:
        return record.rank
    return record.value if record.unit == measure.unit else None


def _own_result(plan: Plan, target: Located[records.Target], measure: records.Measure) -> Latest | None:
    """Return the newest result reported for this very measure.

    None if no quarter has one, or if several agencies reported it in the same quarter: which of them would
    count is not ours to choose.
    """
    for quarter in reversed(plan.quarters):
        found = [
            located
            for located in quarter.results
            if located.record.target == target.record.number
            and located.record.measure
            in {measure.key, None if len(target.record.measures) == 1 else measure.key}
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


def difference(items: Sequence[Level]) -> str:
    """Return how the levels that several plans set for one quantity relate to each other.

    ``none`` (no level), ``single``, ``same``, ``other`` (levels differ, but for another owner or period),
    ``contradiction`` (levels differ for the same owner and period), or ``words`` (not all of them can be
    compared as numbers).
    """
    if len(items) < 2:  # noqa: PLR2004
        return "single" if items else "none"
    numbered = [item for item in items if item.measure.value is not None]
    pairs = [(a, b) for a, b in combinations(numbered, 2) if a.measure.unit == b.measure.unit]
    if not pairs:
        return "words"
    apart = [(a, b) for a, b in pairs if _level(a) != _level(b)]
    if not apart:
        return "same" if len(numbered) == len(items) else "words"
    return "contradiction" if any(_reach(a) == _reach(b) for a, b in apart) else "other"


def _level(item: Level) -> tuple[str, object]:
    return item.measure.comparator, item.measure.value


def _reach(item: Level) -> tuple[str, date, date]:
    """Return the owner, first and last day the level applies to; the plan's period if the text names none."""
    first, last = item.plan.record.period.first, item.plan.record.period.last
    written_period = item.measure.period or ""
    if match := _YEARS.fullmatch(written_period):
        first, last = date(int(match[1]), 1, 1), date(int(match[2]), 12, 31)
    elif match := _YEAR.fullmatch(written_period):
        first, last = date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)
    return item.plan.record.owner, first, last
