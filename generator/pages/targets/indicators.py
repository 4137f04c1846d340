"""``/chi-so/``: the list of indicators; an indicator's page: `indicator_page`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.data.catalogue import TextOf
from generator.measures import target_status
from generator.model import records
from generator.model.portal import Located
from generator.pages.targets.figure_views import (
    newest_cell,
)
from generator.pages.targets.headline_indices import IndexCard, index_cards, merger_note
from generator.pages.targets.indicator_page import indicator_page
from generator.pages.targets.measure_cells import undated_tag
from generator.pages.targets.measures import MeasureRow, measure_row
from generator.view import cells, urls, views
from generator.view.cells import Linked, Span
from generator.view.notices import Notices
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import Table, TableColumn, TableRow, one_group, title_column
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class IndicatorsIndex:
    """View of the list."""

    cards: tuple[IndexCard, ...]
    merger: views.Value | None
    others: Table
    """The indicators that are not headline indices."""


def pages(values: Values, notices: Notices, site_url: str) -> Iterator[PageSpec]:
    """Yield the list and a page for each indicator."""
    title = values.t("indicators.title")
    view = index(values)
    yield PageSpec(
        url=urls.INDICATORS,
        title=title,
        description=values.t("indicators.description"),
        section="chi-tieu",
        template="targets/indicators.html.j2",
        view=view,
        tables=(view.others,),
        crumbs=values.crumbs(views.Link(values.t("targets.title"), urls.TARGETS)),
        search=(SearchRecord(urls.INDICATORS, title, "page", weight=2),),
        index=True,
        card_of=(urls.TARGETS,),
    )
    for indicator in values.portal.indicators.values():
        yield indicator_page(values, notices, site_url, indicator)


def index(values: Values) -> IndicatorsIndex:
    """Make the view of the list: the headline indices as cards, the others as a table."""
    return IndicatorsIndex(
        cards=index_cards(values),
        merger=merger_note(values),
        others=others_table(values),
    )


def others_table(values: Values) -> Table:
    """Return a table of the other indicators, with latest figure and plans' targets."""
    return Table(
        caption=values.t("indicators.others"),
        columns=(
            title_column(values.label(records.Measure, "indicator")),
            TableColumn(values.t("targets.head.latest")),
            TableColumn(values.t("indicators.set")),
        ),
        groups=one_group(
            indicator_row(values, indicator)
            for indicator in values.portal.indicators.values()
            if not indicator.record.headline
        ),
        links=values.downloads("observations"),
    )


def indicator_row(values: Values, indicator: Located[records.Indicator]) -> TableRow:
    """Return the row of one indicator in the list."""
    t, record = values.t, indicator.record
    name = cells.item(record.name, note=True) if record.name != record.short_name else None
    rows = (measure_row(values, item) for item in target_status.levels(values.measured, record.id))
    return TableRow(
        (
            cells.spaced(views.Link(record.short_name, urls.indicator(record.id)), name),
            newest_cell(values, record.id),
            tuple(_set_by(t, row) for row in rows) or cells.absent(t("targets.not-set")),
        )
    )


def _set_by(t: TextOf, row: MeasureRow) -> Span:
    """Return the level that a plan sets, with the plan's name."""
    plan = cells.note(replace(row.plan, note=""))
    task = cells.note(row.task) if row.task else None
    undated = undated_tag(t, undated=row.undated)
    return cells.item(*cells.spaced(Linked(row.url, row.level), task, plan, undated))
