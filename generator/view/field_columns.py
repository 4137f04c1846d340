"""Columns of tables of pages that are declared fields, in declared order after the table's own columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from generator.model.portal import Located, Task
from generator.view import cells
from generator.view.cells import Content
from generator.view.fields.field import Field
from generator.view.shown_fields import shown_field
from generator.view.table import Table, TableColumn, TableRow
from generator.view.values import Values
from generator.view.views import ShownField

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class FieldColumns:
    """The columns of one table; a quiet field that no row of the table has is left out."""

    columns: tuple[TableColumn, ...]
    places: tuple[int, ...]
    """Places of these columns' fields among those of a row."""

    def cells_of(self, row: Sequence[ShownField], none: Content) -> tuple[Content, ...]:
        """The cells of a row, all empty if it has no fields; `none` is the content of an empty cell."""
        return tuple(_content(row[place], none) if row else none for place in self.places)


def field_columns(rows: Iterable[Sequence[ShownField]]) -> FieldColumns:
    """The columns of a table from the fields of its rows: the same fields in each row, or none."""
    found = enumerate(zip(*filter(None, rows), strict=True))
    kept = [(place, column) for place, column in found if any(_is_worth(one) for one in column)]
    return FieldColumns(
        columns=tuple(_column(column[0]) for _, column in kept), places=tuple(place for place, _ in kept)
    )


def with_columns(table: Table, records: Iterable[Sequence[ShownField]], none: Content) -> Table:
    """The table with the declared columns of what its rows are about, after its own columns.

    Args:
        table: A table whose rows each are about one record, or about none.
        records: The fields of each row's record, in the order of the rows; empty for a row about none.
        none: The content of an empty cell.
    """
    fields = tuple(records)
    more = field_columns(fields)
    if not more.columns:
        return table
    found = iter(fields)
    groups = tuple(
        replace(group, rows=tuple(_longer(row, more.cells_of(next(found), none)) for row in group.rows))
        for group in table.groups
    )
    return replace(table, columns=(*table.columns, *more.columns), groups=groups)


def _longer(row: TableRow, cells_after: Sequence[Content]) -> TableRow:
    return replace(row, cells=(*row.cells, *cells_after))


def own_columns(
    values: Values, located: Located[Any] | Task, fields: Iterable[Field[R]], row: R
) -> tuple[ShownField, ...]:
    """The fields of a record that are declared with `column`, for the tables that list such records."""
    return column_fields(values, located, (field for field in fields if field.column), row)


def column_fields(
    values: Values, located: Located[Any] | Task, fields: Iterable[Field[R]], row: R
) -> tuple[ShownField, ...]:
    """The fields of a record for the columns of a table, also those without a value.

    Args:
        values: Makes values with their words and receipts.
        located: The record with its place in the data, for the receipts.
        fields: The fields that are columns.
        row: The record with computed values, as the fields expect it.
    """
    return tuple(shown_field(values, located, field, row) for field in fields)


def _is_worth(shown: ShownField) -> bool:
    return bool(shown.parts) or not shown.quiet


def _column(shown: ShownField) -> TableColumn:
    look = "num" if shown.is_number else ""
    return TableColumn(shown.label, look, look)


def _content(shown: ShownField, none: Content) -> Content:
    if shown.is_number and len(shown.values) == 1:
        return shown.values[0]
    return tuple(cells.item(part) for part in shown.parts) or none
