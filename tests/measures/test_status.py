from dataclasses import replace
from datetime import date, timedelta

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.measures.status import (
    RULES,
    WORST_FIRST,
    Evidenced,
    Facts,
    Reported,
    ReportFact,
    Rule,
    Schedule,
    State,
    TaskProof,
    assess,
    combine,
)
from generator.model.deadline import Deadline, PlanPeriod
from generator.model.deadline_forms import FORMS
from generator.model.deadline_parser import parse_deadline
from generator.model.quarter import Quarter
from tests.paths import ROOT

Y2026 = PlanPeriod(date(2026, 1, 1), date(2026, 12, 31))
STRINGS = ROOT / "site_templates" / "strings"


def deadline(text: str | None, reading: str | None = None, period: PlanPeriod = Y2026) -> Deadline:
    found = parse_deadline(text, period=period, reading=reading)
    assert isinstance(found, Deadline), found
    return found


def day(text: str) -> date:
    """A day of 2026 as "d/m", or of another year as "d/m/y"."""
    parts = [int(part) for part in text.split("/")]
    return date(parts[2] if len(parts) > 2 else 2026, parts[1], parts[0])


def report(cutoff: str, state: State, completed: str | None = None) -> ReportFact:
    on = day(cutoff)
    return ReportFact("so-noi-vu", Quarter.of(on), on, state, day(completed) if completed else None)


def facts(
    text: str | None,
    as_of: str,
    *reports: ReportFact,
    reading: str | None = None,
    proof: TaskProof | None = None,
    uncertain: tuple[str, ...] = (),
    postponed: str | None = None,
) -> Facts:
    return assess(
        deadline(text, reading),
        reports,
        (),
        proof,
        day(as_of),
        frozenset(uncertain),
        deadline(postponed) if postponed else None,
    )


DONE, DOING, NOT_YET = State.DONE, State.IN_PROGRESS, State.NOT_STARTED

# Deadline "Quý II/2026": the last compliant day is 30/6. Columns: as-of, reports, reported, schedule,
# rule, days late.
QUARTER_CASES = [
    ("30/5", [], "none", "not_due", "not-due", None),
    ("31/5", [], "none", "due_soon", "due-soon", None),
    ("30/6", [], "none", "due_soon", "due-soon", None),
    ("1/7", [], "none", "due_unreported", "due-unreported", None),
    ("31/12/2030", [], "none", "due_unreported", "due-unreported", None),
    # Not done, and no report looks back on the due day
    ("1/7", [("9/6", NOT_YET, None)], "not_started", "due_unreported", "due-unreported", None),
    ("1/7", [("9/6", DOING, None)], "in_progress", "due_unreported", "due-unreported", None),
    ("1/7", [("30/6", DOING, None)], "in_progress", "due_unreported", "due-unreported", None),
    # A report that does
    ("15/9", [("9/9", DOING, None)], "in_progress", "overdue", "overdue", 71),
    ("15/9", [("9/9", NOT_YET, None)], "not_started", "overdue", "overdue", 71),
    ("10/12", [("9/9", DOING, None)], "stale", "overdue", "overdue", 71),
    ("9/12", [("9/9", DOING, None)], "in_progress", "overdue", "overdue", 71),
    # Done
    ("10/6", [("9/6", DONE, "1/6")], "done", "on_time", "on-time", None),
    ("15/9", [("9/9", DONE, "30/6")], "done", "on_time", "on-time", None),
    ("15/9", [("9/9", DONE, "1/7")], "done", "late", "late", 1),
    ("31/12/2030", [("9/9", DONE, "3/7")], "done", "late", "late", 3),
    ("15/9", [("9/9", DONE, None)], "done", "done_undated", "done-undated", None),
    ("10/6", [("9/6", DONE, None)], "done", "done_undated", "done-undated", None),
    # The date given once stays with the reports that repeat "done", and goes when the task is reopened
    ("15/9", [("9/6", DONE, "1/6"), ("9/9", DONE, None)], "done", "on_time", "on-time", None),
    ("15/9", [("9/9", DOING, None), ("9/6", DONE, "1/6")], "in_progress", "overdue", "overdue", 71),
    (
        "10/12",
        [("9/6", DONE, "1/6"), ("9/9", DOING, None), ("9/12", DONE, None)],
        "done",
        "done_undated",
        "done-undated",
        None,
    ),
    # Stopped and merged
    ("15/9", [("9/9", State.STOPPED, None)], "stopped", "not_computable", "stopped", None),
    ("31/12/2030", [("9/9", State.MERGED, None)], "merged", "not_computable", "merged", None),
    # Not yet known on the as-of day
    ("1/7", [("9/9", DOING, None)], "none", "due_unreported", "due-unreported", None),
    (
        "1/9",
        [("9/6", DOING, None), ("9/9", DONE, "1/7")],
        "in_progress",
        "due_unreported",
        "due-unreported",
        None,
    ),
]


