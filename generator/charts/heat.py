"""The state of each commune's share of the tasks that all communes have in common; shown as an HTML table."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from generator.charts.plot import FOLDER
from generator.files.flat_files import to_csv
from generator.measures.cascade import COMMUNES
from generator.measures.facts import Facts
from generator.measures.metrics import Measured
from generator.measures.place import Place
from generator.measures.reported import Reported
from generator.model.portal import Task
from generator.view.site import SiteFile

CSV_URL = f"{FOLDER}xa-phuong-nhiem-vu-chung.csv"


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
    def shares(self) -> Mapping[tuple[str, str], Facts]:
        """Facts of each commune's share of each task, by commune id and task number."""
        return {
            (commune, task.number): self.measured.facts_of(task, commune)
            for commune in self.communes
            for task in self.tasks
        }

    def places(self) -> Mapping[Place, int]:
        """Number of shares in each place; they add up to the number of all shares."""
        return Counter(facts.place for facts in self.shares.values())

    def reported(self, commune: str) -> int:
        """How many of the tasks a commune has reported on."""
        found = (self.shares[commune, task.number].reported for task in self.tasks)
        return sum(1 for reported in found if reported is not Reported.NONE)

    def file(self) -> SiteFile:
        """Return the shares as a CSV file, a row per commune and task: its place, and what was reported."""
        rows = [
            (commune, task.plan_id, task.number, facts.place.value, facts.reported.value)
            for commune in self.communes
            for task in self.tasks
            for facts in (self.shares[commune, task.number],)
        ]
        frame = pd.DataFrame(rows, columns=["commune", "plan", "task", "state", "reported"], dtype="str")
        return SiteFile(CSV_URL, to_csv(frame), "chart:xa-phuong-nhiem-vu-chung")
