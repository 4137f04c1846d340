"""Who must report on a task, target or plan in a quarter, and who has. Pure; the only definition of it.

- The leads of a task must report on it; if a collective leads, each of its members must.
- If no document names a member of a collective, it cannot be asked and never counts as unreported. The task
  stays open: it is done only when all members are done, and the members are not known.
- If the document names no lead, nobody is counted as owing a report. A form must still go to someone: the
  office asks the agency whose plan it is.
- The result of a commune's unit belongs to the unit; the commune hands in the form.
- A result counts as reported only if it was known on the as-of date.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.model import records
from generator.model.portal import Plan, Portal, QuarterResults, Task
from generator.model.quarter import Quarter


@dataclass(frozen=True, slots=True)
class Answering:
    """Who must report on one task; ids of agencies and collectives."""

    parties: tuple[str, ...]
    """All who must finish their part, in the order of the leads: agencies and collectives of `unnamed`."""
    unnamed: tuple[str, ...]
    """Leading collectives without any member named in a document."""
    complete: bool
    """Whether every agency is known: each leading collective has all its members named."""

    @property
    def agencies(self) -> tuple[str, ...]:
        """Agencies that must report on the task (`parties` without `unnamed`)."""
        return tuple(party for party in self.parties if party not in self.unnamed)


@dataclass(frozen=True, slots=True)
class PlanReporters:
    """Agencies that must report on a plan's tasks, split by whether they have in a quarter."""

    plan: Plan
    reported: tuple[str, ...]
    """Ids of agencies with any result in the quarter, for a task or a target; in the order of the plan."""
    unreported: tuple[str, ...]
    """Ids of the others, in the order of the plan."""

    @property
    def wanted(self) -> int:
        """Number of agencies that must report."""
        return len(self.reported) + len(self.unreported)


def leaf_tasks(plan: Plan) -> tuple[Task, ...]:
    """Tasks that agencies report on: those without sub-tasks, and the sub-tasks."""
    return tuple(task for task in plan.tasks.values() if not task.children)


def leads_of(tasks: Iterable[Task]) -> tuple[str, ...]:
    """Ids of the agencies and collectives that lead any of the tasks, each once, in order of the tasks."""
    return tuple(dict.fromkeys(agency for task in tasks for agency in task.record.lead))


def members_of(portal: Portal, agencies: Iterable[str]) -> tuple[str, ...]:
    """Ids with each collective replaced by its known members (none if no document names any), each once."""
    found = (member for agency in agencies for member in portal.members.get(agency, (agency,)))
    return tuple(dict.fromkeys(found))


def answering(portal: Portal, task: Task) -> Answering:
    """Who must report on a task according to the documents; nobody if they name no lead."""
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
    """Ids of agencies that must report on tasks of a plan, in the order the plan names them."""
    found: dict[str, None] = {}
    for task in leaf_tasks(plan):
        found.update(dict.fromkeys(answering(portal, task).agencies))
    return tuple(found)


def known_results(plan: Plan, as_of: date) -> Iterator[QuarterResults]:
    """A plan's results by quarter, oldest first, whose cut-off is not after a day."""
    return (results for results in plan.quarters if results.record.cutoff <= as_of)


def reporters_in(portal: Portal, plan: Plan, quarter: Quarter, as_of: date) -> PlanReporters:
    """Which of the agencies that must report on a plan had reported in a quarter, as known on a day."""
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
    """Ids of agencies with a result in any quarter of any plan, as known on a day."""
    return frozenset(
        entry.record.agency
        for plan in portal.plans.values()
        for results in known_results(plan, as_of)
        for entry in results.results
    )


def asked_for_task(portal: Portal, plan: Plan, task: Task) -> tuple[str, ...]:
    """Ids of agencies that get a form row for a task: those who must report, or the owner without a lead."""
    if not task.record.lead:
        return (plan.record.owner,)
    return answering(portal, task).agencies


def asked_for_measure(
    portal: Portal, plan: Plan, target: records.Target, measure: records.Measure | None
) -> tuple[str, ...]:
    """Ids of agencies that get a form row for a target or one of its measures.

    These are the agencies that the document makes responsible; else, in plans of the city only, the lead of
    the measure's index unless that is a collective; else the plan's owner.
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
    """Id of the agency that hands in an agency's results: the commune for its units, else itself."""
    record = portal.agencies[agency].record
    return record.parent if record.kind == "commune-unit" and record.parent is not None else agency
