"""Text without diacritics: addresses that never change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.slugs import fold, heading_slug, slug, slug_of_number


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Nguyễn Đình Chiểu", "duong nguyen dinh chieu"),
        ("QUYẾT ĐỊNH", "quyet dinh"),
        ("Hoà, hòa", "hoa, hoa"),
        ("5256/QĐ-UBND", "5256/qd-ubnd"),
        ("", ""),
    ],
)
def test_letters_without_marks(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_composed_and_loose_accents_are_one() -> None:
    assert fold("ệ") == fold("e\u0302\u0323") == "e"


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("38", "38"),
        ("1.1", "1-1"),
        ("I.1", "i-1"),
        ("II.1.đ", "ii-1-dd"),
        ("II.1.d", "ii-1-d"),
        ("QĐ.1", "qdd-1"),
    ],
)
def test_printed_numbers(number: str, found: str) -> None:
    assert slug_of_number(number) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich"),
        ("  – Kế hoạch (2026) –", "ke-hoach-2026"),
        ("…", ""),
    ],
)
def test_words_of_addresses(text: str, found: str) -> None:
    assert slug(text) == found


@given(st.text())
def test_a_slug_is_lower_case_ascii_and_its_own_slug(text: str) -> None:
    found = slug(text)
    assert found == "" or found.replace("-", "").isalnum()
    assert found.isascii()
    assert slug(found) == found


def test_anchors_of_headings_take_the_separator() -> None:
    assert heading_slug("Cách tính tỷ lệ", "_") == "cach_tinh_ty_le"
