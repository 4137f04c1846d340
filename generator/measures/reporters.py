"""Who owes a report on a task, target or plan for a quarter, and who has reported. Pure; the only definition.

- The leads of a task must report on it; if a collective leads, each of its members must.
- If no document names a member of a collective, it cannot be asked and never counts as unreported. The task
  stays open: it is done only when all members are done, and the members are not known.
- If the document names no lead, nobody is counted as owing a report. A form must still go to someone: the
  office asks the agency whose plan it is.
- If it names one that was not entered, nobody else is asked or counted in its place.
- The result of a commune's unit belongs to the unit; the commune hands in the form and owes the report.
- A form that came in with nothing to report is a report: its receipt says so.
- Which results and receipts were known on a day, the portal of that day has (`measures.knowledge`).
- An agency may be named as silent only once the round was opened, its form was made and its due day passed.
- Nobody owes this portal anything: reports go to the agency that the plan names (`reporting_to`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from generator.measures.clock import Clock
from generator.measures.schedule import LeadEntry
from generator.model import records
from generator.model.portal import Located, Plan, Portal, Task
from generator.model.quarter import Quarter
from generator.model.quarter_records import QuarterFile


@dataclass(frozen=True, slots=True)
class Answering:
    """Who must report on one task; ids of agencies and collectives."""

    parties: tuple[str, ...]
    """All who must finish their part, in the order of the leads: agencies and collectives of `unnamed`."""
    unnamed: tuple[str, ...]
    """Leading collectives without any member named in a document."""
    complete: bool
    """Whether every agency is known: each leading collective has all its members named."""
    entry: LeadEntry = LeadEntry.WHOLE
    """How much of the lead that the document names was entered."""

    @property
    def agencies(self) -> tuple[str, ...]:
        """Agencies that must report on the task (`parties` without `unnamed`)."""
        return tuple(party for party in self.parties if party not in self.unnamed)


@dataclass(frozen=True, slots=True)
class PlanReporters:
    """Agencies that owe a report on a plan for a quarter, split by what is known of their reports.

    Each is the agency that hands in the form: a commune for its units. Ids, in the order of the plan.
    """

    plan: Plan
    reported: tuple[str, ...]
    """Those with any result of the quarter, for a task or a target, of their own or of a unit."""
    received: tuple[str, ...]
    """Those without a result whose form came in: they had nothing to report."""
    missing: tuple[str, ...]
    """The others."""
    complete: bool
    """Whether the texts name all who owe a report; else there are more of them than are counted."""
    silent: tuple[str, ...]
    """Those of `missing` that may be named as not having reported: the round was opened, the agency's form
    was made in time, and the round's due day has passed."""

    @property
    def wanted(self) -> int:
        """Number of agencies that owe a report and are named."""
        return len(self.reported) + len(self.received) + len(self.missing)

    @property
    def known(self) -> tuple[str, ...]:
        """Those with a result or a receipt."""
        return (*self.reported, *self.received)

    def state_of(self, agency: str) -> str:
        """What is known of one agency: ``reported``, ``received``, ``silent``, else ``waiting``."""
        if agency in self.reported:
            return "reported"
        if agency in self.received:
            return "received"
        return "silent" if agency in self.silent else "waiting"


def leaf_tasks(plan: Plan) -> tuple[Task, ...]:
    """Tasks that agencies report on: those without sub-tasks, and the sub-tasks."""
    return tuple(task for task in plan.tasks.values() if not task.children)


def leads_of(tasks: Iterable[Task]) -> tuple[str, ...]:
    """Ids of the agencies and collectives that lead any of the tasks, each once, in order of the tasks."""
    return tuple(dict.fromkeys(agency for task in tasks for agency in task.record.lead))


def answering_leads(portal: Portal, plan: Plan) -> tuple[str, ...]:
    """Ids of the leads of a plan's tasks of which an agency is known, in the order of the plan.

    A collective without a named member owes no report: an unreadable cell is no agency.
    """
    return tuple(lead for lead in leads_of(leaf_tasks(plan)) if portal.members.get(lead, (lead,)))


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
    return Answering(tuple(parties), tuple(unnamed), complete and not unnamed, lead_entry(task))


def lead_entry(task: Task) -> LeadEntry:
    """How much of a task's lead was entered."""
    if "lead" not in task.not_entered:
        return LeadEntry.WHOLE
    return LeadEntry.PART if task.record.lead else LeadEntry.NONE


Subject: TypeAlias = tuple[str | None, ...]
"""What a result is about: task number, target number, measure key, agency id."""


@dataclass(frozen=True, slots=True)
class PlanResults:
    """A plan's results around a quarter, by what they are about."""

    previous: Mapping[Subject, tuple[Quarter, records.Result]]
    """The last result before the quarter, with its quarter."""
    current: Mapping[Subject, Located[records.Result]]
    """The results of the quarter."""


def results_around(plan: Plan, quarter: Quarter) -> PlanResults:
    """A plan's results of a quarter, and the last ones before it."""
    previous: dict[Subject, tuple[Quarter, records.Result]] = {}
    current: dict[Subject, Located[records.Result]] = {}
    for results in plan.quarters:
        for located in results.results:
            record = located.record
            subject = (record.task, record.target, record.measure, record.agency)
            if results.quarter < quarter:
                previous[subject] = (results.quarter, record)
            elif results.quarter == quarter:
                current[subject] = located
    return PlanResults(previous, current)


