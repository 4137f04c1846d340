"""Agencies by the names that documents print, several in a cell, commas within names included."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from generator.data.suggestions import nearest
from generator.model import records
from generator.model.slugs import slug

_HARD = re.compile(r"\s*[;\n]\s*")
"""What always ends a name."""
_SOFT = re.compile(r"(\s*,\s*(?:và\s+)?|\s+và\s+|\s*&\s*)")
"""What ends a name or stands within one."""
_SHORT = (
    ("uy-ban-nhan-dan", "ubnd"),
    ("hoi-dong-nhan-dan", "hdnd"),
    ("hdnd-ubnd", "hdnd-va-ubnd"),
    ("uy-ban-mttq", "mttq"),
)
"""Words that documents shorten, by their slug."""
MAX_PARTS = 80
"""Pieces between commas that one cell may hold."""


@dataclass(frozen=True, slots=True)
class Match:
    """One name of a cell."""

    written: str
    agency: str = ""
    """Id of the agency; empty when none has the name, or several do."""
    former: bool = False
    """The name is one the agency had before."""
    spelled: str = ""
    """The known name, when it is written with other marks on its letters."""
    among: tuple[str, ...] = ()
    """Ids of the agencies that share the name, when several do."""


@dataclass(frozen=True, slots=True)
class _Name:
    agency: str
    written: str
    former: bool


class AgencyNames:
    """Every name that agencies are known by; a plan's own units come before others of the same name."""

    def __init__(self, agencies: Iterable[records.Agency], owner: str = "") -> None:
        self._by_key: dict[str, list[_Name]] = {}
        self._own: set[str] = {owner}
        for agency in agencies:
            if agency.parent == owner:
                self._own.add(agency.id)
            current = [agency.name, *filter(None, [agency.short_name]), *agency.aliases]
            names = [*((n, False) for n in current), *((n.name, True) for n in agency.former_names)]
            for written, former in names:
                self._by_key.setdefault(_key(written), []).append(_Name(agency.id, written, former))

    def read(self, text: str) -> tuple[Match, ...]:
        """The agencies a cell names, in order, each once; a line break may end a name or run within one."""
        whole = " ".join(text.split())
        if not whole:
            return ()
        as_lines = self._read(text)
        if all(match.agency for match in as_lines) or "\n" not in text:
            return as_lines
        as_one = self._read(whole)
        return min((as_lines, as_one), key=lambda found: sum(not match.agency for match in found))

    def nearest(self, name: str) -> str:
        """The known name most like an unknown one, with its id; empty when none is."""
        ids = {known.written: known.agency for names in self._by_key.values() for known in names}
        found = closest(name, ids)
        return f"{found} ({ids[found]})" if found else ""

    def one(self, name: str) -> Match:
        """The agency of a name.

        A name in use beats a former one, the plan's own units beat others, and the marks on letters
        decide between what is left.
        """
        found = self._by_key.get(_key(name), [])
        found = [known for known in found if not known.former] or found
        found = [known for known in found if known.agency in self._own] or found
        exact = [known for known in found if _marks(known.written) == _marks(name)]
        agencies = dict.fromkeys(known.agency for known in exact or found)
        if len(agencies) == 1:
            known = (exact or found)[0]
            return Match(name, known.agency, known.former, "" if exact else known.written)
        return Match(name, among=tuple(sorted(agencies)))

    def _read(self, text: str) -> tuple[Match, ...]:
        found: dict[str, Match] = {}
        for piece in _HARD.split(text):
            for match in self._piece(piece.strip(" .,:-–")):
                found.setdefault(match.agency or match.written, match)
        return tuple(found.values())

    def _piece(self, piece: str) -> list[Match]:
        """The split of a piece into names that leaves the fewest unknown, then the fewest in all."""
        if not piece:
            return []
        parts = _SOFT.split(piece)
        words, joints = parts[::2], [*parts[1::2], ""]
        if len(words) > MAX_PARTS:
            return [Match(piece)]
        best: list[tuple[tuple[int, int], list[Match]]] = [((0, 0), [])]
        for end in range(1, len(words) + 1):
            choices = []
            for start in range(end):
                run = words[start:end]
                name = "".join(w + j for w, j in zip(run, joints[start:end], strict=True))
                name = name[: len(name) - len(joints[end - 1])].strip() if joints[end - 1] else name.strip()
                match = self.one(name)
                # An unknown run costs what it swallows, so that known names beside it are still found.
                cost = 0 if match.agency or match.among else 2 * len(run) + 1
                (unknown, count), before = best[start]
                choices.append(((unknown + cost, count + 1), [*before, match]))
            best.append(min(choices, key=lambda choice: choice[0]))
        return [match for match in best[-1][1] if match.written]


def _key(name: str) -> str:
    """A name without marks, case, signs and long forms."""
    key = slug(name.replace("&", " và "))
    for long, short in _SHORT:
        key = key.replace(long, short)
    return key


def _marks(name: str) -> str:
    """The letters and marks of a name; where in a syllable a mark stands (hoà, hòa) is fashion."""
    text = unicodedata.normalize("NFC", name).casefold().replace("&", " và ").replace("uỷ", "ủy")
    text = text.replace("ủy ban nhân dân", "ubnd").replace("hội đồng nhân dân", "hđnd")
    letters = unicodedata.normalize("NFD", text)
    return "".join(sorted(c for c in letters if c.isalpha() or unicodedata.combining(c)))


def closest(words: str, known: Iterable[str]) -> str:
    """The known name that goes on from the words, or else looks most like them; empty when none does."""
    names = sorted(known)
    begun = slug(words)
    longer = next((name for name in names if begun and slug(name).startswith(f"{begun}-")), "")
    return longer or nearest(words, names)
