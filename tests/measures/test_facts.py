from datetime import date

import pytest

from generator.measures.facts import Evidenced, Facts, assess
from generator.measures.place import Place
from generator.measures.reported import Reported, ReportFact, State, TaskProof
from generator.measures.rules import Rule
from generator.measures.schedule import Schedule
from tests.measures.task_cases import DOING, DONE, EACH_QUARTER, clock, day, deadline, facts, report, terms


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


def test_a_proof_stands_for_the_instance_it_was_made_for() -> None:
    proof = TaskProof("x", date(2026, 3, 5), held=True)
    assert facts(EACH_QUARTER, "15/3", proof=proof).due == day("9/6")
    assert facts(EACH_QUARTER, "10/6", proof=proof).schedule is Schedule.DUE
    assert facts(EACH_QUARTER, "10/9", proof=proof).schedule is Schedule.DUE_UNREPORTED


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


def test_the_codes_of_the_downloads() -> None:
    assert "|".join(Reported) == "none|stale|not_started|in_progress|done|stopped|merged"
    assert "|".join(Evidenced) == "none|partly|cited|held"
    assert "|".join(Schedule) == (
        "on_time|late|done_undated|overdue|due_unreported|due|due_soon|not_due|continuous|not_computable"
    )
    assert "|".join(Place) == (
        "withdrawn|stopped|merged|done_late|done|overdue|due_unreported|due|not_due|continuous|not_computable"
    )
