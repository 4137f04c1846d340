"""Results of a quarter: of a task or target that there is, by who answers for it, not after the cut-off."""
# ruff: noqa: E501 - a case is a line

from dataclasses import replace

import pytest

from generator.data.result_resolver import check_merged
from tests.portals import AGENCIES, FIRST_QUARTER, TASKS, Change, portal_of, problems_of, references_of, told

HEAD = "cutoff: 2026-03-09\nresults:\n"
DONE = '  - {task: "1", agency: so-noi-vu, state: done, completed: 2026-03-01}\n'
PART = (
    '- number: "2.1"\n  parent: "2"\n  title: Phần\n  lead: [so-noi-vu]\n'
    "  source: {document: ke-hoach-2026, at: Phụ lục}\n  text: verified\n"
)


def result(fields: str) -> str:
    return f"  - {{{fields}}}\n"


CASES: list[tuple[str, str, dict[str, Change], list[tuple[str, str]]]] = [
    ("its lead reports", DONE, {}, []),
    ("a member of the collective reports", result('task: "2", agency: so-tai-chinh, state: in-progress'), {}, []),
    ("an agency that is no member reports", result('task: "2", agency: so-y-te, state: in-progress'), {}, [("results.1.agency", "agency-not-lead")]),
    ("any agency of the kind that is the collective", result('task: "2", agency: xa-minh-hoa, state: in-progress'), {AGENCIES: {"members: [so-noi-vu, so-tai-chinh]\n  members_complete: false": "members_kind: commune"}}, []),
    ("another agency than the lead", result('task: "1", agency: so-y-te, state: done'), {}, [("results.1.agency", "agency-not-lead")]),
    ("completed after the cut-off", result('task: "1", agency: so-noi-vu, state: done, completed: 2026-03-10'), {}, [("results.1.completed", "completed-after-cutoff")]),
    ("one result twice", DONE + DONE, {}, [("results.2", "duplicate-result")]),
    ("a task with parts", result('task: "2", agency: so-noi-vu, state: done'), {TASKS: PART}, [("results.1.task", "result-of-parent")]),
    ("no such task", result('task: "4", agency: so-noi-vu, state: done'), {}, [("results.1.task", "unknown-task")]),
    ("no such target", result("target: b, agency: so-noi-vu, state: done"), {}, [("results.1.target", "unknown-target")]),
    ("no such measure", result("target: a, measure: hai-lonh, agency: so-noi-vu, state: done"), {}, [("results.1.measure", "unknown-measure")]),
    ("a share above all", result('target: a, agency: so-noi-vu, state: in-progress, value: "112"'), {}, [("results.1.value", "value-over-level")]),
    ("done short of the level", result('target: a, measure: hai-long, agency: so-noi-vu, state: done, value: "89.5"'), {}, [("results.1.value", "done-short-of-level")]),
    ("short of the level, in progress", result('target: a, agency: so-noi-vu, state: in-progress, value: "89.5"'), {}, []),
    ("done at the level", result('target: a, agency: so-noi-vu, state: done, value: "90"'), {}, []),
    ("evidence that nobody knows", result('task: "1", agency: so-noi-vu, state: done, evidence: [ke-hoach-2026, qd-9]'), {}, [("results.1.evidence.2", "unknown-document")]),
    ("a reporter that nobody knows", result('task: "1", agency: so-noi-vu, reporter: so-x, state: done'), {}, [("results.1.reporter", "unknown-agency")]),
    ("merged into a task of another plan", result('task: "1", agency: so-noi-vu, state: merged, merged_into: xa-2026/I.1'), {}, []),
    ("merged into nothing", result('task: "1", agency: so-noi-vu, state: merged, merged_into: tp-2026/7'), {}, [("results.1.merged_into", "unknown-merged")]),
    ("merged into itself", result('task: "1", agency: so-noi-vu, state: merged, merged_into: tp-2026/1'), {}, [("results.1.merged_into", "unknown-merged")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("results", "changes", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_result_is_checked_against_its_plan(
    results: str, changes: dict[str, Change], expected: list[tuple[str, str]]
) -> None:
    assert told(problems_of({FIRST_QUARTER: HEAD + results, **changes})) == expected


@pytest.mark.parametrize(
    ("cutoff", "inside"),
    [("2026-01-01", True), ("2026-03-31", True), ("2025-12-31", False), ("2026-04-01", False)],
)
def test_the_cutoff_is_a_day_of_the_quarter(cutoff: str, *, inside: bool) -> None:
    late = result('task: "1", agency: so-noi-vu, state: in-progress')
    found = told(problems_of({FIRST_QUARTER: f"cutoff: {cutoff}\nresults:\n{late}"}))
    assert found == ([] if inside else [("cutoff", "cutoff-outside-quarter")])


def test_results_keep_the_order_of_the_file_and_know_their_line() -> None:
    second = result('task: "2", agency: so-noi-vu, state: in-progress')
    (quarter,) = portal_of({FIRST_QUARTER: HEAD + second + DONE}).plans["tp-2026"].quarters
    assert [(entry.record.task, entry.place.rpartition(":")[2]) for entry in quarter.results] == [
        ("2", "3"),
        ("1", "4"),
    ]


def test_a_task_that_was_rejected_is_no_second_mistake() -> None:
    merged = result('task: "1", agency: so-noi-vu, state: merged, merged_into: tp-2026/2')
    changes: dict[str, Change] = {FIRST_QUARTER: HEAD + merged}
    plans = portal_of(changes).plans
    refs = references_of({**changes, TASKS: {"area: thu-tuc-hanh-chinh": "area: Thủ tục"}})
    check_merged(refs, {"tp-2026": replace(plans["tp-2026"], tasks={})})
    assert told(refs.problems) == []
