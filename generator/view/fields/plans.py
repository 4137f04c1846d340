"""The fields of a plan."""

from collections.abc import Iterator

from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Plan
from generator.view.fields.field import Field, declared
from generator.view.fields.sources import UNCERTAIN


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
        Field("targets", lambda row: len(row.targets), kind="number"),
        Field("sections", lambda row: len(row.sections), kind="number"),
        UNCERTAIN,
    ),
)
