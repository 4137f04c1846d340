"""Fields on pages, in definition lists and columns of tables; `show` names how to render them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, TypeVar

from generator.model.portal import Located, Task
from generator.view import views
from generator.view.fields.field import Field, Show
from generator.view.values import Values

R = TypeVar("R")

LINKS: Mapping[Show | None, Callable[[Values, str], views.Link]] = {
    "agencies": Values.agency_link,
    "area": Values.area_link,
    "document": Values.document_link,
}
"""How to make a link from an id, for the kinds of `show` whose cells hold ids of things with pages."""


def shown_fields(
    values: Values, located: Located[Any] | Task, fields: Iterable[Field[R]], row: R
) -> tuple[views.ShownField, ...]:
    """The fields of a record in declared order, without `quiet` ones that have no value.

    Args:
        values: Makes values with their words and receipts.
        located: The record with its place in the data, for the receipts.
        fields: All its declared fields; those without `show` are left out.
        row: The record with computed values, as the fields expect it.
    """
    shown = ((field, shown_field(values, located, field, row)) for field in fields if field.show)
    return tuple(made for field, made in shown if made.links or made.values or not field.quiet)


def shown_field(values: Values, located: Located[Any] | Task, field: Field[R], row: R) -> views.ShownField:
    """One field as links or values; “không đọc được” if the document has it but the scan is unreadable."""
    name = field.label(values.catalogue)
    unread = unreadable(values, located, field.attribute)
    if field.show in LINKS:
        cell = field.cell(row)
        ids = cell if isinstance(cell, tuple) else tuple(filter(None, (field.text(row),)))
        links = tuple(LINKS[field.show](values, key) for key in ids)
        return views.ShownField(
            name,
            "links",
            values.marked(links, located, field.attribute)
            or tuple(views.Link(value.text, "") for value in unread),
            quiet=field.quiet,
            reading=unread[0] if unread else None,
        )
    kind: Literal["values", "deadline"] = "deadline" if field.show == "deadline" else "values"
    return views.ShownField(
        name,
        kind,
        values=_values(values, located, field, row) or unread,
        quiet=field.quiet,
        is_number=field.kind == "number",
    )


def unreadable(values: Values, located: Located[Any] | Task, field: str) -> tuple[views.Value, ...]:
    """“Không đọc được” with the raw OCR if the field is marked as uncertain; otherwise empty."""
    if field not in getattr(located.record, "uncertain", ()):
        return ()
    return (values.value(values.t("site.task.unreadable"), located, field, machine=""),)


def _values(values: Values, located: Located[Any] | Task, field: Field[R], row: R) -> tuple[views.Value, ...]:
    """The values of a cell (one for each part of a tuple), each with the record's receipt; may be empty."""
    cell = field.cell(row)
    if isinstance(cell, tuple):
        return tuple(values.value(part, located, field.attribute) for part in cell)
    words = field.words(row, values.catalogue, values.named)
    return (values.value(words, located, field.attribute, machine=field.text(row)),) if words else ()


def marked_by(fields: Iterable[Field[Any]]) -> frozenset[str]:
    """Names of the record's fields that a page marks beside their value where their wording is uncertain.

    These are the fields with `show`; the page names the others (`Values.uncertain_fields`).
    """
    return frozenset(field.attribute for field in fields if field.show)
