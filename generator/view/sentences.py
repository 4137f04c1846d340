"""Sentences made of words and figures, so that every number in a sentence says what it is and leads home."""

import re
from collections.abc import Iterable

from generator.data.catalogue import TextOf
from generator.view.views import Sentence, Value

_PLACE = re.compile("\x00([a-z0-9_]+)\x00")
"""The place of a parameter in a text of the catalogue."""


def sentence(t: TextOf, key: str, /, **params: str | Value | Sentence) -> Sentence:
    """Return the text of a key with words, figures and other sentences in the places of its parameters.

    Raises:
        KeyError: There is no such key, or a placeholder has no value in `params`.
    """
    words = _PLACE.split(t(key, **{name: f"\x00{name}\x00" for name in params}))
    return joined("", (params[piece] if place % 2 else piece for place, piece in enumerate(words)))


def joined(between: str, found: Iterable[str | Value | Sentence]) -> Sentence:
    """Return one sentence of several parts with the words `between` them."""
    parts: list[str | Value] = []
    for place, part in enumerate(found):
        parts += [between] if place and between else []
        parts += part.parts if isinstance(part, Sentence) else [part]
    return Sentence(tuple(part for part in parts if part != ""))
