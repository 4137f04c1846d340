"""What closing a quarter freezes: its results in a canonical form, and that form's SHA-256.

In canonical form each result is a row of texts without empty cells, and rows are sorted. Comments, the
order of a file and columns added later therefore change nothing. Pure; imports no table library, so that
checking stays quick.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias

from generator.data.comparison import FieldChange, Values, compare
from generator.data.formula_guard import unguarded
from generator.data.yaml_writer import OneLine, Quoted, Value, dump
from generator.model import records
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.model.quarter_records import Change, Correction, FormReceipt, QuarterFile

Row: TypeAlias = Mapping[str, str]
"""Non-empty cells of one result, by column name."""

Key: TypeAlias = tuple[str, str, str, str, str]
"""What a row is about: plan id, task number, target number, measure key, agency id; empty if not given."""

KEY_COLUMNS = ("plan", "task", "target", "measure", "agency")

NAMED = frozenset({*KEY_COLUMNS, "quarter"})
"""Columns that identify a row; a correction may change all others."""

HEAD = tuple(name for name in records.Results.model_fields if name not in {"published", "results"})
"""Fields that a results file holds once for all its results, without the day of publication."""


def reported_fields(kind: type[records.Result]) -> tuple[str, ...]:
    """Names of the fields of each result, without ``imported`` (the cell it was typed in)."""
    return tuple(name for name in kind.model_fields if name != "imported")


TABLES = ("results", "targets", "tasks")
"""File stems of the tables of a snapshot."""

FOLDER = "data/quarters"
SNAPSHOTS = "data/snapshots"

HEADER = (
    "# Tệp do lệnh portal quarter và portal import ghi; không sửa tay.\n"
    '# Giá trị của kỳ đã khóa chỉ đổi khi có lý do: portal import --correct "lý do".\n'
)


def quarter_path(quarter: Quarter) -> str:
    """Path of a quarter's own file, relative to the root."""
    return f"{FOLDER}/{quarter.id}.yaml"


def snapshot_path(quarter: Quarter, table: str) -> str:
    """Path of one frozen table of a closed quarter, relative to the root."""
    return f"{SNAPSHOTS}/{quarter.id}/{table}.csv"


def row_of(plan_id: str, quarter: Quarter, head: records.Results, record: records.Result) -> Row:
    """One result as a row of texts; `head` is the record of its file, which gives the cut-off."""
    cells = {"plan": plan_id, "quarter": quarter.id}
    cells |= {name: _text(getattr(head, name)) for name in HEAD}
    cells |= {name: _text(getattr(record, name)) for name in reported_fields(type(record))}
    return {name: cell for name, cell in cells.items() if cell}


def _text(value: object) -> str:
    """A value as a cell: ISO days, numbers with a decimal point, several values joined by ``;``."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return format(value, "f")
        case tuple():
            return ";".join(_text(item) for item in value)
        case _:
            return str(value)


def rows_of(portal: Portal, quarter: Quarter) -> list[Row]:
    """Every result of a quarter, over all plans, in canonical order."""
    return ordered(
        row_of(plan.id, quarter, results.record, entry.record)
        for plan in portal.plans.values()
        for results in plan.quarters
        if results.quarter == quarter
        for entry in results.results
    )


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Rows in canonical order: sorted by key."""
    return sorted(rows, key=key_of)


def key_of(row: Row) -> Key:
    """The key of a row; missing cells are empty texts."""
    plan, task, target, measure, agency = (row.get(name, "") for name in KEY_COLUMNS)
    return plan, task, target, measure, agency


def subject_of(change: Change) -> Key:
    """The key of the row that a change is about; of a change of the whole file, plan and empty texts."""
    return change.plan, change.task or "", change.target or "", change.measure or "", change.agency or ""


def subject_text(change: Change) -> str:
    """Plan, task or target, measure and agency of a change on one line."""
    return " · ".join(filter(None, subject_of(change)))


def digest(rows: Iterable[Row]) -> str:
    """SHA-256 of the canonical form of a quarter's results, in hexadecimal."""
    lines = (json.dumps(dict(row), ensure_ascii=False, sort_keys=True) for row in ordered(rows))
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def changes(before: Iterable[Row], after: Iterable[Row]) -> tuple[Change, ...]:
    """What differs between two states of a quarter's results, value by value, in canonical order.

    A changed cut-off gives one change for its plan, not one for each of its results.
    """
    found: dict[tuple[Key, str], Change] = {}
    for change in compare(_entries(before), _entries(after)):
        key = change.ref
        if change.field in HEAD:
            if change.before is None or change.after is None:
                continue  # added or removed together with its result
            key = (key[0], "", "", "", "")
        found.setdefault((key, change.field), _change(key, change))
    return tuple(found[place] for place in sorted(found))


