"""Columns of tables that are declared fields: which are kept, and what stands in their cells."""

from generator.view import cells
from generator.view.field_columns import field_columns, with_columns
from generator.view.table import RowGroup, Table, TableColumn, TableRow
from generator.view.views import Link, Receipt, ShownField, Value

RECEIPT = Receipt("task:tp-2026/1", "tasks.yaml:1")
NONE = cells.absent("văn bản không nêu")


def number(text: str = "") -> ShownField:
    """A quiet field with a number."""
    values = (Value(text, text, RECEIPT),) if text else ()
    return ShownField("Kinh phí", "values", values=values, quiet=True, is_number=True)


def agency(*names: str, quiet: bool = False) -> ShownField:
    """A field with links to agencies."""
    return ShownField("Chủ trì", "links", tuple(Link(name, "") for name in names), quiet=quiet)


def test_a_quiet_field_is_a_column_if_a_row_has_it() -> None:
    rows = [(number(), agency()), (number("40"), agency("Sở Nội vụ", "Sở Y tế"))]
    found = field_columns(rows)
    assert [(column.heading, column.is_number) for column in found.columns] == [
        ("Kinh phí", True),
        ("Chủ trì", False),
    ]
    first, second = (found.cells_of(row, NONE) for row in rows)
    assert first == (NONE, NONE)
    named = (cells.item(Link("Sở Nội vụ", "")), cells.item(Link("Sở Y tế", "")))
    assert second == (Value("40", "40", RECEIPT), named)


def test_a_quiet_field_without_values_is_no_column_and_another_is() -> None:
    rows = [(number(), agency(quiet=True), agency())]
    found = field_columns(rows)
    assert (found.places, [column.heading for column in found.columns]) == ((2,), ["Chủ trì"])
    assert found.cells_of(rows[0], NONE) == (NONE,)


def test_a_row_without_fields_has_empty_cells() -> None:
    found = field_columns([(), (number("1"),)])
    assert found.cells_of((), NONE) == (NONE,)


def test_a_table_without_declared_columns_or_rows_gets_none() -> None:
    assert field_columns([]).columns == field_columns([(), ()]).columns == ()


def test_a_table_gets_the_columns_of_its_records_group_by_group() -> None:
    groups = (RowGroup((TableRow(("1",)), TableRow(("2",))), "Sở Nội vụ"), RowGroup((TableRow(("3",)),)))
    table = Table("Nhiệm vụ", (TableColumn("Số"),), groups)
    longer = with_columns(table, [(number("40"),), (), (number("7"),)], NONE)
    assert [column.heading for column in longer.columns] == ["Số", "Kinh phí"]
    assert [[row.cells for row in group.rows] for group in longer.groups] == [
        [("1", Value("40", "40", RECEIPT)), ("2", NONE)],
        [("3", Value("7", "7", RECEIPT))],
    ]
    assert with_columns(table, [(number(),), (), ()], NONE) is table
