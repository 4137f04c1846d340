from dataclasses import replace
from datetime import date

import pytest

from generator.measures.facts import Evidenced, Facts
from generator.measures.place import Place
from generator.measures.reported import Reported, State, TaskProof
from generator.measures.rules import Rule
from generator.measures.schedule import Schedule
from generator.measures.wholes import WORST_FIRST, combine
from tests.measures.task_cases import DOING, DONE, EACH_QUARTER, clock, day, facts, report

NOW = clock("15/9")

PLACES = {
    Schedule.ON_TIME: Place.DONE,
    Schedule.LATE: Place.DONE_LATE,
    Schedule.DONE_UNDATED: Place.DONE,
    Schedule.DUE_SOON: Place.NOT_DUE,
}
"""Place of a schedule where it has another name."""


def part(
    schedule: Schedule,
    *,
    days_late: int | None = None,
    completed: date | None = None,
    reported: Reported = Reported.NONE,
) -> Facts:
    is_done = schedule in {Schedule.ON_TIME, Schedule.LATE, Schedule.DONE_UNDATED}
    undated = schedule in {Schedule.CONTINUOUS, Schedule.NOT_COMPUTABLE}
    due = (
        None if undated else day("30/9") if schedule in {Schedule.NOT_DUE, Schedule.DUE_SOON} else day("30/6")
    )
    return Facts(
        reported=reported,
        evidenced=Evidenced.NONE,
        schedule=schedule,
        rule=Rule.ON_TIME,
        place=PLACES.get(schedule) or Place(schedule.value),
        done=is_done,
        due=due,
        rate_day=due,
        last_day=due,
        days_late=days_late,
        completed=completed,
        done_parts=int(is_done),
    )


def test_a_whole_is_done_when_all_its_parts_are() -> None:
    early = part(Schedule.ON_TIME, completed=date(2026, 3, 1))
    late = part(Schedule.LATE, completed=date(2026, 7, 3), days_late=3)
    whole = combine([early, late], NOW)
    assert (whole.done, whole.partial, whole.schedule, whole.days_late) == (True, False, Schedule.LATE, 3)
    assert whole.completed == date(2026, 7, 3)


def test_a_whole_with_an_undated_part_has_no_day_of_completion() -> None:
    whole = combine([part(Schedule.ON_TIME, completed=date(2026, 3, 1)), part(Schedule.DONE_UNDATED)], NOW)
    assert (whole.done, whole.schedule, whole.completed) == (True, Schedule.DONE_UNDATED, None)


def test_of_equally_bad_parts_the_latest_speaks() -> None:
    whole = combine([part(Schedule.OVERDUE, days_late=2), part(Schedule.OVERDUE, days_late=9)], NOW)
    assert whole.days_late == 9


@pytest.mark.parametrize("worse", range(len(WORST_FIRST)))
def test_the_worst_part_speaks_for_the_whole(worse: int) -> None:
    for better in WORST_FIRST[worse:]:
        assert combine([part(better), part(WORST_FIRST[worse])], NOW).schedule is WORST_FIRST[worse]


def test_every_schedule_has_its_place_in_the_order() -> None:
    assert sorted(WORST_FIRST) == sorted(Schedule)


def test_a_collective_with_an_incomplete_list_is_never_done() -> None:
    members = [part(Schedule.ON_TIME, completed=date(2026, 3, 1))] * 3
    assert combine(members, NOW).done
    whole = combine(members, NOW, complete=False)
    assert (whole.done, whole.partial, whole.done_parts) == (False, True, 3)
    assert (whole.schedule, whole.rule) == (Schedule.NOT_COMPUTABLE, Rule.MEMBERS_INCOMPLETE)
    assert whole.completed is None


def test_a_collective_of_114_communes_counts_each() -> None:
    members = [part(Schedule.ON_TIME)] * 113 + [part(Schedule.OVERDUE, days_late=5)]
    whole = combine(members, NOW)
    assert (whole.done_parts, whole.parts, whole.schedule) == (113, 114, Schedule.OVERDUE)


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        ("none none", "none"),
        ("done done", "done"),
        ("stopped stopped", "stopped"),
        ("none done", "in_progress"),
        ("none in_progress", "in_progress"),
        ("none not_started", "not_started"),
        ("none stale", "stale"),
        ("none stopped", "stopped"),
        ("stale not_started", "stale"),
        ("stale done", "in_progress"),
        ("not_started done", "in_progress"),
        ("not_started stopped", "not_started"),
        ("done stopped", "stopped"),
        ("done merged", "merged"),
        ("stopped merged", "stopped"),
    ],
)
def test_what_the_parts_together_report(states: str, whole: str) -> None:
    parts = [part(Schedule.NOT_DUE, reported=Reported(state)) for state in states.split()]
    assert combine(parts, NOW).reported == whole
    assert combine(parts[::-1], NOW).reported == whole


def test_a_whole_is_evidenced_as_its_weakest_part() -> None:
    parts = [replace(part(Schedule.ON_TIME), evidenced=one) for one in (Evidenced.HELD, Evidenced.CITED)]
    assert combine(parts, NOW).evidenced is Evidenced.CITED


def test_a_whole_is_partly_evidenced_when_some_part_is() -> None:
    parts = [replace(part(Schedule.ON_TIME), evidenced=one) for one in (Evidenced.HELD, Evidenced.NONE)]
    assert combine(parts, NOW).evidenced is Evidenced.PARTLY
    assert combine(parts[1:], NOW).evidenced is Evidenced.NONE


