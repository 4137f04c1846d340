"""What holds for any task, any reports and any day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.measures.clock import SOON, Clock
from generator.measures.facts import assess
from generator.measures.place import Place
from generator.measures.reported import Reported, ReportFact, State, TaskProof
from generator.measures.schedule import Schedule
from generator.measures.wholes import WORST_FIRST, combine
from generator.model.deadline import PlanPeriod
from generator.model.portal import TaskTerms
from generator.model.quarter import Quarter
from tests.measures.task_cases import DONE, EACH_QUARTER, REPORTING_DAYS, deadline, terms

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
    last_day = task.current_deadline.late_after
    assert (found.reported is Reported.NONE) == (not known)
    assert (found.days_late is not None) == (found.schedule in BLAME)
    assert found.days_late is None or found.days_late > 0
    assert found.completed is None or found.done
    if found.schedule is Schedule.LATE:
        assert found.completed is not None
        assert last_day is not None
        assert found.completed > last_day
    if found.schedule is Schedule.ON_TIME:
        assert found.completed is not None
        assert last_day is not None
        assert found.completed <= last_day
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
