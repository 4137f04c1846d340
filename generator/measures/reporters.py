"""Who must report, and who has: of a task, a target, a plan, in a quarter. Pure; the only place that says it.

- A task is answered for by its leads; where a collective leads, by each of its members.
- A collective of which no text names a member cannot be asked, so it is never counted as silent. The task
  stays open: it is done only when all are, and nobody knows who they are.
- Where the text names no lead, nobody is counted as owing a report. A form must still go to someone: the
  office asks the agency whose plan it is.
- The result of a commune's unit belongs to the unit; the commune hands the form in.
- Only what was known on the as-of date has been reported.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.model import records
from generator.model.portal import Plan, Portal, QuarterResults, Task
from generator.model.quarter import Quarter


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for one task."""

    parties: tuple[str, ...]
    """All whose part must be done, in the order of the leads: agencies, and what `unnamed` holds."""
    unnamed: tuple[str, ...]
    """Leading collectives of which no text names a member."""
    complete: bool
    """Whether the texts name every agency: each collective has members, and all of them."""

    @property
    def agencies(self) -> tuple[str, ...]:
        """Agencies that must report the task."""
        return tuple(party for party in self.parties if party not in self.unnamed)


@dataclass(frozen=True, slots=True)
class PlanReporters:
    """Who must report the tasks of a plan, in its order, by whether they have in a quarter."""

    plan: Plan
    reported: tuple[str, ...]
    """Agencies with any result in the quarter, of a task or a target."""
    silent: tuple[str, ...]

    @property
    def wanted(self) -> int:
        """How many must report."""
        return len(self.reported) + len(self.silent)


def leaf_tasks(plan: Plan) -> tuple[Task, ...]:
    """Tasks that someone answers for: printed ones without parts, and parts."""
    return tuple(task for task in plan.tasks.values() if not task.children)


def leads_of(tasks: Iterable[Task]) -> tuple[str, ...]:
    """Agencies and collectives that lead tasks, in the order the tasks name them."""
    return tuple(dict.fromkeys(agency for task in tasks for agency in task.record.lead))


def members_of(portal: Portal, agencies: Iterable[str]) -> tuple[str, ...]:
    """Agencies one by one: a collective as its members, none where no text names any."""
    found = (member for agency in agencies for member in portal.members.get(agency, (agency,)))
    return tuple(dict.fromkeys(found))


def answering(portal: Portal, task: Task) -> Answering:
    """Who answers for a task by what the texts say; nobody where they name no lead."""
    parties: dict[str, None] = {}
    unnamed, complete = [], True
    for lead in task.record.lead:
        members = portal.members.get(lead)
        if members is None:
            parties[lead] = None
        elif members:
            parties.update(dict.fromkeys(members))
            complete = complete and portal.agencies[lead].record.members_complete
        else:
            parties[lead] = None
            unnamed.append(lead)
    return Answering(tuple(parties), tuple(unnamed), complete and not unnamed)


def reporters_of(portal: Portal, plan: Plan) -> tuple[str, ...]:
    """Agencies that must report tasks of a plan, in the order the plan names them."""
    found: dict[str, None] = {}
    for task in leaf_tasks(plan):
        found.update(dict.fromkeys(answering(portal, task).agencies))
    return tuple(found)


def known_results(plan: Plan, as_of: date) -> Iterator[QuarterResults]:
    """A plan's results of each quarter that were known on a day, oldest first."""
    return (results for results in plan.quarters if results.record.cutoff <= as_of)


def reporters_in(portal: Portal, plan: Plan, quarter: Quarter, as_of: date) -> PlanReporters:
    """Who of those who must report a plan's tasks had reported in a quarter, as known on a day."""
    found = {
        entry.record.agency
        for results in known_results(plan, as_of)
        if results.quarter == quarter
        for entry in results.results
    }
    wanted = reporters_of(portal, plan)
    return PlanReporters(
        plan,
        tuple(agency for agency in wanted if agency in found),
        tuple(agency for agency in wanted if agency not in found),
    )


def ever_reported(portal: Portal, as_of: date) -> frozenset[str]:
    """Agencies of which any quarter of any plan holds a result, as known on a day."""
    return frozenset(
        entry.record.agency
        for plan in portal.plans.values()
        for results in known_results(plan, as_of)
        for entry in results.results
    )


def asked_for_task(portal: Portal, plan: Plan, task: Task) -> tuple[str, ...]:
    """Agencies that the office asks for a task: those who answer, else the owner where no lead is named."""
    if not task.record.lead:
        return (plan.record.owner,)
    return answering(portal, task).agencies


def asked_for_measure(
    portal: Portal, plan: Plan, target: records.Target, measure: records.Measure | None
) -> tuple[str, ...]:
    """Agencies that the office asks for a measure of a target: whom the text charges, or leads its index.

    The lead of an index speaks for the city's plan only, and a collective does not. The plan's owner is asked
    where neither is known.
    """
    charged = members_of(portal, target.responsible)
    if charged:
        return charged
    if plan.record.scope == "city" and measure is not None and measure.indicator is not None:
        lead = portal.indicators[measure.indicator].record.lead
        if lead is not None and lead not in portal.members:
            return (lead,)
    return (plan.record.owner,)


def handed_in_by(portal: Portal, agency: str) -> str:
    """Whose form an agency's results stand in: the commune's for its units, else its own."""
    record = portal.agencies[agency].record
    return record.parent if record.kind == "commune-unit" and record.parent is not None else agency
