"""Turns the wording of a deadline into days: `deadline_forms` for whole cells, else `deadline_clauses`."""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from functools import lru_cache

from generator.model.deadline import (
    Deadline,
    DeadlineError,
    DeadlineKind,
    DeadlineReason,
    PlanPeriod,
    Reading,
)
from generator.model.deadline_calendar import WordingRefusedError
from generator.model.deadline_clauses import hidden_names, matching, read_clauses, read_form
from generator.model.deadline_forms import FORMS
from generator.model.deadline_waiting import counted

_PERIODIC_FIRST = re.compile(
    r"(?:định kỳ )?(?P<each>(?:h[àằ]ng|mỗi) (?P<unit>tuần|tháng|quý|năm)),? ?"
    r"(?P<open>\()?(?P<day>(?:trước|chậm nhất|vào|đến|ngày|thứ|tháng|quý) [^()]+?)\)?",
    re.IGNORECASE,
)
"""“định kỳ hằng năm (trước ngày 20/11)”, which means “trước ngày 20/11 hằng năm”."""
_PERIODIC = re.compile(r"định kỳ (?=trước|vào|chậm nhất|ngày)", re.IGNORECASE)
_FROM_NOW = re.compile(r"từ nay (?=đến|cho đến)(?:cho )?", re.IGNORECASE)


def parse_deadline(
    as_written: str | None, *, period: PlanPeriod, reading: str | None = None
) -> Deadline | DeadlineError:
    """Read a wording within a plan's period.

    `reading` is the record's `deadline_reading`: required for a text that names several quarters or months
    in a row, an error with any other. An empty text gives a deadline of kind `none`. Never raises: a wording
    that cannot be read gives a `DeadlineError`.
    """
    return _parsed(as_written or "", period, reading)


@lru_cache(maxsize=4096)
def _parsed(written: str, period: PlanPeriod, reading: str | None) -> Deadline | DeadlineError:
    text = _tidy(written)
    declared: Reading | None = (
        "window" if reading == "window" else "instances" if reading == "instances" else None
    )
    if reading != declared:
        return _error(written, DeadlineReason.READING_UNKNOWN)
    if not text and written.strip():
        return _error(written, DeadlineReason.UNKNOWN_FORM)  # a cell of dots is not an empty cell
    form = matching(hidden_names(text))
    if declared is not None and not (form and form[0].takes_reading):
        known = form is not None or read_clauses(text, period) is not None
        reason = DeadlineReason.READING_NOT_NEEDED if known else DeadlineReason.UNKNOWN_FORM
        return _error(written, reason)
    try:
        found = read_form(text, period, declared) if form else read_clauses(_lines(written), period)
    except WordingRefusedError as refused:
        return _error(written, refused.reason)
    if found is None:
        return _error(written, DeadlineReason.UNKNOWN_FORM)
    return replace(found, as_written=written)


def _tidy(written: str) -> str:
    """One line in NFC, with wordings that put the period first turned round."""
    text = " ".join(unicodedata.normalize("NFC", written).split()).rstrip(" .,;")
    text = _FROM_NOW.sub("", text)
    if (first := _PERIODIC_FIRST.fullmatch(text)) is not None:
        named = first["unit"].lower() in first["day"].lower()
        text = first["day"] if named else f"{first['day']} {first['each']}"
    return _PERIODIC.sub("", text)


def _lines(written: str) -> str:
    """The text in NFC with its line ends kept: in a cell, they part one deadline from the next."""
    lines = unicodedata.normalize("NFC", written).splitlines()
    return "\n".join(tidy for line in lines if (tidy := _tidy(line)))


def resolve_event(deadline: Deadline, day: date) -> Deadline | DeadlineError:
    """Return the deadline with its day filled in, after the event it counts from took place on `day`.

    The last compliant day is `after_event` days, weeks or months after `day`. Returns a `DeadlineError` when
    the deadline does not wait for an event, when it counts working days or no number of days, or when the
    year is not one the portal accepts (2000 to 2100).
    """
    if deadline.kind is not DeadlineKind.AFTER_EVENT:
        return _error(deadline.as_written, DeadlineReason.NO_EVENT_AWAITED)
    if deadline.after_event is None:
        return _error(deadline.as_written, DeadlineReason.DAY_NOT_COMPUTED)
    try:
        return replace(deadline, instances=(counted(day, deadline.after_event, deadline.unit),))
    except WordingRefusedError as refused:
        return _error(deadline.as_written, refused.reason)


def resolve_instruction(deadline: Deadline, instructed: Deadline) -> Deadline | DeadlineError:
    """Return the deadline with its days filled in from `instructed`, the deadline that was set for it.

    Wording and kind remain the plan's. Returns a `DeadlineError` when the deadline waits neither for an
    instruction nor for an event.
    """
    if deadline.kind not in {DeadlineKind.ON_INSTRUCTION, DeadlineKind.AFTER_EVENT}:
        return _error(deadline.as_written, DeadlineReason.NO_INSTRUCTION_AWAITED)
    return replace(
        deadline,
        instances=instructed.instances,
        start=instructed.start,
        exclusive=instructed.exclusive,
        continues=instructed.continues,
        reading=instructed.reading,
    )


_USUAL = frozenset(
    {
        *("before-day", "on-day", "month", "months", "quarter", "year", "continuous"),
        *("each-quarter", "each-year-month", "after-event", "on-instruction"),
    }
)
"""Forms whose examples stand in messages; the methodology page has all of them."""


def _error(as_written: str, reason: DeadlineReason) -> DeadlineError:
    return DeadlineError(as_written, reason, tuple(form.examples[0] for form in FORMS if form.code in _USUAL))
