"""Compares targets with what was published or reported, each with the figure of its own years.

A target and a figure are compared only when quantity, unit, scope and year agree: the city's reports with
the city's targets, an agency's own value with its own target. A figure of other years is shown as the latest
there is, and nothing follows from it. Otherwise the result states why there is no comparison.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from generator.measures.figure_dates import Years, figure_years, years_in
from generator.measures.metrics import Measured
from generator.measures.published_figures import (
    CITY,
    Figure,
    LevelEntry,
    ReportedValue,
    ReportFigure,
    all_figures,
    is_task,
    is_value_of,
    measures_of,
    report_figures,
)
from generator.model import records
from generator.model.portal import Located, Plan
from generator.model.verdict import question, verdict

RANK = "hạng"
"""Unit of a measure whose value is a place in a ranking."""


@dataclass(frozen=True, slots=True)
class Latest:
    """The figure that a measure is compared with, or the newest there is."""

    figure: Figure
    value: Decimal | None
    """In the measure's unit; the place itself for a ranking. None if it was reported in words only."""
    before_merger: bool = False
    """Whether the figure is of the city before its merger."""

    @property
    def located(self) -> Located[records.Observation] | Located[records.Result]:
        """The record of the figure."""
        return self.figure.located

    @property
    def ref(self) -> str:
        """Reference of the record."""
        return self.figure.located.ref

    @property
    def as_written(self) -> str:
        """The figure as written; the number if an agency wrote nothing beside it."""
        record = self.figure.located.record
        return record.value_as_written or ("" if self.value is None else format(self.value, "f"))

    @property
    def period(self) -> str:
        """Period, edition or quarter as stated; empty where the text states none."""
        if isinstance(self.figure, ReportedValue):
            return self.figure.quarter.quarter.label
        record = self.figure.located.record
        return record.period or record.edition or ""


@dataclass(frozen=True, slots=True)
class Level:
    """One measure of a target or task, and how the figure of its years compares with it."""

    plan: Plan
    target: LevelEntry
    """The target, or the task whose words set the level."""
    measure: records.Measure
    latest: Latest | None
    comparison: str
    """Outcome, or why there is none.

    ``reached``, ``not_reached``: the figure of the target's own years meets the level or does not;
    ``question_over``, ``question_short``: the reported number is a question to the sender (`model.verdict`);
    ``other_years``: there is no figure of the target's own years; `latest` is of other years;
    ``no_year``: the text states no year for the figure, and it can be of the target's own years;
    ``before_merger``: the figure is of the city before its merger and the target of the city after it;
    ``in_words``: a value was reported, but not as a number;
    ``several``: several agencies reported a value in one quarter, and none of them is chosen;
    ``not_entered``: the text sets a number, or a unit, that was not entered;
    ``no_number`` (the text sets no number), ``no_indicator``, ``no_figure``, ``other_scope``,
    ``other_unit``: nothing to compare.
    """

    @property
    def is_of_task(self) -> bool:
        """Whether a task sets the level, not a target."""
        return is_task(self.target)

    @property
    def number(self) -> str:
        """Number of the target; for a task, its number after ``nv-``."""
        return f"nv-{self.target.record.number}" if self.is_of_task else self.target.record.number

    @property
    def is_rank(self) -> bool:
        """Whether the measure's value is a place in a ranking."""
        return self.measure.unit == RANK

    @property
    def concluded(self) -> bool:
        """Whether `comparison` may be published as met or not met."""
        return self.comparison in {"reached", "not_reached"}

    @property
    def asked(self) -> bool:
        """Whether the reported number is a question to the sender."""
        return self.comparison in {"question_over", "question_short"}

    @property
    def comparable(self) -> bool:
        """Whether there is a figure to show beside the level."""
        return self.latest is not None

    @property
    def drawn(self) -> bool:
        """Whether level and figure are numbers that a chart may show on one scale."""
        numbers = self.latest is not None and self.latest.value is not None and self.measure.value is not None
        return numbers and not self.asked

    @property
    def years(self) -> Years:
        """First and last year for which the level is set: those its text names, else the plan's."""
        period = self.plan.record.period
        return years_in(self.measure.period) or (period.first.year, period.last.year)


def levels(measured: Measured, indicator_id: str | None = None) -> Iterator[Level]:
    """Yield every measure of targets, then of tasks (or only one indicator's), plan by plan, as printed."""
    for plan in measured.portal.plans.values():
        for entry, measure in measures_of(plan):
            if indicator_id is None or measure.indicator == indicator_id:
                yield level(measured, plan, entry, measure)


