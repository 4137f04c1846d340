"""What Excel shows of a number under its number format: digits, a sign of percent, and words beside them.

Pure rules of ECMA-376 part 1, 18.8.31: sections for positive, negative and zero (or with conditions), digits
after the point, a comma behind the digits that divides by 1000, ``%`` that multiplies by 100. A percent sign
in quotes or behind a backslash is a word and multiplies nothing: 95.5 under ``0.0"%"`` is shown as 95.5%.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from generator.model import wording

GENERAL = "General"

WIDEST_GENERAL = 11
"""Characters of a number that ``General`` shows at most; a longer one is rounded to what fits the column."""

_PIECE = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|general|standard|[eE][+-]|.', re.IGNORECASE | re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_COLOUR = re.compile(r"\[(black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\]", re.IGNORECASE)
_DIGITS = frozenset("0#?")


@dataclass(frozen=True, slots=True)
class Shown:
    """What Excel shows of a number."""

    number: Decimal
    """As shown: rounded, and multiplied by 100 if it is shown as a percentage."""
    percent: bool
    """Whether a percent sign stands beside it, computed or as a word."""
    words: str
    """Other words beside the number, such as a unit or a currency; empty if there are none."""
    hidden: bool
    """Whether the number itself, or its minus, is not to be seen."""
    loose: bool
    """Whether the width of the column decides how many decimals are seen (``General``)."""
    exact: Decimal
    """The number that the cell holds, on the same scale but not rounded and not divided by thousands."""

    @property
    def text(self) -> str:
        """The whole in Vietnamese format: ``84,82%``."""
        return (
            f"{wording.number(self.number)}{'%' if self.percent else ''}{f' {self.words}' * bool(self.words)}"
        )


@dataclass(slots=True)
class _Section:
    """One section of a format, taken apart."""

    whole: int = 0
    decimals: int = 0
    thousands: int = 0
    """Commas behind the last digit, each of which divides by 1000."""
    percents: int = 0
    words: str = ""
    free: bool = False
    """Whether the digits follow no fixed number of decimals: ``General``, fractions, powers of ten."""
    coloured: bool = False


def shown(value: Decimal, form: str) -> Shown:
    """Return what Excel shows of a number.

    Args:
        value: The number that the cell holds.
        form: The cell's number format, as the file writes it; empty for ``General``.
    """
    pieces, own_minus = _chosen(_sections(form or GENERAL), value)
    section = _taken_apart(pieces)
    exact = value.scaleb(2 * section.percents)
    number = exact.scaleb(-3 * section.thousands)
    if not section.free and number.is_finite():
        number = number.quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP)
    words = section.words.strip()
    # Brackets and colours stand for a minus, as in accounts.
    minus = own_minus or section.coloured or "-" in words or "(" in words
    rest = re.sub(r"[-+()\s%]+", " ", words).strip()
    nothing = not section.free and not section.whole + section.decimals
    return Shown(
        plain(number),
        percent=bool(section.percents) or "%" in words,
        words=rest,
        hidden=(nothing and not _is_dash(value, words)) or (value < 0 and not minus),
        loose=section.free,
        exact=plain(exact),
    )


def date_parts(form: str) -> frozenset[str]:
    """Return which of day, month and year (``d``, ``m``, ``y``) Excel shows of a date."""
    if form.lower() in {"", "general"}:
        return frozenset("dmy")
    letters = frozenset(piece.lower() for piece in _sections(form)[0] if len(piece) == 1)
    # Beside hours, the letter of the month stands for minutes.
    return letters & frozenset("dmy" if letters & {"d", "y"} or "h" not in letters else "dy")


def written_day(day: date, form: str) -> str:
    """Return a day as Excel shows it, with the parts that its format has: 30/6/2026, 6/2026, 30/6."""
    parts = date_parts(form) or frozenset("dmy")
    shown_parts = (("d", day.day), ("m", day.month), ("y", day.year))
    return "/".join(str(number) for part, number in shown_parts if part in parts)


def plain(value: Decimal) -> Decimal:
    """Return the number without trailing zeros and without exponent."""
    if not value.is_finite():
        return value
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if int(normal.as_tuple().exponent) > 0 else normal


def _is_dash(value: Decimal, words: str) -> bool:
    """Whether a zero is shown as the dash of accounts."""
    return value == 0 and "-" in words


def _sections(form: str) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for piece in _PIECE.findall(form):
        if piece == ";":
            found.append([])
        else:
            found[-1].append(piece)
    return found


def _chosen(sections: list[list[str]], value: Decimal) -> tuple[list[str], bool]:
    """Return the section for a number, and whether Excel itself writes the minus there."""
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(value, *condition):
                return section, True
        return sections[-1], True
    signed = sections[:3]
    # The section of negative numbers has its own sign, if any.
    if value < 0 and len(signed) > 1:
        return signed[1], False
    if value == 0 and len(signed) > 2:  # noqa: PLR2004 - the third section is that of zero
        return signed[2], True
    return signed[0], True


def _condition(section: list[str]) -> tuple[str, Decimal] | None:
    found = next((match for piece in section if (match := _CONDITION.fullmatch(piece))), None)
    return (found[1], Decimal(found[2])) if found else None


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": value < bound, "<=": value <= bound, ">": value > bound,
        ">=": value >= bound, "=": value == bound, "<>": value != bound,
    }[sign]  # fmt: skip


def _taken_apart(pieces: list[str]) -> _Section:
    found = _Section()
    pointed, pending = False, 0
    for piece in pieces:
        if piece in _DIGITS:
            found.whole, found.decimals = found.whole + (not pointed), found.decimals + pointed
            pending = 0
        elif piece == "," and found.whole + found.decimals:
            pending += 1
        elif piece == ".":
            pointed = True
        elif piece == "%":
            found.percents += 1
        elif piece.lower() in _GENERAL_WORDS or (piece == "/" and found.whole):
            found.free = True
        else:
            found.coloured = found.coloured or _COLOUR.fullmatch(piece) is not None
            found.words += _word(piece)
    found.thousands = pending
    return found


def _word(piece: str) -> str:
    """Return the words that a piece writes beside the number."""
    match piece[0]:
        case '"':
            return piece.strip('"')
        case "\\":
            return piece[1:]
        case "_" | "*":
            return " "
        case "[":
            # ``[$₫-42A]`` is a currency; colours, conditions and kinds of digits are nothing to read.
            return piece[2:-1].partition("-")[0] if piece.startswith("[$") else ""
    return piece


def written(value: Decimal, form: str, point: str = ",") -> str:
    """Return the whole text that Excel shows of a number: its digits in their places, with the words beside.

    Args:
        value: The number that the cell holds.
        form: The cell's number format, as the file writes it; empty for ``General``.
        point: The sign between whole and decimals. The comma is that of Vietnamese numbers, in which a point
            groups thousands; numbers of rows such as 1.10 have a point, and no groups.
    """
    pieces, own_minus = _chosen(_sections(form or GENERAL), value)
    section = _taken_apart(pieces)
    digits = _digits(abs(value), section, pieces, point)
    text, placed = "", False
    for piece in pieces:
        # Fractions and powers of ten are written as plain numbers.
        if piece in _NUMERIC or piece.lower() in _GENERAL_WORDS or (section.free and piece == "/"):
            text, placed = text if placed else f"{text}{digits}", True
        else:
            text += _word(piece)
    return f"{'-' if value < 0 and own_minus and placed else ''}{text.strip()}"


_NUMERIC = frozenset("0#?.,")
_GENERAL_WORDS = frozenset({"general", "standard", "@", "e+", "e-"})
_GENERAL_DIGITS = 10
"""Significant digits that ``General`` has room for."""


def _digits(value: Decimal, section: _Section, pieces: list[str], point: str) -> str:
    """Return the digits of a number without its sign, as one section writes them."""
    number = value.scaleb(2 * section.percents - 3 * section.thousands)
    if section.free:
        room = max(_GENERAL_DIGITS - max(number.adjusted() + 1, 1), 0)
        rounded = number.quantize(Decimal(1).scaleb(-room), ROUND_HALF_UP)
        return format(plain(rounded), "f").replace(".", point)
    number = number.quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP)
    whole, _, rest = format(number, "f").partition(".")
    at = pieces.index(".") if "." in pieces else len(pieces)
    # “#” shows a digit only where there is one.
    rest = rest.rstrip("0").ljust(pieces[at:].count("0"), "0") if rest else rest
    whole = whole.zfill(pieces[:at].count("0"))
    if point == "," and "," in pieces and not section.thousands:
        whole = f"{int(whole):,}".replace(",", ".")
    return f"{whole}{point}{rest}" if rest else whole
