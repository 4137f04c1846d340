"""Counts of tasks: plan and day alone set what is due, places add up, a part is at most its whole."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.data.check import check_files
from generator.data.parser import read_files
from generator.measures.metrics import Counts, Measured
from generator.measures.place import Place
from generator.measures.reporters import answering, leaf_tasks
from generator.measures.rules import Rule
from generator.model import records
from generator.model.portal import Located, Plan, Portal, QuarterResults, Task
from generator.model.quarter import Quarter
from tests.paths import ROOT
from tests.portals import DOCUMENTS, EVENTS, TASKS, Change, portal_of

CITY, COMMUNE = "tp-2026", "phan-cong-xa-2026"
TODAY = date(2026, 11, 30)


def counts(portal: Portal, as_of: date, plan: str = CITY) -> Counts:
    return Measured(portal, as_of).counts(portal.plans[plan].printed_tasks)


# Real data --------------------------------------------------------------------------------------------

# As-of, due, then tasks past a reporting day without report, due without one since, not due. Outside the
# rate, on every day, are 12 continuous tasks and 3 without a day.
CITY_DAYS = [
    (date(2025, 12, 31), 0, 0, 0, 44),
    (date(2026, 1, 15), 1, 0, 1, 43),
    (date(2026, 3, 9), 1, 0, 1, 43),
    (date(2026, 3, 10), 1, 1, 0, 43),
    (date(2026, 4, 1), 3, 1, 2, 41),
    (date(2026, 6, 10), 4, 4, 0, 40),
    # Of today's nine due tasks four fell due after the last reporting day, 9 September.
    (TODAY, 9, 5, 4, 35),
    (date(2026, 12, 9), 10, 5, 5, 34),
    (date(2026, 12, 10), 10, 10, 0, 34),
    # 34 more on 1 January, after the last reporting day of the plan.
    (date(2026, 12, 31), 10, 10, 0, 34),
    (date(2027, 1, 1), 44, 10, 34, 0),
    (date(2027, 4, 1), 44, 10, 34, 0),
]


@pytest.mark.parametrize(("as_of", "due", "unreported", "waiting", "not_due"), CITY_DAYS)
def test_the_city_plan_before_anyone_reported(
    real_portal: Portal, as_of: date, due: int, unreported: int, waiting: int, not_due: int
) -> None:
    found = counts(real_portal, as_of)
    assert (found.total, found.due, found.done_of_due, found.reported) == (59, due, 0, 0)
    assert (found.at(Place.DUE_UNREPORTED), found.at(Place.DUE), found.at(Place.NOT_DUE)) == (
        unreported,
        waiting,
        not_due,
    )
    assert (found.at(Place.CONTINUOUS), found.at(Place.NOT_COMPUTABLE)) == (12, 3)


def test_four_of_the_nine_due_tasks_fell_due_after_the_last_reporting_day(real_portal: Portal) -> None:
    measured = Measured(real_portal, TODAY)
    due = [
        s for t in real_portal.plans[CITY].printed_tasks if measured.is_due(s := measured.standings[t.key])
    ]
    by_place = {place: [s.task.number for s in due if s.place is place] for place in Place}
    assert by_place[Place.DUE_UNREPORTED] == ["1", "9", "20", "27", "48"]
    assert by_place[Place.DUE] == ["13", "55", "56", "57"]
    # Days of silence since 9 March and 9 June; none from an uncertain deadline (1.2, 20, 48)
    assert [s.facts.days_silent for s in due] == [None, 174, None, None, 174, None, None, None, None]


@pytest.mark.parametrize(
    ("as_of", "rule"), [(date(2027, 3, 31), Rule.DUE), (date(2027, 4, 1), Rule.NO_REPORTING_DAY)]
)
def test_from_april_on_no_reporting_day_followed_the_deadlines_of_the_year(
    real_portal: Portal, as_of: date, rule: Rule
) -> None:
    standing = Measured(real_portal, as_of).standings["tp-2026/10"]
    assert (standing.place, standing.facts.rule) == (Place.DUE, rule)


RESULTS = "data/plans/tp-2026/results/2026-q2.yaml"


@pytest.fixture(scope="module")
def two_done() -> Portal:
    """The real data with two results, both of tasks whose deadline is uncertain."""
    results = (
        b"cutoff: 2026-06-09\nresults:\n"
        b'  - {task: "20", agency: so-tu-phap, state: done, completed: 2026-05-01}\n'
        b'  - {task: "48", agency: so-tai-chinh, state: done, completed: 2026-05-20}\n'
    )
    portal, problems = check_files({**read_files(ROOT), RESULTS: results})
    assert portal is not None, problems
    return portal


def test_work_done_under_an_uncertain_deadline_stays_in_the_rate(two_done: Portal) -> None:
    """0/9 becomes 2/9, never 0/7 beside two done tasks."""
    found = counts(two_done, TODAY)
    assert (found.done_of_due, found.due, found.done, found.reported) == (2, 9, 2, 2)
    assert (found.at(Place.DONE), found.at(Place.DUE_UNREPORTED), found.at(Place.DUE)) == (2, 3, 4)
    assert found.uncertain_of_due == 0


def test_an_agency_that_did_its_due_task_keeps_it_in_its_count(real_portal: Portal, two_done: Portal) -> None:
    before, after = Measured(real_portal, TODAY), Measured(two_done, TODAY)
    was = before.share_counts(before.led_by("so-tu-phap"), "so-tu-phap")
    now = after.share_counts(after.led_by("so-tu-phap"), "so-tu-phap")
    assert (was.done_of_due, was.due) == (0, 1)
    assert (now.done_of_due, now.due) == (1, 1)


@pytest.mark.parametrize(
    ("state", "place", "uncertain"), [("in-progress", "not_computable", 1), ("stopped", "not_computable", 1)]
)
def test_a_due_task_known_undone_under_an_uncertain_deadline_is_named_beside_the_rate(
    state: str, place: str, uncertain: int
) -> None:
    results = f'cutoff: 2026-09-09\nresults:\n  - {{task: "20", agency: so-tu-phap, state: {state}}}\n'
    path = "data/plans/tp-2026/results/2026-q3.yaml"
    portal, problems = check_files({**read_files(ROOT), path: results.encode()})
    assert portal is not None, problems
    found = counts(portal, TODAY)
    assert (found.done_of_due, found.due, found.uncertain_of_due) == (0, 9, uncertain)
    assert Measured(portal, TODAY).standings["tp-2026/20"].place == place


# Documents that change a task ---------------------------------------------------------------------------

ORDER = """
- id: quyet-dinh
  symbol: 9/QĐ-UBND
  kind: Quyết định
  date: 2026-04-15
  held: false
  text: verified
  cited_at:
    - {document: ke-hoach-2026, at: Căn cứ}
