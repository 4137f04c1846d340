"""Finds a document by what people type: its symbol, its symbol and date, or its id in the data."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from generator.data.suggestions import as_day
from generator.model import records, wording
from generator.model.portal import Located
from generator.model.slugs import fold

CLOSE = 0.85
"""Similarity (0 to 1) from which an unknown symbol is taken for a typing error of a known one."""

_DATED = re.compile(r"(?P<symbol>.+?)[\s,]*\(?\s*(?:ngày\s*)?(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s*\)?")
_LEAD = re.compile(r"(?:văn bản\s+)?(?:số\s*:?\s*)", re.IGNORECASE)
_DASHES = re.compile(r"[‐‑‒–—−]")


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a search: one document, none, or several."""

    id: str | None = None
    several: tuple[str, ...] = ()
    """If several match, a text for each that would match only it."""
    near: str = ""
    """If none matches, the text of a document with a similar symbol; empty if there is none."""


@dataclass(frozen=True)
class Register:
    """The documents of the portal."""

    documents: Mapping[str, Located[records.Document]]

    @cached_property
    def _by_symbol(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for document, located in self.documents.items():
            if located.record.symbol is not None:
                found.setdefault(folded(located.record.symbol), []).append(document)
        return found

    def text(self, document: str) -> str:
        """Return the text by which a form names a document: its symbol, with the date if it is not unique.

        Its id if it has no symbol, or no date to distinguish it from others.
        """
        located = self.documents.get(document)
        if located is None or located.record.symbol is None:
            return document
        record = located.record
        if len(self._by_symbol[folded(str(record.symbol))]) == 1:
            return str(record.symbol)
        return f"{record.symbol} ({wording.day(record.date)})" if record.date is not None else document

    def texts(self) -> list[str]:
        """Return the text of every document that has a symbol, newest first."""
        dated = [
            (located.record.date or date.min, document)
            for document, located in self.documents.items()
            if located.record.symbol is not None
        ]
        return [self.text(document) for _, document in sorted(dated, reverse=True)]

    def find(self, text: str) -> Found:
        """Find the document that a text names, ignoring case, spaces, kinds of dash and a leading “Số”."""
        if text in self.documents:
            return Found(text)
        symbol, day = split(text)
        ids = self._by_symbol.get(folded(symbol), [])
        if day is not None:
            ids = [i for i in ids if self.documents[i].record.date == day]
        if len(ids) == 1:
            return Found(ids[0])
        if ids:
            return Found(several=tuple(self.text(i) for i in ids))
        # Symbols resemble one another: only one with a typing error or two is worth suggesting.
        near = get_close_matches(folded(symbol)[:64], self._by_symbol, 1, CLOSE)
        return Found(near=self.text(self._by_symbol[near[0]][0]) if near else "")


def folded(symbol: str) -> str:
    """Return a symbol in the form used for comparing: no diacritics, case or spaces, one kind of dash."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFC", symbol))
    return re.sub(r"\s+", "", fold(_LEAD.sub("", plain, count=1) if _LEAD.match(plain) else plain))


def split(text: str) -> tuple[str, date | None]:
    """Split a text into the symbol and the date after it; None if there is no valid date."""
    match = _DATED.fullmatch(text)
    day = as_day(match["day"]) if match else ""
    return (match["symbol"], date.fromisoformat(day)) if match and day else (text, None)
