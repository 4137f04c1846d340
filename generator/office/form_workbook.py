"""Writes the form of one agency as a workbook: same data, same bytes; no text is run as a formula."""

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from generator.data.catalogue import Catalogue
from generator.model import records
from generator.model.portal import Portal
from generator.office.cell_formats import Looks
from generator.office.document_register import Register
from generator.office.duties import Duty, Form
from generator.office.form_columns import (
    DOCUMENTS,
    HIDDEN,
    KINDS,
    RESULTS_TYPED,
    TARGETS,
    TASKS,
    UNIT,
    FormColumn,
    list_name,
)
from generator.office.form_rules import Rule, Rules
from generator.office.guide_sheet import write_guide
from generator.office.hidden_sheet import facts_lines
from generator.office.offered_names import offered
from generator.office.prefill import FormRow, locked_texts, typed_texts

CREATED = datetime(2026, 1, 1, tzinfo=UTC)
"""Creation time of every form, fixed so that the same data gives the same bytes."""

FIRST_ROW = 7
"""0-based row of the first duty; the row above holds the headings."""

MOST_LISTED = 400
"""How many documents are offered in a list, newest first; others may be typed."""

LINE = 13
"""Height of a line of text, in points. Row heights are set because not every program fits them itself."""

DOCUMENT_ROWS = 40
"""Empty rows for documents that the register does not have yet."""

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}
"""Options of XlsxWriter: text stays text, even if it begins with ``=`` or looks like a number or address."""

UNLOCKED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
}
"""What people may do on a protected sheet; the protection has no password and only prevents slips."""


def write_template(portal: Portal, catalogue: Catalogue, form: Form, cutoff: date) -> bytes:
    """The bytes of a form's workbook.

    Args:
        portal: The data that the form is made from.
        catalogue: Texts of the form (Vietnamese).
        form: The rows that the agency must report on.
        cutoff: Day up to which figures are to be reported; already filled in when the form is sent.
    """
    stream = BytesIO()
    book = Workbook(stream, OPTIONS)
    writer = _FormWriter(portal, catalogue, form, cutoff, book)
    writer.write()
    book.close()
    return stream.getvalue()


def asked_cutoff(form: Form) -> date:
    """The day up to which figures count: the cut-off in the data or of the opened round, else the due day.

    The quarter's last day where no text sets a due day.
    """
    plans = dict.fromkeys(duty.plan.id for duty in form.duties)
    by_id = {duty.plan.id: duty.plan for duty in form.duties}
    known = (q.record.cutoff for plan in plans for q in by_id[plan].quarters if q.quarter == form.quarter)
    return next(known, None) or form.cutoff or form.due or form.quarter.last_day


