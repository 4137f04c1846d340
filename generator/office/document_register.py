"""Documents by what people type for them: a symbol, a symbol and its date, or the portal's own id."""

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
"""How much alike two symbols must be for one to be a slip of the other (1: the same)."""

_DATED = re.compile(r"(?P<symbol>.+?)[\s,]*\(?\s*(?:ngày\s*)?(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s*\)?")
_LEAD = re.compile(r"(?:văn bản\s+)?(?:số\s*:?\s*)", re.IGNORECASE)
_DASHES = re.compile(r"[‐‑‒–—−]")


@dataclass(frozen=True, slots=True)
class Found:
    """What a text names: one document, none, or several."""

    id: str | None = None
    several: tuple[str, ...] = ()
    near: str = ""


@dataclass(frozen=True)
class Register:
    """The portal's documents, found by what people type."""

    documents: Mapping[str, Located[records.Document]]

    @cached_property
    def _by_symbol(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for document, located in self.documents.items():
            if located.record.symbol is not None:
                found.setdefault(folded(located.record.symbol), []).append(document)
        return found

    def text(self, document: str) -> str:
        """A document as a form names it: its symbol, with the date where others bear the symbol too."""
        located = self.documents.get(document)
        if located is None or located.record.symbol is None:
            return document
        record = located.record
        if len(self._by_symbol[folded(str(record.symbol))]) == 1:
            return str(record.symbol)
        return f"{record.symbol} ({wording.day(record.date)})" if record.date is not None else document

    def texts(self) -> list[str]:
        """Every document that bears a symbol, newest first."""
        dated = [
            (located.record.date or date.min, document)
            for document, located in self.documents.items()
            if located.record.symbol is not None
        ]
        return [self.text(document) for _, document in sorted(dated, reverse=True)]

    def find(self, text: str) -> Found:
        """The document a text names; letter case, spaces, kinds of dash and a leading “Số” set aside."""
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
        # Symbols are much alike by their nature: only a slip or two is worth a suggestion.
        near = get_close_matches(folded(symbol)[:64], self._by_symbol, 1, CLOSE)
        return Found(near=self.text(self._by_symbol[near[0]][0]) if near else "")


def folded(symbol: str) -> str:
    """The symbol as it is compared: no marks, no spaces, one kind of dash."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFC", symbol))
    return re.sub(r"\s+", "", fold(_LEAD.sub("", plain, count=1) if _LEAD.match(plain) else plain))


def split(text: str) -> tuple[str, date | None]:
    """A symbol and the date typed after it, if there is one."""
    match = _DATED.fullmatch(text)
    day = as_day(match["day"]) if match else ""
    return (match["symbol"], date.fromisoformat(day)) if match and day else (text, None)
