"""The data as of a quarter: at its end, or when it was closed if that was earlier, or today if it still runs.

A quarter's press kit uses it, so that later days, reports and corrections do not change the kit. Its figures
are the same as those of charts and snapshots at the quarter's end (`Measured.at_end_of`).
"""

from dataclasses import dataclass
from typing import Literal

from generator.measures.knowledge import frozen_results
from generator.measures.metrics import Measured
from generator.model.portal import Located, Plan
from generator.model.quarter import Quarter
from generator.model.quarter_records import QuarterFile
from generator.view.presentation import Presentation


@dataclass(frozen=True, slots=True)
class QuarterState:
    """The data as of a quarter."""

    presentation: Presentation
    """Measured on the quarter's own day."""
    kind: Literal["today", "end", "closed"]
    """``today`` while the quarter is not over, ``end`` once it is, ``closed`` if it was closed before."""
    file: Located[QuarterFile] | None
    """The record of a closed quarter; else None."""


def state_of(presentation: Presentation, quarter: Quarter, plan: Plan) -> QuarterState:
    """Return a plan's data as of a quarter."""
    measured = presentation.values.measured
    file = measured.portal.quarter_files.get(quarter)
    closed = file.record.closed if file is not None else None
    if closed is not None and closed <= quarter.last_day:
        portal = frozen_results(measured.recorded, quarter, plan.id)
        return QuarterState(_on(presentation, Measured(portal, closed)), "closed", file)
    if measured.is_running(quarter):
        return QuarterState(presentation, "today", None)
    at_end = _on(presentation, measured.at_end_of(quarter))
    return QuarterState(at_end, "end", file if closed is not None else None)


def _on(presentation: Presentation, measured: Measured) -> Presentation:
    """The same words for a portal measured on another day."""
    return Presentation.of(
        measured,
        presentation.values.catalogue,
        presentation.site_url,
        presentation.history,
        presentation.previous,
    )
