"""Files of an import read one by one: the forms that were understood, and their cells side by side."""

from datetime import date

from generator.office.form_cutoffs import Cutoffs
from generator.office.form_reading import FormReading
from generator.office.form_versions import differences, settle_versions
from generator.office.understood_form import by_agency
from tests.office.answers import QUARTER, SHARED
from tests.office.cells import VIETNAMESE
from tests.office.folders import THIRD, sent
from tests.portals import portal_of

PORTAL = portal_of(THIRD)
FORMS = {
    "so-noi-vu (1).xlsx": sent(PORTAL, "so-noi-vu", {(SHARED, "state"): "Hoàn thành"}, "7/6/2026"),
    "so-y-te.xlsx": sent(PORTAL, "so-y-te", {}, "7/6/2026"),
    "so-noi-vu.xlsx": sent(PORTAL, "so-noi-vu", {(SHARED, "state"): "Đang thực hiện"}, "1/6/2026"),
}


def read() -> FormReading:
    """All files, read on one day."""
    reading = FormReading(PORTAL, QUARTER, VIETNAMESE, lambda data: FORMS[data.decode()], date(2026, 6, 10))
    for name in FORMS:
        reading.take(name, name.encode())
    return reading


def test_each_form_is_read_with_its_day_and_its_answers() -> None:
    reading = read()
    assert [(one.file, one.agency, one.cutoff, len(one.entries)) for one in reading.read] == [
        ("so-noi-vu (1).xlsx", "so-noi-vu", date(2026, 6, 7), 1),
        ("so-y-te.xlsx", "so-y-te", date(2026, 6, 7), 0),
        ("so-noi-vu.xlsx", "so-noi-vu", date(2026, 6, 1), 1),
    ]
    assert [one.receipt is not None and one.receipt.received for one in reading.read] == [
        date(2026, 6, 10)
    ] * 3


def test_the_plainest_name_of_an_agency_comes_first() -> None:
    files = [[one.file for one in group] for group in by_agency(read().read)]
    assert files == [["so-noi-vu.xlsx", "so-noi-vu (1).xlsx"], ["so-y-te.xlsx"]]


def test_cells_of_two_versions_stand_side_by_side() -> None:
    later, _, first = read().read
    found = [(one.row_name, one.heading, one.was, one.then) for one in differences(first, later, VIETNAMESE)]
    assert found == [
        ("", "Số liệu đến ngày", "1/6/2026", "7/6/2026"),
        ("2", "Tình trạng", "Đang thực hiện", "Hoàn thành"),
    ]
    settled = settle_versions([later, first], ["so-noi-vu.xlsx"], VIETNAMESE)
    assert settled.passed_over == {"so-noi-vu (1).xlsx"}
    assert settled.kept == (first,)


def test_what_most_forms_say_of_their_day_is_right() -> None:
    later, other, first = read().read
    cutoffs = Cutoffs(PORTAL, QUARTER, [later, other, first], VIETNAMESE)
    assert cutoffs.by_plan == dict.fromkeys((*later.plans, *other.plans), date(2026, 6, 7))
    assert [len(list(cutoffs.problems(one))) for one in (later, other, first)] == [0, 0, 1]
