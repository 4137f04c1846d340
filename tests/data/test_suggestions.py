import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.suggestions import as_amount, as_day, as_flag, as_id, nearest
from generator.model.scalars import ID_PATTERN


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ("so-noi-vui", "so-noi-vu"),
        ("So-Noi-Vu", "so-noi-vu"),
        ("Sở Nội vụ", "so-noi-vu"),
        ("so-tai-chin", "so-tai-chinh"),
        ("vien-kiem-sat", ""),
        ("", ""),
        ("so-noi-vu" * 20, ""),
    ],
)
def test_nearest(value: str, near: str) -> None:
    assert nearest(value, ["so-noi-vu", "so-tai-chinh"]) == near


def test_nearest_does_not_depend_on_order() -> None:
    assert nearest("ab1", ["ab2", "ab3"]) == nearest("ab1", ["ab3", "ab2"])


@pytest.mark.parametrize(
    ("value", "suggested"),
    [
        ("Sở Nội vụ", "so-noi-vu"),
        ("So-Noi-Vu", "so-noi-vu"),
        ("so_noi_vu", "so-noi-vu"),
        ("-so-noi-vu", "so-noi-vu"),
        ("5256/QĐ-UBND", ""),
        ("../so-noi-vu", ""),
        ("..\\so-noi-vu", ""),
        ("NO", ""),
        ("?", ""),
        ("a" * 65, ""),
    ],
)
def test_id(value: str, suggested: str) -> None:
    assert as_id(value) == suggested


@pytest.mark.parametrize(
    ("value", "suggested"),
    [
        ("26/12/2025", "2025-12-26"),
        ("ngày 5/1/2026", "2026-01-05"),
        ("5-1-2026", "2026-01-05"),
        ("2026-1-5", "2026-01-05"),
        ("2026/01/05", "2026-01-05"),
        ("30/02/2026", ""),
        ("12:30", ""),
        ("tháng 5/2026", ""),
    ],
)
def test_day(value: str, suggested: str) -> None:
    assert as_day(value) == suggested


@pytest.mark.parametrize(
    ("value", "suggested"),
    [
        ("96,17", "96.17"),
        ("96,17%", "96.17"),
        ("90 %", "90"),
        ("1.500,5", "1500.5"),
        ("70.696,51", "70696.51"),
        ("6.700.342.590", "6700342590"),
        ("0123", "123"),
        ("+84", "84"),
        ("-4,3", "-4.3"),
        ("000", "0"),
        ("khoảng 1.500", ""),
        ("1e3", ""),
        ("310.359 hồ sơ", ""),
    ],
)
def test_amount(value: str, suggested: str) -> None:
    assert as_amount(value) == suggested


@pytest.mark.parametrize(
    ("value", "suggested"),
    [("NO", "false"), ("không", "false"), ("Yes", "true"), ("Có", "true"), ("1", "true"), ("chưa rõ", "")],
)
def test_flag(value: str, suggested: str) -> None:
    assert as_flag(value) == suggested


@given(st.text())
def test_what_is_suggested_as_an_id_is_one(value: str) -> None:
    found = as_id(value)
    assert found == "" or re.fullmatch(ID_PATTERN, found)
