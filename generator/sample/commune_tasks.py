"""Tasks of an invented commune plan: the words of a real assignment, with other leads and deadlines."""

import re
from collections.abc import Mapping
from datetime import date
from random import Random

from generator.model.deadline import Deadline, DeadlineError, PlanPeriod
from generator.model.deadline_parser import parse_deadline
from generator.model.portal import Portal, Task
from generator.sample.invented import Entry, Field, compact

MODEL = "phan-cong-xa-2026"
"""Id of the real plan whose tasks are copied."""

YEAR = PlanPeriod(date(2026, 1, 1), date(2026, 12, 31))
"""Period of every invented plan."""

KEPT = "Cả năm 2026"
"""Deadline in the copied plan that is replaced by one of `DEADLINES`; others are kept."""
DEADLINES = (
    *(KEPT,) * 4, "Quý I/2026", "Quý I/2026", "Tháng 4/2026", "Quý II/2026", "Tháng 5/2026",
    "Trước ngày 30/6/2026", "Quý III/2026", "Tháng 10/2026", "trước ngày 10/12",
)  # fmt: skip
"""Deadlines to choose from, with the frequency wanted."""

UNTIMED = 0.03
"""Probability that such a task has no deadline at all."""


def of_kind(text: str, kind: str) -> str:
    """Return the text with "xã" (commune) replaced by the kind given: "phường" (ward) or "đặc khu"."""
    return re.sub(r"(?<!cấp )\bxã\b(?! hội)", kind, text)


def commune_tasks(
    portal: Portal, kind: str, names: Mapping[str, str], decision: str, rng: Random
) -> list[Entry]:
    """Return the copied plan's tasks with this commune's leads and deadlines, up to three of them left out.

    Args:
        portal: The real portal.
        kind: "xã", "phường" or "đặc khu", for the wording.
        names: Agency ids of this commune by the ids they replace.
        decision: Id of the document the tasks are said to be printed in.
        rng: Source of random numbers.
    """
    model = list(portal.plans[MODEL].tasks.values())
    skipped = rng.sample(model[1:], k=rng.choice((0, 0, 1, 2, 3)))
    found: list[Entry] = []
    rows: dict[str, int] = {}
    for task in model:
        if task in skipped:
            continue
        annex = task.number.partition(".")[0]
        rows[annex] = rows.get(annex, 0) + 1
        found.append(_task(task, f"{annex}.{rows[annex]}", kind, names, decision, rng))
    return found


def _task(task: Task, number: str, kind: str, names: Mapping[str, str], decision: str, rng: Random) -> Entry:
    record = task.record
    written = record.deadline
    if written == KEPT:
        written = rng.choice(DEADLINES) if rng.random() > UNTIMED else None
    links: list[Field] = [{"task": link.task, "basis": "reading"} for link in record.implements]
    return compact(
        {
            "number": number,
            "area": record.area,
            "title": of_kind(record.title, kind),
            "lead": [names.get(agency, agency) for agency in record.lead],
            "coordinating": [names.get(agency, agency) for agency in record.coordinating],
            "deadline": written,
            "deadline_reading": record.deadline_reading,
            "deliverables": [of_kind(item, kind) for item in record.deliverables],
            "implements": links,
            "source": {"document": decision, "at": record.source.at, "row": number.partition(".")[2]},
            "text": "verified",
        }
    )


def deadline_of(task: Entry) -> Deadline:
    """Parse the deadline of an invented task as the portal will.

    Raises:
        TypeError: The wording is not understood: a mistake in `DEADLINES`.
    """
    written, reading = task.get("deadline"), task.get("deadline_reading")
    found = parse_deadline(
        str(written) if written else None, period=YEAR, reading=str(reading) if reading else None
    )
    if isinstance(found, DeadlineError):
        raise TypeError(f"{found.as_written}: {found.reason}")
    return found
