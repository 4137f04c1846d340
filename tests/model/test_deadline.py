import re
import unicodedata
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.deadline import Deadline, DeadlineError, DeadlineKind, DeadlineReason, PlanPeriod
from generator.model.deadline_clauses import hidden_names
from generator.model.deadline_forms import FORMS
from generator.model.deadline_parser import parse_deadline, resolve_event, resolve_instruction

Y2026 = PlanPeriod(date(2026, 1, 1), date(2026, 12, 31))
Y2025 = PlanPeriod(date(2025, 1, 1), date(2025, 12, 31))
FIVE_YEARS = PlanPeriod(date(2026, 1, 1), date(2030, 12, 31))


def parsed(text: str | None, period: PlanPeriod = Y2026, reading: str | None = None) -> Deadline:
    deadline = parse_deadline(text, period=period, reading=reading)
    assert isinstance(deadline, Deadline), deadline
    return deadline


def refused(text: str | None, period: PlanPeriod = Y2026, reading: str | None = None) -> DeadlineError:
    error = parse_deadline(text, period=period, reading=reading)
    assert isinstance(error, DeadlineError), error
    return error


# One instance: text, kind, last compliant day, first day of the window ("" when the text gives none).
ONE_DAY = [
    # City plan 5256/QĐ-UBND, annex and body
    ("Tháng 12/2025", "month", "2025-12-31", "2025-12-01"),
    ("Trước 15/01/2026", "date", "2026-01-14", ""),
    ("Quý IV/2026", "quarter", "2026-12-31", "2026-10-01"),
    ("Cả năm 2026", "year", "2026-12-31", "2026-01-01"),
    ("Quý 1/2026", "quarter", "2026-03-31", "2026-01-01"),
    ("Quý I/2026", "quarter", "2026-03-31", "2026-01-01"),
    ("trong Quý I/2026", "quarter", "2026-03-31", "2026-01-01"),
    ("Tháng 11", "month", "2026-11-30", "2026-11-01"),
    ("Tháng 10 hàng năm", "recurring", "2026-10-31", ""),
    ("Quý 2/2026", "quarter", "2026-06-30", "2026-04-01"),
    ("Quý I năm 2026", "quarter", "2026-03-31", "2026-01-01"),
    ("Tháng 01/2026 đến tháng 5/2026", "months", "2026-05-31", "2026-01-01"),
    ("Tháng 10/2026", "month", "2026-10-31", "2026-10-01"),
    ("Tháng 7-9/2026", "months", "2026-09-30", "2026-07-01"),
    ("Tháng 8-9/2026", "months", "2026-09-30", "2026-08-01"),
    ("trước ngày 15/01/2026", "date", "2026-01-14", ""),
    ("trước ngày 10/12", "date", "2026-12-09", ""),
    # Assignment notice
    ("Trước ngày 15/01/2026", "date", "2026-01-14", ""),
    ("Cả năm", "year", "2026-12-31", "2026-01-01"),
    ("Quý I", "quarter", "2026-03-31", "2026-01-01"),
    ("Quý III", "quarter", "2026-09-30", "2026-07-01"),
    ("Tháng 11/2026", "month", "2026-11-30", "2026-11-01"),
    # Khúc Thừa Dụ's target, and the plan 2026-2030
    ("trước ngày 20/7/2025", "date", "2025-07-19", ""),
    ("Hoàn thành trước ngày 20/7/2025", "date", "2025-07-19", ""),
    ("trong tháng 4/2026", "month", "2026-04-30", "2026-04-01"),
    ("vào năm 2030", "year", "2030-12-31", "2030-01-01"),
    # Not in the five documents
    ("15/01/2026", "date", "2026-01-15", ""),
    ("ngày 15/01/2026", "date", "2026-01-15", ""),
    ("đến ngày 31/3/2026", "date", "2026-03-31", ""),
    ("Đến hết ngày 31/3", "date", "2026-03-31", ""),
    ("Chậm nhất là ngày 31 tháng 3 năm 2026", "date", "2026-03-31", ""),
    ("Trước ngày 01 tháng 01 năm 2026", "date", "2025-12-31", ""),
    ("Trước ngày 01/3/2028", "date", "2028-02-29", ""),
    ("Tháng 02/2028", "month", "2028-02-29", "2028-02-01"),
    ("Tháng 10", "month", "2026-10-31", "2026-10-01"),
    ("Tháng 10 năm 2026", "month", "2026-10-31", "2026-10-01"),
    ("Từ tháng 11/2026 đến tháng 02/2027", "months", "2027-02-28", "2026-11-01"),
    ("Tháng 7 – 9/2026", "months", "2026-09-30", "2026-07-01"),
    ("6 tháng đầu năm 2026", "months", "2026-06-30", "2026-01-01"),
    ("6 tháng cuối năm", "months", "2026-12-31", "2026-07-01"),
    ("Quý IV", "quarter", "2026-12-31", "2026-10-01"),
    ("quý 1", "quarter", "2026-03-31", "2026-01-01"),
    ("Quí III", "quarter", "2026-09-30", "2026-07-01"),
    ("Năm 2026", "year", "2026-12-31", "2026-01-01"),
    ("Trong năm 2026", "year", "2026-12-31", "2026-01-01"),
    ("đến năm 2030", "year", "2030-12-31", ""),
    ("Quý I hàng năm", "recurring", "2026-03-31", ""),
    ("Trước ngày 10/12 hằng năm", "recurring", "2026-12-09", ""),
]


