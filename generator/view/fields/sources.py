"""The fields that every record taken from a document has: its source and the quality of its wording."""

from typing import Any, Protocol

from generator.model import records
from generator.view.fields.field import Field


class SourcedRow(Protocol):
    """A row of a record taken from a document."""

    @property
    def record(self) -> records.Sourced:
        """The record."""


def receipt(source: records.Source, place: str) -> dict[str, Any]:
    """Where a record stands: in its document, and in the data (file and line)."""
    return {"document": source.document, "at": source.at, "row": source.row, "place": place}


SOURCE_DOCUMENT: Field[SourcedRow] = Field(
    "source_document",
    lambda row: row.record.source.document,
    api=False,
    ids="documents",
    refers=("documents", "id"),
)
"""The document; the API has it in the receipt."""

UNCERTAIN: Field[SourcedRow] = Field("uncertain")
"""Names of the fields that could not be read with certainty."""

OCR = "Raw text of the scan; pages show it beside the field it is of."
"""Why ``ocr`` is no column of any table."""
