"""Finds what an import changes (results, postponed deadlines, new documents) and makes the new data files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.data.closed_quarter import NAMED
from generator.data.comparison import FieldChange, compare
from generator.data.differences import ORIGIN_FIELDS
from generator.data.yaml_writer import OneLine, dump
from generator.model.portal import Plan, Portal
from generator.model.quarter import Quarter
from generator.office.entries import FormPlace, RowEntry
from generator.office.field_cells import Plain, plain
from generator.office.new_documents import Newcomer
from generator.office.yaml_edits import Edit, edit_list, rows_text


@dataclass(frozen=True, slots=True)
class ResultChange:
    """One result that is new or differs from the data."""

    entry: RowEntry
    old: Mapping[str, Plain]
    """Empty for a new result."""
    new: Mapping[str, Plain]

    @property
    def plan(self) -> Plan:
        """The plan of the task or target."""
        return self.entry.duty.plan

    @property
    def fields(self) -> tuple[FieldChange[str, Plain], ...]:
        """The reported fields that differ."""
        row = self.entry.duty.key
        return tuple(compare({row: _reported(self.old)}, {row: _reported(self.new)}))


@dataclass(frozen=True, slots=True)
class Postponement:
    """A new deadline that a form reports, with its document."""

    plan: Plan
    fields: Mapping[str, str]
    place: FormPlace


def _reported(result: Mapping[str, Plain]) -> Mapping[str, Plain]:
    """Return the fields of a result that were reported: not its task, agency, reporter or origin."""
    aside = ORIGIN_FIELDS | NAMED
    return {name: value for name, value in result.items() if value and name not in aside}


def changes_of(entries: Iterable[RowEntry]) -> list[ResultChange]:
    """Return the entries that differ from the data."""
    found = []
    for entry in entries:
        old = plain(entry.duty.current.record) if entry.duty.current is not None else {}
        change = ResultChange(entry, old, entry.fields)
        if not old or change.fields:
            found.append(change)
    return found


def postponements_of(entries: Iterable[RowEntry]) -> list[Postponement]:
    """Return the postponed deadlines that are not in the data yet, each once."""
    found: dict[tuple[str, ...], Postponement] = {}
    for entry in entries:
        if entry.postponement is None:
            continue
        fields = {"task": entry.postponement["task"], "kind": "postponed"} | dict(entry.postponement)
        plan = entry.duty.plan
        known = {(e.record.task, e.record.deadline, e.record.document) for e in plan.events}
        of = (fields["task"], fields["deadline"], fields["document"])
        if of not in known:
            found.setdefault((plan.id, *of), Postponement(plan, fields, entry.place))
    return list(found.values())


def new_files(
    portal: Portal,
    quarter: Quarter,
    changes: Iterable[ResultChange],
    postponements: Iterable[Postponement],
    newcomers: Iterable[Newcomer],
    cutoffs: Mapping[str, date],
) -> dict[str, bytes]:
    """Return the new content of every data file that changes, by path; nothing is written.

    Args:
        portal: The present data.
        quarter: The quarter that was reported.
        changes: New and changed results.
        postponements: Postponed deadlines to add.
        newcomers: Documents to add to the register.
        cutoffs: Cut-off by plan id, for plans that have no results of the quarter yet.
    """
    files: dict[str, bytes] = {}
    by_plan: dict[str, list[ResultChange]] = {}
    for change in changes:
        by_plan.setdefault(change.plan.id, []).append(change)
    for plan_id, own in by_plan.items():
        path = f"data/plans/{plan_id}/results/{quarter.id}.yaml"
        files[path] = _results(portal, path, quarter, own, cutoffs.get(plan_id))
    for postponement in postponements:
        path = f"data/plans/{postponement.plan.id}/events.yaml"
        data = files.get(path, portal.sources.get(path, b""))
        files[path] = _appended(data, rows_text([postponement.fields]))
    registered: list[dict[str, Plain]] = [
        {
            "id": one.id, "symbol": one.symbol, "kind": one.kind, "date": one.day.isoformat(),
            "issuer": one.issuer, "title": one.title, "held": "false", "text": "verified",
            **one.more,
        }
        for one in newcomers
    ]  # fmt: skip
    if registered:
        path = "data/documents.yaml"
        files[path] = _appended(portal.sources[path], rows_text(registered))
    return files


def _results(
    portal: Portal, path: str, quarter: Quarter, changes: list[ResultChange], cutoff: date | None
) -> bytes:
    edits = []
    there = next((q for q in changes[0].plan.quarters if q.quarter == quarter), None)
    places = {}
    if there is not None:
        places = {
            (r.record.task, r.record.target, r.record.measure, r.record.agency): index
            for index, r in enumerate(there.results)
        }
    for change in changes:
        index = places.get(change.entry.duty.identity[1:])
        new = dict(change.new) | {"imported": change.entry.place.recorded}
        if "reporter" in change.old and "reporter" not in new:
            new["reporter"] = change.old["reporter"]
        edits.append(Edit(new, index))
    if there is None:
        rows = [OneLine(edit.fields) for edit in edits]
        return dump({"cutoff": cutoff or "", "results": rows}, quote="'").encode()
    return edit_list(path, portal.sources[path], "results", edits)


def _appended(data: bytes, text: str) -> bytes:
    """Return a file that is a list with entries added at its end."""
    if not data.strip() or data.strip() == b"[]":
        return text.encode()
    return data + (b"" if data.endswith(b"\n") else b"\n") + text.encode()
