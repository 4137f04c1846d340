"""What is told of a form that came back, in exact words: what `mistakes.yaml` and `hostile.py` do not plant.

With these, the words of every problem of a workbook are pinned; the last test finds a code without.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from generator.data.check import check_files
from generator.data.problems import Position, Problem, format_problem
from generator.model import records
from generator.model.portal import Portal
from generator.office.agency_names import AgencyNames
from generator.office.cell_values import CellError
from generator.office.field_cells import value_of
from generator.office.file_problems import Complaints
from generator.office.form_import import import_forms
from generator.office.new_documents import KnownDocuments
from generator.office.package_limits import FileRefusedError, Reason
from generator.office.quarter_closing import closed, opened
from generator.office.workbook import Cell, Sheet
from generator.view.fields.field import Field
from tests.office import test_form_digest as digests
from tests.office.answers import MEASURE, QUARTER, SHARED, TASK, Answers, answered, form_of, imported
from tests.office.cells import VIETNAMESE, cell
from tests.office.hostile import OLE
from tests.office.test_new_documents import COMMUNES, ROW, submission
from tests.portals import (
    DOCUMENTS,
    FIRST_QUARTER,
    SECOND_QUARTER,
    TASKS,
    Change,
    changed_files,
    portal_of,
)
from tests.problem_codes import codes

HERE = Path(__file__).parent
PINNED = HERE / "form_reports.txt"
PORTAL = portal_of()
FORM = form_of(PORTAL)

Problems = Sequence[Problem]
Changes = Mapping[str, Change]

STATED: Answers = {(SHARED, "state"): "Đang thực hiện"}
ONGOING: Answers = {(TASK, "state"): "Đang thực hiện"}
UNCHANGED: Changes = MappingProxyType({})
DONE = '\nresults:\n  - {task: "1", agency: so-noi-vu, state: done}\n'
DONE_IN_FIRST: Changes = {FIRST_QUARTER: f"cutoff: 2026-03-09{DONE}"}
DONE_IN_SECOND: Changes = {SECOND_QUARTER: f"cutoff: 2026-06-09{DONE}"}
MOVED: Changes = {TASKS: {"lead: [so-noi-vu]": "lead: [so-y-te]"}}
FOURTH: Changes = {
    TASKS: '- number: "4"\n  title: Sơ kết\n  lead: [so-noi-vu]\n  deadline: Quý II/2026\n'
    '  source: {document: ke-hoach-2026, at: Phụ lục, row: "4"}\n  text: verified\n'
}


def told(answers: Answers = STATED, *, sent: Changes = UNCHANGED, now: Changes = UNCHANGED) -> Problems:
    """Problems of a form made from data with some changes and imported into data with others."""
    return imported(portal_of(now), answered(form_of(portal_of(sent)), {**STATED, **answers})).problems


def typed(cells: Mapping[tuple[str, int, int], str], answers: Answers = STATED) -> Problems:
    """Problems of a form in which cells were filled in or emptied, by sheet, row and column."""
    form = []
    for one in answered(FORM, answers):
        found = dict(one.cells)
        for (name, row, column), text in cells.items():
            if name == one.name:
                found.pop((row, column), None)
                if text:
                    found[row, column] = cell(text, at=(row, column))
        form.append(replace(one, cells=found))
    return imported(PORTAL, form).problems


def formatted(form: str, value: float) -> Problems:
    """Problems of a form whose measure has a number under a number format."""
    stated = answered(FORM, {**STATED, (MEASURE, "state"): "Đang thực hiện", (MEASURE, "value"): value})
    number = Decimal(str(value))
    sheets = [
        replace(
            one, cells={at: replace(c, form=form) if c.value == number else c for at, c in one.cells.items()}
        )
        for one in stated
    ]
    return imported(PORTAL, sheets).problems


def several(*forms: list[Sheet], choose: Sequence[str] = ()) -> Problems:
    """Problems of forms that lie in one folder as a.xlsx, b.xlsx and so on."""
    files = {f"{name}.xlsx": str(place).encode() for place, name in enumerate("abc"[: len(forms)])}
    read = import_forms(
        PORTAL, QUARTER, files, VIETNAMESE, lambda data: forms[int(data.decode())], choose=choose
    )
    return read.problems


def with_cutoff(form: list[Sheet], day: str) -> list[Sheet]:
    """A form with another day up to which its figures count."""
    return [
        replace(one, cells={**one.cells, (3, 3): cell(day, at=(3, 3))}) if one.name == "Nhiệm vụ" else one
        for one in form
    ]


def with_sheets(change: Callable[[Sheet], list[Sheet]]) -> Problems:
    """Problems of a form in which each sheet was replaced."""
    return imported(PORTAL, [new for one in answered(FORM, STATED) for new in change(one)]).problems


def refused(reason: Reason, **params: str) -> Problems:
    """Problems of a file that the separate process refuses."""

    def refuse(_: bytes) -> list[Sheet]:
        raise FileRefusedError(reason, **params)

    return import_forms(PORTAL, QUARTER, {"so-noi-vu.xlsx": b""}, VIETNAMESE, refuse).problems


def new_document(*row: str) -> Problems:
    """Problems of a row of the sheet of new documents."""
    complaints = Complaints("so-noi-vu.xlsx")
    KnownDocuments(PORTAL, VIETNAMESE).introduce(submission([*row]), complaints)
    return complaints.problems


def checked(files: Mapping[str, bytes]) -> Portal:
    portal, problems = check_files(files)
    assert portal is not None, problems
    return portal


def into_a_closed_quarter() -> Problems:
    """Problems of another state for a task whose state was reported and closed."""
    files = changed_files(DONE_IN_SECOND)
    files |= {path: data for path, data in opened(QUARTER, QUARTER.first_day).items() if data}
    files |= closed(checked(files), QUARTER, QUARTER.last_day)
    portal = checked(files)
    return imported(portal, answered(form_of(portal), {**STATED, **ONGOING})).problems


def agency_cell(text: str) -> Problems:
    """The problem of a cell in which an agency is to be named; no field of today's forms is one."""
    known = [located.record for located in PORTAL.agencies.values()]
    alike = [known[0].model_copy(update={"id": one, "name": "Phòng A"}) for one in ("mot", "hai")]
    field: Field[Any] = Field("note", record=records.Result, ids="agencies")
    with pytest.raises(CellError) as error:
        value_of(Cell(9, 2, "text", text), field, {}, AgencyNames([*known, *alike]))
    found = error.value
    return [
        Problem.make("so-noi-vu.xlsx", Position(9, 2), "", found.code, cell="Nhiệm vụ!B9", **found.params)
    ]


