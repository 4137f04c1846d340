"""Guesses what a wrong value was meant to be, for the hint (`near`) in a problem; never used to correct data.

Each function returns an empty text when it has nothing to suggest.
"""

import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from generator.model.slugs import fold, slug

LONGEST = 80
"""Longest value, in characters, for which something is suggested: ids and names are shorter."""
ID_LENGTHS = range(3, 65)
"""Lengths of ids that are suggested; shorter ones are mostly accidents (``NO`` was not meant as ``no``)."""

_DAY = re.compile(r"(?:ngày )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")
_VIETNAMESE_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))? ?%?")
_YES = frozenset({"yes", "y", "co", "on", "true", "1", "dung", "x"})
_NO = frozenset({"no", "n", "khong", "off", "false", "0", "sai"})


def nearest(value: str, known: Iterable[str]) -> str:
    """Return the known value most similar to `value`, ignoring letter case and diacritics."""
    if len(value) > LONGEST:
        return ""
    by_fold = {fold(name): name for name in sorted(known)}
    found = get_close_matches(fold(value), by_fold, 1)
    return by_fold[found[0]] if found else ""


def misspelt(value: str, known: Iterable[str]) -> str:
    """Return the known words that `value` spells with a slip or two, if only one fits.

    Unlike `nearest`, a word more or less never fits: “chưa hoàn thành” is the opposite of “Hoàn thành”, not a
    slip. At most one letter of a word is missing, too many, another or swapped with its neighbour.
    """
    words = re.findall(r"\w+|%", fold(value)) if len(value) <= LONGEST else []
    found = [name for name in sorted(set(known)) if words and _slips(words, fold(name).split())]
    return found[0] if len(found) == 1 else ""


def _slips(words: list[str], meant: list[str]) -> bool:
    if "".join(words) == "".join(meant):
        return True
    if len(words) != len(meant):
        return False
    return all(_slip(one, other) for one, other in zip(words, meant, strict=True))


def _slip(word: str, meant: str) -> bool:
    """Whether two words are equal or one slip of a finger apart."""
    same = next((n for n, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), None)
    if same is None:
        return abs(len(word) - len(meant)) <= 1
    rest, other = word[same:], meant[same:]
    swapped = rest[1::-1] + rest[2:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or swapped == other


def as_id(value: str) -> str:
    """Return the id that a name or mistyped id was meant to be; nothing for a path."""
    if len(value) > LONGEST or re.search(r"[/\\]|\.\.", value):
        return ""
    found = slug(value)
    return found if len(found) in ID_LENGTHS else ""


def as_day(value: str) -> str:
    """Return the ISO form of a date written the Vietnamese way (26/12/2025) or without leading zeros."""
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
    """Return a number written the Vietnamese way (1.234,5 or 96,17%) as plain digits with a decimal point."""
    match = _VIETNAMESE_NUMBER.fullmatch(value)
    if match is None:
        return ""
    sign, whole, decimals = match.groups()
    digits = whole.replace(".", "").lstrip("0") or "0"
    return f"{sign.removeprefix('+')}{digits}{f'.{decimals}' if decimals else ''}"


def as_flag(value: str) -> str:
    """Return ``true`` or ``false`` for a word that means yes or no."""
    word = fold(value)
    return "true" if word in _YES else "false" if word in _NO else ""
