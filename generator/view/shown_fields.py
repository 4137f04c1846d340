"""Fields on pages, in definition lists and columns of tables; `show` names how to render them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, TypeVar

from generator.data.catalogue import TextOf
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


def noted_fields(
    values: Values, located: Located[Any], fields: Iterable[Field[R]], row: R
) -> tuple[views.ShownField, ...]:
    """The fields of a record beside a row of a list, a line each: those with a value only."""
    return tuple(one for one in shown_fields(values, located, fields, row) if one.parts)


def shown_field(values: Values, located: Located[Any] | Task, field: Field[R], row: R) -> views.ShownField:
    """One field as links or values; words for what the document has and the portal has not."""
    name = field.label(values.catalogue)
    if field.show in LINKS:
        cell = field.cell(row)
        ids = cell if isinstance(cell, tuple) else tuple(filter(None, (field.text(row),)))
        links = tuple(LINKS[field.show](values, key) for key in ids)
        unread = missing(values, located, field.attribute, some=bool(links))
        return views.ShownField(
            name,
            "links",
            (
                *values.marked(links, located, field.attribute),
                *(views.Link(value.text, "") for value in unread),
            ),
            quiet=field.quiet,
            reading=values.value("", located, field.attribute)
            if _is_uncertain(located, field.attribute)
            else None,
        )
    found = _values(values, located, field, row)
    kind: Literal["values", "deadline"] = "deadline" if field.show == "deadline" else "values"
    return views.ShownField(
        name,
        kind,
        values=(*found, *missing(values, located, field.attribute, some=bool(found))),
        quiet=field.quiet,
        is_number=field.kind == "number",
    )


def agency_links(values: Values, located: Located[Any] | Task, field: str) -> tuple[views.Link, ...]:
    """The agencies of a field, with notes where its wording is uncertain or not all was entered."""
    links = values.marked(values.agency_links(getattr(located.record, field)), located, field)
    unread = missing(values, located, field, some=bool(links))
    return (*links, *(views.Link(value.text, "") for value in unread))


def missing(
    values: Values, located: Located[Any] | Task, field: str, *, some: bool = False
) -> tuple[views.Value, ...]:
    """What to say of a field that the document has and we have not, or not wholly; otherwise empty.

    “Chưa có trong dữ liệu của cổng” with the document's words if it was not entered, “không đọc được” with
    the raw OCR if its wording is uncertain.

    Args:
        values: Makes the value.
        located: The record.
        field: Name of the field.
        some: Whether the field has a value beside which this is said.
    """
    words = not_entered(values.t, located, field, some=some)
    if not words and not some and _is_uncertain(located, field):
        words = values.t("site.task.unreadable")
    return (values.value(words, located, field, machine=""),) if words else ()


def _is_uncertain(located: Located[Any] | Task, field: str) -> bool:
    return field in getattr(located.record, "uncertain", ())


def not_entered(t: TextOf, located: Located[Any] | Task, field: str, *, some: bool = False) -> str:
    """Say that the document has a field, or more of it, that was not entered; empty if it was.

    Args:
        t: Finds words in the catalogue.
        located: The record.
        field: Name of the field.
        some: Whether a part of it was entered.
    """
    if field not in getattr(located.record, "not_entered", ()):
        return ""
    key = "site.not-entered.rest" if some else "site.not-entered.whole"
    written: str = located.record.as_written.get(field, "")
    return t("site.not-entered.written", words=t(key), written=written) if written else t(key)


def no_area(t: TextOf, tasks: Iterable[Task]) -> str:
    """What to call tasks without an area: the document names none, or it was not entered."""
    gap = any("area" in task.not_entered for task in tasks)
    return t("site.area.not-entered" if gap else "site.area.none")


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
