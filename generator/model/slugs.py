"""Slugs and folded text: permanent URL parts and search words without diacritics."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower-case text without Vietnamese marks; đ, which has no decomposition, becomes d."""
    decomposed = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=65536)
def slug_of_number(number: str) -> str:
    """Slug of a printed number: lower-case, ``.`` → ``-``, đ → dd (``II.1.đ`` → ``ii-1-dd``)."""
    return fold(number.replace("đ", "dd").replace("Đ", "dd")).replace(".", "-")


def slug(text: str) -> str:
    """Slug of words: folded, every run of other characters a single hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def heading_slug(text: str, separator: str) -> str:
    """Anchor of a heading of a hand-written page (the ``toc`` extension's slugify hook)."""
    return slug(text).replace("-", separator)