"""

UNPROVED: Mapping[str, Change] = {"data/plans/tp-2026/proofs.yaml": {
    '- {task: "1", completed: 2026-01-05, document: ke-hoach-2026}': "[]"
}}  # fmt: skip


@pytest.mark.parametrize(
    ("event", "place", "due"),
    [
        ("kind: withdrawn", "withdrawn", 0),
        ("kind: stopped", "stopped", 0),
        ("kind: merged, merged_into: tp-2026/2", "merged", 0),
        ("kind: postponed, deadline: Quý II/2026", "not_due", 0),
        ("kind: shortened, deadline: Tháng 01/2026", "due", 1),
    ],
)
def test_an_event_changes_the_denominator_from_the_day_of_its_document(
    event: str, place: str, due: int
) -> None:
    changed = f'- {{task: "1", {event}, document: quyet-dinh}}\n'
    portal = portal_of({**UNPROVED, DOCUMENTS: ORDER, EVENTS: changed})
    before, after = (Measured(portal, date(2026, 4, day)) for day in (14, 15))
    for measured, wanted in ((before, ("due", 1)), (after, (place, due))):
        found = measured.counts(measured.portal.plans[CITY].printed_tasks)
        assert (measured.standings["tp-2026/1"].place, found.due) == wanted
    assert before.standings["tp-2026/1"].facts.due == date(2026, 3, 31)


def test_a_reported_stop_leaves_the_task_in_the_rate_undone() -> None:
    stop = 'cutoff: 2026-06-09\nresults:\n  - {task: "1", agency: so-noi-vu, state: stopped}\n'
    portal = portal_of({**UNPROVED, "data/plans/tp-2026/results/2026-q2.yaml": stop})
    found = counts(portal, date(2026, 6, 30))
    assert (found.due, found.done_of_due, found.at(Place.OVERDUE), found.proposed) == (1, 0, 1, 1)


PARTS = """
- number: "3"
  title: Chuyển đổi số
  source: {document: ke-hoach-2026, at: Phụ lục, row: "3"}
  text: verified
