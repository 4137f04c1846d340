"""What was known at the end of a day: the portal without everything that came later. Pure.

- A result is known from the later of its file's cut-off and the day its agency's first form came in; what a
  later form of an open quarter changed is known from the day of that form, and before it what it replaced.
- A correction is known from its day; for an earlier day the values before it hold.
- Evidence, proofs and events are known from the date of their document, a report from the date of its own.
- A quarter's opening, closing, forms and day of publication are known from their own days.
- A document is known from its date, or earlier if something known names it. Wording of plans and the other
  registers (agencies, indicators …) have no day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date

from generator.data import closed_quarter
from generator.measures.reporters import handed_in_by
from generator.model import records
from generator.model.portal import Located, Plan, Portal, QuarterResults, Report, Task
from generator.model.quarter import Quarter
from generator.model.quarter_records import Change, QuarterFile

CLOSING = {"closed": None, "hash": None, "snapshot": None, "corrections": ()}
"""Fields of a quarter's file that closing sets, as they are before."""


def known_on(portal: Portal, day: date) -> Portal:
    """Return the portal as it was known at the end of a day; the same object if nothing came later."""
    dated = _Dates(portal, day)
    files = {
        quarter: _file(located, day)
        for quarter, located in portal.quarter_files.items()
        if located.record.opened <= day
    }
    reports = {key: report for key, report in portal.reports.items() if dated.report(report)}
    known = replace(
        portal,
        plans={key: dated.plan(plan) for key, plan in portal.plans.items()},
        reports=reports,
        notes=_notes(portal, reports),
        quarter_files=files,
        snapshots={
            quarter: tables
            for quarter, tables in portal.snapshots.items()
            if quarter in files and files[quarter].record.closed is not None
        },
    )
    known = _with_documents(known, day)
    return portal if known == portal else known


def _with_documents(known: Portal, day: date) -> Portal:
    """Return what was known without the documents issued later, unless another known record names them."""
    later = {key for key, located in known.documents.items() if (located.record.date or date.min) > day}
    if not later:
        return known
    rest = (known.settings, known.areas, known.agencies, known.indicators, known.glossary, known.plans)
    kept: set[str] = known.documents.keys() - later
    kept |= later & set(_texts((*rest, known.reports, known.notes, known.quarter_files)))
    while named := (later - kept) & set(_texts(tuple(known.documents[key].record for key in kept))):
        kept |= named
    return replace(
        known,
        documents={key: located for key, located in known.documents.items() if key in kept},
        texts={key: text for key, text in known.texts.items() if key not in later or key in kept},
    )


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a record, or in a structure of records."""
    if isinstance(value, str):
        yield value
        return
    parts: Iterable[object] = ()
    if isinstance(value, records.Record):
        parts = vars(value).values()
    elif isinstance(value, Mapping):
        parts = value.values()
    elif isinstance(value, tuple):
        parts = value
    elif is_dataclass(value):
        parts = (getattr(value, field.name) for field in fields(value))
    for part in parts:
        yield from _texts(part)


class _Dates:
    """Decides for each record of a portal whether it was known on a day."""

    def __init__(self, portal: Portal, day: date) -> None:
        self.portal = portal
        self.day = day

    def issued(self, document: str) -> bool:
        """Whether a document was issued by the day; one without a date counts as issued."""
        dated = self.portal.documents[document].record.date
        return dated is None or dated <= self.day

    def report(self, report: Report) -> bool:
        """Whether a report was issued by the day; without a date, whether its period was over."""
        dated = self.portal.documents[report.record.document].record.date
        return (dated or report.record.period.last) <= self.day

    def plan(self, plan: Plan) -> Plan:
        """Return a plan with the events, proofs and results that were known."""
        quarters = (self.results(plan, results) for results in plan.quarters)
        return replace(
            plan,
            tasks={number: _task(task, self.day) for number, task in plan.tasks.items()},
            proofs={
                number: proof
                for number, proof in plan.proofs.items()
                if proof.record.completed <= self.day and self.issued(proof.record.document)
            },
            events=tuple(event for event in plan.events if self.event(event.record)),
            quarters=tuple(results for results in quarters if results is not None),
        )

    def event(self, event: records.Event) -> bool:
        """Whether an event was known: its document issued, and its own day not in the future."""
        return self.issued(event.document) and (event.date is None or event.date <= self.day)

    def results(self, plan: Plan, results: QuarterResults) -> QuarterResults | None:
        """Return a quarter's results that were known; None if the file was not, or none of its results."""
        file = self.portal.quarter_files.get(results.quarter)
        receipts = _first_received(file.record) if file is not None else {}
        was = undone(plan.id, results, _later(file.record, self.day)) if file is not None else results
        if was.record.cutoff > self.day:
            return None
        kept = tuple(
            self.evidence(entry)
            for entry in was.results
            if receipts.get(handed_in_by(self.portal, entry.record.agency), date.min) <= self.day
        )
        if results.results and not kept:
            return None
        published = was.record.published
        head = was.record.model_copy(
            update={
                "published": published if published is not None and published <= self.day else None,
                "results": tuple(entry.record for entry in kept),
            }
        )
        return replace(was, record=head, results=kept)

    def evidence(self, entry: Located[records.Result]) -> Located[records.Result]:
        """Return a result without documents that were issued later."""
        record = entry.record
        evidence = tuple(document for document in record.evidence if self.issued(document))
        signed = record.reporting_document
        signed = signed if signed is not None and self.issued(signed) else None
        if (evidence, signed) == (record.evidence, record.reporting_document):
            return entry
        update = {"evidence": evidence, "reporting_document": signed}
        return replace(entry, record=record.model_copy(update=update))


