"""The record of one reporting quarter: opened, closed with a hash, and corrected since, each with its reason.

The file is written by ``portal quarter`` and by corrections, never by hand. What it freezes is the
canonical form of the quarter's results (`data.closed_quarter`).
"""

from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.model.records import Record
from generator.model.scalars import Day, Id, Number, Text, matching

DIGEST_PATTERN = r"[0-9a-f]{64}"

Digest = Annotated[
    str,
    BeforeValidator(matching(DIGEST_PATTERN, "bad-digest")),
    Field(json_schema_extra={"pattern": f"^{DIGEST_PATTERN}$"}),
]
"""A SHA-256, 64 lower-case hexadecimal digits."""


class Change(Record):
    """One value of a closed quarter that a correction changed."""

    plan: Id
    task: Number | None = None
    target: Number | None = None
    measure: Id | None = None
    agency: Id | None = None
    field: Text
    """Key of the result, as `data/plans/*/results/*.yaml` writes it; ``cutoff`` is of the whole file."""
    before: Text | None = None
    """Absent where the quarter was closed without the value."""
    after: Text | None = None
    """Absent where the correction takes the value away."""


class Correction(Record):
    """Why values of a closed quarter were changed, which, and what the results amount to since."""

    date: Day
    reason: Text
    document: Id | None = None
    changes: tuple[Change, ...]
    hash: Digest
    """Of the quarter's results after this correction."""


class Snapshot(Record):
    """SHA-256 of each frozen table under ``data/snapshots/<quarter>/``."""

    results: Digest
    targets: Digest
    tasks: Digest


class QuarterFile(Record):
    """One reporting quarter. The file stem is the quarter."""

    opened: Day
    closed: Day | None = None
    hash: Digest | None = None
    """Of the quarter's results when it was closed."""
    snapshot: Snapshot | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def last_hash(self) -> str | None:
        """What the quarter's results must amount to now."""
        return self.corrections[-1].hash if self.corrections else self.hash