@pytest.mark.parametrize(("as_of", "reports", "reported", "schedule", "rule", "days_late"), QUARTER_CASES)
def test_a_task_due_once(
    as_of: str,
    reports: list[tuple[str, State, str | None]],
    reported: str,
    schedule: str,
    rule: str,
    days_late: int | None,
) -> None:
    found = facts("Quý II/2026", as_of, *(report(*one) for one in reports))
    assert (found.reported, found.schedule, found.rule) == (reported, schedule, rule)
    assert found.days_late == days_late
    assert found.due == date(2026, 6, 30)
    assert found.done == (schedule in {"on_time", "late", "done_undated"})
    assert (found.parts, found.done_parts, found.partial) == (1, int(found.done), False)


def test_completion_and_cutoff_are_those_of_the_latest_report() -> None:
    found = facts("Quý II/2026", "15/9", report("9/6", DOING), report("9/9", DONE, "1/7"))
    assert found.completed == date(2026, 7, 1)
    assert found.cutoff == date(2026, 9, 9)
    assert facts("Quý II/2026", "15/9", report("9/9", DOING)).completed is None


# A report of 30/11 is a quarter old on the last day of February.
@pytest.mark.parametrize(
    ("cutoff", "fresh", "stale"),
    [
        ("9/3", "9/6", "10/6"),
        ("9/12", "9/3/2027", "10/3/2027"),
        ("30/11", "28/2/2027", "1/3/2027"),
        ("31/3", "30/6", "1/7"),
    ],
)
def test_a_report_is_stale_once_over_a_quarter_old(cutoff: str, fresh: str, stale: str) -> None:
    assert facts("Cả năm 2026", fresh, report(cutoff, DOING)).reported is Reported.IN_PROGRESS
    assert facts("Cả năm 2026", stale, report(cutoff, DOING)).reported is Reported.STALE


@pytest.mark.parametrize("state", [State.DONE, State.STOPPED, State.MERGED])
def test_a_final_report_never_gets_stale(state: State) -> None:
    assert facts("Cả năm 2026", "1/1/2030", report("9/3", state)).reported == state.value


# No day to measure against ----------------------------------------------------------------------------


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


def test_a_continuous_task_done_once_is_not_done_for_good() -> None:
    found = facts("Thường xuyên", "10/9", report("9/6", DONE, "1/6"))
    assert found.reported is Reported.STALE
    assert not found.done
    assert found.completed is None


@pytest.mark.parametrize("state", [State.STOPPED, State.MERGED])
def test_a_continuous_task_can_stop(state: State) -> None:
    found = facts("Thường xuyên", "15/6", report("9/6", state))
    assert (found.schedule, found.rule) == (Schedule.NOT_COMPUTABLE, state.value)


# Proofs and evidence ----------------------------------------------------------------------------------


def test_city_task_1_1_is_proved_by_the_plan_itself() -> None:
    proof = TaskProof("5256-qd-ubnd-2025", date(2025, 12, 26), held=True)
    found = facts("Tháng 12/2025", "22/11", proof=proof)
    assert found == Facts(
        reported=Reported.NONE,
        evidenced=Evidenced.HELD,
        schedule=Schedule.ON_TIME,
        rule=Rule.PROOF,
        done=True,
        due=date(2025, 12, 31),
        completed=date(2025, 12, 26),
        done_parts=1,
    )