def _task(task: Task, day: date) -> Task:
    """Return a task with the deadline and state that documents had set by a day."""
    steps = (*task.earlier, task.terms)
    known = [terms for terms in steps if terms.since <= day]
    return task if len(known) == len(steps) else replace(task, terms=known[-1], earlier=tuple(known[:-1]))


def _first_received(file: QuarterFile) -> Mapping[str, date]:
    """The day from which an agency's results can be known, by agency id: that of its first form.

    It is the newest form that does not say what it changed: a file may have several, and then what was said
    before the newest of them is not known. Forms after the closing do not count: what they change is a
    correction, which has its own day.
    """
    found: dict[str, date] = {}
    for receipt in file.receipts:
        if receipt.changes is not None or (file.closed is not None and receipt.received > file.closed):
            continue
        found[receipt.agency] = max(receipt.received, found.get(receipt.agency, date.min))
    return found


def _later(file: QuarterFile, day: date) -> Iterator[Sequence[Change]]:
    """Yield what was changed after a day: by later forms while the quarter was open, then by corrections."""
    for receipt in file.receipts:
        if receipt.received > day:
            yield receipt.changes or ()
    for correction in file.corrections:
        if correction.date > day:
            yield correction.changes


def result_known_since(portal: Portal, results: QuarterResults, record: records.Result) -> date:
    """The day from which a result is known as it stands: its cut-off, or the day of the form that set it."""
    file = portal.quarter_files.get(results.quarter)
    if file is None:
        return results.record.cutoff
    first = _first_received(file.record).get(handed_in_by(portal, record.agency), date.min)
    about = (record.task, record.target, record.measure, record.agency)
    changed = (
        receipt.received
        for receipt in file.record.receipts
        for change in receipt.changes or ()
        if (change.task, change.target, change.measure, change.agency) == about
    )
    return max(results.record.cutoff, first, *changed)


