"""A field of a record, declared once: what every output knows of it.

Each kind of record has one tuple of fields (the modules beside this one). A tuple is
of rows: a row is a record with what was measured of it, e.g. a task with its standing. An output reads the
tuple and keeps no list of its own:

- tables (CSV, JSON, XLSX): ``in_table(FIELDS)`` are the columns in the tuple's order, ``field.text(row)`` is
  the cell and ``field.kind`` its type. New fields go to the end: the order is promised to readers.
- API: ``members(FIELDS, row)`` are the members of the record's class in `files.api_models`.
- pages: fields with ``show`` stand in the definition list of a task, target, agency or document, after those
  that the page lays out itself, made by the renderer that ``show`` names (`view.shown_fields`).
- Excel form: fields with ``form`` are columns, ``form`` characters wide: locked cells of a task or target,
  cells to fill in of a result or document, read by ``kind``, ``codes`` or ``ids="documents"``. Only fields of
  the record itself: a form is made before anything is measured.
- Word report: fields of a task with ``report`` are columns of its tables of states, ``report`` their share of
  the width.
- Word plan: ``heading`` matches the header words of the field's column, folded (no diacritics, lower case),
  the first field that fits, the title last; the cells are read by ``kind``.
- words: ``label(catalogue)`` is its name everywhere, ``meaning(catalogue)`` explains the published column,
  ``words(row, ...)`` is the value for people (Excel, Word, differences).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Generic, Literal, TypeAlias, TypeVar, get_args

from generator.data import labels
from generator.data.catalogue import Catalogue
from generator.model import records, wording

R_contra = TypeVar("R_contra", contravariant=True)
R = TypeVar("R")

Cell: TypeAlias = str | tuple[str, ...] | date | Decimal | bool | None
"""A value before it is written anywhere; None or an empty tuple where the document says nothing."""

Kind: TypeAlias = Literal["string", "number", "date", "boolean"]
"""How a reader may read a column's text; a column of several values in a cell stays text."""

Show: TypeAlias = Literal["text", "number", "items", "agencies", "area", "document", "deadline"]
"""How a page shows the field; one renderer each."""

Register: TypeAlias = Literal["agencies", "areas", "documents", "indicators", "plans", "tasks"]
"""Registers whose ids a cell may hold."""

Named: TypeAlias = Callable[[Register, str], str]
"""Name of an entry of a register by its id."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that a column may hold, and where their words stand."""

    allowed: tuple[str, ...]
    words: str
    """Key of the catalogue; the words of a code stand under ``<words>.<code>``."""
    alone: bool = True
    """False where a cell says more than the code (``implements:76-nq-cp-2021``)."""

    def key(self, code: str) -> str:
        """Key of the words of a code."""
        return f"{self.words}.{code}"


FLAGS = Codes(("true", "false"), "shell.flag")
"""Yes and no, as data files write them."""


def codes_of(record: type[records.Record], name: str, *, alone: bool = True) -> Codes:
    """The values that a field of a record may have, with the words that editors choose them by."""
    allowed = record.model_fields[name].annotation
    parts = get_args(allowed) if type(None) in get_args(allowed) else (allowed,)
    values = tuple(str(value) for part in parts for value in get_args(part))
    return Codes(values, f"records.{labels.name_of(record)}.{name}.values", alone)


