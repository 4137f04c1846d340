"""Counts the automatic numbers of a Word document's lists, as Word shows them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.parts.numbering import NumberingPart
from lxml.etree import _Element

from generator.office.word_styles import Styles, is_on, qn, value_of

_LEVELS = 9
"""Number of levels that a list of Word has."""
_MOST = 100_000
"""Largest number that is written out; a file with larger ones does not come from Word's dialogs."""
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


@dataclass(slots=True)
class _List:
    """What lists with the same abstract definition share: its levels and how far they have counted."""

    levels: dict[int, _Element]
    counts: dict[int, int] = field(default_factory=dict)


class ListNumbers:
    """Gives each numbered paragraph its number; the paragraphs must come in printed order."""

    def __init__(self, document: Document, styles: Styles) -> None:
        """Read the lists of a document; it may have none."""
        self._styles = styles
        parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype == RT.NUMBERING]
        root = next((part.element for part in parts if isinstance(part, NumberingPart)), None)
        abstract = {} if root is None else _by_id(root, "w:abstractNum", "w:abstractNumId")
        self._nums = {} if root is None else _by_id(root, "w:num", "w:numId")
        self._lists = {id_: _List(_levels(found)) for id_, found in abstract.items()}
        self._linked = {id_: value_of(found.find(qn("w:numStyleLink"))) for id_, found in abstract.items()}
        self._begun: set[tuple[str, int]] = set()
        """List and level of restarts that have taken place."""

    def label(self, paragraph: _Element) -> str | None:
        """Return the number that Word prints before a paragraph, or its sign; None if it is in no list."""
        num, level = self._place(paragraph)
        own = self._nums.get(num or "")
        if num is None or own is None or not 0 <= level < _LEVELS:
            # Lists that the file does not define are numbered by no program, but are lists to the writer.
            return None if num is None else ""
        counted = self._list(own)
        if counted is None:
            return ""
        levels = {**counted.levels, **_overrides(own)}
        self._count(num, own, level, counted, levels)
        return _printed(level, counted.counts, levels)

    def _place(self, paragraph: _Element) -> tuple[str | None, int]:
        """Return the list of a paragraph, its own or its style's, and its level in it."""
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        num = None if found is None else value_of(found.find(qn("w:numId")))
        style_id = None
        if num is None:
            for style in self._styles.of_paragraph(paragraph):
                by_style = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
                if by_style is not None and (num := value_of(by_style.find(qn("w:numId")))) is not None:
                    found = by_style if found is None else found
                    style_id = style.get(qn("w:styleId"))
                    break
        if num in (None, "0") or found is None:
            return None, 0
        level = value_of(found.find(qn("w:ilvl")))
        return num, self._level_of(num, style_id) if level is None else int(level)

    def _level_of(self, num: str | None, style_id: str | None) -> int:
        """Return the level that names a paragraph style; the first if none does."""
        own = self._nums.get(num or "")
        counted = None if own is None else self._list(own)
        levels = {} if counted is None else counted.levels
        named = (at for at, level in levels.items() if value_of(level.find(qn("w:pStyle"))) == style_id)
        return next(named, 0) if style_id else 0

    def _list(self, num: _Element) -> _List | None:
        id_ = value_of(num.find(qn("w:abstractNumId"))) or ""
        link = self._linked.get(id_)
        if link is not None:
            # A list may take its levels from a style that names another list.
            by_style = next(self._styles.chain(link), None)
            linked = None if by_style is None else by_style.find(f".//{qn('w:numId')}")
            other = self._nums.get(value_of(linked) or "")
            id_ = id_ if other is None else value_of(other.find(qn("w:abstractNumId"))) or id_
        return self._lists.get(id_)

    def _count(
        self, num: str, own: _Element, level: int, counted: _List, levels: dict[int, _Element]
    ) -> None:
        counts = counted.counts
        for at, start in _restarts(own):
            if (num, at) not in self._begun and at <= level:
                self._begun.add((num, at))
                counts[at] = start - 1 if at == level else start
        for above in range(level):
            counts.setdefault(above, _start(levels.get(above)))
        counts[level] = counts[level] + 1 if level in counts else _start(levels.get(level))
        for below in [at for at in counts if at > level and not _goes_on(levels.get(at))]:
            del counts[below]


def _by_id(root: _Element, tag: str, name: str) -> dict[str, _Element]:
    return {element.get(qn(name), ""): element for element in root.findall(qn(tag))}


def _levels(element: _Element) -> dict[int, _Element]:
    return {int(level.get(qn("w:ilvl"), "0")): level for level in element.findall(qn("w:lvl"))}


def _overrides(num: _Element) -> dict[int, _Element]:
    """Return the levels that a list defines anew."""
    return {at: level for one in num.findall(qn("w:lvlOverride")) for at, level in _levels(one).items()}


def _restarts(num: _Element) -> Iterator[tuple[int, int]]:
    """Yield the levels that begin anew with a list, and their first numbers."""
    for one in num.findall(qn("w:lvlOverride")):
        if start := value_of(one.find(qn("w:startOverride"))):
            yield int(one.get(qn("w:ilvl"), "0")), int(start)


def _start(level: _Element | None) -> int:
    value = None if level is None else value_of(level.find(qn("w:start")))
    return 1 if value is None else int(value)


def _goes_on(level: _Element | None) -> bool:
    """Whether a level counts on when one above it has counted."""
    return level is not None and value_of(level.find(qn("w:lvlRestart"))) == "0"


def _printed(level: int, counts: dict[int, int], levels: dict[int, _Element]) -> str:
    own = levels.get(level)
    pattern = None if own is None else value_of(own.find(qn("w:lvlText")))
    if own is None or _format(own) in ("bullet", "none"):
        return ""
    legal = own.find(qn("w:isLgl"))
    decimal = legal is not None and is_on(legal.get(qn("w:val"), "1"))

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        shown = levels.get(at)
        return written(counts.get(at, _start(shown)), "decimal" if decimal else _format(shown))

    return re.sub(r"%([1-9])", number, f"%{level + 1}." if pattern is None else pattern).strip()


def _format(level: _Element | None) -> str:
    return (None if level is None else value_of(level.find(qn("w:numFmt")))) or "decimal"


def written(number: int, form: str) -> str:
    """Return a number in one of Word's forms (``w:numFmt``); in digits for a form that plans do not use."""
    if not 0 < number <= _MOST:
        return str(number)
    match form:
        case "upperRoman" | "lowerRoman":
            text = _roman(number)
            return text if form == "upperRoman" else text.lower()
        case "upperLetter" | "lowerLetter":
            # After z Word doubles the letter: aa, bb, cc.
            text = chr(ord("A") + (number - 1) % 26) * min(1 + (number - 1) // 26, _LEVELS)
            return text if form == "upperLetter" else text.lower()
        case "decimalZero":
            return f"{number:02}"
        case "none" | "bullet":
            return ""
        case _:
            return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
