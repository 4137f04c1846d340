"""The one comparison of records, and that each of its callers sees a field that nobody told it of."""

from dataclasses import replace
from datetime import date

import pytest

from generator.data import closed_quarter
from generator.data.comparison import by_entry, compare, values_of
from generator.data.differences import DETAILS, differences
from generator.data.history import Commit, Revision, history_of
from generator.data.parser import LISTS, PLAN_LISTS, parse_root, read_files
from generator.data.resolver import resolve
from generator.data.snapshots import differences as snapshot_differences
from generator.data.snapshots import read_tasks
from generator.model import records
from generator.model.portal import Located, Portal
from generator.model.quarter import Quarter
from generator.model.scalars import Text
from generator.office.changes import changes_of
from generator.office.duties import Forms
from generator.office.entries import FormPlace, RowEntry
from generator.office.field_cells import plain
from generator.view.fields.field import in_table
from generator.view.fields.results import RESULTS
from tests.paths import MINIMAL

Q1 = Quarter(2026, 1)
TASKS = "data/plans/tp-2026/tasks.yaml"


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ({}, {}, []),
        ({"a": {"x": "1"}}, {"a": {"x": "1"}}, []),
        ({"a": {"x": "1"}}, {"a": {"x": "2"}}, [("a", "x", "1", "2")]),
        ({"a": {"x": "1"}}, {"a": {}}, [("a", "x", "1", None)]),
        ({"a": {}}, {"a": {"x": "1"}}, [("a", "x", None, "1")]),
        # An empty text is a value; that there is none is another.
        ({"a": {"x": ""}}, {"a": {}}, [("a", "x", "", None)]),
        # The order of the newer state, then what is gone: of entries and of their fields.
        (
            {"a": {"x": "1", "y": "1"}, "b": {"x": "1"}},
            {"c": {"x": "3"}, "a": {"z": "2", "y": "2"}},
            [
                ("c", "x", None, "3"),
                ("a", "z", None, "2"),
                ("a", "y", "1", "2"),
                ("a", "x", "1", None),
                ("b", "x", "1", None),
            ],
        ),
        # Another order alone is no change.
        ({"a": {"x": "1"}, "b": {"x": "2"}}, {"b": {"x": "2"}, "a": {"x": "1"}}, []),
    ],
)
def test_each_value_that_differs(
    before: dict[str, dict[str, str]],
    after: dict[str, dict[str, str]],
    changes: list[tuple[str, str, str | None, str | None]],
) -> None:
    assert [(c.ref, c.field, c.before, c.after) for c in compare(before, after)] == changes


def test_changes_by_entry_keep_their_order() -> None:
    found = by_entry(compare({"a": {"x": "1"}}, {"b": {"x": "1", "y": "1"}, "a": {"x": "2"}}))
    assert [(ref, [c.field for c in changes]) for ref, changes in found.items()] == [
        ("b", ["x", "y"]),
        ("a", ["x"]),
    ]


def test_nested_values_have_dotted_names() -> None:
    entry = {
        "title": "x",
        "lead": ["a", "b"],
        "source": {"document": "d", "at": "I"},
        "measures": [{"key": "m", "value": "1"}, {"value": "2"}],
        "implements": [{"task": "p/1", "basis": "reading"}],
        "uncertain": [],
    }
    assert values_of(entry) == {
        "title": "x",
        "lead": "a; b",
        "source.document": "d",
        "source.at": "I",
        "measures.m.key": "m",
        "measures.m.value": "1",
        "measures.2.value": "2",
        "implements": '[{"task": "p/1", "basis": "reading"}]',
        "uncertain": "",
    }


# A field that was made up: no list of fields in the code can know it -----------------------------------


class Costed(records.Result):
    """A result with a made-up field."""

    made_up: Text | None = None


def result(made_up: str | None) -> Costed:
    return Costed.model_validate({
        "task": "1", "agency": "so-noi-vu", "state": "in-progress", "made_up": made_up,
    })  # fmt: skip


