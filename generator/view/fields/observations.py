"""The fields of a figure published in a report."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Located
from generator.view.fields.field import Field, declared, number_text
from generator.view.fields.sources import OCR, SOURCE_DOCUMENT, TEXT, UNCERTAIN, receipt


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure with the report that published it."""

    report: str
    """Id of the report's document."""
    located: Located[records.Observation]

    @property
    def record(self) -> records.Observation:
        """The figure's record."""
        return self.located.record


def rows(measured: Measured) -> Iterator[PublishedFigure]:
    """A row for every figure of every report."""
    return (PublishedFigure(report.id, located) for report, located in measured.portal.observations())


OBSERVATIONS: tuple[Field[PublishedFigure], ...] = declared(
    records.Observation,
    (
        Field("key"),
        Field("label"),
        Field("value"),
        Field("value_as_written"),
        Field("qualifier"),
        Field("unit"),
        Field("kind"),
        Field("period"),
        Field("cutoff", api=False),
        Field("rank"),
        Field("of_total"),
        Field(
            "change",
            lambda row: tuple(number_text(item.change) for item in row.record.comparisons),
            record=records.Comparison,
            api=False,
        ),
        Field(
            "change_against",
            lambda row: tuple(item.against or "" for item in row.record.comparisons),
            record=records.Comparison,
            name="against",
            api=False,
        ),
        SOURCE_DOCUMENT,
        Field("section", api=False),
        Field("indicator", api=False, ids="indicators"),
        Field("scale"),
        Field("edition"),
        Field("part_of", api=False),
        TEXT,
        UNCERTAIN,
        Field("note", api=False),
        Field("report", lambda row: row.report, ids="documents"),
        Field("source", table=False, api=lambda row: receipt(row.record.source, row.located.place)),
    ),
)

LEFT_OUT = {
    "ocr": OCR,
    "published": "The page of its indicator shows it; the report's own day is in the register.",
    "comparisons": "Their numbers and what they are against are the columns `change`, `change_against`.",
}
"""Fields of a figure's record that are not declared above, with the reason."""
