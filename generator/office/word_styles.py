"""Finds which formatting of a Word document applies to a run or paragraph, by its marks and styles."""

from collections.abc import Iterable, Iterator
from functools import cache

from docx.document import Document
from docx.oxml import ns
from lxml.etree import _Element

qn = cache(ns.qn)
"""Full name of an element of Word (``w:p``); asked for millions of times in a long table."""

_OFF = frozenset({"0", "false", "off", "none"})
_RUN, _PARAGRAPH = f"{qn('w:rPr')}/{qn('w:rStyle')}", f"{qn('w:pPr')}/{qn('w:pStyle')}"


class Styles:
    """The styles of a document by id."""

    def __init__(self, document: Document) -> None:
        """Read the styles; a document without a part of styles gets those of the library."""
        styles = document.styles.element.findall(qn("w:style"))
        self._by_id: dict[str | None, _Element] = {style.get(qn("w:styleId")): style for style in styles}
        self._defaults = document.styles.element.find(
            f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
        )
        self._normal = next(
            (
                style.get(qn("w:styleId"))
                for style in styles
                if style.get(qn("w:type")) == "paragraph" and is_on(style.get(qn("w:default"), "0"))
            ),
            None,
        )
        # A long table has hundreds of thousands of runs and a handful of styles.
        self._marked: dict[tuple[str | None, str], bool] = {}
        self._fonts: dict[tuple[str | None, str | None], str] = {}

    def chain(self, style: str | None) -> Iterator[_Element]:
        """Yield a style and those that it is based on, the nearest first; none for an unknown id."""
        met = set()
        while style in self._by_id and style not in met:
            met.add(style)
            yield self._by_id[style]
            style = value_of(self._by_id[style].find(qn("w:basedOn")))

    def of_paragraph(self, paragraph: _Element) -> Iterator[_Element]:
        """Yield the styles of a paragraph, the nearest first."""
        return self.chain(self._of_paragraph(paragraph))

    def _of_paragraph(self, paragraph: _Element) -> str | None:
        return value_of(paragraph.find(_PARAGRAPH)) or self._normal

    def has(self, run: _Element, paragraph: _Element, *marks: str) -> bool:
        """Whether a run has one of some on/off marks such as ``w:vanish``, its own or from its styles.

        The mark of a character style turns over that of a paragraph style, as Word's toggle properties do.
        """
        return any(self._has(run, paragraph, f"{qn('w:rPr')}/{qn(mark)}") for mark in marks)

    def font(self, run: _Element, paragraph: _Element) -> str:
        """Return the font of a run's Western letters; empty if it comes from a theme or nowhere."""
        own = _font((run.find(qn("w:rPr")),))
        if own is not None:
            return own
        styles = value_of(run.find(_RUN)), self._of_paragraph(paragraph)
        if styles not in self._fonts:
            by_styles = (style.find(qn("w:rPr")) for one in styles for style in self.chain(one))
            self._fonts[styles] = _font((*by_styles, self._defaults)) or ""
        return self._fonts[styles]

    def _has(self, run: _Element, paragraph: _Element, path: str) -> bool:
        own = run.find(path)
        if own is not None:
            return is_on(own.get(qn("w:val"), "1"))
        by_run = self._by_style(value_of(run.find(_RUN)), path)
        return by_run ^ self._by_style(self._of_paragraph(paragraph), path)

    def _by_style(self, style: str | None, path: str) -> bool:
        """Whether a style, or the nearest of those that it is based on that says so, turns a mark on."""
        if (style, path) not in self._marked:
            self._marked[style, path] = _first(self.chain(style), path)
        return self._marked[style, path]


def _font(marks: Iterable[_Element | None]) -> str | None:
    """Return the first font that some marks name; None if none does."""
    for one in marks:
        fonts = None if one is None else one.find(qn("w:rFonts"))
        if fonts is not None and (name := _named(fonts)) is not None:
            return name
    return None


def _named(fonts: _Element) -> str | None:
    """Return the font that is named; "" for one of a theme, None if there is none for Western letters."""
    for part in ("hAnsi", "ascii"):
        if fonts.get(qn(f"w:{part}Theme")):
            return ""
        if name := fonts.get(qn(f"w:{part}")):
            return name
    return None


def _first(styles: Iterator[_Element], path: str) -> bool:
    found = next((mark for style in styles if (mark := style.find(path)) is not None), None)
    return found is not None and is_on(found.get(qn("w:val"), "1"))


def is_on(value: str) -> bool:
    """Whether a value of an on/off mark means on."""
    return value.lower() not in _OFF


def value_of(element: _Element | None) -> str | None:
    """Return the ``w:val`` of an element; None without one."""
    return None if element is None else element.get(qn("w:val"))
