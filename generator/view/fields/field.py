"""A field of a record, declared once with everything that the outputs need to know about it.

Each kind of record has one tuple of fields (the modules beside this one). Fields read rows: a row is a
record together with values computed for it, e.g. a task with its state. Every output reads the tuple and
keeps no list of its own:

- tables (CSV, JSON, XLSX): ``in_table(FIELDS)`` are the columns in the tuple's order, ``field.text(row)`` is
  the cell and ``field.kind`` its type. New fields go to the end: the order is promised to readers.
- API: ``members(FIELDS, row)`` are the members of the record's class in `files.api_models`.
- pages: fields with ``show`` are where the page shows the record, after what it lays out itself: in the
  definition list of a task (those of its events and proof too), target, agency, document, plan or indicator;
  in a column of the tables of figures and of results; beside the level of a measure; in a line under a
  section, note or area. ``show`` names how they are rendered (`view.shown_fields`). Fields of a task, target,
  agency or document with ``column`` are the last columns of every table that lists such records
  (`view.field_columns`), and of the snapshots that were frozen with them.
- Excel form: fields with ``form`` are columns, ``form`` characters wide: locked cells of a task or target,
  cells to fill in of a result or document, read by ``kind``, ``codes`` or ``ids="documents"``. Only fields of
  the record itself: a form is made before anything is measured.
- Word report: fields of a task with ``report`` are columns of its tables of states; ``report`` is their share
  of the width.
- Word plan: ``heading`` matches the header words of the field's column, folded (no diacritics, lower case),
  the first field that fits, the title last; the cells are read by ``kind``.
- words: ``label(catalogue)`` is its name everywhere, ``meaning(catalogue)`` explains the published column,
  ``words(row, ...)`` is the value for people (Excel, Word, differences).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Generic, Literal, TypeAlias, TypeVar, cast, get_args, get_origin

from generator.data import labels
from generator.data.catalogue import Catalogue
from generator.data.list_cells import joined
from generator.model import records, wording
from generator.model.scalars import RefersTo

R_contra = TypeVar("R_contra", contravariant=True)
R = TypeVar("R")

Cell: TypeAlias = str | tuple[str, ...] | date | Decimal | bool | int | None
"""A value before formatting; None or an empty tuple if the document says nothing."""

Kind: TypeAlias = Literal["string", "number", "date", "boolean"]
"""Data type of a published column; columns with several values in a cell are strings."""

Show: TypeAlias = Literal["text", "number", "items", "agencies", "area", "document", "deadline"]
"""How a page renders the field."""

Register: TypeAlias = Literal["agencies", "areas", "documents", "indicators", "plans", "tasks"]
"""Registers that the ids in a cell may belong to."""

Named: TypeAlias = Callable[[Register, str], str]
"""Function that gives the name of an entry from its register and id."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that a column may hold, and where the catalogue has their words."""

    allowed: tuple[str, ...]
    words: str
    """Prefix of catalogue keys; the words of a code are under ``<words>.<code>``."""
    alone: bool = True
    """False if a cell holds more than the code (``implements:76-nq-cp-2021``)."""
    keys: Mapping[str, str] | None = None
    """Catalogue keys of codes whose words are those of another enumeration; None if there are none."""

    def key(self, code: str) -> str:
        """Catalogue key of the words for a code."""
        return (self.keys or {}).get(code, f"{self.words}.{code}")


FLAGS = Codes(("true", "false"), "shell.flag")
"""Codes for yes and no (``true``, ``false``), as data files write them."""


def codes_of(record: type[records.Record], name: str, *, alone: bool = True) -> Codes:
    """Codes of a record's field, taken from its ``Literal`` type; the words are those that editors see.

    Args:
        record: The record class.
        name: The field.
        alone: See `Codes.alone`.
    """
    return Codes(_literals(record.model_fields[name].annotation), labels.codes_key(record, name), alone)


def _literals(annotation: Any) -> tuple[str, ...]:
    """The codes of a ``Literal``, also of one that may be missing or given several times; else empty."""
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in get_args(annotation))
    return tuple(code for part in get_args(annotation) for code in _literals(part))


