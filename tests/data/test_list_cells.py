"""Several values in one cell of a table: each is had back, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.list_cells import joined, parted


@pytest.mark.parametrize(
    ("values", "cell"),
    [
        ([], ""),
        (["a", "b"], "a;b"),
        (["Kế hoạch; Phiếu điều tra", "Báo cáo"], r"Kế hoạch\; Phiếu điều tra;Báo cáo"),
        (["a;", ";b"], r"a\;;\;b"),
        (["a\\", "b"], r"a\\;b"),
        (["a\\;b"], r"a\\\;b"),
    ],
)
def test_a_semicolon_inside_a_value_is_told_from_one_between(values: list[str], cell: str) -> None:
    assert joined(values) == cell
    assert parted(cell) == values


@given(st.lists(st.text(st.sampled_from(";\\a \n"), min_size=1)))
def test_every_list_is_had_back(values: list[str]) -> None:
    assert parted(joined(values)) == values
