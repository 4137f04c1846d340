"""Reads values that people typed into cells. An unclear value is refused with a reason, never guessed."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from generator.data.catalogue import Catalogue
from generator.data.characters import FORBIDDEN, forbidden
from generator.data.suggestions import as_amount, as_day, misspelt
from generator.model import records, wording
from generator.model.scalars import FIRST_YEAR, LAST_YEAR, MOST_DECIMALS, MOST_DIGITS
from generator.model.slugs import fold
from generator.office.number_formats import WIDEST_GENERAL, date_parts, plain, shown
from generator.office.workbook import Cell
from generator.view.fields.results import state_word

LONGEST_NOTE = 2_000

_INVISIBLE = re.compile(f"\ufeff|{FORBIDDEN['hidden-character'].pattern}")
"""Invisible characters that pasting leaves behind; they do not count where words are only compared."""
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""How Excel's files write a character that XML cannot hold: ``_x000D_``."""
_SPACES = {0x9, 0xA, 0xD}
_LONG_DAY = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})")
_DAY_SHAPED = re.compile(r"(?:ngày )?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}", re.IGNORECASE)
_AMOUNT = re.compile(r"(?P<number>[+-]?\d[\d.,]*) ?(?P<unit>\D*)")
_POINT = re.compile(r"[+-]?\d+\.(?:\d{1,2}|\d{4,12})")
"""A number with a decimal point, like 95.5. With three digits after it, the point may separate thousands."""


class CellError(Exception):
    """A cell whose value cannot be read; `code` names the problem in the catalogue."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as text and as a number."""

    written: str
    """The number in Vietnamese format, with ``%`` for a percentage."""
    value: Decimal
    unit: str
    """``%`` for a percentage, else the unit that was asked for; may be empty."""
    held: str = ""
    """The number that the cell holds, if Excel shows it otherwise: rounded or divided by thousands."""


def tidy(text: str) -> str:
    """Return a text in NFC on one line, with single spaces and without invisible characters."""
    composed = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join(composed.split())


def text_of(cell: Cell) -> str:
    """Return the text of a cell on one line; numbers and dates in Vietnamese format.

    Raises:
        CellError: The cell has a formula, an error or TRUE/FALSE, or characters that no text may hold.
    """
    return tidy(_written(cell))


def compared_text(cell: Cell | None) -> str:
    """Return the text of a cell for comparing; for a formula or an error, the formula or error itself."""
    if cell is None:
        return ""
    try:
        return text_of(cell)
    except CellError:
        return str(cell.value)


def line_of(cell: Cell) -> str:
    """Return a text of at most `LONGEST_NOTE` characters, on one line.

    Raises:
        CellError: See `text_of`; or the text is too long.
    """
    return _no_longer(text_of(cell))


def note_of(cell: Cell) -> str:
    """Return a free text of at most `LONGEST_NOTE` characters as typed, with its line breaks (Alt+Enter).

    Only letters with separate accents are composed, and spaces around the text are left out.

    Raises:
        CellError: See `text_of`; or the text is too long.
    """
    return _no_longer(unicodedata.normalize("NFC", _written(cell)).strip())


def _no_longer(text: str) -> str:
    if len(text) > LONGEST_NOTE:
        raise CellError("xlsx-too-long", count=str(len(text)), limit=str(LONGEST_NOTE))
    return text


def _written(cell: Cell) -> str:
    value = cell.value
    if cell.kind == "formula":
        raise CellError("xlsx-formula", value=str(value))
    if cell.kind == "error":
        raise CellError("xlsx-error-value", value=str(value))
    if isinstance(value, bool):
        raise CellError("xlsx-flag", value="TRUE" if value else "FALSE")
    if isinstance(value, Decimal):
        return shown(value, cell.form).text if value.is_finite() else str(value)
    return _day_shown(value, cell.form) if isinstance(value, date) else _lines(value)


def _day_shown(day: date, form: str) -> str:
    """Return a day in Vietnamese format; without the day, or day and month, if Excel does not show them."""
    parts = date_parts(form)
    if not parts:
        raise CellError("xlsx-date-unreadable", value=form)
    if "d" in parts:
        return wording.day(day)
    return f"{day:%m/%Y}" if "m" in parts else f"{day:%Y}"


def _lines(value: str) -> str:
    """Return the text with LF line ends; a cell's own are LF, those of pasted text CR LF, often escaped.

    Raises:
        CellError: It has a character that no text may hold, or one that Excel had to write as an escape.
    """
    text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)) if int(code[1], 16) in _SPACES else code[0], value)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = forbidden(text)
    escaped = _ESCAPED.search(text)
    if found is not None or escaped is not None:
        shown = f"U+{ord(found[1]):04X}" if found is not None else escaped[0] if escaped is not None else ""
        raise CellError("xlsx-hidden-character", value=shown)
    return text


def _is_spaced(cell: Cell, kept: str) -> bool:
    """Whether keeping a cell's text left out spaces or line breaks."""
    return unicodedata.normalize("NFC", _written(cell)) != kept


def _is_decomposed(cell: Cell, _kept: str) -> bool:
    """Whether a cell's text has letters with separate accents."""
    return not unicodedata.is_normalized("NFC", _written(cell))


TIDIED: Mapping[str, Callable[[Cell, str], bool]] = {
    "xlsx-composed": _is_decomposed,
    "xlsx-spaces": _is_spaced,
}
"""Warnings about what keeping a cell's text changed, each with the question whether it did.

They are asked about the cell and what `note_of` or `line_of` made of it.
"""


def _synonyms(catalogue: Catalogue, state: records.ResultState) -> list[str]:
    """Other words that agencies write for a state."""
    return catalogue.text(f"office.state-synonyms.{state}").split("|")


