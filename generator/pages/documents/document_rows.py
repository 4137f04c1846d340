"""The rows taken from a document (tasks, targets, sections, figures), as the document's page shows them.

Anchors are made by `urls.anchor`, so that receipts on all pages link to these rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.model import records, wording
from generator.model.portal import Located, Plan, Report, Task
from generator.view import urls, views
from generator.view.anchors import report_sections
from generator.view.field_columns import own_columns
from generator.view.fields.observations import OBSERVATIONS, PublishedFigure
from generator.view.fields.sections import SECTIONS
from generator.view.fields.targets import OF_TARGET, row_of
from generator.view.figure_words import figure_when
from generator.view.shown_fields import agency_links, missing, noted_fields, shown_fields
from generator.view.task_views import TaskViews
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What every kind of row has besides its text."""

    anchor: str
    receipt: views.Receipt
    uncertain: tuple[views.Value, ...]
    """Names of the fields that could not be read with certainty, each with its raw OCR."""
    note: views.Value | None
    notes: tuple[views.Link, ...]
    """Links to editors' notes about the row, which are further up on the page."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A row of the printed list of tasks."""

    row: DocumentRow
    task: views.TaskRow
    heads: bool
    """Whether it has sub-tasks, which have lead, deadline and deliverables instead of it."""
    unread: Mapping[str, str]
    """Words for empty fields that the document has; they must not show “văn bản không nêu”."""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure of a target, as written."""

    label: views.Value
    written: views.Value
    details: tuple[tuple[str, views.Value], ...]
    """Name and text of period, baseline, stretch goal and exception, if stated."""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target with its measures."""

    row: DocumentRow
    number: views.Value
    title: views.Value
    url: str
    deadline: views.Value | None
    responsible: tuple[views.Link, ...]
    measures: tuple[MeasureLine, ...]
    fields: tuple[views.ShownField, ...]
    """Declared columns of tables of targets, as far as it has a value."""


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A heading, paragraph or list item of the body."""

    row: DocumentRow
    number: views.Value
    title: views.Value | None
    body: views.Value | None
    agencies: tuple[views.Link, ...]
    fields: tuple[views.ShownField, ...]
    """Declared fields with `show` that have a value."""
    same: views.Link | None
    """Link to the target or task whose row already shows this text; None if there is none."""
    top: bool
    """Whether it is the heading of a part of the document (“I”, “II”)."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure published in a report."""

    row: DocumentRow
    label: views.Value
    written: views.Value
    kind: views.Value
    indicator: views.Link | None
    details: tuple[tuple[str, views.Value | views.Link], ...]
    """Name and text of qualifier, period, cut-off, rank, scale, comparisons, fields with `show`, if any."""
    part_of: views.Link | None
    """Link to the figure of which it is a part."""


@dataclass(frozen=True, slots=True)
class FigureSection:
    """The figures of one section of a report."""

    anchor: str
    title: str
    lines: tuple[FigureLine, ...]


def task_lines(task_views: TaskViews, plan: Plan) -> tuple[TaskLine, ...]:
    """Return the tasks and sub-tasks in printed order."""
    return tuple(
        TaskLine(
            row=_row(task_views.values, task, "nv", task.number),
            task=task_views.task_row(task),
            heads=bool(task.children),
            unread={name: part.text for name in _EMPTY for part in missing(task_views.values, task, name)},
        )
        for task in plan.tasks.values()
    )


_EMPTY = ("lead", "coordinating", "deliverables")
"""Fields of a task whose empty cells are explained."""


def target_lines(values: Values, plan: Plan) -> tuple[TargetLine, ...]:
    """Return the targets in printed order."""
    found = []
    for target in plan.targets:
        record = target.record
        found.append(
            TargetLine(
                row=_row(values, target, "ct", record.number),
                number=values.value(record.number, target, "number"),
                title=_wording(values, record.title, target, "title"),
                url=urls.target(plan.id, record.number),
                deadline=_deadline(values, target),
                responsible=agency_links(values, target, "responsible"),
                measures=tuple(_measure(values, target, measure) for measure in record.measures),
                fields=tuple(
                    field
                    for field in own_columns(values, target, OF_TARGET, row_of(plan, target))
                    if field.parts
                ),
            )
        )
    return tuple(found)


def _deadline(values: Values, target: Located[records.Target]) -> views.Value | None:
    if target.record.deadline:
        return values.value(target.record.deadline, target, "deadline")
    return next(iter(missing(values, target, "deadline")), None)


