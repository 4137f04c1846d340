"""Columns of tables of targets that are declared fields."""

from collections.abc import Iterable

from generator.model import records
from generator.model.portal import Located, Plan
from generator.view import cells
from generator.view.field_columns import own_columns, with_columns
from generator.view.fields.targets import OF_TARGET, row_of
from generator.view.table import Table
from generator.view.values import Values


def with_target_columns(
    values: Values, table: Table, listed: Iterable[tuple[Plan, Located[records.Target]]]
) -> Table:
    """A table of targets with the columns that are declared for targets.

    Args:
        values: Makes the values with their receipts.
        table: The table.
        listed: The target that each of its rows is about, with its plan.
    """
    none = cells.absent(values.t("shell.fields.none"))
    fields = (own_columns(values, target, OF_TARGET, row_of(plan, target)) for plan, target in listed)
    return with_columns(table, fields, none)
