"""Merges a plan that is imported from Word again with its present tasks, keeping what editors added.

A Word file has only what the plan prints. What editors added (readings, links to higher plans, uncertain
marks, notes) is kept with its task, which is found by number and title. A present task that is not found in
the Word file is reported, so that nothing is lost unnoticed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.model import records
from generator.model.slugs import slug
from generator.office.field_cells import plain_value
from generator.office.plan_columns import PRINTED
from generator.office.plan_tasks import ReadPlan, ReadTask
from generator.office.printed_tasks import Eye, WordPlace

_ADDED = ("area_reading", "deadline_reading", "implements", "uncertain", "ocr", "note")
_PRINTED = {field.attribute for field in PRINTED} | {
    *("parent", "area", "source", "text", "not_entered", "as_written"),
}

EDITORIAL = (*_ADDED, *(name for name in records.TaskRecord.model_fields if name not in {*_ADDED, *_PRINTED}))
"""Fields that editors add; they are never in a Word file."""

ALIKE = 0.75
"""Similarity (0 to 1) from which two titles with the same number are taken for one title, reworded."""

NOWHERE: WordPlace = (0, 0, 0)
"""Place of a finding about something that is not in the Word file."""


@dataclass(frozen=True, slots=True)
class MergedTask:
    """A task of the Word file and the present task that it replaces."""

    task: ReadTask
    old: int | None = None
    """0-based position of the present task; None for a new task."""
    kept: tuple[str, ...] = ()
    """Fields whose present value is kept because an editor decided it."""


@dataclass(frozen=True, slots=True)
class MergedPlan:
    """The tasks in the order of the Word file, and what an editor must check."""

    tasks: tuple[MergedTask, ...]
    eyes: tuple[Eye, ...]


def merge(old: Sequence[records.TaskRecord], plan: ReadPlan) -> MergedPlan:
    """Find the present task for each task of the Word file, and list what an editor must check.

    Args:
        old: The present tasks of the plan.
        plan: The tasks read from Word.
    """
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


def with_gaps(was: records.TaskRecord, merged: MergedTask) -> records.TaskRecord:
    """Return the task as Word has it, with what is not entered of fields that keep their present value.

    Args:
        was: The present task.
        merged: The task of the Word file that replaces it.
    """
    now = merged.task.record
    kept = {*merged.kept, *merged.task.unprinted, *EDITORIAL}
    gaps = [name for name in now.not_entered if name not in kept]
    gaps += [name for name in was.not_entered if name in kept and name not in gaps]
    words = {name: (was if name in kept else now).as_written.get(name, "") for name in gaps}
    update = {
        "not_entered": tuple(dict.fromkeys(gaps)),
        "as_written": {k: v for k, v in words.items() if v},
    }
    return now.model_copy(update=update)


def _pairs(old: Sequence[records.TaskRecord], new: Sequence[records.TaskRecord]) -> Mapping[int, int]:
    """Return the position of the present task by that of the new one.

    Tasks are matched by number and title, then by title, then by number.
    """
    found: dict[int, int] = {}
    free = set(range(len(old)))

    def take(index: int, place: int | None) -> None:
        if place is not None and index not in found and place in free:
            found[index] = place
            free.discard(place)

    whole = {(task.number, slug(task.title)): place for place, task in enumerate(old)}
    for index, task in enumerate(new):
        take(index, whole.get((task.number, slug(task.title))))
    # A title that occurs once on each side identifies a task that was renumbered.
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


def _mended(was: records.TaskRecord, now: records.TaskRecord) -> bool:
    """Whether the new title is the old one reworded; always true if the old title was marked uncertain."""
    if "title" in was.uncertain:
        return True
    return SequenceMatcher(None, slug(was.title), slug(now.title)).ratio() >= ALIKE


def _kept(was: records.TaskRecord, read: ReadTask) -> Iterator[str]:
    """Yield printed fields whose present value is better than what was read from Word.

    They are an area chosen by an editor where Word has none, and agencies whose names in Word are unknown.
    """
    if was.area_reading and read.record.area is None:
        yield "area"
    for name in dict.fromkeys(name for name, _ in read.unknown):
        before, now = (plain_value(getattr(task, name)) or () for task in (was, read.record))
        if set(before) > set(now):
            yield name


def _eyes(was: records.TaskRecord, read: ReadTask) -> list[Eye]:
    """Return what an editor must check because a task differs from the present one."""
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


def _added(task: records.TaskRecord) -> str:
    """Return the names of the fields that editors added to a task; “–” if there are none."""
    return ", ".join(name for name in EDITORIAL if getattr(task, name)) or "–"
