"""A form that was sent stays good while the data are edited; only rows that ask another thing are refused."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from generator.data.catalogue import Catalogue
from generator.data.parser import parse_root
from generator.data.problems import format_problem
from generator.data.resolver import resolve
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.office.duties import Forms
from generator.office.form_import import Outcome, import_forms
from generator.office.form_workbook import asked_cutoff, write_template
from generator.office.hidden_sheet import digest, read_facts
from generator.office.workbook import open_workbook
from tests.paths import MINIMAL

HERE = Path(__file__).parent
OLD_FORM = HERE / "form-before-digests.xlsx"
"""Form of Sở Nội vụ of the root below, written by the portal before rows carried digests."""

QUARTER = Quarter(2026, 2)
VI, EN = Catalogue.load("vi"), Catalogue.load("en")
TASKS, TARGETS, HIDDEN = "Nhiệm vụ", "Chỉ tiêu", "_cong"
CITY, COMMUNE = "data/plans/tp-2026/tasks.yaml", "data/plans/xa-2026/tasks.yaml"
GOALS, AGENCIES = "data/plans/tp-2026/targets.yaml", "data/agencies.yaml"

THIRD = """- number: "3"
  title: Kiểm tra việc thực hiện
  lead: [so-noi-vu]
  source: {document: ke-hoach-2026, at: Phụ lục, row: "3"}
  text: verified
"""
FOURTH = THIRD.replace('"3"', '"4"').replace("Kiểm tra", "Sơ kết")
UNIT = """- id: to-mot-cua
  name: Bộ phận Một cửa
  kind: commune-unit
  parent: xa-minh-hoa
  source: {document: ke-hoach-xa-2026, at: Phụ lục I}
"""

Edit = tuple[str, str, str]
"""Path, text, new text; an empty text adds to the end of the file."""

BASE: tuple[Edit, ...] = (
    (CITY, "", THIRD),
    (AGENCIES, "", UNIT),
    (COMMUNE, "lead: [xa-minh-hoa]", "lead: [to-mot-cua]"),
)
"""The minimal root with a task that has no deadline and a commune's unit that leads a task."""


def root(*edits: Edit) -> Portal:
    """The portal of the root with some texts of its data edited."""
    paths = [path for path in MINIMAL.rglob("*") if path.is_file()]
    files = {path.relative_to(MINIMAL).as_posix(): path.read_bytes() for path in paths}
    for path, old, new in (*BASE, *edits):
        text = files[path].decode()
        assert not old or text.count(old) == 1, old
        files[path] = (text.replace(old, new) if old else text + new).encode()
    return portal_of(files)


def portal_of(files: Mapping[str, bytes]) -> Portal:
    records, problems = parse_root(files)
    portal, more = resolve(records)
    found = [problem for problem in (*problems, *more) if problem.severity == "error"]
    assert portal is not None
    assert found == []
    return portal


def sent(portal: Portal, agency: str = "so-noi-vu") -> bytes:
    """The form of an agency as it goes out."""
    form = Forms(portal, QUARTER).of(agency)
    return write_template(portal, VI, form, asked_cutoff(form))


