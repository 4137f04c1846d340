from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.quarter import Quarter, month_end

quarters = st.builds(Quarter, st.integers(2000, 2100), st.integers(1, 4))
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last", "label", "reporting_due"),
    [
        ("2026-q1", date(2026, 1, 1), date(2026, 3, 31), "Quý I/2026", date(2026, 3, 9)),
        ("2026-q2", date(2026, 4, 1), date(2026, 6, 30), "Quý II/2026", date(2026, 6, 9)),
        ("2026-q3", date(2026, 7, 1), date(2026, 9, 30), "Quý III/2026", date(2026, 9, 9)),
        ("2026-q4", date(2026, 10, 1), date(2026, 12, 31), "Quý IV/2026", date(2026, 12, 9)),
    ],
)
def test_a_quarter_of_2026(text: str, first: date, last: date, label: str, reporting_due: date) -> None:
    quarter = Quarter.parse(text)
    assert quarter is not None
    assert (quarter.first_day, quarter.last_day) == (first, last)
    assert quarter.label == label
    assert quarter.reporting_due == reporting_due


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-q0",
        "2026-q5",
        "2026-Q2",
        "2026q2",
        "2026-2",
        "26-q2",
        "20266-q2",
        "1999-q4",
        "2101-q1",
        "0000-q1",
        " 2026-q2",
        "2026-q2\n",
        "2026-q2.yaml",
        "٢٠٢٦-q2",
        "Quý II/2026",
    ],
)
def test_other_spellings_name_no_quarter(text: str) -> None:
    assert Quarter.parse(text) is None


@given(st.text())
def test_parsing_never_raises(text: str) -> None:
    quarter = Quarter.parse(text)
    assert quarter is None or quarter.id == text


@given(quarters)
def test_an_id_names_its_quarter(quarter: Quarter) -> None:
    assert Quarter.parse(quarter.id) == quarter


@given(days)
def test_every_day_lies_in_its_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day


@given(quarters)
def test_quarters_follow_each_other_without_gap(quarter: Quarter) -> None:
    following = quarter.next()
    assert following.first_day == quarter.last_day + timedelta(days=1)
    assert following.previous() == quarter
    assert quarter < following


@given(quarters, quarters)
def test_quarters_compare_in_time_order(one: Quarter, other: Quarter) -> None:
    assert (one < other) == (one.first_day < other.first_day)


@given(quarters)
def test_a_report_is_due_before_its_quarter_ends(quarter: Quarter) -> None:
    assert Quarter.of(quarter.reporting_due) == quarter
    assert quarter.reporting_due + timedelta(days=1) == date(quarter.year, quarter.number * 3, 10)


@pytest.mark.parametrize("number", [0, 5, -1])
def test_a_year_has_four_quarters(number: int) -> None:
    with pytest.raises(ValueError, match="quarters 1 to 4"):
        Quarter(2026, number)


@pytest.mark.parametrize(
    ("year", "month", "last"), [(2026, 2, 28), (2028, 2, 29), (2026, 4, 30), (2026, 12, 31), (9999, 12, 31)]
)
def test_month_end(year: int, month: int, last: int) -> None:
    assert month_end(year, month) == date(year, month, last)
