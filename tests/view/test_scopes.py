"""Scopes are written as their description says."""

from datetime import date

import pytest

from generator.view.scopes import Scope, printed, rows


@pytest.mark.parametrize(
    ("scope", "text"),
    [
        (printed("tp-2026"), "tasks?plan=tp-2026&parent="),
        (rows("tasks"), "tasks"),
        (
            rows("shares", agency="so-noi-vu").outside("reported", "none"),
            "shares?agency=so-noi-vu&reported!=none",
        ),
        (rows("tasks").among("counted_as", "done", "done_late"), "tasks?counted_as=done,done_late"),
        (rows("tasks").naming("lead", "so-y-te").filled("rate_day"), "tasks?lead~so-y-te&rate_day!="),
        (
            rows("deadlines").since("day", date(2026, 1, 1)).until("day", date(2026, 3, 31)),
            "deadlines?day>=2026-01-01&day<=2026-03-31",
        ),
        (rows("results").each("agency"), "results#agency"),
        # What would end a condition is encoded as in addresses.
        (rows("areas", name="a&b=c,d"), "areas?name=a%26b%3Dc%2Cd"),
    ],
)
def test_a_scope_in_words(scope: Scope, text: str) -> None:
    assert str(scope) == text
