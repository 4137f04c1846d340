from datetime import date

import pytest

from generator.measures.place import Place
from generator.measures.reported import ReportFact, State
from generator.measures.rules import Rule
from generator.measures.schedule import Schedule
from tests.measures.task_cases import (
    DOING,
    DONE,
    EACH_QUARTER,
    NOT_YET,
    REPORTING_DAYS,
    clock,
    day,
    facts,
    report,
)

# Deadline "Quý II/2026": the last compliant day is 30/6, the first reporting day after it 9/9. Columns:
# as-of, reports, then: reported, schedule, place and rule; days late, days silent.
QUARTER_CASES = [
    ("30/5", [], "none not_due not_due not-due", None, None),
    ("31/5", [], "none due_soon not_due due-soon", None, None),
    ("30/6", [], "none due_soon not_due due-soon", None, None),
    # Until the reporting day is over nobody had to report; its silence is counted from there
    ("1/7", [], "none due due due", None, None),
    ("9/9", [], "none due due due", None, None),
    ("10/9", [], "none due_unreported due_unreported due-unreported", None, 1),
    ("31/12/2030", [], "none due_unreported due_unreported due-unreported", None, 1574),
    # Not done, and no report looks back on the due day
    ("1/7", [("9/6", NOT_YET, None)], "not_started due due due", None, None),
    ("1/7", [("9/6", DOING, None)], "in_progress due due due", None, None),
    ("1/7", [("30/6", DOING, None)], "in_progress due due due", None, None),
    (
        "20/9",
        [("30/6", DOING, None)],
        "in_progress due_unreported due_unreported due-unreported",
        None,
        11,
    ),
    # A report that does
    ("15/9", [("9/9", DOING, None)], "in_progress overdue overdue overdue", 71, None),
    ("15/9", [("9/9", NOT_YET, None)], "not_started overdue overdue overdue", 71, None),
    ("10/12", [("9/9", DOING, None)], "stale overdue overdue overdue", 71, None),
    ("9/12", [("9/9", DOING, None)], "in_progress overdue overdue overdue", 71, None),
    # Done
    ("10/6", [("9/6", DONE, "1/6")], "done on_time done on-time", None, None),
    ("15/9", [("9/9", DONE, "30/6")], "done on_time done on-time", None, None),
    ("15/9", [("9/9", DONE, "1/7")], "done late done_late late", 1, None),
    ("31/12/2030", [("9/9", DONE, "3/7")], "done late done_late late", 3, None),
    ("15/9", [("9/9", DONE, None)], "done done_undated done done-undated", None, None),
    ("10/6", [("9/6", DONE, None)], "done done_undated done done-undated", None, None),
    # The date given once stays with the reports that repeat "done", and goes when the task is reopened
    (
        "15/9",
        [("9/6", DONE, "1/6"), ("9/9", DONE, None)],
        "done on_time done on-time",
        None,
        None,
    ),
    (
        "15/9",
        [("9/9", DOING, None), ("9/6", DONE, "1/6")],
        "in_progress overdue overdue overdue",
        71,
        None,
    ),
    (
        "10/12",
        [("9/6", DONE, "1/6"), ("9/9", DOING, None), ("9/12", DONE, None)],
        "done done_undated done done-undated",
        None,
        None,
    ),
    # A reported stop or merge is a proposal: the task stays undone
    ("1/6", [("31/5", State.STOPPED, None)], "stopped due_soon not_due due-soon", None, None),
    ("1/7", [("9/6", State.STOPPED, None)], "stopped due due due", None, None),
    ("15/9", [("9/9", State.STOPPED, None)], "stopped overdue overdue overdue", 71, None),
    ("31/12/2030", [("9/9", State.MERGED, None)], "merged overdue overdue overdue", 71, None),
    # Not yet known on the as-of day
    ("1/7", [("9/9", DOING, None)], "none due due due", None, None),
    (
        "1/9",
        [("9/6", DOING, None), ("9/9", DONE, "1/7")],
        "in_progress due due due",
        None,
        None,
    ),
]


