"""One document's page: what it is, how it relates to others, who cites it, and every row taken from it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.data.catalogue import TextOf
from generator.data.history import History
from generator.model import records, wording
from generator.model.portal import Located, Plan, Portal, Report
from generator.pages.documents import document_rows, document_tables, document_thread
from generator.pages.record.past import Past, past_of
from generator.view import scopes, urls, views
from generator.view.fields.documents import DOCUMENTS
from generator.view.notices import Notices
from generator.view.shown_fields import marked_by, shown_fields
from generator.view.table import Table, drawn
from generator.view.task_views import TaskViews
from generator.view.values import Values

_MARKED = marked_by(DOCUMENTS)
"""Fields of a document whose raw OCR is beside their value, so that it is not listed again."""


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """View of a document's page."""

    name: str
    kind: str
    title: views.Value | None
    """The title; None if the name contains it or there is none."""
    fields: tuple[views.ShownField, ...]
    absent: str
    """Words shown for a missing symbol or date."""
    held: bool
    status: views.Value
    undated: bool
    not_in_copy: bool
    url: str
    note: views.Value | None
    uncertain: tuple[views.Value, ...]
    receipt: views.Receipt
    thread: tuple[views.ThreadNode, ...]
    relations: tuple[document_thread.RelationLine, ...]
    cited_at: tuple[document_thread.CitedLine, ...]
    proves: tuple[views.Link, ...]
    plan: views.Link | None
    report: Report | None
    report_days: tuple[views.Value, ...]
    """First and last day that a report covers; empty if the document is not a report."""
    tasks: Table | None
    """The tasks in printed order; None if no task was taken from the document."""
    targets: tuple[document_rows.TargetLine, ...]
    sections: tuple[document_rows.SectionLine, ...]
    figures: tuple[document_tables.FigureBlock, ...]
    counts: tuple[tuple[str, str, views.Value], ...]
    """Anchor, words and number of rows of each part of the page."""
    cites: Table | None
    """What it cites; None if it cites nothing."""
    notices: tuple[views.Notice, ...]
    text: views.Link | None
    """The text for download; None if the data have none."""
    ocr: bool
    """Whether that text is raw OCR."""
    downloads: tuple[views.Link, ...]
    past: Past | None
    """Past values of a report's figures; None if the document is not a report."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the page, in order."""
        past = None if self.past is None else self.past.table
        return drawn(self.tasks, *(block.table for block in self.figures), past, self.cites)


def document_page(
    task_views: TaskViews, notices: Notices, history: History, document_id: str
) -> DocumentPage:
    """Make the view of one document."""
    values = task_views.values
    located = values.portal.documents[document_id]
    record = located.record
    plan = values.portal.plan_of_document.get(document_id)
    report = values.portal.reports.get(document_id)
    tasks = document_rows.task_lines(task_views, plan) if plan else ()
    targets = document_rows.target_lines(values, plan) if plan else ()
    sections = document_rows.section_lines(values, plan) if plan else ()
    figures = document_rows.figure_sections(values, report) if report else ()
    cites = document_thread.cites(values, document_id) if record.held else ()
    numbers = {
        "chi-tieu": len(targets),
        "nhiem-vu": len(plan.printed_tasks) if plan else 0,
        "so-lieu": sum(len(section.lines) for section in figures),
        "toan-van": len(sections),
    }
    parts = {part: number for part, number in numbers.items() if number}
    return DocumentPage(
        name=document_thread.full_name(record),
        kind=record.kind,
        title=values.value(record.title, located, "title") if record.title and record.symbol else None,
        fields=shown_fields(values, located, DOCUMENTS, located),
        absent=_absent(values, record),
        held=record.held,
        status=status(values, located),
        undated=record.numbering == "blank",
        not_in_copy=record.numbering == "not-in-copy",
        url=record.url or "",
        note=values.note(located),
        uncertain=values.uncertain_fields(located, _MARKED),
        receipt=values.receipt(located),
        thread=document_thread.thread(values, document_id),
        relations=tuple(document_thread.relations(values, document_id)),
        cited_at=document_thread.cited_lines(values, record),
        proves=tuple(_proves(values.portal, document_id)),
        plan=values.plan_link(plan.id) if plan else None,
        report=report,
        report_days=_report_days(values, report) if report else (),
        tasks=document_tables.tasks_table(values, tasks) if tasks else None,
        targets=targets,
        sections=sections,
        figures=tuple(document_tables.figure_block(values, section) for section in figures),
        counts=tuple(
            (part, values.t(f"documents.part.{part}"), how_many(values, located, part, number))
            for part, number in parts.items()
        ),
        cites=document_tables.cites_table(values.t, cites) if cites else None,
        notices=_notices(values.portal, notices, document_id, plan, report),
        text=_text(values.portal, values.t, document_id),
        ocr=is_ocr(plan, report, record),
        downloads=tuple(link for part in parts for link in _named_downloads(values, part)),
        past=_past(values, history, report) if report else None,
    )


