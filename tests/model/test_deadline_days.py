"""Parts of wordings: what their patterns match, and the days that readers make of them."""

import re
from datetime import date

import pytest

from generator.model import deadline_days as readers
from generator.model import deadline_grammar as grammar
from generator.model.deadline import PlanPeriod, TimeUnit
from generator.model.deadline_calendar import known_year
from generator.model.deadline_recurring import period_ends
from generator.model.deadline_waiting import counted

Y2026 = PlanPeriod(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("pattern", "words", "others"),
    [
        (grammar.DAY, ("15/01/2026", "15 tháng 01 năm 2026", "10/12"), ("15", "1516/01", "tháng 01")),
        (grammar.EACH_YEAR, ("hằng năm", "hàng năm", "mỗi năm"), ("năm",)),
        (grammar.TO, (" - ", "–", " đến ", " đến hết "), ("", " và ")),
        (grammar.QUARTER, ("IV", "2"), ("V2", "")),
        (grammar.FREE, ("theo kế hoạch của bộ",), ("theo kế hoạch quý I",)),
    ],
)
def test_what_a_part_of_a_wording_matches(
    pattern: str, words: tuple[str, ...], others: tuple[str, ...]
) -> None:
    assert [word for word in words if not re.fullmatch(pattern, word, re.IGNORECASE)] == []
    assert [word for word in others if re.fullmatch(pattern, word, re.IGNORECASE)] == []


def test_a_reader_turns_the_parts_of_a_match_into_days() -> None:
    quarter = re.fullmatch(r"(?P<q>\w+)/(?P<y>[0-9]{4})", "I/2026")
    assert quarter is not None
    found = readers.one_quarter(quarter, Y2026, None)
    assert found == {"instances": (date(2026, 3, 31),), "start": date(2026, 1, 1)}


def test_periods_end_within_the_plan() -> None:
    assert period_ends("quý", Y2026) == tuple(
        date(2026, month, day) for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))
    )
    assert period_ends("năm", Y2026) == (date(2026, 12, 31),)
    assert len(period_ends("tháng", Y2026)) == 12


def test_days_and_months_are_counted_from_the_day_after() -> None:
    assert counted(date(2026, 2, 20), 15, TimeUnit.DAY) == date(2026, 3, 7)
    assert counted(date(2026, 1, 31), 1, TimeUnit.MONTH) == date(2026, 2, 28)


def test_a_year_out_of_reach_is_unknown() -> None:
    assert known_year(2026)
    assert not known_year(206)
    assert not known_year(20266)
