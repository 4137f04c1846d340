"""Turns the wording of a deadline into days, using the list of wordings in `deadline_forms`."""

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

from generator.model.deadline import (
    Deadline,
    DeadlineError,
    DeadlineKind,
    DeadlineReason,
    PlanPeriod,
    Reading,
)
from generator.model.deadline_forms import FORMS, WordingRefusedError, known_year


def parse_deadline(
    as_written: str | None, *, period: PlanPeriod, reading: str | None = None
) -> Deadline | DeadlineError:
    """Read a wording within a plan's period.

    `reading` is the record's `deadline_reading`: required for a text that names several quarters, an
    error with any other. An empty text gives a deadline of kind `none`. Never raises: a wording that
    cannot be read gives a `DeadlineError`.
    """
    written = as_written or ""
    text = " ".join(unicodedata.normalize("NFC", written).split()).rstrip(" .,;")
    declared: Reading | None = (
        "window" if reading == "window" else "instances" if reading == "instances" else None
    )
    if reading != declared:
        return _error(written, DeadlineReason.READING_UNKNOWN)
    if not text and written.strip():
        return _error(written, DeadlineReason.UNKNOWN_FORM)  # a cell of dots is not an empty cell
    for form in FORMS:
        match = form.pattern.fullmatch(text)
        if match is None:
            continue
        if declared is not None and form.kind is not DeadlineKind.QUARTERS:
            return _error(written, DeadlineReason.READING_NOT_NEEDED)
        try:
            days = form.read(match, period, declared)
        except WordingRefusedError as refused:
            return _error(written, refused.reason)
        return Deadline(written, form.kind, **days)
    return _error(written, DeadlineReason.UNKNOWN_FORM)


def resolve_event(deadline: Deadline, day: date) -> Deadline | DeadlineError:
    """Return the deadline with its day filled in, after the event it counts from took place on `day`.

    The last compliant day is `days_after_event` calendar days after `day`. Returns a `DeadlineError` when
    the deadline does not wait for an event or the year is not one the portal accepts (2000 to 2100).
    """
    if deadline.days_after_event is None:
        return _error(deadline.as_written, DeadlineReason.NO_EVENT_AWAITED)
    if not known_year(day.year):
        return _error(deadline.as_written, DeadlineReason.YEAR_OUT_OF_RANGE)
    return replace(deadline, instances=(day + timedelta(days=deadline.days_after_event),))


def resolve_instruction(deadline: Deadline, instructed: Deadline) -> Deadline | DeadlineError:
    """Return the deadline with its days filled in from `instructed`, the deadline that the instruction set.

    Wording and kind remain the plan's. Returns a `DeadlineError` when the deadline does not wait for an
    instruction.
    """
    if deadline.kind is not DeadlineKind.ON_INSTRUCTION:
        return _error(deadline.as_written, DeadlineReason.NO_INSTRUCTION_AWAITED)
    return replace(
        deadline,
        instances=instructed.instances,
        start=instructed.start,
        exclusive=instructed.exclusive,
        reading=instructed.reading,
    )


def _error(as_written: str, reason: DeadlineReason) -> DeadlineError:
    return DeadlineError(as_written, reason, tuple(form.examples[0] for form in FORMS if form.examples[0]))