def _file(located: Located[QuarterFile], day: date) -> Located[QuarterFile]:
    """Return a quarter's own record as it was on a day."""
    record = located.record
    update: dict[str, object] = {
        "receipts": tuple(receipt for receipt in record.receipts if receipt.received <= day),
        "forms_made": record.forms_made
        if record.forms_made is not None and record.forms_made <= day
        else None,
        "forms": tuple(form for form in record.forms if form.made <= day),
        "corrections": tuple(c for c in record.corrections if c.date <= day),
    }
    if record.closed is not None and record.closed > day:
        update |= CLOSING
    known = record.model_copy(update=update)
    return located if known == record else replace(located, record=known)


def _notes(portal: Portal, known: Mapping[str, Report]) -> tuple[Located[records.ConsistencyNote], ...]:
    """Return the consistency notes without those about observations of reports that were not known."""
    later = {
        observation.ref
        for key, report in portal.reports.items()
        if key not in known
        for observation in report.observations
    }
    return tuple(note for note in portal.notes if later.isdisjoint(note.record.about))


# Results before they were changed ------------------------------------------------------------------------


def undone(plan_id: str, results: QuarterResults, made: Iterable[Sequence[Change]]) -> QuarterResults:
    """Return a plan's results of a quarter as they were before some changes, the latest undone first."""
    changes = [
        closed_quarter.taken_back(change)
        for together in reversed(list(made))
        for change in reversed(together)
        if change.plan == plan_id
    ]
    if not changes:
        return results
    return with_rows(plan_id, results, lambda rows: closed_quarter.corrected_rows(rows, changes))


def with_rows(
    plan_id: str,
    results: QuarterResults,
    changed: Callable[[list[closed_quarter.Row]], Iterable[closed_quarter.Row]],
) -> QuarterResults:
    """Return a quarter's results after a change of their rows; unchanged entries stay the same objects."""
    entries = {
        closed_quarter.key_of(row): (row, entry)
        for entry in results.results
        for row in (closed_quarter.row_of(plan_id, results.quarter, results.record, entry.record),)
    }
    places = {key: place for place, key in enumerate(entries)}
    rows = sorted(
        changed([row for row, _ in entries.values()]),
        key=lambda row: places.get(closed_quarter.key_of(row), len(places)),
    )
    cutoff = next((row["cutoff"] for row in rows if "cutoff" in row), None)
    head = results.record
    if cutoff is not None:
        head = head.model_copy(update={"cutoff": date.fromisoformat(cutoff)})
    found = []
    for row in rows:
        key = closed_quarter.key_of(row)
        was, entry = entries.get(key, ({}, None))
        if entry is not None and _own(row) == _own(was):
            found.append(entry)
        else:
            place = results.place if entry is None else entry.place
            named = "/".join(filter(None, (key[1], key[2], key[4])))
            ref = f"result:{plan_id}/{results.quarter.id}/{named}" if entry is None else entry.ref
            found.append(Located(closed_quarter.result_of(row), place, ref))
    head = head.model_copy(update={"results": tuple(entry.record for entry in found)})
    return replace(results, record=head, results=tuple(found))


def _own(row: closed_quarter.Row) -> Mapping[str, str]:
    """The cells of a row that belong to the result itself, not to its file."""
    return {name: cell for name, cell in row.items() if name not in closed_quarter.HEAD}


def frozen_results(portal: Portal, quarter: Quarter, *plan_ids: str) -> Portal:
    """Return the portal with the results of plans for a closed quarter as they were when it was closed."""
    rows: dict[str, list[closed_quarter.Row]] = {plan_id: [] for plan_id in plan_ids}
    for row in closed_quarter.read_rows(portal.snapshots[quarter]["results"]):
        rows.get(row.get("plan", ""), []).append(row)
    plans = {
        plan_id: _with_frozen(portal.plans[plan_id], quarter, frozen) for plan_id, frozen in rows.items()
    }
    return replace(portal, plans={**portal.plans, **plans})


def _with_frozen(plan: Plan, quarter: Quarter, rows: list[closed_quarter.Row]) -> Plan:
    quarters = tuple(
        with_rows(plan.id, results, lambda _: rows) if results.quarter == quarter else results
        for results in plan.quarters
    )
    return replace(plan, quarters=quarters)
