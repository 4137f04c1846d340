"""A task's page: what a document changed, whose parts are late, what was only proposed."""

from collections.abc import Mapping
from datetime import date

from generator.data.catalogue import Catalogue
from generator.data.history import History
from generator.measures.metrics import Measured
from generator.pages.front.due import due_lines
from generator.pages.plans.task_page import TaskPage, task_page
from generator.view.cells import walk
from generator.view.presentation import Presentation
from generator.view.task_table import task_table
from generator.view.views import Sentence, Value
from tests.portals import DOCUMENTS, EVENTS, SECOND_QUARTER, TASKS, Change, portal_of

PROOFS = "data/plans/tp-2026/proofs.yaml"
LETTER = """- id: cong-van-2026
  symbol: 9/UBND-NC
  kind: Công văn
  date: 2026-03-20
  held: false
  text: verified
"""
PARTS = """- number: "3"
  area: the-che
  title: Tổng kết
  source: {document: ke-hoach-2026, at: Phụ lục, row: "3"}
  text: verified
- number: "3.1"
  parent: "3"
  title: Báo cáo giữa năm
  lead: [so-noi-vu]
  deadline: Quý I/2026
  source: {document: ke-hoach-2026, at: Phụ lục, row: "3"}
  text: verified
- number: "3.2"
  parent: "3"
  title: Báo cáo cuối năm
  lead: [so-noi-vu]
  deadline: Tháng 12/2026
  source: {document: ke-hoach-2026, at: Phụ lục, row: "3"}
  text: verified
"""
UNPROVED: Mapping[str, Change] = {
    PROOFS: {'- {task: "1", completed: 2026-01-05, document: ke-hoach-2026}': "[]"},
    DOCUMENTS: LETTER,
    TASKS: PARTS,
}


def made(changes: Mapping[str, Change], day: date = date(2026, 7, 1)) -> Presentation:
    return Presentation.of(Measured(portal_of({**UNPROVED, **changes}), day), Catalogue.load("vi"))


def results(*rows: str) -> Mapping[str, Change]:
    return {SECOND_QUARTER: "cutoff: 2026-06-09\nresults:\n" + "".join(f"  - {{{row}}}\n" for row in rows)}


def event(text: str) -> Mapping[str, Change]:
    return {EVENTS: f"- {{{text}, document: cong-van-2026}}\n"}


def page(presentation: Presentation, key: str) -> TaskPage:
    task = presentation.values.portal.task_by_key[f"tp-2026/{key}"]
    view = task_page(
        presentation.task_views,
        presentation.threads,
        presentation.notices,
        presentation.citations,
        History("none", (), (), None, "", dirty=False),
        task,
        (None, None),
    ).view
    assert isinstance(view, TaskPage)
    return view


POSTPONED = event('task: "1", kind: postponed, deadline: Quý II/2026')
MOVED = "lùi thời hạn đến Quý II/2026, ngày hết hạn: 30/06/2026 theo 9/UBND-NC"


def test_a_postponed_task_says_both_deadlines_and_its_state_against_both() -> None:
    found = page(
        made({**POSTPONED, **results('task: "1", agency: so-noi-vu, state: done, completed: 2026-06-01')}),
        "1",
    )
    deadline = next(field for field in found.fields if field.kind == "deadline")
    assert deadline.values[0].text == "Quý I/2026"
    assert deadline.due is not None
    assert deadline.due.text == "ngày hết hạn: 31/03/2026"
    assert deadline.moved is not None
    assert deadline.moved.text == MOVED
    assert deadline.moved.receipt.url == "van-ban/cong-van-2026/"
    assert found.facts.schedule.text == "Hoàn thành, đúng hạn"
    assert found.facts.original is not None
    assert found.facts.original.text == "so với thời hạn ban đầu (Quý I/2026): trễ 62 ngày"


