from datetime import date

import pytest

from generator.measures.reported import Reported, State
from tests.measures.task_cases import DOING, DONE, EACH_QUARTER, facts, report


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


def test_completion_and_cutoff_are_those_of_the_latest_report() -> None:
    found = facts("Quý II/2026", "15/9", report("9/6", DOING), report("9/9", DONE, "1/7"))
    assert found.completed == date(2026, 7, 1)
    assert found.cutoff == date(2026, 9, 9)
    assert facts("Quý II/2026", "15/9", report("9/9", DOING)).completed is None


def test_what_was_done_last_quarter_ages_while_instances_are_left() -> None:
    found = facts(EACH_QUARTER, "10/6", report("9/3", DONE, "5/3"))
    assert (found.reported, found.completed) == (Reported.STALE, None)
