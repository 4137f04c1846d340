"""What a quarter's file keeps of earlier values can be put back, or is told at its place."""

from datetime import date

import pytest

from generator.data.earlier_values import FIELDS
from generator.office.quarter_closing import closed
from tests.portals import FIRST_QUARTER, portal_of, problems_of, told

FILE = "data/quarters/2026-q1.yaml"
RESULTS = 'cutoff: 2026-03-09\nresults:\n  - {task: "2", agency: so-tai-chinh, state: in-progress}\n'
ABOUT = 'plan: tp-2026, task: "2", agency: so-tai-chinh'


def receipts(changes: str) -> str:
    """A quarter with two forms of Sở Tài chính, of which the second one made a change."""
    return (
        "opened: 2026-03-01\nreceipts:\n"
        "  - {agency: so-tai-chinh, received: 2026-03-08, cutoff: 2026-03-09}\n"
        "  - {agency: so-tai-chinh, received: 2026-03-10, cutoff: 2026-03-09, "
        f"changes: [{{{ABOUT}, {changes}}}]}}\n"
    )


@pytest.mark.parametrize(
    ("change", "sound"),
    [
        ("field: state, before: not-started, after: in-progress", True),
        ("field: note, before: Cũ", True),
        ("field: imported, before: so-tai-chinh.xlsx", True),
        # The result was not there before
        ("field: state, after: in-progress", True),
        ("field: state, before: merged", False),
        ("field: completed, before: 2026-03-01", False),
        ("field: value, before: nhiều", False),
        ("field: agency, before: so-noi-vu", False),
    ],
)
def test_a_value_that_a_later_form_replaced(change: str, sound: bool) -> None:  # noqa: FBT001
    found = told(problems_of({FILE: receipts(change), FIRST_QUARTER: RESULTS}))
    assert found == ([] if sound else [("receipts.2.changes.1", "earlier-value")])


@pytest.mark.parametrize("before", ["xong", "merged"])
def test_a_value_before_a_correction(before: str) -> None:
    """The frozen values explain what stands there now, so only taking the correction back finds it."""
    portal = portal_of({FILE: "opened: 2026-03-01\n", FIRST_QUARTER: RESULTS})
    files = {
        path: data.decode() for path, data in closed(portal, portal.quarters()[0], date(2026, 4, 5)).items()
    }
    digest = files[FILE].partition("hash: ")[2][:64]
    change = f"{{{ABOUT}, field: state, before: {before}, after: in-progress}}"
    files[FILE] += f"corrections:\n  - {{date: 2026-04-06, reason: a, changes: [{change}], hash: {digest}}}\n"
    found = told(problems_of({**files, FIRST_QUARTER: RESULTS}))
    assert found == [("corrections.1.changes.1", "earlier-value")]


def test_what_identifies_a_result_never_changes() -> None:
    assert FIELDS.isdisjoint({"plan", "task", "target", "measure", "agency"})
    assert {"state", "imported", "evidence"} <= FIELDS
