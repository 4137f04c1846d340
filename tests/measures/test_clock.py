from datetime import date

import pytest

from generator.measures.clock import Clock

JUNE_30 = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("now", "passed"),
    [
        (Clock(JUNE_30), False),
        (Clock(JUNE_30, ended=True), True),
        (Clock(date(2026, 7, 1)), True),
        (Clock(date(2026, 6, 29), ended=True), False),
    ],
)
def test_a_day_has_passed_when_it_is_over(now: Clock, passed: bool) -> None:  # noqa: FBT001
    assert now.passed(JUNE_30) == passed


def test_silence_is_counted_from_the_first_reporting_day_after_the_due_day() -> None:
    now = Clock(JUNE_30, reporting_days=(date(2026, 3, 9), date(2026, 6, 9), date(2026, 9, 9)))
    assert now.reporting_day_after(date(2026, 3, 8)) == date(2026, 3, 9)
    assert now.reporting_day_after(date(2026, 6, 9)) == date(2026, 9, 9)
    assert now.reporting_day_after(date(2026, 9, 9)) is None


@pytest.mark.parametrize(
    ("now", "ended"),
    [
        (Clock(date(2026, 9, 30)), False),
        (Clock(date(2026, 9, 30), ended=True), True),
        (Clock(date(2026, 10, 1)), True),
    ],
)
def test_reports_have_ended_a_whole_quarter_after_that_of_the_due_day(now: Clock, ended: bool) -> None:  # noqa: FBT001
    assert now.reports_ended(date(2026, 4, 1)) == ended
    assert now.reports_ended(JUNE_30) == ended
