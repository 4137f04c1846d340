"""What is wrong with a record, in the words of the file: each mistake once, with what was meant."""
# ruff: noqa: E501 - a case is a line

import pytest
from pydantic import ValidationError

from generator.data.nodes import to_plain
from generator.data.problems import Problem
from generator.data.record_errors import record_problems
from generator.data.strict_yaml import load
from generator.model import records

PATH = "data/areas.yaml"
SOURCE = "source: {document: van-ban, at: Phụ lục}\n"


def mistakes(model: type[records.Record], text: str, told: frozenset[str] = frozenset()) -> list[Problem]:
    node, problems = load(PATH, text.encode())
    assert node is not None, problems
    with pytest.raises(ValidationError) as found:
        model.model_validate(to_plain(node))
    return record_problems(found.value, PATH, node, model, prefix=("3",), reported=told)


@pytest.mark.parametrize(
    ("model", "text", "line", "field", "code", "near"),
    [
        (records.Area, f"id: a b\nname: N\nshort_name: S\n{SOURCE}", 1, "3.id", "bad-id", "a-b"),
        (records.Area, f"id: a\nnme: N\nshort_name: S\n{SOURCE}", 2, "3.nme", "unknown-field", "name"),
        (records.Area, f"id: a\nname: N\n{SOURCE}", 1, "3.short_name", "missing-field", None),
        (records.Area, f"id: a\nname: [N]\nshort_name: S\n{SOURCE}", 2, "3.name", "expected-text", None),
        (records.Area, "id: a\nname: N\nshort_name: S\nsource: Phụ lục\n", 4, "3.source", "expected-mapping", None),
        (records.Area, "id: a\nname: N\nshort_name: S\nsource: {document: v, att: x}\n", 4, "3.source.att", "unknown-field", "at"),
        (records.Proof, 'task: "1"\ncompleted: 5/1/2026\ndocument: a\n', 2, "3.completed", "bad-date", "2026-01-05"),
        (records.Proof, 'task: "1"\ncompleted: 2026-02-30\ndocument: a\n', 2, "3.completed", "no-such-date", None),
        (records.Result, 'task: "1"\nagency: a\nstate: xong\n', 3, "3.state", "not-allowed-value", ""),
        (records.Result, 'task: "1"\nagency: a\nstate: don\n', 3, "3.state", "not-allowed-value", "done"),
        (records.Result, 'task: "1"\nagency: a\nstate: in-progress\nvalue: "1.234,5"\n', 4, "3.value", "bad-number", "1234.5"),
        (records.Result, 'task: "1"\nagency: a\nstate: in-progress\nevidence: van-ban\n', 4, "3.evidence", "expected-list", "van-ban"),
        (records.Result, 'task: "1"\nagency: a\nstate: in-progress\ncompleted: 2026-01-05\n', 4, "3.completed", "completed-not-done", None),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place_with_what_was_meant(
    model: type[records.Record], text: str, line: int, field: str, code: str, near: str | None
) -> None:
    (problem,) = mistakes(model, text)
    assert (problem.line, problem.field, problem.code) == (line, field, code)
    assert dict(problem.params).get("near") == near


def test_every_mistake_of_a_record_is_told() -> None:
    found = mistakes(records.Proof, 'task: "1/2"\ncompleted: mai\ndocument: Văn bản\n')
    assert [problem.code for problem in found] == ["bad-number-as-printed", "bad-date", "bad-id"]


def test_a_key_whose_value_was_rejected_is_not_missing() -> None:
    text = f"id: a\nname: N\n{SOURCE}"
    assert [problem.code for problem in mistakes(records.Area, text)] == ["missing-field"]
    assert mistakes(records.Area, text, frozenset({"3.short_name"})) == []


def test_values_to_choose_from_are_listed_without_quotes() -> None:
    (problem,) = mistakes(records.Result, 'task: "1"\nagency: a\nstate: xong\n')
    assert dict(problem.params)["allowed"] == "not-started, in-progress, done, stopped, merged"
