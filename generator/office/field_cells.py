"""Reads form cells by what their field declares (kind, codes, list) where the field has no special rules."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias, get_origin

from generator.data.suggestions import as_flag, misspelt
from generator.model import records
from generator.model.slugs import fold
from generator.office.agency_names import AgencyNames, Match
from generator.office.cell_values import CellError, amount_of, day_of, line_of, note_of, tidy
from generator.office.workbook import Cell
from generator.view.fields.field import Field

Plain: TypeAlias = str | list[str]
"""A value as written in a data file: a text or a list of texts."""


def plain(record: records.Result) -> dict[str, Plain]:
    """Fields of a result as written in its data file; empty ones are left out."""
    values = {name: plain_value(getattr(record, name)) for name in type(record).model_fields}
    return {name: value for name, value in values.items() if value}


def plain_value(value: object) -> Plain | None:
    """A record's value as written in a data file; None stays None."""
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


def is_several(field: Field[Any]) -> bool:
    """Whether the record's attribute holds several values (a tuple)."""
    return get_origin(field.record.model_fields[field.attribute].annotation) is tuple


def is_free(field: Field[Any]) -> bool:
    """Whether a cell of the field holds one text of people's own, with line breaks where they made them."""
    return field.kind == "string" and not (field.ids or field.codes or is_several(field))


def value_of(cell: Cell, field: Field[Any], offered: Mapping[str, str], names: AgencyNames) -> Plain:
    """The value of a cell as written in a data file.

    Args:
        cell: The cell, not empty.
        field: The column's field; not one of documents, whose symbols only the register can resolve.
        offered: Words that may be chosen, by code; empty if anything may be typed.
        names: Names of the agencies, for a field that holds agencies.

    Raises:
        CellError: The cell cannot be read as the field's kind.
    """
    if field.kind == "date":
        return day_of(cell).isoformat()
    if field.kind == "number":
        return format(amount_of(cell, "").value, "f")
    if is_free(field) and not offered:
        return note_of(cell)
    text = note_of(cell) if is_several(field) else line_of(cell)
    if field.ids == "agencies":
        return agencies_of(tidy(text), field, names)
    if field.kind == "boolean" and as_flag(text):
        return as_flag(text)
    parts = [tidy(part) for part in re.split(r"[;\n]", text)] if is_several(field) else [text]
    found = [code_of(part, offered) if offered else part for part in parts if part]
    return found if is_several(field) else "".join(found)


def agencies_of(text: str, field: Field[Any], names: AgencyNames) -> Plain:
    """The id of the agency that a text names (or is); for a field with several values, a list of ids.

    Raises:
        CellError: No agency has the name, several have it, or the text names more agencies than fit.
    """
    whole = Match(text, text) if text in names.ids else names.one(text)
    found = (whole,) if whole.agency or whole.among else names.read(text)
    ids = [_id_of(match, names) for match in found]
    if is_several(field):
        return ids
    if len(ids) > 1:
        raise CellError("xlsx-one-agency", value=text)
    return "".join(ids)


def _id_of(match: Match, names: AgencyNames) -> str:
    if match.among:
        raise CellError("xlsx-agency-several", value=match.written, allowed=" · ".join(match.among))
    if not match.agency:
        raise CellError("xlsx-agency-unknown", value=match.written, near=names.nearest_name(match.written))
    return match.agency


def code_of(text: str, offered: Mapping[str, str]) -> str:
    """The code for the words in a text (case and diacritics ignored); the code itself is accepted too.

    Raises:
        CellError: The text is none of the words offered.
    """
    known = {fold(tidy(words)): code for code, words in offered.items()} | {code: code for code in offered}
    found = known.get(fold(text.rstrip(" .,;")))
    if found is None:
        near = misspelt(text, offered.values())
        raise CellError("xlsx-state-unknown", value=text, allowed=" · ".join(offered.values()), near=near)
    return found
