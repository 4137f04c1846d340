"""Texts of a form's cells when it is sent; computed again on import to see what people changed.

A cell holds the words for people (`Field.words`); this module adds the cells for which a form needs others.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.data.catalogue import Catalogue
from generator.model import records, wording
from generator.model.portal import Portal
from generator.office.document_register import Register
from generator.office.duties import Duty
from generator.office.form_columns import RESULTS_TYPED, TARGETS, TASKS
from generator.office.offered_names import NAMES, unmistaken
from generator.view.fields.field import Named
from generator.view.fields.field import Register as RegisterName
from generator.view.fields.results import state_word


@dataclass(frozen=True, slots=True)
class FormRow:
    """The record behind a form's row, with the attributes that declared fields read (`Field.part`)."""

    record: records.Record
    measure: records.Measure | None = None


def _no_deadline(duty: Duty) -> str:
    """Key of the words for a row without a deadline: the document sets none, or it was not entered."""
    entry = duty.task or duty.target
    gap = entry is not None and "deadline" in entry.record.not_entered
    return "site.not-entered.whole" if gap else "office.no-deadline"


def locked_texts(portal: Portal, register: Register, catalogue: Catalogue, duty: Duty) -> Mapping[str, str]:
    """Text of each locked cell of a row, by column id."""
    agency = portal.agencies[duty.agency].record
    own = {
        ("target" if duty.task is None else "task"): duty.words,
        "unit": agency.short_name or agency.name,
        "deadline": duty.deadline or catalogue.text(_no_deadline(duty)),
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
    """The task or target that a row is about."""
    located = duty.task or duty.target
    assert located is not None  # noqa: S101 - a duty is of one of the two
    return located.record


def names(portal: Portal, register: Register) -> Named:
    """Function that names entries as a form does: agencies in short, documents by symbol, others by name.

    A task, and an entry that has its name in common with another, is named by its id, which is read back too.
    """

    def named(kind: RegisterName, entry: str) -> str:
        if kind == "documents":
            return register.text(entry)
        if kind == "agencies" and entry in portal.agencies:
            record = portal.agencies[entry].record
            return record.short_name or record.name
        return unmistaken(NAMES[kind](portal)).get(entry, entry) if kind in NAMES else entry

    return named


def previous_text(register: Register, catalogue: Catalogue, duty: Duty) -> str:
    """What was last reported and in which quarter, or the document that completes the task."""
    if duty.proved is not None:
        return catalogue.text("office.proved", document=register.text(duty.proved))
    if duty.previous is None:
        return catalogue.text("office.never-reported")
    quarter, record = duty.previous
    words = record.value_as_written or state_word(catalogue, record.state)
    return f"{words} ({quarter.label})"


def typed_texts(
    portal: Portal, register: Register, catalogue: Catalogue, record: records.Result | None
) -> Mapping[str, str]:
    """Text of each typed cell, by column id, from the result in the data; empty if there is no result."""
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
    """A result's value as written, else its number in Vietnamese format; empty if it has no value."""
    if record.value_as_written is not None:
        return record.value_as_written
    return wording.number(record.value) if record.value is not None else ""
