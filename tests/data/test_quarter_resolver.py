"""The file of a quarter agrees with itself, with the results and with what was frozen of them."""
# ruff: noqa: E501 - a case is a line

from datetime import date

import pytest

from generator.data.closed_quarter import subject_text
from generator.data.quarter_resolver import CLOSING
from generator.model.quarter import Quarter
from generator.model.quarter_records import Change
from generator.office.quarter_closing import closed
from tests.portals import FIRST_QUARTER, portal_of, problems_of, told

Q1 = Quarter(2026, 1)
FILE = "data/quarters/2026-q1.yaml"
OPEN = "opened: 2026-03-01\n"
RESULTS = 'cutoff: 2026-03-09\nresults:\n  - {task: "1", agency: so-noi-vu, state: in-progress}\n'
DIGEST = "0" * 64


@pytest.fixture(scope="module")
def frozen() -> dict[str, str]:
    """A quarter that was opened, reported and closed: its file, its tables, its results."""
    portal = portal_of({FILE: OPEN, FIRST_QUARTER: RESULTS})
    files = {path: data.decode() for path, data in closed(portal, Q1, date(2026, 4, 5)).items()}
    return {**files, FIRST_QUARTER: RESULTS}


def test_a_quarter_closed_as_it_was_has_no_mistake(frozen: dict[str, str]) -> None:
    assert problems_of(frozen) == []


def test_a_result_changed_after_closing_is_told_at_its_field(frozen: dict[str, str]) -> None:
    again = {**frozen, FIRST_QUARTER: RESULTS.replace("in-progress", "not-started")}
    (problem,) = problems_of(again)
    assert (problem.path, problem.line, problem.field) == (FIRST_QUARTER, 3, "results.1.state")
    params = dict(problem.params)
    assert (problem.code, params["before"], params["after"]) == (
        "closed-quarter-changed",
        "in-progress",
        "not-started",
    )


def test_results_taken_away_are_told_though_nothing_stands_there(frozen: dict[str, str]) -> None:
    without = {path: text for path, text in frozen.items() if path != FIRST_QUARTER}
    assert {problem.code for problem in problems_of(without)} == {"closed-quarter-changed"}


def test_a_table_changed_or_lost_is_told(frozen: dict[str, str]) -> None:
    table = "data/snapshots/2026-q1/targets.csv"
    changed = problems_of({**frozen, table: frozen[table] + frozen[table].partition("\n")[2]})
    assert [(problem.path, problem.code) for problem in changed] == [(table, "snapshot-changed")]
    lost = problems_of({path: text for path, text in frozen.items() if path != table})
    assert [(problem.path, problem.code) for problem in lost] == [(table, "snapshot-missing")]


@pytest.mark.parametrize("key", CLOSING)
def test_a_quarter_without_one_of_what_closing_writes_is_told(frozen: dict[str, str], key: str) -> None:
    lines = frozen[FILE].splitlines(keepends=True)
    start = next(place for place, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = next(
        (place for place in range(start + 1, len(lines)) if not lines[place].startswith(" ")), len(lines)
    )
    found = problems_of({**frozen, FILE: "".join(lines[:start] + lines[end:])})
    (half,) = [problem for problem in found if problem.code == "quarter-half-closed"]
    assert dict(half.params)["value"] == key


def test_a_snapshot_of_an_open_quarter_is_told(frozen: dict[str, str]) -> None:
    assert told(problems_of({**frozen, FILE: OPEN})) == [("", "snapshot-of-open-quarter")]


@pytest.mark.parametrize(
    ("file", "field", "code"),
    [
        (f"{OPEN}closed: 2026-04-05\n", "", "quarter-half-closed"),
        (f"{OPEN}hash: {DIGEST}\n", "", "quarter-half-closed"),
        (f"opened: 2026-04-06\nclosed: 2026-04-05\nhash: {DIGEST}\n", "closed", "quarter-dates"),
    ],
)
def test_a_file_that_contradicts_itself_is_told(file: str, field: str, code: str) -> None:
    assert (field, code) in told(problems_of({FILE: file}))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (Change(plan="tp-2026", task="1", agency="so-y-te", field="state"), "tp-2026 · 1 · so-y-te"),
        (Change(plan="tp-2026", target="a", measure="muc", agency="so-y-te", field="value"), "tp-2026 · a · muc · so-y-te"),
        (Change(plan="tp-2026", field="cutoff"), "tp-2026"),
    ],
)  # fmt: skip
def test_what_a_change_is_of(change: Change, line: str) -> None:
    assert subject_text(change) == line
