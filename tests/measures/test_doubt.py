"""Tasks of which the deadline or the lead is worded uncertainly."""

from datetime import date

import pytest

from generator.measures.place import Place
from generator.measures.reported import State
from generator.measures.schedule import Schedule
from tests.measures.task_cases import DOING, DONE, EACH_QUARTER, clock, day, facts, report


@pytest.mark.parametrize(
    ("uncertain", "as_of", "reports", "schedule", "rule"),
    [
        ("deadline", "1/1", [], "not_due", "not-due"),
        ("deadline", "15/6", [], "due_soon", "due-soon"),
        ("deadline", "1/7", [], "due", "due"),
        ("deadline", "10/9", [], "due_unreported", "due-unreported"),
        ("deadline", "15/9", [("9/9", DOING, None)], "not_computable", "uncertain-deadline"),
        ("deadline", "15/9", [("9/9", DONE, "1/7")], "not_computable", "uncertain-deadline"),
        ("deadline", "15/9", [("9/9", DONE, "1/6")], "not_computable", "uncertain-deadline"),
        ("deadline", "15/9", [("9/9", DONE, None)], "done_undated", "done-undated"),
        ("deadline", "15/9", [("9/9", State.STOPPED, None)], "not_computable", "uncertain-deadline"),
        ("lead", "1/7", [], "due", "due"),
        ("lead", "10/9", [], "due_unreported", "due-unreported"),
        ("lead", "15/9", [("9/9", DOING, None)], "not_computable", "uncertain-lead"),
        ("lead", "15/9", [("9/9", DONE, "1/7")], "not_computable", "uncertain-lead"),
        ("lead", "15/9", [("9/9", DONE, "1/6")], "on_time", "on-time"),
        ("title", "15/9", [("9/9", DONE, "1/7")], "late", "late"),
    ],
)
def test_an_uncertain_wording(
    uncertain: str, as_of: str, reports: list[tuple[str, State, str | None]], schedule: str, rule: str
) -> None:
    found = facts("Quý II/2026", as_of, *(report(*one) for one in reports), uncertain=(uncertain,))
    assert (found.schedule, found.rule) == (schedule, rule)
    if schedule == "not_computable":
        assert found.days_late is None
    # The denominator counts it by its reading, whatever is in doubt and whoever reports
    assert found.rate_day == date(2026, 6, 30)
    assert found.is_due(clock(as_of)) == (day(as_of) > date(2026, 6, 30))


def test_doubt_leaves_what_was_done_done() -> None:
    found = facts("Quý II/2026", "15/9", report("9/9", DONE, "1/7"), uncertain=("deadline",))
    assert (found.done, found.place, found.days_late) == (True, Place.DONE, None)
    assert found.completed == date(2026, 7, 1)


@pytest.mark.parametrize("field", ["deadline", "lead"])
def test_what_is_known_undone_after_an_uncertain_deadline_is_not_computable(field: str) -> None:
    found = facts("Quý II/2026", "15/9", report("9/9", DOING), uncertain=(field,))
    assert (found.place, found.in_doubt) == (Place.NOT_COMPUTABLE, True)
    silent = facts("Quý II/2026", "15/9", uncertain=(field,))
    assert (silent.place, silent.in_doubt) == (Place.DUE_UNREPORTED, False)
    undated = facts(None, "15/9", report("9/9", DOING), uncertain=(field,))
    assert (undated.place, undated.in_doubt) == (Place.NOT_COMPUTABLE, False)


def test_days_of_silence_are_not_counted_from_an_uncertain_deadline() -> None:
    for uncertain, silent in (("title", 6), ("lead", 6), ("deadline", None)):
        found = facts("Quý II/2026", "15/9", uncertain=(uncertain,))
        assert (found.place, found.days_silent) == (Place.DUE_UNREPORTED, silent)
        assert found.reporting_day == date(2026, 9, 9)


def test_an_uncertain_recurring_deadline_blames_nobody() -> None:
    found = facts(EACH_QUARTER, "10/6", uncertain=("deadline",))
    assert (found.schedule, found.days_late) == (Schedule.DUE_UNREPORTED, None)


def test_doubt_about_the_first_wording_does_not_touch_the_new_day() -> None:
    late = report("9/9", DONE, "20/7")
    found = facts("Quý II/2026", "1/10", late, uncertain=("deadline",), postponed="Quý III/2026")
    assert found.schedule is Schedule.ON_TIME
    assert found.original_schedule is Schedule.NOT_COMPUTABLE
