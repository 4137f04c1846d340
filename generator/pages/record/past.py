"""Past values of records: from git, from corrections, and from forms that replaced earlier ones."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from generator.data import labels
from generator.data.catalogue import Catalogue, TextOf
from generator.data.history import Commit, History, ValueChange
from generator.model import records, wording
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.model.quarter_records import Change, Correction, FormReceipt
from generator.view import cells, urls, views
from generator.view.fields.declared import REGISTERS
from generator.view.fields.field import FLAGS
from generator.view.fields.results import STATES
from generator.view.table import Table, TableColumn, TableRow, one_group
from generator.view.values import Values

RECORDS: Mapping[str, type[records.Record]] = {
    "task": records.TaskRecord,
    "target": records.Target,
    "observation": records.Observation,
}
"""Record class by kind of reference (the part of ``task:tp-2026/38`` before the colon)."""

INSIDE: Mapping[str, type[records.Record]] = {
    "measures": records.Measure,
    "source": records.Source,
    "baseline": records.Baseline,
    "stretch": records.Stretch,
}
"""Class of the record inside a field of another record."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class PastRow:
    """One change of a value: before and after, when, and why."""

    subject: views.Link
    day: views.Value
    commit: views.Link | None
    """Link to the commit's page; None for what a quarter's file records."""
    field: str
    before: views.Value | None
    after: views.Value | None
    kind: str
    """Kind of change in words, such as correction or update."""
    reason: views.Value


@dataclass(frozen=True, slots=True)
class Past:
    """The changes of some records, newest first."""

    known: bool
    """Whether the whole git history is available; if not, the page does not say that nothing changed."""
    words: str
    """Why the history is not known; empty if `since` is set."""
    since: views.Value | None
    """Sentence that says since when the records are in the data and whether they changed."""
    table: Table | None
    """The changes; None if there are none."""


def past_of(values: Values, history: History, refs: Iterable[str], *, subjects: bool = True) -> Past:
    """Return all known changes of some records, newest first.

    Args:
        values: The parts that make values and links.
        history: The git history of the data.
        refs: References of the records, like ``task:tp-2026/38``.
        subjects: Whether each row names its record; a page of one record does not need that.
    """
    wanted = tuple(refs)
    found = frozenset(wanted)
    rows = [change_row(values, change) for ref in wanted for change in history.of.get(ref, ())]
    rows += [row for _, row in (*corrections(values, found), *replaced(values, found))]
    rows.sort(key=lambda row: row.day.machine, reverse=True)
    since = _since(values.t, history, wanted, bool(rows))
    state = "not-committed" if history.depth == "full" else history.depth
    words = "" if since is not None else values.t(f"history.{state}")
    table = past_table(values.t, rows, values.t("history.title"), subjects=subjects) if rows else None
    return Past(history.depth == "full", words, since, table)


def past_table(t: TextOf, rows: Iterable[PastRow], caption: str, *, subjects: bool = True) -> Table:
    """Return past values as a table; `subjects` says whether each row names its record."""
    heads = {key: t(f"history.head.{key}") for key in ("day", "what", "before", "after", "reason")}
    return Table(
        caption=caption,
        columns=(
            TableColumn(heads.pop("day"), heads=True),
            *(TableColumn(head) for head in heads.values()),
        ),
        groups=one_group(_table_row(t, row, subjects=subjects) for row in rows),
    )


def _table_row(t: TextOf, row: PastRow, *, subjects: bool) -> TableRow:
    there = row.commit or views.Link(t("history.in-quarter"), row.day.receipt.url)
    nothing = cells.absent(t("history.nothing"))
    return TableRow(
        (
            row.day,
            cells.spaced(
                cells.item(row.subject) if subjects else None,
                cells.item(row.field),
                cells.item(row.kind, note=True),
            ),
            row.before or nothing,
            row.after or nothing,
            cells.spaced(cells.item(row.reason), cells.item(there, note=True)),
        )
    )


def _since(t: TextOf, history: History, refs: tuple[str, ...], changed: bool) -> views.Value | None:  # noqa: FBT001
    first = history.first or {}
    commits = [first[ref] for ref in refs if ref in first]
    if history.depth != "full" or not commits:
        return None
    oldest = min(commits, key=lambda commit: commit.day)
    text = t("history.since" if changed else "history.unchanged", day=wording.day(oldest.day))
    return views.Value(text, oldest.day.isoformat(), commit_receipt(oldest))


def commit_receipt(commit: Commit) -> views.Receipt:
    """Return the receipt for a commit's day and message."""
    return views.Receipt(f"commit:{commit.id}", f"git show {commit.short}", url=urls.LOG)


