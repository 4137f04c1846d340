"""Records as objects of the API: what both the lists and the single files are made of."""

from decimal import Decimal

from generator.files import api_models as shapes
from generator.measures.status import Facts
from generator.model import records
from generator.model.portal import Located, Plan, QuarterResults
from generator.view import urls


def status(facts: Facts) -> shapes.Status:
    """The three facts."""
    return shapes.Status(
        reported=facts.reported.value,
        evidenced=facts.evidenced.value,
        schedule=facts.schedule.value,
        completed=facts.completed,
        days_late=facts.days_late,
        cutoff=facts.cutoff,
        rule=facts.rule,
    )


def source(source: records.Source, place: str) -> shapes.SourceRef:
    """A receipt."""
    return shapes.SourceRef(document=source.document, at=source.at, row=source.row, place=place)


def number(value: Decimal | None) -> float | None:
    """A number as JSON has it."""
    return None if value is None else float(value)


def result(plan: Plan, quarter: QuarterResults, located: Located[records.Result]) -> shapes.Result:
    """One reported result."""
    record = located.record
    return shapes.Result(
        plan=plan.id,
        quarter=quarter.quarter.id,
        cutoff=quarter.record.cutoff,
        state=record.state.replace("-", "_"),
        value=number(record.value),
        evidence=list(record.evidence),
        place=located.place,
        **{
            name: getattr(record, name)
            for name in (
                "task", "target", "measure", "agency", "completed", "value_as_written", "unit", "reporter",
                "reporting_document", "merged_into", "note",
            )
        },
    )  # fmt: skip


def observation(report: str, located: Located[records.Observation]) -> shapes.Observation:
    """One published figure."""
    record = located.record
    return shapes.Observation(
        report=report,
        value=number(record.value),
        rank=number(record.rank),
        of_total=number(record.of_total),
        scale=number(record.scale),
        uncertain=list(record.uncertain),
        source=source(record.source, located.place),
        **{
            name: getattr(record, name)
            for name in (
                "key", "label", "value_as_written", "qualifier", "unit", "kind", "period", "edition", "text",
            )
        },
    )  # fmt: skip


def document(located: Located[records.Document]) -> shapes.Document:
    """One document."""
    record = located.record
    return shapes.Document(
        source_url=record.url,
        relations=[shapes.RelationRef(type=r.type, document=r.document) for r in record.relations],
        place=located.place,
        url=urls.document(record.id),
        **{
            name: getattr(record, name)
            for name in ("id", "symbol", "kind", "date", "issuer", "signer", "title", "held")
        },
    )
