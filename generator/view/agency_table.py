"""Columns of tables of agencies that are declared fields."""

from collections.abc import Iterable

from generator.view import cells
from generator.view.field_columns import own_columns, with_columns
from generator.view.fields.agencies import AGENCIES, row_of
from generator.view.table import Table
from generator.view.values import Values
from generator.view.views import ShownField


def agency_columns(values: Values, agency_id: str) -> tuple[ShownField, ...]:
    """The fields of an agency that are columns of every table of agencies."""
    located = values.portal.agencies[agency_id]
    return own_columns(values, located, AGENCIES, row_of(values.measured, agency_id))


def with_agency_columns(values: Values, table: Table, listed: Iterable[str]) -> Table:
    """A table of agencies with the columns declared for agencies.

    Args:
        values: Makes values with their words and receipts.
        table: A table whose rows each are about one agency, or about none.
        listed: Ids of the agencies in the order of the rows; empty for a row about none.
    """
    none = cells.absent(values.t("shell.fields.none"))
    return with_columns(table, (agency_columns(values, i) if i else () for i in listed), none)
