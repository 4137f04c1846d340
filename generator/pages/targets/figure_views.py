"""Figures of indicators in words: the value, when it is of, and what it is if it is no result of a report."""

from generator.charts.targets import in_unit
from generator.data.catalogue import TextOf
from generator.measures.published_figures import (
    Figure,
    LevelEntry,
    ReportedValue,
    ReportFigure,
    all_figures,
    is_task,
    main_figure,
    reported_values,
)
from generator.measures.target_status import RANK
from generator.model import records, wording
from generator.view import cells, views
from generator.view.cells import Content
from generator.view.figure_words import figure_period
from generator.view.values import Values

PERCENT = "%"


def large_value(values: Values, figure: Figure) -> views.Value:
    """Return the value in large type: a result with its percent sign, any other figure as written."""
    if not isinstance(figure, ReportFigure) or figure.kind != "result":
        return written(values, figure)
    record = figure.located.record
    if record.value is None:
        return values.value(record.value_as_written, figure.located, "value_as_written")
    number = wording.number(record.value)
    text = f"{number}%" if record.unit == PERCENT else number
    words = f"{record.qualifier} {text}" if record.qualifier else text
    return values.value(words, figure.located, "value", machine=format(record.value, "f"))


def unit_after(figure: Figure | None) -> str:
    """Return the unit to show after a large value; empty if the value has it already or none is stated."""
    if not isinstance(figure, ReportFigure) or figure.kind != "result":
        return ""
    record = figure.located.record
    return "" if record.value is None or record.unit == PERCENT else record.unit or ""


def scale_after(values: Values, figure: Figure | None) -> views.Value | None:
    """Return the scale to show after a large value without a space (“/80”); None if none is stated."""
    if not isinstance(figure, ReportFigure) or figure.kind != "result":
        return None
    scale = figure.located.record.scale
    if scale is None or figure.located.record.value is None:
        return None
    return values.value(f"/{wording.number(scale)}", figure.located, "scale", machine=format(scale, "f"))


def written(values: Values, figure: Figure) -> views.Value:
    """Return the value as written; its machine form is the number, if it is one."""
    record = figure.located.record
    if isinstance(figure, ReportedValue):
        words = reported_words(values, figure.measure, figure.located.record)
    else:
        words = figure.located.record.value_as_written
    return values.value(words, figure.located, "value", machine=_machine(record))


def _machine(record: records.Observation | records.Result) -> str:
    return (record.value_as_written or "") if record.value is None else format(record.value, "f")


def reported_words(values: Values, measure: records.Measure, record: records.Result) -> str:
    """Return a reported value in words: a place in a ranking as such, else as written, else with its unit."""
    if measure.unit == RANK and record.value is not None:
        return values.t("charts.level.rank", value=wording.number(record.value))
    if record.value_as_written is not None or record.value is None:
        return record.value_as_written or ""
    return in_unit(record.value, record.unit or measure.unit)


def when(values: Values, figure: Figure) -> views.Value:
    """Return when a figure is of: as stated, or the quarter and cut-off of a reported value."""
    words = figure_period(values, figure)
    if isinstance(figure, ReportFigure):
        return values.value(words, figure.located, "period")
    return values.value(words, figure.located, machine=figure.quarter.quarter.id)


def kind_words(values: Values, figure: Figure) -> str:
    """Say what a figure is if it is no result of a report: a claim, a printed target, a reported value."""
    if figure.kind == "result":
        return ""
    if isinstance(figure, ReportFigure):
        return values.code_word(records.Observation, "kind", figure.kind)
    return values.t(
        "indicators.reported-for",
        agency=values.agency_name(figure.located.record.agency, short=True),
        entry=entry_words(values.t, figure.target),
        plan=figure.plan.record.short_title,
    )


def entry_words(t: TextOf, entry: LevelEntry, *, short: bool = False) -> str:
    """Name what sets a level: “chỉ tiêu a” (only “a” if `short`), “nhiệm vụ 38”."""
    number = entry.record.number
    if is_task(entry):
        return t("targets.of-task", number=number)
    return number if short else t("targets.of-target", number=number)


def newer_values(values: Values, indicator_id: str) -> list[views.Value]:
    """Return lines with the values that agencies reported after an indicator's main figure."""
    main = main_figure(values.measured, indicator_id)
    if main is None:
        return []
    lines = []
    for found in reported_values(values.measured, indicator_id):
        if found.day > main.day:
            words = values.t(
                "indicators.newer",
                value=written(values, found).text,
                kind=kind_words(values, found),
                when=when(values, found).text,
            )
            lines.append(values.value(words, found.located, "value", machine=_machine(found.located.record)))
    return lines


def newest_cell(values: Values, indicator_id: str) -> Content:
    """Return an indicator's main figure, what it is and when it is of; else the words that there is none."""
    figure = main_figure(values.measured, indicator_id)
    if figure is None:
        some = known_values(values, indicator_id)
        return cells.absent(no_figure(values, indicator_id) if some else values.t("shell.notice.empty"))
    kind = kind_words(values, figure)
    before = figure.is_before_merger(values.portal)
    return cells.parts(
        cells.item(written(values, figure)),
        cells.item(kind, note=True) if kind else None,
        cells.item(when(values, figure), note=True),
        cells.item(values.t("targets.before-merger"), note=True) if before else None,
        *(cells.item(line, note=True) for line in newer_values(values, indicator_id)),
    )


def known_values(values: Values, indicator_id: str) -> bool:
    """Whether anything is known of an indicator, also of a commune or by several agencies."""
    others = reported_values(values.measured, indicator_id, city=False)
    return bool(all_figures(values.measured, indicator_id) or others)


def no_figure(values: Values, indicator_id: str) -> str:
    """Say why there is no main figure: there is none, or only values of several agencies or other plans."""
    own = all_figures(values.measured, indicator_id)
    if own:
        return values.t("indicators.several-values")
    others = reported_values(values.measured, indicator_id, city=False)
    if others:
        return values.t("indicators.others-only")
    return values.t("indicators.no-figure")
