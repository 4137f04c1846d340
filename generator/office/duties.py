"""What an agency must report in a quarter: one form row for each task, sub-task or measure it answers for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from generator.measures.reporters import (
    ENDED,
    answering,
    asked_for_measure,
    asked_in,
    handed_in_by,
    leaf_tasks,
    owing_in,
    reporting_day,
    results_around,
)
from generator.model import records
from generator.model.portal import Located, Plan, Portal, Task
from generator.model.quarter import Quarter


@dataclass(frozen=True, slots=True)
class Duty:
    """One row of an agency's form: a task, or a target (one of its measures, if it has any)."""

    plan: Plan
    agency: str
    """Id of the agency that the result belongs to; may be a unit whose commune reports for it."""
    task: Task | None = None
    target: Located[records.Target] | None = None
    measure: records.Measure | None = None
    previous: tuple[Quarter, records.Result] | None = None
    """Last result reported before the quarter, with its quarter; None if there is none."""
    current: Located[records.Result] | None = None
    """Result that the data already has for this quarter; None if there is none."""
    reporter: str | None = None
    """Id of the agency that fills in the form; None if it is `agency` itself."""

    @property
    def number(self) -> str:
        """Number of the task or target as printed in the plan."""
        if self.task is not None:
            return self.task.number
        return self.target.record.number if self.target is not None else ""

    @property
    def key(self) -> str:
        """Stable key of the row, stored in the form and used to find the row again when it comes back.

        ``tp-2026/1.2`` for a task, ``tp-2026/ct-a#key`` for a measure of a target; ``@unit`` is added when a
        commune reports for one of its units.
        """
        measure = f"#{self.measure.key}" if self.measure is not None else ""
        unit = f"@{self.agency}" if self.reporter is not None else ""
        return f"{self.plan.id}/{'ct-' if self.task is None else ''}{self.number}{measure}{unit}"

    @property
    def identity(self) -> tuple[str, str | None, str | None, str | None, str]:
        """What a result is about: plan id, task number, target number, measure key, agency id."""
        return self.plan.id, *self._of, self.agency

    @property
    def _of(self) -> tuple[str | None, str | None, str | None]:
        if self.task is not None:
            return self.task.number, None, None
        return None, self.number, self.measure.key if self.measure is not None else None

    @property
    def words(self) -> str:
        """Title of the task, label of the measure or title of the target, as published."""
        if self.task is not None:
            return self.task.full_title
        if self.measure is not None:
            return self.measure.label
        return self.target.record.title if self.target is not None else ""

    @property
    def level(self) -> str:
        """Level that a measure must reach, as written in the document; empty for other rows."""
        return self.measure.value_as_written if self.measure is not None else ""

    @property
    def proved(self) -> str | None:
        """Id of the document whose issue completes the task; None if there is none."""
        proof = self.plan.proofs.get(self.task.number) if self.task is not None else None
        return proof.record.document if proof is not None else None

    @property
    def open(self) -> bool:
        """Whether the task is unfinished: no document proves it, and the last report did not end it."""
        return self.proved is None and (self.previous is None or self.previous[1].state not in ENDED)

    @property
    def unit(self) -> str:
        """Unit of the measure's value; empty if the document names none or the row has no measure."""
        return (self.measure.unit or "") if self.measure is not None else ""

    @property
    def deadline(self) -> str:
        """Current deadline as written: the postponed one if there is one; empty if none is stated."""
        if self.task is None:
            return (self.target.record.deadline or "") if self.target is not None else ""
        return self.task.current_deadline.as_written

    @property
    def due(self) -> date | None:
        """Last day on time; None for targets and for deadlines that are uncertain or not exactly one day."""
        if self.task is None or (self.task.postponed is None and "deadline" in self.task.uncertain):
            return None
        days = self.task.current_deadline.instances
        return days[0] if len(days) == 1 else None

    @property
    def products(self) -> str:
        """Deliverables of the task as printed, joined by ``; ``; empty for targets."""
        return "; ".join(self.task.record.deliverables) if self.task is not None else ""

    @property
    def asked(self) -> Mapping[str, str]:
        """Values that the question depends on, by field.

        If one of them has changed since the form was sent, the answer may no longer fit the question.
        """
        return {
            "lead": self.agency,
            "deadline": self.deadline,
            "products": self.products,
            "unit": self.unit,
            "level": self.level,
        }


@dataclass(frozen=True, slots=True)
class Form:
    """All rows that one agency must report on in a quarter."""

    agency: str
    quarter: Quarter
    tasks: tuple[Duty, ...]
    targets: tuple[Duty, ...]
    due: date | None = None
    """Last day for sending it in; None if no round was opened and no text sets a day."""
    cutoff: date | None = None
    """Last day that its figures shall cover, as settled when the quarter was opened."""

    @property
    def duties(self) -> tuple[Duty, ...]:
        """All rows, tasks before targets."""
        return (*self.tasks, *self.targets)