def asked_in(portal: Portal, plan: Plan, quarter: Quarter) -> Iterator[tuple[Task, str]]:
    """Each task with each agency that is asked about it in a quarter, in printed order.

    Not asked: before the plan's period; about tasks that a document closed before the quarter; and after the
    period, about tasks that are proved or whose last result ended them and cites a document. What has a
    result in the quarter is asked in any case.
    """
    if plan.record.period.first > quarter.last_day:
        return
    over = plan.record.period.last < quarter.first_day
    around = results_around(plan, quarter)
    for task in leaf_tasks(plan):
        if over and task.number in plan.proofs:
            continue
        ended = task.terms_on(quarter.first_day).closure is not None
        for agency in asked_for_task(portal, plan, task):
            subject = (task.number, None, None, agency)
            finished = ended or (over and _ended(around.previous.get(subject)))
            if subject in around.current or not finished:
                yield task, agency


ENDED = frozenset({"done", "stopped", "merged"})
"""Reported states after which nothing is left to do."""


def _ended(last: tuple[Quarter, records.Result] | None) -> bool:
    """Whether the last result says the work has ended and cites a document (evidence or a report)."""
    if last is None or last[1].state not in ENDED:
        return False
    return bool(last[1].evidence or last[1].reporting_document)


def owing(portal: Portal, plan: Plan, quarter: Quarter) -> tuple[str, ...]:
    """Ids of agencies that owe a report on a plan for a quarter; each is the one that hands in the form."""
    asked = (agency for task, agency in asked_in(portal, plan, quarter) if task.record.lead)
    return tuple(dict.fromkeys(handed_in_by(portal, agency) for agency in asked))


def owing_in(portal: Portal, quarter: Quarter) -> tuple[str, ...]:
    """Ids of agencies that owe a report on any plan for a quarter, each once."""
    found = (agency for plan in portal.plans.values() for agency in owing(portal, plan, quarter))
    return tuple(dict.fromkeys(found))


def reporting_day(portal: Portal, quarter: Quarter) -> date | None:
    """Last day for the reports of a quarter: of its opened round, else as the headline plan's text sets it.

    None if no text sets a day in that quarter.
    """
    file = portal.quarter_files.get(quarter)
    if file is not None and file.record.due is not None:
        return file.record.due
    days = portal.plans[portal.settings.headline_plan].record.reporting_days
    return next((day for day in days if Quarter.of(day) == quarter), None)


def reporters_in(portal: Portal, plan: Plan, quarter: Quarter, clock: Clock) -> PlanReporters:
    """What is known of the reports that agencies owe on a plan for a quarter, at a moment.

    Args:
        portal: What was known at that moment.
        plan: One of its plans.
        quarter: The quarter that the reports are for.
        clock: The moment.
    """
    results = {
        handed_in_by(portal, entry.record.agency)
        for known in plan.quarters
        if known.quarter == quarter
        for entry in known.results
    }
    file = portal.quarter_files.get(quarter)
    forms = {receipt.agency for receipt in file.record.receipts} if file is not None else set()
    wanted = owing(portal, plan, quarter)
    missing = tuple(agency for agency in wanted if agency not in forms | results)
    return PlanReporters(
        plan=plan,
        reported=tuple(agency for agency in wanted if agency in results),
        received=tuple(agency for agency in wanted if agency in forms - results),
        missing=missing,
        complete=all(is_complete(answering(portal, task)) for task in leaf_tasks(plan)),
        silent=tuple(a for a in missing if file is not None and _was_asked(file.record, a, clock)),
    )


def is_complete(who: Answering) -> bool:
    """Whether all who must report on a task are known."""
    return who.complete and who.entry is LeadEntry.WHOLE


def _was_asked(file: QuarterFile, agency: str, clock: Clock) -> bool:
    """Whether an agency's form was made by the round's due day, and that day has passed."""
    made = file.form_made(agency)
    return made is not None and file.due is not None and made <= file.due and clock.passed(file.due)


def ever_reported(portal: Portal) -> frozenset[str]:
    """Ids of agencies with a result in any quarter of any plan."""
    return frozenset(
        entry.record.agency
        for plan in portal.plans.values()
        for results in plan.quarters
        for entry in results.results
    )


def asked_for_task(portal: Portal, plan: Plan, task: Task) -> tuple[str, ...]:
    """Ids of agencies that get a form row for a task: those who must report, or the owner without a lead.

    Nobody for a lead that was not entered.
    """
    if not task.record.lead and lead_entry(task) is LeadEntry.WHOLE:
        return (plan.record.owner,)
    return answering(portal, task).agencies


def asked_for_measure(
    portal: Portal, plan: Plan, target: records.Target, measure: records.Measure | None
) -> tuple[str, ...]:
    """Ids of agencies that get a form row for a target or one of its measures.

    These are the agencies that the document makes responsible; else, in plans of the city only, the lead of
    the measure's index unless that is a collective; else the plan's owner. Nobody else is asked in place of
    those that were not entered.
    """
    charged = members_of(portal, target.responsible)
    if charged or "responsible" in target.not_entered:
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
