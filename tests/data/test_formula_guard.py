"""What a spreadsheet would run as a formula is kept a text, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.formula_guard import guarded, unguarded


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        # Numbers, a comparator and other texts stay as they are
        ("-5", "-5"),
        ("-5;-6.5", "-5;-6.5"),
        ("=", "="),
        ("'tên'", "'tên'"),
        ("a=1", "a=1"),
    ],
)
def test_a_formula_is_kept_a_text(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert unguarded(cell) == text


@given(st.text(st.sampled_from("=+-@'1.; a＝\t"), max_size=6))
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