@dataclass(frozen=True, slots=True)
class Unasked:
    """Tasks of a plan for which nobody gets a form: no document names a member of the leading collective."""

    agency: str
    plan: Plan
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unentered:
    """Entries of a plan whose agencies were not entered, or not all, so that not all of them get a form."""

    plan: Plan
    tasks: tuple[str, ...]
    """Numbers of tasks without sub-tasks."""
    targets: tuple[str, ...]
    """Numbers of targets."""


class Forms:
    """The forms of all agencies for one quarter, computed once from the portal."""

    def __init__(self, portal: Portal, quarter: Quarter) -> None:
        self.portal = portal
        self.quarter = quarter
        self._unasked: dict[tuple[str, str], list[str]] = {}
        self._found: dict[str, list[Duty]] = {}
        for plan in portal.plans.values():
            for reporter, duty in self._of_plan(plan):
                self._found.setdefault(reporter, []).append(duty)

    @property
    def agencies(self) -> tuple[str, ...]:
        """Ids of the agencies that get a form, in the order of the register of agencies."""
        return tuple(agency for agency in self.portal.agencies if agency in self._found)

    @cached_property
    def owing(self) -> tuple[str, ...]:
        """Ids of the agencies that owe a report; others are asked because the documents name nobody."""
        return owing_in(self.portal, self.quarter)

    @property
    def unasked(self) -> tuple[Unasked, ...]:
        """Collectives that lead tasks but have no known member to send a form to, with those tasks."""
        return tuple(
            Unasked(agency, self.portal.plans[plan], tuple(numbers))
            for (plan, agency), numbers in self._unasked.items()
        )

    @property
    def unentered(self) -> tuple[Unentered, ...]:
        """Tasks and targets of each plan that runs in the quarter, of which agencies were not entered."""
        found = (
            Unentered(
                plan,
                tuple(task.number for task in leaf_tasks(plan) if "lead" in task.not_entered),
                tuple(t.record.number for t in plan.targets if "responsible" in t.record.not_entered),
            )
            for plan in self.portal.plans.values()
            if plan.record.period.first <= self.quarter.last_day
        )
        return tuple(one for one in found if one.tasks or one.targets)

    def of(self, agency: str) -> Form:
        """The form of one agency; without rows if it answers for nothing."""
        duties = self._found.get(agency, [])
        file = self.portal.quarter_files.get(self.quarter)
        return Form(
            agency,
            self.quarter,
            tuple(duty for duty in duties if duty.task is not None),
            tuple(duty for duty in duties if duty.task is None),
            reporting_day(self.portal, self.quarter),
            file.record.cutoff if file is not None else None,
        )

    def answering(self, key: str) -> tuple[str, ...]:
        """Ids of the agencies that the row is for today, over all forms; empty if there are none.

        Args:
            key: Key of a row (`Duty.key`); the part after ``@`` (unit of a commune) is ignored.
        """
        row = key.partition("@")[0]
        duties = (duty for found in self._found.values() for duty in found)
        return tuple(dict.fromkeys(duty.agency for duty in duties if duty.key.partition("@")[0] == row))

    def _of_plan(self, plan: Plan) -> Iterator[tuple[str, Duty]]:
        period = plan.record.period
        if period.first > self.quarter.last_day:
            return
        found = [*self._of_tasks(plan), *self._of_targets(plan)]
        yield from (self._duty(duty, duty.agency) for duty in found)

    def _of_tasks(self, plan: Plan) -> Iterator[Duty]:
        """A row for each task and agency that is asked (`reporters.asked_in`).

        Collectives without known members are noted in `_unasked`.
        """
        around = results_around(plan, self.quarter)
        for task in leaf_tasks(plan):
            if task.number not in plan.proofs:
                for collective in answering(self.portal, task).unnamed:
                    self._unasked.setdefault((plan.id, collective), []).append(task.number)
        for task, agency in asked_in(self.portal, plan, self.quarter):
            of = (task.number, None, None, agency)
            previous, current = around.previous.get(of), around.current.get(of)
            yield Duty(plan, agency, task=task, previous=previous, current=current)

    def _of_targets(self, plan: Plan) -> Iterator[Duty]:
        if plan.record.period.last < self.quarter.first_day:
            return
        around = results_around(plan, self.quarter)
        for target in plan.targets:
            for measure in target.record.measures or (None,):
                for agency in asked_for_measure(self.portal, plan, target.record, measure):
                    of = (None, target.record.number, measure.key if measure else None, agency)
                    yield Duty(
                        plan,
                        agency,
                        target=target,
                        measure=measure,
                        previous=around.previous.get(of),
                        current=around.current.get(of),
                    )

    def _duty(self, duty: Duty, agency: str) -> tuple[str, Duty]:
        """The id of the agency that hands in the form, and the row with that reporter if it is another."""
        reporter = handed_in_by(self.portal, agency)
        return reporter, duty if reporter == agency else replace(duty, reporter=reporter)