@pytest.mark.parametrize(("as_of", "reports", "codes", "days_late", "days_silent"), QUARTER_CASES)
def test_a_task_due_once(
    as_of: str,
    reports: list[tuple[str, State, str | None]],
    codes: str,
    days_late: int | None,
    days_silent: int | None,
) -> None:
    reported, schedule, _, _ = codes.split()
    found = facts("Quý II/2026", as_of, *(report(*one) for one in reports))
    assert f"{found.reported} {found.schedule} {found.place} {found.rule}" == codes
    assert (found.days_late, found.days_silent) == (days_late, days_silent)
    assert found.due == found.rate_day == date(2026, 6, 30)
    assert found.done == (schedule in {"on_time", "late", "done_undated"})
    assert (found.parts, found.done_parts, found.partial) == (1, int(found.done), False)
    assert found.proposed == (reported in {"stopped", "merged"})
    assert found.is_due(clock(as_of)) == (day(as_of) > date(2026, 6, 30))


@pytest.mark.parametrize(
    ("text", "schedule", "rule"),
    [
        ("Thường xuyên", "continuous", "continuous"),
        (None, "not_computable", "no-deadline"),
        ("Theo yêu cầu của Bộ Nội vụ", "not_computable", "awaits-instruction"),
        ("Trong thời hạn 15 ngày kể từ ngày ban hành", "not_computable", "awaits-event"),
    ],
)
@pytest.mark.parametrize("reports", [[], [report("9/6", DOING)], [report("9/6", DONE, "1/6")]])
def test_without_a_day_there_is_no_late(
    text: str | None, schedule: str, rule: str, reports: list[ReportFact]
) -> None:
    found = facts(text, "15/6", *reports)
    assert (found.schedule, found.rule, found.due, found.days_late) == (schedule, rule, None, None)
    assert found.done == any(one.state is DONE for one in reports)


SERIES_CASES = [
    ("1/2", [], "not_due", "9/3"),
    ("7/2", [], "due_soon", "9/3"),
    ("9/3", [], "due_soon", "9/3"),
    ("10/3", [], "due", "9/3"),
    ("9/6", [], "due", "9/3"),
    ("10/6", [], "due_unreported", "9/3"),
    ("10/3", [("8/3", DOING, None)], "due", "9/3"),
    ("10/6", [("8/3", DOING, None)], "due_unreported", "9/3"),
    ("10/3", [("9/3", DOING, None)], "not_due", "9/6"),
    ("10/3", [("8/3", DONE, "5/3")], "not_due", "9/6"),
    ("10/3", [("8/3", DONE, None)], "not_due", "9/6"),
    ("15/5", [("9/3", DONE, "9/3")], "due_soon", "9/6"),
    # The next one done early: the one after it is next
    ("15/5", [("9/3", DONE, "9/3"), ("10/5", DONE, "5/5")], "not_due", "9/9"),
    # One done late in its own quarter is not the next one done early
    ("15/5", [("31/3", DONE, "12/3")], "due_soon", "9/6"),
    ("10/6", [("31/3", DONE, "12/3")], "due", "9/6"),
    ("10/9", [("31/3", DONE, "12/3")], "due_unreported", "9/6"),
    # A later report reaches back over an instance that had none
    ("1/10", [("9/9", DOING, None)], "not_due", "9/12"),
    ("1/10", [("9/6", DONE, "9/6")], "due", "9/9"),
    ("10/12", [("9/6", DONE, "9/6")], "due_unreported", "9/9"),
    # After the last one the ordinary rules hold against its day
    ("15/12", [("9/9", DONE, "9/9"), ("9/12", DONE, "8/12")], "on_time", "9/12"),
    ("31/12", [("9/9", DONE, "9/9"), ("20/12", DONE, "12/12")], "late", "9/12"),
    ("31/12", [("20/12", DONE, None)], "done_undated", "9/12"),
    ("31/12", [("20/12", DOING, None)], "overdue", "9/12"),
    ("31/12", [("9/12", DOING, None)], "due", "9/12"),
    ("31/12", [("20/12", State.STOPPED, None)], "overdue", "9/12"),
]


