"""Columns of tables of pages that are declared fields, in declared order after the table's own columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from generator.model.portal import Located, Task
from generator.view import cells
from generator.view.cells import Content
from generator.view.fields.field import Field
from generator.view.shown_fields import shown_field
from generator.view.table import TableColumn
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
