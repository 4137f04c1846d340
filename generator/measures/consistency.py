"""Finds statements in the official documents that do not agree: sums, ranks, dates, symbols, targets.

A finding is neutral: it names the records that disagree and the editors' notes (``data/consistency.yaml``)
that already explain it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.measures.figure_dates import is_before_merger
from generator.model import records, wording
from generator.model.portal import Located, Plan, Portal
from generator.model.slugs import slug

EXPLAINS = {
    "sum-exceeds": {"sum"},
    "sum-short": {"sum", "wording"},
    "rank-outside": {"wording", "contradiction"},
    "deadline-outside": {"date"},
    "cited-before-issued": {"date", "symbol"},
    "two-symbols": {"symbol"},
    "targets-contradict": {"contradiction"},
    "targets-other-scope": {"other-scope"},
    "target-no-increase": {"no-increase"},
    "without-upstream": set(),
}
"""For each code of a finding, the kinds of notes that can explain it. Findings are listed in this order."""


GROUPS: Mapping[str, tuple[str, ...]] = {
    "contradiction": ("targets-contradict", "rank-outside"),
    "sum": ("sum-exceeds", "sum-short"),
    "date": ("deadline-outside", "cited-before-issued"),
    "symbol": ("two-symbols",),
    "no-increase": ("target-no-increase",),
    "other-scope": ("targets-other-scope",),
    "wording": (),
    "upstream": ("without-upstream",),
}
"""Kinds of notes in page order, with the codes of the findings in the same group.

Slips of print are not among them; they stand on the page of their document and in ``portal lint``.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """Records that do not agree with each other."""

    code: str
    """Key of the message in the catalogue, under ``lint``."""
    about: tuple[str, ...]
    """References of the records concerned."""
    place: str
    """File and line of the first of them."""
    params: tuple[tuple[str, str], ...]
    """Names and values of the message's placeholders."""
    notes: tuple[str, ...] = ()
    """Ids of the editors' notes that explain it."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One entry of a group: a finding, or a note that explains none."""

    group: str
    finding: Finding | None = None
    note: Located[records.ConsistencyNote] | None = None

    @property
    def record(self) -> records.ConsistencyNote | None:
        """The note's record; None for a finding."""
        return None if self.note is None else self.note.record

    @property
    def about(self) -> tuple[str, ...]:
        """References of the records that the note is about."""
        return () if self.record is None else self.record.about


def disagreements(portal: Portal) -> list[Disagreement]:
    """Return every finding, then every note that explains none, in the order of `GROUPS`."""
    found = findings(portal)
    explained = {note for finding in found for note in finding.notes}
    entries = [
        Disagreement(group, finding)
        for group, codes in GROUPS.items()
        for code in codes
        for finding in found
        if finding.code == code
    ]
    entries += [
        Disagreement(note.record.kind, note=note)
        for note in portal.notes
        if note.record.id not in explained and note.record.kind in GROUPS
    ]
    order = list(GROUPS)
    return sorted(entries, key=lambda entry: order.index(entry.group))


def findings(portal: Portal) -> list[Finding]:
    """Return all findings, in the order of `EXPLAINS`, each with the notes that explain it."""
    found = [
        *_sums(portal),
        *_ranks(portal),
        *_deadlines(portal),
        *_citations(portal),
        *_symbols(portal),
        *_targets(portal),
        *_upstream(portal),
    ]
    order = list(EXPLAINS)
    joined = [replace(finding, notes=_notes(portal, finding)) for finding in found]
    return sorted(joined, key=lambda finding: order.index(finding.code))


def _notes(portal: Portal, finding: Finding) -> tuple[str, ...]:
    """Return ids of suitable notes that are about two of the finding's records (or its only one)."""
    wanted = set(finding.about)
    need = min(2, len(wanted))
    return tuple(
        note.record.id
        for note in portal.notes
        if note.record.kind in EXPLAINS[finding.code] and len(wanted & set(note.record.about)) >= need
    )


def _make(code: str, located: Located[records.Record], *others: str, **params: str) -> Finding:
    return Finding(code, (located.ref, *others), located.place, tuple(sorted(params.items())))


def _sums(portal: Portal) -> Iterator[Finding]:
    """Compare printed totals with the sum of their printed parts, where all are numbers in one unit."""
    for report in portal.reports.values():
        by_key = {entry.record.key: entry for entry in report.observations}
        parts: dict[str, list[Located[records.Observation]]] = {}
        for entry in report.observations:
            if entry.record.part_of is not None:
                parts.setdefault(entry.record.part_of, []).append(entry)
        for key, found in parts.items():
            total = by_key[key]
            values = [part.record.value for part in found]
            units = {part.record.unit for part in found} | {total.record.unit}
            whole = total.record.value
            if whole is None or None in values or len(units) > 1 or len(found) < 2:  # noqa: PLR2004 - a sum
                continue
            added = sum((value for value in values if value is not None), Decimal(0))
            if added != whole:
                yield _make(
                    "sum-exceeds" if added > whole else "sum-short",
                    total,
                    *(part.ref for part in found),
                    label=total.record.label,
                    total=wording.number(whole),
                    added=wording.number(added),
                    count=str(len(found)),
                )


def _ranks(portal: Portal) -> Iterator[Finding]:
    for _, entry in portal.observations():
        rank, of_total = entry.record.rank, entry.record.of_total
        if rank is not None and (rank < 1 or (of_total is not None and rank > of_total)):
            of = wording.number(of_total) if of_total is not None else "?"
            yield _make("rank-outside", entry, label=entry.record.label, rank=wording.number(rank), of=of)


