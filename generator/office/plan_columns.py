"""Recognises the columns of a plan's task table by the words in its header rows.

The header words of a field are declared with it (`Field.heading`).
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from generator.model.slugs import fold
from generator.office.word_tables import WordRow
from generator.view.fields.tasks import TASKS

Kind: TypeAlias = str
"""Id of the field that a column holds; ``both`` where it mixes `lead` and `coordinating`, else ``other``."""

PRINTED = tuple(field for field in TASKS if field.heading)
"""The fields that plans print."""

_WORDS: tuple[tuple[Kind, str], ...] = (
    ("both", r".*chu tri.*phoi hop.*"),
    *((field.id, field.heading) for field in PRINTED if field.id != "title"),
    # Last: the words for a task also occur in the headers of other columns ("Thời gian thực hiện nhiệm vụ").
    *((field.id, field.heading) for field in PRINTED if field.id == "title"),
)
"""Pattern of the header words of each kind of column, in folded text; the first match counts."""

_BESIDE = re.compile(
    r".*(ghi chu|kinh phi|nguon von|nguon luc|can cu|co so phap ly|theo doi|kiem tra|muc tieu|chi tieu).*"
)
"""Folded header words of columns that hold none of the fields that plans print."""

LEAST = 2
"""Number of columns of a known kind that a header row needs at least."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What each grid column of a table contains."""

    kinds: tuple[Kind, ...]
    """By 0-based grid column."""
    titles: tuple[str, ...]
    """Header words, by 0-based grid column."""

    @property
    def known(self) -> frozenset[Kind]:
        """Kinds of its columns; ``unknown`` among them if the header of one says nothing that we know."""
        words = (title for kind, title in zip(self.kinds, self.titles, strict=True) if kind == "other")
        odd = any(title and not _BESIDE.fullmatch(folded(title)) for title in words)
        both = {"lead", "coordinating"} if "both" in self.kinds else set()
        return frozenset({*self.kinds, *both, *(["unknown"] if odd else [])})

    def kind(self, column: int) -> Kind:
        """Return the kind of a 0-based grid column; ``other`` beyond the last."""
        return self.kinds[column] if column < len(self.kinds) else "other"


def header_of(rows: tuple[WordRow, ...]) -> tuple[Columns, int] | None:
    """Return the columns described by the header at the top of `rows`, and the number of its rows.

    None if the first row is not a header, or no column is the task.
    """
    if not rows or not _announces(rows[0]):
        return None
    used = 1
    titles = _spread(rows[0])
    while used < len(rows) and (_refines(rows[used]) or _divides(rows[used], rows[0])):
        titles = [
            (below or above) if not above or _says_more(above, below) else above
            for above, below in zip(titles, _spread(rows[used], len(titles)), strict=True)
        ]
        used += 1
    kinds = tuple(kind_of(title) for title in titles)
    return (Columns(kinds, tuple(titles)), used) if "title" in kinds else None


def titles_above(rows: tuple[WordRow, ...]) -> int:
    """Return how many rows at the top of a table are titles above its header; 0 if no header follows."""
    for at, row in enumerate(rows[: MOST_TITLES + 1]):
        if header_of(rows[at:]) is not None:
            return at
        if len([cell for cell in row.cells if cell.text]) > 1:
            return 0
    return 0


def kind_of(title: str) -> Kind:
    """Return the kind of column that has these header words."""
    words = folded(title)
    return next((kind for kind, pattern in _WORDS if re.fullmatch(pattern, words)), "other")


def folded(title: str) -> str:
    """Return header words without diacritics, capitals and signs, as the patterns of fields have them."""
    return " ".join(re.sub(r"[^a-z0-9,/ ]+", " ", fold(title)).split())


def _announces(row: WordRow) -> bool:
    """Whether a row is the first of a header: only short texts, `LEAST` known kinds, one of them the task."""
    kinds = [kind_of(cell.text) for cell in row.cells if cell.text and len(cell.text) <= LONGEST]
    known = {kind for kind in kinds if kind != "other"}
    filled = sum(1 for cell in row.cells if cell.text)
    return "title" in known and len(known) >= LEAST and len(kinds) == filled


MOST_TITLES = 5
"""Most rows with one text each that may stand above a header."""

LONGEST = 80
"""Largest number of characters in a header cell; the text of a task is usually longer."""


def _refines(row: WordRow) -> bool:
    """Whether a row continues a header: all its own cells name agency columns, or are column numbers."""
    filled = [cell.text for cell in row.cells if cell.text and not cell.continues]
    column_numbers = all(re.fullmatch(r"\(?\d{1,2}\)?", text) for text in filled)
    known = all(len(text) <= LONGEST and kind_of(text) in {"lead", "coordinating", "both"} for text in filled)
    return bool(filled) and (known or (column_numbers and len(filled) > LEAST))


def _divides(row: WordRow, top: WordRow) -> bool:
    """Whether a row names the parts of wide header cells: its other cells are merged with those above."""
    wide = [cell for cell in top.cells if cell.span > 1]
    own = [cell for cell in row.cells if not cell.continues]
    under = [cell for cell in own if any(w.start <= cell.start < w.start + w.span for w in wide)]
    short = all(len(cell.text) <= LONGEST for cell in own)
    return bool(own) and own == under and len(own) < len(row.cells) and short


def _says_more(above: str, below: str) -> bool:
    """Whether words below a wide header cell name the column better: not if only those above are known."""
    return bool(below) and (kind_of(below) != "other" or kind_of(above) == "other")


def _spread(row: WordRow, width: int | None = None) -> list[str]:
    """Return the header words of each grid column; column numbers like “(1)” count as empty.

    Args:
        row: A header row.
        width: Number of grid columns; that of the row if None.
    """
    size = width or row.width
    words = [""] * size
    for cell in row.cells:
        text = "" if cell.continues or re.fullmatch(r"\(?\d{1,2}\)?", cell.text) else cell.text
        for column in range(cell.start, min(cell.start + cell.span, size)):
            words[column] = text
    return words
