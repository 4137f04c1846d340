"""The first fact of a task: what was reported, with what is known of the task on a day.

"No report" is not "not done": a missing report says nothing about the task.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.measures.clock import Clock
from generator.model.quarter import Quarter, month_end


class State(StrEnum):
    """State that an agency reports for its task."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    STOPPED = "stopped"
    MERGED = "merged"


class Reported(StrEnum):
    """First fact: what the agency's latest report says; `stale` when its cut-off is over three months old."""

    NONE = "none"
    STALE = "stale"
    NOT_STARTED = State.NOT_STARTED.value
    IN_PROGRESS = State.IN_PROGRESS.value
    DONE = State.DONE.value
    STOPPED = State.STOPPED.value
    MERGED = State.MERGED.value


@dataclass(frozen=True, slots=True)
class ReportFact:
    """What one agency's report of one quarter says about the task."""

    agency: str
    """Id of the agency the result belongs to."""
    quarter: Quarter
    cutoff: date
    """Last day the report covers ("số liệu đến ngày")."""
    state: State
    completed: date | None = None
    """Day of completion, if the report gives one; not after the cut-off."""


@dataclass(frozen=True, slots=True)
class TaskProof:
    """A document whose issue completes the task. Unlike a report it has no reporter and no cut-off."""

    document: str
    """Id of the document."""
    completed: date
    """Day on which the document completed the task."""
    held: bool
    """Whether we have the document's text, or it is only cited."""


@dataclass(frozen=True, slots=True)
class TaskHistory:
    """What is known about a task on the as-of date; reports oldest first."""

    reports: tuple[ReportFact, ...]
    proof: TaskProof | None
    clock: Clock

    @property
    def latest(self) -> ReportFact | None:
        """The newest report, by cut-off."""
        return self.reports[-1] if self.reports else None

    @property
    def done(self) -> bool:
        """Whether a document proves it, or the newest report says it is done."""
        return self.proof is not None or (self.latest is not None and self.latest.state is State.DONE)

    @property
    def completed(self) -> date | None:
        """Day of completion: the proof's, else the newest one reported since the task was last not done."""
        if self.proof is not None:
            return self.proof.completed
        for report in reversed(self.reports):
            if report.state is not State.DONE:
                return None
            if report.completed is not None:
                return report.completed
        return None

    def reported(self, *, lasting: bool) -> Reported:
        """What the latest report says; done, stopped and merged never get stale.

        Args:
            lasting: Whether the task is never done for good, so that a report that it is done gets stale.
        """
        if self.latest is None:
            return Reported.NONE
        state = self.latest.state
        final = state in {State.STOPPED, State.MERGED} or (state is State.DONE and not lasting)
        if not final and self.clock.day > _a_quarter_after(self.latest.cutoff):
            return Reported.STALE
        return Reported(state.value)

    def reaches(self, day: date) -> bool:
        """Whether the latest report covers a day."""
        return self.latest is not None and self.latest.cutoff >= day

    def performed(self, instance: date, previous: date | None, *, current: bool) -> bool:
        """Whether the record shows this instance of a recurring task done by its day.

        A completion counts only if it is in a later quarter than the previous instance: one in the same
        quarter is that instance done late, not this one done early. With `current`, reports of completion
        count only while the latest report still says done.
        """
        claims = [] if self.proof is None else [(Quarter.of(self.proof.completed), self.proof.completed)]
        if self.done or not current:
            claims += [
                (r.quarter if r.completed is None else Quarter.of(r.completed), r.completed or r.cutoff)
                for r in self.reports
                if r.state is State.DONE
            ]
        return any(
            day <= instance and (previous is None or quarter > Quarter.of(previous))
            for quarter, day in claims
        )


def _a_quarter_after(day: date) -> date:
    """The same day three months later, or that month's last day if it is shorter."""
    years, month = divmod(day.month + 2, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, month_end(year, month).day))
