from dataclasses import replace
from datetime import date, timedelta

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.measures.status import (
    RULES,
    SOON,
    WORST_FIRST,
    Clock,
    Evidenced,
    Facts,
    Place,
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
from generator.model.portal import TaskTerms
from generator.model.quarter import Quarter
from generator.model.records import Event
from tests.paths import ROOT

Y2026 = PlanPeriod(date(2026, 1, 1), date(2026, 12, 31))
REPORTING_DAYS = tuple(date(2026, month, 9) for month in (3, 6, 9, 12))
"""Reporting days of the city's plan of 2026."""
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


def clock(as_of: str, *, ended: bool = False, reporting_days: tuple[date, ...] = REPORTING_DAYS) -> Clock:
    return Clock(day(as_of), ended, reporting_days)


def terms(set_by_plan: Deadline, postponed: Deadline | None = None, closure: str | None = None) -> TaskTerms:
    """Terms of a task; `closure` is the kind of the event by which a document closed it."""
    into = {"merged_into": "ke-hoach/2"} if closure == "merged" else {}
    event = Event.model_validate({"task": "1", "kind": closure, "document": "d", **into}) if closure else None
    return TaskTerms(date.min, set_by_plan, postponed, closure=event)


def facts(
    text: str | None,
    when: str | Clock,
    *reports: ReportFact,
    reading: str | None = None,
    proof: TaskProof | None = None,
    uncertain: tuple[str, ...] = (),
    postponed: str | None = None,
    closure: str | None = None,
) -> Facts:
    """Facts of a task of the city's plan at the start of a day of 2026, or at another moment."""
    return assess(
        terms(deadline(text, reading), deadline(postponed) if postponed else None, closure),
        reports,
        (),
        proof,
        when if isinstance(when, Clock) else clock(when),
        frozenset(uncertain),
    )


DONE, DOING, NOT_YET = State.DONE, State.IN_PROGRESS, State.NOT_STARTED

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
def test_a_stop_that_only_a_report_proposes_leaves_a_continuous_task_continuous(state: State) -> None:
    found = facts("Thường xuyên", "15/6", report("9/6", state))
    assert (found.schedule, found.place, found.proposed) == (Schedule.CONTINUOUS, Place.CONTINUOUS, True)
    assert found.rate_day is None


# Proofs and evidence ----------------------------------------------------------------------------------


def test_city_task_1_1_is_proved_by_the_plan_itself() -> None:
    proof = TaskProof("5256-qd-ubnd-2025", date(2025, 12, 26), held=True)
    found = facts("Tháng 12/2025", "22/11", proof=proof)
    assert found == Facts(
        reported=Reported.NONE,
        evidenced=Evidenced.HELD,
        schedule=Schedule.ON_TIME,
        rule=Rule.PROOF,
        place=Place.DONE,
        done=True,
        due=date(2025, 12, 31),
        rate_day=date(2025, 12, 31),
        last_day=date(2025, 12, 31),
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
    found = assess(terms(deadline("Quý II/2026")), (), held, None, clock("1/1"))
    assert found.evidenced == evidenced
    assert found.schedule is Schedule.NOT_DUE


# Recurring --------------------------------------------------------------------------------------------

EACH_QUARTER = "Trước ngày 10 của tháng cuối quý"

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


def test_what_was_done_last_quarter_ages_while_instances_are_left() -> None:
    found = facts(EACH_QUARTER, "10/6", report("9/3", DONE, "5/3"))
    assert (found.reported, found.completed) == (Reported.STALE, None)


def test_a_proof_stands_for_the_instance_it_was_made_for() -> None:
    proof = TaskProof("x", date(2026, 3, 5), held=True)
    assert facts(EACH_QUARTER, "15/3", proof=proof).due == day("9/6")
    assert facts(EACH_QUARTER, "10/6", proof=proof).schedule is Schedule.DUE
    assert facts(EACH_QUARTER, "10/9", proof=proof).schedule is Schedule.DUE_UNREPORTED


def test_october_every_year_of_a_one_year_plan_is_a_single_day() -> None:
    found = facts("Tháng 10 hàng năm", "15/12", report("9/9", DONE, "5/9"))
    assert (found.schedule, found.due) == (Schedule.ON_TIME, date(2026, 10, 31))


# Doubt ------------------------------------------------------------------------------------------------


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
    assert (found.place, found.undone_by_uncertain_words) == (Place.NOT_COMPUTABLE, True)
    silent = facts("Quý II/2026", "15/9", uncertain=(field,))
    assert (silent.place, silent.undone_by_uncertain_words) == (Place.DUE_UNREPORTED, False)
    undated = facts(None, "15/9", report("9/9", DOING), uncertain=(field,))
    assert (undated.place, undated.undone_by_uncertain_words) == (Place.NOT_COMPUTABLE, False)


def test_days_of_silence_are_not_counted_from_an_uncertain_deadline() -> None:
    for uncertain, silent in (("title", 6), ("lead", 6), ("deadline", None)):
        found = facts("Quý II/2026", "15/9", uncertain=(uncertain,))
        assert (found.place, found.days_silent) == (Place.DUE_UNREPORTED, silent)
        assert found.reporting_day == date(2026, 9, 9)


def test_an_uncertain_recurring_deadline_blames_nobody() -> None:
    found = facts(EACH_QUARTER, "10/6", uncertain=("deadline",))
    assert (found.schedule, found.days_late) == (Schedule.DUE_UNREPORTED, None)


# Reporting days ---------------------------------------------------------------------------------------

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


# Closed by a document ---------------------------------------------------------------------------------


@pytest.mark.parametrize("closure", ["withdrawn", "stopped", "merged"])
@pytest.mark.parametrize("text", ["Quý II/2026", "Thường xuyên", None, EACH_QUARTER])
@pytest.mark.parametrize("reports", [[], [report("9/9", DOING)], [report("9/9", DONE, "1/7")]])
def test_what_a_document_closed_is_counted_by_the_document(
    closure: str, text: str | None, reports: list[ReportFact]
) -> None:
    found = facts(text, "15/9", *reports, closure=closure)
    assert (found.place, found.rule, found.schedule) == (closure, closure, Schedule.NOT_COMPUTABLE)
    assert (found.closed, found.proposed, found.done) == (True, False, False)
    assert (found.rate_day, found.days_late, found.is_due(clock("15/9"))) == (None, None, False)


# Postponement -----------------------------------------------------------------------------------------


def test_without_a_postponement_there_is_no_original_schedule() -> None:
    found = facts("Quý II/2026", "15/9")
    assert (found.original_schedule, found.original_due, found.original_days_late) == (None, None, None)


@pytest.mark.parametrize(
    ("as_of", "reports", "new", "old", "old_days"),
    [
        ("1/7", [], "not_due", "due", None),
        ("10/9", [], "due_soon", "due_unreported", None),
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
    assert found.rate_day == date(2026, 9, 30)
    assert found.is_due(clock(as_of)) == (day(as_of) > date(2026, 9, 30))


def test_lateness_against_both_deadlines() -> None:
    """Quý I/2026, postponed to November, done on 5/9: on time, and 158 days after the plan's day."""
    found = facts("Quý I/2026", "22/11", report("9/9", DONE, "5/9"), postponed="Tháng 11/2026")
    assert (found.place, found.due, found.days_late) == (Place.DONE, date(2026, 11, 30), None)
    assert (found.original_schedule, found.original_due) == (Schedule.LATE, date(2026, 3, 31))
    assert found.original_days_late == 158


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


# Codes and sentences ----------------------------------------------------------------------------------


def test_the_codes_of_the_downloads() -> None:
    assert "|".join(Reported) == "none|stale|not_started|in_progress|done|stopped|merged"
    assert "|".join(Evidenced) == "none|partly|cited|held"
    assert "|".join(Schedule) == (
        "on_time|late|done_undated|overdue|due_unreported|due|due_soon|not_due|continuous|not_computable"
    )
    assert "|".join(Place) == (
        "withdrawn|stopped|merged|done_late|done|overdue|due_unreported|due|not_due|continuous|not_computable"
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
closures = st.sampled_from([None, None, None, "withdrawn", "stopped", "merged"])
tasks = st.builds(terms, deadlines, st.one_of(st.none(), deadlines), closures)
clocks = st.builds(Clock, days, st.booleans(), st.sampled_from([(), REPORTING_DAYS]))
BLAME = {Schedule.LATE, Schedule.OVERDUE}


@given(tasks, st.lists(st.booleans()), clocks, doubts)
def test_silence_never_makes_anyone_late(
    task: TaskTerms, evidence: list[bool], now: Clock, uncertain: frozenset[str]
) -> None:
    found = assess(task, (), evidence, None, now, uncertain)
    assert found.reported is Reported.NONE
    assert found.schedule not in BLAME
    assert found.original_schedule not in BLAME
    assert not found.done


@given(tasks, histories, proofs, clocks, doubts)
def test_an_uncertain_deadline_or_lead_never_brands_anyone_late(
    task: TaskTerms,
    reports: tuple[ReportFact, ...],
    proof: TaskProof | None,
    now: Clock,
    uncertain: frozenset[str],
) -> None:
    assume(uncertain & {"deadline", "lead"} and task.postponed is None)
    found = assess(task, reports, (), proof, now, uncertain)
    assert found.schedule not in BLAME
    assert found.place not in {Place.OVERDUE, Place.DONE_LATE}


@given(tasks, histories, proofs, clocks, doubts)
def test_doubt_never_forbids_saying_that_it_is_done(
    task: TaskTerms,
    reports: tuple[ReportFact, ...],
    proof: TaskProof | None,
    now: Clock,
    uncertain: frozenset[str],
) -> None:
    plain, doubted = (assess(task, reports, (), proof, now, u) for u in (frozenset[str](), uncertain))
    assert (plain.done, plain.rate_day) == (doubted.done, doubted.rate_day)


@given(tasks, histories, proofs, clocks, st.integers(0, 700))
def test_a_later_day_alone_never_makes_on_time_late(
    task: TaskTerms, reports: tuple[ReportFact, ...], proof: TaskProof | None, now: Clock, later: int
) -> None:
    known = tuple(one for one in reports if one.cutoff <= now.day)
    known_proof = proof if proof is not None and proof.completed <= now.day else None
    before = assess(task, known, (), known_proof, now)
    after = assess(task, known, (), known_proof, replace(now, day=now.day + timedelta(days=later)))
    if before.schedule is Schedule.ON_TIME:
        assert after.schedule is Schedule.ON_TIME
    assert (after.schedule in BLAME) <= (before.schedule in BLAME or before.schedule is not Schedule.ON_TIME)
    # Overdue rests on what a report said, which a later day does not change.
    if before.schedule is Schedule.OVERDUE:
        assert (after.schedule, after.days_late) == (before.schedule, before.days_late)


@given(tasks, histories, proofs, clocks)
def test_what_no_one_can_know_yet_changes_nothing(
    task: TaskTerms, reports: tuple[ReportFact, ...], proof: TaskProof | None, now: Clock
) -> None:
    known = tuple(one for one in reports if one.cutoff <= now.day)
    known_proof = proof if proof is not None and proof.completed <= now.day else None
    assert assess(task, reports, (), proof, now) == assess(task, known, (), known_proof, now)


@given(tasks, histories, histories, proofs, clocks, doubts)
def test_who_reports_does_not_move_the_denominator(
    task: TaskTerms,
    reports: tuple[ReportFact, ...],
    others: tuple[ReportFact, ...],
    proof: TaskProof | None,
    now: Clock,
    uncertain: frozenset[str],
) -> None:
    found = [
        assess(task, given_reports, (), proof, now, uncertain) for given_reports in (reports, others, ())
    ]
    assert len({one.is_due(now) for one in found}) == 1
    assert len({one.closed for one in found}) == 1


@given(tasks, histories, clocks, doubts)
def test_reporting_it_done_counts_it_done(
    task: TaskTerms, reports: tuple[ReportFact, ...], now: Clock, uncertain: frozenset[str]
) -> None:
    """A report of completion, whatever came before, puts a task that is due into the numerator."""
    done = ReportFact("a", Quarter.of(now.day), now.day, DONE)
    earlier = tuple(one for one in reports if one.cutoff < now.day)
    found = assess(task, (*earlier, done), (), None, now, uncertain)
    assert found.done or not found.is_due(now)


@given(tasks, histories, proofs, clocks, doubts)
def test_the_three_facts_agree(
    task: TaskTerms,
    reports: tuple[ReportFact, ...],
    proof: TaskProof | None,
    now: Clock,
    uncertain: frozenset[str],
) -> None:
    found = assess(task, reports, (), proof, now, uncertain)
    known = [one for one in reports if one.cutoff <= now.day]
    due = task.current_deadline
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
    if found.schedule in {Schedule.DUE, Schedule.DUE_UNREPORTED}:
        assert found.due is not None
        assert now.passed(found.due)
    if found.schedule is Schedule.DUE_UNREPORTED:
        assert found.due is not None
        assert found.reporting_day is not None
        assert found.due < found.reporting_day <= now.day
        assert found.days_silent is None or found.days_silent >= 0
    else:
        assert found.days_silent is None
    if found.schedule in {Schedule.NOT_DUE, Schedule.DUE_SOON}:
        assert found.due is not None
        assert not now.passed(found.due)
        assert (found.due - now.day <= SOON) == (found.schedule is Schedule.DUE_SOON)


@given(tasks, histories, proofs, clocks, doubts)
def test_the_place_agrees_with_the_facts(
    task: TaskTerms,
    reports: tuple[ReportFact, ...],
    proof: TaskProof | None,
    now: Clock,
    uncertain: frozenset[str],
) -> None:
    found = assess(task, reports, (), proof, now, uncertain)
    assert found.closed == (task.closure is not None)
    if not found.closed:
        assert found.done == (found.place in {Place.DONE, Place.DONE_LATE})
    if found.is_due(now):
        assert found.place not in {
            Place.NOT_DUE,
            Place.CONTINUOUS,
            Place.WITHDRAWN,
            Place.STOPPED,
            Place.MERGED,
        }
    if found.place in {Place.OVERDUE, Place.DUE_UNREPORTED, Place.DUE}:
        assert found.is_due(now)
    if found.place is Place.NOT_DUE:
        assert not found.is_due(now)


@given(st.lists(st.tuples(tasks, histories, doubts), min_size=1, max_size=4), clocks, st.booleans())
def test_a_whole_is_never_better_than_a_part(
    given_parts: list[tuple[TaskTerms, tuple[ReportFact, ...], frozenset[str]]],
    now: Clock,
    complete: bool,  # noqa: FBT001
) -> None:
    parts = [assess(task, reports, (), None, now, doubt) for task, reports, doubt in given_parts]
    live = [one for one in parts if not one.closed] or parts
    whole = combine(parts, now, complete=complete)
    assert whole.done == (complete and all(one.done for one in live))
    assert whole.parts == len(live)
    assert whole.done_parts <= whole.parts
    assert whole.done_instances <= whole.past_instances <= whole.instances
    assert whole.closed == all(one.closed for one in parts)
    assert all(WORST_FIRST.index(whole.schedule) <= WORST_FIRST.index(one.schedule) for one in live)
    if whole.is_due(now):
        assert whole.place not in {Place.NOT_DUE, Place.WITHDRAWN, Place.STOPPED, Place.MERGED}
    if whole.place in {Place.OVERDUE, Place.DUE_UNREPORTED, Place.DUE}:
        assert whole.is_due(now)
