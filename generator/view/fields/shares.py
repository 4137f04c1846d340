"""The fields of a share: one agency's part of a task, by which the agency's own tasks are counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Task
from generator.view.fields.field import Field, declared
from generator.view.fields.tasks import MeasuredTask, some_of_tasks


@dataclass(frozen=True, slots=True)
class ShareOfTask(MeasuredTask):
    """One agency's share of a task; `standing` is that of the share, see `Measured.share`."""

    agency: str
    """Id of the agency or collective."""
    via: tuple[str, ...]
    """Ids of the leading collectives of which it is a member; empty if the task names itself as lead."""


def rows(measured: Measured) -> Iterator[ShareOfTask]:
    """A row for every lead of every task and sub-task, then for every member of a leading collective.

    A collective's own row has the state of the task as a whole. An agency that is named both by itself and
    as a member has two rows, as its page lists the task twice.
    """
    for task in measured.portal.tasks():
        for agency in dict.fromkeys(task.record.lead):
            yield _share(measured, task, agency, ())
        for member, collectives in _members(measured, task).items():
            yield _share(measured, task, member, collectives)


def _members(measured: Measured, task: Task) -> dict[str, tuple[str, ...]]:
    """Ids of the members of the collectives that lead a task, each with those collectives."""
    found: dict[str, tuple[str, ...]] = {}
    for lead in dict.fromkeys(task.record.lead):
        for member in measured.portal.members.get(lead, ()):
            found[member] = (*found.get(member, ()), lead)
    return found


def _share(measured: Measured, task: Task, agency: str, via: tuple[str, ...]) -> ShareOfTask:
    return ShareOfTask(task, measured.share(task, agency), (), agency, via)


SHARES: tuple[Field[ShareOfTask], ...] = declared(
    records.TaskRecord,
    (
        *some_of_tasks("plan", "number"),
        Field("agency", lambda row: row.agency, ids="agencies"),
        Field("via", lambda row: row.via, ids="agencies"),
        *some_of_tasks("parent", "area", "reported", "evidenced", "schedule", "counted_as", "completed"),
        Field("cutoff", lambda row: row.standing.facts.cutoff, kind="date"),
        *some_of_tasks("days_late", "days_silent", "rate_day", "parts", "parts_done", "sub_tasks"),
    ),
)