def test_assignment_task_i_1_is_proved_by_a_cited_decision() -> None:
    found = facts(
        "Trước ngày 15/01/2026", "22/11", proof=TaskProof("16-qd-ubnd-2026", date(2026, 1, 13), held=False)
    )
    assert (found.reported, found.evidenced, found.schedule) == ("none", "cited", "on_time")


def test_a_proof_after_the_due_day_is_late() -> None:
    found = facts("Trước ngày 15/01/2026", "22/11", proof=TaskProof("x", date(2026, 1, 15), held=True))
    assert (found.schedule, found.rule, found.days_late) == (Schedule.LATE, Rule.PROOF, 1)


def test_a_proof_settles_the_schedule_whatever_is_reported() -> None:
    proof = TaskProof("x", date(2026, 6, 1), held=True)
    found = facts("Quý II/2026", "15/9", report("9/9", DOING), proof=proof)
    assert (found.reported, found.schedule, found.rule) == ("in_progress", "on_time", "proof")


def test_a_proof_completes_a_task_whose_report_is_old() -> None:
    proof = TaskProof("x", date(2026, 6, 1), held=True)
    found = facts("Quý II/2026", "15/12", report("9/3", DOING), proof=proof)
    assert (found.reported, found.schedule, found.done) == (Reported.STALE, Schedule.ON_TIME, True)
    assert found.completed == date(2026, 6, 1)


def test_a_proof_of_a_later_day_is_not_yet_known() -> None:
    found = facts("Quý II/2026", "31/5", proof=TaskProof("x", date(2026, 6, 1), held=True))
    assert (found.evidenced, found.schedule) == (Evidenced.NONE, Schedule.DUE_SOON)


@pytest.mark.parametrize(
    ("held", "evidenced"),
    [((), "none"), ((False,), "cited"), ((False, True), "held"), ((False, False), "cited")],
)
def test_evidence_is_as_strong_as_its_best_document(held: tuple[bool, ...], evidenced: str) -> None:
    found = assess(deadline("Quý II/2026"), (), held, None, day("1/1"))
    assert found.evidenced == evidenced
    assert found.schedule is Schedule.NOT_DUE


# Recurring --------------------------------------------------------------------------------------------

EACH_QUARTER = "Trước ngày 10 của tháng cuối quý"

SERIES_CASES = [
    ("1/2", [], "not_due", "9/3"),
    ("7/2", [], "due_soon", "9/3"),
    ("9/3", [], "due_soon", "9/3"),
    ("10/3", [], "due_unreported", "9/3"),
    ("10/3", [("8/3", DOING, None)], "due_unreported", "9/3"),
    ("10/3", [("9/3", DOING, None)], "not_due", "9/6"),
    ("10/3", [("8/3", DONE, "5/3")], "not_due", "9/6"),
    ("10/3", [("8/3", DONE, None)], "not_due", "9/6"),
    ("15/5", [("9/3", DONE, "9/3")], "due_soon", "9/6"),
    # The next one done early: the one after it is next
    ("15/5", [("9/3", DONE, "9/3"), ("10/5", DONE, "5/5")], "not_due", "9/9"),
    # One done late in its own quarter is not the next one done early
    ("15/5", [("31/3", DONE, "12/3")], "due_soon", "9/6"),
    ("10/6", [("31/3", DONE, "12/3")], "due_unreported", "9/6"),
    # A later report reaches back over an instance that had none
    ("1/10", [("9/9", DOING, None)], "not_due", "9/12"),
    ("1/10", [("9/6", DONE, "9/6")], "due_unreported", "9/9"),
    # After the last one the ordinary rules hold against its day
    ("15/12", [("9/9", DONE, "9/9"), ("9/12", DONE, "8/12")], "on_time", "9/12"),
    ("31/12", [("9/9", DONE, "9/9"), ("20/12", DONE, "12/12")], "late", "9/12"),
    ("31/12", [("20/12", DONE, None)], "done_undated", "9/12"),
    ("31/12", [("20/12", DOING, None)], "overdue", "9/12"),
    ("31/12", [("9/12", DOING, None)], "due_unreported", "9/12"),
    ("31/12", [("20/12", State.STOPPED, None)], "not_computable", "9/12"),
]


