"""A number against a level: met, missed, or a question to the sender."""

from decimal import Decimal

import pytest

from generator.model import records
from generator.model.verdict import question, verdict


def measure(comparator: str, level: str, unit: str = "%", direction: str | None = "up") -> records.Measure:
    return records.Measure.model_validate({
        "key": "m", "label": "Mức", "comparator": comparator, "value": level, "value_as_written": level,
        "unit": unit, "direction": direction,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("set_at", "value", "found"),
    [
        (measure("=", "100"), "100", "reached"),
        (measure("=", "100"), "89.5", "not_reached"),
        (measure("=", "100"), "112", "question_over"),
        (measure("=", "95"), "97", "reached"),
        (measure("=", "95"), "100.5", "question_over"),
        (measure(">=", "90"), "90", "reached"),
        (measure(">=", "90"), "112", "question_over"),
        (measure(">=", "100"), "112", "reached"),
        (measure(">", "100"), "112", "reached"),
        (measure("=", "2", unit="hoạt động"), "3", "reached"),
        (measure("=", "2", unit="hoạt động", direction=None), "3", "question_over"),
        (measure("=", "2", unit="hoạt động", direction=None), "1", "not_reached"),
        (measure("=", "10", unit="ngày", direction="down"), "8", "reached"),
        (measure("=", "10", unit="ngày", direction="down"), "11", "not_reached"),
        (measure("<=", "5", unit="hạng", direction="down"), "9", "not_reached"),
        (measure("<=", "5", unit="hạng", direction="down"), "5", "reached"),
        (measure("<", "5", unit="ngày", direction="down"), "5", "not_reached"),
    ],
)
def test_a_number_against_a_level(set_at: records.Measure, value: str, found: str) -> None:
    assert verdict(set_at, Decimal(value)) == found


def test_a_direction_alone_gives_no_verdict() -> None:
    text = {"key": "m", "label": "Mức", "comparator": ">", "value_as_written": "tăng so với năm 2025"}
    assert verdict(records.Measure.model_validate(text), Decimal(112)) is None


@pytest.mark.parametrize(
    ("state", "value", "unit", "found"),
    [
        ("in-progress", "112", None, "question_over"),
        ("done", "112", None, "question_over"),
        ("done", "89.5", None, "question_short"),
        ("in-progress", "89.5", None, None),
        ("done", "100", None, None),
        ("done", "89.5", "hồ sơ", None),
        ("done", None, None, None),
    ],
)
def test_what_is_asked_of_the_sender(
    state: str, value: str | None, unit: str | None, found: str | None
) -> None:
    written = {"target": "a", "agency": "so-noi-vu", "state": state, "value": value, "unit": unit}
    result = records.Result.model_validate({key: said for key, said in written.items() if said is not None})
    assert question(measure("=", "100"), result) == found
