"""Recognises agencies by name in the cells of a plan, where several names may share a cell.

Commas and “và” separate names but are also part of some, so all ways to split a text are compared.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from generator.data.suggestions import nearest
from generator.model import records
from generator.model.slugs import slug
from generator.office.agency_roles import Role, of_one_kind, parts_of, without_markers
from generator.office.short_names import run_together, same_office, short_pattern

_HARD = re.compile(r"\s*;\s*")
"""A separator that is never part of a name."""
_SOFT = re.compile(r"(\s*,\s*(?:và\s+)?|\s+và\s+|\s*&\s*|\s*/\s*|\s*[-–—+]\s*|\n)")
"""A separator of names that may also be part of a name."""
_ROLE = re.compile(r"\s*\((?:(?:cơ quan|đơn vị)\s+)?(chủ trì|phối hợp|p/h|ph)(?:\s+chính)?\)$", re.IGNORECASE)
"""What a cell says beside a name about its part in the task."""
_SHORT = (
    ("uy-ban-nhan-dan", "ubnd"),
    ("hoi-dong-nhan-dan", "hdnd"),
    ("hdnd-ubnd", "hdnd-va-ubnd"),
    ("uy-ban-mttq", "mttq"),
)
"""Words and their abbreviations in documents, as slugs."""
ALIKE = 0.8
"""Similarity (0 to 1) of an unknown name to a known one from which the known one is offered."""

MAX_PARTS = 80
"""Most parts between soft separators in one piece; a longer piece is not split."""


@dataclass(frozen=True, slots=True)
class Match:
    """One name in a cell and the agency that has it."""

    written: str
    """The name as written in the cell."""
    agency: str = ""
    """Id of the agency; empty if no agency has the name, or several have it."""
    former: bool = False
    """Whether it is a former name of the agency."""
    spelled: str = ""
    """The registered name, if it differs from the written one in diacritics; else empty."""
    among: tuple[str, ...] = ()
    """Ids of the agencies that share the name, if several do."""
    role: str = ""
    """``lead`` or ``coordinating`` if the cell says so beside the name; else empty."""
    full: str = ""
    """The registered name that the written one shortens; empty if it shortens none."""
    beside: str = ""
    """Words in brackets behind the name that are none of it ("Phòng Cải cách hành chính"); else empty."""


@dataclass(frozen=True, slots=True)
class _Name:
    agency: str
    written: str
    former: bool


class AgencyNames:
    """All names of the agencies; if several share one, those that belong to the plan's owner are meant."""

    def __init__(self, agencies: Iterable[records.Agency], owner: str = "") -> None:
        self._by_key: dict[str, list[_Name]] = {}
        self._own: set[str] = {owner}
        self.ids: set[str] = set()
        """Ids of all agencies."""
        for agency in agencies:
            self.ids.add(agency.id)
            if agency.parent == owner:
                self._own.add(agency.id)
            current = [agency.name, *filter(None, [agency.short_name]), *agency.aliases]
            names = [*((n, False) for n in current), *((n.name, True) for n in agency.former_names)]
            for written, former in names:
                self._by_key.setdefault(name_key(written), []).append(_Name(agency.id, written, former))

    def read(self, text: str) -> tuple[Match, ...]:
        """Return the names in a cell, in order and without repetition.

        A line break, like a comma, may separate names or be inside one.
        """
        lines = (" ".join(line.split()) for line in without_markers(text).split("\n"))
        whole = "\n".join(filter(None, lines))
        found = self._read(whole)
        parts = parts_of(whole)
        if all(match.agency for match in found) or not any(role for _, role in parts):
            return found
        # Words about parts are only looked for where the cell is not a list of names.
        roles = tuple(self._with_roles(parts))
        return min(found, roles, key=_unknown)

    def _with_roles(self, parts: Iterable[tuple[str, Role]]) -> Iterator[Match]:
        for piece, role in parts:
            yield from (replace(match, role=match.role or role) for match in self._read(piece))

    def nearest(self, name: str) -> str:
        """Return the registered name most similar to an unknown one, with its id; empty if there is none."""
        ids = {known.written: known.agency for names in self._by_key.values() for known in names}
        found = closest(name, same_office(name, ids))
        # What is offered as another spelling must be one: an alias sends every later task to that agency.
        alike = SequenceMatcher(None, slug(name), slug(found)).ratio() >= ALIKE
        return f"{found} ({ids[found]})" if found and alike else ""

    def nearest_name(self, name: str) -> str:
        """Return the registered name most similar to an unknown one; empty if there is none."""
        return closest(name, (known.written for names in self._by_key.values() for known in names))

    def one(self, name: str) -> Match:
        """Find the agency that has a name.

        If several have it, current names are preferred to former ones, then agencies of the plan's owner to
        others, then names with the same diacritics.
        """
        if role := _ROLE.search(name):
            part = "lead" if slug(role[1]) == "chu-tri" else "coordinating"
            return replace(self.one(name[: role.start()]), role=part)
        if name.endswith(")") and name_key(name) not in self._by_key:
            outside, _, words = name.removesuffix(")").partition(" (")
            inner = self.one(outside) if words and "(" not in words else Match(outside)
            if inner.agency:
                return replace(inner, written=name, beside=words)
        found = self._by_key.get(name_key(name), []) or self._shortened(name)
        found = [known for known in found if not known.former] or found
        found = [known for known in found if known.agency in self._own] or found
        exact = [known for known in found if _marks(known.written) == _marks(name)]
        agencies = dict.fromkeys(known.agency for known in exact or found)
        if len(agencies) == 1:
            known = (exact or found)[0]
            if name_key(known.written) != name_key(name):
                return Match(name, known.agency, known.former, full=known.written)
            return Match(name, known.agency, known.former, "" if exact else known.written)
        return Match(name, among=tuple(sorted(agencies)))

    def run_together(self, name: str) -> tuple[str, ...]:
        """Return the registered names that an unknown name runs together; () if it is one name."""
        return run_together(name, (known.written for names in self._by_key.values() for known in names))

    def _shortened(self, name: str) -> list[_Name]:
        """Return the names that a short form such as “Sở KH&CN” may stand for."""
        pattern = short_pattern(name)
        if pattern is None:
            return []
        return [known for key, names in self._by_key.items() if pattern.fullmatch(key) for known in names]

    def _read(self, text: str) -> tuple[Match, ...]:
        found: dict[str, Match] = {}
        for piece in _HARD.split(text):
            for match in self._completed(self._piece(piece.strip(" .,:-–"))):
                found.setdefault(match.agency or match.written, match)
        return tuple(found.values())

    def _completed(self, matches: Iterable[Match]) -> Iterator[Match]:
        """Read what is not known as names that share the kind of office of the name before them."""
        before = ""
        for match in matches:
            names = () if match.agency or match.among else of_one_kind(match.written, before)
            full = [self.one(name) for name in names]
            if full and all(one.agency for one in full):
                yield from (replace(one, written=match.written, full=one.written) for one in full)
            else:
                yield match
                before = match.written if match.agency else ""

    def _piece(self, piece: str) -> list[Match]:
        """Split a piece so that as little as possible is unknown, and then into as few names as possible."""
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
                name = "".join(
                    f"{w}{j}" if j.strip() else f"{w} " for w, j in zip(run, joints[start:end], strict=True)
                )
                name = name[: len(name) - len(joints[end - 1])].strip() if joints[end - 1] else name.strip()
                match = self.one(name)
                # The cost of an unknown name grows with its parts, so that it does not absorb known names.
                cost = 0 if match.agency or match.among else 2 * len(run) + 1
                (unknown, count), before = best[start]
                choices.append(((unknown + cost, count + 1), [*before, match]))
            best.append(min(choices, key=lambda choice: choice[0]))
        return [match for match in best[-1][1] if match.written]


