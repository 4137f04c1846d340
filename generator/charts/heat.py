"""Communes against the tasks they share: where each commune's share stands. Drawn as a table, in HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from generator.charts.plot import FOLDER
from generator.files.flat_files import to_csv
from generator.measures.metrics import Measured
from generator.measures.status import Facts, Reported, Schedule
from generator.model.portal import Task
from generator.view.site import SiteFile

COMMUNES = "ubnd-cap-xa"
"""The collective of the commune-level committees."""

CSV_URL = f"{FOLDER}xa-phuong-nhiem-vu-chung.csv"

UNREPORTED = "unreported"
"""Nothing reported, and no day has passed that asked for it."""


@dataclass(frozen=True)
class Heat:
    """The tasks that the headline plan gives every commune, and each commune's share of them."""

    measured: Measured

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Tasks and sub-tasks of the headline plan that the communes lead together, in printed order."""
        plan = self.measured.portal.plans[self.measured.portal.settings.headline_plan]
        return tuple(task for task in plan.tasks.values() if COMMUNES in task.record.lead)

    @cached_property
    def communes(self) -> tuple[str, ...]:
        """The members of the collective."""
        return tuple(self.measured.portal.members.get(COMMUNES, ()))

    @cached_property
    def codes(self) -> Mapping[tuple[str, str], str]:
        """State of each share, by commune and task number (see `code`)."""
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
        """The same as CSV: one row a commune and task."""
        rows = [
            (commune, task.plan_id, task.number, self.codes[commune, task.number])
            for commune in self.communes
            for task in self.tasks
        ]
        frame = pd.DataFrame(rows, columns=["commune", "plan", "task", "state"], dtype="str")
        return SiteFile(CSV_URL, to_csv(frame), "chart:xa-phuong-nhiem-vu-chung")


_DAYLESS = frozenset({Schedule.CONTINUOUS, Schedule.NOT_COMPUTABLE})


def code(facts: Facts) -> str:
    """One state for a cell: done or late by its day, else what was reported, else what silence means."""
    if facts.done and facts.schedule in _DAYLESS:
        return Reported.DONE.value
    if facts.done or facts.schedule is Schedule.OVERDUE:
        return facts.schedule.value
    if facts.reported is not Reported.NONE:
        return facts.reported.value
    return Schedule.DUE_UNREPORTED.value if facts.schedule is Schedule.DUE_UNREPORTED else UNREPORTED
