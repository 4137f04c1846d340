"""A scope is written as readers are told: conditions, then what is counted instead of rows."""

from datetime import date

from generator.view import scopes
from generator.view.scopes import Scope


def test_a_scope_is_written_like_a_query() -> None:
    tasks = scopes.printed("tp-2026")
    assert str(tasks) == "tasks?plan=tp-2026&parent="
    assert str(tasks.naming("lead", "so-noi-vu")) == "tasks?plan=tp-2026&parent=&lead~so-noi-vu"
    assert str(tasks.naming_none("lead", "a", "b")) == "tasks?plan=tp-2026&parent=&lead!~a,b"
    assert str(tasks.naming_none("lead")) == str(tasks)
    assert str(Scope("documents")) == "documents"
    assert str(scopes.rows("documents", kind="Kế hoạch, số 1")) == (
        "documents?kind=K%E1%BA%BF%20ho%E1%BA%A1ch%2C%20s%E1%BB%91%201"
    )


def test_days_lists_and_different_values() -> None:
    days = scopes.rows("deadlines").since("due_day", date(2026, 1, 1)).until("due_day", date(2026, 3, 31))
    assert str(days.each("parent|number")) == (
        "deadlines?due_day>=2026-01-01&due_day<=2026-03-31#parent|number"
    )
    moved = Scope("tasks").within("postponed_to|late_after", date(2026, 1, 1), date(2026, 3, 31))
    assert str(moved) == "tasks?postponed_to|late_after=2026-01-01..2026-03-31"
    some = Scope("tasks").among("counted_as", "done", "done_late").outside("reported", "none").filled("note")
    assert str(some) == "tasks?counted_as=done,done_late&reported!=none&note!="
