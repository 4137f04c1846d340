"""A workbook that came back, taken apart: which form it is, and each row under its key once."""

import pytest

from generator.office.file_problems import Complaints
from generator.office.package_limits import FileRefusedError
from generator.office.submission import Submission, read_submission
from generator.office.workbook import Sheet
from tests.office.answers import SHARED, TASK, answered, form_of
from tests.office.cells import VIETNAMESE, codes, sheet
from tests.portals import portal_of

FORM = form_of(portal_of())


def read(sheets: list[Sheet]) -> tuple[Submission | None, list[tuple[str, str]]]:
    complaints = Complaints("x.xlsx")
    found = read_submission(b"", lambda _: sheets, VIETNAMESE, complaints)
    return found, codes(complaints)


def test_a_form_is_known_by_its_hidden_sheet() -> None:
    found, told = read(FORM)
    assert told == []
    assert found is not None
    assert (found.facts.quarter, found.facts.agency) == ("2026-q2", "so-noi-vu")
    assert list(found.rows) == ["tp-2026/1", "tp-2026/2", "tp-2026/ct-a#hai-long"]
    assert (found.head_sheet, str(found.head["cutoff"].value)) == ("Nhiệm vụ", "2026-06-09")
    assert found.documents == ()


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ([], "xlsx-not-form"),
        ([sheet([["a"]])], "xlsx-not-form"),
        ([part for part in FORM if part.name != "_cong"], "xlsx-not-form"),
        ([part for part in FORM if part.name == "_cong"], "xlsx-sheet-missing"),
    ],
)
def test_another_workbook_is_no_form(sheets: list[Sheet], code: str) -> None:
    found, told = read(sheets)
    assert found is None
    assert [one for _, one in told] == [code]


@pytest.mark.parametrize(
    ("reason", "code"),
    [("damaged", "xlsx-damaged"), ("macro", "xlsx-macro"), ("too-complex", "xlsx-too-big")],
)
def test_a_workbook_that_is_not_opened_says_why(reason: str, code: str) -> None:
    def refuse(_: bytes) -> list[Sheet]:
        raise FileRefusedError(reason)  # type: ignore[arg-type]

    complaints = Complaints("x.xlsx")
    assert read_submission(b"", refuse, VIETNAMESE, complaints) is None
    assert [one for _, one in codes(complaints)] == [code]


def test_two_rows_of_one_key_are_both_left_out() -> None:
    found, told = read(answered(FORM, {(SHARED, "key"): TASK, (SHARED, "state"): "Hoàn thành"}))
    assert told == [("Nhiệm vụ!O10", "xlsx-row-twice")]
    assert found is not None
    assert list(found.rows) == ["tp-2026/ct-a#hai-long"]


def test_a_row_without_its_key_is_told_when_something_was_typed() -> None:
    assert read(answered(FORM, {(SHARED, "key"): ""}))[1] == []
    _, told = read(answered(FORM, {(SHARED, "key"): "", (SHARED, "state"): "Hoàn thành"}))
    assert told == [("Nhiệm vụ!F10", "xlsx-row-without-key")]
