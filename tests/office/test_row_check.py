"""Locked cells of a row that came back, against what the row asks today."""

import pytest

from generator.office.duties import Forms
from generator.office.row_check import FIELDS
from tests.office.answers import MEASURE, QUARTER, SHARED, TASK, Answers, answered, form_of, imported
from tests.portals import TARGETS, TASKS, Change, portal_of

PORTAL = portal_of()
FORM = form_of(PORTAL)
STATED: Answers = {(SHARED, "state"): "Đang thực hiện"}


def told(answers: Answers) -> list[tuple[str, str]]:
    found = imported(PORTAL, answered(FORM, {**STATED, **answers}))
    return [(problem.cell.partition("!")[2], problem.code) for problem in found.problems]


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ({}, []),
        ({(TASK, "deadline"): "Quý II/2026"}, [("C9", "xlsx-locked-changed")]),
        ({(TASK, "deadline"): ""}, [("C9", "xlsx-locked-changed")]),
        ({(TASK, "deadline"): " Quý  I/2026"}, []),
        ({(TASK, "products"): "Tờ trình"}, [("D9", "xlsx-locked-changed")]),
        ({(TASK, "number"): "1a"}, [("A9", "xlsx-locked-changed")]),
        ({(MEASURE, "level"): "80% trở lên"}, [("C9", "xlsx-locked-changed")]),
        ({(MEASURE, "measured-in"): "điểm"}, [("D9", "xlsx-locked-changed")]),
        ({(TASK, "previous"): "đã xong"}, []),
        ({(TASK, "key"): "tp-2026/9"}, [("O9", "xlsx-unknown-row")]),
    ],
)
def test_locked_cells_come_back_as_they_went(answers: Answers, problems: list[tuple[str, str]]) -> None:
    assert told(answers) == problems


@pytest.mark.parametrize(
    ("change", "places"),
    [
        ({TASKS: {"title: Rà soát văn bản": "title: Rà soát mọi văn bản"}}, []),
        ({TASKS: {"deadline: Quý I/2026": "deadline: Quý II/2026"}}, ["C9"]),
        ({TASKS: {"deliverables: [Báo cáo]": "deliverables: [Báo cáo, Tờ trình]"}}, ["D9"]),
        ({TARGETS: {'      unit: "%"\n': "      unit: điểm\n"}}, ["D9"]),
    ],
)
def test_data_edited_after_the_form_went_out(change: dict[str, Change], places: list[str]) -> None:
    found = imported(portal_of(change), answered(FORM, STATED))
    told = [(problem.cell.partition("!")[2], problem.code) for problem in found.problems]
    assert told == [(place, "xlsx-row-changed") for place in places]


def test_a_row_that_another_agency_answers_now_names_it() -> None:
    portal = portal_of({TASKS: {"lead: [so-noi-vu]": "lead: [so-y-te]"}})
    form = answered(FORM, {(TASK, "state"): "Hoàn thành"})
    (problem,) = imported(portal, form).problems
    params = dict(problem.params)
    assert (problem.code, params["was"], params["now"]) == ("xlsx-row-moved", "Sở Nội vụ", "Sở Y tế")
    assert imported(portal, answered(FORM, STATED)).problems == ()


def test_every_field_that_an_answer_depends_on_has_a_column() -> None:
    (duty, *_) = Forms(PORTAL, QUARTER).of("so-noi-vu").duties
    assert set(FIELDS.values()) == duty.asked.keys()
