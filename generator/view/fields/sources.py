"""The fields shared by all records taken from a document: its source and how certain its wording is."""

from typing import Any, Protocol

from generator.model import records
from generator.view.fields.field import Field, codes_of


class SourcedRow(Protocol):
    """A row of a record taken from a document."""

    @property
    def record(self) -> records.Sourced:
        """The record, which names its source."""


def receipt(source: records.Source, place: str) -> dict[str, Any]:
    """JSON value for the API: where a record is in its document, and in the data (`place`: file and line)."""
    return {"document": source.document, "at": source.at, "row": source.row, "place": place}


SOURCE_DOCUMENT: Field[SourcedRow] = Field(
    "source_document",
    lambda row: row.record.source.document,
    api=False,
    ids="documents",
    refers=("documents", "id"),
)
"""Id of the document, as a column of tables; the API has it in the receipt."""

TEXT: Field[SourcedRow] = Field("text", codes=codes_of(records.Sourced, "text"))
"""How reliable the copied wording is."""

UNCERTAIN: Field[SourcedRow] = Field("uncertain")
"""Names of the record's fields that could not be read with certainty."""

AS_WRITTEN = "Words of what was not entered; pages show them in the field's place."
"""Reason why ``as_written`` is not a declared field."""

OCR = "Raw text of the scan; pages show it beside the field it is of."
"""Reason why ``ocr`` is not a declared field."""
