"""Scopes: the rows of a published table that a count is made over, written so that anyone can count them.

A scope is written like a query: ``tasks?plan=tp-2026&parent=`` are the rows of ``tasks.csv`` whose ``plan``
is ``tp-2026`` and whose ``parent`` is empty. Conditions compare the text of a cell:

- ``column=value`` is equal, ``column=a,b`` is one of several, ``column!=a,b`` is none of them;
- ``column~value``: one of the values in the cell (they are separated by ``;``), ``column!~a,b``: none is;
- ``column<=value``, ``column>=value``: not after, not before; an empty cell fits neither;
- ``column=2026-01-01..2026-03-31``: one of the days in the cell lies between these two; ``a|b`` before a
  condition is ``b`` where ``a`` is empty;
- ``$column`` at the end: not rows are counted but the numbers in that column added up;
- ``#column`` at the end: not rows are counted but the different values in that column, of cells with
  several values each of them; ``#a|b`` takes ``b`` where ``a`` is empty; ``#a+b`` counts pairs.

``plan.scope`` is the column ``scope`` of ``plans.csv`` for the plan in the cell; so are ``agency.``,
``owner.`` and ``task.`` (of the row's plan). Values are percent-encoded as in addresses.
``snapshot:2026-q1/tasks`` is the table of a closed quarter. ``tests/site/test_counts.py`` reads scopes by
this text alone.
"""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote

SNAPSHOT = "snapshot:"
"""Beginning of the name of a closed quarter's table; its quarter and table follow (``2026-q1/tasks``)."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Rows of a published table."""

    table: str
    """File name of the table without suffix."""
    conditions: tuple[str, ...] = ()
    distinct: str = ""
    """Columns whose different values are counted instead of rows."""
    summed: str = ""
    """Column whose numbers are added up instead of counting rows."""

    def __str__(self) -> str:
        query = f"?{'&'.join(self.conditions)}" if self.conditions else ""
        end = f"#{self.distinct}" if self.distinct else f"${self.summed}" if self.summed else ""
        return f"{self.table}{query}{end}"

    def where(self, **columns: str) -> "Scope":
        """The rows of these whose cells equal the given values."""
        return self._with(*(f"{name}={_safe(value)}" for name, value in columns.items()))

    def among(self, column: str, *values: str) -> "Scope":
        """The rows of these whose cell is one of the values."""
        return self._with(f"{column}={','.join(map(_safe, values))}")

    def outside(self, column: str, *values: str) -> "Scope":
        """The rows of these whose cell is none of the values."""
        return self._with(f"{column}!={','.join(map(_safe, values))}")

    def filled(self, column: str) -> "Scope":
        """The rows of these whose cell is not empty."""
        return self._with(f"{column}!=")

    def naming(self, column: str, value: str) -> "Scope":
        """The rows of these whose cell has the value among its values."""
        return self._with(f"{column}~{_safe(value)}")

    def naming_none(self, column: str, *values: str) -> "Scope":
        """The rows of these whose cell has none of the values among its values; without values, all."""
        return self._with(f"{column}!~{','.join(map(_safe, values))}") if values else self

    def until(self, column: str, day: date) -> "Scope":
        """The rows of these whose day is not after the given one."""
        return self._with(f"{column}<={day.isoformat()}")

    def since(self, column: str, day: date) -> "Scope":
        """The rows of these whose day is not before the given one."""
        return self._with(f"{column}>={day.isoformat()}")

    def within(self, column: str, first: date, last: date) -> "Scope":
        """The rows of these with a day from the first to the last among the cell's values."""
        return self._with(f"{column}={first.isoformat()}..{last.isoformat()}")

    def each(self, columns: str) -> "Scope":
        """The different values of a column of these rows."""
        return replace(self, distinct=columns)

    def sum_of(self, column: str) -> "Scope":
        """The sum of the numbers in a column of these rows."""
        return replace(self, summed=column)

    def _with(self, *conditions: str) -> "Scope":
        return replace(self, conditions=(*self.conditions, *conditions))


def rows(table: str, **columns: str) -> Scope:
    """The rows of a published table whose cells equal the given values."""
    return Scope(table).where(**columns)


def printed(plan_id: str) -> Scope:
    """The printed tasks of a plan, without sub-tasks."""
    return rows("tasks", plan=plan_id, parent="")


def _safe(value: str) -> str:
    return quote(value, safe="")
