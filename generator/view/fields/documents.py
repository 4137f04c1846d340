"""The fields of a document."""

from collections.abc import Iterator
from typing import Any

from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Located
from generator.view.fields.field import Field, codes_of, declared
from generator.view.fields.sources import OCR

Document = Located[records.Document]


def rows(measured: Measured) -> Iterator[Document]:
    """A row for every document in the register, whether the portal holds it or others only cite it."""
    return iter(measured.portal.documents.values())


def _relations(row: Document) -> list[dict[str, Any]]:
    return [{"type": relation.type, "document": relation.document} for relation in row.record.relations]


DOCUMENTS: tuple[Field[Document], ...] = declared(
    records.Document,
    (
        Field("id"),
        Field("symbol", show="text", form=22),
        Field("kind", form=18),
        Field("date", show="text", form=15),
        Field("issuer", show="text", quiet=True, form=40),
        Field("signer", show="text", quiet=True),
        Field("title", form=70),
        Field("held"),
        Field("url", api="source_url"),
        Field(
            "relations",
            lambda row: tuple(f"{item.type}:{item.document}" for item in row.record.relations),
            api=_relations,
            codes=codes_of(records.Relation, "type", alone=False),
        ),
        Field(
            "cited_at",
            lambda row: tuple(f"{place.document}:{place.at}" for place in row.record.cited_at),
            api=False,
        ),
        Field("text", api=False),
        Field("note", api=False),
        Field("place", lambda row: row.place, table=False),
        Field("signer_title", table=False, api=False, show="text", quiet=True),
        Field("uncertain"),
    ),
)

LEFT_OUT = {
    "numbering": "A sentence on the document's page explains why it has no number or date.",
    "ocr": OCR,
}
"""Fields of a document's record that are not declared above, with the reason."""
