"""Text without diacritics, for URLs that never change and for search."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the text in lower case without Vietnamese diacritics (đ becomes d)."""
    decomposed = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=65536)
def slug_of_number(number: str) -> str:
    """Slug of a printed number: lower-case, ``.`` → ``-``, đ → dd (``II.1.đ`` → ``ii-1-dd``)."""
    return fold(number.replace("đ", "dd").replace("Đ", "dd")).replace(".", "-")


def slug(text: str) -> str:
    """Slug of words: without diacritics, any run of characters other than a-z and 0-9 one hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def heading_slug(text: str, separator: str) -> str:
    """Anchor of a heading of a hand-written page (the ``toc`` extension's slugify hook)."""
    return slug(text).replace("-", separator)
