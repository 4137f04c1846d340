"""Columns of tables of documents that are declared fields."""

from collections.abc import Iterable

from generator.model import records
from generator.model.portal import Located
from generator.view import cells
from generator.view.field_columns import own_columns, with_columns
from generator.view.fields.documents import DOCUMENTS
from generator.view.table import Table
from generator.view.values import Values
from generator.view.views import ShownField


def document_columns(values: Values, located: Located[records.Document]) -> tuple[ShownField, ...]:
    """The fields of a document that are columns of every table of documents."""
    return own_columns(values, located, DOCUMENTS, located)


def with_document_columns(values: Values, table: Table, listed: Iterable[Located[records.Document]]) -> Table:
    """A table of documents with the columns declared for documents; `listed` are those of its rows."""
    none = cells.absent(values.t("shell.fields.none"))
    return with_columns(table, (document_columns(values, located) for located in listed), none)
