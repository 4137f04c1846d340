"""The state of each commune's share of the tasks that all communes have in common; shown as an HTML table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from generator.charts.plot import FOLDER
from generator.files.flat_files import to_csv
from generator.measures.cascade import COMMUNES
from generator.measures.metrics import Measured
from generator.measures.status import Facts, Place, Reported
from generator.model.portal import Task
from generator.view.site import SiteFile

CSV_URL = f"{FOLDER}xa-phuong-nhiem-vu-chung.csv"

UNREPORTED = "unreported"
"""State of a share on which nothing is reported and no report was due yet."""


@dataclass(frozen=True)
class Heat:
    """The tasks that the headline plan gives to every commune, and the state of each commune's share."""

    measured: Measured

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Tasks and sub-tasks of the headline plan that the communes lead together, in printed order."""
        plan = self.measured.portal.plans[self.measured.portal.settings.headline_plan]
        return tuple(task for task in plan.tasks.values() if COMMUNES in task.record.lead)

    @cached_property
    def communes(self) -> tuple[str, ...]:
        """Ids of the communes, in the order of the collective's members."""
        return tuple(self.measured.portal.members.get(COMMUNES, ()))

    @cached_property
    def codes(self) -> Mapping[tuple[str, str], str]:
        """State of each share (see `code`), by commune id and task number."""
        return {
            (commune, task.number): code(self.measured.facts_of(task, commune))
            for commune in self.communes
            for task in self.tasks
        }

    def reported(self, commune: str) -> int:
        """How many of the tasks a commune has reported on."""
        return sum(
            1 for task in self.tasks if self.measured.facts_of(task, commune).reported is not Reported.NONE
        )

    def file(self) -> SiteFile:
        """Return `codes` as a CSV file, a row per commune and task."""
        rows = [
            (commune, task.plan_id, task.number, self.codes[commune, task.number])
            for commune in self.communes
            for task in self.tasks
        ]
        frame = pd.DataFrame(rows, columns=["commune", "plan", "task", "state"], dtype="str")
        return SiteFile(CSV_URL, to_csv(frame), "chart:xa-phuong-nhiem-vu-chung")


def code(facts: Facts) -> str:
    """Return the state shown in a cell.

    Done, closed and overdue shares show their place, others what was reported, and those without a report
    whether a reporting day has passed since they were due (``due_unreported`` or ``unreported``).
    """
    if facts.done or facts.closed or facts.place in {Place.OVERDUE, Place.DUE_UNREPORTED}:
        return facts.place.value
    return facts.reported.value if facts.reported is not Reported.NONE else UNREPORTED
