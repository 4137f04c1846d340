"""The hidden sheet of a form: which form it is, and what its rows and columns were when it was sent out.

It is written with the form and read when the form comes back. Each row is then compared with what that row
asked when sent, and each column is found by its heading when sent, so a column added or a title corrected
since does no harm. Each row of the hidden sheet states one fact, named by its first cell:

===========  =============  =======================  ===================================================
``mau``      ``1``
``ky``       ``2026-q2``
``co-quan``  ``so-noi-vu``
``dong``     key of a row   digests of what it asks  digests of the texts of its locked cells, by column
``da-ghi``   key of a row
``cot``      kind of sheet  id of a column           heading of the column
===========  =============  =======================  ===================================================

``dong`` is a row of the form, ``da-ghi`` a row that already had a result, ``cot`` a column.
Digests are written ``deadline=90b7… lead=1fa2…``, each with the name of its field; their order does not
matter. Older forms have no digests, no rows and no columns here; their ``phien-ban``, a digest of the whole
form, is ignored.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.data.catalogue import Catalogue
from generator.office.cell_values import tidy
from generator.office.duties import Duty, Form
from generator.office.form_columns import HIDDEN, FormColumn, held
from generator.office.workbook import Sheet

WIDTH = 4
"""Number of cells in a line of the sheet."""


@dataclass(frozen=True, slots=True)
class SentRow:
    """One row of the form as it was sent out."""

    asked: Mapping[str, str]
    """Digest of each field of `Duty.asked`."""
    shown: Mapping[str, str]
    """Digest of the text of each locked cell, by column id."""


@dataclass(frozen=True, slots=True)
class FormFacts:
    """The content of the hidden sheet."""

    quarter: str
    """Id of the quarter."""
    agency: str
    """Id of the agency."""
    filled: frozenset[str]
    """Keys of the rows that already had a result when the form was sent out."""
    rows: Mapping[str, SentRow]
    """Rows by key; empty for an older form without digests."""
    headings: Mapping[str, Mapping[str, str]]
    """Headings by kind of sheet and column id; empty for an older form without digests."""

    def changed(self, duty: Duty) -> frozenset[str]:
        """Return the fields of `Duty.asked` that changed since the row was sent; none without digests."""
        row = self.rows.get(duty.key)
        was = row.asked if row is not None else {}
        return frozenset(
            field for field, value in duty.asked.items() if was.get(field, "") not in {"", digest(value)}
        )


def digest(text: str) -> str:
    """Return 16 hex digits of a text's SHA-256, ignoring spacing, Unicode form and invisible characters."""
    return hashlib.sha256(tidy(text).encode()).hexdigest()[:16]


def facts_lines(
    form: Form,
    columns: Mapping[str, tuple[FormColumn, ...]],
    locked: Callable[[Duty], Mapping[str, str]],
    catalogue: Catalogue,
) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the hidden sheet.

    Args:
        form: The tasks and targets that the agency must report on.
        columns: Columns of the form, by kind of sheet.
        locked: Returns the text of each locked cell of a row, by column id.
        catalogue: Headings of the columns.
    """
    yield from (("mau", "1"), ("ky", form.quarter.id), ("co-quan", form.agency))
    for duty in form.duties:
        texts = locked(duty)
        shown = {c.id: texts[c.id] for c in held(columns["targets" if duty.task is None else "tasks"])}
        yield "dong", duty.key, _digests(duty.asked), _digests(shown)
    yield from (("da-ghi", duty.key) for duty in form.duties if duty.current is not None)
    for kind, of_kind in columns.items():
        yield from (("cot", kind, c.id, c.heading(catalogue)) for c in of_kind)


def read_facts(sheets: list[Sheet]) -> FormFacts | None:
    """Read the hidden sheet of a workbook; None if the workbook is not a form."""
    hidden = next((sheet for sheet in sheets if sheet.name == HIDDEN), None)
    if hidden is None:
        return None
    lines = [_line(hidden, row) for row in hidden.rows()]
    named = {line[0]: line[1] for line in lines if line[1]}
    if named.get("mau") != "1" or not {"ky", "co-quan"} <= named.keys():
        return None
    headings: dict[str, dict[str, str]] = {}
    for name, kind, column, heading in lines:
        if name == "cot":
            headings.setdefault(kind, {})[column] = heading
    filled = frozenset(key for name, key, *_ in lines if name == "da-ghi")
    rows = {
        key: SentRow(_by_name(asked), _by_name(shown))
        for name, key, asked, shown in lines
        if name == "dong" and asked
    }
    return FormFacts(named["ky"], named["co-quan"], filled, rows, headings)


def _line(sheet: Sheet, row: int) -> tuple[str, ...]:
    """Return the texts of a line's cells, empty for empty cells."""
    cells = sheet.by_row[row]
    return tuple(str(cells[place].value) if place in cells else "" for place in range(1, WIDTH + 1))


def _digests(texts: Mapping[str, str]) -> str:
    return " ".join(f"{name}={digest(text)}" for name, text in sorted(texts.items()))


def _by_name(text: str) -> Mapping[str, str]:
    """Parse the text that `_digests` made into digests by name; anything else in it is left out."""
    pairs = (part.partition("=") for part in text.split())
    return {name: value for name, _, value in pairs if value}
