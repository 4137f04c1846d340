"""What differs between two states of the same things: entry by entry, field by field. Pure.

The one comparison behind the log of the data, the preview, imports, closed quarters and their snapshots. An
entry is whatever a caller names by a key, with a value for each field. No list of fields is kept here:
every field that either state has is compared, so that a field added to a record cannot be overlooked.
"""

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Values: TypeAlias = Mapping[str, str]
"""Texts of an entry by field; nested ones by dotted names."""

WHOLE = ""
"""Name under which an entry may carry the text that stands for all of it, beside its fields."""


@dataclass(frozen=True, slots=True)
class FieldChange(Generic[K, V]):
    """One value before and after."""

    ref: K
    """Key of the entry."""
    field: str
    before: V | None
    """None where the entry, or the entry as it was, has no such field."""
    after: V | None


def compare(
    before: Mapping[K, Mapping[str, V]], after: Mapping[K, Mapping[str, V]]
) -> Iterator[FieldChange[K, V]]:
    """Every value that differs: entries, and fields of each, in the order of the newer state, gone ones last.

    An entry that came or went gives a change for each of its values.
    """
    for ref in _newer_first(before, after):
        was, now = before.get(ref, {}), after.get(ref, {})
        for field in _newer_first(was, now):
            old, new = was.get(field), now.get(field)
            if old != new:
                yield FieldChange(ref, field, old, new)


def _newer_first(before: Mapping[K, object], after: Mapping[K, object]) -> Iterator[K]:
    yield from after
    yield from (key for key in before if key not in after)


def by_entry(changes: Iterable[FieldChange[K, V]]) -> dict[K, tuple[FieldChange[K, V], ...]]:
    """Changes by the entry they are of, in their order."""
    found: dict[K, list[FieldChange[K, V]]] = {}
    for change in changes:
        found.setdefault(change.ref, []).append(change)
    return {ref: tuple(of) for ref, of in found.items()}


def values_of(entry: Mapping[str, Any]) -> Values:
    """Every text of an entry of a data file by its dotted name.

    A list of texts is one text, joined by ``; ``; measures of a target go by their key; any other list is
    one text of JSON.
    """
    return dict(_flat(entry))


def _flat(entry: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in entry.items():
        if isinstance(value, str):
            yield f"{prefix}{name}", value
        elif isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        elif all(isinstance(item, str) for item in value):
            yield f"{prefix}{name}", "; ".join(value)
        elif name == "measures":
            for place, item in enumerate(value, 1):
                if isinstance(item, dict):
                    yield from _flat(item, f"{prefix}{name}.{item.get('key', place)}.")
        else:
            yield f"{prefix}{name}", json.dumps(value, ensure_ascii=False)
