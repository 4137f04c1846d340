"""The rows of a form and the documents they name: known, several, introduced by the form itself."""

from dataclasses import replace

import pytest

from generator.office.entries import FormPlace
from generator.office.workbook import Sheet
from tests.office.answers import SHARED, TASK, Answers, answered, form_of, imported
from tests.office.cells import cell
from tests.portals import DOCUMENTS, SECOND_QUARTER, portal_of

PORTAL = portal_of()
FORM = form_of(PORTAL)

NEW = ("77/KH-UBND", "Kế hoạch", "1/6/2026", "UBND thành phố", "Kiểm tra cải cách hành chính")


def introduced(sheets: list[Sheet], *rows: tuple[str, ...]) -> list[Sheet]:
    """A form with documents in its sheet of new ones, whose headings stand in row 4."""
    found = []
    for sheet in sheets:
        cells = dict(sheet.cells)
        if sheet.name == "Văn bản mới":
            for row, texts in enumerate(rows, 5):
                for column, text in enumerate(texts, 1):
                    if text:
                        cells[row, column] = cell(text, at=(row, column))
        found.append(replace(sheet, cells=cells))
    return found


def test_an_entry_knows_the_cell_it_was_typed_in() -> None:
    (change,) = imported(PORTAL, answered(FORM, {(SHARED, "state"): "Đang thực hiện"})).changes
    assert change.entry.place == FormPlace(
        "so-noi-vu.xlsx",
        "Nhiệm vụ",
        10,
        6,
        "so-noi-vu.xlsx › Nhiệm vụ!F10",
        "so-noi-vu.xlsx › Nhiệm vụ!F10",
    )


@pytest.mark.parametrize(
    ("typed", "code", "near"),
    [
        ("1/KH-UBN", "xlsx-document-unknown", "1/KH-UBND"),
        ("77/KH-UBND", "xlsx-document-unknown", ""),
        ("9/QĐ-UBND", "xlsx-document-several", None),
    ],
)
def test_a_document_that_is_not_clear_is_told(typed: str, code: str, near: str | None) -> None:
    twice = "".join(
        f"- id: qd-9-{year}\n  symbol: 9/QĐ-UBND\n  kind: Quyết định\n  date: {year}-02-01\n"
        "  held: false\n  text: verified\n"
        for year in (2025, 2026)
    )
    portal = portal_of({DOCUMENTS: twice})
    answers = {(TASK, "state"): "Hoàn thành", (TASK, "evidence"): typed}
    (problem,) = imported(portal, answered(form_of(portal), answers)).problems
    assert (problem.cell, problem.code) == ("Nhiệm vụ!I9", code)
    assert dict(problem.params).get("near") == near


def test_a_document_the_form_introduces_is_no_error_and_shown_with_what_it_proves() -> None:
    answers = {(TASK, "state"): "Hoàn thành", (TASK, "evidence"): "77/KH-UBND"}
    sheets = introduced(answered(FORM, answers), NEW)
    taken = imported(PORTAL, sheets)
    assert taken.problems == ()
    (newcomer,) = taken.newcomers
    assert newcomer.id == "77-kh-ubnd-2026"
    assert taken.changes[0].new["evidence"] == ["77-kh-ubnd-2026"]
    assert b"\n- {id: 77-kh-ubnd-2026, symbol: 77/KH-UBND, " in taken.files[DOCUMENTS]


def test_a_document_introduced_and_named_by_no_result_is_left_out() -> None:
    sheets = introduced(answered(FORM, {(TASK, "state"): "Hoàn thành"}), NEW)
    taken = imported(PORTAL, sheets)
    assert (taken.newcomers, DOCUMENTS in taken.files) == ((), False)
    (told,) = taken.problems
    assert (told.cell, told.code, told.severity) == ("Văn bản mới!A5", "xlsx-document-uncited", "warning")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("77/KH-UBND", "Kế hoạch", "", "UBND thành phố", "Việc"), [("C5", "xlsx-document-no-date")]),
        (("", "Kế hoạch", "1/6/2026", "UBND", "Việc"), [("A5", "xlsx-document-no-symbol")]),
        (("77/KH-UBND", "Kế hoạch", "1/6/26", "UBND", "Việc"), [("C5", "xlsx-short-year")]),
    ],
)  # fmt: skip
def test_a_document_half_introduced_is_told(row: tuple[str, ...], told: list[tuple[str, str]]) -> None:
    found = imported(PORTAL, introduced(FORM, row))
    assert sorted((p.cell.partition("!")[2], p.code) for p in found.problems) == told


def test_a_result_emptied_in_the_form_is_not_taken_for_silence() -> None:
    results = 'cutoff: 2026-06-09\nresults:\n  - {task: "1", agency: so-noi-vu, state: in-progress}\n'
    portal = portal_of({SECOND_QUARTER: results})
    emptied = answered(form_of(portal), {(TASK, "state"): ""})
    found = imported(portal, emptied)
    assert [(problem.cell, problem.code) for problem in found.problems] == [("Nhiệm vụ!F9", "xlsx-cleared")]


def test_evidence_as_officials_write_it_finds_the_known_documents() -> None:
    written = "kế hoạch số 1/kh-ubnd ngày 05/01/2026 của UBND thành phố và\nNghị quyết số 76/NQ-CP"
    answers: Answers = {(SHARED, "state"): "Đang thực hiện", (SHARED, "evidence"): written}
    (change,) = imported(PORTAL, answered(FORM, answers)).changes
    assert change.new["evidence"] == ["ke-hoach-2026", "nghi-quyet-2021"]
