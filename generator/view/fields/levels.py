"""The fields of a comparison: a level that a target sets, and the figure that it is compared with."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.measures import target_status
from generator.measures.metrics import Measured
from generator.model import records
from generator.view.fields.field import Codes, Field, declared
from generator.view.fields.targets import MeasureOfTarget, some_of_targets

OUTCOMES = (
    "reached", "not_reached", "question_over", "question_short", "other_years", "no_year", "before_merger",
    "in_words", "several", "not_entered", "no_number", "no_indicator", "no_figure", "other_scope",
    "other_unit",
)  # fmt: skip
"""Codes of `target_status.Level.comparison`."""


@dataclass(frozen=True, slots=True)
class ComparedMeasure(MeasureOfTarget):
    """A measure of a target with its comparison."""

    level: target_status.Level | None = None

    @property
    def latest(self) -> target_status.Latest | None:
        """The figure of the target's years, or the newest there is."""
        return self.level.latest if self.level is not None else None


def rows(measured: Measured) -> Iterator[ComparedMeasure]:
    """A row for each measure of every target that has any, plan by plan, in printed order."""
    for level in target_status.levels(measured):
        yield ComparedMeasure(level.plan.id, level.target, level.measure, None, level)


LEVELS: tuple[Field[ComparedMeasure], ...] = declared(
    records.Measure,
    (
        *some_of_targets("plan", "number", "measure", "indicator", "comparator", "value", "value_as_written"),
        *some_of_targets("unit", "period"),
        Field("latest", lambda row: row.latest.value if row.latest else None, kind="number"),
        Field("latest_as_written", lambda row: row.latest.as_written if row.latest else None),
        Field("latest_period", lambda row: row.latest.period if row.latest else None),
        Field("latest_source", lambda row: row.latest.ref if row.latest else None),
        Field(
            "comparison",
            lambda row: row.level.comparison if row.level else None,
            codes=Codes(OUTCOMES, "site.comparison"),
        ),
        Field(
            "set_by",
            lambda row: "task" if row.level and row.level.is_of_task else "target",
            codes=Codes(("target", "task"), "shell.kinds"),
        ),
    ),
)