def _deadlines(portal: Portal) -> Iterator[Finding]:
    """Find tasks with a last compliant day outside their plan's period, unless the wording is uncertain."""
    for plan in portal.plans.values():
        period = plan.record.period
        for task in plan.tasks.values():
            outside = [day for day in task.deadline.instances if not period.first <= day <= period.last]
            if outside and "deadline" not in task.uncertain:
                located = Located(task.record, task.place, task.ref)
                yield _make(
                    "deadline-outside",
                    located,
                    number=task.number,
                    plan=plan.record.short_title,
                    deadline=task.record.deadline or "",
                )


def _citations(portal: Portal) -> Iterator[Finding]:
    """Find documents dated later than a document that cites them."""
    for entry in portal.documents.values():
        day = entry.record.date
        for citation in entry.record.cited_at:
            citing = portal.documents[citation.document].record
            if day is not None and citing.date is not None and day > citing.date:
                yield _make(
                    "cited-before-issued",
                    entry,
                    f"document:{citing.id}",
                    document=entry.record.symbol or entry.record.id,
                    date=wording.day(day),
                    citing=citing.symbol or citing.id,
                    at=wording.day(citing.date),
                )


def _symbols(portal: Portal) -> Iterator[Finding]:
    """Find documents of the same kind, date and title that have different symbols."""
    seen: dict[tuple[str, str, str], Located[records.Document]] = {}
    for entry in portal.documents.values():
        record = entry.record
        if record.date is None or not record.title or not record.symbol:
            continue
        key = (record.kind, record.date.isoformat(), slug(record.title))
        first = seen.setdefault(key, entry)
        if first.record.symbol != record.symbol:
            yield _make(
                "two-symbols",
                first,
                entry.ref,
                first=first.record.symbol or "",
                second=record.symbol,
                title=record.title,
            )


Measured = tuple[Plan, Located[records.Target], records.Measure]


def _targets(portal: Portal) -> Iterator[Finding]:
    """Find targets of one indicator that differ, pair by pair, and targets an earlier result already met."""
    of: dict[str, list[Measured]] = {}
    for plan in portal.plans.values():
        for target in plan.targets:
            for measure in target.record.measures:
                if measure.indicator is not None and measure.value is not None:
                    of.setdefault(measure.indicator, []).append((plan, target, measure))
    for indicator, found in of.items():
        name = portal.indicators[indicator].record.short_name
        for index, one in enumerate(found):
            for other in found[index + 1 :]:
                # Each commune sets its own targets: compare it with the city, not with its neighbours.
                scopes = {one[0].record.scope, other[0].record.scope}
                near = "city" in scopes or one[0].record.owner == other[0].record.owner
                if near and one[2].value != other[2].value and one[2].unit == other[2].unit:
                    yield _pair(name, one, other)
            yield from _not_above(portal, indicator, name, one)


def _pair(name: str, one: Measured, other: Measured) -> Finding:
    same = (one[0].record.scope, one[0].record.owner, one[0].record.period, one[2].period)
    code = (
        "targets-contradict"
        if same == (other[0].record.scope, other[0].record.owner, other[0].record.period, other[2].period)
        else "targets-other-scope"
    )
    return _make(
        code,
        one[1],
        other[1].ref,
        indicator=name,
        first=f"{one[2].value_as_written} ({one[0].record.short_title})",
        second=f"{other[2].value_as_written} ({other[0].record.short_title})",
    )


def _not_above(portal: Portal, indicator: str, name: str, one: Measured) -> Iterator[Finding]:
    """Find earlier results that already met a target; results of the city before its merger are another's."""
    plan, target, measure = one
    direction = measure.direction or portal.indicators[indicator].record.direction
    for report, entry in portal.observations():
        record = entry.record
        same = record.indicator == indicator and record.kind == "result" and record.unit == measure.unit
        if not same or record.value is None or measure.value is None:
            continue
        if report.record.period.last >= plan.record.period.first or direction is None:
            continue
        if is_before_merger(portal, report, record) and not _is_of_former_city(portal, plan):
            continue
        if _reached(record.value, measure, measure.value, direction):
            yield _make(
                "target-no-increase",
                target,
                entry.ref,
                indicator=name,
                target=f"{measure.value_as_written} ({plan.record.short_title})",
                result=record.value_as_written,
            )


def _is_of_former_city(portal: Portal, plan: Plan) -> bool:
    """Whether a plan ended before the merger, so that its targets are of the former city."""
    merger = portal.settings.merger
    return merger is not None and plan.record.period.last < merger


def _reached(result: Decimal, measure: records.Measure, level: Decimal, direction: str) -> bool:
    """Whether an earlier result already met the level; an equal result did, unless the text asks for more."""
    if result == level:
        return measure.comparator not in {">", "<"}
    return result > level if direction == "up" else result < level


def _upstream(portal: Portal) -> Iterator[Finding]:
    """Find plans of communes and agencies with tasks that implement no other task: one finding per plan."""
    for plan in portal.plans.values():
        if plan.record.scope == "city":
            continue
        alone = [task for task in plan.printed_tasks if not task.record.implements]
        if alone:
            located = Located(plan.record, plan.place, plan.ref)
            total = str(len(plan.printed_tasks))
            yield _make(
                "without-upstream",
                located,
                *(task.ref for task in alone),
                plan=plan.record.short_title,
                count=str(len(alone)),
                total=total,
            )
