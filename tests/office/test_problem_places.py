"""Problems of the data that forms would make: named by file, sheet and cell, never by a line of YAML."""

from dataclasses import replace

import pytest

from generator.data.problems import WHOLE_BOOK, Problem
from generator.office.form_import import Outcome
from generator.office.problem_places import Origins
from tests.office.answers import MEASURE, SHARED, TASK, Answers, answered, form_of, imported
from tests.office.cells import cell
from tests.office.test_new_documents import ROW
from tests.portals import DOCUMENTS, SECOND_QUARTER, portal_of

ANSWERS: Answers = {
    (TASK, "state"): "Đang thực hiện",
    (TASK, "evidence"): ROW[0],
    (SHARED, "state"): "Đang thực hiện",
    (SHARED, "note"): "Chờ",
    (SHARED, "postponed"): "Quý IV/2026",
    (SHARED, "postponing"): "1/KH-UBND",
    (MEASURE, "state"): "Đang thực hiện",
    (MEASURE, "value"): "84,5%",
}


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    portal = portal_of()
    sheets = [
        replace(
            one,
            cells={
                **one.cells,
                **{(5, column): cell(text, at=(5, column)) for column, text in enumerate(ROW, 1)},
            },
        )
        if one.name == "Văn bản mới"
        else one
        for one in answered(form_of(portal), ANSWERS)
    ]
    found = imported(portal, sheets)
    assert found.files, found.problems
    return found


def place(outcome: Outcome, path: str, words: str, field: str) -> tuple[str, str]:
    """File and cell told for a problem of a field in the line of a new file that holds some words."""
    lines = outcome.files[path].decode().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if words in text)
    told = origins(outcome).told(Problem(path, line, 5, field, "bad-number"))
    assert told.field == ""
    return told.path, told.cell


def origins(outcome: Outcome) -> Origins:
    return Origins(
        outcome.files, outcome.changes, outcome.postponements, outcome.newcomers, ("a.xlsx", "b.xlsx")
    )


@pytest.mark.parametrize(
    ("words", "field", "found"),
    [
        ("84,5%", "results.3.value", "Chỉ tiêu!G9"),
        ("84,5%", "results.3.unit", "Chỉ tiêu!G9"),
        ("84,5%", "results.3", "Chỉ tiêu!F9"),
        ("Chờ", "results.2.note", "Nhiệm vụ!J10"),
        ("Chờ", "results.2.state", "Nhiệm vụ!F10"),
    ],
)
def test_a_result_is_named_by_the_cell_of_its_field(
    outcome: Outcome, words: str, field: str, found: str
) -> None:
    assert place(outcome, SECOND_QUARTER, words, field) == ("so-noi-vu.xlsx", found)


def test_a_new_document_and_a_new_deadline_are_named_by_their_rows(outcome: Outcome) -> None:
    assert place(outcome, DOCUMENTS, ROW[0], "9.title") == ("so-noi-vu.xlsx", "Văn bản mới!A5")
    events = "data/plans/tp-2026/events.yaml"
    assert place(outcome, events, "Quý IV/2026", "1.deadline") == ("so-noi-vu.xlsx", "Nhiệm vụ!F10")


def test_what_comes_from_no_one_cell_names_the_forms(outcome: Outcome) -> None:
    told = origins(outcome).told(Problem("data/plans/tp-2026/tasks.yaml", 3, 1, "1.title", "bad-number"))
    assert (told.path, told.cell, told.line) == ("a.xlsx, b.xlsx", WHOLE_BOOK, 0)
