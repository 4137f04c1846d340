"""Tables of what is computed: their rows on a small portal, written out as a person would."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from generator.measures.metrics import Measured
from generator.view.fields import (
    cascade,
    deadlines,
    events,
    levels,
    plans,
    proofs,
    reports,
    shares,
    sources,
    states,
)
from generator.view.fields.field import Field
from tests.portals import EVENTS, FIRST_QUARTER, RESULTS, portal_of

MOVED = '- {task: "1", kind: postponed, deadline: Quý III/2026, document: bao-cao-2026}\n'

MEASURED = Measured(portal_of({FIRST_QUARTER: RESULTS, EVENTS: MOVED}), date(2026, 6, 30))

Row = tuple[str, ...]


def cells(fields: tuple[Field[Any], ...], row: object, names: Iterable[str]) -> Row:
    """The cells of a row by the names of their columns, as the published file has them."""
    by_name = {field.id: field for field in fields}
    return tuple(by_name[name].text(row) for name in names)


@pytest.mark.parametrize(
    ("fields", "rows", "names", "expected"),
    [
        (
            cascade.CASCADE,
            cascade.rows,
            "number commune seen",
            [("2", "xa-minh-hoa", "found")],
        ),
        (
            deadlines.DEADLINES,
            deadlines.rows,
            "number due_day state_of_day postponed_by",
            [("1", "2026-09-30", "done", "bao-cao-2026"), ("I.1", "2026-10-31", "not_due", "")],
        ),
        (levels.LEVELS, levels.rows, "number measure comparison", [("a", "hai-long", "no_year")]),
        (
            plans.PLANS,
            plans.rows,
            "id tasks targets sections",
            [("tp-2026", "2", "1", "1"), ("xa-2026", "1", "0", "0")],
        ),
        (
            proofs.PROOFS,
            proofs.rows,
            "plan task completed document",
            [("tp-2026", "1", "2026-01-05", "ke-hoach-2026")],
        ),
    ],
)
def test_rows_of_a_table(
    fields: tuple[Field[Any], ...],
    rows: Callable[[Measured], Iterable[object]],
    names: str,
    expected: list[Row],
) -> None:
    assert [cells(fields, row, names.split()) for row in rows(MEASURED)] == expected


def test_who_owes_a_report_of_a_quarter() -> None:
    found = [
        cells(reports.REPORTS, row, ("quarter", "plan", "agency", "report")) for row in reports.rows(MEASURED)
    ]
    assert found[:3] == [
        ("2026-q1", "tp-2026", "so-noi-vu", "reported"),
        ("2026-q1", "tp-2026", "so-tai-chinh", "waiting"),
        ("2026-q1", "xa-2026", "xa-minh-hoa", "waiting"),
    ]


def test_each_agency_has_its_share_of_a_common_task() -> None:
    found = [
        cells(shares.SHARES, row, ("number", "agency", "via", "parts", "parts_done"))
        for row in shares.rows(MEASURED)
    ]
    assert ("1", "so-noi-vu", "", "1", "1") in found
    assert ("2", "cac-so", "", "2", "0") in found
    assert ("2", "so-noi-vu", "cac-so", "1", "0") in found


def test_states_are_those_at_the_end_of_each_quarter() -> None:
    found = [
        cells(states.STATES, row, ("quarter", "day", "number", "counted_as", "due_in_quarter"))
        for row in states.rows(MEASURED)
    ]
    assert found[0] == ("2026-q1", "2026-03-31", "1", "done", "true")
    assert {row[2] for row in found} == {"1", "2", "I.1"}


def test_a_source_is_told_with_its_line() -> None:
    task = MEASURED.portal.plans["tp-2026"].tasks["1"]
    assert sources.receipt(task.record.source, task.place) == {
        "document": "ke-hoach-2026",
        "at": "Phụ lục",
        "row": "1",
        "place": "data/plans/tp-2026/tasks.yaml:1",
    }


def test_every_field_of_an_event_is_declared() -> None:
    (event,) = MEASURED.recorded.plans["tp-2026"].events
    assert cells(events.EVENTS, event, ("task", "kind", "deadline", "document")) == (
        "1",
        "postponed",
        "Quý III/2026",
        "bao-cao-2026",
    )
