"""Recognises short forms of agency names (“Sở KH&CN”, “CATP”, “VP UBND TP”) and names run together."""

import re
from collections.abc import Iterable

from generator.model.slugs import slug

_WORD = re.compile(r"[^\s&/.,–—-]+")
_CAPITALS = re.compile(r"[A-ZĐ]{2,}")
_OFFICES = (
    *("so", "ban", "bo", "cac", "ubnd", "phong", "cong-an", "van-phong"),
    *("chi-cuc", "cuc", "thanh-tra", "hoi"),
)
"""Slugs of words that begin the name of an agency."""


def short_pattern(name: str) -> re.Pattern[str] | None:
    """Return what the slugs of full names look like that a name may shorten; None if it shortens nothing.

    Words in capitals stand for the words that begin with their letters; “và” between them is left out.
    """
    words = _WORD.findall(name)
    short = [word for word in words if _is_short(word)]
    if not short or not all(map(slug, words)):
        return None
    return re.compile("-(?:va-)?".join(_meaning(word) if word in short else slug(word) for word in words))


def same_office(name: str, known: Iterable[str]) -> list[str]:
    """Return the known names of the same kind of office as a name (“Sở”, “Hội”); all if it names no kind.

    What is no department is no misspelt one either, however alike the letters are.
    """
    key = f"{slug(name)}-"
    kinds = [office for office in _OFFICES if key.startswith(f"{office}-")]
    if not kinds:
        return list(known)
    return [one for one in known if any(f"{slug(one)}-".startswith(f"{office}-") for office in kinds)]


def _is_short(word: str) -> bool:
    return bool(_CAPITALS.fullmatch(word)) or word.casefold() == "tp"


def _meaning(word: str) -> str:
    letters = slug(word)
    return f"(?:{letters}|{'-(?:va-)?'.join(f'{letter}[a-z0-9]*' for letter in letters)})"


def run_together(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names of which an unknown one is made: two or more, or one beside another agency's.

    Args:
        name: The unknown name.
        known: All known names.
    """
    whole = f"-{slug(name)}-"
    keys = {slug(one): one for one in known}
    found = [key for key in keys if "-" in key and f"-{key}-" in whole]
    longest = [
        key for key in found if not any(key != other and f"-{key}-" in f"-{other}-" for other in found)
    ]
    rest = whole
    for key in longest:
        rest = rest.replace(f"-{key}-", "-", 1)
    beside = any(f"-{office}-" in rest for office in _OFFICES)
    return tuple(sorted(keys[key] for key in longest)) if len(longest) > 1 or (longest and beside) else ()
