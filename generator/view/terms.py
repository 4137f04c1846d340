"""Finds which abbreviations of the glossary a page uses, from the texts that were printed on it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation with its full form and its address in the glossary."""

    term: str
    full: str
    explanation: str
    """Explanation, only where the full form is foreign and does not explain itself; else empty."""
    lang: str
    """Language of the full form, empty for Vietnamese."""
    url: str


@dataclass(frozen=True)
class Terms:
    """The abbreviations that pages may use."""

    terms: tuple[Abbreviation, ...]

    def used_in(self, texts: Iterable[str]) -> tuple[Abbreviation, ...]:
        """Return the abbreviations that occur as whole words in a page's texts, in glossary order.

        Abbreviations inside a document's symbol (``QĐ-UBND``) do not count.
        """
        if not self.terms:
            return ()
        # No term has a line feed, so that none is found across two texts.
        joined = "\n".join(_SPACE.sub(" ", text) for text in texts)
        found = set(self._pattern.findall(joined))
        return tuple(term for term in self.terms if term.term in found)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w/-])(?:{_alternatives(t.term for t in self.terms)})(?!\w)")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
