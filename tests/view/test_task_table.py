"""Tasks as a table: the columns that a page asks for, in its order, with words where nothing is named."""

from generator.model import records
from generator.view import feeds
from generator.view.cells import walk
from generator.view.table import TableCell, TableRow
from generator.view.task_table import NO_DAY, agencies, task_table
from generator.view.views import Link, Value
from tests.portals import portal_of, presentation_of

MADE = presentation_of()
VALUES = MADE.values
TASKS = VALUES.portal.plans["tp-2026"].tasks.values()


def value_of(row: TableRow) -> str:
    """The first value of the last column."""
    return next(part.text for part in walk(row.content(3)) if isinstance(part, Value))


def test_the_columns_are_those_asked_for_in_that_order() -> None:
    rows = [MADE.task_views.task_row(task) for task in TASKS]
    table = task_table(VALUES, "Nhiệm vụ", rows, ("state", "deadline"), rows[0].receipt)
    heads = [VALUES.label(records.TaskRecord, name) for name in ("number", "title", "deadline")]
    state = VALUES.t("shell.table.state")
    assert [column.heading for column in table.columns] == [heads[0], heads[1], state, heads[2]]
    assert [value_of(row) for row in table.rows] == ["Quý I/2026", "Thường xuyên"]
    keys = [cell.sort_key for row in table.rows if isinstance(cell := row.cells[3], TableCell)]
    assert keys == ["2026-03-31", NO_DAY]


def test_agencies_stand_a_line_each_and_none_is_said() -> None:
    two = agencies([Link("Sở Nội vụ", "a"), Link("Sở Y tế", "b")], "không nêu")
    assert len(two) == 2
    (none,) = agencies([], "không nêu")
    assert none.parts == "không nêu"


def test_a_feed_holds_what_concerns_it() -> None:
    feed = feeds.Feed("Sở Nội vụ", lambda concerned: "so-noi-vu" in concerned.agencies)
    assert feed.holds(feeds.Concerned(frozenset({"so-noi-vu"}), frozenset()))
    assert not feed.holds(feeds.Concerned(frozenset(), frozenset({"the-che"})))
    assert feeds.Calendar("x", ()).tasks == ()
    assert portal_of().plans
