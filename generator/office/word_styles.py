"""Finds which formatting of a Word document applies to a run or paragraph, by its marks and styles."""

from collections.abc import Iterator

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element

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

    def chain(self, style: str | None) -> Iterator[_Element]:
        """Yield a style and those that it is based on, the nearest first; none for an unknown id."""
        met = set()
        while style in self._by_id and style not in met:
            met.add(style)
            yield self._by_id[style]
            style = value_of(self._by_id[style].find(qn("w:basedOn")))

    def of_paragraph(self, paragraph: _Element) -> Iterator[_Element]:
        """Yield the styles of a paragraph, the nearest first."""
        return self.chain(value_of(paragraph.find(_PARAGRAPH)) or self._normal)

    def has(self, run: _Element, paragraph: _Element, *marks: str) -> bool:
        """Whether a run has one of some on/off marks such as ``w:vanish``, its own or from its styles.

        The mark of a character style turns over that of a paragraph style, as Word's toggle properties do.
        """
        return any(self._has(run, paragraph, f"{qn('w:rPr')}/{qn(mark)}") for mark in marks)

    def font(self, run: _Element, paragraph: _Element) -> str:
        """Return the font of a run's Western letters; empty if it comes from a theme or nowhere."""
        own = run.find(qn("w:rPr"))
        chains = (self.chain(value_of(run.find(_RUN))), self.of_paragraph(paragraph))
        by_styles = (style.find(qn("w:rPr")) for chain in chains for style in chain)
        for marks in (own, *by_styles, self._defaults):
            fonts = None if marks is None else marks.find(qn("w:rFonts"))
            if fonts is not None and (name := _named(fonts)) is not None:
                return name
        return ""

    def _has(self, run: _Element, paragraph: _Element, path: str) -> bool:
        own = run.find(path)
        if own is not None:
            return is_on(own.get(qn("w:val"), "1"))
        by_run = _first(self.chain(value_of(run.find(_RUN))), path)
        return by_run ^ _first(self.of_paragraph(paragraph), path)


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