@pytest.mark.parametrize(("as_of", "reports", "schedule", "due"), SERIES_CASES)
def test_a_task_due_every_quarter(
    as_of: str, reports: list[tuple[str, State, str | None]], schedule: str, due: str
) -> None:
    found = facts(EACH_QUARTER, as_of, *(report(*one) for one in reports))
    assert (found.schedule, found.due) == (schedule, day(due))
    assert found.done == (schedule in {"on_time", "late", "done_undated"})
    done_place = Place.DONE_LATE if schedule == "late" else Place.DONE
    assert found.place is (done_place if found.done else Place.CONTINUOUS)
    assert (found.rate_day, found.is_due(clock(as_of))) == (None, False)


@pytest.mark.parametrize(
    ("as_of", "reports", "done", "past"),
    [
        ("9/3", [], 0, 0),
        ("10/3", [], 0, 1),
        ("10/3", [("9/3", DONE, "9/3")], 1, 1),
        ("10/9", [("9/3", DONE, "9/3")], 1, 3),
        ("10/9", [("9/3", DONE, "9/3"), ("9/6", DONE, "1/6"), ("9/9", DOING, None)], 2, 3),
        # Done late in its own quarter: neither that one by its day, nor the next
        ("10/6", [("31/3", DONE, "12/3")], 0, 2),
        # Without a day of completion the cut-off shows that it was done by then
        ("10/6", [("9/3", DONE, None), ("9/6", DONE, None)], 2, 2),
        (
            "10/12",
            [("9/3", DONE, "1/3"), ("9/6", DONE, "1/6"), ("9/9", DONE, "1/9"), ("9/12", DONE, "1/12")],
            4,
            4,
        ),
    ],
)
def test_due_days_of_a_recurring_task_are_counted(
    as_of: str, reports: list[tuple[str, State, str | None]], done: int, past: int
) -> None:
    """The words “1/3 kỳ”: of the due days that have passed, those done by their day."""
    found = facts(EACH_QUARTER, as_of, *(report(*one) for one in reports))
    assert (found.done_instances, found.past_instances, found.instances) == (done, past, 4)


def test_a_task_of_one_day_has_no_instances() -> None:
    found = facts("Quý II/2026", "10/9")
    assert (found.done_instances, found.past_instances, found.instances) == (0, 0, 0)


def test_a_recurring_task_names_its_own_rule_until_its_last_instance() -> None:
    assert facts(EACH_QUARTER, "10/6").rule is Rule.RECURRING
    assert facts(EACH_QUARTER, "1/2").rule is Rule.RECURRING
    assert facts(EACH_QUARTER, "31/12", report("20/12", DOING)).rule is Rule.OVERDUE


@pytest.mark.parametrize(
    ("as_of", "reports", "schedule", "due"),
    [
        ("1/7", [("9/6", DONE, "20/5")], "not_due", "31/12"),
        ("1/7", [("9/6", DOING, None)], "due", "30/6"),
        ("10/9", [("9/6", DOING, None)], "due_unreported", "30/6"),
        ("1/10", [("9/9", DONE, "25/6")], "not_due", "31/12"),
        ("15/12", [("9/6", DONE, "20/5"), ("9/12", DONE, "1/12")], "on_time", "31/12"),
        # Taken back by a later report
        ("15/12", [("9/11", DONE, "1/11"), ("9/12", DOING, None)], "due_soon", "31/12"),
    ],
)
def test_rewards_in_quarters_ii_and_iv(
    as_of: str, reports: list[tuple[str, State, str | None]], schedule: str, due: str
) -> None:
    found = facts("Quý II, IV", as_of, *(report(*one) for one in reports), reading="instances")
    assert (found.schedule, found.due) == (schedule, day(due))


