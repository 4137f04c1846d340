"""What differs between the published data and the current data, one result or record at a time. Pure.

Values are compared, not lines: changed comments, order or quotes in a YAML file are no difference.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from generator.data.comparison import FieldChange, Values, by_entry, compare, values_of
from generator.data.history import Commit, Entry, entries_of, is_tracked, items, listed
from generator.data.parser import LISTS, PLAN_LISTS
from generator.data.strict_yaml import load, to_plain

Kind: TypeAlias = Literal["new", "changed", "gone"]

ORIGIN_FIELDS = frozenset({"imported", "reporter"})
"""Fields that only say where a result came from; if nothing else differs, there is no difference."""

DETAILS = frozenset({
    # names of an entry in the data, and how its wording was read
    "id", "key", "number", "task", "kind", "text", "uncertain", "ocr", "as_written", "source", "sources",
    "lead_source",
    # not about who, what and until when; shown on the record's own page
    "about", "agencies", "aliases", "area", "area_km2", "area_reading", "body", "center", "cited_at", "code",
    "comparisons", "coordinating", "cutoff", "deadline_reading", "deliverables", "direction", "edition",
    "explanation", "former_names", "full", "grid", "headline", "held", "implements", "indicator", "lang",
    "measured_by", "measures", "members", "members_complete", "members_kind", "numbering", "of_total",
    "parent", "part_of", "period", "published", "qualifier", "rank", "relations", "scale", "section",
    "short_name", "signer", "signer_title", "unit", "unit_kind", "url", "value",
})  # fmt: skip
"""Fields not shown for a record that was added or removed whole; the others are enough to describe it.

The set names fields to hide, not fields to show, so that a field added to a record is shown by default.
"""


@dataclass(frozen=True, slots=True)
class Published:
    """The published data, taken from a commit or a folder."""

    files: Mapping[str, bytes]
    """Contents by path relative to the root."""
    commit: Commit | None = None
    """None if it comes from a folder."""
    folder: str = ""
    """The folder as shown to people; empty if it comes from a commit."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One result or record that was added, changed or removed."""

    ref: str
    """``task:tp-2026/38``; ``file:data/texts/x.txt`` for a file without records."""
    report: str
    """Quarter and agency of a result (``2026-q2/so-noi-vu``); empty, or what separates entries of a ref."""
    kind: Kind
    path: str
    fields: tuple[FieldChange[Entry, str], ...]


def differences(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Difference]:
    """Everything that differs between two states of the data files (contents by path), sorted by path."""
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
    """The changed fields to show; for a record added or removed whole, without `DETAILS`."""
    hidden = ORIGIN_FIELDS
    if "value_as_written" in {**(was or {}), **(now or {})}:
        # People read the value as written; the bare number would only repeat it.
        hidden |= {"value"}
    whole = record and (was is None or now is None)
    for change in changes:
        first = change.field.partition(".")[0]
        if change.field not in hidden and not (whole and first in DETAILS):
            yield change


def _entries(path: str, data: bytes) -> Mapping[Entry, Values] | None:
    """Entries of a file with their values; None if the file holds no records or cannot be read."""
    if not path.endswith(".yaml"):
        return None
    node, _ = load(path, data)
    if node is None:
        return None
    found = dict(entries_of(path, data) or {}) if is_tracked(path) else {}
    return found | dict(_others(path.removesuffix(".yaml").split("/")[1:], to_plain(node)))


def _others(parts: Sequence[str], plain: Any) -> Iterator[tuple[Entry, Values]]:
    """Entries of a file other than tasks, targets, results and observations."""
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
            state = {name: plain[name] for name in ("opened", "closed") if name in plain}
            yield (
                (f"quarter:{quarter}", "file"),
                state | ({"corrections": "; ".join(reasons)} if reasons else {}),
            )
        case ["portal"]:
            yield from _head("portal:", plain)
        case [name] if name in LISTS:
            _, kind, key = LISTS[name]
            yield from listed(plain, f"{kind}:", key)


def _head(ref: str, plain: Any, without: str = "") -> Iterator[tuple[Entry, Values]]:
    """The single record of a file, without its list of other records (field `without`)."""
    if isinstance(plain, dict):
        # A non-empty second part of the key, so that all fields are shown when the file is new.
        yield (ref, "file"), values_of({name: value for name, value in plain.items() if name != without})
