"""The chart of an indicator over time: its published figures, and the levels that targets set for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from generator.charts.plot import Plot, documents_of
from generator.charts.targets import PERCENT, in_unit, level_words
from generator.charts.trend import FEWEST, LevelLine, Point, through_time
from generator.measures import frames
from generator.measures.target_status import Level
from generator.model import records
from generator.model.portal import Located, Report
from generator.view import urls, views
from generator.view.figure_words import figure_when
from generator.view.sentences import sentence
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class SeriesFigure:
    """A published number of an indicator."""

    report: Report
    located: Located[records.Observation]
    value: Decimal
    when: str
    """Edition as stated, else period with a year or the date of the report."""


def through(values: Values, indicator_id: str, items: Sequence[Level]) -> Plot | None:
    """Return the chart of an indicator in the unit most of its figures have; None for under `FEWEST` figures.

    `items` are the measures whose levels are drawn as lines; those in another unit are left out.
    """
    unit, figures = series(values, indicator_id)
    if len(figures) < FEWEST:
        return None
    merger = values.portal.settings.merger
    points = tuple(
        Point(
            when=figure.when,
            value=float(figure.value),
            words=in_unit(figure.value, unit if unit == PERCENT else None),
            after_merger=merger is not None and figure.report.record.period.last >= merger,
        )
        for figure in figures
    )
    set_by = [item for item in items if item.measure.unit == unit and not item.is_rank]
    lines = tuple(
        LevelLine(float(item.measure.value), level_words(values.t, item), item.plan.record.short_title)
        for item in set_by
        if item.measure.value is not None
    )
    place = f"{urls.DATA}observations.csv"
    return Plot(
        id=f"qua-cac-ky-{indicator_id}",
        title=_title(values, indicator_id, unit, figures),
        description=values.t("charts.trend.description"),
        columns=tuple(values.t(f"charts.columns.{column}") for column in ("when", "latest", "source")),
        rows=tuple(_row(values, figure, unit) for figure in figures),
        frame=frames.series((figure.when, format(figure.value, "f"), figure.report.id) for figure in figures),
        receipt=views.Receipt("table:observations", place, url=place),
        layout=partial(through_time, points, lines, values.t("charts.merger")),
        documents=documents_of(
            values,
            (item.plan for item in set_by if item.measure.value is not None),
            (figure.located.record.source.document for figure in figures),
        ),
    )


def _title(
    values: Values, indicator_id: str, unit: str | None, figures: Sequence[SeriesFigure]
) -> views.Sentence:
    """Name the first and the last figure, with what each is of."""
    first, last = (_row(values, figures[at], unit if unit == PERCENT else None) for at in (0, -1))
    return sentence(
        values.t,
        "charts.trend.title",
        name=values.portal.indicators[indicator_id].record.short_name,
        first=first[1],
        last=last[1],
        since=first[0],
        until=last[0],
    )


def series(values: Values, indicator_id: str) -> tuple[str | None, list[SeriesFigure]]:
    """Return the unit most published results of an indicator have, and those results, oldest report first."""
    found = [
        SeriesFigure(
            report=report,
            located=located,
            value=located.record.value,
            when=located.record.edition or figure_when(values, located),
        )
        for report, located in values.portal.observations()
        if located.record.indicator == indicator_id
        and located.record.kind == "result"
        and located.record.value is not None
    ]
    units = [figure.located.record.unit for figure in found]
    unit = max(units, key=units.count, default=None)
    same = [figure for figure in found if figure.located.record.unit == unit]
    return unit, sorted(same, key=lambda figure: figure.report.record.period.last)


def _row(values: Values, figure: SeriesFigure, unit: str | None) -> tuple[views.Value, ...]:
    located = figure.located
    source = values.source_label(located.record.source.document)
    return (
        values.value(figure.when, located, "period"),
        values.value(in_unit(figure.value, unit), located, "value", machine=format(figure.value, "f")),
        values.value(source, located, machine=figure.report.id),
    )
