"""Files edited as a careful person would: only the entries that change, all else byte for byte."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.data.nodes import to_plain
from generator.data.strict_yaml import load
from generator.office.yaml_edits import Edit, ListPiece, edit_list, rearranged, rows_text
from tests.data.test_yaml_writer import HOSTILE, TEXTS

NEVER = re.compile("(?!)")
PATH = "data/plans/a/results/2026-q1.yaml"
TEXT = """\
# Quý I
cutoff: 2026-03-09   # theo báo cáo
results:
  # của Sở Nội vụ
  - {task: "1", agency: so-noi-vu, state: in-progress}
  - task: "2"
    agency: so-y-te   # hỏi lại
    state: done

published: 2026-03-20
"""


def edited(*edits: Edit, text: str = TEXT, key: str = "results") -> str:
    return edit_list(PATH, text.encode(), key, edits).decode()


def test_no_edit_changes_no_byte() -> None:
    assert edited() == TEXT


def test_one_field_of_one_entry_changes() -> None:
    found = edited(Edit({"task": "2", "agency": "so-y-te", "state": "stopped"}, 1))
    assert found == TEXT.replace("state: done", "state: stopped")


def test_an_entry_on_one_line_stays_on_one_line_in_its_quotes() -> None:
    found = edited(Edit({"task": "1", "agency": "so-noi-vu", "state": "done", "completed": "2026-03-01"}, 0))
    line = "  - {task: \"1\", agency: so-noi-vu, state: done, completed: '2026-03-01'}\n"
    assert found == TEXT.replace('  - {task: "1", agency: so-noi-vu, state: in-progress}\n', line)


def test_a_field_that_is_not_named_goes() -> None:
    found = edited(Edit({"task": "2", "agency": "so-y-te"}, 1))
    assert found == TEXT.replace("    state: done\n", "")


def test_a_new_field_stands_in_its_order() -> None:
    found = edited(Edit({"task": "2", "measure": "m", "agency": "so-y-te", "state": "done"}, 1))
    assert '  - task: "2"\n    measure: m\n    agency: so-y-te   # hỏi lại\n' in found


def test_new_entries_stand_after_the_last_and_before_what_follows() -> None:
    found = edited(Edit({"task": "3", "agency": "so-y-te", "state": "done", "evidence": ["a", "b"]}))
    new = "  - {task: '3', agency: so-y-te, state: done, evidence: [a, b]}\n"
    assert found == TEXT.replace("    state: done\n", f"    state: done\n{new}")


@pytest.mark.parametrize(
    ("text", "key", "found"),
    [
        ("cutoff: 2026-03-09\nresults: []\n", "results", "cutoff: 2026-03-09\nresults:\n  - {task: '1'}\n"),
        ('results:\n- {task: "9"}\n', "results", "results:\n- {task: \"9\"}\n- {task: '1'}\n"),
        ('- {task: "9"}\n', "", "- {task: \"9\"}\n- {task: '1'}\n"),
    ],
)
def test_new_entries_stand_as_the_others_do(text: str, key: str, found: str) -> None:
    assert edited(Edit({"task": "1"}), text=text, key=key) == found


def test_values_that_another_reader_would_take_for_something_else_are_quoted() -> None:
    assert rows_text([{"a": "1", "b": "2026-03-01", "c": "no", "d": "=1+1", "e": "a: b"}]) == (
        "- {a: '1', b: '2026-03-01', c: 'no', d: =1+1, e: 'a: b'}\n"
    )


TYPED = """\
results:
  - {task: "1", note: x, value: 0123, unit: yes}
  - task: '2'
    note: "12:30"
    value: 1e5
    evidence: [a]
"""


@given(TEXTS, st.sampled_from(HOSTILE) | TEXTS, st.integers(0, 1))
def test_whatever_is_set_is_read_back_by_every_reader(note: str, other: str, index: int) -> None:
    kept = {"value": "0123", "unit": "yes"} if index == 0 else {"value": "1e5"}
    fields = {"task": str(index + 1), "note": note, **kept, "evidence": [other, note]}
    made = edited(Edit(fields, index), text=TYPED)
    node, problems = load(PATH, made.encode())
    assert problems == []
    assert node is not None
    strict = to_plain(node)["results"]
    assert strict[index] == fields
    # Values that nobody set stay as they were typed, in quotes or not; what was set is text for all.
    again = yaml.safe_load(made)["results"][index]
    assert (again["note"], again["evidence"]) == (note, [other, note])
    node, _ = load(PATH, TYPED.encode())
    assert node is not None
    assert strict[1 - index] == to_plain(node)["results"][1 - index]


PLAN = """\
- number: "1"
  title: Cũ
- number: "2"
  title: 'Cũ'
  deliverables:
    - a
    - b
"""


@given(TEXTS, TEXTS, st.integers(0, 1))
def test_whatever_a_plan_prints_anew_is_read_back(title: str, item: str, index: int) -> None:
    fields = {"title": title, "deliverables": [item, title]}
    made = rearranged(PATH, PLAN.encode(), [ListPiece([], index, fields), ListPiece([], 1 - index)], NEVER)
    node, problems = load(PATH, made)
    assert problems == []
    assert node is not None
    assert to_plain(node)[0] == {"number": str(index + 1), **fields}
    assert {"title": title, "deliverables": [item, title]}.items() <= yaml.safe_load(made)[0].items()
