"""Numbers, dates and lists in Vietnamese form. The only module that uses Babel."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from generator.model.slugs import fold

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER = {letter: index for index, letter in enumerate(_ALPHABET)}


def day(value: date) -> str:
    """``26/12/2025``."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def number(value: Decimal | int) -> str:
    """``1.234,5``: dots for thousands, a comma for decimals, as many decimals as the value has."""
    digits = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
    pattern = "#,##0" + ("." + "0" * digits if digits > 0 else "")
    return str(format_decimal(value, format=pattern, locale="vi"))


def listed(words: Iterable[str]) -> str:
    """Words joined by commas."""
    return ", ".join(words)


def sentence(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Text that goes on within a sentence, without its capital."""
    return text[:1].lower() + text[1:]


def sort_key(text: str) -> tuple[tuple[int, ...], str, str]:
    """Key for sorting in Vietnamese alphabetical order: by letters, then by tone marks."""
    folded: list[int] = []
    for letter in text.lower():
        place = _ORDER.get(letter)
        if place is None:
            base = _strip_tone(letter)
            place = _ORDER.get(base, ord(base[:1] or " ") if base.isdigit() else -1)
        folded.append(place)
    return tuple(folded), fold(text), text


def _strip_tone(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter)
    tones = "\u0300\u0301\u0303\u0309\u0323"
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in tones))