- number: "3.1"
  title: Phần một
  parent: "3"
  lead: [so-noi-vu]
  deadline: Quý I/2026
  source: {document: ke-hoach-2026, at: Phụ lục, row: "3"}
  text: verified
- number: "3.2"
  title: Phần hai
  parent: "3"
  lead: [so-tai-chinh]
  deadline: Quý III/2026
  source: {document: ke-hoach-2026, at: Phụ lục, row: "3"}
  text: verified
"""


@pytest.mark.parametrize(
    ("event", "parent", "parts"),
    [
        ("", "due", ("due", "due")),
        ('- {task: "3", kind: stopped, document: quyet-dinh}\n', "stopped", ("stopped", "stopped")),
        ('- {task: "3.2", kind: stopped, document: quyet-dinh}\n', "due", ("due", "stopped")),
        (
            '- {task: "3", kind: postponed, deadline: Tháng 12/2026, document: quyet-dinh}\n',
            "not_due",
            ("not_due", "not_due"),
        ),
    ],
)
def test_a_document_about_a_task_with_parts_is_about_each_part(
    event: str, parent: str, parts: tuple[str, str]
) -> None:
    portal = portal_of({TASKS: PARTS, DOCUMENTS: ORDER, EVENTS: event or "[]\n"})
    found = Measured(portal, TODAY).standings
    assert found["tp-2026/3"].place == parent
    assert (found["tp-2026/3.1"].place, found["tp-2026/3.2"].place) == parts


def test_members_of_an_incomplete_list_who_are_all_done_are_not_uncertain_words() -> None:
    """Not computable, since other members may exist; but no wording is in doubt."""
    results = (
        "cutoff: 2026-06-09\nresults:\n"
        '  - {task: "2", agency: so-noi-vu, state: done, completed: 2026-03-01}\n'
        '  - {task: "2", agency: so-tai-chinh, state: done, completed: 2026-03-01}\n'
    )
    portal = portal_of(
        {
            TASKS: {"deadline: Thường xuyên": "deadline: Tháng 3/2026"},
            "data/plans/tp-2026/results/2026-q2.yaml": results,
        }
    )
    found = counts(portal, date(2026, 6, 30))
    assert Measured(portal, date(2026, 6, 30)).standings["tp-2026/2"].facts.rule is Rule.MEMBERS_INCOMPLETE
    assert (found.due, found.done_of_due, found.uncertain_of_due, found.partial) == (2, 1, 0, 1)


# Properties ---------------------------------------------------------------------------------------------

QUARTERS = tuple(Quarter(2026, number) for number in range(1, 5))
STATES = ("not-started", "in-progress", "done", "stopped")
PLANS = (CITY, COMMUNE)

Said = tuple[int, int, int, str, bool]
"""A drawn report: which task, which of those who answer for it, quarter, state, whether it gives a day."""

said = st.tuples(
    st.integers(0, 200), st.integers(0, 200), st.integers(0, 3), st.sampled_from(STATES), st.booleans()
)
reports = st.lists(said, max_size=30)
closings = st.lists(st.tuples(st.integers(0, 200), st.sampled_from(["withdrawn", "stopped"])), max_size=4)
days = st.dates(date(2026, 1, 1), date(2027, 6, 30))
quick = settings(max_examples=15, deadline=None)


def with_reports(portal: Portal, drawn: list[Said], closed: list[tuple[int, str]]) -> Portal:
    """The real data with drawn reports on two plans, the last one on a task and quarter holding."""
    return replace(
        portal,
        plans={
            key: _reported(portal, plan, drawn, closed) if key in PLANS else plan
            for key, plan in portal.plans.items()
        },
    )


def _reported(portal: Portal, plan: Plan, drawn: list[Said], closed: list[tuple[int, str]]) -> Plan:
    leaves = leaf_tasks(plan)
    found: dict[Quarter, dict[tuple[str, str], records.Result]] = {}
    for which, who, quarter, state, dated in drawn:
        task = leaves[which % len(leaves)]
        agencies = answering(portal, task).agencies or ("so-noi-vu",)
        agency, at = agencies[who % len(agencies)], QUARTERS[quarter]
        day = at.reporting_due if state == "done" and dated else None
        result = records.Result.model_validate(
            {"task": task.number, "agency": agency, "state": state, "completed": day}
        )
        found.setdefault(at, {})[task.number, agency] = result
    return replace(
        plan,
        tasks={
            number: _closed(task, closed, place) for place, (number, task) in enumerate(plan.tasks.items())
        },
        quarters=tuple(_quarter(at, tuple(found[at].values())) for at in sorted(found)),
    )


def _closed(task: Task, closed: list[tuple[int, str]], place: int) -> Task:
    for which, kind in closed:
        if which == place:
            event = records.Event.model_validate(
                {"task": task.number, "kind": kind, "document": "5256-qd-ubnd-2025"}
            )
            return replace(task, terms=replace(task.terms, closure=event))
    return task


def _quarter(quarter: Quarter, results: tuple[records.Result, ...]) -> QuarterResults:
    head = records.Results.model_validate({"cutoff": quarter.reporting_due, "results": results})
    placed = tuple(Located(result, "data/x.yaml:1", f"result:{i}") for i, result in enumerate(results))
    return QuarterResults(quarter, head, "data/x.yaml:1", placed)


def _sets(measured: Measured) -> list[Counts]:
    """Counts over each plan, over what each of some agencies leads, and over the tasks of an area."""
    plans = [measured.portal.plans[plan] for plan in PLANS]
    areas = [[t for t in plan.printed_tasks if t.record.area == "the-che"] for plan in plans]
    agencies = ("so-noi-vu", "so-tu-phap", "so-tai-chinh")
    return [
        *(measured.counts(tasks) for tasks in (*(plan.printed_tasks for plan in plans), *areas)),
        *(measured.share_counts(measured.led_by(agency), agency) for agency in agencies),
    ]


@quick
@given(reports, closings, days, st.booleans())
def test_a_part_is_at_most_its_whole_and_places_add_up(
    real_portal: Portal,
    drawn: list[Said],
    closed: list[tuple[int, str]],
    as_of: date,
    ended: bool,  # noqa: FBT001
) -> None:
    for found in _sets(Measured(with_reports(real_portal, drawn, closed), as_of, ended)):
        assert sum(found.by_place.values()) == found.total
        assert found.done_of_due <= found.due <= found.total
        assert found.done_of_due <= found.done == found.at(Place.DONE, Place.DONE_LATE)
        late = found.at(Place.OVERDUE, Place.DUE_UNREPORTED, Place.DUE)
        assert found.done_of_due + late + found.uncertain_of_due <= found.due
        assert found.uncertain_of_due <= found.at(Place.NOT_COMPUTABLE)
        assert found.due_soon <= found.at(Place.NOT_DUE) <= found.total - found.due
        assert found.partial + found.done <= found.total
        assert found.proposed <= found.reported <= found.total
        assert found.evidenced <= found.total


@quick
@given(reports, reports, closings, days)
def test_who_reports_moves_no_denominator(
    real_portal: Portal, drawn: list[Said], others: list[Said], closed: list[tuple[int, str]], as_of: date
) -> None:
    both = [Measured(with_reports(real_portal, each, closed), as_of) for each in (drawn, others)]
    assert [found.due for found in _sets(both[0])] == [found.due for found in _sets(both[1])]


@quick
@given(reports, closings, days, st.integers(0, 200), st.booleans())
def test_reporting_it_done_never_lowers_a_numerator(
    real_portal: Portal,
    drawn: list[Said],
    closed: list[tuple[int, str]],
    as_of: date,
    which: int,
    dated: bool,  # noqa: FBT001
) -> None:
    more: list[Said] = [*drawn, *((which, who, 3, "done", dated) for who in range(126))]
    before, after = (Measured(with_reports(real_portal, each, closed), as_of) for each in (drawn, more))
    for was, now in zip(_sets(before), _sets(after), strict=True):
        assert now.done_of_due >= was.done_of_due
        assert now.due == was.due
