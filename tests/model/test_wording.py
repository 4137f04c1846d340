"""Numbers, days and order as Vietnamese readers expect them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import wording


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1234.5"), "1.234,5"),
        (Decimal("95.50"), "95,50"),
        (Decimal("-0.5"), "-0,5"),
        (1_234_567, "1.234.567"),
        (0, "0"),
        (Decimal("1E+3"), "1.000"),
    ],
)
def test_numbers_keep_their_decimals(value: Decimal | int, text: str) -> None:
    assert wording.number(value) == text


def test_days() -> None:
    assert wording.day(date(2026, 3, 9)) == "09/03/2026"


def test_lists_and_sentences() -> None:
    assert wording.listed(["a", "b"]) == "a, b"
    assert wording.sentence("đúng hạn") == "Đúng hạn"
    assert wording.sentence("") == ""


@pytest.mark.parametrize(
    "ordered",
    [
        ["An", "Ăn", "Ân", "Ba"],
        ["Da", "Đa", "Ea"],
        ["Hải An", "Hải Dương", "Hồng Bàng"],
        ["Ơ", "Pa", "Ưa", "Vĩnh"],
        ["ma", "mà", "mác"],
    ],
)
def test_letters_come_in_the_order_of_the_alphabet(ordered: list[str]) -> None:
    backwards = list(reversed(ordered))
    assert sorted(backwards, key=wording.sort_key) == ordered


@given(st.lists(st.text(alphabet="aăâđdeêôơưhp àáảãạ", max_size=6)))
def test_the_order_does_not_depend_on_what_came_first(words: list[str]) -> None:
    backwards = list(reversed(words))
    assert sorted(words, key=wording.sort_key) == sorted(backwards, key=wording.sort_key)
