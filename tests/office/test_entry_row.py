"""One row of a form understood: every mistake of it at its cell, or the result as a data file holds it."""

from datetime import date

import pytest

from generator.office.duties import Forms
from generator.office.entry_row import EntryRow, FormContext
from generator.office.field_cells import Plain
from generator.office.file_problems import Complaints
from generator.office.form_import import Outcome
from generator.office.new_documents import KnownDocuments
from tests.office.answers import MEASURE, QUARTER, SHARED, TASK, Answers, answered, form_of, imported
from tests.office.cells import VIETNAMESE, Value, table_of
from tests.portals import FIRST_QUARTER, SECOND_QUARTER, portal_of

PORTAL = portal_of()
FORM = form_of(PORTAL)


def outcome(answers: Answers) -> Outcome:
    return imported(PORTAL, answered(FORM, answers))


def at(key: str, **typed: Value) -> Answers:
    return {(key, column): value for column, value in typed.items()}


@pytest.mark.parametrize(
    ("answers", "fields"),
    [
        (
            at(TASK, state="Hoàn thành", completed="1/6/2026"),
            {"task": "1", "state": "done", "completed": "2026-06-01"},
        ),
        (
            at(TASK, state="hoan thanh", evidence="1/KH-UBND; 2/BC-UBND"),
            {"task": "1", "state": "done", "evidence": ["ke-hoach-2026", "bao-cao-2026"]},
        ),
        (
            at(TASK, state="Dừng thực hiện", note="'=1: chờ\n\n- hướng  dẫn"),
            {"task": "1", "state": "stopped", "note": "'=1: chờ\n\n- hướng  dẫn"},
        ),
        (
            at(TASK, state="Lồng ghép", merged="2"),
            {"task": "1", "state": "merged", "merged_into": "tp-2026/2"},
        ),
        (
            at(TASK, state="Lồng ghép", merged="xa-2026/I.1"),
            {"task": "1", "state": "merged", "merged_into": "xa-2026/I.1"},
        ),
        (
            at(SHARED, state="Đang thực hiện", report="2/BC-UBND"),
            {"task": "2", "state": "in-progress", "reporting_document": "bao-cao-2026"},
        ),
        (
            at(MEASURE, state="Đang thực hiện", value="91,5"),
            {
                "target": "a",
                "measure": "hai-long",
                "state": "in-progress",
                "value": "91.5",
                "value_as_written": "91,5%",
                "unit": "%",
            },
        ),
    ],
)
def test_a_row_becomes_a_result(answers: Answers, fields: dict[str, Plain]) -> None:
    found = outcome(answers)
    assert found.problems == ()
    (change,) = found.changes
    assert change.new == {**fields, "agency": "so-noi-vu"}


def test_an_empty_row_is_no_report() -> None:
    assert outcome({}).changes == ()


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (at(TASK, note="xong"), [("F9", "xlsx-state-missing")]),
        (at(TASK, state="xong rồi nhé"), [("F9", "xlsx-state-unknown")]),
        (at(TASK, state="Đang thực hiện", completed="1/6/2026"), [("G9", "xlsx-completed-not-done")]),
        (at(TASK, state="Hoàn thành", completed="10/6/2026"), [("G9", "xlsx-completed-after-cutoff")]),
        (at(TASK, state="Hoàn thành", completed="31/6/2026"), [("G9", "xlsx-no-such-day")]),
        (at(TASK, state="Lồng ghép"), [("L9", "xlsx-merged-missing")]),
        (at(TASK, state="Lồng ghép", merged="1"), [("L9", "xlsx-merged-unknown")]),
        (at(TASK, state="Lồng ghép", merged="7"), [("L9", "xlsx-merged-unknown")]),
        (at(TASK, state="Hoàn thành", merged="2"), [("L9", "xlsx-merged-not-merged")]),
        (at(TASK, state="Hoàn thành", report="1/KH-UBND; 2/BC-UBND"), [("K9", "xlsx-one-document")]),
        (at(TASK, state="Đang thực hiện", postponed="Quý III/2026"), [("N9", "xlsx-postponed-alone")]),
        (at(TASK, state="Đang thực hiện", postponing="1/KH-UBND"), [("M9", "xlsx-postponing-alone")]),
        (
            at(TASK, state="Đang thực hiện", postponed="sang năm", postponing="1/KH-UBND"),
            [("M9", "xlsx-deadline-unreadable")],
        ),
        (at(MEASURE, state="Đang thực hiện", value="0,91"), [("G9", "xlsx-value-share")]),
        (
            at(TASK, state="xong rồi nhé", completed="hôm qua", evidence="77/NQ-HĐND"),
            [("F9", "xlsx-state-unknown"), ("G9", "xlsx-date-unreadable"), ("I9", "xlsx-document-unknown")],
        ),
    ],
)
def test_every_mistake_of_a_row_is_told_and_nothing_is_taken(
    answers: Answers, told: list[tuple[str, str]]
) -> None:
    found = outcome({**answers, (SHARED, "state"): "Đang thực hiện"})
    assert [(problem.cell.partition("!")[2], problem.code) for problem in found.problems] == told
    assert found.files == {}


