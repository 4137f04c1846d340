"""Single values of the data files: accepted as they are, or refused under a code."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.model import scalars

MINISIGN = "RW" + "A" * 54


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (scalars.Text, "Sở Nội vụ", "Sở Nội vụ"),
        (scalars.Id, "5256-qd-ubnd-2025", "5256-qd-ubnd-2025"),
        (scalars.Number, "3.b.2", "3.b.2"),
        (scalars.Number, "II.1.đ", "II.1.đ"),
        (scalars.Reference, "task:tp-2026/38", "task:tp-2026/38"),
        (scalars.TaskReference, "tp-2026/I.1", "tp-2026/I.1"),
        (scalars.Day, "2026-02-28", date(2026, 2, 28)),
        (scalars.Day, "1945-09-02", date(1945, 9, 2)),
        (scalars.Amount, "-1234.50", Decimal("-1234.50")),
        (scalars.Amount, "0", Decimal(0)),
        (scalars.Flag, "true", True),
        (scalars.Flag, "false", False),
        (scalars.Url, "https://example.org/a?b=1", "https://example.org/a?b=1"),
        (scalars.MinisignKey, MINISIGN, MINISIGN),
    ],
)
def test_a_value_that_fits(kind: Any, typed: str, value: object) -> None:
    assert TypeAdapter(kind).validate_python(typed) == value


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (scalars.Text, "", "blank-text"),
        (scalars.Text, "  ", "blank-text"),
        (scalars.Text, " a", "outer-space"),
        (scalars.Text, ["a"], "expected-text"),
        (scalars.Id, "Sở-nội-vụ", "bad-id"),
        (scalars.Id, "-a", "bad-id"),
        (scalars.Id, "a" * 65, "bad-id"),
        (scalars.Id, "a/b", "bad-id"),
        (scalars.Id, "a\n", "bad-id"),
        (scalars.Number, "1..2", "bad-number-as-printed"),
        (scalars.Number, "1.", "bad-number-as-printed"),
        (scalars.Reference, "nhiem-vu:1", "bad-reference"),
        (scalars.TaskReference, "38", "bad-task-reference"),
        (scalars.Day, "26/12/2025", "bad-date"),
        (scalars.Day, "2026-2-3", "bad-date"),
        (scalars.Day, "2026-02-29", "no-such-date"),
        (scalars.Day, "1944-01-01", "no-such-date"),
        (scalars.Day, "2101-01-01", "no-such-date"),
        (scalars.Amount, "1.234,5", "bad-number"),
        (scalars.Amount, "01", "bad-number"),
        (scalars.Amount, "1e3", "bad-number"),
        (scalars.Amount, "NaN", "bad-number"),
        (scalars.Amount, 1.5, "bad-number"),
        (scalars.Flag, "yes", "bad-flag"),
        (scalars.Url, "javascript:alert(1)", "bad-url"),
        (scalars.Url, 'https://a.vn/"', "bad-url"),
        (scalars.MinisignKey, "RW", "bad-minisign-key"),
    ],
)
def test_a_value_that_does_not(kind: Any, typed: object, code: str) -> None:
    with pytest.raises(ValidationError) as found:
        TypeAdapter(kind).validate_python(typed)
    assert [error["type"] for error in found.value.errors()] == [code]
