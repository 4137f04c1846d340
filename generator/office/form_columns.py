"""The columns of the form, declared once for the one who writes it and the one who reads it back.

Columns that show or take a field of a record are the declared fields with ``form`` (`view.fields`): a field
added there is a column here. What only a form has (the unit that a row is for, what was reported before, the
row's key) is declared beside them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from generator.data.catalogue import Catalogue
from generator.data.labels import name_of
from generator.model import records
from generator.view.fields.documents import DOCUMENTS as DOCUMENT_FIELDS
from generator.view.fields.events import EVENTS
from generator.view.fields.field import Field
from generator.view.fields.results import RESULTS
from generator.view.fields.targets import TARGETS as TARGET_FIELDS
from generator.view.fields.tasks import TASKS as TASK_FIELDS


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a sheet."""

    id: str
    """Its name on the hidden sheet of a form that was sent: never changed."""
    width: float
    """In characters of Excel's default font."""
    field: Field[Any] | None = None
    """The record's field; None for what only the form has."""
    typed: bool = False
    """Filled in by the agency; every other column is locked."""
    printed: bool = True
    explained: bool = False
    """The heading says more than the field's name, e.g. that only a difference is to be filled in."""

    def heading(self, catalogue: Catalogue) -> str:
        """Words above the column: the field's name, or those under ``office.column.<id>``."""
        if self.field is None or self.explained:
            return catalogue.text(f"office.column.{self.id}")
        return self.field.label(catalogue)


SENT_AS: Mapping[tuple[type[records.Record], str], str] = {
    (records.TaskRecord, "title"): "task",
    (records.TaskRecord, "deliverables"): "products",
    (records.Target, "title"): "target",
    (records.Measure, "value_as_written"): "level",
    (records.Measure, "unit"): "measured-in",
    (records.Result, "reporting_document"): "report",
    (records.Result, "merged_into"): "merged",
}
"""Names of columns on forms sent before columns were fields; a new field's column has the field's name."""

OWN = frozenset({"unit", "previous", "postponed", "postponing", "key", *SENT_AS.values()})
"""Names of columns that no new field may take."""

RARE = frozenset({"reporting_document", "merged_into"})
"""Fields of a result that few rows need: their columns stand to the right, are not printed, explain more."""

OF_TASKS_ALONE = frozenset({"completed", "merged_into"})
"""Fields of a result that no target has."""


def _columns(fields: Iterable[Field[Any]], *, typed: bool = False) -> Iterator[FormColumn]:
    """The columns of the fields that the form has."""
    return (FormColumn(_name(field, typed=typed), field.form, field, typed) for field in fields if field.form)


def _name(field: Field[Any], *, typed: bool) -> str:
    """Name of a field's column; one that another column bears has the record's name before it."""
    sent = SENT_AS.get((field.record, field.name or field.id))
    if sent is not None:
        return sent
    reported = set() if typed else {one.id for one in RESULTS}
    return f"{name_of(field.record).lower()}-{field.id}" if field.id in OWN | reported else field.id


def _reported() -> tuple[FormColumn, ...]:
    """What an agency reports, the rare columns last."""
    found = tuple(_columns(RESULTS, typed=True))
    rare = (replace(c, printed=False, explained=True) for c in found if _id(c) in RARE)
    return (*(c for c in found if _id(c) not in RARE), *rare)


def _id(column: FormColumn) -> str:
    return column.field.id if column.field is not None else ""


def _of_event(name: str, field: str) -> FormColumn:
    """A column that reports a new deadline: what is typed becomes an event."""
    width = next(one.form for one in EVENTS if one.id == field)
    return FormColumn(name, width, typed=True, printed=False)


UNIT = FormColumn("unit", 17)
"""Only in the form of a commune that reports for its units."""

PREVIOUS = FormColumn("previous", 16)

NUMBER_AND_TITLE = 2
"""Columns before the unit."""

RESULTS_TYPED = _reported()
"""Columns that are filled in with fields of the result."""

_TASKS, _TARGETS = tuple(_columns(TASK_FIELDS)), tuple(_columns(TARGET_FIELDS))

TASKS = (
    *_TASKS[:NUMBER_AND_TITLE],
    UNIT,
    *_TASKS[NUMBER_AND_TITLE:],
    PREVIOUS,
    *RESULTS_TYPED,
    _of_event("postponed", "deadline"),
    _of_event("postponing", "document"),
    FormColumn("key", 20, printed=False),
)
"""Columns of the sheet of tasks."""

TARGETS = (
    *_TARGETS,
    PREVIOUS,
    # The figure is what a target's row is about: it has room for its unit.
    *(
        replace(column, width=13) if _id(column) == "value" else column
        for column in RESULTS_TYPED
        if _id(column) not in OF_TASKS_ALONE
    ),
    FormColumn("key", 26, printed=False),
)
"""Columns of the sheet of targets."""

DOCUMENTS = tuple(_columns(DOCUMENT_FIELDS, typed=True))
"""Columns of the sheet where documents that the portal does not know are introduced."""

SHEETS = {"tasks": TASKS, "targets": TARGETS, "documents": DOCUMENTS}
"""The sheets people see, by the id of their names (``office.sheet.<id>``)."""

UNCHECKED = frozenset({"key", "previous"})
"""Locked columns whose text is no part of what is asked: the row's key, and what was reported before."""

HEAD = ("cutoff", "person", "report")
"""Cells above the sheet of tasks, filled once; labels ``office.head.<id>``."""

HIDDEN = "_cong"
"""Name of the sheet that says what the file is."""

STATES: tuple[str, ...] = get_args(records.ResultState)

KINDS = (
    "Quyết định", "Kế hoạch", "Báo cáo", "Công văn", "Thông báo", "Tờ trình", "Nghị quyết", "Chỉ thị",
    "Hướng dẫn", "Biên bản", "Chương trình", "Kết luận", "Giấy mời",
)  # fmt: skip
"""Kinds of document offered; others may be typed."""


def held(columns: tuple[FormColumn, ...]) -> tuple[FormColumn, ...]:
    """The columns whose cells must come back as they went out."""
    return tuple(column for column in columns if not column.typed and column.id not in UNCHECKED)


def heading_of(kind: str, column: str, catalogue: Catalogue) -> str:
    """Words above a column, by their ids; one that this sheet has not goes by its words on the others."""
    every = (*SHEETS[kind], *TASKS, *TARGETS)
    return next(one for one in every if one.id == column).heading(catalogue)


def choices(column: FormColumn, catalogue: Catalogue) -> Mapping[str, str]:
    """The words that a column offers, by code; empty where anything may be typed."""
    codes = column.field.worded if column.field is not None else None
    if codes is None:
        return {}
    if column.id == "state":
        return {state: state_word(catalogue, state) for state in STATES}
    return {code: catalogue.text(codes.key(code)) for code in codes.allowed}


def list_name(column: FormColumn) -> str:
    """Name of the list of a column's choices within the workbook, after ``ds_``."""
    return column.id.replace("-", "_")


def state_word(catalogue: Catalogue, state: str) -> str:
    """The state as the form offers it."""
    return catalogue.text(f"office.state.{state}")
