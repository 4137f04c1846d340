"""Tables of a document's page: its tasks, its figures section by section, the documents that it cites."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.model import records
from generator.pages.documents.document_rows import DocumentRow, FigureLine, FigureSection, TaskLine
from generator.pages.documents.document_thread import CitingLine
from generator.view import cells, views
from generator.view.cells import Content, Part, Reading, Span
from generator.view.field_columns import FieldColumns, field_columns
from generator.view.table import (
    Table,
    TableCell,
    TableColumn,
    TableRow,
    number_column,
    one_group,
    title_column,
)
from generator.view.task_table import agencies
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """The figures of one section of a report."""

    anchor: str
    title: str
    table: Table


def tasks_table(values: Values, lines: Sequence[TaskLine]) -> Table:
    """Return a table of the tasks and sub-tasks in printed order."""
    more = field_columns(line.task.more for line in lines)
    looks = {
        "lead": "col-agencies", "coordinating": "col-agencies", "deadline": "col-when",
        "deliverables": "col-what",
    }  # fmt: skip
    return Table(
        caption=values.t("documents.rows.tasks-caption"),
        columns=(
            number_column(values.label(records.TaskRecord, "number")),
            title_column(values.label(records.TaskRecord, "title")),
            *(TableColumn(values.label(records.TaskRecord, name), look) for name, look in looks.items()),
            *more.columns,
        ),
        groups=one_group(_task(values.t, line, more) for line in lines),
        caption_shown=True,
    )


def _task(t: TextOf, line: TaskLine, more: FieldColumns) -> TableRow:
    task = line.task
    opened = views.Link(f"{t('documents.rows.open-task')}: {task.mark.word}", task.url)
    lead, coordinating = (
        agencies(links, "") if links else _gap(t, line, name)
        for name, links in (("lead", task.lead), ("coordinating", task.coordinating))
    )
    deliverables = tuple(cells.item(value) for value in task.deliverables)
    return TableRow(
        (
            task.number,
            cells.spaced(
                cells.item(task.title),
                *_foot(t, line.row, task.url),
                Span(opened, "receipts row-state", sort="paragraph"),
            ),
            lead,
            coordinating,
            TableCell(cells.item(task.deadline), sort_key=task.sort_due),
            deliverables or _gap(t, line, "deliverables"),
            *more.cells_of(task.more, _gap(t, line, "")),
        ),
        id=line.row.anchor,
    )


def _gap(t: TextOf, line: TaskLine, field: str) -> Span:
    """Say why a cell is empty: sub-tasks have the value, it was not read or entered, or it is not stated."""
    if line.heads:
        return cells.DASH
    return cells.absent(line.unread.get(field) or t("shell.fields.none"))


def _foot(t: TextOf, row: DocumentRow, page: str = "") -> tuple[Span, ...]:
    """What every row has besides its wording; its raw OCR is here, or on its own page where it has one.

    The raw OCR is shown here, or only on `page` if that is given, so that pages of long documents stay small.
    """
    found = [_uncertain(t, row, page)] if row.uncertain else []
    if row.note:
        found.append(Span(row.note, "note", sort="paragraph"))
    words = t("documents.rows.note-link")
    links: list[Part] = []
    for item in row.notes:
        links += [" ", cells.DOT, " ", views.Link(f"{words} {item.text.lower()}", item.url)]
    return (*found, Span((row.receipt, *links), "receipts", sort="paragraph"))


def _uncertain(t: TextOf, row: DocumentRow, page: str) -> Span:
    """Names of the fields that could not be read with certainty."""
    inside: list[Part] = []
    if page:
        for value in row.uncertain:
            inside += [value, " ", cells.DOT, " "]
        there = views.Link(t("documents.rows.raw-there"), page)
        return Span((*inside, there), "row-uncertain", sort="paragraph")
    for value in row.uncertain:
        inside += [Span(value, sort="paragraph"), Reading(value)]
    return Span(tuple(inside), "row-uncertain", sort="block")


def figure_block(values: Values, section: FigureSection) -> FigureBlock:
    """Return the figures of one section of a report as a table."""
    t = values.t
    table = Table(
        caption=t("documents.rows.figures-caption", section=section.title),
        columns=(
            title_column(values.label(records.Observation, "label")),
            TableColumn(values.label(records.Observation, "value_as_written"), "col-value"),
            TableColumn(t("documents.figure.details"), "col-details"),
        ),
        groups=one_group(_figure(t, line) for line in section.lines),
    )
    return FigureBlock(section.anchor, section.title, table)


def _figure(t: TextOf, line: FigureLine) -> TableRow:
    links = cells.parts(line.indicator, line.part_of)
    about = cells.item(*_dotted(links), note=True) if links else None
    return TableRow(
        (
            cells.spaced(cells.item(line.label, " ", cells.tag(line.kind)), about, *_foot(t, line.row)),
            Span(line.written, sort="strong"),
            tuple(cells.item(cells.note(name), " ", value) for name, value in line.details),
        ),
        id=line.row.anchor,
    )


def _dotted(links: Sequence[Part]) -> Sequence[Part]:
    """Join links with a dot."""
    return tuple(part for link in links for part in (" ", cells.DOT, " ", link))[3:]


def cites_table(t: TextOf, lines: Sequence[CitingLine]) -> Table:
    """Return a table of the documents that a document cites, place by place."""
    return Table(
        caption=t("documents.cites.caption"),
        columns=(
            title_column(t("documents.cites.place")),
            TableColumn(t("documents.cites.documents")),
        ),
        groups=one_group(_cites(line) for line in lines),
    )


def _cites(line: CitingLine) -> TableRow:
    documents: Content = tuple(cells.item(link) for link in line.documents)
    return TableRow((line.place, documents), id=line.anchor)