@pytest.mark.parametrize(("text", "kind", "last", "start"), ONE_DAY)
def test_a_wording_with_one_last_compliant_day(text: str, kind: str, last: str, start: str) -> None:
    deadline = parsed(text)
    assert deadline.as_written == text
    assert deadline.kind == kind
    assert deadline.late_after_text == last
    assert deadline.late_after == date.fromisoformat(last)
    assert (deadline.start.isoformat() if deadline.start else "") == start
    assert deadline.exclusive == text.lower().removeprefix("hoàn thành ").startswith("trước")
    assert deadline.reading is None


NO_DAY = [
    ("Thường xuyên", "continuous"),
    ("Theo yêu cầu của Bộ Nội vụ", "on_instruction"),
    ("Theo thời gian đánh giá hàng năm của Bộ Y tế", "on_instruction"),
    (
        "Theo hướng dẫn của Trung ương và Kế hoạch số 310/KH-UBND ngày 24/11/2025 của UBND thành phố",
        "on_instruction",
    ),
    ("Theo hướng dẫn của cấp trên", "on_instruction"),
    ("Trong thời hạn 15 ngày kể từ ngày … ban hành …", "after_event"),
    (
        "Trong thời hạn 15 ngày kể từ ngày Thủ tướng Chính phủ ban hành kế hoạch trọng tâm, liên ngành",
        "after_event",
    ),
    ("Trong thời hạn 15 ngày kể từ ngày Thủ tướng CP ban hành kế hoạch trọng tâm, liên ngành", "after_event"),
    ("", "none"),
    ("  \n", "none"),
    (None, "none"),
]


@pytest.mark.parametrize(("text", "kind"), NO_DAY)
def test_a_wording_that_gives_no_day(text: str | None, kind: str) -> None:
    deadline = parsed(text)
    assert deadline.kind == kind
    assert deadline.instances == ()
    assert deadline.late_after is None
    assert deadline.late_after_text == ""
    assert deadline.months() == ()
    assert deadline.next_instance(date(2026, 1, 1)) is None


EVERY_QUARTER_2026 = "2026-03-09;2026-06-09;2026-09-09;2026-12-09"

SEVERAL_DAYS = [
    ("Trước ngày 10 của tháng cuối quý", Y2026, EVERY_QUARTER_2026),
    ("trước ngày 10 tháng cuối của quý", Y2026, EVERY_QUARTER_2026),
    ("Trước ngày 10 tháng cuối quý", Y2026, EVERY_QUARTER_2026),
    (
        "Trước ngày 10 của tháng cuối quý",
        PlanPeriod(date(2026, 1, 1), date(2027, 12, 31)),
        EVERY_QUARTER_2026 + ";2027-03-09;2027-06-09;2027-09-09;2027-12-09",
    ),
    (
        "Trước ngày 10 của tháng cuối quý",
        PlanPeriod(date(2025, 7, 1), date(2025, 12, 31)),
        "2025-09-09;2025-12-09",
    ),
    ("Tháng 10 hàng năm", FIVE_YEARS, "2026-10-31;2027-10-31;2028-10-31;2029-10-31;2030-10-31"),
    ("Tháng 2 hằng năm", FIVE_YEARS, "2026-02-28;2027-02-28;2028-02-29;2029-02-28;2030-02-28"),
]


