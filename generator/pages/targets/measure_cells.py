"""Measures of targets in tables: what is set, and the newest published figure with what may be said of it."""

from collections.abc import Iterable

from generator.data.catalogue import TextOf
from generator.pages.targets.measures import MeasureRow
from generator.view import cells
from generator.view.cells import Content, Linked, Part, Span
from generator.view.table import Table, TableColumn, TableRow, one_group, title_column


def measure_table(t: TextOf, caption: str, rows: Iterable[MeasureRow]) -> Table:
    """Measures of one target."""
    return Table(
        caption=caption,
        columns=(
            title_column(t("targets.head.measure"), "col-title"),
            *(TableColumn(t(f"targets.head.{key}"), f"col-{key}") for key in ("level", "period", "latest")),
        ),
        groups=one_group(TableRow((_label(t, row), level(row), period(t, row), latest(row))) for row in rows),
    )


def _label(t: TextOf, row: MeasureRow) -> Content:
    if row.indicator is None:
        return row.label
    named = cells.item(f"{t('targets.head.indicator')}: ", row.indicator, note=True)
    return cells.spaced(row.label, named)


def level(row: MeasureRow) -> Content:
    """The level as written, in plain words where they differ, then stretch, baseline, exception."""
    return cells.parts(
        cells.item(row.level),
        cells.item(row.words, note=True) if row.words else None,
        *(cells.item(f"{detail.name}: ", detail.value, note=True) for detail in row.details),
    )


def latest(row: MeasureRow) -> Content:
    """The newest published figure with what may be said of it; why none stands beside it."""
    found = row.latest
    value: Part | None = found.value
    if found.value is not None and found.url:
        value = Linked(found.url, found.value)
    return cells.parts(
        cells.item(value) if value is not None else None,
        cells.item(found.period, note=True) if found.period else None,
        *(cells.item(words, note=True) for words in found.notes),
    )


def period(t: TextOf, row: MeasureRow) -> Content:
    """Up to when the level is set."""
    return row.period or cells.absent(t("targets.no-period"))


def undated_tag(t: TextOf, *, undated: bool) -> Span | None:
    """That a plan's copy has no number or date, where that is so."""
    return cells.tag(t("shell.notice.undated")) if undated else None
