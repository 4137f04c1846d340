"""What an agency is asked in a quarter: one row for each task, sub-task or measure it answers for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from generator.measures.reporters import answering, asked_for_measure, asked_for_task, handed_in_by
from generator.model import records
from generator.model.portal import Located, Plan, Portal, Task
from generator.model.quarter import Quarter

ENDED = frozenset({"done", "stopped", "merged"})


@dataclass(frozen=True, slots=True)
class Duty:
    """One row of an agency's form."""

    plan: Plan
    agency: str
    """Whom the result belongs to: the agency itself, or a unit of the commune that reports for it."""
    task: Task | None = None
    target: Located[records.Target] | None = None
    measure: records.Measure | None = None
    previous: tuple[Quarter, records.Result] | None = None
    """What was last reported before the quarter."""
    current: Located[records.Result] | None = None
    """What stands in the data for the quarter itself."""
    reporter: str | None = None
    """Who reports, when another than `agency`."""

    @property
    def number(self) -> str:
        """Number as printed."""
        if self.task is not None:
            return self.task.number
        return self.target.record.number if self.target is not None else ""

    @property
    def key(self) -> str:
        """The row's name in the form, the same as long as the plan stands: ``tp-2026/1.2``."""
        measure = f"#{self.measure.key}" if self.measure is not None else ""
        unit = f"@{self.agency}" if self.reporter is not None else ""
        return f"{self.plan.id}/{'ct-' if self.task is None else ''}{self.number}{measure}{unit}"

    @property
    def identity(self) -> tuple[str, str | None, str | None, str | None, str]:
        """What a result is of: plan, task, target, measure, agency."""
        return self.plan.id, *self._of, self.agency

    @property
    def _of(self) -> tuple[str | None, str | None, str | None]:
        if self.task is not None:
            return self.task.number, None, None
        return None, self.number, self.measure.key if self.measure is not None else None

    @property
    def words(self) -> str:
        """What is to be done or reached, in the official words."""
        if self.task is not None:
            return self.task.full_title
        if self.measure is not None:
            return self.measure.label
        return self.target.record.title if self.target is not None else ""

    @property
    def level(self) -> str:
        """Of a measure: the level set, as the text writes it."""
        return self.measure.value_as_written if self.measure is not None else ""

    @property
    def proved(self) -> str | None:
        """Id of the document that completes the task by its own existence."""
        proof = self.plan.proofs.get(self.task.number) if self.task is not None else None
        return proof.record.document if proof is not None else None

    @property
    def open(self) -> bool:
        """Whether anything is left to do, by what was last reported or proved."""
        return self.proved is None and (self.previous is None or self.previous[1].state not in ENDED)

    @property
    def unit(self) -> str:
        """Unit of the value; empty where the text names none."""
        return (self.measure.unit or "") if self.measure is not None else ""

    @property
    def deadline(self) -> str:
        """The deadline in force, as written."""
        if self.task is None:
            return (self.target.record.deadline or "") if self.target is not None else ""
        return (self.task.postponed or self.task.deadline).as_written

    @property
    def due(self) -> date | None:
        """Last compliant day of a deadline that has one and was read for certain."""
        if self.task is None or (self.task.postponed is None and "deadline" in self.task.uncertain):
            return None
        days = (self.task.postponed or self.task.deadline).instances
        return days[0] if len(days) == 1 else None

    @property
    def products(self) -> str:
        """Deliverables, as printed."""
        return "; ".join(self.task.record.deliverables) if self.task is not None else ""

    @property
    def asked(self) -> Mapping[str, str]:
        """What an answer depends on, by field: only when one of these changes is the row another question."""
        return {
            "lead": self.agency,
            "deadline": self.deadline,
            "products": self.products,
            "unit": self.unit,
            "level": self.level,
        }