def change_row(values: Values, change: ValueChange) -> PastRow:
    """Return the row of a change found in the git history."""
    page = urls.log_commit(change.commit.short)
    place = f"{change.path}@{change.commit.short}"
    receipt = views.Receipt(f"commit:{change.commit.id}", place, url=page)
    reason = " ".join(filter(None, (change.commit.subject, change.commit.body.replace("\n", " "))))
    kind = change.ref.partition(":")[0]
    owner = records.Result if change.report else RECORDS[kind]
    field = field_words(values.catalogue, owner, change.field)
    if change.report:
        field = f"{report_words(values.portal, change.report)} · {field}"
    elif change.kind == "postponement":
        field = values.t("history.moved", field=field)

    def value(text: str | None) -> views.Value | None:
        return None if text is None else views.Value(shown(values, change.field, text, owner), text, receipt)

    return PastRow(
        subject=subject_link(values, change.ref),
        day=views.Value(wording.day(change.commit.day), change.commit.day.isoformat(), receipt),
        commit=views.Link(change.commit.short, page),
        field=field,
        before=value(change.before),
        after=value(change.after),
        kind=values.t(f"history.kind.{change.kind}"),
        reason=views.Value(reason, change.commit.id, receipt),
    )


def corrections(values: Values, wanted: frozenset[str] | None = None) -> Iterator[tuple[str, PastRow]]:
    """Yield the corrected values of closed quarters, each with the reference of its record.

    Args:
        values: The parts that make values and links.
        wanted: References of the records to include; None for all.
    """
    for quarter, located in values.portal.quarter_files.items():
        for correction in located.record.corrections:
            for change in correction.changes:
                ref = ref_of(change)
                if wanted is None or ref in wanted:
                    yield ref, _corrected(values, quarter, located.place, correction, change)


def corrections_of(values: Values, quarter: Quarter) -> Iterator[PastRow]:
    """Yield the corrected values of one closed quarter, oldest first."""
    located = values.portal.quarter_files[quarter]
    for correction in located.record.corrections:
        for change in correction.changes:
            yield _corrected(values, quarter, located.place, correction, change)


def replaced(values: Values, wanted: frozenset[str] | None = None) -> Iterator[tuple[str, PastRow]]:
    """Yield the values that a later form of the same agency and quarter replaced, as `corrections` does."""
    for quarter in values.portal.quarter_files:
        for ref, row in _replaced_in(values, quarter):
            if wanted is None or ref in wanted:
                yield ref, row


def replaced_of(values: Values, quarter: Quarter) -> Iterator[PastRow]:
    """Yield the values of one quarter that a later form of the same agency replaced, oldest first."""
    yield from (row for _, row in _replaced_in(values, quarter))


def _replaced_in(values: Values, quarter: Quarter) -> Iterator[tuple[str, PastRow]]:
    located = values.portal.quarter_files[quarter]
    receipt = views.Receipt(
        f"quarter:{quarter.id}", located.place, url=f"{urls.quarter(quarter)}#bieu-da-nhan"
    )
    for form in located.record.receipts:
        for change in form.changes or ():
            # What no form said before is no past value, and the cell of a form is no value of a record.
            if change.before is not None and change.field != "imported":
                yield ref_of(change), _replaced(values, quarter, form, change, receipt)


def _replaced(
    values: Values, quarter: Quarter, form: FormReceipt, change: Change, receipt: views.Receipt
) -> PastRow:
    reason = values.t("history.later-form", agency=values.agency_name(form.agency, short=True))
    return _changed(
        values, quarter, change, form.received, reason, values.t("history.kind.later-form"), receipt
    )


def ref_of(change: Change) -> str:
    """Return the reference of what was changed: a task, a target, or a plan for all its results."""
    if change.task is not None:
        return f"task:{change.plan}/{change.task}"
    return f"target:{change.plan}/{change.target}" if change.target is not None else f"plan:{change.plan}"


def _corrected(
    values: Values, quarter: Quarter, place: str, correction: Correction, change: Change
) -> PastRow:
    receipt = views.Receipt(f"quarter:{quarter.id}", place, url=f"{urls.quarter(quarter)}#dinh-chinh")
    reason = correction.reason
    if correction.document is not None:
        reason = f"{reason} ({values.source_label(correction.document)})"
    return _changed(
        values, quarter, change, correction.date, reason, values.t("history.kind.closed"), receipt
    )


def _changed(
    values: Values,
    quarter: Quarter,
    change: Change,
    day: date,
    reason: str,
    kind: str,
    receipt: views.Receipt,
) -> PastRow:
    """Return the row of a change that a quarter's file records."""
    owner = records.Results if change.field == "cutoff" else records.Result

    def value(text: str | None) -> views.Value | None:
        return None if text is None else views.Value(shown(values, change.field, text, owner), text, receipt)

    named = [quarter.label, values.agency_name(change.agency, short=True) if change.agency else ""]
    return PastRow(
        subject=subject_link(values, ref_of(change)),
        day=views.Value(wording.day(day), day.isoformat(), receipt),
        commit=None,
        field=" · ".join([*filter(None, named), field_words(values.catalogue, owner, change.field)]),
        before=value(change.before),
        after=value(change.after),
        kind=kind,
        reason=views.Value(reason, day.isoformat(), receipt),
    )