def level(measured: Measured, plan: Plan, target: LevelEntry, measure: records.Measure) -> Level:
    """Compare one measure with what its agency reported for it, else with the city's reports."""
    bare = Level(plan, target, measure, None, "no_figure")
    own, several = _own_value(bare)
    if several:
        return _with(bare, "several")
    city = plan.record.scope == CITY
    figures = _figures(measured, measure, city=city)
    fitting: list[Figure] = [] if own is None else [own]
    if city:
        fitting += [figure for figure in figures if _fits(figure, figures, measure)]
    chosen = next((figure for figure in fitting if is_of_years(figure, bare)), None)
    if chosen is None and fitting:
        chosen = fitting[0]
    if chosen is not None:
        return _compared(measured, bare, chosen)
    if measure.not_entered:
        return _with(bare, "not_entered")
    if measure.value is None:
        return _with(bare, "no_number")
    if measure.indicator is None:
        return _with(bare, "no_indicator")
    reason = "other_unit" if city else "other_scope"
    return _with(bare, reason if figures else "no_figure")


def _with(bare: Level, comparison: str, latest: Latest | None = None) -> Level:
    return Level(bare.plan, bare.target, bare.measure, latest, comparison)


def _compared(measured: Measured, bare: Level, figure: Figure) -> Level:
    """Compare a measure with the figure chosen for it."""
    measure, merger = bare.measure, measured.portal.settings.merger
    value = _value(figure, measure)
    before = figure.is_before_merger(measured.portal)
    latest = Latest(figure, value, before)
    if measure.not_entered:
        return _with(bare, "not_entered", latest)
    if measure.value is None:
        return _with(bare, "no_number", latest)
    if value is None:
        return _with(bare, "in_words" if figure.located.record.value is None else "other_unit", latest)
    if not is_of_years(figure, bare):
        unknown = isinstance(figure, ReportFigure) and figure_years(figure.located.record) is None
        return _with(
            bare, "no_year" if unknown and figure.day.year >= bare.years[0] else "other_years", latest
        )
    if before and merger is not None and bare.plan.record.period.last >= merger:
        return _with(bare, "before_merger", latest)
    asked = question(measure, figure.located.record) if isinstance(figure, ReportedValue) else None
    return _with(bare, asked or verdict(measure, value) or "no_number", latest)


def _figures(measured: Measured, measure: records.Measure, *, city: bool) -> Sequence[Figure]:
    """Return the city's figures of a measure's indicator; reported values only for measures of the city."""
    if measure.indicator is None:
        return ()
    if not city:
        return report_figures(measured.portal, measure.indicator)
    return all_figures(measured, measure.indicator)


def _fits(figure: Figure, figures: Sequence[Figure], measure: records.Measure) -> bool:
    """Whether a figure of the city can be compared with a measure: a result or reported value in its unit.

    A value reported for another target is left out if several agencies reported one in the same quarter.
    """
    if _value(figure, measure) is None:
        return False
    if isinstance(figure, ReportFigure):
        return figure.kind == "result"
    rivals = [
        other
        for other in figures
        if isinstance(other, ReportedValue)
        and (other.day, other.target, other.measure) == (figure.day, figure.target, figure.measure)
    ]
    return len(rivals) == 1


def is_of_years(figure: Figure, item: Level) -> bool:
    """Whether a figure is of the years for which a level is set.

    A report's figure must state its year; a reported value is of the year of its cut-off. A value that an
    agency reports for the target itself is of the target's years also after their end.
    """
    first, last = item.years
    if isinstance(figure, ReportedValue):
        own = figure.target.ref == item.target.ref
        return first <= figure.day.year and (own or figure.day.year <= last)
    stated = figure_years(figure.located.record)
    return stated is not None and first <= stated[0] and stated[1] <= last


def _value(figure: Figure, measure: records.Measure) -> Decimal | None:
    """Return a figure in a measure's unit: its rank for a place in a ranking, else its value; else None."""
    if isinstance(figure, ReportedValue):
        result = figure.located.record
        return result.value if (result.unit or figure.measure.unit) == measure.unit else None
    record = figure.located.record
    if measure.unit == RANK:
        return record.rank
    return record.value if record.unit == measure.unit else None


def _own_value(bare: Level) -> tuple[ReportedValue | None, bool]:
    """Return the newest value reported for this very measure, and whether several agencies reported one.

    If several did so in the same quarter, there is no value: which of them would count is not ours to choose.
    """
    measure = bare.measure
    for quarter in reversed(bare.plan.quarters):
        found = [located for located in quarter.results if is_value_of(located.record, bare.target, measure)]
        if found:
            value = ReportedValue(bare.plan, quarter, bare.target, measure, found[0])
            return (value, False) if len(found) == 1 else (None, True)
    return None, False


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
    period, years = item.plan.record.period, years_in(item.measure.period)
    if years is None:
        return item.plan.record.owner, period.first, period.last
    return item.plan.record.owner, date(years[0], 1, 1), date(years[1], 12, 31)
