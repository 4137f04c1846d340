"""The page of one indicator: its meaning, latest figure, published figures and plans' targets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.charts.page_charts import charts_for_indicator
from generator.charts.trend import FEWEST
from generator.data.catalogue import TextOf
from generator.measures import target_status
from generator.measures.published_figures import Figure, ReportedValue, ReportFigure, all_figures, main_figure
from generator.measures.target_status import RANK, Level
from generator.model import records, wording
from generator.model.portal import Located, Portal
from generator.pages.targets.figure_views import (
    kind_words,
    large_value,
    newer_values,
    no_figure,
    scale_after,
    unit_after,
    when,
    written,
)
from generator.pages.targets.headline_indices import figure_lines
from generator.pages.targets.measure_cells import latest, level, period, undated_tag
from generator.pages.targets.measures import MeasureRow, measure_row
from generator.view import cells, urls, views
from generator.view.cells import Linked
from generator.view.field_columns import FieldColumns, column_fields, field_columns
from generator.view.fields.indicators import INDICATORS
from generator.view.fields.observations import OBSERVATIONS, PublishedFigure
from generator.view.notices import Notices
from generator.view.share_card import ShareCard
from generator.view.shown_fields import shown_fields
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import Table, TableColumn, TableRow, drawn, one_group, title_column
from generator.view.values import Values

HEADLINE_WEIGHT = 3

SHOWN = tuple(field for field in OBSERVATIONS if field.show)
"""Fields that the table of published figures has as columns."""


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One published figure, as the report states it."""

    label: views.Value
    value: views.Value
    rank: views.Value | None
    changes: tuple[views.Value, ...]
    period: views.Value
    """When the figure is of, with a year or the date of its report."""
    kind: str
    """Kind of figure in words, such as target or claim; empty for a result."""
    before_merger: bool
    note: views.Value | None
    uncertain: tuple[views.Value, ...]
    receipt: views.Receipt
    more: tuple[views.ShownField, ...]
    """Its fields with `show`, also those without a value."""


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """View of an indicator's page."""

    kicker: str
    lang: str
    """Language of the short name; empty for Vietnamese."""
    short_name: str
    latest: views.Value | None
    scale: views.Value | None
    """Scale after the latest figure, “/80”; None if none is stated."""
    suffix: str
    lines: tuple[views.Value, ...]
    no_figure: str
    """Why there is no latest figure, in words; empty if there is one."""
    merger: views.Value | None
    latest_receipt: views.Receipt | None
    explanation: views.Value | None
    measured_by: views.Value | None
    unit: views.Value | None
    direction: str
    lead: views.Link | None
    lead_receipt: views.Receipt | None
    fields: tuple[views.ShownField, ...]
    """Declared fields with `show`."""
    note: views.Value | None
    observations: tuple[ObservationRow, ...]
    observations_table: Table | None
    """The published figures; None if there are none."""
    line_words: str
    """Says that there are too few figures for a line chart; empty if there are enough or none."""
    measures: Table | None
    """The measures in plans; None if there are none."""
    difference: str
    notices: tuple[views.Notice, ...]
    charts: tuple[views.Chart, ...]
    cite: str
    receipt: views.Receipt


def indicator_page(
    values: Values, notices: Notices, site_url: str, indicator: Located[records.Indicator]
) -> PageSpec:
    """Make the page of one indicator."""
    record = indicator.record
    title = (
        f"{record.name} ({record.short_name})"
        if len(record.short_name) < len(record.name) / 2
        else record.name
    )
    view = indicator_view(values, notices, site_url, indicator, title)
    return PageSpec(
        url=urls.indicator(record.id),
        title=title,
        description=values.t("indicators.page-description", name=title),
        section="chi-tieu",
        template="targets/indicator.html.j2",
        view=view,
        tables=drawn(view.observations_table, view.measures),
        crumbs=values.crumbs(
            views.Link(values.t("targets.title"), urls.TARGETS),
            views.Link(values.t("indicators.title"), urls.INDICATORS),
        ),
        search=(
            SearchRecord(
                url=urls.indicator(record.id),
                title=record.name,
                kind="indicator",
                number=record.short_name if record.lang or record.short_name.isupper() else "",
                names=(record.short_name,),
                words=record.measured_by or "",
                keywords=values.t("indicators.search-words"),
                weight=HEADLINE_WEIGHT if record.headline else 2,
            ),
        ),
        card=share_card(values, title, view) if record.headline else None,
        card_of=(urls.TARGETS,),
        charts=view.charts,
    )


