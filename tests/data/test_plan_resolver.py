"""Tasks with their deadlines and what events did to them; parts under their parents."""
# ruff: noqa: E501 - a case is a line

from datetime import date

import pytest

from generator.data.plan_resolver import resolve_plan
from generator.model.deadline import DeadlineKind
from generator.model.portal import Plan, Task
from tests.portals import (
    DOCUMENTS,
    EVENTS,
    TARGETS,
    TASKS,
    Change,
    portal_of,
    problems_of,
    references_of,
    told,
)

SOURCE = "  source: {document: ke-hoach-2026, at: Phụ lục}\n  text: verified\n"

Q1 = "deadline: Quý I/2026"


def first_task(changes: dict[str, Change]) -> Task:
    return portal_of(changes).plans["tp-2026"].tasks["1"]


def event(fields: str) -> str:
    return f'- {{task: "1", document: bao-cao-2026, {fields}}}\n'


def test_a_deadline_counted_from_an_event_waits_for_its_day() -> None:
    words = "deadline: Trong thời hạn 15 ngày kể từ ngày Kế hoạch được ban hành"
    waiting = first_task({TASKS: {Q1: words}})
    assert waiting.deadline.instances == ()
    known = first_task({TASKS: {Q1: words}, EVENTS: event("kind: occurred, date: 2026-03-02")})
    assert known.deadline.instances == (date(2026, 3, 17),)
    assert known.postponed is None


def test_a_deadline_on_instruction_waits_for_the_instruction() -> None:
    words = "deadline: Theo hướng dẫn của cấp trên"
    assert first_task({TASKS: {Q1: words}}).deadline.instances == ()
    given = event("kind: instructed, deadline: Tháng 5/2026")
    assert first_task({TASKS: {Q1: words}, EVENTS: given}).deadline.instances == (date(2026, 5, 31),)


def test_the_last_postponement_counts_beside_the_plans_own_deadline() -> None:
    events = event("kind: postponed, deadline: Quý II/2026") + event(
        "kind: postponed, deadline: Tháng 9/2026"
    )
    task = first_task({EVENTS: events})
    assert task.deadline.instances == (date(2026, 3, 31),)
    assert task.postponed is not None
    assert task.postponed.instances == (date(2026, 9, 30),)
    assert task.postponement is not None
    assert task.postponement.deadline == "Tháng 9/2026"


def test_parts_stand_under_their_task_and_bear_its_heading() -> None:
    parts = "".join(f'- number: "2.{n}"\n  parent: "2"\n  title: Phần {n}\n{SOURCE}' for n in (1, 2))
    tasks = portal_of({TASKS: parts}).plans["tp-2026"].tasks
    assert tasks["2"].children == ("2.1", "2.2")
    assert tasks["2.1"].full_title == "Công bố thủ tục hành chính: Phần 1"
    assert (tasks["1"].children, tasks["1"].heading) == ((), None)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({TASKS: '- number: "3.1"\n  parent: "3"\n  title: x\n' + SOURCE}, "3.parent", "bad-parent"),
        ({TASKS: '- number: "3.1"\n  parent: "2"\n  title: x\n' + SOURCE}, "3.parent", "bad-parent"),
        ({TASKS: {"lead: [so-noi-vu]": "lead: [so-noi-vu, so-noi-vu]"}}, "1.lead.2", "repeated-value"),
        ({TASKS: {"area: the-che": "area: the-che-moi"}}, "1.area", "unknown-area"),
        ({TASKS: {Q1: "deadline: Khoảng giữa năm"}}, "1.deadline", "deadline-unknown-form"),
        ({TASKS: {Q1: f"{Q1}\n  deadline_reading: window"}}, "1.deadline_reading", "deadline-reading-not-needed"),
        ({EVENTS: event("kind: occurred, date: 2026-03-02")}, "1.kind", "deadline-no-event-awaited"),
        ({EVENTS: '- {task: "9", document: bao-cao-2026, kind: postponed, deadline: Quý II}\n'}, "1.task", "unknown-task"),
        ({"data/plans/xa-2026/tasks.yaml": {"task: tp-2026/2": "task: tp-2026/22"}}, "1.implements.1.task", "unknown-implemented"),
        ({"data/plans/xa-2026/tasks.yaml": {"task: tp-2026/2": "task: xa-2026/I.1"}}, "1.implements.1.task", "unknown-implemented"),
        ({"data/plans/tp-2026/proofs.yaml": {'task: "1"': 'task: "5"'}}, "1.task", "unknown-task"),
    ],
)  # fmt: skip
def test_a_mistake_of_a_plan_is_told_at_its_field(changes: dict[str, Change], field: str, code: str) -> None:
    assert told(problems_of(changes)) == [(field, code)]