@pytest.mark.parametrize(("text", "period", "days"), SEVERAL_DAYS)
def test_a_recurring_wording(text: str, period: PlanPeriod, days: str) -> None:
    deadline = parsed(text, period)
    assert deadline.kind is DeadlineKind.RECURRING
    assert deadline.late_after_text == days
    assert deadline.start is None


QUARTERS = [
    ("Quý III,IV/2026", "window", "2026-12-31", "2026-07-01"),
    ("Quý III,IV", "window", "2026-12-31", "2026-07-01"),
    ("Quý II, IV", "instances", "2026-06-30;2026-12-31", ""),
    ("Quý I, II", "window", "2026-06-30", "2026-01-01"),
    ("Quý III, IV/2026", "instances", "2026-09-30;2026-12-31", ""),
    ("Quý II và Quý IV/2026", "instances", "2026-06-30;2026-12-31", ""),
    ("Quý I, II, III", "instances", "2026-03-31;2026-06-30;2026-09-30", ""),
    ("Quý I - III/2026", "window", "2026-09-30", "2026-01-01"),
    ("Quý I đến quý III/2026", "instances", "2026-03-31;2026-06-30;2026-09-30", ""),
    ("Quý 3,4/2026", "window", "2026-12-31", "2026-07-01"),
]


@pytest.mark.parametrize(("text", "reading", "days", "start"), QUARTERS)
def test_several_quarters_follow_the_declared_reading(text: str, reading: str, days: str, start: str) -> None:
    deadline = parsed(text, reading=reading)
    assert deadline.kind is DeadlineKind.QUARTERS
    assert deadline.reading == reading
    assert deadline.late_after_text == days
    assert (deadline.start.isoformat() if deadline.start else "") == start


@pytest.mark.parametrize("text", [row[0] for row in QUARTERS])
def test_several_quarters_without_a_reading_ask_for_one(text: str) -> None:
    assert refused(text).reason is DeadlineReason.READING_MISSING


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("sớm", "unknown-form"),
        ("Quý", "unknown-form"),
        ("Năm", "unknown-form"),
        ("đến năm", "unknown-form"),
        ("...", "unknown-form"),
        ("…", "unknown-form"),
        ("-", "unknown-form"),
        ("10/12", "unknown-form"),
        ("2026-01-15", "unknown-form"),
        ("Trước ngày 15/01/26", "unknown-form"),
        ("Tháng 10/20266", "unknown-form"),
        ("Tháng 1٠/2026", "unknown-form"),
        ("Tháng 10/2026 hoặc tháng 11/2026", "unknown-form"),
        ("Tháng 11/2026 đến tháng 2", "unknown-form"),
        ("Quý I-II-III/2026", "unknown-form"),
        ("Thường xuyên, trước ngày 15/01/2026", "unknown-form"),
        ("Trong thời hạn 0 ngày kể từ ngày ban hành", "unknown-form"),
        ("30/02/2026", "no-such-day"),
        ("Trước ngày 29/02/2026", "no-such-day"),
        ("Trước ngày 00/01/2026", "no-such-day"),
        ("15/13/2026", "no-such-day"),
        ("Trước ngày 31 của tháng cuối quý", "no-such-day"),
        ("Trước ngày 30/02 hàng năm", "no-such-day"),
        ("Tháng 13/2026", "no-such-month"),
        ("Tháng 0", "no-such-month"),
        ("Tháng 7-13/2026", "no-such-month"),
        ("Tháng 13 hàng năm", "no-such-month"),
        ("Quý V/2026", "no-such-quarter"),
        ("Quý 5/2026", "no-such-quarter"),
        ("Quý IIII", "no-such-quarter"),
        ("Quý III, VI/2026", "no-such-quarter"),
        ("Tháng 9-7/2026", "inverted"),
        ("Tháng 7-7/2026", "inverted"),
        ("Tháng 5/2026 đến tháng 01/2026", "inverted"),
        ("Quý IV, III/2026", "inverted"),
        ("Quý II, II", "inverted"),
        ("Trước 15/01/1999", "year-out-of-range"),
        ("Tháng 12/2101", "year-out-of-range"),
        ("Quý I/0206", "year-out-of-range"),
        ("Cả năm 9999", "year-out-of-range"),
    ],
)
def test_a_wording_outside_the_table_is_refused(text: str, reason: str) -> None:
    error = refused(text)
    assert error.reason == reason
    assert error.as_written == text
    assert "Trước ngày 15/01/2026" in error.known_forms
    assert "" not in error.known_forms


