"""The fields of a proof: a document whose issue completes a task."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Located, Plan
from generator.view.fields.field import Field, declared


@dataclass(frozen=True, slots=True)
class ProofOfTask:
    """A proof with the id of its plan, and whether the portal holds the document."""

    plan: str
    record: records.Proof
    held: bool


def row_of(measured: Measured, plan: Plan, located: Located[records.Proof]) -> ProofOfTask:
    """The row of one proof of a plan."""
    document = measured.portal.documents[located.record.document].record
    return ProofOfTask(plan.id, located.record, document.held)


def rows(measured: Measured) -> Iterator[ProofOfTask]:
    """A row for every proof of every plan."""
    for plan in measured.portal.plans.values():
        for located in plan.proofs.values():
            yield row_of(measured, plan, located)


PROOFS: tuple[Field[ProofOfTask], ...] = declared(
    records.Proof,
    (
        Field("plan", lambda row: row.plan, ids="plans"),
        Field("task"),
        Field("completed"),
        Field("document", ids="documents", refers=("documents", "id")),
        Field("document_held", lambda row: row.held, kind="boolean"),
    ),
)
