"""Records refuse what contradicts itself, whatever their single values are."""
# ruff: noqa: E501 - a case is a line

from typing import Any

import pytest
from pydantic import ValidationError

from generator.model import records

SOURCE = {"document": "ke-hoach", "at": "Phụ lục"}
TASK = {"number": "1", "title": "Việc", "source": SOURCE, "text": "restored"}
RESULT = {"task": "1", "agency": "so-noi-vu", "state": "in-progress"}


def codes(model: type[records.Record], fields: dict[str, Any]) -> list[str]:
    try:
        model.model_validate(fields)
    except ValidationError as error:
        return [one["type"] for one in error.errors()]
    return []


@pytest.mark.parametrize(
    ("model", "fields", "found"),
    [
        (records.TaskRecord, TASK, []),
        (records.TaskRecord, {**TASK, "uncertain": ["title"], "ocr": {"title": "V1ệc"}}, []),
        (records.TaskRecord, {**TASK, "uncertain": ["title"]}, ["uncertain-without-ocr"]),
        (records.TaskRecord, {**TASK, "ocr": {"title": "V1ệc"}}, ["ocr-without-uncertain"]),
        (records.TaskRecord, {**TASK, "uncertain": ["tile"], "ocr": {"tile": "x"}}, ["uncertain-unknown-field"]),
        (records.TaskRecord, {**TASK, "leads": ["a"]}, ["extra_forbidden"]),
        (records.Section, {"number": "I", "kind": "goal", "source": SOURCE, "text": "verified"}, ["section-without-words"]),
        (records.Event, {"task": "1", "kind": "occurred", "document": "a"}, ["event-without-date"]),
        (records.Event, {"task": "1", "kind": "postponed", "document": "a"}, ["event-without-deadline"]),
        (records.Event, {"task": "1", "kind": "postponed", "document": "a", "deadline": "Quý II"}, []),
        (records.Result, RESULT, []),
        (records.Result, {"agency": "a", "state": "done"}, ["result-of-nothing"]),
        (records.Result, {**RESULT, "target": "a"}, ["result-of-both"]),
        (records.Result, {**RESULT, "completed": "2026-01-05"}, ["completed-not-done"]),
        (records.Result, {**RESULT, "state": "merged"}, ["merged-without-task"]),
        (records.Result, {**RESULT, "merged_into": "tp-2026/2"}, ["merged-into-not-merged"]),
        (records.Result, {**RESULT, "state": "merged", "merged_into": "tp-2026/2"}, []),
    ],
)  # fmt: skip
def test_a_record_that_contradicts_itself(
    model: type[records.Record], fields: dict[str, Any], found: list[str]
) -> None:
    assert codes(model, fields) == found


def test_a_record_cannot_be_changed() -> None:
    task = records.TaskRecord.model_validate(TASK)
    with pytest.raises(ValidationError):
        task.title = "Khác"  # type: ignore[misc]