def test_a_new_deadline_is_an_event_with_its_document() -> None:
    found = outcome(at(TASK, state="Đang thực hiện", postponed="Quý III/2026", postponing="2/BC-UBND"))
    (moved,) = found.postponements
    assert moved.fields == {
        "task": "1",
        "kind": "postponed",
        "deadline": "Quý III/2026",
        "document": "bao-cao-2026",
    }


def test_a_task_that_was_done_and_is_open_again_is_a_warning() -> None:
    results = 'cutoff: 2026-03-09\nresults:\n  - {task: "1", agency: so-noi-vu, state: done}\n'
    portal = portal_of({FIRST_QUARTER: results})
    found = imported(portal, answered(form_of(portal), at(TASK, state="Đang thực hiện")))
    assert [(problem.code, problem.severity) for problem in found.problems] == [("xlsx-went-back", "warning")]
    assert SECOND_QUARTER in found.files


@pytest.mark.parametrize(
    ("state", "value", "told"),
    [
        ("Đang thực hiện", "112", ["xlsx-value-over-level"]),
        ("Hoàn thành", "89,5", ["xlsx-done-short-of-level"]),
        ("Hoàn thành", "90", []),
        ("Đang thực hiện", "89,5", []),
    ],
)
def test_a_doubtful_number_is_a_question_at_its_cell_and_is_taken(
    state: str, value: str, told: list[str]
) -> None:
    found = outcome(at(MEASURE, state=state, value=value))
    assert [problem.code for problem in found.problems] == told
    assert {problem.severity for problem in found.problems} <= {"warning"}
    assert [problem.cell.partition("!")[2][0] for problem in found.problems] == ["G"] * len(told)
    assert [path for path in found.files if "/results/" in path] == [SECOND_QUARTER]


@pytest.mark.parametrize(
    ("cutoff", "told"), [(date(2026, 6, 9), ["xlsx-completed-after-cutoff"]), (None, [])]
)
def test_a_cutoff_that_was_not_understood_holds_no_day_against_a_row(
    cutoff: date | None, told: list[str]
) -> None:
    table = table_of(
        ("number", "task", "state", "completed", "key"), ["1", "Việc", "Hoàn thành", "1/7/2026", TASK]
    )
    (line,) = table.lines()
    complaints = Complaints("x.xlsx")
    context = FormContext(
        VIETNAMESE, KnownDocuments(PORTAL, VIETNAMESE), complaints, cutoff, None, lambda *_: []
    )
    duty = Forms(PORTAL, QUARTER).of("so-noi-vu").tasks[0]
    typed = {name: line.cells[name] for name in ("state", "completed")}
    fields = EntryRow(context, duty, table, line, typed).fields()
    assert [problem.code for problem in complaints.problems] == told
    assert (fields is None) == bool(told)
