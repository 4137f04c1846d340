"""Takes a cell's words on documents apart, as officials write them, into one reference a document."""

import re
from collections.abc import Callable, Iterator

from generator.data.suggestions import as_day
from generator.model.slugs import fold
from generator.office.cell_values import tidy

_BETWEEN = re.compile(r"[;,\n]|\s+(?:và|cùng với|kèm theo)\s+", re.IGNORECASE)
_BROKEN = re.compile(r"\s*\n\s*(?=(?:số|ngày|của)\b)", re.IGNORECASE)
"""A line break inside the name of a document."""
_SYMBOL = re.compile(r"\d[\d.]*(?:\s*/\s*\d{4})?(?:\s*[/‐‑‒–—−-]\s*[^\W\d_][\w&]*)+")
"""A symbol: a number, perhaps a year, and abbreviations after strokes or dashes: ``66.7/2025/NQ-CP``."""
_DAY = re.compile(r"(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})", re.IGNORECASE)
_ONLY_DAY = re.compile(rf"(?:ngày\s*)?{_DAY.pattern}", re.IGNORECASE)
_PROSE = re.compile(r"\b(?:cua|ve|v/v|do|theo)\b")
"""Words, folded, after which the rest names the issuer or the subject, which may hold commas and “và”."""
_KINDS = (
    "quyet dinh", "ke hoach", "bao cao", "cong van", "thong bao", "to trinh", "nghi quyet", "chi thi",
    "nghi dinh", "huong dan", "bien ban", "chuong trinh", "ket luan", "giay moi", "thong tu",
    "van ban", "cong dien",
)  # fmt: skip
"""Beginnings, folded, of another document's name."""


def references(text: str, known: Callable[[str], bool]) -> list[str]:
    """Return one reference for each document that a text names, as `Register.find` takes it.

    Kind, issuer and subject around a symbol are left out: “Quyết định số 5256/QĐ-UBND ngày 26/12/2025 của
    UBND thành phố” is ``5256/QĐ-UBND (26/12/2025)``. Words without a symbol stay, so that they are told.

    Args:
        text: Text of the cell, with its line breaks.
        known: Whether a text as it is names a document.
    """
    found: list[str] = []
    prose = False
    for part in (tidy(part) for part in _BETWEEN.split(_BROKEN.sub(" ", text))):
        if known(part):
            found, prose = [*found, part], False
        elif found and _ONLY_DAY.fullmatch(part):
            found[-1] += _dated(part)
        elif symbols := list(_with_days(part)):
            found, prose = [*found, *symbols], _PROSE.search(fold(part)) is not None
        elif part and not (prose and not fold(part).startswith(_KINDS)):
            found.append(part)
    return found


def _with_days(text: str) -> Iterator[str]:
    """Yield each symbol in a text with the day that follows it."""
    symbols = list(_SYMBOL.finditer(text))
    ends = [*(one.start() for one in symbols[1:]), len(text)][: len(symbols)]
    for symbol, end in zip(symbols, ends, strict=True):
        yield symbol[0] + _dated(text[symbol.end() : end].partition(" về ")[0])


def _dated(text: str) -> str:
    """Return the first day in a text in brackets, with a space before them; empty if there is none."""
    day = _DAY.search(text)
    shown = "/".join(day.groups()) if day else ""
    return f" ({shown})" if as_day(shown) else ""