def subject_link(values: Values, ref: str) -> views.Link:
    """Return the name of a record with a link to it; the address is empty if the record is gone."""
    kind, _, key = ref.partition(":")
    plan_id, _, number = key.partition("/")
    plan = values.portal.plans.get(plan_id)
    if kind == "observation":
        for report, located in values.portal.observations():
            if located.record.key == key:
                return views.Link(located.record.label, urls.document_row(report.id, "sl", key))
        return views.Link(key, "")
    if plan is None:
        return views.Link(key, "")
    if kind == "plan":
        return values.plan_link(plan_id)
    text = values.t(f"history.subject.{kind}", number=number, plan=plan.record.short_title)
    if kind == "task":
        return views.Link(text, urls.task(plan.tasks[number]) if number in plan.tasks else "")
    there = any(target.record.number == number for target in plan.targets)
    return views.Link(text, urls.target(plan_id, number) if there else "")


def report_words(portal: Portal, report: str) -> str:
    """Say a quarter and agency like ``2026-q2/so-noi-vu`` in words."""
    name, _, rest = report.partition("/")
    quarter = Quarter.parse(name)
    agency = rest.partition("/")[0]
    names = portal.agencies
    parts = [quarter.label if quarter else name, names[agency].record.name if agency in names else agency]
    return " · ".join(filter(None, parts))


def field_words(catalogue: Catalogue, owner: type[records.Record], field: str) -> str:
    """Return a field's name in words, parts joined by `` · ``; an empty field means the whole entry.

    Args:
        catalogue: Vietnamese words.
        owner: Class of the record that has the field.
        field: Field of the record, parts joined by dots.
    """
    if not field:
        return catalogue.text("history.whole")
    first, _, rest = field.partition(".")
    if first == "measures" and rest:
        key, _, inner = rest.partition(".")
        return f"{key} · {field_words(catalogue, records.Measure, inner)}" if inner else key
    name = _name(catalogue, owner, first)
    return f"{name} · {field_words(catalogue, INSIDE.get(first, owner), rest)}" if rest else name


def _name(catalogue: Catalogue, owner: type[records.Record], field: str) -> str:
    """Return the name of a field; the key itself for a field that records no longer have."""
    try:
        return labels.label(owner, field, catalogue)
    except KeyError:
        return field


def shown(values: Values, field: str, text: str, owner: type[records.Record]) -> str:
    """Return a past value for readers: names, codes, days and numbers in words, else unchanged.

    Args:
        values: The parts that make values and links.
        field: Field of the record, parts joined by dots.
        text: The value in the data.
        owner: Class of the record that has the field; its codes have words in the catalogue.
    """
    name = field.rpartition(".")[2]
    parts = text.split("; ")
    if name in REGISTERS:
        return "; ".join(values.named(REGISTERS[name], part) for part in parts)
    if _DAY.fullmatch(text):
        return f"{text[8:]}/{text[5:7]}/{text[:4]}"
    if is_number(_inner(owner, field), name) and _NUMBER.fullmatch(text):
        return wording.number(Decimal(text))
    if name in {"uncertain", "not_entered"}:
        return "; ".join(_name(values.catalogue, _inner(owner, field), part) for part in parts)
    if text in FLAGS.allowed and _is_flag(_inner(owner, field), name):
        key = FLAGS.key(text)
    elif field in {"state", ""}:
        key = STATES.key(text.replace("-", "_"))
    else:
        key = f"{_codes_key(_inner(owner, field), name)}.{text}"
    return values.t(key) if key in values.catalogue else text


def _codes_key(record: type[records.Record], field: str) -> str:
    """Return the key of the words of a field's codes; empty for a field that records no longer have."""
    try:
        return labels.codes_key(record, field)
    except KeyError:
        return ""


def _inner(owner: type[records.Record], field: str) -> type[records.Record]:
    """Return the class of the record that contains a field with dots."""
    first, _, rest = field.partition(".")
    return INSIDE.get(first, owner) if rest else owner


def is_number(record: type[records.Record], field: str) -> bool:
    """Whether a field of a record class holds a number, possibly none."""
    known = record.model_fields.get(field)
    return known is not None and Decimal in _types(known.annotation)


def _is_flag(record: type[records.Record], field: str) -> bool:
    """Whether a field of a record class holds yes or no, possibly neither."""
    known = record.model_fields.get(field)
    return known is not None and bool in _types(known.annotation)


def _types(annotation: Any) -> set[Any]:
    """A type with all types that it is made of: those of a union, and the type under `Annotated`."""
    return {annotation}.union(*map(_types, get_args(annotation)))
