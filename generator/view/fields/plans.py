"""The fields of a plan."""

from collections.abc import Iterator

from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Plan
from generator.view.fields.field import Field, declared
from generator.view.fields.sources import OCR, UNCERTAIN


def rows(measured: Measured) -> Iterator[Plan]:
    """A row for every plan."""
    return iter(measured.portal.plans.values())


PLANS: tuple[Field[Plan], ...] = declared(
    records.PlanRecord,
    (
        Field("id", lambda row: row.id),
        Field("title"),
        Field("short_title"),
        Field("scope"),
        Field("owner", ids="agencies", refers=("agencies", "id")),
        Field("document", ids="documents", refers=("documents", "id")),
        Field("first", lambda row: row.record.period.first, kind="date"),
        Field("last", lambda row: row.record.period.last, kind="date"),
        Field("tasks", lambda row: len(row.printed_tasks), kind="number"),
        Field("targets", lambda row: len(row.targets), kind="number", api=False),
        Field("sections", lambda row: len(row.sections), kind="number", api=False),
        UNCERTAIN,
        Field("place", lambda row: row.place, table=False),
    ),
)

REPORTING = "The pages of reporting rounds show what the plan says of reports."

LEFT_OUT = {
    "source": "The receipt on the plan's page shows it.",
    "text": "A sentence above the plan's text states it.",
    "ocr": OCR,
    "note": "The plan's page shows it.",
    "period": "Its days are the columns `first` and `last`.",
    "reporting_days": REPORTING,
    "reporting_source": REPORTING,
    "reporting_to": REPORTING,
    "responsible_in": "A sentence on the page of the plan's targets states it.",
}
"""Fields of a plan's record that are not declared above, with the reason."""
