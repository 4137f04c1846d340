"""What stands in the cells of a form when it goes out: read again when it comes back, to see what changed."""

from collections.abc import Mapping

from generator.data.catalogue import Catalogue
from generator.model import records, wording
from generator.model.portal import Portal
from generator.office.document_register import Register
from generator.office.duties import Duty
from generator.office.form_columns import state_word


def locked_texts(portal: Portal, register: Register, catalogue: Catalogue, duty: Duty) -> Mapping[str, str]:
    """Text of each locked cell of a row, by column."""
    agency = portal.agencies[duty.agency].record
    return {
        "number": duty.number,
        "task": duty.words,
        "target": duty.words,
        "unit": agency.short_name or agency.name,
        "deadline": duty.deadline or catalogue.text("office.no-deadline"),
        "products": duty.products,
        "previous": previous_text(register, catalogue, duty),
        "level": duty.level,
        "measured-in": duty.unit,
        "key": duty.key,
    }


def previous_text(register: Register, catalogue: Catalogue, duty: Duty) -> str:
    """What was last reported, and when; or the document that completes the task by itself."""
    if duty.proved is not None:
        return catalogue.text("office.proved", document=register.text(duty.proved))
    if duty.previous is None:
        return catalogue.text("office.never-reported")
    quarter, record = duty.previous
    told = record.value_as_written or state_word(catalogue, record.state)
    return f"{told} ({quarter.label})"


def typed_texts(register: Register, catalogue: Catalogue, record: records.Result | None) -> Mapping[str, str]:
    """Text of each cell that the agency fills in, as the data has it; nothing while unreported."""
    if record is None:
        return {}
    return {
        "state": state_word(catalogue, record.state),
        "completed": wording.day(record.completed) if record.completed else "",
        "value": value_text(record),
        "evidence": "; ".join(register.text(document) for document in record.evidence),
        "note": record.note or "",
        "report": register.text(record.reporting_document) if record.reporting_document else "",
        "merged": record.merged_into or "",
    }


def value_text(record: records.Result) -> str:
    """A value as it was written, else as a reader expects it."""
    if record.value_as_written is not None:
        return record.value_as_written
    return wording.number(record.value) if record.value is not None else ""
