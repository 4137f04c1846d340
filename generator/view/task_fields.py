"""The definition list of a task: every field that is declared with `show`, by the renderer that it names."""

from collections.abc import Callable, Mapping
from typing import Any

from generator.model.portal import Task
from generator.view import views
from generator.view.fields import tasks
from generator.view.fields.field import Field, Show
from generator.view.task_views import TaskViews


def shown_fields(task_views: TaskViews, task: Task) -> tuple[views.ShownField, ...]:
    """The fields in declared order; a quiet one only where the document says something."""
    row = tasks.row_of(task_views.values.measured, task)
    shown = ((field, _shown(task_views, task, field, row)) for field in tasks.TASKS if field.show)
    return tuple(made for field, made in shown if made.links or made.values or not field.quiet)


def _shown(task_views: TaskViews, task: Task, field: Field[Any], row: tasks.MeasuredTask) -> views.ShownField:
    name = field.label(task_views.values.catalogue)
    if field.show == "deadline":
        value = task_views.deadline_value(task)
        return views.ShownField(name, "deadline", values=(value,), due=task_views.due_words(task))
    if field.show in LINKS:
        cell = field.cell(row)
        ids = cell if isinstance(cell, tuple) else tuple(filter(None, (field.text(row),)))
        links = tuple(LINKS[field.show](task_views, key) for key in ids)
        return views.ShownField(name, "links", links=links or task_views.unreadable_link(task, field.id))
    values = _values(task_views, task, field, row) or task_views.unreadable(task, field.id)
    return views.ShownField(name, "values", values=values)


LINKS: Mapping[Show | None, Callable[[TaskViews, str], views.Link]] = {
    "agencies": lambda task_views, key: task_views.values.agency_link(key),
    "area": lambda task_views, key: task_views.values.area_link(key),
    "document": lambda task_views, key: task_views.values.document_link(key),
}
"""Shows whose cells hold ids of entries that have pages."""


def _values(
    task_views: TaskViews, task: Task, field: Field[Any], row: tasks.MeasuredTask
) -> tuple[views.Value, ...]:
    """The parts of a cell, each with the receipt of the task."""
    values, cell = task_views.values, field.cell(row)
    if isinstance(cell, tuple):
        return tuple(values.value(part, task, field.id) for part in cell)
    words = field.words(row, values.catalogue, values.named)
    return (values.value(words, task, field.id, machine=field.text(row)),) if words else ()
