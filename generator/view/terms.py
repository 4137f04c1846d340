"""Which abbreviations of the glossary a page uses: read from its text as rendered, which stays as it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import unescape

_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation with its full form and its place in the glossary."""

    term: str
    full: str
    explanation: str
    """Added where the full form is foreign and explains nothing by itself; else empty."""
    lang: str
    """Language of the full form, empty for Vietnamese."""
    url: str


@dataclass(frozen=True)
class Terms:
    """The abbreviations that pages may use."""

    terms: tuple[Term, ...]

    def used_in(self, html: str) -> tuple[Term, ...]:
        """Those whose letters stand in the text of a page as a word of their own, in glossary order.

        Part of a document's symbol (``QĐ-UBND``) is no use of a word.
        """
        if not self.terms:
            return ()
        found = set(self._pattern.findall(visible_text(html)))
        return tuple(term for term in self.terms if term.term in found)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w/-])(?:{_alternatives(t.term for t in self.terms)})(?!\w)")


def visible_text(html: str) -> str:
    """The text of a page, tags out and spaces single."""
    return _SPACE.sub(" ", unescape(_TAG.sub(" ", html)))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