@dataclass(frozen=True, slots=True)
class Field(Generic[R_contra]):
    """One field; it reads rows of type `R_contra`."""

    id: str
    """Name of the column, and of the API's member unless `api` names another."""
    of: Callable[[R_contra], Cell] | None = None
    """Computes the value from a row; None to read the record's field unchanged."""
    record: type[records.Record] = records.Record
    """The record class that the field belongs to, which gives its label; set by `declared`."""
    part: str = "record"
    """Attribute of the row that holds the record."""
    name: str = ""
    """Field of the record; empty if it is named like the column (`id`)."""
    table: bool = True
    """Whether it is a column of the published table."""
    api: bool | str | Callable[[R_contra], Any] = True
    """Whether the API has it; a text is another name there, a function computes a nested JSON value."""
    show: Show | None = None
    """How pages that show the record render it; None to leave it out."""
    column: bool = False
    """Whether tables that list tasks, targets, agencies or documents have a column for it.

    Tables of figures and of results have theirs by `show`.
    """
    quiet: bool = False
    """Whether pages leave it out if it has no value (tables, if no row has); else “văn bản không nêu”."""
    form: int = 0
    """Width in the Excel form, in characters; 0 for no column."""
    report: int = 0
    """Share of the width of the Word report's tables; 0 for no column."""
    heading: str = ""
    """Regular expression for its folded column heading in a Word plan; empty if plans have no such column."""
    kind: Kind = "string"
    """Need not be named where the attribute's type says it; so with `codes` and `ids`, see `declared`."""
    codes: Codes | None = None
    """Codes that the cell may hold; None if it holds none. Those of a ``Literal`` need not be named."""
    ids: Register | None = None
    """Register that the ids in the cell belong to; None if it holds no ids."""
    refers: tuple[str, str] | None = None
    """Published table and column that contain every value of the cell, like a foreign key."""

    @property
    def attribute(self) -> str:
        """Name of the record's attribute that the field reads."""
        return self.name or self.id

    def cell(self, row: R_contra) -> Cell:
        """The unformatted value for a row; None if the part of the row that has the field is missing."""
        if self.of is not None:
            return self.of(row)
        holder = getattr(row, self.part)
        return None if holder is None else getattr(holder, self.attribute)

    def text(self, row: R_contra) -> str:
        """The value as written in published tables: ISO dates, decimal points, ``;`` between values."""
        match self.cell(row):
            case None:
                return ""
            case bool(value):
                return "true" if value else "false"
            case date() as value:
                return value.isoformat()
            case Decimal() | int() as value:
                return format(value, "f") if isinstance(value, Decimal) else str(value)
            case tuple(values):
                return joined(values)
            case value:
                return value

    @property
    def member(self) -> str:
        """Name of the member in the API."""
        return self.api if isinstance(self.api, str) else self.id

    def json(self, row: R_contra) -> Any:
        """The value for the API; None if no source states it."""
        if callable(self.api):
            return self.api(row)
        cell = self.cell(row)
        if isinstance(cell, Decimal):
            return float(cell)
        return list(cell) if isinstance(cell, tuple) else cell

    def words(self, row: R_contra, catalogue: Catalogue, named: Named) -> str:
        """The value for people, in Vietnamese formats; empty if the document says nothing.

        Args:
            row: The row.
            catalogue: Has the words for codes.
            named: Gives the names of agencies, documents and other entries by their ids.
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
        """Codes shown to people as words: yes and no for a boolean, else `codes`."""
        return FLAGS if self.kind == "boolean" else self.codes

    def label(self, catalogue: Catalogue) -> str:
        """Name of the field for people."""
        return labels.label(self.record, self.attribute, catalogue)

    def meaning(self, catalogue: Catalogue) -> str:
        """Explanation of the published column; if the catalogue has none, made from the field's title."""
        key = f"{labels.key_of(self.record, self.attribute, catalogue)}.meaning"
        if key in catalogue:
            return catalogue.text(key)
        title = catalogue.text(key.removesuffix("meaning") + "title")
        return title if self.ids is None else catalogue.text("opendata.sheet.machine", column=title)


def declared(record: type[records.Record], fields: tuple[Field[R], ...]) -> tuple[Field[R], ...]:
    """The fields with their record class set; those that name another class keep it.

    What a field that reads an attribute does not say of itself is taken from the attribute's type: codes
    from a ``Literal``, `ids` from a type of ids, `kind` from a number, day or flag.
    """
    return tuple(_typed(field, record) for field in fields)


KINDS: Mapping[Any, Kind] = {Decimal: "number", date: "date", bool: "boolean"}


def _typed(field: Field[R], record: type[records.Record]) -> Field[R]:
    record = record if field.record is records.Record else field.record
    known = record.model_fields.get(field.attribute)
    if field.of is not None or known is None:
        return replace(field, record=record)
    types = [*_parts(known.annotation), *known.metadata]
    codes, kind, ids = field.codes, field.kind, field.ids
    if codes is None and _literals(known.annotation):
        codes = codes_of(record, field.attribute)
    if kind == "string" and not any(get_origin(one) is tuple for one in types):
        kind = next((KINDS[one] for one in types if isinstance(one, type) and one in KINDS), kind)
    if ids is None:
        ids = next((cast("Register", one.register) for one in types if isinstance(one, RefersTo)), None)
    return replace(field, record=record, codes=codes, kind=kind, ids=ids)


def _parts(annotation: Any) -> Iterator[Any]:
    """A type with all that it is made of: parts of unions and tuples, what is under and in `Annotated`."""
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def in_table(fields: Iterable[Field[R]]) -> tuple[Field[R], ...]:
    """The fields that are columns of the published table."""
    return tuple(field for field in fields if field.table)


def members(fields: Iterable[Field[R]], row: R) -> dict[str, Any]:
    """The members of an API record for a row: JSON values by name."""
    return {field.member: field.json(row) for field in fields if field.api}


def number_text(value: Decimal | None) -> str:
    """A number for machines: decimal point, no exponent, digits as printed; empty for None."""
    return "" if value is None else format(value, "f")
