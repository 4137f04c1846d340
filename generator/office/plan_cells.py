"""Reads what a cell of a plan in Excel shows: its words, and notes of what it holds but does not show."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock

from generator.office.number_formats import written, written_day
from generator.office.word_text import Note, Piece, words_of

_THREAD = "Comment:"
"""What stands before a remark of a conversation in the text for old versions of Excel."""


def shown_text(raw: Any, look: Any, point: str) -> tuple[str, tuple[Note, ...]]:
    """Return the words that a cell shows, with line ends, and notes of all others.

    Args:
        raw: The cell with its value, a formula's as Excel last computed it; None for an empty cell.
        look: The cell with its formula, font and remark.
        point: The sign between whole and decimals of a number.
    """
    notes = []
    if look.comment is not None and (words := _tidy(look.comment.text.rpartition(_THREAD)[2])):
        notes.append(Note("comment", words))
    if look.data_type == "f" and (raw is None or raw.value is None):
        notes.append(Note("formula-empty", str(getattr(look.value, "text", look.value))))
    if raw is None or raw.value is None:
        return "", tuple(notes)
    if raw.data_type == "e":
        return "", (*notes, Note("cell-error", str(raw.value)))
    words, more = words_of(_pieces(raw, look, point))
    return words, (*notes, *more)


def _pieces(raw: Any, look: Any, point: str) -> Iterator[Piece]:
    """Yield the parts of a cell's text; only a text typed into the cell may have parts of several looks."""
    code = "words-struck" if look.font is not None and look.font.strike else ""
    font = (look.font.name if look.font is not None else "") or ""
    if not isinstance(look.value, CellRichText):
        text = _written(raw.value, raw.number_format or "", point)
        gone = "words-hidden" if not text and str(raw.value).strip() else code
        yield gone, font, text or str(raw.value)
        return
    for part in look.value:
        if isinstance(part, TextBlock):
            yield "words-struck" if part.font.strike else "", part.font.rFont or font, part.text
        else:
            yield code, font, part


def _written(value: Any, form: str, point: str) -> str:
    """Return a value as Excel shows it; empty if its format shows nothing of it."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return written(Decimal(format(value, ".15g")), form, point)
        case datetime():
            return written_day(value.date(), form)
        case date():
            return written_day(value, form)
        case time() | timedelta():
            return str(value)
        case _:
            return "" if form == ";;;" else str(value)


def _tidy(text: str) -> str:
    return " ".join(text.split())
