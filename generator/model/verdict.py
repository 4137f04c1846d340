"""How a number compares with the level that a measure sets, and when the number itself is in doubt.

A number that cannot be, such as 112% of all units, and work reported as done with a number short of its level
are questions to whoever sent them. They are never published as met or missed.
"""

from decimal import Decimal
from typing import Literal

from generator.model import records

Verdict = Literal["reached", "not_reached", "question_over"]

Question = Literal["question_over", "question_short"]

PERCENT = "%"
WHOLE = Decimal(100)


def verdict(measure: records.Measure, value: Decimal) -> Verdict | None:
    """Return whether a number meets the level of a measure; None if the measure sets no number.

    ``question_over``: the number is above what the level allows. Where a text sets one number (“95%”) and
    says that more is better, a number above it meets the level.

    Args:
        measure: The measure.
        value: A number in the unit of the measure.
    """
    level = measure.value
    if level is None:
        return None
    if _is_over(measure, level, value):
        return "question_over"
    met = {
        ">=": value >= level,
        "<=": value <= level,
        ">": value > level,
        "<": value < level,
        "=": value <= level if measure.direction == "down" else value >= level,
    }
    return "reached" if met[measure.comparator] else "not_reached"


def measure_of(record: records.Target | records.TaskRecord, result: records.Result) -> records.Measure | None:
    """Return the measure that a result of a target or task is of; None if it is of none or that is not known.

    It is the one that the result names, or the only one. A task is reported on in many ways: its value must
    also be in the unit of the measure.
    """
    if result.measure is not None:
        return next((measure for measure in record.measures if measure.key == result.measure), None)
    only = record.measures[0] if len(record.measures) == 1 else None
    if isinstance(record, records.TaskRecord) and only is not None and only.unit != result.unit:
        return None
    return only


def question(measure: records.Measure, result: records.Result) -> Question | None:
    """Return why a reported number is in doubt: too high to be, or short of its level and yet done."""
    if result.value is None or (result.unit or measure.unit) != measure.unit:
        return None
    found = verdict(measure, result.value)
    if found == "question_over":
        return found
    return "question_short" if found == "not_reached" and result.state == "done" else None


def _is_over(measure: records.Measure, level: Decimal, value: Decimal) -> bool:
    """Whether a number is too high to be: more than all of a share, or above the only number allowed.

    “Từ 100% trở lên” and levels above 100% show that a percentage is no share, so more than 100% can be.
    """
    if measure.comparator == "=" and measure.direction is None:
        return value > level
    share = (measure.comparator == "=" and level <= WHOLE) or (measure.comparator == ">=" and level < WHOLE)
    return share and measure.unit == PERCENT and value > WHOLE
