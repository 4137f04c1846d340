"""What importing a Word plan needs of the root, and how its report for people reads."""

from collections.abc import Iterator, Mapping, Sequence

from generator.data.parser import parse_root
from generator.data.problems import ProblemError, Texts, quote, visible
from generator.model import records
from generator.model.deadline import Period
from generator.office.package_limits import RefusedError
from generator.office.plan_merge import merge
from generator.office.plan_rows import Eye, Place
from generator.office.plan_tasks import REMARK, PlanFrame, ReadPlan, entry_lines, remarks
from generator.office.yaml_edits import Piece, Plain, rearranged


class PlanImportError(Exception):
    """The root cannot take the plan; `code` names why in the catalogue (``cli.import-plan-<code>``)."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def frame_of(files: Mapping[str, bytes], plan_id: str, quality: str) -> PlanFrame:
    """The registers and the plan's own record, from the files of a root.

    The plan's tasks are not read: a file of theirs that is wrong may be what is being replaced.

    Raises:
        PlanImportError: the root has no such plan.
        ProblemError: a register or the plan's own record is wrong.
    """
    own = f"data/plans/{plan_id}/plan.yaml"
    needed = {own, "data/portal.yaml", "data/agencies.yaml", "data/areas.yaml", "data/documents.yaml"}
    root, problems = parse_root({path: data for path, data in files.items() if path in needed})
    wrong = [problem for problem in problems if problem.severity == "error" and problem.path in needed]
    if own not in files:
        known = sorted(path.split("/")[2] for path in files if path.endswith("/plan.yaml"))
        raise PlanImportError("unknown", plan=quote(plan_id), path=own, known=", ".join(known))
    if wrong:
        raise ProblemError(wrong)
    located = root.plans[plan_id].plan
    if located is None:
        raise ProblemError(problems)
    plan = located.record
    return PlanFrame(
        document=plan.document,
        owner=plan.owner,
        period=Period(plan.period.first, plan.period.last),
        agencies=tuple(agency.record for agency in root.lists["agencies"]),
        areas=tuple(area.record for area in root.lists["areas"]),
        quality=quality,
    )


def merged_file(files: Mapping[str, bytes], path: str, plan: ReadPlan) -> tuple[bytes, tuple[Eye, ...]]:
    """The plan's file with the tasks of a Word document laid over those that are there, and what to look at.

    Raises:
        PlanImportError: the tasks that are there have a mistake, so what editors added to them is not known.
    """
    data = files[path]
    root, problems = parse_root({path: data})
    old = [located.record for found in root.plans.values() for located in found.lists["tasks"]]
    if any(problem.severity == "error" and problem.path == path for problem in problems):
        raise PlanImportError("unsound", path=path)
    merged = merge(old, plan)
    pieces = []
    for one in merged.tasks:
        above, record = remarks(one.task), one.task.record
        if one.old is None:
            pieces.append(Piece([*above, *entry_lines(record)]))
        else:
            pieces.append(
                Piece(above, one.old, {n: v for n, v in printed(record).items() if n not in one.kept})
            )
    return rearranged(path, data, pieces, REMARK), merged.eyes


def printed(task: records.Task) -> dict[str, Plain | Mapping[str, str] | None]:
    """What a plan prints of a task, as its file holds it, in its order."""
    return {
        "number": task.number,
        "parent": task.parent,
        "area": task.area,
        "title": task.title,
        "lead": list(task.lead),
        "coordinating": list(task.coordinating),
        "deadline": task.deadline,
        "deliverables": list(task.deliverables),
        "source": {name: str(value) for name, value in task.source.model_dump(exclude_none=True).items()},
        "text": task.text,
    }


_OTHERS = {
    "pdf": "pdf",
    "rtf": "rtf",
    "html": "web",
    "xml": "web",
    "xlsx": "excel",
    "xlsb": "excel",
    "odf": "open-document",
}
"""Kinds of files that people send in place of a Word file, by what `limits` calls them."""


def refusal(refused: RefusedError, texts: Texts) -> str:
    """Why a Word file was not opened, and what to do."""
    reason: str = refused.reason
    if reason == "other-kind":
        reason = _OTHERS.get(refused.params["value"], "not-word")
    return texts.text(f"word.refused.{reason}", **refused.params)


def eye_lines(file: str, eyes: Sequence[Eye], texts: Texts) -> Iterator[str]:
    """The report for people: a line for each thing to look at, with its place in the file."""
    for eye in eyes:
        params = {name: visible(value) if name == "allowed" else quote(value) for name, value in eye.params}
        place = _place(eye.place, texts)
        key = f"word.eye.{eye.code}"
        found, mend = texts.text(f"{key}.found", **params), texts.text(f"{key}.mend", **params)
        yield f"{file} › {place}: {found}; {mend}."


def _place(place: Place, texts: Texts) -> str:
    table, row, cell = place
    kind = "cell" if cell else "row" if row else "table" if table else "whole"
    return texts.text(f"word.place.{kind}", table=str(table), row=str(row), cell=str(cell))
