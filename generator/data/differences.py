"""What differs between the data as published and as it is now, one result or record at a time. Pure.

Values are compared, not lines: a remark, an order or a quote that changes says nothing new.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from generator.data.comparison import FieldChange, Values, by_entry, compare, values_of
from generator.data.history import Commit, Entry, entries_of, is_told, items, listed
from generator.data.parser import LISTS, PLAN_LISTS
from generator.data.strict_yaml import load, to_plain

Kind: TypeAlias = Literal["new", "changed", "gone"]

SILENT = frozenset({"imported", "reporter"})
"""Fields that say where a result came from: no change by themselves."""

DETAILS = frozenset({
    # what an entry is called by in the data, and how its wording was read
    "id", "key", "number", "task", "kind", "text", "uncertain", "ocr", "source", "sources", "lead_source",
    # what is beside the point of who, what and until when; each has its place on the record's own page
    "about", "agencies", "aliases", "area", "area_km2", "area_reading", "body", "center", "cited_at", "code",
    "comparisons", "coordinating", "cutoff", "deadline_reading", "deliverables", "direction", "edition",
    "explanation", "former_names", "full", "grid", "headline", "held", "implements", "indicator", "lang",
    "measured_by", "measures", "members", "members_complete", "members_kind", "numbering", "of_total",
    "parent", "part_of", "period", "published", "qualifier", "rank", "relations", "scale", "section",
    "short_name", "signer", "signer_title", "unit", "unit_kind", "url", "value",
})  # fmt: skip
"""Fields not listed of a record that came or went whole: the others tell what it is.

Named are those left out, not those listed, so that a field added to a record is seen until someone decides.
"""


@dataclass(frozen=True, slots=True)
class Published:
    """The data as published."""

    files: Mapping[str, bytes]
    """By path relative to the root."""
    commit: Commit | None = None
    """None where it is a folder."""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One result or record that is new, differs or is gone."""

    ref: str
    """``task:tp-2026/38``; ``file:data/texts/x.txt`` for a file that holds no records."""
    report: str
    """``2026-q2/so-noi-vu`` when it is a quarter's result; else empty."""
    kind: Kind
    path: str
    fields: tuple[FieldChange[Entry, str], ...]


def differences(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Difference]:
    """Everything that differs between two states of the data files, path by path, in the newer order."""
    found: list[Difference] = []
    for path in sorted({*old, *new}):
        was, now = old.get(path), new.get(path)
        if was != now:
            found += _of_file(path, was, now)
    return found


def _of_file(path: str, was: bytes | None, now: bytes | None) -> Iterator[Difference]:
    before, after = (None if data is None else _entries(path, data) for data in (was, now))
    if (was is not None and before is None) or (now is not None and after is None):
        yield Difference(f"file:{path}", "", _kind(was, now), path, ())
        return
    old, new = before or {}, after or {}
    for entry, changes in by_entry(compare(old, new)).items():
        first, second = old.get(entry), new.get(entry)
        fields = tuple(_worth_saying(changes, first, second, record=not entry[1]))
        if fields:
            yield Difference(*entry, _kind(first, second), path, fields)


def _kind(was: object | None, now: object | None) -> Kind:
    return "new" if was is None else "gone" if now is None else "changed"


def _worth_saying(
    changes: Iterable[FieldChange[Entry, str]], was: Values | None, now: Values | None, *, record: bool
) -> Iterator[FieldChange[Entry, str]]:
    """The fields worth a line: of a record that came or went, those that tell what it is."""
    hidden = SILENT
    if "value_as_written" in {**(was or {}), **(now or {})}:
        # As written is what people read; the bare number says the same once more.
        hidden |= {"value"}
    whole = record and (was is None or now is None)
    for change in changes:
        first = change.field.partition(".")[0]
        if change.field not in hidden and not (whole and first in DETAILS):
            yield change


def _entries(path: str, data: bytes) -> Mapping[Entry, Values] | None:
    """Entries of a file with their values; None for a file that holds no records, or cannot be read."""
    if not path.endswith(".yaml"):
        return None
    node, _ = load(path, data)
    if node is None:
        return None
    found = dict(entries_of(path, data) or {}) if is_told(path) else {}
    return found | dict(_others(path.removesuffix(".yaml").split("/")[1:], to_plain(node)))


def _others(parts: Sequence[str], plain: Any) -> Iterator[tuple[Entry, Values]]:
    """What a file says besides tasks, targets, results and observations."""
    match parts:
        case ["plans", plan, "results", quarter]:
            yield from _head(f"results:{plan}/{quarter}", plain, "results")
        case ["plans", plan, "plan"]:
            yield from _head(f"plan:{plan}", plain)
        case ["plans", plan, "events"]:
            for event in plain if isinstance(plain, list) else []:
                which = "/".join(str(event.get(name, "")) for name in ("kind", "document"))
                yield (f"event:{plan}/{event.get('task', '')}", which), values_of(event)
        case ["plans", plan, name] if name in PLAN_LISTS and name not in {"tasks", "targets"}:
            _, kind, key = PLAN_LISTS[name]
            yield from listed(plain, f"{kind}:{plan}/", key)
        case ["reports", report]:
            yield from _head(f"report:{report}", plain, "observations")
        case ["quarters", quarter]:
            reasons = [entry["reason"] for entry in items(plain, "corrections") if "reason" in entry]
            said = {name: plain[name] for name in ("opened", "closed") if name in plain}
            yield (
                (f"quarter:{quarter}", "file"),
                said | ({"corrections": "; ".join(reasons)} if reasons else {}),
            )
        case ["portal"]:
            yield from _head("portal:", plain)
        case [name] if name in LISTS:
            _, kind, key = LISTS[name]
            yield from listed(plain, f"{kind}:", key)


def _head(ref: str, plain: Any, without: str = "") -> Iterator[tuple[Entry, Values]]:
    """A file that is one record, its list of other records left out."""
    if isinstance(plain, dict):
        # Named as of the file, so that all its fields are told when it is new.
        yield (ref, "file"), values_of({name: value for name, value in plain.items() if name != without})