@dataclass(frozen=True, slots=True)
class Field(Generic[R_contra]):
    """One field, of rows of type `R_contra`."""

    id: str
    """Name of the column, and of the API's member."""
    of: Callable[[R_contra], Cell] | None = None
    """Its value; None for the record's own field as it stands."""
    record: type[records.Record] = records.Record
    """The record that the field is of, or that a computed value speaks of; set by `declared`."""
    part: str = "record"
    """Attribute of the row that holds the record."""
    name: str = ""
    """Field of the record, where the column is named otherwise."""
    table: bool = True
    api: bool | str | Callable[[R_contra], Any] = True
    """Member of the API's record: a text names it otherwise, a function gives one that is no plain value."""
    show: Show | None = None
    quiet: bool = False
    """Left out of a definition list where the document says nothing; else “văn bản không nêu” stands."""
    form: int = 0
    """Width in the Excel form, in characters; 0 for no column."""
    report: int = 0
    """Share of the width of the Word report's tables; 0 for no column."""
    heading: str = ""
    """Regular expression of the header words in a Word plan, folded; empty where no plan prints it."""
    kind: Kind = "string"
    codes: Codes | None = None
    ids: Register | None = None
    """The register whose ids the cell holds."""
    refers: tuple[str, str] | None = None
    """Published table and column that the cell always has a row in."""

    def cell(self, row: R_contra) -> Cell:
        """The value of a row."""
        if self.of is not None:
            return self.of(row)
        holder = getattr(row, self.part)
        return None if holder is None else getattr(holder, self.name or self.id)

    def text(self, row: R_contra) -> str:
        """The value as published tables write it: ISO days, decimal points, ``;`` between several."""
        match self.cell(row):
            case None:
                return ""
            case bool(value):
                return "true" if value else "false"
            case date() as value:
                return value.isoformat()
            case Decimal() as value:
                return number_text(value)
            case tuple(values):
                return ";".join(values)
            case value:
                return value

    @property
    def member(self) -> str:
        """Name of the API's member."""
        return self.api if isinstance(self.api, str) else self.id

    def json(self, row: R_contra) -> Any:
        """The value as the API has it; None where no source says."""
        if callable(self.api):
            return self.api(row)
        cell = self.cell(row)
        if isinstance(cell, Decimal):
            return float(cell)
        return list(cell) if isinstance(cell, tuple) else cell

    def words(self, row: R_contra, catalogue: Catalogue, named: Named) -> str:
        """The value for people, in Vietnamese form; empty where the document says nothing.

        Args:
            row: The row.
            catalogue: Words of codes.
            named: Names agencies, documents and other entries by their ids.
        """
        cell = self.cell(row)
        if isinstance(cell, Decimal):
            return wording.number(cell)
        if isinstance(cell, date):
            return wording.day(cell)
        values = cell if isinstance(cell, tuple) else (self.text(row),)
        return "; ".join(self._word(value, catalogue, named) for value in values if value)

    def _word(self, value: str, catalogue: Catalogue, named: Named) -> str:
        if self.worded is not None and value in self.worded.allowed:
            return catalogue.text(self.worded.key(value))
        return named(self.ids, value) if self.ids is not None else value

    @property
    def worded(self) -> Codes | None:
        """The codes that people read in words: the field's own, or yes and no."""
        return FLAGS if self.kind == "boolean" else self.codes

    def label(self, catalogue: Catalogue) -> str:
        """What the field is called."""
        return labels.label(self.record, self.name or self.id, catalogue)

    def meaning(self, catalogue: Catalogue) -> str:
        """What the published column holds: its own explanation, else its name."""
        key = f"{labels.key_of(self.record, self.name or self.id, catalogue)}.meaning"
        if key in catalogue:
            return catalogue.text(key)
        title = catalogue.text(key.removesuffix("meaning") + "title")
        return title if self.ids is None else catalogue.text("opendata.sheet.machine", column=title)


def declared(record: type[records.Record], fields: tuple[Field[R], ...]) -> tuple[Field[R], ...]:
    """The fields of a record; those that name another record keep it."""
    return tuple(
        replace(field, record=record) if field.record is records.Record else field for field in fields
    )


def in_table(fields: Iterable[Field[R]]) -> tuple[Field[R], ...]:
    """The fields that are columns of the published table."""
    return tuple(field for field in fields if field.table)


def members(fields: Iterable[Field[R]], row: R) -> dict[str, Any]:
    """The members of the API's record that come of fields."""
    return {field.member: field.json(row) for field in fields if field.api}


def number_text(value: Decimal | None) -> str:
    """A number for machines: decimal point, no exponent, as many digits as printed."""
    return "" if value is None else format(value, "f")
