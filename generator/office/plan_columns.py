"""Which column of a plan's task table holds what, told by the words of its header."""

import re
from dataclasses import dataclass
from typing import Literal

from generator.model.slugs import fold
from generator.office.word_tables import Row

Kind = Literal["number", "task", "lead", "coordinating", "both", "deadline", "product", "other"]

_WORDS: tuple[tuple[Kind, str], ...] = (
    ("number", r"(so )?(tt|stt|thu tu|so thu tu)"),
    ("both", r".*chu tri.*phoi hop.*"),
    ("lead", r".*(chu tri|phu trach|dau moi).*|(co quan|don vi|co quan, don vi) thuc hien"),
    ("coordinating", r".*phoi hop.*"),
    ("deadline", r".*(thoi gian|thoi han|tien do|ngay hoan thanh|han hoan thanh).*|hoan thanh"),
    ("product", r".*(san pham|dau ra).*|ket qua( thuc hien)?( du kien)?"),
    ("task", r".*(noi dung|nhiem vu|cong viec).*"),
)
"""Header words by column, folded, the first that fits."""

_GROUPS = re.compile(
    r"(co quan|don vi)(,? (co quan|don vi))?( thuc hien)?|to chuc thuc hien|trach nhiem.*|phan cong.*"
)
"""Headers that stand over columns with headers of their own."""

LEAST = 2
"""Columns known by their words that make a row a header."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The grid columns of a table, by what they hold."""

    kinds: tuple[Kind, ...]
    """By 0-based grid column."""
    titles: tuple[str, ...]
    """Header words of each."""

    def kind(self, column: int) -> Kind:
        """What a grid column holds."""
        return self.kinds[column] if column < len(self.kinds) else "other"


def header_of(rows: tuple[Row, ...]) -> tuple[Columns, int] | None:
    """The columns that the first rows of a table announce and how many rows do it; None for no header."""
    if not rows or not _announces(rows[0]):
        return None
    used = 1
    titles = _spread(rows[0])
    while used < len(rows) and _refines(rows[used]):
        titles = [
            (below or above) if above else below
            for above, below in zip(titles, _spread(rows[used], len(titles)), strict=True)
        ]
        used += 1
    kinds = tuple(kind_of(title) for title in titles)
    return (Columns(kinds, tuple(titles)), used) if "task" in kinds else None


def kind_of(title: str) -> Kind:
    """What a column under the header words holds."""
    words = re.sub(r"[^a-z0-9,/ ]+", " ", fold(title))
    words = " ".join(words.split())
    return next((kind for kind, pattern in _WORDS if re.fullmatch(pattern, words)), "other")


def _announces(row: Row) -> bool:
    """Whether a row is the first of a header: short words, a task column among at least two known ones."""
    kinds = [kind_of(cell.text) for cell in row.cells if cell.text and len(cell.text) <= LONGEST]
    known = {kind for kind in kinds if kind != "other"}
    filled = sum(1 for cell in row.cells if cell.text)
    return "task" in known and len(known) >= LEAST and len(kinds) == filled


LONGEST = 80
"""Characters of a header cell; a task is usually longer, and has no header words alone."""


def _refines(row: Row) -> bool:
    """Whether a row is the second of a header: only header words, or cells that continue those above."""
    filled = [cell.text for cell in row.cells if cell.text and not cell.continues]
    column_numbers = all(re.fullmatch(r"\(?\d{1,2}\)?", text) for text in filled)
    known = all(len(text) <= LONGEST and kind_of(text) in {"lead", "coordinating", "both"} for text in filled)
    return bool(filled) and (known or (column_numbers and len(filled) > LEAST))


def _spread(row: Row, width: int | None = None) -> list[str]:
    """The words of each grid column; a row of column numbers (1) (2) (3) says nothing."""
    size = width or row.width
    words = [""] * size
    for cell in row.cells:
        text = "" if cell.continues or re.fullmatch(r"\(?\d{1,2}\)?", cell.text) else cell.text
        for column in range(cell.start, min(cell.start + cell.span, size)):
            words[column] = text
    return words


def is_group(title: str) -> bool:
    """Whether header words stand over several columns and name none by themselves."""
    return bool(_GROUPS.fullmatch(" ".join(fold(title).split())))