def test_a_plan_of_an_unknown_document_is_one_mistake() -> None:
    refs = references_of({DOCUMENTS: {"- id: ke-hoach-xa-2026": "- id: ke-hoach-xa"}})
    plan = resolve_plan(refs, refs.root.plans["xa-2026"])
    assert isinstance(plan, Plan)
    assert told(refs.problems)[0][0] == "document"
    assert {code for _, code in told(refs.problems)} == {"unknown-document"}


def test_targets_have_deadlines() -> None:
    plan = portal_of().plans["tp-2026"]
    assert plan.target_deadlines["a"].instances == (date(2026, 12, 31),)
    before = portal_of({TARGETS: {"deadline: Cả năm 2026": "deadline: trước ngày 20/7/2026"}})
    assert before.plans["tp-2026"].target_deadlines["a"].instances == (date(2026, 7, 19),)
    without = portal_of({TARGETS: {"  deadline: Cả năm 2026\n": ""}})
    assert without.plans["tp-2026"].target_deadlines == {}


def test_measures_of_tasks_are_checked_as_those_of_targets() -> None:
    measure = (
        "    - {key: a, label: Tỷ lệ, indicator: spias, comparator: '>=', value: 80, value_as_written: 80%}\n"
    )
    changes: dict[str, Change] = {TASKS: {f"  {Q1}\n": f"  {Q1}\n  measures:\n{measure * 2}"}}
    assert told(problems_of(changes)) == [
        ("1.measures.1.indicator", "unknown-indicator"),
        ("1.measures.2.indicator", "unknown-indicator"),
        ("1.measures.2.key", "repeated-value"),
    ]


# Wordings without a known meaning ---------------------------------------------------------------------

UNKNOWN = "deadline: Sớm nhất có thể"


def test_an_unknown_wording_is_published_as_printed_and_never_judged() -> None:
    task = first_task({TASKS: {Q1: UNKNOWN}})
    assert (task.deadline.as_written, task.deadline.kind, task.deadline.instances) == (
        "Sớm nhất có thể",
        DeadlineKind.UNREAD,
        (),
    )
    [problem] = problems_of({TASKS: {Q1: UNKNOWN}})
    assert (problem.code, problem.severity) == ("deadline-unknown-form", "warning")


@pytest.mark.parametrize(
    ("meaning", "kind", "days", "start"),
    [
        ("{kind: date, days: [2026-06-30]}", "date", "2026-06-30", None),
        ("{kind: date, days: [2026-06-30], start: 2026-04-01}", "date", "2026-06-30", date(2026, 4, 1)),
        ("{kind: recurring, days: [2026-06-30, 2026-12-31]}", "recurring", "2026-06-30;2026-12-31", None),
        ("{kind: continuous}", "continuous", "", None),
        ("{kind: on_instruction}", "on_instruction", "", None),
    ],
)
def test_editors_give_an_unknown_wording_a_meaning(
    meaning: str, kind: str, days: str, start: date | None
) -> None:
    changes: dict[str, Change] = {TASKS: {Q1: f"{UNKNOWN}\n  deadline_meaning: {meaning}"}}
    assert problems_of(changes) == []
    deadline = first_task(changes).deadline
    assert (deadline.as_written, deadline.reading) == ("Sớm nhất có thể", "editors")
    assert (deadline.kind, deadline.late_after_text, deadline.start) == (kind, days, start)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("deadline: Theo Kế hoạch của Bộ\n  deadline_reading: instances", "deadline-reading-not-needed"),
        ("deadline: Quý II/2026\n  deadline_meaning: {kind: continuous}", "deadline-meaning-not-needed"),
    ],
)
def test_a_reading_that_a_known_wording_does_not_need_is_a_warning(fields: str, code: str) -> None:
    changes: dict[str, Change] = {TASKS: {Q1: fields}}
    assert [(problem.code, problem.severity) for problem in problems_of(changes)] == [(code, "warning")]
    assert first_task(changes).deadline.reading is None


def test_working_days_take_the_day_that_editors_counted() -> None:
    words = "deadline: Trong thời hạn 10 ngày làm việc kể từ khi có Nghị quyết"
    counted = event("kind: occurred, date: 2026-03-02, deadline: Ngày 16/3/2026")
    deadline = first_task({TASKS: {Q1: words}, EVENTS: counted}).deadline
    assert (deadline.kind, deadline.late_after_text) == (DeadlineKind.AFTER_EVENT, "2026-03-16")


def test_a_target_and_an_event_may_have_an_unknown_wording_too() -> None:
    moved = event("kind: postponed, deadline: Sang năm")
    task = first_task({EVENTS: moved})
    assert task.current_deadline.kind is DeadlineKind.UNREAD
    assert [problem.severity for problem in problems_of({EVENTS: moved})] == ["warning"]