def _past(values: Values, history: History, report: Report) -> Past:
    """Return the past values of a report's figures."""
    return past_of(values, history, (f"observation:{o.record.key}" for o in report.observations))


TABLES = {"nhiem-vu": "tasks", "chi-tieu": "targets", "so-lieu": "observations"}
"""Published table by anchor of the part of the page that shows its rows; a document's body has none."""


def how_many(values: Values, located: Located[records.Document], part: str, number: int) -> views.Value:
    """Return the number of rows of one kind that were taken from a document.

    Args:
        values: Makes the count.
        located: The document.
        part: Anchor of the part of the page that shows the rows.
        number: How many there are.
    """
    document_id = located.record.id
    plan = values.portal.plan_of_document.get(document_id)
    if plan is None or part == "so-lieu":
        return values.tally(number, scopes.rows("observations", report=document_id))
    if part == "toan-van":
        return values.tally(number, scopes.rows("plans", id=plan.id).sum_of("sections"))
    if part == "nhiem-vu":
        return values.tally(number, scopes.printed(plan.id))
    return values.tally(number, scopes.rows("targets", plan=plan.id).each("number"))


def _named_downloads(values: Values, part: str) -> tuple[views.Link, ...]:
    if part not in TABLES:
        return ()
    name = values.t(f"documents.part.{part}")
    return tuple(replace(link, text=f"{name}, {link.text}") for link in values.downloads(TABLES[part]))


def status(values: Values, located: Located[records.Document]) -> views.Value:
    """Say in words whether the document's text is in the data or it is only cited."""
    code = "held" if located.record.held else "only-cited"
    return values.value(wording.sentence(values.t(f"site.document.{code}")), located, "held", machine=code)


def is_ocr(plan: Plan | None, report: Report | None, record: records.Document) -> bool:
    """Whether the document's text is raw OCR, because its rows had to be restored by an editor."""
    if plan is not None:
        return plan.record.text == "restored"
    if report is not None:
        return any(located.record.text == "restored" for located in report.observations)
    return record.text == "restored"


def _proves(portal: Portal, document_id: str) -> Iterator[views.Link]:
    for plan in portal.plans.values():
        for number, proof in plan.proofs.items():
            if proof.record.document == document_id:
                task = plan.tasks[number]
                yield views.Link(f"{number}. {task.full_title}", urls.task(task), plan.record.short_title)


def _absent(values: Values, record: records.Document) -> str:
    """Return why a document has no symbol or date, for their places in the list of its fields."""
    if record.numbering is None:
        return values.t("documents.not-stated")
    return values.code_word(records.Document, "numbering", record.numbering)


def _report_days(values: Values, report: Report) -> tuple[views.Value, ...]:
    located = Located(report.record, report.place, f"report:{report.id}")
    period = report.record.period
    return tuple(
        values.value(wording.day(day), located, "period", machine=day.isoformat())
        for day in (period.first, period.last)
    )


def _notices(
    portal: Portal, notices: Notices, document_id: str, plan: Plan | None, report: Report | None
) -> tuple[views.Notice, ...]:
    """Return the editors' notes about the document or any row taken from it, each once."""
    refs = [f"document:{document_id}"]
    if plan is not None:
        refs += [plan.ref, *(task.ref for task in plan.tasks.values())]
        refs += [located.ref for located in (*plan.targets, *plan.sections)]
    if report is not None:
        refs += [located.ref for located in report.observations]
    found = {note.record.id: note for ref in refs for note in portal.notes_about.get(ref, ())}
    return tuple(notices.notice(note) for note in found.values())


def _text(portal: Portal, t: TextOf, document_id: str) -> views.Link | None:
    data = portal.texts.get(document_id)
    if data is None:
        return None
    size = t("documents.text.link", size=str(max(1, round(len(data) / 1000))))
    return views.Link(size, f"{urls.document(document_id)}van-ban-goc.txt")