Q1, Q2, Q3, YEAR = "Quý I/2026", "Quý II/2026", "Quý III/2026", "Cả năm 2026"

# Parts as (deadline, state reported on 9/9, closed by), the as-of date, then of the whole: place, schedule,
# day after which it counts as due, whether it does.
WHOLES = [
    # Due when its last dated part is; until then not due, with the overdue part in its schedule
    ([(Q1, None, None), (Q2, None, None)], "15/9", "due_unreported", "due_unreported", "30/6", True),
    ([(Q2, DOING, None), (YEAR, DOING, None)], "15/9", "not_due", "overdue", "31/12", False),
    ([(Q2, None, None), (YEAR, None, None)], "15/9", "not_due", "due_unreported", "31/12", False),
    ([(Q2, DOING, None), (YEAR, DOING, None)], "1/1/2027", "overdue", "overdue", "31/12", True),
    ([(Q2, DONE, None), (YEAR, DOING, None)], "15/9", "not_due", "not_due", "31/12", False),
    # Done by all before the day
    ([(Q2, DONE, None), (YEAR, DONE, None)], "15/9", "done", "done_undated", "31/12", False),
    # Parts without a day do not keep it out, and do not count as overdue
    ([(Q2, DOING, None), (None, DOING, None)], "15/9", "overdue", "overdue", "30/6", True),
    ([(Q2, DONE, None), (None, DOING, None)], "15/9", "not_computable", "not_computable", "30/6", True),
    ([(Q2, DONE, None), ("Thường xuyên", DOING, None)], "15/9", "continuous", "continuous", "30/6", True),
    ([(None, DOING, None), (None, DOING, None)], "15/9", "not_computable", "not_computable", None, False),
    # Of several days alone: outside; beside a part of one day it waits for its last day
    ([(EACH_QUARTER, None, None)] * 2, "15/9", "continuous", "due_unreported", None, False),
    ([(EACH_QUARTER, DOING, None), (Q2, DONE, None)], "15/9", "not_due", "not_due", "9/12", False),
    ([(EACH_QUARTER, DOING, None), (Q2, DONE, None)], "10/12", "due", "due", "9/12", True),
    # What a document closed is left out, unless all of it is
    ([(Q2, DONE, None), (YEAR, None, "stopped")], "15/9", "done", "done_undated", "30/6", True),
    ([(Q2, None, "stopped"), (YEAR, None, None)], "15/9", "not_due", "not_due", "31/12", False),
    ([(Q2, None, "stopped"), (YEAR, None, "withdrawn")], "15/9", "withdrawn", "not_computable", None, False),
    ([(Q2, None, "merged"), (YEAR, None, "merged")], "15/9", "merged", "not_computable", None, False),
    # A reported stop closes nothing
    ([(Q2, State.STOPPED, None), (Q2, DONE, None)], "15/9", "overdue", "overdue", "30/6", True),
]


@pytest.mark.parametrize(("parts", "as_of", "place", "schedule", "rate_day", "is_due"), WHOLES)
def test_where_a_whole_is_counted(
    parts: list[tuple[str | None, State | None, str | None]],
    as_of: str,
    place: str,
    schedule: str,
    rate_day: str | None,
    is_due: bool,  # noqa: FBT001
) -> None:
    found = combine(
        [
            facts(text, as_of, *([report("9/9", state)] if state else []), closure=closure)
            for text, state, closure in parts
        ],
        clock(as_of),
    )
    assert (found.place, found.schedule) == (place, schedule)
    assert found.rate_day == (day(rate_day) if rate_day else None)
    assert found.is_due(clock(as_of)) == is_due


def test_due_days_of_parts_are_added() -> None:
    parts = [facts(EACH_QUARTER, "15/9", report("9/6", DONE, "1/6")), facts(EACH_QUARTER, "15/9")]
    whole = combine(parts, NOW)
    assert (whole.done_instances, whole.past_instances, whole.instances) == (1, 6, 8)


def test_the_cutoff_of_a_whole_is_the_earliest_of_its_parts() -> None:
    parts = [replace(part(Schedule.NOT_DUE), cutoff=cutoff) for cutoff in (None, day("9/6"), day("9/3"))]
    assert combine(parts, NOW).cutoff == day("9/3")


def test_city_task_1_is_half_done() -> None:
    city = facts(
        "Tháng 12/2025", "22/11", proof=TaskProof("5256-qd-ubnd-2025", date(2025, 12, 26), held=True)
    )
    agencies = facts("Trước 15/01/2026", "22/11")
    whole = combine([city, agencies], clock("22/11"))
    assert (whole.schedule, whole.rule) == (Schedule.DUE_UNREPORTED, Rule.DUE_UNREPORTED)
    assert whole.due == date(2026, 1, 14)
    assert (whole.done, whole.partial, whole.done_parts, whole.parts) == (False, True, 1, 2)
    assert (whole.reported, whole.evidenced, whole.completed) == (Reported.NONE, Evidenced.PARTLY, None)
    assert (whole.place, whole.rate_day, whole.reporting_day) == (
        Place.DUE_UNREPORTED,
        date(2026, 1, 14),
        date(2026, 3, 9),
    )
