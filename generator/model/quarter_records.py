"""The record of one reporting quarter: when it was opened and closed, and what was corrected since.

Commands write these files (``portal quarter``), nobody edits them by hand. The hashes are of the canonical
form of the quarter's results (`data.closed_quarter`).
"""

from datetime import date
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
    """One value that a correction of a closed quarter, or a later form of an open one, changed."""

    plan: Id
    task: Number | None = None
    target: Number | None = None
    measure: Id | None = None
    agency: Id | None = None
    field: Text
    """Key in `data/plans/*/results/*.yaml`; ``cutoff`` belongs to the whole file, the others to a result."""
    before: Text | None = None
    """Value before; None where there was none."""
    after: Text | None = None
    """Value since; None where the change removes it."""


class Correction(Record):
    """One correction of a closed quarter: the reason, the changed values and the hash afterwards."""

    date: Day
    reason: Text
    document: Id | None = None
    changes: tuple[Change, ...]
    hash: Digest
    """SHA-256 of the quarter's results after this correction."""


class Snapshot(Record):
    """SHA-256 of each frozen table under ``data/snapshots/<quarter>/``."""

    results: Digest
    targets: Digest
    tasks: Digest


class FormReceipt(Record):
    """A form that an agency handed in, also one with nothing to report. Names of persons are not kept."""

    agency: Id
    """The agency that handed it in; a commune does so for its units."""
    received: Day
    cutoff: Day
    """Last day the form's figures cover."""
    symbol: Text | None = None
    """Number of the signed report; None when the figures came in an Excel form alone."""
    signed: Day | None = None
    """Date of the signed report."""
    changes: tuple[Change, ...] | None = None
    """What the form changed in the agency's results of this quarter.

    None for an agency's first form: all that the agency reports came with it, apart from what later ones say
    they changed. Empty if the form changed nothing, or if what it changed is a correction.
    """


class FormMade(Record):
    """The form of one agency, made on its own."""

    agency: Id
    made: Day


class QuarterFile(Record):
    """One reporting quarter. The file stem is the quarter."""

    opened: Day
    due: Day | None = None
    """Last day for handing in reports, settled when the quarter was opened."""
    cutoff: Day | None = None
    """Last day the reported figures shall cover, settled when the quarter was opened."""
    forms_made: Day | None = None
    """Day on which the forms of all agencies were made that went out to them."""
    forms: tuple[FormMade, ...] = ()
    """Forms made for single agencies, each once, where those of all had not been made before."""
    receipts: tuple[FormReceipt, ...] = ()
    """Forms that came in, in the order of arrival; an agency's newer form follows its older one."""
    closed: Day | None = None
    hash: Digest | None = None
    """SHA-256 of the quarter's results when it was closed."""
    snapshot: Snapshot | None = None
    corrections: tuple[Correction, ...] = ()

    def form_made(self, agency: str) -> date | None:
        """Day on which the form of an agency was first made; None if it was not."""
        own = [form.made for form in self.forms if form.agency == agency]
        return min([*own, *([] if self.forms_made is None else [self.forms_made])], default=None)

    @property
    def last_hash(self) -> str | None:
        """The hash the quarter's results must have now; None while the quarter is open."""
        return self.corrections[-1].hash if self.corrections else self.hash