def edited(data: bytes, edit: Callable[[Workbook], object]) -> bytes:
    """A workbook opened, edited and saved by another library than the one that wrote it."""
    book = load_workbook(BytesIO(data))
    edit(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def typed(data: bytes, cells: Mapping[str, str], sheet: str = TASKS) -> bytes:
    def write(book: Workbook) -> None:
        for cell, text in cells.items():
            book[sheet][cell] = text

    return edited(data, write)


def without(data: bytes, columns: Mapping[str, str], *, in_facts: bool) -> bytes:
    """A form without some columns of its tasks (heading by id), as one made before they were added.

    Args:
        data: The form.
        columns: Headings by id.
        in_facts: Whether the hidden sheet says that the columns were there: then somebody deleted them.
    """

    def cut(book: Workbook) -> None:
        headings = [cell.value for cell in book[TASKS][7]]
        for heading in columns.values():
            book[TASKS].delete_cols(headings.index(heading) + 1)
            headings.remove(heading)
        rows = [row for row in book[HIDDEN].iter_rows() if (row[0].value, row[1].value) == ("cot", "tasks")]
        for row in reversed([row for row in rows if row[2].value in columns and not in_facts]):
            book[HIDDEN].delete_rows(row[0].row or 0)

    return edited(data, cut)


def without_digests(data: bytes) -> bytes:
    """A form as it would have gone out before rows carried digests."""

    def strip(book: Workbook) -> None:
        sheet = book[HIDDEN]
        for row in reversed([row[0] for row in sheet.iter_rows() if row[0].value in {"dong", "cot"}]):
            sheet.delete_rows(row.row or 0)
        sheet.append(["phien-ban", "0123456789abcdef"])

    return edited(data, strip)


def imported(portal: Portal, data: bytes, name: str = "so-noi-vu", catalogue: Catalogue = VI) -> Outcome:
    return import_forms(portal, QUARTER, {f"{name}.xlsx": data}, catalogue, open_workbook)


def told(outcome: Outcome, catalogue: Catalogue = VI) -> list[str]:
    return [format_problem(problem, catalogue) for problem in outcome.problems]


def taken(outcome: Outcome) -> list[str]:
    """Numbers of the tasks and targets whose results an import takes."""
    return [change.entry.duty.number for change in outcome.changes] if outcome.files else []


FILLED = {"F9": "Đang thực hiện", "F10": "Đang thực hiện", "F11": "Chưa thực hiện"}
"""A state for each of the three tasks."""

NEW_FORM = (
    "dòng hỏi đúng như hiện nay; làm mẫu mới (portal template) rồi chép các ô nền vàng sang, "
    "hoặc hỏi lại cơ quan về dòng này rồi ghi giá trị mới vào ô."
)
OLD_MEND = (
    "dòng hỏi đúng như hiện nay; ô bị sửa tay thì ghi lại như cũ, kế hoạch đã đổi từ khi phát mẫu thì "
    "làm mẫu mới (portal template) rồi chép các ô nền vàng sang, hoặc hỏi lại cơ quan về dòng này rồi "
    "ghi giá trị mới vào ô."
)
ENGLISH = (
    "so-noi-vu.xlsx › Nhiệm vụ!C9: since the form was sent, Thời hạn of row no. 1 changed: "
    '"Quý I/2026" → "Quý III/2026"; a row that asks what is asked today; make a new form (portal '
    "template) and copy the yellow cells, or ask the agency about this row again and write the new "
    "value into the cell."
)
UNSEEN = (
    "so-noi-vu.xlsx › Chỉ tiêu!K9: từ khi phát mẫu, Thời hạn của dòng số a đã đổi thành "
    "“Quý III/2026”, mẫu này không có cột ấy; dòng hỏi đúng như hiện nay; hỏi lại cơ quan về dòng này, "
    "làm mẫu mới (portal template) rồi chép các ô nền vàng sang."
)
GONE_TO = (
    "so-noi-vu.xlsx › Nhiệm vụ!F9: từ khi phát mẫu, dòng “tp-2026/1” đã chuyển từ Sở Nội vụ sang "
    "Sở Y tế; chỉ ghi vào dòng mà cơ quan đang được hỏi; xóa trống các ô nền vàng của dòng, xin kết quả "
    "trong mẫu của cơ quan nhận việc."
)
ENDED = (
    "so-noi-vu.xlsx › Nhiệm vụ!J12: dòng “tp-2026/4” có ghi kết quả, nhưng từ khi phát mẫu đã thôi "
    "không hỏi nữa; chỉ ghi vào dòng mà cơ quan đang được hỏi; xóa trống các ô nền vàng của dòng, cần "
    "công bố thì báo đơn vị vận hành kèm văn bản."
)
ASKED_SINCE = (
    "so-noi-vu.xlsx: tệp: cảnh báo: từ khi phát mẫu có 1 dòng được hỏi thêm: số 4; mẫu trả lời những "
    "dòng nó có; các dòng ấy coi như chưa có báo cáo, cần thì phát thêm mẫu mới (portal template)."
)

TITLE: Edit = (CITY, "title: Rà soát văn bản", "title: Rà soát văn bản quy phạm pháp luật")
GOAL: Edit = (GOALS, "label: Mức độ hài lòng", "label: Mức hài lòng của người dân")
DEADLINE: Edit = (CITY, "deadline: Quý I/2026", "deadline: Quý III/2026")
PRODUCTS: Edit = (CITY, "[Báo cáo]", "[Báo cáo, Quyết định]")
MEASURED: Edit = (GOALS, '      unit: "%"', "      unit: điểm")
LEVEL: Edit = (GOALS, "value_as_written: 90% trở lên", "value_as_written: trên 90%")

WORDS = {
    "deadline": (DEADLINE, "Nhiệm vụ!C9", "Thời hạn", "1", "Quý I/2026", "Quý III/2026"),
    "products": (PRODUCTS, "Nhiệm vụ!D9", "Sản phẩm", "1", "Báo cáo", "Báo cáo; Quyết định"),
    "unit": (MEASURED, "Chỉ tiêu!D9", "Đơn vị tính", "a", "%", "điểm"),
    "level": (LEVEL, "Chỉ tiêu!C9", "Mức đề ra", "a", "90% trở lên", "trên 90%"),
}
"""What matters: the edit of the data, and what the problem says."""


def test_a_corrected_title_leaves_a_form_good() -> None:
    outcome = imported(root(TITLE, GOAL), typed(sent(root()), FILLED))
    assert told(outcome) == []
    assert taken(outcome) == ["1", "2", "3"]


@pytest.mark.parametrize("field", WORDS)
def test_what_changed_is_told_at_its_cell(field: str) -> None:
    edit, cell, name, number, was, now = WORDS[field]
    outcome = imported(root(edit), typed(sent(root()), FILLED))
    assert told(outcome) == [
        f"so-noi-vu.xlsx › {cell}: từ khi phát mẫu, {name} của dòng số {number} đã đổi: “{was}” → “{now}”; "
        + NEW_FORM
    ]
    assert taken(outcome) == []


def test_what_changed_is_told_in_english_too() -> None:
    assert told(imported(root(DEADLINE), sent(root())), EN) == [ENGLISH]


def test_everything_that_changed_is_told_at_once() -> None:
    outcome = imported(root(TITLE, DEADLINE, PRODUCTS, LEVEL, MEASURED), sent(root()))
    cells = {problem.cell for problem in outcome.problems}
    assert cells == {"Chỉ tiêu!C9", "Chỉ tiêu!D9", "Nhiệm vụ!C9", "Nhiệm vụ!D9"}
    assert len(outcome.problems) == 4


def test_a_deadline_given_or_taken_away() -> None:
    given = root((CITY, "title: Kiểm tra việc thực hiện", "title: Kiểm tra\n  deadline: Quý II/2026"))
    none = root((CITY, "  deadline: Quý I/2026\n", ""))
    assert (
        "!C11: từ khi phát mẫu, Thời hạn của dòng số 3 đã đổi: “văn bản không nêu” → “Quý II/2026”; "
        in (told(imported(given, sent(root())))[0])
    )
    assert (
        "!C9: từ khi phát mẫu, Thời hạn của dòng số 1 đã đổi: “Quý I/2026” → “văn bản không nêu”; "
        in (told(imported(none, sent(root())))[0])
    )
    products = root((CITY, "  deliverables: [Báo cáo]\n", ""))
    assert (
        "Sản phẩm của dòng số 1 đã đổi: “Báo cáo” → “(trống)”; " in told(imported(products, sent(root())))[0]
    )


def test_the_deadline_of_a_target_counts_although_no_cell_shows_it() -> None:
    outcome = imported(root((GOALS, "deadline: Cả năm 2026", "deadline: Quý III/2026")), sent(root()))
    assert told(outcome) == [UNSEEN]


def test_a_new_value_written_into_the_cell_mends_the_row() -> None:
    outcome = imported(root(DEADLINE), typed(sent(root()), {**FILLED, "C9": "Quý III/2026"}))
    assert told(outcome) == []
    assert taken(outcome) == ["1", "2", "3"]


MOVED: Edit = (CITY, "title: Rà soát văn bản\n  lead: [so-noi-vu]", "title: Rà soát\n  lead: [so-y-te]")


def test_a_task_that_moved_to_another_agency() -> None:
    outcome = imported(root(MOVED), typed(sent(root()), FILLED))
    assert told(outcome) == [GONE_TO]
    # Its new agency is asked it, and a form without an answer there says nothing wrong.
    answered = imported(root(MOVED), typed(sent(root()), {"F10": "Đang thực hiện"}))
    assert told(answered) == []
    assert taken(answered) == ["2"]


def test_a_task_that_is_no_longer_asked() -> None:
    form = typed(sent(root((CITY, "", FOURTH))), {**FILLED, "J12": "Đã sơ kết"})
    assert told(imported(root(), form)) == [ENDED]
    empty = imported(root(), typed(sent(root((CITY, "", FOURTH))), FILLED))
    assert told(empty) == []
    assert taken(empty) == ["1", "2", "3"]


def test_a_task_asked_since_refuses_no_form() -> None:
    outcome = imported(root((CITY, "", FOURTH)), typed(sent(root()), FILLED))
    assert told(outcome) == [ASKED_SINCE]
    assert taken(outcome) == ["1", "2", "3"]
    # A row that somebody deleted from the form is another matter, and each is counted for itself.
    cut = edited(typed(sent(root()), FILLED), lambda book: book[TASKS].delete_rows(11))
    found = {problem.code: dict(problem.params)["count"] for problem in imported(root(), cut).problems}
    assert found == {"xlsx-rows-missing": "1"}
    both = imported(root((CITY, "", FOURTH)), cut).problems
    assert {problem.code for problem in both} == {"xlsx-rows-missing", "xlsx-rows-new"}


ADDED = {"products": "Sản phẩm", "merged": "Lồng ghép vào nhiệm vụ số"}
"""A locked and a typed column, taken for ones that were added since."""


def test_a_column_added_since_is_not_missed() -> None:
    outcome = imported(root(TITLE), without(typed(sent(root()), FILLED), ADDED, in_facts=False))
    assert told(outcome) == []
    assert taken(outcome) == ["1", "2", "3"]


def test_a_column_deleted_from_a_form_is() -> None:
    outcome = imported(root(), without(typed(sent(root()), FILLED), ADDED, in_facts=True))
    assert [(problem.code, dict(problem.params)["value"]) for problem in outcome.problems] == [
        ("xlsx-column-missing", "Lồng ghép vào nhiệm vụ số")
    ]


def test_what_matters_counts_without_its_column() -> None:
    form = without(sent(root()), {"products": "Sản phẩm"}, in_facts=False)
    assert [(p.code, p.cell) for p in imported(root(PRODUCTS), form).problems] == [
        ("xlsx-row-changed-unseen", "Nhiệm vụ!N9")
    ]


def test_columns_may_change_places_and_headings() -> None:
    form = typed(sent(root()), FILLED)
    renamed = replace(
        VI,
        entries={
            **VI.entries,
            "records.Result.state.short": "Kết quả thực hiện",
            "records.Task.deadline.title": "Hạn",
            "office.no-deadline": "không nêu",
        },
    )
    outcome = imported(root(), form, catalogue=renamed)
    assert told(outcome) == []
    assert taken(outcome) == ["1", "2", "3"]

    def swap(book: Workbook) -> None:
        for row in book[TASKS].iter_rows(min_row=7):
            row[2].value, row[3].value = row[3].value, row[2].value

    assert told(imported(root(), edited(form, swap))) == []


def test_a_cell_that_the_agency_overwrote_is_told_once() -> None:
    cells = {"B9": "Việc khác", "C10": "Quý IV/2026", "D9": "Công văn"}
    form = typed(sent(root()), cells)
    mend = "khôi phục ô như mẫu, muốn sửa nhiệm vụ thì báo đơn vị vận hành kèm văn bản."
    wanted = {"B9": "Rà soát văn bản", "C10": "Thường xuyên", "D9": "Báo cáo"}
    assert told(imported(root(), form)) == [
        f"so-noi-vu.xlsx › Nhiệm vụ!{cell}: ô khóa bị sửa thành “{cells[cell]}”; "
        f"giữ nguyên “{wanted[cell]}”; {mend}"
        for cell in ("B9", "D9", "C10")
    ]
    # Where the data changed too, the cell is told for that, and not twice.
    codes = {p.cell: p.code for p in imported(root(TITLE, PRODUCTS), form).problems}
    assert codes == {
        "Nhiệm vụ!B9": "xlsx-locked-changed",
        "Nhiệm vụ!C10": "xlsx-locked-changed",
        "Nhiệm vụ!D9": "xlsx-row-changed",
    }
    assert len(imported(root(TITLE, PRODUCTS), form).problems) == 3


def test_a_form_that_postpones_can_be_sent_twice() -> None:
    cells = {"F11": "Đang thực hiện", "M9": "Quý IV/2026", "N9": "1/KH-UBND", "F9": "Đang thực hiện"}
    form = typed(sent(root()), cells)
    first = imported(root(), form)
    assert told(first) == []
    assert [one.fields["deadline"] for one in first.postponements] == ["Quý IV/2026"]
    after = portal_of({**root().sources, **first.files})
    assert next(d for d in Forms(after, QUARTER).of("so-noi-vu").tasks).deadline == "Quý IV/2026"
    again = imported(after, form)
    assert told(again) == []
    assert (again.changes, again.postponements) == ((), ())


NEW_NAME = """  name: Trung tâm Phục vụ hành chính công
  former_names:
    - {name: Bộ phận Một cửa, source: {document: ke-hoach-xa-2026, at: Phụ lục I}}"""


@pytest.mark.parametrize("old", [False, True])
def test_a_unit_under_a_new_name_is_the_same_unit(old: bool) -> None:  # noqa: FBT001
    form = sent(root(), "xa-minh-hoa")
    assert [cell.value for cell in load_workbook(BytesIO(form))[TASKS][9]][2] == "Bộ phận Một cửa"
    outcome = imported(
        root((AGENCIES, "  name: Bộ phận Một cửa", NEW_NAME)),
        without_digests(form) if old else form,
        "xa-minh-hoa",
    )
    assert told(outcome) == []


def test_digests_stand_under_names() -> None:
    facts = read_facts(open_workbook(sent(root())))
    assert facts is not None
    assert list(facts.rows) == ["tp-2026/1", "tp-2026/2", "tp-2026/3", "tp-2026/ct-a#hai-long"]
    row = facts.rows["tp-2026/1"]
    assert row.asked == {
        "lead": digest("so-noi-vu"),
        "deadline": digest("Quý I/2026"),
        "products": digest("Báo cáo"),
        "unit": digest(""),
        "level": digest(""),
    }
    assert row.shown.keys() == {"number", "task", "deadline", "products"}
    # Neither the order of the names nor one that is not known any more or not yet matters.
    other = "products={products} later=0123456789abcdef deadline={deadline}".format(**row.asked)
    form = typed(typed(sent(root()), FILLED), {"C4": other}, HIDDEN)
    assert told(imported(root(TITLE), form)) == []
    assert [p.cell for p in imported(root(DEADLINE), form).problems] == ["Nhiệm vụ!C9"]


@pytest.mark.parametrize("text", ["", "{", "deadline", "= = =", "[" * 9_000])
def test_spoilt_digests_are_no_reason_to_fail(text: str) -> None:
    form = edited(typed(sent(root()), FILLED), lambda book: book[HIDDEN].__setitem__("C4", text or None))
    assert taken(imported(root(), form)) == ["1", "2", "3"]


def test_a_form_made_before_digests_is_taken() -> None:
    form = typed(OLD_FORM.read_bytes(), FILLED)
    for portal in (root(), root(TITLE, GOAL)):
        outcome = imported(portal, form)
        assert told(outcome) == []
        assert taken(outcome) == ["1", "2", "3"]
    # What once was the digest of the whole form is not read.
    assert told(imported(root(), typed(form, {"B4": "0123456789abcdef"}, HIDDEN))) == []


@pytest.mark.parametrize("field", WORDS)
def test_a_form_made_before_digests_is_refused_where_it_differs(field: str) -> None:
    edit, cell, name, number, was, now = WORDS[field]
    outcome = imported(root(TITLE, GOAL, edit), OLD_FORM.read_bytes())
    assert told(outcome) == [
        f"so-noi-vu.xlsx › {cell}: {name} của dòng số {number} ghi “{was}”, nay là “{now}”; {OLD_MEND}"
    ]


def test_a_form_made_before_digests_and_rows_that_came_and_went() -> None:
    form = typed(OLD_FORM.read_bytes(), FILLED)
    new = imported(root((CITY, "", FOURTH)), form)
    assert [(p.code, p.severity) for p in new.problems] == [("xlsx-rows-missing", "warning")]
    assert taken(new) == ["1", "2", "3"]
    assert [(p.code, p.cell) for p in imported(root(MOVED), form).problems] == [
        ("xlsx-row-moved", "Nhiệm vụ!F9")
    ]
    assert told(imported(root(MOVED), OLD_FORM.read_bytes())) == []
    gone = without_digests(typed(sent(root((CITY, "", FOURTH))), {"F12": "Đang thực hiện"}))
    assert [(p.code, p.cell) for p in imported(root(), gone).problems] == [
        ("xlsx-unknown-row", "Nhiệm vụ!O12")
    ]


def test_a_form_made_before_digests_must_have_its_columns() -> None:
    without_note = edited(
        OLD_FORM.read_bytes(),
        lambda book: book[TASKS].delete_cols([c.value for c in book[TASKS][7]].index("Ghi chú") + 1),
    )
    assert [p.code for p in imported(root(), without_note).problems] == ["xlsx-column-missing"]