def section_lines(values: Values, plan: Plan) -> tuple[SectionLine, ...]:
    """Return the body in printed order; a section that is the text of a target or task links to its row."""
    shown: dict[str, views.Link] = {}
    for task in plan.tasks.values():
        words = values.t("documents.same-task", number=task.number)
        shown[task.record.title] = views.Link(words, f"#{urls.anchor('nv', task.number)}")
    for target in plan.targets:
        words = values.t("documents.same-target", number=target.record.number)
        shown[target.record.title] = views.Link(words, f"#{urls.anchor('ct', target.record.number)}")
    found = []
    for section in plan.sections:
        record = section.record
        same = shown.get(record.body or "")
        found.append(
            SectionLine(
                row=_row(values, section, "muc", record.number),
                number=values.value(record.number, section, "number"),
                title=values.value(record.title, section, "title") if record.title else None,
                body=_wording(values, record.body, section, "body") if record.body and same is None else None,
                agencies=values.agency_links(record.agencies),
                fields=noted_fields(values, section, SECTIONS, section),
                same=same,
                top="." not in record.number and record.title is not None,
            )
        )
    return tuple(found)


def figure_sections(values: Values, report: Report) -> tuple[FigureSection, ...]:
    """Return the figures of a report, section by section."""
    return tuple(
        FigureSection(
            anchor=urls.anchor("muc", section),
            title=wording.sentence(values.t("site.receipt.section", at=section)),
            lines=tuple(
                _figure(values, report, o) for o in report.observations if o.record.section == section
            ),
        )
        for section in report_sections(report)
    )


def _figure(values: Values, report: Report, located: Located[records.Observation]) -> FigureLine:
    record = located.record
    shown = shown_fields(values, located, OBSERVATIONS, PublishedFigure(report.id, located))
    machine = "" if record.value is None else str(record.value)
    indicator = values.portal.indicators[record.indicator].record if record.indicator else None
    above = values.t("documents.figure.part-of")
    kind = values.code_word(records.Observation, "kind", record.kind)
    return FigureLine(
        row=_row(values, located, "sl", record.key),
        label=values.value(record.label, located, "label"),
        written=values.value(record.value_as_written, located, "value_as_written", machine=machine),
        kind=values.value(kind, located, "kind", machine=record.kind),
        indicator=views.Link(indicator.short_name, urls.indicator(indicator.id)) if indicator else None,
        details=(
            *_figure_details(values, located),
            *((one.label, part) for one in shown for part in one.parts),
        ),
        part_of=views.Link(above, f"#{urls.anchor('sl', record.part_of)}") if record.part_of else None,
    )


def _figure_details(values: Values, located: Located[records.Observation]) -> list[tuple[str, views.Value]]:
    record = located.record
    found: list[tuple[str, str, str]] = []
    if record.qualifier:
        found.append(("qualifier", record.qualifier, record.qualifier))
    if record.period:
        found.append(("period", figure_when(values, located), record.period))
    if record.cutoff:
        found.append(("cutoff", wording.day(record.cutoff), record.cutoff.isoformat()))
    if record.rank is not None:
        total = "" if record.of_total is None else f" / {wording.number(record.of_total)}"
        found.append(("rank", f"{wording.number(record.rank)}{total}", str(record.rank)))
    if record.scale is not None:
        found.append(("scale", wording.number(record.scale), str(record.scale)))
    named = [(values.label(records.Observation, field), *rest, field) for field, *rest in found]
    for change in record.comparisons:
        against = values.t("documents.figure.against", against=change.against) if change.against else ""
        machine = "" if change.change is None else str(change.change)
        words = f"{change.change_as_written} {against}".strip()
        named.append((values.t("documents.figure.comparison"), words, machine, "comparisons"))
    return [
        (wording.lowered(name), values.value(text, located, field, machine=machine))
        for name, text, machine, field in named
    ]


def _measure(values: Values, target: Located[records.Target], measure: records.Measure) -> MeasureLine:
    machine = "" if measure.value is None else f"{measure.comparator}{measure.value}"
    stated = (
        ("period", measure.period),
        ("baseline", measure.baseline.value_as_written if measure.baseline else None),
        ("stretch", measure.stretch.value_as_written if measure.stretch else None),
        ("exception", measure.exception),
    )
    return MeasureLine(
        label=values.value(measure.label, target, "measures"),
        written=values.value(measure.value_as_written, target, "measures", machine=machine),
        details=tuple(
            (
                _label_unless_repeated(wording.lowered(values.label(records.Measure, key)), text),
                values.value(text, target, "measures"),
            )
            for key, text in stated
            if text
        ),
    )


def _label_unless_repeated(label: str, text: str) -> str:
    """Return the label; empty if the text itself begins with it."""
    return "" if text.lower().startswith(label.lower()) else label


def _wording(values: Values, text: str, located: Located[Any], field: str) -> views.Value:
    """Return an official text as a value; its machine form is the record's reference, not the text again."""
    return values.value(text, located, field, machine=located.ref)


def _row(values: Values, located: Located[Any] | Task, kind: str, number: str) -> DocumentRow:
    return DocumentRow(
        anchor=urls.anchor(kind, number),
        receipt=values.receipt(located),
        uncertain=values.uncertain_fields(located),
        note=values.note(located),
        notes=tuple(
            _note_link(values, note.record) for note in values.portal.notes_about.get(located.ref, ())
        ),
    )


def _note_link(values: Values, note: records.ConsistencyNote) -> views.Link:
    return views.Link(values.code_word(records.ConsistencyNote, "kind", note.kind), f"#luu-y-{note.id}")
