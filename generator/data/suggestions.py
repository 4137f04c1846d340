"""What a mistaken value was probably meant to be: the `near` of a problem, never a silent correction.

Each function returns an empty text when it has nothing to suggest.
"""

import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from generator.model.slugs import fold, slug

LONGEST = 80
"""Characters of a value that is worth a suggestion; a longer one is no slip of an id or a name."""
ID_LENGTHS = range(3, 65)
"""Characters of a suggested id; a shorter one says nothing (``NO`` is no slip of an id ``no``)."""

_DAY = re.compile(r"(?:ngày )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")
_VIETNAMESE_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))? ?%?")
_YES = frozenset({"yes", "y", "co", "on", "true", "1", "dung", "x"})
_NO = frozenset({"no", "n", "khong", "off", "false", "0", "sai"})


def nearest(value: str, known: Iterable[str]) -> str:
    """The known value that looks most like the given one, letter case and Vietnamese marks aside."""
    if len(value) > LONGEST:
        return ""
    by_fold = {fold(name): name for name in sorted(known)}
    found = get_close_matches(fold(value), by_fold, 1)
    return by_fold[found[0]] if found else ""


def as_id(value: str) -> str:
    """The id that a name or a wrongly typed id stands for; a path stands for none."""
    if len(value) > LONGEST or re.search(r"[/\\]|\.\.", value):
        return ""
    found = slug(value)
    return found if len(found) in ID_LENGTHS else ""


def as_day(value: str) -> str:
    """The ISO form of a day written the Vietnamese way (26/12/2025) or without its zeros."""
    if match := _DAY.fullmatch(value):
        day, month, year = (int(part) for part in match.groups())
    elif match := _ISO_DAY.fullmatch(value):
        year, month, day = (int(part) for part in match.groups())
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def as_amount(value: str) -> str:
    """The number written the Vietnamese way (1.234,5 or 96,17%) with a decimal point and nothing else."""
    match = _VIETNAMESE_NUMBER.fullmatch(value)
    if match is None:
        return ""
    sign, whole, decimals = match.groups()
    digits = whole.replace(".", "").lstrip("0") or "0"
    return f"{sign.removeprefix('+')}{digits}{f'.{decimals}' if decimals else ''}"


def as_flag(value: str) -> str:
    """The flag that a word for yes or no stands for."""
    word = fold(value)
    return "true" if word in _YES else "false" if word in _NO else ""
