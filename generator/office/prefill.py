"""What stands in the cells of a form when it goes out: read again when it comes back, to see what changed.

A cell says its field in the words for people (`Field.words`); what a form says otherwise is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.data.catalogue import Catalogue
from generator.model import records, wording
from generator.model.portal import Portal
from generator.office.document_register import Register
from generator.office.duties import Duty
from generator.office.form_columns import RESULTS_TYPED, TARGETS, TASKS, state_word
from generator.view.fields.field import Named
from generator.view.fields.field import Register as RegisterName


@dataclass(frozen=True, slots=True)
class FormRow:
    """The record that a row's cells are of, as fields read it."""

    record: records.Record
    measure: records.Measure | None = None


def locked_texts(portal: Portal, register: Register, catalogue: Catalogue, duty: Duty) -> Mapping[str, str]:
    """Text of each locked cell of a row, by column."""
    agency = portal.agencies[duty.agency].record
    own = {
        ("target" if duty.task is None else "task"): duty.words,
        "unit": agency.short_name or agency.name,
        "deadline": duty.deadline or catalogue.text("office.no-deadline"),
        "previous": previous_text(register, catalogue, duty),
        "key": duty.key,
    }
    columns = TARGETS if duty.task is None else TASKS
    row = FormRow(asked_record(duty), duty.measure)
    named = names(portal, register)
    return own | {
        column.id: column.field.words(row, catalogue, named)
        for column in columns
        if column.field is not None and not column.typed and column.id not in own
    }


def asked_record(duty: Duty) -> records.Record:
    """The task or target that a row asks about."""
    located = duty.task or duty.target
    assert located is not None  # noqa: S101 - a duty is of one of the two
    return located.record


def names(portal: Portal, register: Register) -> Named:
    """Names of entries as a form has them: agencies in short, documents by their symbols, others by id."""

    def named(kind: RegisterName, entry: str) -> str:
        if kind == "documents":
            return register.text(entry)
        if kind == "agencies" and entry in portal.agencies:
            record = portal.agencies[entry].record
            return record.short_name or record.name
        return entry

    return named


def previous_text(register: Register, catalogue: Catalogue, duty: Duty) -> str:
    """What was last reported, and when; or the document that completes the task by itself."""
    if duty.proved is not None:
        return catalogue.text("office.proved", document=register.text(duty.proved))
    if duty.previous is None:
        return catalogue.text("office.never-reported")
    quarter, record = duty.previous
    told = record.value_as_written or state_word(catalogue, record.state)
    return f"{told} ({quarter.label})"


def typed_texts(
    portal: Portal, register: Register, catalogue: Catalogue, record: records.Result | None
) -> Mapping[str, str]:
    """Text of each cell that the agency fills in, as the data has it; nothing while unreported."""
    if record is None:
        return {}
    own = {"state": state_word(catalogue, record.state), "value": value_text(record)}
    row, named = FormRow(record), names(portal, register)
    return own | {
        column.id: column.field.words(row, catalogue, named)
        for column in RESULTS_TYPED
        if column.field is not None and column.id not in own
    }


def value_text(record: records.Result) -> str:
    """A value as it was written, else as a reader expects it."""
    if record.value_as_written is not None:
        return record.value_as_written
    return wording.number(record.value) if record.value is not None else ""