@pytest.mark.parametrize(("as_of", "reports", "schedule", "due"), SERIES_CASES)
def test_a_task_due_every_quarter(
    as_of: str, reports: list[tuple[str, State, str | None]], schedule: str, due: str
) -> None:
    found = facts(EACH_QUARTER, as_of, *(report(*one) for one in reports))
    assert (found.schedule, found.due) == (schedule, day(due))
    assert found.done == (schedule in {"on_time", "late", "done_undated"})


def test_a_recurring_task_names_its_own_rule_until_its_last_instance() -> None:
    assert facts(EACH_QUARTER, "10/3").rule is Rule.RECURRING
    assert facts(EACH_QUARTER, "1/2").rule is Rule.RECURRING
    assert facts(EACH_QUARTER, "31/12", report("20/12", DOING)).rule is Rule.OVERDUE


@pytest.mark.parametrize(
    ("as_of", "reports", "schedule", "due"),
    [
        ("1/7", [("9/6", DONE, "20/5")], "not_due", "31/12"),
        ("1/7", [("9/6", DOING, None)], "due_unreported", "30/6"),
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


def test_what_was_done_last_quarter_ages_while_instances_are_left() -> None:
    found = facts(EACH_QUARTER, "10/6", report("9/3", DONE, "5/3"))
    assert (found.reported, found.completed) == (Reported.STALE, None)


def test_a_proof_stands_for_the_instance_it_was_made_for() -> None:
    proof = TaskProof("x", date(2026, 3, 5), held=True)
    assert facts(EACH_QUARTER, "15/3", proof=proof).due == day("9/6")
    assert facts(EACH_QUARTER, "10/6", proof=proof).schedule is Schedule.DUE_UNREPORTED


def test_october_every_year_of_a_one_year_plan_is_a_single_day() -> None:
    found = facts("Tháng 10 hàng năm", "15/12", report("9/9", DONE, "5/9"))
    assert (found.schedule, found.due) == (Schedule.ON_TIME, date(2026, 10, 31))


# Doubt ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("uncertain", "as_of", "reports", "schedule", "rule"),
    [
        ("deadline", "1/1", [], "not_due", "not-due"),
        ("deadline", "15/6", [], "due_soon", "due-soon"),
        ("deadline", "1/7", [], "due_unreported", "due-unreported"),
        ("deadline", "15/9", [("9/9", DOING, None)], "not_computable", "uncertain-deadline"),
        ("deadline", "15/9", [("9/9", DONE, "1/7")], "not_computable", "uncertain-deadline"),
        ("deadline", "15/9", [("9/9", DONE, "1/6")], "not_computable", "uncertain-deadline"),
        ("deadline", "15/9", [("9/9", DONE, None)], "done_undated", "done-undated"),
        ("deadline", "15/9", [("9/9", State.STOPPED, None)], "not_computable", "stopped"),
        ("lead", "1/7", [], "due_unreported", "due-unreported"),
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


def test_doubt_leaves_what_was_done_done() -> None:
    found = facts("Quý II/2026", "15/9", report("9/9", DONE, "1/7"), uncertain=("deadline",))
    assert found.done
    assert found.completed == date(2026, 7, 1)


def test_an_uncertain_recurring_deadline_blames_nobody() -> None:
    found = facts(EACH_QUARTER, "10/3", uncertain=("deadline",))
    assert (found.schedule, found.days_late) == (Schedule.DUE_UNREPORTED, None)


# Postponement -----------------------------------------------------------------------------------------


def test_without_a_postponement_there_is_no_original_schedule() -> None:
    found = facts("Quý II/2026", "15/9")
    assert (found.original_schedule, found.original_due, found.original_days_late) == (None, None, None)


@pytest.mark.parametrize(
    ("as_of", "reports", "new", "old", "old_days"),
    [
        ("1/7", [], "not_due", "due_unreported", None),
        ("15/9", [("9/9", DOING, None)], "due_soon", "overdue", 71),
        ("15/9", [("9/9", DONE, "20/7")], "on_time", "late", 20),
        ("15/12", [("9/12", DONE, "1/10")], "late", "late", 93),
    ],
)
def test_a_postponed_task_is_shown_against_both_days(
    as_of: str, reports: list[tuple[str, State, str | None]], new: str, old: str, old_days: int | None
) -> None:
    found = facts("Quý II/2026", as_of, *(report(*one) for one in reports), postponed="Quý III/2026")
    assert (found.schedule, found.due) == (new, date(2026, 9, 30))
    assert (found.original_schedule, found.original_due) == (old, date(2026, 6, 30))
    assert found.original_days_late == old_days


def test_doubt_about_the_first_wording_does_not_touch_the_new_day() -> None:
    late = report("9/9", DONE, "20/7")
    found = facts("Quý II/2026", "1/10", late, uncertain=("deadline",), postponed="Quý III/2026")
    assert found.schedule is Schedule.ON_TIME
    assert found.original_schedule is Schedule.NOT_COMPUTABLE


# Wholes of several parts ------------------------------------------------------------------------------


def test_city_task_1_is_half_done() -> None:
    city = facts(
        "Tháng 12/2025", "22/11", proof=TaskProof("5256-qd-ubnd-2025", date(2025, 12, 26), held=True)
    )
    agencies = facts("Trước 15/01/2026", "22/11")
    whole = combine([city, agencies])
    assert (whole.schedule, whole.rule) == (Schedule.DUE_UNREPORTED, Rule.DUE_UNREPORTED)
    assert whole.due == date(2026, 1, 14)
    assert (whole.done, whole.partial, whole.done_parts, whole.parts) == (False, True, 1, 2)
    assert (whole.reported, whole.evidenced, whole.completed) == (Reported.NONE, Evidenced.NONE, None)


def part(
    schedule: Schedule,
    *,
    done: bool | None = None,
    days_late: int | None = None,
    completed: date | None = None,
    reported: Reported = Reported.NONE,
) -> Facts:
    is_done = schedule in {Schedule.ON_TIME, Schedule.LATE, Schedule.DONE_UNDATED} if done is None else done
    return Facts(
        reported=reported,
        evidenced=Evidenced.NONE,
        schedule=schedule,
        rule=Rule.ON_TIME,
        done=is_done,
        days_late=days_late,
        completed=completed,
        done_parts=int(is_done),
    )


def test_a_whole_is_done_when_all_its_parts_are() -> None:
    early = part(Schedule.ON_TIME, completed=date(2026, 3, 1))
    late = part(Schedule.LATE, completed=date(2026, 7, 3), days_late=3)
    whole = combine([early, late])
    assert (whole.done, whole.partial, whole.schedule, whole.days_late) == (True, False, Schedule.LATE, 3)
    assert whole.completed == date(2026, 7, 3)


def test_a_whole_with_an_undated_part_has_no_day_of_completion() -> None:
    whole = combine([part(Schedule.ON_TIME, completed=date(2026, 3, 1)), part(Schedule.DONE_UNDATED)])
    assert (whole.done, whole.schedule, whole.completed) == (True, Schedule.DONE_UNDATED, None)


def test_of_equally_bad_parts_the_latest_speaks() -> None:
    whole = combine([part(Schedule.OVERDUE, days_late=2), part(Schedule.OVERDUE, days_late=9)])
    assert whole.days_late == 9


@pytest.mark.parametrize("worse", range(len(WORST_FIRST)))
def test_the_worst_part_speaks_for_the_whole(worse: int) -> None:
    for better in WORST_FIRST[worse:]:
        assert combine([part(better), part(WORST_FIRST[worse])]).schedule is WORST_FIRST[worse]


def test_every_schedule_has_its_place_in_the_order() -> None:
    assert sorted(WORST_FIRST) == sorted(Schedule)


def test_a_collective_with_an_incomplete_list_is_never_done() -> None:
    members = [part(Schedule.ON_TIME, completed=date(2026, 3, 1))] * 3
    assert combine(members).done
    whole = combine(members, complete=False)
    assert (whole.done, whole.partial, whole.done_parts) == (False, True, 3)
    assert (whole.schedule, whole.rule) == (Schedule.NOT_COMPUTABLE, Rule.MEMBERS_INCOMPLETE)
    assert whole.completed is None


def test_a_collective_of_114_communes_counts_each() -> None:
    members = [part(Schedule.ON_TIME)] * 113 + [part(Schedule.OVERDUE, days_late=5)]
    whole = combine(members)
    assert (whole.done_parts, whole.parts, whole.schedule) == (113, 114, Schedule.OVERDUE)


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        ("none none", "none"),
        ("done done", "done"),
        ("stopped stopped", "stopped"),
        ("none done", "in_progress"),
        ("none in_progress", "in_progress"),
        ("none not_started", "none"),
        ("none stale", "none"),
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
    assert combine(parts).reported == whole
    assert combine(parts[::-1]).reported == whole


def test_a_whole_is_evidenced_as_its_weakest_part() -> None:
    parts = [replace(part(Schedule.ON_TIME), evidenced=one) for one in (Evidenced.HELD, Evidenced.CITED)]
    assert combine(parts).evidenced is Evidenced.CITED


def test_the_cutoff_of_a_whole_is_the_earliest_of_its_parts() -> None:
    parts = [replace(part(Schedule.NOT_DUE), cutoff=cutoff) for cutoff in (None, day("9/6"), day("9/3"))]
    assert combine(parts).cutoff == day("9/3")


# Codes and sentences ----------------------------------------------------------------------------------


def test_the_codes_of_the_downloads() -> None:
    assert "|".join(Reported) == "none|stale|not_started|in_progress|done|stopped|merged"
    assert "|".join(Evidenced) == "none|cited|held"
    assert "|".join(Schedule) == (
        "on_time|late|done_undated|overdue|due_unreported|due_soon|not_due|continuous|not_computable"
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_rule_and_form_has_one_sentence(language: str) -> None:
    text = (STRINGS / f"rules.{language}.yaml").read_text(encoding="utf-8")
    tree = yaml.safe_load(text)["rules"]
    forms = tree.pop("deadline-form")
    assert [f"rules.{key}" for key in tree] == [key for _, key in RULES]
    assert [f"rules.deadline-form.{key}" for key in forms] == [form.rule_key for form in FORMS]
    for sentence in (*tree.values(), *forms.values()):
        assert sentence.endswith(".")
        assert ". " not in sentence


# Properties -------------------------------------------------------------------------------------------

days = st.dates(date(2025, 6, 1), date(2028, 1, 31))
deadlines = st.sampled_from(
    [
        *(
            deadline(text)
            for text in (None, "Thường xuyên", "Quý II/2026", "Trước 15/01/2026", "Cả năm 2026")
        ),
        *(deadline(text) for text in ("Tháng 7-9/2026", "Theo yêu cầu của Bộ Nội vụ", "Tháng 10 hàng năm")),
        deadline(EACH_QUARTER),
        deadline("Quý II, IV", "instances"),
        deadline(EACH_QUARTER, period=PlanPeriod(date(2026, 1, 1), date(2027, 12, 31))),
    ]
)
doubts = st.frozensets(st.sampled_from(["deadline", "lead", "title"]))


@st.composite
def report_facts(draw: st.DrawFn) -> ReportFact:
    cutoff, state = draw(days), draw(st.sampled_from(State))
    completed = draw(st.one_of(st.none(), st.dates(date(2025, 6, 1), cutoff))) if state is DONE else None
    return ReportFact("a", Quarter.of(cutoff), cutoff, state, completed)


histories = st.lists(report_facts(), max_size=5).map(tuple)
proofs = st.one_of(st.none(), st.builds(TaskProof, st.just("d"), days, st.booleans()))
BLAME = {Schedule.LATE, Schedule.OVERDUE}


@given(deadlines, st.lists(st.booleans()), days, doubts, st.one_of(st.none(), deadlines))
def test_silence_never_makes_anyone_late(
    due: Deadline, evidence: list[bool], as_of: date, uncertain: frozenset[str], postponed: Deadline | None
) -> None:
    found = assess(due, (), evidence, None, as_of, uncertain, postponed)
    assert found.reported is Reported.NONE
    assert found.schedule not in BLAME
    assert found.original_schedule not in BLAME
    assert not found.done


@given(deadlines, histories, proofs, days, doubts)
def test_an_uncertain_deadline_or_lead_never_brands_anyone_late(
    due: Deadline,
    reports: tuple[ReportFact, ...],
    proof: TaskProof | None,
    as_of: date,
    uncertain: frozenset[str],
) -> None:
    assume(uncertain & {"deadline", "lead"})
    assert assess(due, reports, (), proof, as_of, uncertain).schedule not in BLAME


@given(deadlines, histories, proofs, days, st.integers(0, 700))
def test_a_later_day_alone_never_makes_on_time_late(
    due: Deadline, reports: tuple[ReportFact, ...], proof: TaskProof | None, as_of: date, later: int
) -> None:
    known = tuple(one for one in reports if one.cutoff <= as_of)
    known_proof = proof if proof is not None and proof.completed <= as_of else None
    before = assess(due, known, (), known_proof, as_of)
    after = assess(due, known, (), known_proof, as_of + timedelta(days=later))
    if before.schedule is Schedule.ON_TIME:
        assert after.schedule is Schedule.ON_TIME
    assert (after.schedule in BLAME) <= (before.schedule in BLAME or before.schedule is not Schedule.ON_TIME)
    # Overdue rests on what a report said, which a later day does not change.
    if before.schedule is Schedule.OVERDUE:
        assert (after.schedule, after.days_late) == (before.schedule, before.days_late)


@given(deadlines, histories, proofs, days)
def test_what_no_one_can_know_yet_changes_nothing(
    due: Deadline, reports: tuple[ReportFact, ...], proof: TaskProof | None, as_of: date
) -> None:
    known = tuple(one for one in reports if one.cutoff <= as_of)
    known_proof = proof if proof is not None and proof.completed <= as_of else None
    assert assess(due, reports, (), proof, as_of) == assess(due, known, (), known_proof, as_of)


@given(deadlines, histories, proofs, days, doubts)
def test_the_three_facts_agree(
    due: Deadline,
    reports: tuple[ReportFact, ...],
    proof: TaskProof | None,
    as_of: date,
    uncertain: frozenset[str],
) -> None:
    found = assess(due, reports, (), proof, as_of, uncertain)
    known = [one for one in reports if one.cutoff <= as_of]
    assert (found.reported is Reported.NONE) == (not known)
    assert (found.days_late is not None) == (found.schedule in BLAME)
    assert found.days_late is None or found.days_late > 0
    assert found.completed is None or found.done
    if found.schedule is Schedule.LATE:
        assert found.completed is not None
        assert due.is_late(found.completed)
    if found.schedule is Schedule.ON_TIME:
        assert found.completed is not None
        assert not due.is_late(found.completed)
    if found.schedule is Schedule.OVERDUE:
        assert found.due is not None
        assert any(one.cutoff > found.due and one.state is not DONE for one in known)
    if found.schedule is Schedule.DUE_UNREPORTED:
        assert found.due is not None
        assert found.due < as_of
    if found.schedule in {Schedule.NOT_DUE, Schedule.DUE_SOON}:
        assert found.due is not None
        assert found.due >= as_of
        assert (found.due - as_of <= timedelta(days=30)) == (found.schedule is Schedule.DUE_SOON)


@given(st.lists(st.builds(part, st.sampled_from(Schedule)), min_size=1, max_size=6), st.booleans())
def test_a_whole_is_never_better_than_a_part(parts: list[Facts], complete: bool) -> None:  # noqa: FBT001
    whole = combine(parts, complete=complete)
    assert whole.done == (complete and all(one.done for one in parts))
    assert whole.parts == len(parts)
    assert all(WORST_FIRST.index(whole.schedule) <= WORST_FIRST.index(one.schedule) for one in parts)
