"""Tasks whose lead or deadline the document states and our data do not have: nobody is made responsible."""

from datetime import date

import pytest

from generator.measures.facts import assess
from generator.measures.metrics import Measured, Standing
from generator.measures.place import Place
from generator.measures.reported import State
from generator.measures.reporters import asked_for_measure, asked_for_task, owing, reporters_in
from generator.measures.schedule import LeadEntry
from generator.model.deadline import DeadlineKind
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from tests.measures.task_cases import DOING, DONE, clock, deadline, report, terms
from tests.portals import TARGETS, TASKS, portal_of, problems_of

SECOND = Quarter(2026, 2)
PLAN = "data/plans/tp-2026/plan.yaml"
GAPS = """- number: "3"
  title: Chưa nhập chủ trì
  deadline: Quý I/2026
  source: {document: ke-hoach-2026, at: Phụ lục, row: "3"}
  text: verified
  not_entered: [lead]
  as_written: {lead: Sở Ngoại vụ}
- number: "4"
  title: Nhập một phần
  lead: [so-y-te]
  deadline: Quý I/2026
  source: {document: ke-hoach-2026, at: Phụ lục, row: "4"}
  text: verified
  not_entered: [lead, coordinating]
- number: "5"
  title: Chưa nhập thời hạn
  lead: [so-y-te]
  source: {document: ke-hoach-2026, at: Phụ lục, row: "5"}
  text: verified
  not_entered: [deadline, deliverables]
- number: "6"
  title: Văn bản không nêu chủ trì
  deadline: Quý I/2026
  source: {document: ke-hoach-2026, at: Phụ lục, row: "6"}
  text: verified
"""


@pytest.fixture(scope="module")
def portal() -> Portal:
    return portal_of({TASKS: GAPS, PLAN: {"text: verified": "text: verified\nreporting_days: [2026-04-09]"}})


def standing(portal: Portal, number: str, day: date = date(2026, 11, 1)) -> Standing:
    return Measured(portal, day).standings[f"tp-2026/{number}"]


@pytest.mark.parametrize(
    ("lead", "as_of", "reports", "schedule", "rule"),
    [
        (LeadEntry.NONE, "1/1", [], "not_due", "not-due"),
        (LeadEntry.NONE, "15/6", [], "due_soon", "due-soon"),
        (LeadEntry.NONE, "1/7", [], "due", "due"),
        (LeadEntry.NONE, "10/9", [], "not_computable", "lead-not-entered"),
        (LeadEntry.NONE, "15/9", [("9/9", DOING, None)], "not_computable", "lead-not-entered"),
        (LeadEntry.NONE, "15/9", [("9/9", DONE, "1/7")], "not_computable", "lead-not-entered"),
        (LeadEntry.NONE, "15/9", [("9/9", DONE, "1/6")], "on_time", "on-time"),
        (LeadEntry.PART, "10/9", [], "due_unreported", "due-unreported"),
        (LeadEntry.PART, "15/9", [("9/9", DOING, None)], "not_computable", "lead-not-entered"),
        (LeadEntry.PART, "15/9", [("9/9", DONE, "1/7")], "not_computable", "lead-not-entered"),
        (LeadEntry.WHOLE, "15/9", [("9/9", DOING, None)], "overdue", "overdue"),
    ],
)
def test_nobody_is_blamed_for_a_lead_that_was_not_entered(
    lead: LeadEntry, as_of: str, reports: list[tuple[str, State, str | None]], schedule: str, rule: str
) -> None:
    said = [report(*one) for one in reports]
    found = assess(terms(deadline("Quý II/2026")), said, (), None, clock(as_of), lead=lead)
    assert (found.schedule, found.rule, found.rate_day) == (schedule, rule, date(2026, 6, 30))
    if rule == "lead-not-entered":
        assert (found.days_late, found.days_silent) == (None, None)


