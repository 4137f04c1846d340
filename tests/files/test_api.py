"""Answers for programs on a small portal: a file for each kind and each record, each by its schema."""

import json
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.files.api import LISTS, SINGLES, files, schema_path
from generator.files.api_models import Shape
from generator.measures.metrics import Measured
from tests.portals import EVENTS, FIRST_QUARTER, RESULTS, portal_of

MOVED = '- {task: "1", kind: postponed, deadline: Quý III/2026, document: bao-cao-2026}\n'


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    measured = Measured(portal_of({FIRST_QUARTER: RESULTS, EVENTS: MOVED}), date(2026, 6, 30))
    return {file.path: json.loads(file.data) for file in files(measured)}


def test_every_record_has_a_file_of_its_own(answers: dict[str, Any]) -> None:
    singles = sorted(
        path.removeprefix("api/v1/") for path in answers if path.count("/") > 2 and "schema" not in path
    )
    assert singles == [
        "agencies/cac-so.json", "agencies/so-noi-vu.json", "agencies/so-tai-chinh.json",
        "agencies/so-y-te.json", "agencies/ubnd-thanh-pho.json",
        "agencies/xa-minh-hoa.json", "indicators/sipas.json",
        "tasks/tp-2026/1.json", "tasks/tp-2026/2.json", "tasks/xa-2026/i-1.json",
    ]  # fmt: skip


def test_the_index_counts_the_records_of_each_list(answers: dict[str, Any]) -> None:
    index = answers["api/v1/index.json"]["data"]["files"]
    counted = {entry["name"]: entry["records"] for entry in index}
    assert counted == {
        "agencies": 6, "plans": 2, "tasks": 3, "targets": 1, "indicators": 1, "results": 1, "documents": 4,
        **dict.fromkeys(SINGLES),
    }  # fmt: skip
    for name in LISTS:
        assert len(answers[f"api/v1/{name}.json"]["data"]) == counted[name]


@pytest.mark.parametrize("name", [*LISTS, *SINGLES])
def test_an_answer_is_as_its_schema_says(answers: dict[str, Any], name: str) -> None:
    path = {
        "task": "api/v1/tasks/tp-2026/1.json",
        "agency": "api/v1/agencies/so-noi-vu.json",
        "indicator": "api/v1/indicators/sipas.json",
    }.get(name, f"api/v1/{name}.json")
    checker = Draft202012Validator(answers[schema_path(name)])
    assert list(checker.iter_errors(answers[path])) == []
    assert not checker.is_valid({key: part for key, part in answers[path].items() if key != "data"})


def test_a_field_that_was_never_declared_is_refused() -> None:
    for shape, _ in SINGLES.values():
        assert issubclass(shape, Shape)
        assert shape.model_config["extra"] == "forbid"
