"""What stands in the cells of a form when it goes out."""
# ruff: noqa: E501 - a case is a line

import pytest

from generator.model import records
from generator.office.document_register import Register
from generator.office.duties import Duty, Forms
from generator.office.prefill import locked_texts, names, previous_text, typed_texts, value_text
from tests.office.answers import QUARTER
from tests.office.cells import VIETNAMESE
from tests.portals import EVENTS, FIRST_QUARTER, TASKS, Change, portal_of

HEAD = "cutoff: 2026-03-09\nresults:\n"


def duties(changes: dict[str, Change]) -> tuple[Register, dict[str, Duty]]:
    portal = portal_of(changes)
    found = Forms(portal, QUARTER).of("so-noi-vu").duties
    return Register(portal.documents), {duty.key: duty for duty in found}


def result(**fields: object) -> records.Result:
    return records.Result.model_validate({"agency": "so-noi-vu", "state": "in-progress", **fields})


def test_locked_cells_say_what_the_data_say() -> None:
    portal = portal_of()
    register, found = duties({})
    task = locked_texts(portal, register, VIETNAMESE, found["tp-2026/1"])
    measure = locked_texts(portal, register, VIETNAMESE, found["tp-2026/ct-a#hai-long"])
    assert (task["number"], task["task"], task["deadline"]) == ("1", "Rà soát văn bản", "Quý I/2026")
    assert (task["products"], task["unit"], task["key"]) == ("Báo cáo", "Sở Nội vụ", "tp-2026/1")
    assert (measure["target"], measure["level"], measure["measured-in"]) == (
        "Mức độ hài lòng",
        "90% trở lên",
        "%",
    )


def test_the_deadline_in_force_is_shown() -> None:
    moved = '- {task: "1", kind: postponed, deadline: Quý III/2026, document: bao-cao-2026}\n'
    assert duties({EVENTS: moved})[1]["tp-2026/1"].deadline == "Quý III/2026"
    without: dict[str, Change] = {TASKS: {"  deadline: Quý I/2026\n": ""}}
    register, found = duties(without)
    shown = locked_texts(portal_of(without), register, VIETNAMESE, found["tp-2026/1"])["deadline"]
    assert shown == "văn bản không nêu"


@pytest.mark.parametrize(
    ("key", "results", "text"),
    [
        ("tp-2026/1", "", "đã có văn bản 1/KH-UBND"),
        ("tp-2026/2", "", "chưa có báo cáo"),
        ("tp-2026/2", '{task: "2", agency: so-noi-vu, state: in-progress}', "Đang thực hiện (Quý I/2026)"),
        ("tp-2026/2", '{task: "2", agency: so-tai-chinh, state: done}', "chưa có báo cáo"),
        ("tp-2026/ct-a#hai-long", '{target: a, measure: hai-long, agency: so-noi-vu, state: in-progress, value: "89.5", value_as_written: "89,5%"}', "89,5% (Quý I/2026)"),
    ],
)  # fmt: skip
def test_what_was_reported_before(key: str, results: str, text: str) -> None:
    register, found = duties({FIRST_QUARTER: f"{HEAD}  - {results}\n"} if results else {})
    assert previous_text(register, VIETNAMESE, found[key]) == text


def test_cells_to_be_filled_in_hold_what_the_data_have() -> None:
    portal = portal_of()
    register = Register(portal.documents)
    assert typed_texts(portal, register, VIETNAMESE, None) == {}
    record = result(
        task="1",
        state="done",
        completed="2026-03-02",
        evidence=["ke-hoach-2026", "ke-hoach-xa-2026"],
        reporting_document="bao-cao-2026",
        note="Xong",
    )
    assert typed_texts(portal, register, VIETNAMESE, record) == {
        "state": "Hoàn thành",
        "completed": "02/03/2026",
        "value": "",
        "evidence": "1/KH-UBND; ke-hoach-xa-2026",
        "note": "Xong",
        "report": "2/BC-UBND",
        "merged": "",
    }


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"value": "1500.50", "value_as_written": "khoảng 1.500"}, "khoảng 1.500"),
        ({"value": "1500.50"}, "1.500,50"),
        ({}, ""),
    ],
)
def test_a_value_as_it_was_written(fields: dict[str, str], text: str) -> None:
    assert value_text(result(target="a", **fields)) == text


def test_entries_are_named_as_they_are_offered_and_by_id_where_two_have_the_name() -> None:
    register, _ = duties({})
    named = names(portal_of({}), register)
    assert named("indicators", "sipas") == "Chỉ số hài lòng của người dân"
    assert named("areas", "the-che") == "Cải cách thể chế"
    assert named("plans", "tp-2026") == "Kế hoạch năm 2026"
    assert named("tasks", "tp-2026/1") == "tp-2026/1"
    same = portal_of({"data/areas.yaml": {"name: Cải cách thể chế": "name: Cải cách thủ tục hành chính"}})
    assert names(same, register)("areas", "the-che") == "the-che"
