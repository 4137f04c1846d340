"""What an import changes, and the files that hold it: all else stays as it was, byte for byte."""

from generator.data.closed_quarter import HEADER
from generator.model import records
from generator.office.changes import changes_of, new_files
from generator.office.field_cells import plain
from tests.office.answers import MEASURE, QUARTER, SHARED, TASK, answered, form_of, imported
from tests.portals import EVENTS, SECOND_QUARTER, portal_of

RESULTS = """\
# Quý II, nhập ngày 10/6
cutoff: 2026-06-09
results:
  - {task: "1", agency: so-noi-vu, state: in-progress, note: "Đang soạn"}   # gọi lại
  - task: "2"
    agency: so-tai-chinh
    state: done
# hết
"""


def test_a_result_as_its_file_holds_it() -> None:
    record = records.Result.model_validate(
        {
            "task": "1",
            "agency": "a",
            "state": "done",
            "evidence": ["b"],
            "value": "1.50",
        }
    )
    assert plain(record) == {
        "task": "1", "agency": "a", "state": "done", "value": "1.50", "evidence": ["b"],
    }  # fmt: skip


def test_the_first_results_of_a_quarter_make_its_file() -> None:
    portal = portal_of()
    found = imported(portal, answered(form_of(portal), {(SHARED, "state"): "Đang thực hiện"}))
    assert {path: data.decode() for path, data in found.files.items()} == {
        SECOND_QUARTER: (
            "cutoff: 2026-06-09\nresults:\n  - {task: '2', agency: so-noi-vu, state: in-progress, "
            "imported: so-noi-vu.xlsx › Nhiệm vụ!F10}\n"
        ),
        "data/quarters/2026-q2.yaml": HEADER
        + "opened: 2026-06-30\nreceipts:\n"
        + "  - {agency: so-noi-vu, received: 2026-06-30, cutoff: 2026-06-09}\n",
    }


def test_only_the_entry_that_changed_is_written_anew() -> None:
    portal = portal_of({SECOND_QUARTER: RESULTS})
    found = imported(portal, answered(form_of(portal), {(TASK, "state"): "Hoàn thành"}))
    (change,) = found.changes
    assert [(one.field, one.before, one.after) for one in change.fields] == [("state", "in-progress", "done")]
    written = found.files[SECOND_QUARTER].decode().splitlines()
    kept = RESULTS.splitlines()
    assert [line for line in written if line not in kept] == [
        line for line in written if "state: done, note" in line
    ]
    assert written[:3] + written[4:] == kept[:3] + kept[4:]
    assert written[3].endswith("# gọi lại")


def test_a_form_sent_back_untouched_changes_nothing() -> None:
    portal = portal_of({SECOND_QUARTER: RESULTS})
    found = imported(portal, form_of(portal))
    assert (found.changes, list(found.files)) == ((), ["data/quarters/2026-q2.yaml"])


def test_a_new_result_stands_after_the_others() -> None:
    portal = portal_of({SECOND_QUARTER: RESULTS})
    answers = {(MEASURE, "state"): "Đang thực hiện", (MEASURE, "value"): "91,5%"}
    written = imported(portal, answered(form_of(portal), answers)).files[SECOND_QUARTER].decode()
    before, _, after = written.partition("  - {target: a, ")
    assert before == RESULTS.removesuffix("# hết\n")
    assert after.partition("\n")[2] == "# hết\n"


def test_a_deadline_that_is_on_record_already_is_no_event() -> None:
    answers = {
        (TASK, "state"): "Đang thực hiện",
        (TASK, "postponed"): "Quý III/2026",
        (TASK, "postponing"): "2/BC-UBND",
    }
    portal = portal_of()
    first = imported(portal, answered(form_of(portal), answers))
    event = "- {task: '1', kind: postponed, deadline: Quý III/2026, document: bao-cao-2026}\n"
    assert first.files[EVENTS].decode() == event
    again = portal_of({EVENTS: event})
    assert imported(again, answered(form_of(again), answers)).postponements == ()


def test_nothing_to_change_touches_no_file() -> None:
    assert changes_of([]) == []
    assert new_files(portal_of(), QUARTER, [], [], [], {}) == {}