def share_card(values: Values, title: str, view: IndicatorPage) -> ShareCard:
    """Make the share card: the latest published figure with its unit and what the report says about it."""
    if view.latest is None:
        return ShareCard(title, kicker=view.kicker, lines=(values.t("sharing.no-value"),))
    merger = (view.merger.text,) if view.merger else ()
    first, *others = (line.text for line in view.lines) if view.lines else ("",)
    words = f"{view.suffix} · {first}".strip(" ·")
    number = f"{view.latest.text}{view.scale.text if view.scale else ''}"
    return ShareCard(title, kicker=view.kicker, figures=((number, words),), lines=(*others[:1], *merger))


def indicator_view(
    values: Values, notices: Notices, site_url: str, indicator: Located[records.Indicator], title: str
) -> IndicatorPage:
    """Make the view of an indicator's page."""
    record = indicator.record
    items = tuple(target_status.levels(values.measured, record.id))
    found = main_figure(values.measured, record.id)
    figures = all_figures(values.measured, record.id)
    rows = tuple(figure_row(values, figure) for figure in figures)
    refs = dict.fromkeys([item.target.ref for item in items] + [figure.located.ref for figure in figures])
    about = {notice.id: notice for ref in refs for notice in notices.about(ref)}
    about = {key: notice for key, notice in about.items() if is_about(values.portal, notice, record)}
    charts = charts_for_indicator(values, record.id)
    return IndicatorPage(
        kicker=values.t("indicators.kicker"),
        lang=record.lang or "",
        short_name=record.short_name,
        latest=None if found is None else large_value(values, found),
        scale=scale_after(values, found),
        suffix=unit_after(found),
        lines=() if found is None else (*figure_lines(values, found), *newer_values(values, record.id)),
        no_figure=no_figure(values, record.id) if found is None else "",
        merger=_merger(values, figures),
        latest_receipt=None if found is None else values.receipt(found.located),
        explanation=values.value(record.explanation, indicator) if record.explanation else None,
        measured_by=values.value(record.measured_by, indicator) if record.measured_by else None,
        unit=_unit(values, indicator),
        direction=_direction(values, record),
        lead=values.agency_link(record.lead) if record.lead else None,
        lead_receipt=_lead_receipt(values, indicator),
        fields=shown_fields(values, indicator, INDICATORS, indicator),
        note=values.value(record.note, indicator) if record.note else None,
        observations=rows,
        observations_table=observations_table(values, rows) if rows else None,
        line_words=_line_words(values.t, figures),
        measures=measures_table(values, items) if items else None,
        difference=values.t(f"indicators.difference.{target_status.difference(items)}"),
        notices=tuple(about.values()),
        charts=charts,
        cite=values.t(
            "indicators.cite", name=values.portal.settings.name, title=title,
            day=wording.day(values.measured.as_of), url=f"{site_url}{urls.indicator(record.id)}",
        ),
        receipt=values.receipt(indicator),
    )  # fmt: skip


def figure_row(values: Values, figure: Figure) -> ObservationRow:
    """Return the row of one figure; nothing in it is computed."""
    located = figure.located
    if isinstance(figure, ReportedValue):
        measure = figure.measure
        label = values.value(measure.label, figure.target, "measures", machine=measure.key)
    else:
        label = values.value(figure.located.record.label, located, "label", machine=figure.located.record.key)
    return ObservationRow(
        label=label,
        value=written(values, figure),
        rank=_rank(values, figure),
        changes=tuple(_changes(values, figure)),
        period=when(values, figure),
        kind=kind_words(values, figure),
        before_merger=figure.is_before_merger(values.portal),
        note=values.value(located.record.note, located, "note") if located.record.note else None,
        uncertain=values.uncertain_fields(figure.located) if isinstance(figure, ReportFigure) else (),
        receipt=values.receipt(located),
        more=_more(values, figure),
    )


def _more(values: Values, figure: Figure) -> tuple[views.ShownField, ...]:
    """Return the fields that a figure of a report has as columns; none for a value that was reported."""
    if isinstance(figure, ReportedValue):
        return ()
    row = PublishedFigure(figure.report.id, figure.located)
    return column_fields(values, figure.located, SHOWN, row)


def _rank(values: Values, figure: Figure) -> views.Value | None:
    """Return the place in a ranking that was reported, with the number ranked if a report states that."""
    record = figure.located.record
    if isinstance(figure, ReportedValue) and figure.measure.unit == RANK:
        return written(values, figure)
    if isinstance(record, records.Result) or record.rank is None:
        return None
    key = "indicators.rank" if record.of_total is None else "indicators.rank-of"
    total = "" if record.of_total is None else wording.number(record.of_total)
    words = values.t(key, rank=wording.number(record.rank), total=total)
    return values.value(words, figure.located, "rank", machine=str(record.rank))


def _changes(values: Values, figure: Figure) -> Iterator[views.Value]:
    """Yield the changes that a report states for a figure."""
    if isinstance(figure, ReportedValue):
        return
    for comparison in figure.located.record.comparisons:
        key = "indicators.change" if comparison.against else "indicators.change-plain"
        text = values.t(key, change=comparison.change_as_written, against=comparison.against or "")
        machine = text if comparison.change is None else format(comparison.change, "f")
        yield values.value(text, figure.located, "comparisons", machine=machine)


