"""What a quarter's page says about its record: opened, closed with a hash, corrected since."""

from dataclasses import dataclass

from generator.model import wording
from generator.model.portal import Located
from generator.model.quarter import Quarter
from generator.model.quarter_records import QuarterFile
from generator.pages.record.past import corrections_of, past_table
from generator.view import urls, views
from generator.view.table import Table
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class QuarterLife:
    """When a quarter was opened and closed, and what was corrected since."""

    state: str
    """``none`` (never opened), ``open`` or ``closed``."""
    opened: views.Value | None
    closed: views.Value | None
    hash: views.Value | None
    corrections: Table | None
    """What was corrected since; None if nothing was."""
    snapshot: views.Link | None
    """Link to the state when the quarter was closed."""
    changes: views.Link | None
    """Link to what changed since the previous closed quarter."""


def life(values: Values, quarter: Quarter) -> QuarterLife:
    """Make the view of one quarter's record."""
    located = values.portal.quarter_files.get(quarter)
    if located is None:
        return QuarterLife("none", None, None, None, None, None, None)
    record = located.record
    receipt = _receipt(located)
    opened = views.Value(wording.day(record.opened), record.opened.isoformat(), receipt)
    if record.closed is None or record.hash is None:
        return QuarterLife("open", opened, None, None, None, None, None)
    rows = tuple(corrections_of(values, quarter))
    shut = values.portal.closed_quarters
    before = shut[shut.index(quarter) - 1] if shut.index(quarter) else None
    return QuarterLife(
        state="closed",
        opened=opened,
        closed=views.Value(wording.day(record.closed), record.closed.isoformat(), receipt),
        hash=views.Value(record.hash, record.hash, receipt),
        corrections=past_table(values.t, rows, values.t("history.log.corrections")) if rows else None,
        snapshot=views.Link(values.t("closed.snapshot"), urls.snapshot(quarter)),
        changes=views.Link(values.t("closed.changes", quarter=before.label), urls.changes(quarter))
        if before is not None
        else None,
    )


def _receipt(located: Located[QuarterFile]) -> views.Receipt:
    return views.Receipt(located.ref, located.place)
