"""Drawings for other people's pages: SVG files that hold their words, source and day, light and dark in one.

Colours are written out in their light form, which every reader of SVG understands, also where a content
security policy refuses the style sheet inside; that sheet gives their dark form. An address with ``#sang``
stays light, for pages that have no dark dress.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from generator.charts.cards import wrapped
from generator.charts.svg import LIGHT, Line, framed, size_of
from generator.charts.tokens import NAMED, tokens

FAMILY = "Be Vietnam Pro, Arial, Roboto, Noto Sans, system-ui, sans-serif"
"""A file that stands alone brings no font: the reader's own, measured as if it were ours, which is wider."""

TITLE, TEXT, FOOT = 17, 14, 12
LEADING = 1.4
WIDE_MARGIN, NARROW_MARGIN = 16, 8

AROUND = frozenset({"paper", "ink", "soft", "flame"})
"""Colours of the ground and the words around a drawing."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a drawing."""

    warning: str
    """That the data is invented; empty for real data."""
    title: str
    about: str
    """Under the title: whose figures these are."""
    figures: tuple[tuple[str, str], ...]
    """Figures with their words, under that."""
    key: tuple[str, ...]
    """Under the drawing: what its signs mean, how it is read."""
    foot: tuple[str, ...]
    """Source, day, whose picture it is."""


def alone(drawing: str, words: Words, margin: float) -> bytes:
    """A drawing as a file of its own."""
    light = tokens().light
    width = size_of(drawing)[0]

    def lines(texts: Iterable[str], size: float, weight: str, colour: str) -> list[Line]:
        font = "700" if weight == "bold" else "400"
        return [
            Line(line, size, LEADING * size, weight, light[colour])
            for text in texts
            if text
            for line in wrapped(text, font, size, width)
        ]

    figures = [
        Line(text, TEXT, LEADING * TEXT, "normal", light["ink"], strong) for strong, text in words.figures
    ]
    above = [
        *lines((words.warning,), FOOT, "bold", "flame"),
        *lines((words.title,), TITLE, "bold", "ink"),
        *lines((words.about,), FOOT, "normal", "soft"),
        *figures,
    ]
    below = [
        *lines(words.key, FOOT, "normal", "ink"),
        Line("", FOOT, FOOT / 2, "normal", light["soft"]),
        *lines(words.foot, FOOT, "normal", "soft"),
    ]
    plain = NAMED.sub(lambda match: light[match[1]], drawing)
    style = dark_style(frozenset(NAMED.findall(drawing)) | AROUND)
    return framed(plain, FAMILY, light["paper"], margin, above, below, style)


@cache
def dark_style(names: frozenset[str]) -> str:
    """The style sheet inside a file: light colours in their dark form, unless the address asks for light."""
    found = tokens()
    forms = {found.light[name]: found.dark[name] for name in found.light if name in names}
    root = f":root:not(#{LIGHT}:target)"
    rules = "".join(
        f'{root} [{place}="{light}"]{{{place}:{dark}}}'
        for light, dark in forms.items()
        for place in ("fill", "stroke")
    )
    return f"@media (prefers-color-scheme:dark){{{rules}}}"


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a page, as far as their height goes."""

    words: str
    size: float
    leading: float = 1.45
    weight: str = "400"
    after: float = 8
    """Room under them."""
    beside: float = 0
    """Room taken by what stands before them."""


def height(texts: Sequence[Text], drawing: str, widths: Iterable[int]) -> int:
    """Pixels that a page with these words and this drawing needs at any of the widths, rounded up to tens."""
    return max(-(-int(_height(texts, drawing, width)) // 10) * 10 for width in widths)


EDGES = 44
"""Room above and below the page's content, with a little for readers whose fonts are wider."""


def _height(texts: Sequence[Text], drawing: str, width: int) -> float:
    room = width - (24 if width >= 344 else 12)  # noqa: PLR2004 - as in embed.css
    across, tall = size_of(drawing) if drawing else (1.0, 0.0)
    lines = [
        len(wrapped(text.words, text.weight, text.size, room - text.beside)) * text.size * text.leading
        + text.after
        for text in texts
        if text.words
    ]
    return EDGES + tall * min(1, room / across) + 8 + sum(lines)