def observations_table(values: Values, rows: Sequence[ObservationRow]) -> Table:
    """Return a table of every published figure of an indicator; nothing in it is computed."""
    more = field_columns(row.more for row in rows)
    return Table(
        caption=values.t("indicators.observations"),
        columns=(
            title_column(values.label(records.Observation, "label"), "col-title"),
            TableColumn(values.label(records.Observation, "value_as_written")),
            TableColumn(values.label(records.Observation, "rank")),
            TableColumn(values.t("indicators.head.changes")),
            TableColumn(values.t("indicators.head.period")),
            TableColumn(values.label(records.Observation, "source")),
            *more.columns,
        ),
        groups=one_group(_observation(values.t, row, more) for row in rows),
        links=values.downloads("observations"),
    )


def _observation(t: TextOf, row: ObservationRow, more: FieldColumns) -> TableRow:
    none = cells.absent(t("shell.fields.none"))
    period = cells.item(row.period)
    before = cells.item(t("targets.before-merger"), note=True) if row.before_merger else None
    return TableRow(
        (
            cells.spaced(
                row.label,
                cells.tag(row.kind) if row.kind else None,
                cells.item(row.note, note=True) if row.note else None,
            ),
            row.value,
            row.rank or none,
            tuple(cells.item(change) for change in row.changes) or none,
            cells.parts(period, before),
            cells.note(row.receipt),
            *more.cells_of(row.more, none),
        )
    )


def measures_table(values: Values, items: Sequence[Level]) -> Table:
    """Return a table of the measures that plans set for an indicator."""
    t = values.t
    return Table(
        caption=t("indicators.targets"),
        columns=(
            TableColumn(values.label(records.Target, "plan")),
            title_column(values.label(records.Measure, "label"), "col-title"),
            TableColumn(values.label(records.Measure, "value_as_written")),
            TableColumn(values.label(records.Measure, "period")),
            TableColumn(t("targets.head.latest")),
        ),
        groups=one_group(_measure(t, measure_row(values, item)) for item in items),
    )


def _measure(t: TextOf, row: MeasureRow) -> TableRow:
    undated = undated_tag(t, undated=row.undated)
    plan = cells.item(replace(row.plan, note=""))
    return TableRow(
        (
            cells.parts(plan, cells.item(undated) if undated else None),
            cells.spaced(
                Linked(row.url, row.label),
                cells.tag(row.task) if row.task else None,
                cells.item(row.receipt, note=True),
            ),
            level(row),
            period(t, row),
            latest(row),
        )
    )


def is_about(portal: Portal, notice: views.Notice, record: records.Indicator) -> bool:
    """Whether a note is about this indicator: its text names the indicator, or names none at all."""
    text = notice.statement.text.casefold()

    def named(other: records.Indicator) -> bool:
        return any(name.casefold() in text for name in (other.short_name, other.name))

    return named(record) or not any(named(other.record) for other in portal.indicators.values())


def _direction(values: Values, record: records.Indicator) -> str:
    """Return which values of an indicator are better, or that nobody wrote it down."""
    if record.direction is None:
        return values.t("indicators.no-direction")
    return wording.sentence(values.code_word(records.Indicator, "direction", record.direction))


def _lead_receipt(values: Values, indicator: Located[records.Indicator]) -> views.Receipt | None:
    """Return the receipt for the lead agency: the place that names it, else that of the indicator.

    None if the indicator has no lead agency.
    """
    if indicator.record.lead is None:
        return None
    source = indicator.record.lead_source
    return values.receipt(indicator) if source is None else values.receipt_at(indicator, source)


def _unit(values: Values, indicator: Located[records.Indicator]) -> views.Value | None:
    record = indicator.record
    if record.scale is not None:
        text = values.t(
            "indicators.scale", unit=record.unit or "", scale=wording.number(record.scale)
        ).strip()
        return values.value(text, indicator, machine=format(record.scale, "f"))
    return values.value(record.unit, indicator) if record.unit else None


def _merger(values: Values, figures: Sequence[Figure]) -> views.Value | None:
    day = values.portal.settings.merger
    before = [figure for figure in figures if figure.is_before_merger(values.portal)]
    if day is None or not before:
        return None
    key = "home.before-merger" if len(before) == len(figures) else "indicators.before-merger-some"
    return values.computed(values.t(key, day=wording.day(day)), day.isoformat(), None, "as-of")


def _line_words(t: TextOf, figures: Sequence[Figure]) -> str:
    numbers = sum(1 for f in figures if f.kind == "result" and f.located.record.value is not None)
    return t("indicators.no-line") if 0 < numbers < FEWEST else ""
