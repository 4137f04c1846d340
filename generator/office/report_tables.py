"""The tables of a quarter's Word report, each with its caption, columns and line of sources."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import Any

from generator.measures.published_figures import latest_result
from generator.measures.reports import results_of
from generator.model import records, wording
from generator.model.deadline import DeadlineKind
from generator.model.portal import Located, Plan, Task
from generator.model.quarter import Quarter
from generator.office.docx_setting import TEXT_WIDTH, WIDE_WIDTH
from generator.office.official_docx import WordColumn
from generator.office.report_parts import Block, ReportParagraph, ReportSource, ReportTable
from generator.view.fields.documents import DOCUMENTS
from generator.view.fields.field import Field
from generator.view.fields.results import STATES, state_code
from generator.view.fields.targets import TARGETS
from generator.view.fields.tasks import TASKS, row_of
from generator.view.figure_words import figure_when
from generator.view.task_views import TaskViews

NAMED = 8
"""If more agencies than this reported the same state, they are counted and not named."""

TASK = {field.id: field for field in TASKS}

REPORTED = tuple(field for field in TASKS if field.report)
"""Fields of a task that the table of states prints."""

ROOM = {"number": 0, "title": 6, "lead": 2}
"""Shares of the extra width of a landscape page, by field id; any other field gets 1."""

CITED = 4
"""Most lines for documents of proof in one cell."""


class ReportTables:
    """Makes the tables of one report and numbers them in the order of the calls."""

    def __init__(self, task_views: TaskViews, quarter: Quarter, plan: Plan) -> None:
        self.task_views = task_views
        self.quarter = quarter
        self.plan = plan
        self.results = results_of(plan, quarter)
        self.tables = count(1)
        self.pictures = count(1)

    def t(self, key: str, **params: str) -> str:
        """The text ``report.<key>``."""
        return self.task_views.values.t(f"report.{key}", **params)

    def grid(self, key: str, columns: Iterable[WordColumn], rows: Iterable[tuple[str, ...]]) -> ReportTable:
        """A table whose caption has the next number and the words ``report.tables.<key>``."""
        caption = self.t("table", number=str(next(self.tables)), words=self.t(f"tables.{key}"))
        return ReportTable(caption, tuple(columns), tuple(rows))

    def column(self, key: str, width: int, align: str = "left") -> WordColumn:
        """A column headed ``report.columns.<key>``; width in millimetres, align ``left`` or ``center``."""
        return WordColumn(self.t(f"columns.{key}"), width, "center" if align == "center" else "left")

    def of_field(self, field: Field[Any], width: int, align: str = "left") -> WordColumn:
        """A column headed by the name of a record's field; width in millimetres."""
        name = field.label(self.task_views.values.catalogue)
        return WordColumn(name, width, "center" if align == "center" else "left")

    def document(self, document_id: str) -> str:
        """Name a document as an official paper does (“Quyết định số 5256/QĐ-UBND”), else by its title."""
        record = self.task_views.values.portal.documents[document_id].record
        if record.symbol is None:
            return self.task_views.values.source_label(document_id)
        return self.t("document", kind=record.kind, symbol=record.symbol)

    def source_of_tasks(self) -> ReportSource:
        """The line of sources under a table of tasks."""
        symbol = self.document(self.plan.record.document)
        return ReportSource(
            self.t("sources.tasks", document=symbol, day=self.task_views.values.as_of_words())
        )

    def source_of_counts(self) -> ReportSource:
        """The line of sources under a table or chart of counts."""
        symbol = self.document(self.plan.record.document)
        return ReportSource(
            self.t("sources.counts", document=symbol, day=self.task_views.values.as_of_words())
        )

    def _number(self, task: Task) -> str:
        return f"{task.number}*" if task.uncertain else task.number

    def _leads(self, task: Task) -> str:
        if task.children:
            return ""
        found = self.task_views.task_row(task).lead
        if "lead" in task.not_entered:
            return wording.listed((*(link.text for link in found if link.url), self.t("not-entered")))
        return wording.listed(link.text for link in found) or self.t("not-stated")

    def _deadline(self, task: Task) -> str:
        if task.deadline.kind is DeadlineKind.NOT_ENTERED:
            return self.t("not-entered")
        return self.task_views.deadline_value(task).text

    def documents(self) -> Iterator[Block]:
        """Table of documents that the owner of the plan issued in the quarter, or a sentence without any."""
        owner = self.task_views.values.agency_name(self.plan.record.owner)
        found = [
            located.record
            for located in self.task_views.values.portal.documents.values()
            if located.record.issuer == owner
            and located.record.date is not None
            and self.quarter.first_day <= located.record.date <= self.quarter.last_day
        ]
        if not found:
            yield ReportParagraph(self.t("documents-none", quarter=quarter_words(self.quarter)))
            return
        rows = (
            (record.symbol or "", wording.day(record.date) if record.date else "", record.title or "")
            for record in sorted(found, key=lambda record: (str(record.date), record.id))
        )
        of = {field.id: field for field in DOCUMENTS}
        columns = (
            self.of_field(of["symbol"], 45),
            self.of_field(of["date"], 28, "center"),
            self.of_field(of["title"], 92),
        )
        yield self.grid("documents", columns, rows)
        yield ReportSource(self.t("sources.documents"))

    def indices(self) -> Iterator[Block]:
        """Table of the headline indices with the latest figures published up to the as-of date."""
        rows = []
        for indicator_id, located in self.task_views.values.portal.indicators.items():
            if not located.record.headline:
                continue
            seen = latest_result(self.task_views.values.portal, indicator_id)
            name = f"{located.record.name} ({located.record.short_name})"
            if seen is None or seen.report.record.period.last > self.task_views.values.measured.as_of:
                rows.append((name, self.t("no-figure"), "", "", ""))
                continue
            record = seen.located.record
            year = figure_when(self.task_views.values, seen.located)
            rank = str(record.rank) if record.rank is not None else self.t("not-stated")
            at = self.task_views.values.at(record.source)
            rows.append(
                (
                    name,
                    record.value_as_written,
                    year,
                    rank,
                    f"{self.document(seen.report.id)}, {at}",
                )
            )
        columns = (
            self.column("indicator", 62),
            self.column("value", 28, "center"),
            self.column("edition", 22, "center"),
            self.column("rank", 18, "center"),
            self.column("source", 35),
        )
        yield self.grid("indices", columns, rows)
        yield ReportSource(self.t("sources.indices"))

    def targets(self) -> Iterator[Block]:
        """Table of the plan's targets with the results reported in the quarter; nothing without targets."""
        rows = []
        for target in self.plan.targets:
            several = {
                m.key: f"{m.label}: " for m in target.record.measures if len(target.record.measures) > 1
            }
            words = "\n".join(
                several.get(located.record.measure or "", "") + self._result_words(located)
                for located in self._results(lambda r: r.target, target.record.number)
            )
            rows.append((target.record.number, target.record.title, words or self.t("no-report")))
        if rows:
            of = {field.id: field for field in TARGETS}
            columns = (
                self.of_field(of["number"], 12, "center"),
                self.of_field(of["title"], 103),
                self.column("result", 50),
            )
            yield self.grid("targets", columns, rows)
            yield self.source_of_tasks()

    def reported_results(self, tasks: list[Task]) -> Iterator[Block]:
        """Table of what agencies reported on these tasks in the quarter, or a sentence that nobody did."""
        rows = []
        for task in tasks:
            found = self._results(lambda r: r.task, task.number)
            if found:
                rows.append((self._number(task), task.full_title, "\n".join(self._by_state(found))))
        if not rows:
            yield ReportParagraph(self.t("area-unreported", quarter=quarter_words(self.quarter)))
            return
        columns = (
            self.of_field(TASK["number"], 14, "center"),
            self.of_field(TASK["title"], 74),
            self.column("result", 77),
        )
        yield self.grid("results", columns, rows)
        yield self.source_of_tasks()

    def states(self, key: str, tasks: list[Task], *, wide: bool = False) -> ReportTable:
        """Table of tasks with every field declared with `report`; the three facts are among them.

        Args:
            key: Words of the caption (``report.tables.<key>``).
            tasks: A row each.
            wide: Whether it is on a landscape page.
        """
        values = self.task_views.values
        rows = []
        for task in tasks:
            row = row_of(values.measured, task)
            worded = self._worded(task, wide=wide)
            rows.append(
                tuple(
                    worded[field.id]
                    if field.id in worded
                    else field.words(row, values.catalogue, values.named)
                    for field in REPORTED
                )
            )
        widths = shares(REPORTED, WIDE_WIDTH if wide else TEXT_WIDTH)
        columns = (
            self.of_field(field, width, "center" if field.id == "number" else "left")
            for field, width in zip(REPORTED, widths, strict=True)
        )
        return self.grid(key, columns, rows)

    def _worded(self, task: Task, *, wide: bool) -> dict[str, str]:
        """Texts, by field id, of the cells for which the report does not use `Field.words`."""
        facts, standing = self.task_views.facts(task), self.task_views.values.measured.standings[task.key]
        return {
            "number": self._number(task),
            "title": task.record.title if wide else task.full_title,
            "lead": self._leads(task),
            "deadline": self._deadline(task),
            "reported": facts.reported.text,
            "evidenced": "\n".join(self._some(standing.evidence)) or facts.evidenced.text,
            "schedule": "\n".join(value.text for value in (facts.schedule, facts.detail) if value),
        }

    def _some(self, documents: Iterable[str]) -> Iterator[str]:
        """Names of documents; of more than `CITED`, the rest are counted, or a row would fill a page."""
        names = [self.document(document) for document in documents]
        yield from names if len(names) <= CITED else names[: CITED - 1]
        if len(names) > CITED:
            yield self.t("more-documents", count=wording.number(len(names) - CITED + 1))

    def deadlines(self, key: str, tasks: Iterable[Task]) -> ReportTable:
        """Table of tasks with their deadlines as written and the last days on time."""
        rows = (
            (
                self._number(task),
                task.full_title,
                self._leads(task),
                self._deadline(task),
                "\n".join(wording.day(day) for day in task.current_deadline.instances),
            )
            for task in tasks
        )
        columns = (
            self.of_field(TASK["number"], 14, "center"),
            self.of_field(TASK["title"], 64),
            self.of_field(TASK["lead"], 31),
            self.of_field(TASK["deadline"], 32),
            self.of_field(TASK["late_after"], 24, "center"),
        )
        return self.grid(key, columns, rows)

    def _results(
        self, of: Callable[[records.Result], str | None], number: str
    ) -> list[Located[records.Result]]:
        entries = () if self.results is None else self.results.results
        return [entry for entry in entries if of(entry.record) == number]

    def _by_state(self, found: list[Located[records.Result]]) -> Iterator[str]:
        """One line for each state that agencies reported for a task, with their names or their number."""
        for state in dict.fromkeys(located.record.state for located in found):
            results = [located.record for located in found if located.record.state == state]
            words = self.task_views.values.word(STATES, state_code(state))
            if len(results) == 1:
                words = self._result_words(
                    next(located for located in found if located.record.state == state)
                )
            if len(results) > NAMED:
                names = self.t("agencies", count=wording.number(len(results)))
            else:
                names = wording.listed(
                    self.task_views.values.agency_name(r.agency, short=True) for r in results
                )
            yield self.t("agencies-result", names=names, words=words)

    def _result_words(self, located: Located[records.Result]) -> str:
        """One result in words: state, day of completion, value and evidence."""
        record = located.record
        parts = [self.task_views.values.word(STATES, state_code(record.state))]
        if record.completed is not None:
            parts.append(wording.day(record.completed))
        value = record.value_as_written or (wording.number(record.value) if record.value is not None else "")
        if value:
            unit = record.unit if record.unit and not value.endswith(record.unit) else None
            parts.append(" ".join(filter(None, (value, unit))))
        if record.evidence:
            parts.append(wording.listed(self.document(d) for d in record.evidence))
        return "; ".join(parts)


def shares(fields: Sequence[Field[Any]], width: int) -> list[int]:
    """Widths of a table's columns in millimetres, at most `width` together.

    The width of a portrait page is divided by the shares that fields declare (`Field.report`); what a
    landscape page has beyond it is divided by `ROOM`.
    """
    total = sum(field.report for field in fields)
    first = [field.report * TEXT_WIDTH // total for field in fields]
    room = [ROOM.get(field.id, 1) for field in fields]
    return [one + (width - TEXT_WIDTH) * part // sum(room) for one, part in zip(first, room, strict=True)]


def quarter_words(quarter: Quarter) -> str:
    """The quarter's name within a sentence: ``quý II năm 2026``."""
    label = quarter.label.replace("/", " năm ")
    return f"{label[0].lower()}{label[1:]}"