CASES: Mapping[str, Callable[[], Problems]] = {
    "what was reported is emptied": lambda: told(
        {(TASK, "state"): ""}, sent=DONE_IN_SECOND, now=DONE_IN_SECOND
    ),
    "the quarter is closed": into_a_closed_quarter,
    "done before and open again": lambda: told(ONGOING, sent=DONE_IN_FIRST, now=DONE_IN_FIRST),
    "more than can be": lambda: told({(MEASURE, "state"): "Đang thực hiện", (MEASURE, "value"): "112"}),
    "a share that was divided": lambda: told(
        {(MEASURE, "state"): "Đang thực hiện", (MEASURE, "value"): 0.848214285714286}
    ),
    "a percentage with more digits than are seen": lambda: told(
        {(MEASURE, "state"): "Đang thực hiện", (MEASURE, "value"): 84.8214285714286}
    ),
    "a percentage that Excel rounds": lambda: formatted("0.00%", 0.848214285714286),
    "a number that its format hides": lambda: formatted(";;;", 84.5),
    "done short of the level": lambda: told({(MEASURE, "state"): "Hoàn thành", (MEASURE, "value"): "89,5"}),
    "a note that is too long": lambda: told({**ONGOING, (TASK, "note"): "x" * 40_000}),
    "a note with spaces around it": lambda: told({**ONGOING, (TASK, "note"): " Chờ\nhướng dẫn \n"}),
    "a note with accents apart": lambda: told({**ONGOING, (TASK, "note"): "Chơ\u0300 va\u0300 xin"}),
    "a column of somebody's own": lambda: typed({("Nhiệm vụ", 7, 16): "Người làm", ("Nhiệm vụ", 9, 16): "A"}),
    "no cut-off": lambda: typed({("Nhiệm vụ", 3, 3): ""}),
    "too many rows": lambda: typed({("Nhiệm vụ", 3100, 2): "x"}),
    "an agency that is gone": lambda: typed({("_cong", 3, 2): "so-da-giai-the"}),
    "a form that shows another agency": lambda: typed({("Nhiệm vụ", 2, 1): "Sở Tài chính"}),
    "a row deleted from the form": lambda: typed(
        {("Nhiệm vụ", 10, column): "" for column in range(1, 16)}, {(TASK, "state"): "Đang thực hiện"}
    ),
    "no sheet of tasks": lambda: with_sheets(lambda one: [one] if one.name == "_cong" else []),
    "the sheet of tasks twice": lambda: with_sheets(
        lambda one: [one, replace(one, name="Nhiệm vụ (2)")] if one.name == "Nhiệm vụ" else [one]
    ),
    "a task asked since": lambda: told(now=FOURTH),
    "a task that is no longer asked": lambda: told({("tp-2026/4", "state"): "Hoàn thành"}, sent=FOURTH),
    "a task of another agency now": lambda: told(ONGOING, now=MOVED),
    "products that changed, without their column": lambda: (
        digests.imported(
            digests.root(digests.PRODUCTS),
            digests.without(digests.sent(digests.root()), {"products": "Sản phẩm"}, in_facts=False),
        ).problems
    ),
    "a form made before rows carried digests": lambda: (
        digests.imported(
            digests.root(digests.TITLE, digests.GOAL, digests.DEADLINE), digests.OLD_FORM.read_bytes()
        ).problems
    ),
    "new documents with empty columns": lambda: [
        *new_document("", "", "", "", "Việc A"),
        *new_document("9/QĐ-UBND", "", "1/6/2026", "", ""),
    ],
    "two documents under one symbol": lambda: told(
        {**ONGOING, (TASK, "evidence"): "9/QĐ-UBND"}, now={DOCUMENTS: COMMUNES}
    ),
    "a new document that no cell names": lambda: typed(
        {("Văn bản mới", 5, column): text for column, text in enumerate(ROW, 1)}
    ),
    "two versions of a form": lambda: several(FORM, answered(FORM, STATED)),
    "two versions of which one is chosen": lambda: several(FORM, answered(FORM, STATED), choose=["b.xlsx"]),
    "two chosen versions that say the opposite": lambda: several(
        answered(FORM, STATED), answered(FORM, {(SHARED, "state"): "Hoàn thành"}), choose=["a.xlsx", "b.xlsx"]
    ),
    "a form sent twice": lambda: several(FORM, FORM),
    "a cut-off that differs from others": lambda: several(
        *(
            with_cutoff(form_of(PORTAL, agency), day)
            for agency, day in (
                ("so-noi-vu", "8/6/2026"),
                ("so-tai-chinh", "9/6/2026"),
                ("xa-minh-hoa", "9/6/2026"),
            )
        )
    ),
    "no agency of this name": lambda: agency_cell("Sở Nội Vị"),
    "two agencies in a cell for one": lambda: agency_cell("Sở Nội vụ, Sở Tài chính"),
    "a name of several agencies": lambda: agency_cell("Phòng A"),
    "too heavy to open": lambda: refused("too-heavy", seconds="5", memory="512"),
    "strict Open XML": lambda: refused("strict"),
    "a spreadsheet of another kind": lambda: refused("other-kind", value="xlsb"),
    "a spreadsheet with links": lambda: refused("links"),
    "a spreadsheet that LibreOffice does not open": lambda: refused("not-converted"),
    "a spreadsheet that LibreOffice opened": lambda: (
        import_forms(
            PORTAL,
            QUARTER,
            {"so-noi-vu.xls": OLE + "Workbook".encode("utf-16-le")},
            VIETNAMESE,
            lambda _: FORM,
        ).problems
    ),
    "the process does not start": lambda: refused("not-started", memory="512"),
}


