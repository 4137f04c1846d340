"""Reads the words of a paragraph that Word prints, and names those that it holds but does not print."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from lxml.etree import _Element

from generator.office.legacy_fonts import converted, encoding_of, has_legacy, is_unicode
from generator.office.word_styles import Styles, qn

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SILENT = frozenset({_FALLBACK, qn("w:pPr"), qn("w:rPr"), qn("w:sdtPr")})
"""Elements without words of their own; a fallback repeats what stands beside it."""
_APART = {
    qn("w:del"): "words-deleted",
    qn("w:moveFrom"): "words-deleted",
    qn("w:txbxContent"): "words-boxed",
}
"""Elements whose words do not belong to the running text, and the code of their note."""
_PLACEHOLDER = f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}"


Piece: TypeAlias = tuple[str, str, str]
"""Some text: the code of its note ("" if it is printed), its font, its words."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something of a document that is not read as text; an editor is told.

    `code` names its sentences in the catalogue (``word.eye.<code>``).
    """

    code: str
    words: str


def read_words(paragraph: _Element, styles: Styles) -> tuple[str, tuple[Note, ...]]:
    """Return the printed words of a paragraph, with line ends for line breaks, and notes of all others."""
    within = "words-placeholder" if any(map(_prompts, paragraph.iterancestors(qn("w:sdt")))) else ""
    return words_of(_pieces(paragraph, paragraph, styles, within))


def words_of(found: Iterable[Piece]) -> tuple[str, tuple[Note, ...]]:
    """Return the printed words of some pieces of text, in Unicode, and notes of all others."""
    pieces = list(found)
    if any(encoding_of(font) and is_unicode(text) for _, font, text in pieces):
        # Typed in Unicode: the old font is a leftover that draws none of its letters.
        pieces = [(code, "", text) for code, _, text in pieces]
    printed: list[str] = []
    notes: list[Note] = []
    fonts: dict[str, Note] = {}
    for (code, encoding), group in groupby(pieces, key=lambda piece: (piece[0], encoding_of(piece[1]))):
        same = list(group)
        words = "".join(text for *_, text in same)
        if encoding and (has_legacy(words) or encoding == "tcvn3-capitals"):
            told = "font-unknown" if encoding == "unknown" else "font-converted"
            fonts.setdefault(encoding, Note(told, same[0][1]))
            words = converted(words, encoding)
        if not code:
            printed.append(words)
        elif words.strip():
            notes.append(Note(code, " ".join(words.split())))
    return "".join(printed), (*notes, *fonts.values())


def _prompts(control: _Element) -> bool:
    """Whether a content control shows only its request to fill it."""
    return control.find(_PLACEHOLDER) is not None


def _pieces(
    element: _Element, paragraph: _Element, styles: Styles, code: str, font: str = ""
) -> Iterator[Piece]:
    """Yield the words below an element in order."""
    for child in element.iterchildren():
        if child.tag in _SILENT:
            continue
        if (text := _sign(child)) is not None:
            yield code, font, text
            continue
        if child.tag == qn("w:softHyphen") and encoding_of(font).startswith("tcvn3"):
            # Shows nothing elsewhere, but is ư in such a font.
            yield code, font, "\xad"
        inner = code or _APART.get(child.tag, "")
        if not inner and child.tag == qn("w:r"):
            inner = _unprinted(child, paragraph, styles)
        elif not inner and child.tag == qn("w:sdt") and _prompts(child):
            inner = "words-placeholder"
        named = styles.font(child, paragraph) if child.tag == qn("w:r") else font
        yield from _pieces(child, paragraph, styles, inner, named)


def _unprinted(run: _Element, paragraph: _Element, styles: Styles) -> str:
    if styles.has(run, paragraph, "w:vanish"):
        return "words-hidden"
    return "words-struck" if styles.has(run, paragraph, "w:strike", "w:dstrike") else ""


def _sign(element: _Element) -> str | None:
    """Return the text that an element stands for; None if it is no text but may hold some."""
    match element.tag:
        case tag if tag in (qn("w:t"), qn("w:delText")):
            return str(element.text or "")
        case tag if tag in (qn("w:br"), qn("w:cr")):
            return "\n"
        case tag if tag == qn("w:tab"):
            return "\t"
        case tag if tag == qn("w:noBreakHyphen"):
            return "-"
        case tag if tag == qn("w:sym"):
            # A sign of a font such as Wingdings, by its hexadecimal number there.
            return chr(int(element.get(qn("w:char"), "f020"), 16))
        case _:
            return None
