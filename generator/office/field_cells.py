"""Cells of the fields that have no rules of their own in a form, read by what the field declares."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias, get_origin

from generator.data.suggestions import as_flag, nearest
from generator.model import records
from generator.model.slugs import fold
from generator.office.cell_values import CellError, amount_of, day_of, note_of, tidy
from generator.office.workbook import Cell
from generator.view.fields.field import Field

Plain: TypeAlias = str | list[str]
"""A value as a data file holds it."""


def plain(record: records.Result) -> dict[str, Plain]:
    """A result as its file holds it."""
    values = {name: plain_value(getattr(record, name)) for name in type(record).model_fields}
    return {name: value for name, value in values.items() if value}


def plain_value(value: object) -> Plain | None:
    """A value of a record as its file holds it; None where there is none."""
    match value:
        case None:
            return None
        case list() | tuple():
            return [str(item) for item in value]
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)


def name_of(field: Field[Any]) -> str:
    """Name of a field in its record."""
    return field.name or field.id


def is_several(field: Field[Any]) -> bool:
    """Whether the record holds a list of values."""
    return get_origin(field.record.model_fields[name_of(field)].annotation) is tuple


def value_of(cell: Cell, field: Field[Any], offered: Mapping[str, str]) -> Plain:
    """What a cell says of a field, as a data file holds it.

    Args:
        cell: The cell, not empty.
        field: Any but one of documents, which only the register knows by their symbols.
        offered: Words that may be chosen, by code; empty where anything may be typed.

    Raises:
        CellError: the cell is not understood.
    """
    if field.kind == "date":
        return day_of(cell).isoformat()
    if field.kind == "number":
        return format(amount_of(cell, "").value, "f")
    text = note_of(cell)
    if field.kind == "boolean" and as_flag(text):
        return as_flag(text)
    parts = [tidy(part) for part in re.split(r"[;\n]", text)] if is_several(field) else [text]
    found = [code_of(part, offered) if offered else part for part in parts if part]
    return found if is_several(field) else "".join(found)


def code_of(text: str, offered: Mapping[str, str]) -> str:
    """The code whose words a text repeats; the code itself is taken too.

    Raises:
        CellError: no words offered are like it.
    """
    known = {fold(tidy(words)): code for code, words in offered.items()} | {code: code for code in offered}
    found = known.get(fold(text.rstrip(" .,;")))
    if found is None:
        near = nearest(text, offered.values())
        raise CellError("xlsx-state-unknown", value=text, allowed=" · ".join(offered.values()), near=near)
    return found