@pytest.fixture(scope="module")
def found() -> Mapping[str, Problems]:
    return {name: case() for name, case in CASES.items()}


@pytest.mark.golden
def test_reports(found: Mapping[str, Problems], golden: Callable[[Path, str], None]) -> None:
    blocks = [
        "\n".join([f"# {name}", *(format_problem(problem, VIETNAMESE) for problem in problems), ""])
        for name, problems in found.items()
    ]
    golden(PINNED, "\n".join(blocks))


def test_every_code_of_a_workbook_has_its_words_pinned(found: Mapping[str, Problems]) -> None:
    met = {problem.code for problems in found.values() for problem in problems}
    pinned = "\n".join((HERE / name).read_text(encoding="utf-8") for name in ("mistakes.txt", "hostile.txt"))
    of_workbooks = {code for code in codes() if code.startswith("xlsx-")}
    assert {code for code in of_workbooks - met if not words_of(code).search(pinned)} == set()
    assert len(of_workbooks) > 60


def words_of(code: str) -> re.Pattern[str]:
    """The words of a code, with anything in place of the values."""
    texts = (VIETNAMESE.entries[f"problems.{code}.{part}"] for part in ("found", "allowed"))
    return re.compile("; ".join(re.sub(r"\\\{\w+\\\}", ".*", re.escape(text)) for text in texts))