def task(made_up: str) -> bytes:
    return f'- {{number: "1", title: x, source: {{document: d, at: I}}, made_up: {made_up}}}\n'.encode()


def test_the_log_sees_a_made_up_field() -> None:
    commits = [Commit(name * 10, date(2026, 1, 1), "data: x", "") for name in "ab"]
    texts = [task("cũ"), task("mới")]
    revisions = [Revision(c, {TASKS: text}) for c, text in zip(commits, texts, strict=True)]
    changes = history_of(revisions).changes
    assert [(c.field, c.before, c.after) for c in changes] == [("made_up", "cũ", "mới")]


def test_the_preview_sees_a_made_up_field() -> None:
    (changed,) = differences({TASKS: task("cũ")}, {TASKS: task("mới")})
    assert [(f.field, f.before, f.after) for f in changed.fields] == [("made_up", "cũ", "mới")]
    (new,) = differences({}, {TASKS: task("mới")})
    assert [(f.field, f.after) for f in new.fields] == [("title", "x"), ("made_up", "mới")]


def test_fields_left_out_of_what_is_new_are_fields_of_records() -> None:
    kinds = [kind for kind, _, _ in (*LISTS.values(), *PLAN_LISTS.values())] + [records.Observation]
    known = {field.alias or name for kind in kinds for name, field in kind.model_fields.items()}
    assert known >= DETAILS


def test_a_closed_quarter_sees_a_made_up_field() -> None:
    head = records.Results(cutoff=date(2026, 3, 9), results=())
    before, after = ([closed_quarter.row_of("p", Q1, head, result(text))] for text in ("cũ", "mới"))
    (change,) = closed_quarter.changes(before, after)
    assert (change.task, change.field, change.before, change.after) == ("1", "made_up", "cũ", "mới")
    assert closed_quarter.digest(before) != closed_quarter.digest(after)
    # As long as nobody writes the field, what was closed before there was one keeps its hash.
    old = records.Result.model_validate(result(None).model_dump(exclude={"made_up"}))
    assert closed_quarter.row_of("p", Q1, head, old) == closed_quarter.row_of("p", Q1, head, result(None))


def test_columns_of_results_keep_the_order_in_which_they_were_published() -> None:
    columns = tuple(field.id for field in in_table(RESULTS))
    assert columns[:4] == ("plan", "quarter", "cutoff", "task")
    assert set(closed_quarter.reported_fields(records.Result)) <= set(columns)
    assert closed_quarter.reported_fields(Costed)[-1] == "made_up"


def test_two_snapshots_see_a_made_up_column() -> None:
    before, after = (
        read_tasks(f"plan,number,title,made_up\np,1,x,{text}\np,2,y,{same}\n".encode())
        for text, same in (("cũ", "z"), ("mới", "z"))
    )
    found = snapshot_differences(before, after)
    assert [kind for kind, items in found.items() if items] == ["edited"]
    (edited,) = found["edited"]
    assert [(c.field, c.before, c.after) for c in edited.columns] == [("made_up", "cũ", "mới")]


@pytest.fixture(scope="module")
def minimal() -> Portal:
    root, _ = parse_root(read_files(MINIMAL))
    portal, _ = resolve(root)
    assert portal is not None
    return portal


def test_an_import_sees_a_made_up_field(minimal: Portal) -> None:
    duty = Forms(minimal, Q1).of("so-noi-vu").tasks[0]
    current: Located[records.Result] = Located(result("cũ"), "results.yaml:1", "result:1")
    entry = RowEntry(
        replace(duty, current=current), plain(result("mới")), FormPlace("x.xlsx", "A", 1, 1, "x", "y")
    )
    (change,) = changes_of([entry])
    assert [(f.field, f.before, f.after) for f in change.fields] == [("made_up", "cũ", "mới")]
    assert changes_of([replace(entry, fields=plain(result("cũ")))]) == []