def state_of(
    cell: Cell, catalogue: Catalogue, states: tuple[records.ResultState, ...]
) -> records.ResultState:
    """Return the code of the state that a cell names, in the form's words or in one of their synonyms.

    Args:
        cell: The cell.
        catalogue: Words of the states.
        states: Codes of the states that may be named.

    Raises:
        CellError: See `text_of`; or the words are not known.
    """
    text = text_of(cell)
    known = {
        fold(tidy(word)): state
        for state in states
        for word in (state_word(catalogue, state), *_synonyms(catalogue, state))
    }
    found = known.get(fold(text.rstrip(" .,;")))
    if found is None:
        offered = {fold(word): word for word in (state_word(catalogue, state) for state in states)}
        near = misspelt(text, offered.values())
        raise CellError("xlsx-state-unknown", value=text, allowed=" · ".join(offered.values()), near=near)
    return found


def day_of(cell: Cell) -> date:
    """Return the day in a cell, typed as a date or as text (``30/6/2026``, “ngày 30 tháng 6 năm 2026”).

    Raises:
        CellError: See `text_of`; or it is not a day, or one that does not exist or is outside the years
            allowed.
    """
    if cell.kind == "date" and isinstance(cell.value, date):
        if "d" not in date_parts(cell.form):
            # Excel keeps “8/2026” as the first day of the month, which nobody wrote.
            raise CellError("xlsx-date-unreadable", value=text_of(cell))
        return _checked(cell.value, wording.day(cell.value))
    text = text_of(cell)
    if isinstance(cell.value, Decimal):
        raise CellError("xlsx-date-number", value=format(cell.value, "f"))
    iso = as_day(text.rstrip(" .,;")) or _long_day(text.rstrip(" .,;"))
    if iso:
        return _checked(date.fromisoformat(iso), text)
    if _SHORT_YEAR.fullmatch(text):
        raise CellError("xlsx-short-year", value=text)
    if _DAY_SHAPED.fullmatch(text) or _LONG_DAY.fullmatch(text):
        raise CellError("xlsx-no-such-day", value=text)
    raise CellError("xlsx-date-unreadable", value=text)


def _long_day(text: str) -> str:
    match = _LONG_DAY.fullmatch(text)
    return as_day("/".join(match.groups())) if match else ""


def _checked(day: date, shown: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellError("xlsx-no-such-day", value=shown)
    return day


def amount_of(cell: Cell, unit: str) -> Amount:
    """Return the figure in a cell.

    Args:
        cell: The cell.
        unit: Unit of the measure; empty if it has none.

    Raises:
        CellError: See `text_of`; or it is not a number, may be read in two ways, or is in another unit.
    """
    if cell.kind == "date":
        raise CellError("xlsx-value-unreadable", value=text_of(cell))
    if isinstance(cell.value, Decimal):
        return _typed_number(cell, cell.value, unit)
    text = text_of(cell)
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise CellError("xlsx-value-unreadable", value=text)
    number = match["number"]
    written = match["unit"].strip()
    if written not in {"", "%"} and fold(written) != fold(unit):
        raise CellError("xlsx-value-unreadable", value=text)
    if written == "%" and unit not in {"", "%"}:
        raise CellError("xlsx-unit-differs", value=text, allowed=unit)
    plain = as_amount(number) or (number.removeprefix("+") if _POINT.fullmatch(number) else "")
    if not plain:
        raise CellError("xlsx-value-ambiguous", value=text)
    value = Decimal(plain)
    if unit == "%" and not written:
        _check_share(value, text)
    _check_length(value, unit)
    return _amount(value, unit, percent=written == "%")


def _typed_number(cell: Cell, value: Decimal, unit: str) -> Amount:
    """Return the figure in a cell that holds a number: what Excel shows of it, never another one."""
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        raise CellError("xlsx-value-unreadable", value=str(value))
    seen = shown(value, cell.form)
    if seen.hidden:
        raise CellError("xlsx-value-hidden", value=wording.number(value))
    if seen.words and fold(seen.words) != fold(unit):
        raise CellError("xlsx-value-unreadable", value=seen.text)
    if seen.percent and unit not in {"", "%"}:
        raise CellError("xlsx-unit-differs", value=seen.text, allowed=unit)
    if unit == "%" and not seen.percent:
        _check_share(seen.number, wording.number(seen.number))
    _check_length(seen.number, unit, loose=seen.loose)
    found = _amount(seen.number, unit, percent=seen.percent)
    differs = seen.number != seen.exact
    return replace(found, held=_amount(seen.exact, unit, percent=seen.percent).written) if differs else found


def _check_length(value: Decimal, unit: str, *, loose: bool = False) -> None:
    """Refuse a number with more digits than may be published, or than Excel shows (`loose`)."""
    whole, _, decimals = format(abs(value), "f").partition(".")
    too_long = len(whole) + len(decimals) > MOST_DIGITS or len(decimals) > MOST_DECIMALS
    if too_long or (loose and decimals and len(whole) + 1 + len(decimals) > WIDEST_GENERAL):
        near = _amount(plain(round(value, 2)), unit, percent=False).written
        raise CellError("xlsx-value-long", value=wording.number(value), near=near)


def _check_share(value: Decimal, text: str) -> None:
    """Refuse a percentage up to 1 without the sign: 0,955 may mean 95,5%, only who typed it knows."""
    if 0 < abs(value) <= 1:
        raise CellError(
            "xlsx-value-share", value=text, near=f"{wording.number(plain(round(value * 100, 2)))}%"
        )


def _amount(value: Decimal, unit: str, *, percent: bool) -> Amount:
    sign = "%" if percent or unit == "%" else ""
    return Amount(f"{wording.number(value)}{sign}", value, sign or unit)
