"""The columns of the Excel form, declared once for both writing and reading it.

Columns for fields of records come from the declared fields with ``form`` set (`view.fields`): a field added
there becomes a column here. Columns that only a form has (the unit a row is for, what was reported before,
the row's key) are declared in this module.
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
from generator.view.fields.results import RESULTS, state_word
from generator.view.fields.targets import TARGETS as TARGET_FIELDS
from generator.view.fields.tasks import TASKS as TASK_FIELDS


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a sheet."""

    id: str
    """Name on the hidden sheet of forms already sent, so it must never change."""
    width: float
    """In characters of Excel's default font."""
    field: Field[Any] | None = None
    """The record's field; None for a column that only the form has."""
    typed: bool = False
    """Filled in by the agency; every other column is locked."""
    printed: bool = True
    explained: bool = False
    """Whether the heading has its own text because the field's name alone would not be clear enough."""

    def heading(self, catalogue: Catalogue) -> str:
        """Heading of the column: the field's name, or the text ``office.column.<id>``."""
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
"""Column ids that differ from their field's name, because forms with these ids have already been sent."""

OWN = frozenset({"unit", "previous", "postponed", "postponing", "key", *SENT_AS.values()})
"""Column ids that are taken; a new field with such a name gets its record's name before it."""

RARE = frozenset({"reporting_document", "merged_into"})
"""Fields of a result that few rows need: their columns are last, are not printed and have longer headings."""

OF_TASKS_ALONE = frozenset({"completed", "merged_into"})
"""Fields of a result that make sense for tasks only."""


def _columns(fields: Iterable[Field[Any]], *, typed: bool = False) -> Iterator[FormColumn]:
    """Columns of those fields that have a width in the form (``form``)."""
    return (FormColumn(_name(field, typed=typed), field.form, field, typed) for field in fields if field.form)


def _name(field: Field[Any], *, typed: bool) -> str:
    """Id of a field's column; if the field's name is taken, the record's name is put before it."""
    sent = SENT_AS.get((field.record, field.attribute))
    if sent is not None:
        return sent
    reported = set() if typed else {one.id for one in RESULTS}
    return f"{name_of(field.record).lower()}-{field.id}" if field.id in OWN | reported else field.id


def _reported() -> tuple[FormColumn, ...]:
    """Columns of the result that an agency reports, the rarely needed ones last."""
    found = tuple(_columns(RESULTS, typed=True))
    rare = (replace(c, printed=False, explained=True) for c in found if _id(c) in RARE)
    return (*(c for c in found if _id(c) not in RARE), *rare)


def _id(column: FormColumn) -> str:
    return column.field.id if column.field is not None else ""


def _of_event(name: str, field: str) -> FormColumn:
    """A column about a new deadline, as wide as the given field of events; its content becomes an event."""
    width = next(one.form for one in EVENTS if one.id == field)
    return FormColumn(name, width, typed=True, printed=False)


UNIT = FormColumn("unit", 17)
"""Unit of the commune; shown only in the form of a commune that reports for its units."""

PREVIOUS = FormColumn("previous", 16)

NUMBER_AND_TITLE = 2
"""How many columns of tasks come before the unit."""

RESULTS_TYPED = _reported()
"""Columns that the agency fills in with fields of the result."""

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
"""Columns of the sheet of tasks, in order."""

TARGETS = (
    *_TARGETS,
    PREVIOUS,
    # Wider than on the sheet of tasks: a target's row is about its figure, and the cell also takes the unit.
    *(
        replace(column, width=13) if _id(column) == "value" else column
        for column in RESULTS_TYPED
        if _id(column) not in OF_TASKS_ALONE
    ),
    FormColumn("key", 26, printed=False),
)
"""Columns of the sheet of targets, in order."""

DOCUMENTS = tuple(_columns(DOCUMENT_FIELDS, typed=True))
"""Columns of the sheet where agencies enter documents that the register does not have yet."""

SHEETS = {"tasks": TASKS, "targets": TARGETS, "documents": DOCUMENTS}
"""Columns of the visible sheets; the key is the id of the sheet's name (``office.sheet.<id>``)."""

UNCHECKED = frozenset({"key", "previous"})
"""Locked columns that may differ when a form comes back, because they are not part of the question."""

HEAD = ("cutoff", "person", "report")
"""Cells above the table, filled in once for the whole form; their labels are ``office.head.<id>``."""

HIDDEN = "_cong"
"""Name of the hidden sheet with the form's own facts (agency, quarter, columns)."""

STATES: tuple[records.ResultState, ...] = get_args(records.ResultState)

KINDS = (
    "Quyết định", "Kế hoạch", "Báo cáo", "Công văn", "Thông báo", "Tờ trình", "Nghị quyết", "Chỉ thị",
    "Hướng dẫn", "Biên bản", "Chương trình", "Kết luận", "Giấy mời",
)  # fmt: skip
"""Kinds of document offered in the list; others may be typed."""


def held(columns: tuple[FormColumn, ...]) -> tuple[FormColumn, ...]:
    """The locked columns whose cells must come back unchanged."""
    return tuple(column for column in columns if not column.typed and column.id not in UNCHECKED)


def heading_of(kind: str, column: str, catalogue: Catalogue) -> str:
    """Heading of a column by sheet kind and column id; if the sheet lacks it, that of another sheet.

    Raises:
        StopIteration: No sheet has such a column.
    """
    every = (*SHEETS[kind], *TASKS, *TARGETS)
    return next(one for one in every if one.id == column).heading(catalogue)


def choices(column: FormColumn, catalogue: Catalogue) -> Mapping[str, str]:
    """The words that a column offers to choose from, by code; empty if anything may be typed."""
    codes = column.field.worded if column.field is not None else None
    if codes is None:
        return {}
    if column.id == "state":
        return {state: state_word(catalogue, state) for state in STATES}
    return {code: catalogue.text(codes.key(code)) for code in codes.allowed}


def list_name(column: FormColumn) -> str:
    """Name of a column's list of choices in the workbook, without its prefix ``ds_``."""
    return column.id.replace("-", "_")