def _entries(rows: Iterable[Row]) -> Mapping[Key, Values]:
    """Rows by key, without the columns that identify them."""
    return {
        key_of(row): {name: cell for name, cell in row.items() if cell and name not in NAMED} for row in rows
    }


def _change(key: Key, change: FieldChange[Key, str]) -> Change:
    named = {name: part for name, part in zip(KEY_COLUMNS, key, strict=True) if part}
    return Change.model_validate(
        {**named, "field": change.field, "before": change.before, "after": change.after}
    )


def read_rows(table: bytes) -> list[Row]:
    """Rows of a frozen CSV table, without the apostrophes that guard against formulas (`formula_guard`)."""
    reader = csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    return [{name: unguarded(cell) for name, cell in row.items() if name and cell} for row in reader]


def result_of(row: Row) -> records.Result:
    """The result that a row describes.

    Raises:
        ValueError: The cells are those of no valid result.
    """
    fields: dict[str, object] = {name: row[name] for name in records.Result.model_fields if name in row}
    if "evidence" in row:
        fields["evidence"] = row["evidence"].split(";")
    return records.Result.model_validate(fields)


def corrected_rows(rows: Iterable[Row], made: Iterable[Change]) -> list[Row]:
    """Rows of a closed quarter with changes applied, in canonical order."""
    found = {key_of(row): dict(row) for row in rows}
    correct(found, made)
    return ordered(row for row in found.values() if row.get("state"))


def correct(rows: dict[Key, dict[str, str]], made: Iterable[Change]) -> None:
    """Apply changes made together to the rows of a quarter, by key."""
    every: set[Key] = set()
    for change in made:
        key = subject_of(change)
        touched = [k for k in rows if k[0] == change.plan] if change.agency is None else [key]
        for each in touched:
            row = rows.setdefault(each, {n: part for n, part in zip(KEY_COLUMNS, each, strict=True) if part})
            row.pop(change.field, None)
            if change.after is not None:
                row[change.field] = change.after
        every.update(touched)
    # A correction removes a result by removing its fields; a row without a state is such a result.
    for key in every:
        if not rows[key].get("state"):
            del rows[key]


def taken_back(change: Change) -> Change:
    """The change that takes another one back."""
    return change.model_copy(update={"before": change.after, "after": change.before})


def unexplained(record: QuarterFile, frozen: bytes, now: Iterable[Row]) -> tuple[Change, ...]:
    """How a closed quarter's results differ from the frozen ones with all recorded corrections applied.

    Args:
        record: The quarter's record with its corrections.
        frozen: Bytes of its frozen table of results (CSV).
        now: The rows made from today's data files.

    Returns:
        The changes that no correction explains; empty if all is well.
    """
    made = [change for correction in record.corrections for change in correction.changes]
    return changes(_bare(corrected_rows(read_rows(frozen), made)), _bare(now))


def _bare(rows: Iterable[Row]) -> list[Row]:
    """Rows without carriage returns, which a CSV file does not keep reliably."""
    return [{name: cell.replace("\r", "") for name, cell in row.items()} for row in rows]


def quarter_text(record: QuarterFile) -> str:
    """The text (YAML) of the quarter's file."""
    days = {name: getattr(record, name) for name in ("opened", "due", "cutoff", "forms_made")}
    fields: dict[str, Value] = {name: day for name, day in days.items() if day is not None}
    if record.forms:
        fields["forms"] = [OneLine(form.model_dump()) for form in record.forms]
    if record.receipts:
        fields["receipts"] = [_receipt(receipt) for receipt in record.receipts]
    if record.closed is not None:
        fields |= {"closed": record.closed, "hash": str(record.hash)}
    if record.snapshot is not None:
        fields["snapshot"] = {name: str(getattr(record.snapshot, name)) for name in TABLES}
    if record.corrections:
        fields["corrections"] = [_correction(correction) for correction in record.corrections]
    return HEADER + dump(fields)


def _receipt(receipt: FormReceipt) -> Value:
    """A receipt as written in YAML, on one line without changes; the signed report's number is quoted."""
    cells = receipt.model_dump(exclude_none=True, exclude={"changes"})
    fields = {name: Quoted(cell) if name == "symbol" else cell for name, cell in cells.items()}
    if receipt.changes is None:
        return OneLine(fields)
    return fields | {"changes": [_change_line(change) for change in receipt.changes]}


def _change_line(change: Change) -> OneLine:
    """A change as written in YAML, on one line; its values are always quoted."""
    return OneLine({name: Quoted(cell) for name, cell in change.model_dump(exclude_none=True).items()})


def _correction(correction: Correction) -> Mapping[str, Value]:
    """A correction as written in YAML; reason and changed values are always quoted."""
    document: dict[str, Value] = {} if correction.document is None else {"document": correction.document}
    return {
        "date": correction.date,
        "reason": Quoted(correction.reason),
        **document,
        "changes": [_change_line(change) for change in correction.changes],
        "hash": correction.hash,
    }
