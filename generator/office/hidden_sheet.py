"""The hidden sheet of a form: which form it is, and what it asked and showed when it went out.

It is written with the form and read when the form comes back: each row is then compared with what that very
row asked, and each column is found by the heading that it had. A column added or a title corrected in the
meantime changes nothing. A line of cells states one fact, and its first cell names the fact:

===========  =============  =======================  ===================================================
``mau``      ``1``
``ky``       ``2026-q2``
``co-quan``  ``so-noi-vu``
``dong``     key of a row   digests of what it asks  digests of the texts of its locked cells, by column
``da-ghi``   key of a row
``cot``      kind of sheet  id of a column           heading of the column
===========  =============  =======================  ===================================================

``dong`` is a row of the form, ``da-ghi`` one that already held a result, ``cot`` a column.
Digests are written ``deadline=90b7… lead=1fa2…``: each stands under the name of its field, in no fixed order.
Forms made before there were digests name no row and no column; their ``phien-ban``, a digest of the whole
form, is not read.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.data.catalogue import Catalogue
from generator.office.cell_values import tidy
from generator.office.duties import Duty, Form
from generator.office.form_columns import HIDDEN, Column, held
from generator.office.workbook import Sheet

WIDTH = 4
"""Cells of a line."""


@dataclass(frozen=True, slots=True)
class SentRow:
    """One row as it went out."""

    asked: Mapping[str, str]
    """Digest of each field of `Duty.asked`."""
    shown: Mapping[str, str]
    """Digest of the text of each locked cell, by column id."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the hidden sheet says the file is."""

    quarter: str
    agency: str
    filled: frozenset[str]
    """Keys of the rows that already held a result when the form went out."""
    rows: Mapping[str, SentRow]
    """By row key; empty for a form made before digests."""
    headings: Mapping[str, Mapping[str, str]]
    """Heading of each column by its id, by kind of sheet; empty for a form made before digests."""

    def changed(self, duty: Duty) -> frozenset[str]:
        """Fields of `Duty.asked` that are not as the row asked them; none where the file does not say."""
        row = self.rows.get(duty.key)
        was = row.asked if row is not None else {}
        return frozenset(
            field for field, value in duty.asked.items() if was.get(field, "") not in {"", digest(value)}
        )


def digest(text: str) -> str:
    """Digest of a text; spacing, Unicode composition and invisible characters do not count."""
    return hashlib.sha256(tidy(text).encode()).hexdigest()[:16]


def facts_lines(
    form: Form,
    columns: Mapping[str, tuple[Column, ...]],
    locked: Callable[[Duty], Mapping[str, str]],
    catalogue: Catalogue,
) -> Iterator[tuple[str, ...]]:
    """The lines of the hidden sheet.

    Args:
        form: What the agency is asked.
        columns: Columns written, by kind of sheet.
        locked: Text of each locked cell of a row, by column id.
        catalogue: Headings of the columns.
    """
    yield from (("mau", "1"), ("ky", form.quarter.id), ("co-quan", form.agency))
    for duty in form.duties:
        texts = locked(duty)
        shown = {c.id: texts[c.id] for c in held(columns["targets" if duty.task is None else "tasks"])}
        yield "dong", duty.key, _digests(duty.asked), _digests(shown)
    yield from (("da-ghi", duty.key) for duty in form.duties if duty.current is not None)
    for kind, of_kind in columns.items():
        yield from (("cot", kind, c.id, catalogue.text(f"office.column.{c.id}")) for c in of_kind)


def read_facts(sheets: list[Sheet]) -> Facts | None:
    """The facts of a workbook; None when it is no form."""
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
    return Facts(named["ky"], named["co-quan"], filled, rows, headings)


def _line(sheet: Sheet, row: int) -> tuple[str, ...]:
    """Texts of a line's cells; an empty text for an empty cell."""
    cells = sheet.by_row[row]
    return tuple(str(cells[place].value) if place in cells else "" for place in range(1, WIDTH + 1))


def _digests(texts: Mapping[str, str]) -> str:
    return " ".join(f"{name}={digest(text)}" for name, text in sorted(texts.items()))


def _by_name(text: str) -> Mapping[str, str]:
    """Digest by name; what is no pair of a name and a digest is left out."""
    pairs = (part.partition("=") for part in text.split())
    return {name: value for name, _, value in pairs if value}
