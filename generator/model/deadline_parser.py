"""Reads a document's wording of a deadline, by the list of wordings of `deadline_forms`."""

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

from generator.model.deadline import Deadline, DeadlineError, DeadlineKind, Period, Reading, Reason
from generator.model.deadline_forms import FORMS, RefusedError, known_year


def parse_deadline(
    as_written: str | None, *, period: Period, reading: str | None = None
) -> Deadline | DeadlineError:
    """Read a wording within a plan's period.

    `reading` is the record's `deadline_reading`: needed by a text that names several quarters, an
    error beside any other. No text at all is a deadline of kind `none`. Never raises.
    """
    written = as_written or ""
    text = " ".join(unicodedata.normalize("NFC", written).split()).rstrip(" .,;")
    declared: Reading | None = (
        "window" if reading == "window" else "instances" if reading == "instances" else None
    )
    if reading != declared:
        return _error(written, Reason.READING_UNKNOWN)
    if not text and written.strip():
        return _error(written, Reason.UNKNOWN_FORM)  # a cell of dots is not an empty cell
    for form in FORMS:
        match = form.pattern.fullmatch(text)
        if match is None:
            continue
        if declared is not None and form.kind is not DeadlineKind.QUARTERS:
            return _error(written, Reason.READING_NOT_NEEDED)
        try:
            days = form.read(match, period, declared)
        except RefusedError as refused:
            return _error(written, refused.reason)
        return Deadline(written, form.kind, **days)
    return _error(written, Reason.UNKNOWN_FORM)


def resolve_event(deadline: Deadline, day: date) -> Deadline | DeadlineError:
    """The deadline once the event it runs from has happened on `day`.

    Its last compliant day is `days_after_event` calendar days later. A deadline that waits for no
    event, or an event outside the years the portal knows, is an error.
    """
    if deadline.days_after_event is None:
        return _error(deadline.as_written, Reason.NO_EVENT_AWAITED)
    if not known_year(day.year):
        return _error(deadline.as_written, Reason.YEAR_OUT_OF_RANGE)
    return replace(deadline, instances=(day + timedelta(days=deadline.days_after_event),))


def resolve_instruction(deadline: Deadline, instructed: Deadline) -> Deadline | DeadlineError:
    """The deadline once the instruction it waits for has set `instructed`.

    The words and kind stay those of the plan; the days are those of the instruction. A deadline
    that waits for no instruction is an error.
    """
    if deadline.kind is not DeadlineKind.ON_INSTRUCTION:
        return _error(deadline.as_written, Reason.NO_INSTRUCTION_AWAITED)
    return replace(
        deadline,
        instances=instructed.instances,
        start=instructed.start,
        exclusive=instructed.exclusive,
        reading=instructed.reading,
    )


def _error(as_written: str, reason: Reason) -> DeadlineError:
    return DeadlineError(as_written, reason, tuple(form.examples[0] for form in FORMS if form.examples[0]))