def test_a_task_undone_past_its_first_deadline_says_so() -> None:
    found = page(made({**POSTPONED, **results('task: "1", agency: so-noi-vu, state: in-progress')}), "1")
    assert found.facts.schedule.text == "Đã đến hạn, chưa tới kỳ báo cáo"
    assert found.facts.original is not None
    assert found.facts.original.text == "so với thời hạn ban đầu (Quý I/2026): quá hạn 70 ngày"


def test_a_shortened_deadline_is_called_so() -> None:
    found = page(made(event('task: "1", kind: shortened, deadline: Tháng 2/2026')), "1")
    assert found.row.moved is not None
    assert found.row.moved.text.startswith("rút ngắn thời hạn xuống Tháng 2/2026, ngày hết hạn: 28/02/2026")


def test_tables_and_lists_say_the_moved_deadline() -> None:
    late = event('task: "1", kind: postponed, deadline: Tháng 7/2026')
    presentation = made(late)
    task = presentation.values.portal.task_by_key["tp-2026/1"]
    row = presentation.task_views.task_row(task)
    table = task_table(presentation.values, "Bảng", [row], ("deadline",), row.receipt)
    assert [part.text for part in walk(table.rows[0].content(2)) if isinstance(part, Value | Sentence)] == [
        "Quý I/2026",
        "ngày hết hạn: 31/03/2026",
        "31/03/2026",
        "lùi thời hạn đến Tháng 7/2026, ngày hết hạn: 31/07/2026 theo 9/UBND-NC",
    ]
    soon, _ = due_lines(presentation.task_views)
    line = next(line for line in soon if line.title is not None and line.title.text == "Rà soát văn bản")
    assert line.day.text == "31/07/2026"
    assert line.moved is not None
    assert line.moved.text.startswith("thời hạn trong kế hoạch: Quý I/2026; lùi thời hạn đến Tháng 7/2026")


def test_a_merged_task_names_where_it_went_and_the_other_lists_it() -> None:
    presentation = made(event('task: "1", kind: merged, merged_into: tp-2026/2'))
    closure = page(presentation, "1").closure
    assert closure is not None
    assert closure.task is not None
    assert (closure.document.url, closure.task.url) == ("van-ban/cong-van-2026/", "nhiem-vu/tp-2026/2/")
    (came_in,) = page(presentation, "2").merged_here
    assert came_in.task is not None
    assert came_in.task.url == "nhiem-vu/tp-2026/1/"
    assert page(presentation, "1").facts.mark.word == "Lồng ghép theo văn bản"


def test_a_withdrawn_task_names_the_document() -> None:
    closure = page(made(event('task: "1", kind: withdrawn')), "1").closure
    assert closure is not None
    assert closure.words.text == "Nhiệm vụ này đã được rút khỏi kế hoạch theo"
    assert (closure.document.text, closure.task) == ("9/UBND-NC", None)


def test_a_reported_stop_is_a_proposal() -> None:
    found = page(made(results('task: "1", agency: so-noi-vu, state: stopped')), "1")
    assert found.facts.schedule.text == "Quá hạn 70 ngày; đề nghị dừng, chưa có quyết định"
    assert (found.closure, found.facts.mark.code) == (None, "overdue")


def test_a_task_not_due_as_a_whole_names_its_overdue_part() -> None:
    found = page(made(results('task: "3.1", agency: so-noi-vu, state: in-progress')), "3")
    assert found.facts.mark.code == "not_due"
    assert found.facts.schedule.text == "Chưa đến hạn; có phần đã quá hạn"
    assert [(part.name.url, part.facts.schedule.text) for part in found.urgent_parts] == [
        ("nhiem-vu/tp-2026/3-1/", "Quá hạn 70 ngày")
    ]


def test_a_task_that_is_due_needs_no_second_list() -> None:
    assert page(made({}), "3.1").urgent_parts == ()
    assert page(made({}, date(2027, 1, 1)), "3").urgent_parts == ()
