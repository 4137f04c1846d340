"""Tasks, sections and targets of one Word file come into their files at once."""

from generator.office.plan_drafts import PlanDrafts
from generator.office.plan_files import plan_files
from generator.office.plan_tasks import ReadPlan
from tests.office.test_plan_drafts import drafts


def test_a_plan_without_tasks_leaves_their_file_alone() -> None:
    folder = "data/plans/k"
    made = plan_files(ReadPlan((), ()), drafts(), {f"{folder}/tasks.yaml": b"[]\n"}, folder, replace=True)
    assert list(made.written) == [f"{folder}/sections.yaml", f"{folder}/targets.yaml"]
    assert (made.sections, made.targets) == (12, 2)
    nothing = plan_files(ReadPlan((), ()), PlanDrafts(), {}, folder, replace=False)
    assert (nothing.written, nothing.eyes) == ({}, ())
