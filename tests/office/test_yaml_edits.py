"""Files edited as a careful person would: only the entries that change, all else byte for byte."""

import pytest

from generator.office.yaml_edits import Edit, edit_list, rows_text

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
