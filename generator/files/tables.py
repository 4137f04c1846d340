"""The published tables, as pandas frames of text: what downloads hold and what pages show is the same.

One function a table; columns are the contract of ``/du-lieu/`` and never renamed in place.
Every cell is text: dates ISO, numbers with a decimal point, several values joined by ``;``, nothing
where a text says nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

import pandas as pd

from generator.data import closed_quarter
from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Plan

TASK_COLUMNS = (
    "plan", "number", "parent", "area", "title", "lead", "coordinating", "deadline", "deadline_kind",
    "late_after", "deliverables", "text", "uncertain", "source_document", "source_row", "implements",
    "reported", "evidenced", "schedule", "completed", "note",
)  # fmt: skip
TARGET_COLUMNS = (
    "plan", "number", "title", "area", "responsible", "deadline", "measure", "label", "indicator",
    "comparator", "value", "value_as_written", "unit", "period", "direction", "baseline", "stretch",
    "exception", "text", "uncertain", "source_document", "section", "note",
)  # fmt: skip
OBSERVATION_COLUMNS = (
    "key", "label", "value", "value_as_written", "qualifier", "unit", "kind", "period", "cutoff", "rank",
    "of_total", "change", "change_against", "source_document", "section", "indicator", "scale", "edition",
    "part_of", "text", "uncertain", "note",
)  # fmt: skip
AGENCY_COLUMNS = (
    "id",
    "name",
    "short_name",
    "kind",
    "parent",
    "code",
    "former_names",
    "aliases",
    "members",
    "note",
)
DOCUMENT_COLUMNS = (
    "id", "symbol", "kind", "date", "issuer", "signer", "title", "held", "url", "relations", "cited_at",
    "text", "note",
)  # fmt: skip
PROOF_COLUMNS = ("plan", "task", "completed", "document", "document_held")
RESULT_COLUMNS = closed_quarter.COLUMNS

Row = dict[str, str]


def number_text(value: Decimal | None) -> str:
    """A number for machines: decimal point, no exponent, as many digits as printed."""
    return "" if value is None else format(value, "f")


def joined(values: Iterable[str]) -> str:
    """Several values in one cell."""
    return ";".join(values)


def source_row(source: records.Source) -> str:
    """Row of a printed table, else the section."""
    return source.row or source.at


def tasks(measured: Measured) -> pd.DataFrame:
    """Every task and sub-task of every plan with its three facts."""
    rows: list[Row] = []
    for task in measured.portal.tasks():
        record = task.record
        standing = measured.standings[task.key]
        facts = standing.facts
        rows.append(
            {
                "plan": task.plan_id,
                "number": record.number,
                "parent": record.parent or "",
                "area": record.area or "",
                "title": record.title,
                "lead": joined(record.lead),
                "coordinating": joined(record.coordinating),
                "deadline": record.deadline or "",
                "deadline_kind": task.deadline.kind.value,
                "late_after": task.deadline.late_after_text,
                "deliverables": joined(record.deliverables),
                "text": record.text,
                "uncertain": joined(record.uncertain),
                "source_document": record.source.document,
                "source_row": source_row(record.source),
                "implements": joined(link.task for link in record.implements),
                "reported": facts.reported.value,
                "evidenced": facts.evidenced.value,
                "schedule": facts.schedule.value,
                "completed": facts.completed.isoformat() if facts.completed else "",
                "note": record.note or "",
            }
        )
    return _frame(rows, TASK_COLUMNS)


def targets(measured: Measured) -> pd.DataFrame:
    """Every target, a row for each measure; a target without a number has one row without one."""
    rows: list[Row] = []
    for plan in measured.portal.plans.values():
        for located in plan.targets:
            measures: tuple[records.Measure | None, ...] = located.record.measures or (None,)
            rows.extend(_target_row(plan, located.record, measure) for measure in measures)
    return _frame(rows, TARGET_COLUMNS)


def _target_row(plan: Plan, target: records.Target, measure: records.Measure | None) -> Row:
    row = {
        "plan": plan.id,
        "number": target.number,
        "title": target.title,
        "area": target.area or "",
        "responsible": joined(target.responsible),
        "deadline": target.deadline or "",
        "text": target.text,
        "uncertain": joined(target.uncertain),
        "source_document": target.source.document,
        "section": target.source.at,
        "note": target.note or "",
    }
    if measure is not None:
        row |= {
            "measure": measure.key,
            "label": measure.label,
            "indicator": measure.indicator or "",
            "comparator": measure.comparator,
            "value": number_text(measure.value),
            "value_as_written": measure.value_as_written,
            "unit": measure.unit or "",
            "period": measure.period or "",
            "direction": measure.direction or "",
            "baseline": measure.baseline.value_as_written if measure.baseline else "",
            "stretch": measure.stretch.value_as_written if measure.stretch else "",
            "exception": measure.exception or "",
        }
    return row


def observations(measured: Measured) -> pd.DataFrame:
    """Every figure published in a report."""
    rows: list[Row] = []
    for _, located in measured.portal.observations():
        record = located.record
        rows.append(
            {
                "key": record.key,
                "label": record.label,
                "value": number_text(record.value),
                "value_as_written": record.value_as_written,
                "qualifier": record.qualifier or "",
                "unit": record.unit or "",
                "kind": record.kind,
                "period": record.period or "",
                "cutoff": record.cutoff.isoformat() if record.cutoff else "",
                "rank": number_text(record.rank),
                "of_total": number_text(record.of_total),
                "change": joined(number_text(c.change) for c in record.comparisons),
                "change_against": joined(c.against or "" for c in record.comparisons),
                "source_document": record.source.document,
                "section": record.section,
                "indicator": record.indicator or "",
                "scale": number_text(record.scale),
                "edition": record.edition or "",
                "part_of": record.part_of or "",
                "text": record.text,
                "uncertain": joined(record.uncertain),
                "note": record.note or "",
            }
        )
    return _frame(rows, OBSERVATION_COLUMNS)


def agencies(measured: Measured) -> pd.DataFrame:
    """Every agency, commune-level units and collectives included."""
    rows = []
    for agency_id, located in measured.portal.agencies.items():
        record = located.record
        rows.append(
            {
                "id": agency_id,
                "name": record.name,
                "short_name": record.short_name or "",
                "kind": record.kind,
                "parent": record.parent or "",
                "code": record.code or "",
                "former_names": joined(former.name for former in record.former_names),
                "aliases": joined(record.aliases),
                "members": joined(measured.portal.members.get(agency_id, ())),
                "note": record.note or "",
            }
        )
    return _frame(rows, AGENCY_COLUMNS)


def documents(measured: Measured) -> pd.DataFrame:
    """The register of documents, held or only cited."""
    rows = []
    for document_id, located in measured.portal.documents.items():
        record = located.record
        rows.append(
            {
                "id": document_id,
                "symbol": record.symbol or "",
                "kind": record.kind,
                "date": record.date.isoformat() if record.date else "",
                "issuer": record.issuer or "",
                "signer": record.signer or "",
                "title": record.title or "",
                "held": "true" if record.held else "false",
                "url": record.url or "",
                "relations": joined(f"{relation.type}:{relation.document}" for relation in record.relations),
                "cited_at": joined(f"{citation.document}:{citation.at}" for citation in record.cited_at),
                "text": record.text,
                "note": record.note or "",
            }
        )
    return _frame(rows, DOCUMENT_COLUMNS)


def proofs(measured: Measured) -> pd.DataFrame:
    """Documents that by their own existence complete a task."""
    rows = []
    for plan in measured.portal.plans.values():
        for located in plan.proofs.values():
            record = located.record
            held = measured.portal.documents[record.document].record.held
            rows.append(
                {
                    "plan": plan.id,
                    "task": record.task,
                    "completed": record.completed.isoformat(),
                    "document": record.document,
                    "document_held": "true" if held else "false",
                }
            )
    return _frame(rows, PROOF_COLUMNS)


def results(measured: Measured) -> pd.DataFrame:
    """What agencies reported, quarter by quarter; no rows until someone reports."""
    rows: list[Row] = []
    for plan in measured.portal.plans.values():
        for quarter in plan.quarters:
            for located in quarter.results:
                row = closed_quarter.row_of(plan.id, quarter.quarter, quarter.record, located.record)
                rows.append({**row, "state": row["state"].replace("-", "_")})
    return _frame(rows, RESULT_COLUMNS)


TABLES: Mapping[str, Callable[[Measured], pd.DataFrame]] = {
    "tasks": tasks,
    "targets": targets,
    "observations": observations,
    "agencies": agencies,
    "documents": documents,
    "proofs": proofs,
    "results": results,
}
"""Every published table by file stem, in the order the data page lists them."""


def _frame(rows: list[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns), dtype="str").fillna("")
