"""Columns declared for documents and targets reach their tables; quiet ones only where a row has a value."""

from generator.measures.metrics import Measured
from generator.view.agency_table import agency_columns, with_agency_columns
from generator.view.document_table import document_columns, with_document_columns
from generator.view.fields import corrections, differences, notes
from generator.view.table import Table, TableRow, number_column, one_group
from generator.view.target_table import with_target_columns
from tests.portals import portal_of, presentation_of

VALUES = presentation_of().values
PLAN = VALUES.portal.plans["tp-2026"]
BARE = Table("Bảng", (number_column("Số"),), one_group([TableRow(("1",))]), has_files=False)


def test_a_table_of_documents_or_targets_keeps_its_own_columns_first() -> None:
    document = VALUES.portal.documents["ke-hoach-2026"]
    asked = document_columns(VALUES, document)
    made = with_document_columns(VALUES, BARE, [document])
    assert len(made.columns) <= 1 + len(asked)
    assert agency_columns(VALUES, "so-noi-vu") == ()
    for table in (
        made,
        with_target_columns(VALUES, BARE, [(PLAN, PLAN.targets[0])]),
        with_agency_columns(VALUES, BARE, ["so-noi-vu"]),
        with_agency_columns(VALUES, BARE, [""]),
    ):
        assert table.columns[0] == BARE.columns[0]
        assert table.rows[0].content(0) == "1"
        assert len(table.rows[0].cells) == len(table.columns)


def test_what_the_documents_disagree_on_is_a_row() -> None:
    (row,) = notes.rows(VALUES.measured)
    cells = {field.id: field.text(row) for field in notes.NOTES}
    assert (cells["found"], cells["id"]) == ("recorded", "hai-so-khac-nhau")
    assert cells["about"] == "target:tp-2026/a;observation:sipas-2026"


def test_without_closed_quarters_there_is_no_correction_and_no_difference() -> None:
    measured = Measured(portal_of(), VALUES.measured.as_of)
    assert list(corrections.rows(measured)) == []
    assert list(differences.rows(measured)) == []