@pytest.mark.parametrize(
    ("text", "reading", "reason"),
    [
        ("Quý III,IV/2026", "both", "reading-unknown"),
        ("Quý III,IV/2026", "", "reading-unknown"),
        ("Tháng 10/2026", "window", "reading-not-needed"),
        ("Thường xuyên", "instances", "reading-not-needed"),
        (None, "window", "reading-not-needed"),
        ("Quý II, IV", "window", "window-with-gap"),
        ("Quý I, III, IV", "window", "window-with-gap"),
    ],
)
def test_a_reading_that_does_not_fit_is_refused(text: str | None, reading: str, reason: str) -> None:
    assert refused(text, reading=reading).reason == reason


@pytest.mark.parametrize(
    "text",
    ["Tháng 11", "Quý I", "Cả năm", "trước ngày 10/12", "Tháng 7-9", "6 tháng đầu năm", "đến ngày 31/3"],
)
def test_a_plan_of_several_years_lends_no_year(text: str) -> None:
    assert refused(text, FIVE_YEARS).reason is DeadlineReason.YEAR_MISSING


def test_a_plan_of_several_years_needs_a_year_before_a_reading() -> None:
    assert refused("Quý II, IV", FIVE_YEARS, "instances").reason is DeadlineReason.YEAR_MISSING


def test_the_year_comes_from_the_plan() -> None:
    assert parsed("Tháng 11", Y2025).late_after == date(2025, 11, 30)


def test_a_recurring_day_outside_the_period_is_refused() -> None:
    assert (
        refused("Tháng 10 hàng năm", PlanPeriod(date(2025, 1, 1), date(2025, 6, 30))).reason
        is DeadlineReason.OUTSIDE_PERIOD
    )


@pytest.mark.parametrize("year", [1, 1999, 2101, 9999])
@pytest.mark.parametrize(
    "text", ["Tháng 11", "Trước ngày 01/01", "Tháng 10 hàng năm", "Trước ngày 1 của tháng cuối quý"]
)
def test_a_period_outside_the_known_years_is_refused(year: int, text: str) -> None:
    period = PlanPeriod(date(year, 1, 1), date(year, 12, 31))
    assert refused(text, period).reason is DeadlineReason.YEAR_OUT_OF_RANGE


# What a deadline answers ------------------------------------------------------------------------------


def test_next_instance_counts_the_due_day_itself() -> None:
    deadline = parsed("Trước ngày 10 của tháng cuối quý")
    assert deadline.next_instance(date(2026, 1, 1)) == date(2026, 3, 9)
    assert deadline.next_instance(date(2026, 3, 9)) == date(2026, 3, 9)
    assert deadline.next_instance(date(2026, 3, 10)) == date(2026, 6, 9)
    assert deadline.next_instance(date(2026, 12, 10)) is None


def test_months_are_those_of_the_last_compliant_days() -> None:
    assert parsed("Trước ngày 01/02/2026").months() == (date(2026, 1, 1),)
    assert parsed("Quý II, IV", reading="instances").months() == (date(2026, 6, 1), date(2026, 12, 1))


# Events and instructions ------------------------------------------------------------------------------


def test_an_event_starts_the_count_on_the_day_after() -> None:
    waiting = parsed("Trong thời hạn 15 ngày kể từ ngày Thủ tướng CP ban hành kế hoạch")
    assert waiting.after_event == 15
    assert waiting.event == "Thủ tướng CP ban hành kế hoạch"
    deadline = resolve_event(waiting, date(2026, 2, 20))
    assert isinstance(deadline, Deadline)
    assert deadline.kind is DeadlineKind.AFTER_EVENT
    assert deadline.instances == (date(2026, 3, 7),)


