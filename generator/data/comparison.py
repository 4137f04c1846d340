"""Compares two states of the same entries, entry by entry and field by field. Pure.

The log of the data, the preview, imports, closed quarters and their snapshots all use this comparison. An
entry is anything with a key and a value for each field. There is no list of fields here: every field of
either state is compared, so that a field added to a record cannot be overlooked.
"""

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Values: TypeAlias = Mapping[str, str]
"""Texts of an entry by field name; names of nested fields are dotted (``source.document``)."""

WHOLE = ""
"""Field name under which an entry may hold a text that represents all of it."""


@dataclass(frozen=True, slots=True)
class FieldChange(Generic[K, V]):
    """One value that differs between two states."""

    ref: K
    """Key of the entry."""
    field: str
    before: V | None
    """None if the field or the whole entry did not exist before."""
    after: V | None
    """None if the field or the whole entry no longer exists."""


def compare(
    before: Mapping[K, Mapping[str, V]], after: Mapping[K, Mapping[str, V]]
) -> Iterator[FieldChange[K, V]]:
    """Every value that differs, in the order of the newer state, with removed entries and fields last.

    An entry that was added or removed gives a change for each of its values.
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
    """Changes grouped by the key of their entry, in their order."""
    found: dict[K, list[FieldChange[K, V]]] = {}
    for change in changes:
        found.setdefault(change.ref, []).append(change)
    return {ref: tuple(of) for ref, of in found.items()}


def values_of(entry: Mapping[str, Any]) -> Values:
    """Every text of an entry of a data file, by dotted field name.

    A list of texts becomes one text joined by ``; ``. Measures of a target are nested under their key
    (``measures.<key>.value``). Any other list becomes one text of JSON.
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
