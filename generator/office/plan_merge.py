"""A plan read anew from Word, laid over the tasks that are there: what editors added stays with its task.

Word knows what is printed. What it does not know (readings, links upward, uncertain marks, notes) is kept
with the task it was written for, found by number and title; what finds no task is told, never dropped in
silence.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.model import records
from generator.model.slugs import slug
from generator.office.plan_rows import Eye, Place
from generator.office.plan_tasks import ReadPlan, ReadTask

EDITORIAL = ("area_reading", "deadline_reading", "implements", "uncertain", "ocr", "note")
"""Fields that editors add and no plan prints."""

ALIKE = 0.75
"""How much alike two titles under one number are at least when one is the other, mended (1: the same)."""

NOWHERE: Place = (0, 0, 0)
"""Of what the Word file does not hold."""


@dataclass(frozen=True, slots=True)
class MergedTask:
    """A task as Word has it now, and the one it was."""

    task: ReadTask
    old: int | None = None
    """0-based place of the old one; None for a new task."""
    kept: tuple[str, ...] = ()
    """Fields that Word would change and editors decided."""


@dataclass(frozen=True, slots=True)
class MergedPlan:
    """The tasks in the order of the Word file, with what a person must look at."""

    tasks: tuple[MergedTask, ...]
    eyes: tuple[Eye, ...]


def merge(old: Sequence[records.Task], plan: ReadPlan) -> MergedPlan:
    """Finds for each task of the Word file the one it was."""
    pairs = _pairs(old, [read.record for read in plan.tasks])
    eyes: list[Eye] = []
    merged = []
    for index, read in enumerate(plan.tasks):
        place = pairs.get(index)
        if place is None:
            merged.append(MergedTask(read))
            continue
        was = old[place]
        eyes += _eyes(was, read)
        merged.append(MergedTask(read, place, tuple(_kept(was, read))))
    gone = sorted(set(range(len(old))) - set(pairs.values()))
    eyes += [
        Eye.of(
            NOWHERE, "task-gone", value=old[index].number, near=old[index].title, allowed=_added(old[index])
        )
        for index in gone
    ]
    return MergedPlan(
        tuple(merged), tuple(sorted([*plan.eyes, *eyes], key=lambda eye: (eye.place, eye.code)))
    )


def _pairs(old: Sequence[records.Task], new: Sequence[records.Task]) -> Mapping[int, int]:
    """Place of the old task by place of the new one: number and title, then title, then number."""
    found: dict[int, int] = {}
    free = set(range(len(old)))

    def take(index: int, place: int | None) -> None:
        if place is not None and index not in found and place in free:
            found[index] = place
            free.discard(place)

    whole = {(task.number, slug(task.title)): place for place, task in enumerate(old)}
    for index, task in enumerate(new):
        take(index, whole.get((task.number, slug(task.title))))
    # A title that stands once on both sides tells a task that was given another number.
    once_old, once_new = (Counter(slug(task.title) for task in tasks) for tasks in (old, new))
    by_title = {slug(task.title): place for place, task in enumerate(old)}
    for index, task in enumerate(new):
        title = slug(task.title)
        if once_old[title] == once_new[title] == 1:
            take(index, by_title[title])
    by_number = {task.number: place for place, task in enumerate(old)}
    for index, task in enumerate(new):
        place = by_number.get(task.number)
        if place is not None and _mended(old[place], task):
            take(index, place)
    return found


def _mended(was: records.Task, now: records.Task) -> bool:
    """Whether the title under one number is the old one reworded; an uncertain one may have been any."""
    if "title" in was.uncertain:
        return True
    return SequenceMatcher(None, slug(was.title), slug(now.title)).ratio() >= ALIKE


def _kept(was: records.Task, read: ReadTask) -> Iterator[str]:
    """Printed fields that hold more than Word says: an area of our reading, agencies of unknown names."""
    if was.area_reading and read.record.area is None:
        yield "area"
    for name in dict.fromkeys(name for name, _ in read.unknown):
        if set(getattr(was, name)) > set(getattr(read.record, name)):
            yield name


def _eyes(was: records.Task, read: ReadTask) -> list[Eye]:
    """What of an old task needs a look beside the new one."""
    now, place = read.record, read.place
    found = []
    if was.number != now.number:
        found.append(Eye.of(place, "task-renumbered", value=was.number, near=now.number))
    if slug(was.title) != slug(now.title):
        found.append(Eye.of(place, "task-reworded", value=was.title, near=now.title))
    changed = [name for name in was.uncertain if getattr(was, name, None) != getattr(now, name, None)]
    if changed:
        found.append(Eye.of(place, "uncertain-reread", value=now.number, allowed=", ".join(changed)))
    if was.deadline_reading is not None and was.deadline != now.deadline:
        found.append(
            Eye.of(place, "reading-of-another", value=was.deadline_reading, near=now.deadline or "–")
        )
    if was.area_reading and now.area is not None and was.area != now.area:
        found.append(Eye.of(place, "area-of-another", value=was.area or "–", near=now.area))
    return found


def _added(task: records.Task) -> str:
    """The fields that editors added to a task, by name."""
    return ", ".join(name for name in EDITORIAL if getattr(task, name)) or "–"
