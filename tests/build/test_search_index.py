"""What the browser gets to search in: short keys, nothing empty, rows of many communes' plans apart."""

import json
from typing import Any

from generator.build.search_index import INDEX, owner_name, search_files, search_row
from generator.view.site import PageSpec, SearchRecord
from tests.portals import AGENCIES, portal_of

TASK = SearchRecord(
    "nhiem-vu/tp-2026/1/", "Rà soát", "task", number="1", quarters=("2026-q1",), plan="tp-2026"
)


def test_a_row_has_short_keys_and_nothing_empty() -> None:
    assert search_row(TASK) == {
        "u": "nhiem-vu/tp-2026/1/", "t": "Rà soát", "k": "task", "n": "1", "p": "tp-2026", "q": ("2026-q1",),
    }  # fmt: skip


def test_the_address_of_home_is_empty_and_stays_and_weights_of_one_are_left_out() -> None:
    assert search_row(SearchRecord("", "Trang chủ", "page")) == {"u": "", "t": "Trang chủ", "k": "page"}
    assert search_row(SearchRecord("", "Trang chủ", "page", weight=3))["w"] == 3


def test_one_file_where_few_communes_have_plans() -> None:
    spec = PageSpec("", "", "", "", "", None, search=(TASK,))
    (file,) = search_files(portal_of(), [spec], "tp = thành phố; vp = văn phòng")
    index: dict[str, Any] = json.loads(file.data)
    assert file.path == INDEX
    assert index["plans"] == {"tp-2026": "Kế hoạch năm 2026", "xa-2026": "Kế hoạch xã năm 2026"}
    assert index["everyday"] == {"tp": "thành phố", "vp": "văn phòng"}
    assert index["quarters"] == {"2026-q1": "Quý I/2026"}
    assert [record["t"] for record in index["records"]] == ["Rà soát"]


def test_a_plan_is_found_by_the_everyday_name_of_its_commune() -> None:
    name = "  name: Ủy ban nhân dân xã Minh Họa\n"
    portal = portal_of({AGENCIES: {name: f"{name}  short_name: Xã Minh Họa\n  unit_kind: xã\n"}})
    assert owner_name(portal, portal.plans["xa-2026"]) == "Minh Họa"