def _unknown(matches: Sequence[Match]) -> tuple[int, int]:
    """Sort key of readings of one cell: fewest unknown names first, then most known ones."""
    known = sum(bool(match.agency) for match in matches)
    return len(matches) - known, -known


def name_key(name: str) -> str:
    """Return a name in the form used for comparing: a slug with long forms abbreviated."""
    key = slug(name.replace("&", " và "))
    for long, short in _SHORT:
        key = key.replace(long, short)
    return key


def _marks(name: str) -> str:
    """Return the sorted letters and diacritics of a name, so that spellings like hoà and hòa are equal."""
    text = unicodedata.normalize("NFC", name).casefold().replace("&", " và ").replace("uỷ", "ủy")
    text = text.replace("ủy ban nhân dân", "ubnd").replace("hội đồng nhân dân", "hđnd")
    letters = unicodedata.normalize("NFD", text)
    return "".join(sorted(c for c in letters if c.isalpha() or unicodedata.combining(c)))


def closest(words: str, known: Iterable[str]) -> str:
    """Return the known name that begins with the words, else the most similar one; empty if there is none."""
    names = sorted(known)
    begun = slug(words)
    longer = next((name for name in names if begun and slug(name).startswith(f"{begun}-")), "")
    return longer or nearest(words, names)
