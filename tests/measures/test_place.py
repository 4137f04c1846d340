import pytest

from generator.measures.place import CLOSED, Place, place_of
from generator.measures.schedule import Schedule


@pytest.mark.parametrize(
    ("schedule", "done", "several", "place"),
    [
        # What is done is done before it is late or in time
        ("late", True, False, "done_late"),
        ("on_time", True, False, "done"),
        ("done_undated", True, False, "done"),
        ("not_computable", True, False, "done"),
        ("continuous", True, False, "done"),
        ("late", True, True, "done_late"),
        # A task of several due days is counted beside the continuous ones
        ("overdue", False, True, "continuous"),
        ("due_soon", False, True, "continuous"),
        ("due_soon", False, False, "not_due"),
        ("not_due", False, False, "not_due"),
        ("overdue", False, False, "overdue"),
        ("due", False, False, "due"),
        ("due_unreported", False, False, "due_unreported"),
        ("continuous", False, False, "continuous"),
        ("not_computable", False, False, "not_computable"),
    ],
)
def test_the_place_of_a_task_that_no_document_closed(
    schedule: str,
    done: bool,  # noqa: FBT001
    several: bool,  # noqa: FBT001
    place: str,
) -> None:
    found = place_of(Schedule(schedule), done=done, several=several)
    assert found == place
    assert found not in CLOSED


def test_the_places_set_by_a_document_come_first() -> None:
    assert list(Place)[:3] == [Place.WITHDRAWN, Place.STOPPED, Place.MERGED]
    assert set(Place) - CLOSED == set(list(Place)[3:])
