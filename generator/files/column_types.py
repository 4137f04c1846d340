"""Types and keys of the published tables' columns: what a data package declares and a workbook types.

Cells of the frames are text; a type says how a reader may read that text. Columns not named here are text.
"""

from collections.abc import Mapping
from typing import Literal

Kind = Literal["string", "number", "date", "boolean"]

KINDS: Mapping[str, Mapping[str, Kind]] = {
    "tasks": {"completed": "date"},
    "targets": {"value": "number"},
    "observations": {
        "value": "number",
        "cutoff": "date",
        "rank": "number",
        "of_total": "number",
        "scale": "number",
    },
    "documents": {"date": "date", "held": "boolean"},
    "proofs": {"completed": "date", "document_held": "boolean"},
    "results": {"cutoff": "date", "completed": "date", "value": "number"},
}
"""Columns that hold one value of a type; a column of several values in a cell stays text."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "tasks": ("plan", "number"),
    "observations": ("key",),
    "agencies": ("id",),
    "documents": ("id",),
    "proofs": ("plan", "task"),
}
"""Columns that tell the rows of a table apart; a table not named here has no such columns."""

REFERENCES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "tasks": {"source_document": ("documents", "id")},
    "targets": {"source_document": ("documents", "id")},
    "observations": {"source_document": ("documents", "id")},
    "proofs": {"document": ("documents", "id")},
    "results": {"agency": ("agencies", "id")},
}
"""Columns that always hold a key of another table."""


def kind_of(stem: str, column: str) -> Kind:
    """Type of a column."""
    return KINDS.get(stem, {}).get(column, "string")
