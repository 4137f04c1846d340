"""Connects the import of a Word plan with the data files: registers, merged task file, report for editors."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.data.parser import parse_root
from generator.data.problems import ProblemError, Texts, quote, visible
from generator.model import records
from generator.model.deadline import PlanPeriod
from generator.office.eye_messages import eye_messages
from generator.office.field_cells import plain_value
from generator.office.package_limits import FileRefusedError
from generator.office.plan_merge import merge, with_gaps
from generator.office.plan_tasks import OTHERS, REMARK, PlanFrame, ReadPlan, entry_lines
from generator.office.printed_tasks import Eye, WordPlace
from generator.office.word_tables import Block, WordTable
from generator.office.yaml_edits import ListPiece, Plain, rearranged


class PlanImportError(Exception):
    """The plan cannot be imported; `code` names the message in the catalogue (``cli.import-plan-<code>``)."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def frame_of(files: Mapping[str, bytes], plan_id: str, quality: str) -> PlanFrame:
    """Read the registers and the plan's own record.

    The plan's tasks are not read: the import may be meant to replace a file of tasks that has errors.

    Args:
        files: The data files by path.
        plan_id: Id of the plan.
        quality: ``text`` of the imported tasks, see `PlanFrame.quality`.

    Raises:
        PlanImportError: There is no such plan.
        ProblemError: A register or the plan's own record has errors.
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
        period=PlanPeriod(plan.period.first, plan.period.last),
        agencies=tuple(agency.record for agency in root.lists["agencies"]),
        areas=tuple(area.record for area in root.lists["areas"]),
        quality=quality,
    )


def merged_file(files: Mapping[str, bytes], path: str, plan: ReadPlan) -> tuple[bytes, tuple[Eye, ...]]:
    """Merge the tasks of a Word document into the plan's task file.

    Args:
        files: The data files by path.
        path: Path of the plan's task file.
        plan: The tasks read from Word.

    Returns:
        The new content of the file, and what an editor must check.

    Raises:
        PlanImportError: The present file has errors, so what editors added to its tasks cannot be kept.
    """
    data = files[path]
    root, problems = parse_root({path: data})
    old = [located.record for found in root.plans.values() for located in found.lists["tasks"]]
    if any(problem.severity == "error" and problem.path == path for problem in problems):
        raise PlanImportError("unsound", path=path)
    merged = merge(old, plan)
    pieces = []
    for one in merged.tasks:
        if one.old is None:
            pieces.append(ListPiece(entry_lines(one.task.record)))
        else:
            record, aside = with_gaps(old[one.old], one), {*one.kept, *one.task.unprinted}
            fields = {name: value for name, value in printed(record).items() if name not in aside}
            pieces.append(ListPiece((), one.old, fields))
    return rearranged(path, data, pieces, REMARK), merged.eyes


def printed(task: records.TaskRecord) -> dict[str, Plain | Mapping[str, str] | None]:
    """Return the fields of a task that a plan prints, as values of its YAML file in the file's order."""
    return {
        "number": task.number,
        "parent": task.parent,
        "area": task.area,
        "title": task.title,
        "lead": list(task.lead),
        "coordinating": list(task.coordinating),
        "deadline": task.deadline,
        "deliverables": list(task.deliverables),
        **{field.attribute: plain_value(getattr(task, field.attribute)) for field in OTHERS},
        "source": {name: str(value) for name, value in task.source.model_dump(exclude_none=True).items()},
        "text": task.text,
        "not_entered": list(task.not_entered),
        "as_written": task.as_written,
    }


_OTHERS = {
    "pdf": "pdf",
    "rtf": "rtf",
    "html": "web",
    "xml": "web",
    "xlsb": "excel-binary",
    "odf": "open-document",
}
"""Message for each kind of file that people send instead; the keys come from `package_limits`."""

_OF_EXCEL = frozenset({"old", "open-document", "strict"})
"""Refusals that have words of their own for a file that is named as one of Excel."""

_EXCEL = (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods")


def refusal(refused: FileRefusedError, texts: Texts, file: str = "") -> str:
    """Return the message why a plan's file was not opened and what to do.

    Args:
        refused: The refusal.
        texts: The catalogue.
        file: Name of the file; it says which program its sender used.
    """
    reason: str = refused.reason
    if reason == "other-kind":
        reason = _OTHERS.get(refused.params["value"], "not-plan")
    excel = reason in _OF_EXCEL and file.lower().endswith(_EXCEL)
    return texts.text(f"word.refused.{reason}{'-excel' if excel else ''}", **refused.params)


class Places:
    """Names the places of a plan's file: table, row and cell in Word, sheet and cell in Excel."""

    def __init__(self, blocks: Iterable[Block], texts: Texts) -> None:
        """Know the tables of a plan's file."""
        self._tables = {block.number: block for block in blocks if isinstance(block, WordTable)}
        self._texts = texts

    def name(self, place: WordPlace) -> str:
        """Return the name of a place."""
        number, row, cell = place
        table = self._tables.get(number)
        if table is None or not table.sheet:
            above = "row" if number else "paragraph"
            kind = "cell" if cell else above if row else "table" if number else "whole"
            return self._texts.text(f"word.place.{kind}", table=str(number), row=str(row), cell=str(cell))
        sheet = visible(table.sheet)
        if not row:
            return self._texts.text("word.place.sheet", sheet=sheet)
        if not cell:
            return self._texts.text("word.place.sheet-row", sheet=sheet, row=str(row))
        found = next(one for one in table.rows if one.number == row).cells[cell - 1]
        return self._texts.text(
            "word.place.sheet-cell", sheet=sheet, cell=f"{table.letters[found.start]}{row}"
        )


def eye_lines(file: str, eyes: Sequence[Eye], texts: Texts, blocks: Iterable[Block] = ()) -> Iterator[str]:
    """Yield the lines of what an editor must do, see `eye_messages`.

    Args:
        file: Name of the file.
        eyes: What must be checked.
        texts: The catalogue.
        blocks: The blocks of the file, where they are at hand; they name the cells of a plan in Excel.
    """
    yield from eye_messages(file, eyes, texts, Places(blocks, texts).name)
