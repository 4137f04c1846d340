"""Stage 6, the shared part: records → views with receipts, spelled in one place for every page.

Page modules ask `Kernel` for values, marks, rows, grids and threads; none of them builds a
`Receipt` of its own from a path or a line number.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from generator import records, urls, views, wording
from generator.history import NO_HISTORY, History
from generator.linting import Finding, findings
from generator.metrics import Counts, Measured, Standing
from generator.pages.anchors import place_url
from generator.portal import Located, Plan, Report, Task
from generator.quarter import Quarter
from generator.slugs import slug_of_number
from generator.snapshots import FrozenTask, read_tasks
from generator.status import Evidenced, Facts, Reported, Schedule
from generator.strings import Catalogue

SIGNS = {
    "partial": "½",
    "on_time": "✓",
    "late": "✓",
    "overdue": "✕",
    "due_unreported": "!",
    "due_soon": "◔",
    "not_due": "",
    "done_undated": "✓",
    "continuous": "∞",
    "not_computable": "?",
}
"""One sign a state; the word stands beside it and the CSS class adds fill, border and pattern."""

CODE_ORDER = (
    "partial", "on_time", "late", "done_undated", "overdue", "due_unreported", "due_soon", "not_due",
    "continuous", "not_computable",
)  # fmt: skip
"""Order of states in keys, tables and charts."""


BESIDE_NOTHING = frozenset({"without-upstream", "targets-other-scope"})
"""Findings about whole plans or about plans that may differ: they stand on their own page only."""

_NUMBERED = re.compile(r"[IVX]+|\d+|\S+\.\S+")
"""A place printed as a number (``II.3.c``), which reads better as “mục II.3.c”."""

_CELL = re.compile(r"(.+) › (.+)!([A-Z]+\d+)")
"""How an import writes where it read a result (`office.entries.Place.text`)."""

_GENERAL_GROUNDS = frozenset({"Luật", "Công văn", "Tờ trình"})
"""Kinds of documents cited as legal ground or occasion, not as the programme a plan carries out."""


class Kernel:
    """Turns a measured portal into views. Pure: the same portal gives the same views."""

    def __init__(
        self,
        measured: Measured,
        catalogue: Catalogue,
        site_url: str = "",
        history: History = NO_HISTORY,
        previous: str = "",
    ) -> None:
        self.measured = measured
        self.site_url = f"{site_url.rstrip('/')}/" if site_url else ""
        self.portal = measured.portal
        self.history = history
        self.previous = previous
        """SHA-256 of the manifest published before; empty when not known."""
        self.catalogue = catalogue
        self.t = catalogue.text

    @cached_property
    def frozen_tasks(self) -> Mapping[Quarter, Mapping[str, FrozenTask]]:
        """Tasks of each closed quarter's snapshot, by ``plan/number``."""
        return {q: read_tasks(self.portal.snapshots[q]["tasks"]) for q in self.portal.closed_quarters}

    # Receipts and values ------------------------------------------------------------------------

    def source_label(self, document_id: str) -> str:
        """Short name of a document: its symbol, else the short title of its plan, else its title."""
        record = self.portal.documents[document_id].record
        plan = self.portal.plan_of_document.get(document_id)
        return record.symbol or (plan.record.short_title if plan else None) or record.title or record.kind

    def document_link(self, document_id: str) -> views.Link:
        """Link to a document, with the note that it is only cited when it is."""
        record = self.portal.documents[document_id].record
        note = "" if record.held else self.t("site.document.only-cited")
        return views.Link(self.source_label(document_id), urls.document(document_id), note)

    def at(self, source: records.Source) -> str:
        """Where in a document, as a reader would look it up."""
        if source.row is not None:
            return self.t("site.receipt.row", at=source.at, row=source.row)
        if _NUMBERED.fullmatch(source.at):
            return self.t("site.receipt.section", at=source.at)
        return source.at

    def receipt(self, located: Located[Any] | Task, field: str = "", rule: str = "") -> views.Receipt:
        """Receipt of a record taken from a document, or of a register entry."""
        record = located.record
        source: records.Source | None = getattr(record, "source", None)
        quality = getattr(record, "text", "") if hasattr(record, "uncertain") else ""
        if field and field in getattr(record, "uncertain", ()):
            quality = "uncertain"
        if source is None:
            origin = self.origin(record)
            return views.Receipt(located.ref, located.place, rule=rule, quality=quality, origin=origin)
        return views.Receipt(
            record=located.ref,
            place=located.place,
            document=self.source_label(source.document),
            at=self.at(source),
            url=self.source_url(located.ref, source),
            rule=rule,
            quality=quality,
        )

    def origin(self, record: records.Record) -> str:
        """Cell of the file in which an agency reported a result, and who handed it in; empty for others."""
        if not isinstance(record, records.Result) or record.imported is None:
            return ""
        cell = _CELL.fullmatch(record.imported)
        words = (
            self.t("site.receipt.imported-as", place=record.imported)
            if cell is None
            else self.t("site.receipt.imported", file=cell[1], sheet=cell[2], cell=cell[3])
        )
        if record.reporter is None:
            return words
        return self.t("site.receipt.handed-in", origin=words, agency=self.agency_name(record.reporter))

    def source_url(self, ref: str, source: records.Source) -> str:
        """Page and anchor that show the source row of a record."""
        kind, _, key = ref.partition(":")
        anchors = {"task": "nv", "target": "ct", "section": "muc", "observation": "sl"}
        if kind not in anchors:
            return urls.document(source.document)
        number = key if kind == "observation" else key.partition("/")[2]
        return urls.document_row(source.document, anchors[kind], number)

    def value(
        self, text: str, located: Located[Any] | Task, field: str = "", machine: str | None = None
    ) -> views.Value:
        """A value as written in a record's field, with the raw OCR where it is uncertain."""
        ocr: dict[str, str] = getattr(located.record, "ocr", {})
        return views.Value(
            text=text,
            machine=text if machine is None else machine,
            receipt=self.receipt(located, field),
            uncertain=ocr.get(field, ""),
        )

    def computed(
        self, text: str, machine: str, located: Located[Any] | Task | None, rule: str
    ) -> views.Value:
        """A state or figure that a rule computed from one record."""
        receipt = self.receipt(located, rule=rule) if located is not None else self.counted(rule)
        return views.Value(text, machine, receipt)

    def counted(self, rule: str, table: str = "tasks") -> views.Receipt:
        """Receipt of a count over a published table."""
        return views.Receipt(
            record=f"table:{table}",
            place=f"{urls.DATA}{table}.csv",
            url=f"{urls.METHOD}#{rule}",
            rule=rule,
        )

    def count(self, number: int, rule: str, table: str = "tasks") -> views.Value:
        """A count of records, with the rule that counts them."""
        return views.Value(wording.number(number), str(number), self.counted(rule, table))

    def number(self, value: Decimal) -> str:
        """A number in Vietnamese form."""
        return wording.number(value)

    def day(self, value: date) -> str:
        """A date in Vietnamese form."""
        return wording.day(value)

    # Agencies, areas, states --------------------------------------------------------------------

    def agency_name(self, agency_id: str, *, short: bool = False) -> str:
        """Name of an agency."""
        record = self.portal.agencies[agency_id].record
        return (record.short_name or record.name) if short else record.name

    def agency_link(self, agency_id: str, *, short: bool = False) -> views.Link:
        """Link to an agency."""
        return views.Link(self.agency_name(agency_id, short=short), urls.agency(agency_id))

    def agency_links(self, ids: Iterable[str]) -> tuple[views.Link, ...]:
        """Links to agencies, in printed order."""
        return tuple(self.agency_link(i) for i in ids)

    def area_link(self, area_id: str) -> views.Link:
        """Link to an area by its short name."""
        return views.Link(self.portal.areas[area_id].record.short_name, urls.area(area_id))

    def plan_link(self, plan_id: str) -> views.Link:
        """Link to a plan, with the note that it has no number or date where that is so."""
        plan = self.portal.plans[plan_id]
        note = self.t("site.plan.undated") if self.portal.is_undated(plan) else ""
        return views.Link(plan.record.short_title, urls.plan(plan_id), note)

    def mark(self, code: str) -> views.Mark:
        """Sign and words of a state."""
        return views.Mark(code, SIGNS[code], self.t(f"site.state.{code}"))

    def mark_of(self, standing: Standing) -> views.Mark:
        """Sign of a task: half when only some of its parts are done."""
        return self.mark(standing.code)

    # Tasks --------------------------------------------------------------------------------------

    def deadline_value(self, task: Task) -> views.Value:
        """The deadline as written; “văn bản không nêu thời hạn” where the text gives none."""
        if task.record.deadline is None:
            if "deadline" in task.uncertain:
                return self.value(self.t("site.task.unreadable"), task, "deadline", machine="")
            heads = self.t("site.task.see-parts") if task.children else self.t("site.task.no-deadline")
            return self.value(heads, task, "deadline", machine="")
        return self.value(task.record.deadline, task, "deadline", machine=task.deadline.late_after_text)

    def due_words(self, task: Task) -> str:
        """Last compliant day or days in words; empty when there is none."""
        deadline = task.postponed or task.deadline
        if not deadline.instances:
            return ""
        days = wording.listed(self.day(d) for d in deadline.instances)
        return self.t("site.task.last-day", days=days)

    def facts(self, task: Task, agency_id: str | None = None) -> views.Facts:
        """The three facts of a task, or of one agency's share of it."""
        standing = self.measured.standings[task.key]
        facts = standing.facts if agency_id is None else self.measured.facts_of(task, agency_id)
        partly = facts.evidenced is Evidenced.NONE and bool(standing.evidence)
        evidenced = "partly" if partly else facts.evidenced.value
        return views.Facts(
            reported=self.reported_value(task, facts),
            evidenced=self.computed(self.t(f"site.evidenced.{evidenced}"), evidenced, task, "evidenced"),
            evidence=tuple(self.document_link(d) for d in standing.evidence),
            schedule=self.schedule_value(task, facts),
            mark=self.mark(facts.schedule.value),
            detail=self.schedule_detail(facts),
        )

    def reported_value(self, task: Task, facts: Facts) -> views.Value:
        """What the agency says, with its cut-off; or “chưa có báo cáo”."""
        text = self.t(f"site.reported.{facts.reported.value}")
        if facts.cutoff is not None and facts.reported is not Reported.NONE:
            text = self.t("site.reported.with-cutoff", state=text, day=self.day(facts.cutoff))
        return self.computed(text, facts.reported.value, task, "reported")

    def schedule_value(self, task: Task, facts: Facts) -> views.Value:
        """The schedule in words."""
        return self.computed(
            self.t(f"site.state.{facts.schedule.value}"), facts.schedule.value, task, facts.rule
        )

    def partial_value(self, task: Task, facts: Facts) -> views.Value:
        """That some parts are done, and how what is left stands to its deadline."""
        left = self.t(f"site.state.{facts.schedule.value}")
        text = self.t("site.task.partial-and", left=f"{left[:1].lower()}{left[1:]}")
        return self.computed(text, "partial", task, facts.rule)

    def schedule_detail(self, facts: Facts) -> str:
        """Words after the schedule: completion day, days late."""
        if facts.completed is not None and facts.schedule in {Schedule.ON_TIME, Schedule.LATE}:
            if facts.days_late:
                return self.t("site.task.days-late", day=self.day(facts.completed), days=str(facts.days_late))
            return self.day(facts.completed)
        return ""

    def task_row(self, task: Task, *, agency_id: str | None = None, shared: bool = False) -> views.TaskRow:
        """A task as a table row; with `agency_id`, its state is that agency's share."""
        standing = self.measured.standings[task.key]
        facts = standing.facts if agency_id is None else self.measured.facts_of(task, agency_id)
        deadline = task.postponed or task.deadline
        return views.TaskRow(
            number=self.value(task.number, task, "number"),
            title=self.value(task.full_title, task, "title"),
            url=urls.task(task),
            lead=self.agency_links(task.record.lead) or self.unreadable_link(task, "lead"),
            coordinating=self.agency_links(task.record.coordinating)
            or self.unreadable_link(task, "coordinating"),
            deadline=self.deadline_value(task),
            due=self.due_words(task),
            deliverables=tuple(self.value(d, task, "deliverables") for d in task.record.deliverables)
            or self.unreadable(task, "deliverables"),
            mark=self.mark_of(standing) if agency_id is None else self.mark(facts.schedule.value),
            schedule=self.schedule_value(task, facts)
            if agency_id is not None or not standing.partial
            else self.partial_value(task, facts),
            reported=self.reported_value(task, facts),
            receipt=self.receipt(task),
            shared=shared,
            sort_due=deadline.late_after.isoformat() if deadline.late_after else "9999",
        )

    def unreadable(self, task: Task, field: str) -> tuple[views.Value, ...]:
        """“Không đọc được” with the raw OCR, for a cell that is there in print but could not be read."""
        if field not in task.uncertain:
            return ()
        return (self.value(self.t("site.task.unreadable"), task, field, machine=""),)

    def unreadable_link(self, task: Task, field: str) -> tuple[views.Link, ...]:
        """The same among links to agencies."""
        return tuple(views.Link(value.text, "") for value in self.unreadable(task, field))

    def cell(self, task: Task) -> views.Cell:
        """A task as a cell of the grid."""
        mark = self.mark_of(self.measured.standings[task.key])
        title = task.full_title.rstrip(".;")
        label = self.t("site.grid.cell", number=task.number, title=title, state=mark.word)
        short = task.number.rpartition(".")[2] if task.record.source.row is not None else task.number
        return views.Cell(short, urls.task(task), label, mark)

    def grid(self, plan: Plan) -> views.Grid:
        """A whole plan as cells: by annex where numbers restart in each, else by area."""
        tasks = plan.printed_tasks
        groups: list[views.CellGroup] = []
        leads = {
            at: {t.record.lead for t in tasks if t.record.source.at == at}
            for at in dict.fromkeys(task.record.source.at for task in tasks)
        }
        # Annexes that each belong to one unit are the document's own grouping; numbers restart in each.
        if len(leads) > 1 and all(len(found) == 1 and next(iter(found)) for found in leads.values()):
            for at, found in leads.items():
                cells = tuple(self.cell(t) for t in tasks if t.record.source.at == at)
                lead = next(iter(found))[0]
                name = self.t("site.grid.annex", at=at, agency=self.agency_name(lead, short=True))
                groups.append(views.CellGroup(name, urls.agency(lead), cells))
        else:
            for area_id in (*self.portal.areas, None):
                cells = tuple(self.cell(t) for t in tasks if t.record.area == area_id)
                if cells and area_id is not None:
                    link = self.area_link(area_id)
                    groups.append(views.CellGroup(link.text, link.url, cells))
                elif cells:
                    groups.append(views.CellGroup(self.t("site.area.none"), urls.plan(plan.id), cells))
        counts = self.measured.counts(tasks)
        key = tuple(
            (self.mark(code), self.count(counts.by_code[code], f"count-{code}"))
            for code in CODE_ORDER
            if counts.by_code.get(code)
        )
        document = self.portal.documents[plan.record.document]
        receipt = views.Receipt(
            record=plan.ref,
            place=plan.place,
            document=self.source_label(document.record.id),
            at=plan.record.source.at,
            url=urls.document(document.record.id),
            quality=plan.record.text,
        )
        title = self.t("site.grid.title", plan=plan.record.short_title, count=wording.number(len(tasks)))
        return views.Grid(title, tuple(groups), key, urls.plan_tasks(plan.id), receipt)

    def thread(self, task: Task) -> tuple[views.ThreadNode, ...]:
        """From the highest document a text names, through this task, to the tasks that implement it."""
        plan = self.portal.plans[task.plan_id]
        nodes = [*self.thread_of_documents(plan.record.document)]
        for link in task.record.implements:
            above = self.portal.task_by_key[link.task]
            nodes.append(self.thread_task(above, link.basis))
        if task.record.parent is not None:
            nodes.append(self.thread_task(plan.tasks[task.record.parent], "stated"))
        here = self.t("site.thread.here", number=task.number, plan=plan.record.short_title)
        nodes.append(views.ThreadNode(here, "", task.full_title, here=True))
        nodes.extend(self.thread_task(plan.tasks[number], "stated") for number in task.children)
        nodes.extend(
            self.thread_task(below, link.basis)
            for below, link in self.portal.implemented_by.get(task.key, ())
        )
        return tuple(nodes)

    def thread_task(self, task: Task, basis: str) -> views.ThreadNode:
        """A task above or below in the thread."""
        plan = self.portal.plans[task.plan_id]
        text = self.t("site.thread.task", number=task.number, plan=plan.record.short_title)
        note = self.t(f"site.thread.{basis}", title=task.full_title)
        return views.ThreadNode(text, urls.task(task), note, basis=basis)

    def thread_of_documents(
        self, document_id: str, seen: frozenset[str] = frozenset()
    ) -> list[views.ThreadNode]:
        """Documents above a plan's document, highest first, as texts state them."""
        found: list[views.ThreadNode] = []
        if document_id in seen:
            return found
        document = self.portal.documents[document_id].record
        for relation in document.relations:
            above = self.portal.documents[relation.document].record
            if relation.type == "based_on" and above.kind in _GENERAL_GROUNDS:
                continue
            if relation.type not in {"implements", "based_on"}:
                continue
            for node in self.thread_of_documents(relation.document, seen | {document_id}):
                if node.url not in {n.url for n in found}:
                    found.append(node)
            held = self.t("site.document.held" if above.held else "site.document.only-cited")
            node = views.ThreadNode(
                text=self.source_label(relation.document),
                url=urls.document(relation.document),
                note=f"{above.title} · {held}" if above.title else held,
            )
            if node.url not in {n.url for n in found}:
                found.append(node)
        return found

    def plan_figures(self, plan: Plan) -> tuple[views.Figure, ...]:
        """A plan's headline in at most four numbers, each with its denominator in words."""
        counts = self.measured.counts(plan.printed_tasks)
        return self.figures(counts)

    def figures(self, counts: Counts) -> tuple[views.Figure, ...]:
        """Done of due to date, due without a report, reported of all, not due: four numbers at most."""
        unreported = counts.by_code.get("due_unreported", 0)
        unknown = counts.by_code.get("not_computable", 0)
        total = views.Figure(self.count(counts.total, "count-total"), self.t("site.figures.total"))
        if counts.due == 0:
            # A rate of nothing says nothing: tell instead how many have no day to be measured against.
            middle: tuple[views.Figure, ...] = (
                views.Figure(
                    self.count(unknown, "count-not_computable"), self.t("site.figures.not-computable")
                ),
            )
        else:
            done = self.fraction(counts.done_of_due, counts.due, "count-done-of-due")
            middle = (
                views.Figure(done, self.t("site.figures.done-of-due")),
                views.Figure(
                    self.count(unreported, "count-due_unreported"), self.t("site.figures.due-unreported")
                ),
            )
        return (
            total,
            *middle,
            views.Figure(
                self.fraction(counts.reported, counts.total, "count-reported"),
                self.t("site.figures.reported"),
            ),
        )

    def fraction(self, part: int, whole: int, rule: str) -> views.Value:
        """``3 / 8``: a part with its denominator."""
        return views.Value(
            f"{wording.number(part)} / {wording.number(whole)}", f"{part}/{whole}", self.counted(rule)
        )

    def downloads(self, table: str) -> tuple[views.Link, ...]:
        """Links to a published table as files."""
        return (
            views.Link("CSV", f"{urls.DATA}{table}.csv"),
            views.Link("JSON", f"{urls.DATA}{table}.json"),
            views.Link("XLSX", f"{urls.DATA}{table}.xlsx"),
        )

    def citation(self, number: str, title: str, plan: Plan, url: str) -> str:
        """A citation of one record, ready to copy, with the latest snapshot that holds it, if one does."""
        settings = self.portal.settings
        cited = self.t(
            "site.cite",
            name=settings.name,
            number=number,
            title=title,
            plan=plan.record.short_title,
            source=self.source_label(plan.record.document),
            day=self.day(self.measured.as_of),
            url=f"{self.site_url}{url}",
        )
        for quarter in reversed(self.portal.closed_quarters):
            if f"{plan.id}/{number}" in self.frozen_tasks[quarter]:
                kept = f"{urls.snapshot_plan(quarter, plan.id)}#{urls.anchor('nv', number)}"
                return self.t(
                    "site.cite-snapshot", cited=cited, quarter=quarter.label, url=f"{self.site_url}{kept}"
                )
        return cited

    def notices(self, ref: str) -> tuple[views.Notice, ...]:
        """Consistency notes about a record, in neutral words, with their sources."""
        recorded = tuple(self.notice(note) for note in self.portal.notes_about.get(ref, ()))
        computed = tuple(
            views.Notice(
                f"may-{place}-{finding.code}", self.t("lint.page.computed"), self.finding(finding), ()
            )
            for place, finding in enumerate(self._unexplained.get(ref, ()), 1)
        )
        return recorded + computed

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """What can be computed of the sources' own consistency."""
        return findings(self.portal)

    @cached_property
    def _unexplained(self) -> Mapping[str, Sequence[Finding]]:
        """Findings that no recorded note explains, by the records they stand beside."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            if not finding.notes and finding.code not in BESIDE_NOTHING:
                for ref in finding.about:
                    found.setdefault(ref, []).append(finding)
        return found

    def finding(self, finding: Finding) -> views.Value:
        """A finding in words."""
        text = self.t(f"lint.{finding.code}", **dict(finding.params))
        receipt = views.Receipt(f"lint:{finding.code}", finding.place)
        return views.Value(text, finding.code, receipt)

    def notice(self, note: Located[records.ConsistencyNote]) -> views.Notice:
        """One consistency note."""
        sources = tuple(
            views.Link(
                f"{self.source_label(s.document)}, {self.at(s)}",
                place_url(self.portal, s.document, s.at, s.row),
            )
            for s in note.record.sources
        )
        kind = self.t(f"site.consistency.{note.record.kind}")
        receipt = views.Receipt(note.ref, note.place)
        return views.Notice(
            note.record.id, kind, views.Value(note.record.statement, note.record.id, receipt), sources
        )

    def crumbs(self, *links: views.Link) -> tuple[views.Link, ...]:
        """Breadcrumbs, home first."""
        return (views.Link(self.t("site.home.crumb"), urls.HOME), *links)

    def section_slug(self, number: str) -> str:
        """Slug of a printed number, for anchors."""
        return slug_of_number(number)

    # Indicators ---------------------------------------------------------------------------------

    def is_before_merger(self, report: Report) -> bool:
        """Whether a report's period ended before the merger of July 2025: figures of the city as it was."""
        merger = self.portal.settings.merger
        return merger is not None and report.record.period.last < merger

    def latest_observation(self, indicator_id: str) -> tuple[Report, Located[records.Observation]] | None:
        """The newest published result of an indicator, by the end of its report's period."""
        found = [
            (report, located)
            for report, located in self.portal.observations()
            if located.record.indicator == indicator_id and located.record.kind == "result"
        ]
        return max(found, key=lambda pair: pair[0].record.period.last, default=None)

    def tally(self, number: int, table: str) -> views.Value:
        """How many rows of a published table; the table is the receipt, there is no rule to it."""
        place = f"{urls.DATA}{table}.csv"
        return views.Value(
            wording.number(number), str(number), views.Receipt(f"table:{table}", place, url=place)
        )

    def receipt_at(self, located: Located[Any], source: records.Source) -> views.Receipt:
        """Receipt of a field of a record that carries a source of its own (`lead_source`)."""
        return views.Receipt(
            record=located.ref,
            place=located.place,
            document=self.source_label(source.document),
            at=self.at(source),
            url=urls.document(source.document),
        )
