"""Problems of a workbook: each at its cell, errors apart from warnings."""

from generator.office.file_problems import Complaints
from tests.office.cells import cell, codes


def test_problems_name_book_sheet_or_cell() -> None:
    complaints = Complaints("so.xlsx")
    complaints.whole("xlsx-empty")
    complaints.sheet("Nhiệm vụ", "xlsx-sheet-too-long", limit=3000)
    complaints.at("Nhiệm vụ", 12, 28, "xlsx-one-document", value="a")
    complaints.cell("Nhiệm vụ", cell("x", at=(3, 7)), "xlsx-flag", value="TRUE")
    assert [place for place, _ in codes(complaints)][1:] == ["Nhiệm vụ", "Nhiệm vụ!AB12", "Nhiệm vụ!G3"]
    assert {problem.path for problem in complaints.problems} == {"so.xlsx"}
    assert complaints.refused


def test_a_warning_refuses_nothing() -> None:
    complaints = Complaints("so.xlsx")
    complaints.warn("Nhiệm vụ", cell("x", at=(3, 7)), "xlsx-went-back", value="1")
    complaints.sheet("Nhiệm vụ", "xlsx-column-unused", severity="warning", value="A")
    assert [problem.severity for problem in complaints.problems] == ["warning", "warning"]
    assert not complaints.refused
