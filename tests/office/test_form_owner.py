"""Whose form it is: sheet, file name and hidden sheet must not name different agencies."""

from dataclasses import replace

import pytest

from generator.office.form_import import import_forms
from generator.office.form_owner import NamedAgencies
from tests.office.answers import QUARTER, SHARED, answered, form_of
from tests.office.cells import VIETNAMESE, cell
from tests.portals import portal_of


def names() -> NamedAgencies:
    known = dict(portal_of().agencies)
    more = {
        "phuong-an-bien": "UBND phường An Biên",
        "phuong-ai-quoc": "UBND phường Ái Quốc",
        "thanh-tra-snv": "Thanh tra Sở Nội vụ",
    }
    first = known["so-noi-vu"]
    for one, name in more.items():
        record = first.record.model_copy(
            update={"id": one, "name": name, "short_name": None, "aliases": (), "former_names": ()}
        )
        known[one] = replace(first, record=record)
    return NamedAgencies(known)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("so-noi-vu", {"so-noi-vu"}),
        ("Sở Nội vụ - quý II (1)", {"so-noi-vu"}),
        ("Copy of SỞ NỘI VỤ", {"so-noi-vu"}),
        ("Thanh tra Sở Nội vụ", {"thanh-tra-snv"}),
        ("bc_Ái Quốc_2026", {"phuong-ai-quoc"}),
        ("UBND PHƯỜNG AN BIÊN", {"phuong-an-bien"}),
        ("Ủy ban nhân dân phường An Biên", {"phuong-an-bien"}),
        ("bao-cao-q2", set()),
        ("1", set()),
    ],
)
def test_agencies_that_a_text_names(text: str, found: set[str]) -> None:
    assert names().named(text) == found


@pytest.mark.parametrize(
    ("file", "shown", "hidden", "codes"),
    [
        ("so-noi-vu.xlsx", "Sở Nội vụ", "so-noi-vu", []),
        ("a.xlsx", "Sở Nội vụ", "so-noi-vu", []),
        ("a.xlsx", "", "so-noi-vu", []),
        ("a.xlsx", "SỞ NỘI VỤ THÀNH PHỐ", "so-noi-vu", []),
        ("so-tai-chinh.xlsx", "Sở Nội vụ", "so-noi-vu", ["xlsx-owner-differs"]),
        ("a.xlsx", "Sở Tài chính", "so-noi-vu", ["xlsx-owner-differs"]),
        ("so-noi-vu.xlsx", "Sở Nội vụ", "so-tai-chinh", ["xlsx-owner-differs"]),
        ("so-noi-vu.xlsx", "Sở Tài chính", "so-tai-chinh", ["xlsx-owner-differs"]),
    ],
)
def test_a_form_is_of_one_agency(file: str, shown: str, hidden: str, codes: list[str]) -> None:
    portal = portal_of()
    sheets = []
    for one in answered(form_of(portal), {(SHARED, "state"): "Đang thực hiện"}):
        changed = {"Nhiệm vụ": (2, 1, shown), "_cong": (3, 2, hidden)}.get(one.name)
        cells = dict(one.cells)
        if changed is not None:
            row, column, text = changed
            cells.pop((row, column), None)
            if text:
                cells[row, column] = cell(text, at=(row, column))
        sheets.append(replace(one, cells=cells))
    found = import_forms(portal, QUARTER, {file: b""}, VIETNAMESE, lambda _: sheets)
    assert [problem.code for problem in found.problems if problem.code == "xlsx-owner-differs"] == codes
    if codes:
        assert found.files == {}
        assert dict(found.problems[0].params).keys() == {"value", "file", "name"}