def test_an_event_needs_a_deadline_that_waits_for_one() -> None:
    error = resolve_event(parsed("Tháng 11"), date(2026, 2, 20))
    assert isinstance(error, DeadlineError)
    assert error.reason is DeadlineReason.NO_EVENT_AWAITED


@pytest.mark.parametrize("day", [date.min, date.max])
def test_an_event_outside_the_known_years_is_refused(day: date) -> None:
    error = resolve_event(parsed("Trong thời hạn 15 ngày kể từ ngày ban hành"), day)
    assert isinstance(error, DeadlineError)
    assert error.reason is DeadlineReason.YEAR_OUT_OF_RANGE


def test_an_instruction_supplies_the_days_and_keeps_the_words() -> None:
    deadline = resolve_instruction(parsed("Theo yêu cầu của Bộ Nội vụ"), parsed("Trước ngày 15/3/2026"))
    assert isinstance(deadline, Deadline)
    assert deadline.as_written == "Theo yêu cầu của Bộ Nội vụ"
    assert deadline.kind is DeadlineKind.ON_INSTRUCTION
    assert deadline.instances == (date(2026, 3, 14),)
    assert deadline.exclusive


def test_an_instruction_needs_a_deadline_that_waits_for_one() -> None:
    error = resolve_instruction(parsed("Tháng 11"), parsed("Trước ngày 15/3/2026"))
    assert isinstance(error, DeadlineError)
    assert error.reason is DeadlineReason.NO_INSTRUCTION_AWAITED


# The table of forms -----------------------------------------------------------------------------------

EXAMPLES = [(form.code, example) for form in FORMS for example in form.examples]


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_each_example_is_read_by_its_own_form_alone(code: str, example: str) -> None:
    assert [form.code for form in FORMS if form.pattern.fullmatch(hidden_names(example))] == [code]
    for reading in (None, "window", "instances"):
        deadline = parse_deadline(example, period=Y2026, reading=reading)
        if isinstance(deadline, Deadline):
            # A day of the next year is one day in a plan of one year, months in a row may be one window.
            found = DeadlineKind.RECURRING if code in {"next-year", "months-list"} else deadline.kind
            assert found is next(form.kind for form in FORMS if form.code == code)
            return
    pytest.fail(f"{example} is not understood")


def test_every_kind_has_a_form() -> None:
    # Several clauses make stages; a wording without a form is unread; what was not entered has no wording.
    without = {DeadlineKind.STAGES, DeadlineKind.UNREAD, DeadlineKind.NOT_ENTERED}
    assert {form.kind for form in FORMS} == set(DeadlineKind) - without


def test_the_codes_of_the_downloads() -> None:
    assert [str(kind) for kind in DeadlineKind] == [
        "date",
        "month",
        "months",
        "quarter",
        "quarters",
        "year",
        "continuous",
        "recurring",
        "after_event",
        "on_instruction",
        "none",
        "stages",
        "unread",
        "not_entered",
    ]


# Properties -------------------------------------------------------------------------------------------

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
years = st.integers(2000, 2100)
months = st.integers(1, 12)
ROMAN = ("I", "II", "III", "IV")


@st.composite
def dated(draw: st.DrawFn) -> Deadline:
    """A deadline with at least one day, of any form, year and period."""
    day, year, month = draw(days), draw(years), draw(months)
    quarter = draw(st.sampled_from(ROMAN))
    text, reading = draw(
        st.sampled_from(
            [
                (f"Trước ngày {day:%d/%m/%Y}", None),
                (f"trước {day.day}/{day.month}/{day.year}", None),
                (f"ngày {day.day} tháng {day.month} năm {day.year}", None),
                (f"Tháng {month}/{year}", None),
                (f"Tháng {month}", None),
                (f"Tháng 1-{max(month, 2)}/{year}", None),
                (f"Tháng {month}/{year - 1} đến tháng {month}/{year}", None),
                (f"Quý {quarter}/{year}", None),
                (f"Quý {quarter}", None),
                ("Quý II, IV", "instances"),
                ("Quý III,IV", "window"),
                (f"Cả năm {year}", None),
                ("6 tháng cuối năm", None),
                ("Trước ngày 10 của tháng cuối quý", None),
                (f"Tháng {month} hàng năm", None),
                (f"Quý {quarter} hàng năm", None),
            ]
        ).filter(lambda form: str(1999) not in form[0])
    )
    return parsed(text, PlanPeriod(date(year, 1, 1), date(year, 12, 31)), reading)


