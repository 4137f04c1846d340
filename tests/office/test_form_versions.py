"""Versions of one form: what differs is shown cell by cell, and one is chosen."""

import pytest

from generator.data.problems import format_problem
from generator.office.form_versions import settle_versions
from tests.office.answers import SHARED, TASK, form_of
from tests.office.cells import VIETNAMESE
from tests.office.folders import sent, together, told, with_cutoff
from tests.portals import portal_of

WARNED, THERE, ONGOING = "cảnh báo:", "ở so-noi-vu.xlsx ghi", "ở so-noi-vu.xlsx ghi “Đang thực hiện”"
PORTAL = portal_of()
BLANK = form_of(PORTAL)
FIRST = sent(PORTAL, "so-noi-vu", {(SHARED, "state"): "Đang thực hiện", (SHARED, "note"): "Một"})
LATER = sent(
    PORTAL,
    "so-noi-vu",
    {(SHARED, "state"): "Hoàn thành", (SHARED, "note"): "Một", (TASK, "state"): "Đang làm"},
)
OTHER = sent(PORTAL, "so-tai-chinh", {(SHARED, "state"): "Hoàn thành"})


def test_cells_that_differ_are_shown_old_and_new_and_nothing_is_taken() -> None:
    found = together(
        PORTAL, {"so-noi-vu (1).xlsx": LATER, "so-noi-vu.xlsx": FIRST, "so-tai-chinh.xlsx": OTHER}
    )
    assert found.files == {}
    lines = [format_problem(problem, VIETNAMESE) for problem in found.problems]
    assert [line.partition(";")[0] for line in lines] == [
        "so-noi-vu (1).xlsx: tệp: tệp này và so-noi-vu.xlsx là hai bản khác nhau của một biểu, khác 2 ô",
        f"so-noi-vu (1).xlsx › Nhiệm vụ!F9: {WARNED} 1, Tình trạng: ở đây ghi “Đang làm”, {THERE} “–”",
        f"so-noi-vu (1).xlsx › Nhiệm vụ!F10: {WARNED} 2, Tình trạng: ở đây ghi “Hoàn thành”, {ONGOING}",
        "so-noi-vu.xlsx: tệp: tệp này và so-noi-vu (1).xlsx là hai bản khác nhau của một biểu, khác 2 ô",
    ]
    assert '--choose "so-noi-vu (1).xlsx"' in lines[0]


@pytest.mark.parametrize(("choice", "state"), [("so-noi-vu.xlsx", "in-progress"), ("ban sua.xlsx", "done")])
def test_the_chosen_version_is_taken_alone(choice: str, state: str) -> None:
    found = together(PORTAL, {"so-noi-vu.xlsx": FIRST, "ban sua.xlsx": LATER}, choose=[choice])
    assert not found.refused
    assert {change.entry.fields["state"] for change in found.changes if change.entry.duty.number == "2"} == {
        state
    }
    assert {change.entry.place.file for change in found.changes} == {choice}
    assert [one.file for one in found.returned] == [choice]
    ((_, code),) = [(one.path, one.code) for one in found.problems]
    assert code == "xlsx-version-not-chosen"


def test_errors_of_a_version_that_is_not_chosen_do_not_matter() -> None:
    wrong = sent(PORTAL, "so-noi-vu", {(SHARED, "state"): "xong rồi nhé"})
    forms = {"so-noi-vu.xlsx": FIRST, "so-noi-vu (2).xlsx": wrong}
    assert not together(PORTAL, forms, choose=["so-noi-vu.xlsx"]).refused
    assert ("so-noi-vu (2).xlsx", "xlsx-state-unknown") in told(together(PORTAL, forms))


def test_versions_that_say_the_same_count_once_however_they_say_it() -> None:
    same = sent(PORTAL, "so-noi-vu", {(SHARED, "state"): "Đang làm", (SHARED, "note"): "Một"})
    found = together(PORTAL, {"Copy of so-noi-vu.xlsx": same, "so-noi-vu.xlsx": FIRST})
    assert not found.refused
    assert [(one.file, one.answered) for one in found.returned] == [("so-noi-vu.xlsx", 1)]
    assert [(one.path, one.code) for one in found.problems] == [
        ("Copy of so-noi-vu.xlsx", "xlsx-version-same")
    ]


def test_a_cut_off_and_an_emptied_row_are_differences() -> None:
    found = together(PORTAL, {"a.xlsx": FIRST, "aa.xlsx": with_cutoff(BLANK, "8/6/2026")})
    cells = [one.cell for one in found.problems if one.code == "xlsx-version-cell"]
    assert cells == ["Nhiệm vụ!C3", "Nhiệm vụ!F10", "Nhiệm vụ!J10"]


def test_three_versions_are_each_compared_with_the_first() -> None:
    found = together(PORTAL, {"a.xlsx": FIRST, "a (1).xlsx": LATER, "a (2).xlsx": BLANK})
    assert [one.path for one in found.problems if one.code == "xlsx-version-cell"] == (
        ["a (1).xlsx"] * 2 + ["a (2).xlsx"] * 2
    )


def test_two_chosen_parts_of_a_form_are_joined_unless_they_contradict() -> None:
    part = sent(PORTAL, "so-noi-vu", {(TASK, "state"): "Đang thực hiện"})
    joined = together(PORTAL, {"a.xlsx": FIRST, "b.xlsx": part}, choose=["a.xlsx", "b.xlsx"])
    assert not joined.refused
    assert {change.entry.duty.number for change in joined.changes} == {"1", "2"}
    both = together(PORTAL, {"a.xlsx": FIRST, "b.xlsx": LATER}, choose=["a.xlsx", "b.xlsx"])
    assert told(both) == [("b.xlsx", "xlsx-files-disagree")]


def test_without_forms_there_is_nothing_to_settle() -> None:
    found = settle_versions([], ["a.xlsx"], VIETNAMESE)
    assert (found.kept, found.problems, found.passed_over) == ((), (), frozenset())