def test_october_every_year_of_a_one_year_plan_is_a_single_day() -> None:
    found = facts("Tháng 10 hàng năm", "15/12", report("9/9", DONE, "5/9"))
    assert (found.schedule, found.due) == (Schedule.ON_TIME, date(2026, 10, 31))


CLOSING_ROUND, NEXT_PLAN = date(2027, 1, 20), date(2027, 3, 9)

# "Cả năm 2026": the last compliant day is 31/12/2026, after the last reporting day of the plan (9/12).
# Columns: as-of, further reporting days, place, rule, reporting day, days silent.
YEAR_CASES = [
    ("31/12", (), "not_due", "due-soon", None, None),
    ("1/1/2027", (), "due", "due", None, None),
    ("31/3/2027", (), "due", "due", None, None),
    ("1/4/2027", (), "due", "no-reporting-day", None, None),
    ("31/12/2030", (), "due", "no-reporting-day", None, None),
    # The next reporting day is that of the closing round or of the next plan
    ("20/1/2027", (CLOSING_ROUND,), "due", "due", CLOSING_ROUND, None),
    ("21/1/2027", (CLOSING_ROUND,), "due_unreported", "due-unreported", CLOSING_ROUND, 1),
    ("1/4/2027", (CLOSING_ROUND, NEXT_PLAN), "due_unreported", "due-unreported", CLOSING_ROUND, 71),
    ("9/3/2027", (NEXT_PLAN,), "due", "due", NEXT_PLAN, None),
    ("10/3/2027", (NEXT_PLAN,), "due_unreported", "due-unreported", NEXT_PLAN, 1),
]


@pytest.mark.parametrize(("as_of", "further", "place", "rule", "reporting_day", "days_silent"), YEAR_CASES)
def test_what_falls_due_after_the_last_reporting_day(
    as_of: str,
    further: tuple[date, ...],
    place: str,
    rule: str,
    reporting_day: date | None,
    days_silent: int | None,
) -> None:
    found = facts("Cả năm 2026", clock(as_of, reporting_days=(*REPORTING_DAYS, *further)))
    assert (found.place, found.rule) == (place, rule)
    assert (found.reporting_day, found.days_silent) == (reporting_day, days_silent)


def test_a_reporting_day_on_the_due_day_is_not_after_it() -> None:
    found = facts("Trước ngày 10/9/2026", "10/9")
    assert (found.due, found.place, found.reporting_day) == (day("9/9"), Place.DUE, day("9/12"))


@pytest.mark.parametrize(
    ("as_of", "ended", "place"),
    [
        ("29/6", True, "not_due"),
        ("30/6", False, "not_due"),
        ("30/6", True, "due"),
        ("1/7", False, "due"),
        ("9/9", False, "due"),
        ("9/9", True, "due_unreported"),
    ],
)
def test_at_the_end_of_a_day_what_fell_due_on_it_is_due(as_of: str, ended: bool, place: str) -> None:  # noqa: FBT001
    found = facts("Quý II/2026", clock(as_of, ended=ended))
    assert found.place == place
    assert found.is_due(clock(as_of, ended=ended)) == (place != "not_due")


# A cell with a deadline and then work without an end: no day ends the task.
STAGES_CASES = [
    ("31/12/2025", [], "none not_due", 1),
    ("1/2", [], "none due", 1),
    ("10/3", [], "none due_unreported", 1),
    ("1/3", [("15/2", DOING, None)], "in_progress continuous", 1),
    ("1/6", [("15/5", DONE, "20/1")], "done on_time", 1),
]


@pytest.mark.parametrize(("as_of", "reports", "expected", "instances"), STAGES_CASES)
def test_work_that_goes_on_after_a_day_is_outside_the_rate(
    as_of: str, reports: list[tuple[str, State, str | None]], expected: str, instances: int
) -> None:
    words = "Ban hành kế hoạch trong tháng 01/2026 và tổ chức thực hiện"
    found = facts(words, as_of, *(report(*each) for each in reports))
    assert f"{found.reported} {found.schedule}" == expected
    assert found.rate_day is None
    assert found.instances == instances