def test_nobody_is_asked_in_place_of_a_lead_that_was_not_entered(portal: Portal) -> None:
    plan = portal.plans["tp-2026"]
    asked = {number: asked_for_task(portal, plan, task) for number, task in plan.tasks.items()}
    assert asked["3"] == ()
    assert asked["4"] == ("so-y-te",)
    assert asked["6"] == ("ubnd-thanh-pho",)
    assert set(owing(portal, plan, SECOND)) == {"so-noi-vu", "so-tai-chinh", "so-y-te"}
    clock = Measured(portal, date(2026, 11, 1)).clock(plan)
    assert not reporters_in(portal, plan, SECOND, clock).complete


def test_a_target_whose_agencies_were_not_entered_asks_nobody(portal: Portal) -> None:
    plan = portal.plans["tp-2026"]
    target = plan.targets[0].record
    gap = target.model_copy(update={"responsible": (), "not_entered": ("responsible",)})
    whole = target.model_copy(update={"responsible": ()})
    measure = target.measures[0] if target.measures else None
    assert asked_for_measure(portal, plan, gap, measure) == ()
    assert asked_for_measure(portal, plan, whole, measure) != ()


def test_a_task_stands_in_the_totals_and_nowhere_under_an_agency(portal: Portal) -> None:
    measured = Measured(portal, date(2026, 11, 1))
    counts = measured.counts(portal.plans["tp-2026"].printed_tasks)
    assert counts.total == 6
    assert (standing(portal, "3").place, standing(portal, "3").facts.in_doubt) == (Place.NOT_COMPUTABLE, True)
    assert (counts.uncertain_of_due, counts.not_entered_of_due) == (1, 1)
    assert all(task.number != "3" for agency in portal.agencies for task in measured.led_by(agency))
    # Nobody else stands for the lead that is missing beside one that is there: the whole is never done.
    assert not standing(portal, "4").members_known


def test_a_deadline_that_was_not_entered_is_another_kind_than_none(portal: Portal) -> None:
    tasks = portal.plans["tp-2026"].tasks
    assert tasks["5"].deadline.kind is DeadlineKind.NOT_ENTERED
    assert standing(portal, "5").facts.rule == "deadline-not-entered"


def test_a_proof_completes_a_task_without_a_lead() -> None:
    proofs = {
        "data/plans/tp-2026/proofs.yaml": '- {task: "3", completed: 2026-02-05, document: ke-hoach-2026}\n'
    }
    portal = portal_of({TASKS: GAPS, **proofs})
    assert standing(portal, "3").place is Place.DONE


def test_each_gap_is_a_warning_with_its_place() -> None:
    target = {"responsible: [so-noi-vu]": "not_entered: [responsible]\n  as_written: {responsible: Sở X}"}
    level = {"      value: 90\n": "      not_entered: [value]\n"}
    found = problems_of({TASKS: GAPS, TARGETS: target | level})
    assert [(p.severity, p.code, p.field, p.line) for p in found] == [
        ("warning", "not-entered-written", "1.not_entered.1", 3),
        ("warning", "not-entered-measure", "1.measures.1.not_entered.1", 11),
        ("warning", "not-entered-written", "3.not_entered.1", 22),
        ("warning", "not-entered", "4.not_entered.1", 30),
        ("warning", "not-entered", "4.not_entered.2", 30),
        ("warning", "not-entered", "5.not_entered.1", 36),
        ("warning", "not-entered", "5.not_entered.2", 36),
    ]


LEVEL = "key: a, label: b, comparator: '>=', value_as_written: '80'"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("not_entered: [title]", "not-entered-unknown-field"),
        ("not_entered: [chu_tri]", "not-entered-unknown-field"),
        ("not_entered: [deadline]\n  deadline: Quý I/2026", "not-entered-has-value"),
        ("as_written: {lead: Sở X}", "as-written-without-not-entered"),
        (f"measures:\n    - {{{LEVEL}, value: 80, not_entered: [value]}}", "not-entered-has-value"),
        (f"measures:\n    - {{{LEVEL}, not_entered: [period]}}", "not-entered-unknown-field"),
    ],
)
def test_what_contradicts_itself_is_an_error(fields: str, code: str) -> None:
    entry = (
        '- number: "3"\n  title: Việc\n  source: {document: ke-hoach-2026, at: Phụ lục}\n  text: verified\n'
        f"  {fields}\n"
    )
    assert [(p.severity, p.code) for p in problems_of({TASKS: entry})] == [("error", code)]