@given(dated())
def test_windows_never_invert_and_instances_rise(deadline: Deadline) -> None:
    assert deadline.start is None or deadline.start <= deadline.instances[0]
    assert all(earlier < later for earlier, later in pairwise(deadline.instances))


@given(dated(), days)
def test_the_next_instance_is_the_first_not_yet_over(deadline: Deadline, day: date) -> None:
    assert deadline.next_instance(day) == next((one for one in deadline.instances if one >= day), None)


@given(years, st.integers(0, 10), months)
def test_recurring_deadlines_fall_four_times_or_once_a_year(first: int, more: int, month: int) -> None:
    last = min(first + more, 2100)
    period = PlanPeriod(date(first, 1, 1), date(last, 12, 31))
    count = last - first + 1
    assert len(parsed("Trước ngày 10 của tháng cuối quý", period).instances) == 4 * count
    assert len(parsed(f"Tháng {month} hàng năm", period).instances) == count


EVERY_TEXT = (
    [(row[0], None) for row in ONE_DAY]
    + [(row[0], None) for row in NO_DAY if row[0] and row[0].strip()]
    + [(row[0], None) for row in SEVERAL_DAYS]
    + [(row[0], row[1]) for row in QUARTERS]
)
FORMS_OF_UNICODE: list[Literal["NFC", "NFD", "NFKC", "NFKD"]] = ["NFC", "NFD", "NFKC", "NFKD"]


@given(
    st.sampled_from(EVERY_TEXT),
    st.sampled_from(FORMS_OF_UNICODE),
    st.sampled_from([str.lower, str.upper, str.title, str.swapcase, str.capitalize]),
    st.sampled_from([" ", "  ", "\t", "\n ", "\u00a0"]),
    st.sampled_from(["", ".", ";", " ."]),
)
def test_reading_ignores_composition_case_and_spacing(
    text: tuple[str, str | None],
    form: Literal["NFC", "NFD", "NFKC", "NFKD"],
    case: Callable[[str], str],
    space: str,
    stop: str,
) -> None:
    written, reading = text
    # "…" is a sign of the document, not a spelling of three dots, which the NFK forms would make of it.
    if "…" in written:
        form = "NFD"
    varied = space + space.join(unicodedata.normalize(form, case(written)).split()) + stop
    expected, found = parsed(written, reading=reading), parsed(varied, reading=reading)
    assert found.kind is expected.kind
    assert found.instances == expected.instances
    assert (found.start, found.exclusive) == (expected.start, expected.exclusive)
    assert (found.after_event, found.unit) == (expected.after_event, expected.unit)


@given(st.sampled_from(EVERY_TEXT))
def test_reading_ignores_spaces_around_signs(text: tuple[str, str | None]) -> None:
    written, reading = text
    varied = re.sub(r"(?<=\d)\s*([/-])\s*(?=\d)", r" \1 ", written)
    if "KH-UBND" in written:
        return
    assert parsed(varied, reading=reading).instances == parsed(written, reading=reading).instances


PIECES = st.sampled_from(
    [
        *("Trước", "ngày", "tháng", "Tháng", "năm", "quý", "Quý", "hàng", "cuối", "của", "đến", "Theo", "cả"),
        *("1", "2", "10", "13", "31", "20", "2026", "I", "IV", "V", "/", "-", ",", "."),
    ]
)


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=8).map(" ".join)),
    st.one_of(st.none(), st.sampled_from(["window", "instances"]), st.text()),
    st.builds(PlanPeriod, st.dates(), st.dates()).filter(lambda period: len(period.years) < 50),
)
def test_reading_never_raises(text: str, reading: str | None, period: PlanPeriod) -> None:
    found = parse_deadline(text, period=period, reading=reading)
    assert isinstance(found, Deadline | DeadlineError)
    assert found.as_written == text
