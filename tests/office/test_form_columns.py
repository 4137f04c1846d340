"""Columns of the form are the declared fields, and a cell is read by what its field declares."""

from typing import Any

import pytest

from generator.data.catalogue import Catalogue
from generator.model import records
from generator.model.slugs import fold
from generator.office.agency_names import AgencyNames
from generator.office.cell_values import CellError
from generator.office.field_cells import Plain, value_of
from generator.office.form_columns import SHEETS, FormColumn, choices
from generator.office.prefill import FormRow as Row
from generator.office.workbook import Cell
from generator.view.fields import documents, results, targets, tasks
from generator.view.fields.field import Field, Kind
from tests.portals import portal_of

VI = Catalogue.load("vi")
NAMES = AgencyNames([located.record for located in portal_of().agencies.values()])


def test_every_field_with_a_width_is_a_column() -> None:
    found = [column.field for columns in SHEETS.values() for column in columns if column.field is not None]
    declared: list[Field[Any]] = [*tasks.TASKS, *targets.TARGETS, *results.RESULTS, *documents.DOCUMENTS]
    for field in declared:
        assert (field in found) == bool(field.form), field.id


def test_a_column_is_a_field_of_the_record_itself() -> None:
    """A form is made of the records alone, before anything is measured; states have words of their own."""
    for columns in SHEETS.values():
        for column in columns:
            assert column.field is None or column.field.of is None or column.id == "state"


@pytest.mark.parametrize("kind", SHEETS)
def test_columns_of_a_sheet_are_told_apart(kind: str) -> None:
    """By their names on the hidden sheet, and by the headings that forms are read by."""
    for found in ([c.id for c in SHEETS[kind]], [fold(c.heading(VI)) for c in SHEETS[kind]]):
        assert len(set(found)) == len(found)


def test_forms_that_were_sent_know_their_columns() -> None:
    assert [column.id for column in SHEETS["tasks"]] == [
        "number", "task", "unit", "deadline", "products", "previous", "state", "completed", "value",
        "evidence", "note", "report", "merged", "postponed", "postponing", "key",
    ]  # fmt: skip
    assert [column.id for column in SHEETS["targets"]] == [
        "number", "target", "level", "measured-in", "previous", "state", "value", "evidence", "note",
        "report", "key",
    ]  # fmt: skip


def test_yes_and_no_are_chosen_and_said_in_words() -> None:
    field: Field[Any] = Field("held", kind="boolean")
    assert choices(FormColumn("held", 9, field), VI) == FLAGS
    row = Row(records.Document(id="a-1", kind="Kế hoạch", held=True, text="verified"))
    assert field.words(row, VI, lambda _, entry: entry) == "có"


def test_only_codes_are_chosen() -> None:
    offered = {column.id: choices(column, VI) for column in SHEETS["tasks"] if column.typed}
    assert [name for name, words in offered.items() if words] == ["state"]
    assert offered["state"]["done"] == "Hoàn thành"


OFFERED = {"high": "mức cao", "low": "mức thấp"}
FLAGS = {"true": "có", "false": "không"}


@pytest.mark.parametrize(
    ("name", "kind", "offered", "text", "read"),
    [
        ("value", "number", {}, "1.250,5", "1250.5"),
        ("completed", "date", {}, "31/3/2026", "2026-03-31"),
        ("note", "string", {}, "  hai   chữ ", "hai   chữ"),
        ("note", "string", OFFERED, "Mức  thấp", "low"),
        ("note", "string", OFFERED, "high", "high"),
        ("evidence", "string", {}, "a; b;", ["a", "b"]),
        ("note", "boolean", FLAGS, "Không", "false"),
        ("note", "boolean", FLAGS, "x", "true"),
    ],
)
def test_a_cell_is_read_by_its_field(
    name: str, kind: Kind, offered: dict[str, str], text: str, read: Plain
) -> None:
    field: Field[object] = Field(name, record=records.Result, kind=kind)
    assert value_of(Cell(9, 2, "text", text), field, offered, NAMES) == read


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("note", "Sở Nội vụ", "so-noi-vu"),
        ("note", " so noi  vu.", "so-noi-vu"),
        ("note", "so-noi-vu", "so-noi-vu"),
        ("note", "UBND thành phố", "ubnd-thanh-pho"),
        ("evidence", "Sở Nội vụ; Sở Tài chính", ["so-noi-vu", "so-tai-chinh"]),
        ("evidence", "Sở Nội vụ và Sở Tài chính", ["so-noi-vu", "so-tai-chinh"]),
    ],
)
def test_agencies_are_typed_by_name(name: str, text: str, read: Plain) -> None:
    field: Field[object] = Field(name, record=records.Result, ids="agencies")
    assert value_of(Cell(9, 2, "text", text), field, {}, NAMES) == read


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("Sở Nội Vị", "xlsx-agency-unknown", {"value": "Sở Nội Vị", "near": "Sở Nội vụ"}),
        ("Sở Nội vụ, Sở Tài chính", "xlsx-one-agency", {"value": "Sở Nội vụ, Sở Tài chính"}),
        ("Phòng A", "xlsx-agency-several", {"value": "Phòng A", "allowed": "hai · mot"}),
    ],
)
def test_an_agency_that_is_not_known_or_not_one_is_refused(
    text: str, code: str, params: dict[str, str]
) -> None:
    field: Field[object] = Field("note", record=records.Result, ids="agencies")
    known = [located.record for located in portal_of().agencies.values()]
    alike = [known[0].model_copy(update={"id": one, "name": "Phòng A"}) for one in ("mot", "hai")]
    with pytest.raises(CellError) as refused:
        value_of(Cell(9, 2, "text", text), field, {}, AgencyNames([*known, *alike]))
    assert (refused.value.code, refused.value.params) == (code, params)


@pytest.mark.parametrize(
    ("kind", "offered", "text", "code"),
    [
        ("number", {}, "khá nhiều", "xlsx-value-unreadable"),
        ("date", {}, "31/2/2026", "xlsx-no-such-day"),
        ("string", OFFERED, "mức vừa", "xlsx-state-unknown"),
    ],
)
def test_a_cell_that_is_not_understood_is_refused(
    kind: Kind, offered: dict[str, str], text: str, code: str
) -> None:
    field: Field[object] = Field("note", record=records.Result, kind=kind)
    with pytest.raises(CellError) as refused:
        value_of(Cell(9, 2, "text", text), field, offered, NAMES)
    assert refused.value.code == code
