"""Joins what a plan's file brings with the data files that are there: tasks, sections and targets at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.data.problems import ProblemError
from generator.data.strict_yaml import load
from generator.office.plan_drafts import PlanDrafts, drafts_file
from generator.office.plan_import import merged_file
from generator.office.plan_tasks import ReadPlan, tasks_yaml
from generator.office.printed_tasks import Eye


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """The data files that an import writes."""

    written: Mapping[str, bytes]
    """New contents by path; files that stay as they are are not among them."""
    sections: int
    targets: int
    """How many drafts of each are new."""
    eyes: tuple[Eye, ...]
    """What an editor must check."""


def plan_files(
    plan: ReadPlan, drafts: PlanDrafts, files: Mapping[str, bytes], folder: str, *, replace: bool
) -> PlanFiles:
    """Return the files of a plan after an import.

    Args:
        plan: The tasks that were read.
        drafts: The sections and targets that were read.
        files: The data files by path.
        folder: Folder of the plan, ``data/plans/<id>``.
        replace: Whether present files may get what is new.

    Raises:
        PlanImportError: A present file has errors, so that what editors added cannot be kept.
        ProblemError: A new file would be one that the check cannot read.
    """
    path = f"{folder}/tasks.yaml"
    text, eyes = tasks_yaml(plan).encode(), plan.eyes
    if replace and path in files and plan.tasks:
        text, eyes = merged_file(files, path, plan)
    sections = drafts_file("sections", drafts.sections, files, f"{folder}/sections.yaml", replace=replace)
    targets = drafts_file("targets", drafts.targets, files, f"{folder}/targets.yaml", replace=replace)
    found = {
        path: text if plan.tasks else None,
        f"{folder}/sections.yaml": sections.data,
        f"{folder}/targets.yaml": targets.data,
    }
    written = {part: data for part, data in found.items() if data is not None}
    unread = [problem for part, data in written.items() for problem in load(part, data)[1]]
    if any(problem.severity == "error" for problem in unread):
        raise ProblemError(unread)
    told = (*eyes, *drafts.eyes, *sections.eyes, *targets.eyes)
    return PlanFiles(written, sections.added, targets.added, told)