class _FormWriter:
    """Writes one workbook, sheet by sheet."""

    def __init__(
        self, portal: Portal, catalogue: Catalogue, form: Form, cutoff: date, book: Workbook
    ) -> None:
        self.portal = portal
        self.catalogue = catalogue
        self.form = form
        self.cutoff = cutoff
        self.book = book
        self.looks = Looks(book)
        self.rules = Rules(catalogue, self.looks, form.quarter, portal)
        self.register = Register(portal.documents)
        self.agency = portal.agencies[form.agency].record.name
        self.columns: dict[str, tuple[FormColumn, ...]] = {}

    def t(self, key: str, **params: object) -> str:
        return self.catalogue.text(f"office.{key}", **params)

    def write(self) -> None:
        title = self.t("title", quarter=self.form.quarter.label)
        self.book.set_properties({"title": title, "author": "", "company": self.agency, "created": CREATED})
        guide = self._sheet("guide")
        self.lists = self.book.add_worksheet(self.t("sheet.lists"))
        self._lists()
        if self.form.tasks:
            self._tasks()
        if self.form.targets:
            self._targets()
        self._documents()
        self._hidden()
        write_guide(guide, self.looks, self.t, self.agency, self.form)
        self.lists.hide()
        guide.activate()

    def _sheet(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(self.t(f"sheet.{name}"))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer(
            f"&L&8{self.agency.replace('&', '&&')}&C&8{self.t('page')}&R&8{self.form.quarter.label}"
        )
        sheet.protect("", UNLOCKED)
        return sheet

    def _lists(self) -> None:
        lists = {
            list_name(column): list(offered(column, self.catalogue, self.portal).values())
            for column in (*RESULTS_TYPED, *DOCUMENTS)
        }
        columns = (
            ("state", lists.pop("state")),
            ("kind", list(KINDS)),
            ("document", self.register.texts()[:MOST_LISTED]),
            *((name, words) for name, words in lists.items() if words),
        )
        for place, (name, words) in enumerate(columns):
            for row, word in enumerate(words):
                self.lists.write_string(row, place, word)
            column = xl_col_to_name(place)
            sheet = self.t("sheet.lists")
            self.book.define_name(f"ds_{name}", f"='{sheet}'!${column}$1:${column}${max(1, len(words))}")

    def _head(self, sheet: Worksheet, *, cells: bool) -> None:
        sheet.write_string(0, 0, self.t("title", quarter=self.form.quarter.label), self.looks.title)
        sheet.write_string(1, 0, self.agency, self.looks.agency)
        if not cells:
            return
        for row, name in enumerate(("cutoff", "person", "report"), start=2):
            sheet.write_string(row, 1, self.t(f"head.{name}"), self.looks.label)
            if name != "cutoff":
                sheet.merge_range(row, 2, row, 4, "", self.looks.typed())
        sheet.write_datetime(2, 2, _moment(self.cutoff), self.looks.typed("day"))
        sheet.data_validation(2, 2, 2, 2, self.rules.day(self.form.quarter.first_day))
        sheet.data_validation(4, 2, 4, 2, self.rules.documents())

    def _tasks(self) -> None:
        sheet = self._sheet("tasks")
        self._head(sheet, cells=True)
        units = any(duty.reporter for duty in self.form.tasks)
        columns = tuple(column for column in TASKS if column is not UNIT or units)
        last = self._table(sheet, "tasks", columns, self.form.tasks)
        places = {column.id: place for place, column in enumerate(columns)}
        self.rules.colours(sheet, places, FIRST_ROW, last)

    def _targets(self) -> None:
        sheet = self._sheet("targets")
        self._head(sheet, cells=not self.form.tasks)
        self._table(sheet, "targets", TARGETS, self.form.targets)

    def _table(
        self, sheet: Worksheet, kind: str, columns: tuple[FormColumn, ...], duties: tuple[Duty, ...]
    ) -> int:
        """Writes the headings and a row for each duty, plan by plan; returns the 0-based last row."""
        self.columns[kind] = columns
        sheet.write_string(FIRST_ROW - 2, 0, self.t("hint"), self.looks.hint)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            look = self.looks.asked if column.typed else self.looks.heading
            sheet.write_string(FIRST_ROW - 1, place, column.heading(self.catalogue), look)
        sheet.set_row(FIRST_ROW - 1, 48)
        row = FIRST_ROW
        plan = ""
        for duty in duties:
            if duty.plan.id != plan:
                plan = duty.plan.id
                self._plan_row(sheet, row, columns, duty)
                row += 1
            self._duty_row(sheet, row, columns, duty)
            row += 1
        last = row - 1
        self.rules.of_columns(sheet, columns, FIRST_ROW, last)
        sheet.freeze_panes(FIRST_ROW, 2)
        sheet.repeat_rows(FIRST_ROW - 1)
        printed = max(place for place, column in enumerate(columns) if column.printed)
        sheet.print_area(0, 0, last, printed)
        return last

    def _plan_row(self, sheet: Worksheet, row: int, columns: tuple[FormColumn, ...], duty: Duty) -> None:
        for place in range(len(columns)):
            sheet.write_blank(row, place, None, self.looks.plan)
        sheet.write_string(row, 0, duty.plan.record.short_title, self.looks.plan)

    def _duty_row(self, sheet: Worksheet, row: int, columns: tuple[FormColumn, ...], duty: Duty) -> None:
        record = duty.current.record if duty.current is not None else None
        locked = self._locked(duty)
        typed = typed_texts(self.portal, self.register, self.catalogue, record)
        days = _days(record)
        lines = 1
        for place, column in enumerate(columns):
            text = typed.get(column.id, "") if column.typed else locked[column.id]
            lines = max(lines, lines_of(text, column.width))
            if not column.typed:
                look = self.looks.quiet if column.id == "key" else self.looks.locked
                sheet.write_string(row, place, text, look)
            elif column.id in days:
                sheet.write_datetime(row, place, _moment(days[column.id]), self._look(column))
            elif text:
                sheet.write_string(row, place, text, self._look(column))
            else:
                sheet.write_blank(row, place, None, self._look(column))
        sheet.set_row(row, 4 + LINE * lines)
        if duty.due is not None and duty.open and any(column.id == "deadline" for column in columns):
            # A hidden column with the last day on time, for the colours; people see the deadline's words.
            sheet.write_datetime(row, len(columns), _moment(duty.due), self.looks.day)
            sheet.set_column(len(columns), len(columns), 12, None, {"hidden": True})

    def _look(self, column: FormColumn) -> Format:
        """The cell format of a typed column: a day, a choice or text."""
        if column.field is not None and column.field.kind == "date":
            return self.looks.typed("day")
        return self.looks.typed("choice" if offered(column, self.catalogue, self.portal) else "text")

    def _locked(self, duty: Duty) -> Mapping[str, str]:
        return locked_texts(self.portal, self.register, self.catalogue, duty)

    def _documents(self) -> None:
        sheet = self._sheet("documents")
        self.columns["documents"] = DOCUMENTS
        sheet.write_string(0, 0, self.t("documents-title"), self.looks.title)
        sheet.write_string(1, 0, self.t("documents-hint"), self.looks.hint)
        for place, column in enumerate(DOCUMENTS):
            sheet.set_column(place, place, column.width)
            sheet.write_string(3, place, column.heading(self.catalogue), self.looks.asked)
            for row in range(4, 4 + DOCUMENT_ROWS):
                sheet.write_blank(row, place, None, self._look(column))
        sheet.set_row(3, 30)
        last = 3 + DOCUMENT_ROWS
        for place, column in enumerate(DOCUMENTS):
            name = column.heading(self.catalogue)
            if column.id == "kind":
                rule: Rule | None = self.rules.listed("kind", name, self.t("rule.kind"))
            elif column.id == "date":
                rule = self.rules.day(date(1945, 9, 2))
            else:
                rule = self.rules.of_column(column, f"{xl_col_to_name(place)}5")
            if rule is not None:
                sheet.data_validation(4, place, last, place, rule)
        sheet.freeze_panes(4, 1)
        sheet.repeat_rows(3)

    def _hidden(self) -> None:
        """Writes the hidden sheet with the form's own facts, which the import reads first."""
        sheet = self.book.add_worksheet(HIDDEN)
        lines = facts_lines(self.form, self.columns, self._locked, self.catalogue)
        for row, line in enumerate(lines):
            for place, text in enumerate(line):
                sheet.write_string(row, place, text)
        sheet.very_hidden()


def _days(record: records.Result | None) -> Mapping[str, date]:
    """The dates of a result by column id; written as dates, so that Excel can sort and compare them."""
    found = {}
    for column in RESULTS_TYPED:
        if record is not None and column.field is not None and column.field.kind == "date":
            cell = column.field.cell(FormRow(record))
            if isinstance(cell, date):
                found[column.id] = cell
    return found


def lines_of(text: str, width: float) -> int:
    """Estimated lines of a text in a column `width` characters wide, at least 1; fonts differ by machine."""
    return max(1, math.ceil(len(text) * 0.9 / width))


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a cell's day has no time zone