@dataclass(frozen=True, slots=True)
class Form:
    """Everything an agency is asked in a quarter."""

    agency: str
    quarter: Quarter
    tasks: tuple[Duty, ...]
    targets: tuple[Duty, ...]

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Tasks, then targets."""
        return (*self.tasks, *self.targets)


@dataclass(frozen=True, slots=True)
class Unasked:
    """A collective whose members no text names: nobody gets a form of its tasks."""

    agency: str
    plan: Plan
    numbers: tuple[str, ...]


class Forms:
    """The forms of a portal's agencies for one quarter."""

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
        """Agencies that are asked anything, in the order of the register."""
        return tuple(agency for agency in self.portal.agencies if agency in self._found)

    @property
    def unasked(self) -> tuple[Unasked, ...]:
        """Collectives that are to answer for tasks and have no member to be asked."""
        return tuple(
            Unasked(agency, self.portal.plans[plan], tuple(numbers))
            for (plan, agency), numbers in self._unasked.items()
        )

    def of(self, agency: str) -> Form:
        """The form of one agency; empty when it answers for nothing."""
        duties = self._found.get(agency, [])
        return Form(
            agency,
            self.quarter,
            tuple(duty for duty in duties if duty.task is not None),
            tuple(duty for duty in duties if duty.task is None),
        )

    def answering(self, key: str) -> tuple[str, ...]:
        """Whom the result of a row belongs to today, whichever form asks for it; nobody when none does.

        Args:
            key: Key of a row; a unit of a commune that it names after ``@`` is set aside.
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
        """Each task for each who answers; of a plan that is over, what no document closed."""
        over = plan.record.period.last < self.quarter.first_day
        previous, current = self._results(plan)
        for task in plan.tasks.values():
            if task.children or (over and task.number in plan.proofs):
                continue
            if task.number not in plan.proofs:
                for collective in answering(self.portal, task).unnamed:
                    self._unasked.setdefault((plan.id, collective), []).append(task.number)
            for agency in asked_for_task(self.portal, plan, task):
                of = (task.number, None, None, agency)
                last, now = previous.get(of), current.get(of)
                if not over or now is not None or not _closed(last):
                    yield Duty(plan, agency, task=task, previous=last, current=now)

    def _of_targets(self, plan: Plan) -> Iterator[Duty]:
        if plan.record.period.last < self.quarter.first_day:
            return
        previous, current = self._results(plan)
        for target in plan.targets:
            for measure in target.record.measures or (None,):
                for agency in asked_for_measure(self.portal, plan, target.record, measure):
                    of = (None, target.record.number, measure.key if measure else None, agency)
                    yield Duty(
                        plan,
                        agency,
                        target=target,
                        measure=measure,
                        previous=previous.get(of),
                        current=current.get(of),
                    )

    def _duty(self, duty: Duty, agency: str) -> tuple[str, Duty]:
        """The duty with who reports it."""
        reporter = handed_in_by(self.portal, agency)
        return reporter, duty if reporter == agency else replace(duty, reporter=reporter)

    def _results(
        self, plan: Plan
    ) -> tuple[
        dict[tuple[str | None, ...], tuple[Quarter, records.Result]],
        dict[tuple[str | None, ...], Located[records.Result]],
    ]:
        previous: dict[tuple[str | None, ...], tuple[Quarter, records.Result]] = {}
        current: dict[tuple[str | None, ...], Located[records.Result]] = {}
        for quarter in plan.quarters:
            for located in quarter.results:
                record = located.record
                of = (record.task, record.target, record.measure, record.agency)
                if quarter.quarter < self.quarter:
                    previous[of] = (quarter.quarter, record)
                elif quarter.quarter == self.quarter:
                    current[of] = located
        return previous, current


def _closed(last: tuple[Quarter, records.Result] | None) -> bool:
    """Whether a document closes what was last reported ended: evidence, or the report itself."""
    if last is None or last[1].state not in ENDED:
        return False
    return bool(last[1].evidence or last[1].reporting_document)
