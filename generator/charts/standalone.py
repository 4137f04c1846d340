"""Drawings for use on other websites: SVG files that contain their title, source and date.

The colours in the file are the light ones, so that it shows correctly where a content security policy
blocks the style sheet inside it. That style sheet has the dark colours, for readers who prefer a dark
theme. An address with ``#sang`` always shows the light colours, for websites without a dark theme.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from generator.charts.cards import wrapped
from generator.charts.svg import LIGHT, TextLine, framed, size_of
from generator.charts.tokens import NAMED, tokens

FAMILY = "Be Vietnam Pro, Arial, Roboto, Noto Sans, system-ui, sans-serif"
"""The file contains no font. Where the reader's machine lacks the site font another one is used; lines are
broken by the widths of the site font, which is wider than those, so that they still fit."""

TITLE, TEXT, FOOT = 17, 14, 12
LEADING = 1.4
WIDE_MARGIN, NARROW_MARGIN = 16, 8

AROUND = frozenset({"paper", "ink", "soft", "flame"})
"""Colours of the background and of the words around a drawing."""


@dataclass(frozen=True, slots=True)
class EmbedWords:
    """The words above and below a drawing, from top to bottom."""

    warning: str
    """Says that the data are invented; empty for real data."""
    title: str
    about: str
    """Whose figures these are."""
    figures: tuple[tuple[str, str], ...]
    """Numbers and what each counts; the last lines above the drawing."""
    key: tuple[str, ...]
    """What the signs mean and how to read the drawing; the first lines below it."""
    foot: tuple[str, ...]
    """Source, date and publisher."""


def alone(drawing: str, words: EmbedWords, margin: float) -> bytes:
    """Return a drawing with its words around it as an SVG file; `margin` is in pixels."""
    light = tokens().light
    width = size_of(drawing)[0]

    def lines(texts: Iterable[str], size: float, weight: str, colour: str) -> list[TextLine]:
        font = "700" if weight == "bold" else "400"
        return [
            TextLine(line, size, LEADING * size, weight, light[colour])
            for text in texts
            if text
            for line in wrapped(text, font, size, width)
        ]

    figures = [
        TextLine(text, TEXT, LEADING * TEXT, "normal", light["ink"], strong) for strong, text in words.figures
    ]
    above = [
        *lines((words.warning,), FOOT, "bold", "flame"),
        *lines((words.title,), TITLE, "bold", "ink"),
        *lines((words.about,), FOOT, "normal", "soft"),
        *figures,
    ]
    below = [
        *lines(words.key, FOOT, "normal", "ink"),
        TextLine("", FOOT, FOOT / 2, "normal", light["soft"]),
        *lines(words.foot, FOOT, "normal", "soft"),
    ]
    plain = NAMED.sub(lambda match: light[match[1]], drawing)
    return framed(plain, FAMILY, light["paper"], margin, above, below, style_of(drawing))


def style_of(drawing: str) -> str:
    """Return the style sheet that the file of a drawing holds."""
    return dark_style(frozenset(NAMED.findall(drawing)) | AROUND)


@cache
def dark_style(names: frozenset[str]) -> str:
    """Return the style sheet that turns the named light colours into dark ones, except at ``#sang``."""
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
class EmbedText:
    """A paragraph of an embedded page, with what its height depends on; sizes in pixels."""

    words: str
    size: float
    leading: float = 1.45
    """Line height as a multiple of `size`."""
    weight: str = "400"
    after: float = 8
    """Space below."""
    beside: float = 0
    """Width taken by something to the left, such as a sign."""


def height(texts: Sequence[EmbedText], drawing: str, widths: Iterable[int]) -> int:
    """Return the height in pixels, a multiple of 10, that an embedded page needs at each of the widths."""
    return max(-(-int(_height(texts, drawing, width)) // 10) * 10 for width in widths)


EDGES = 44
"""Pixels above and below the page's content, a little more than needed in case the reader's font is wider."""


def _height(texts: Sequence[EmbedText], drawing: str, width: int) -> float:
    room = width - (24 if width >= 344 else 12)  # noqa: PLR2004 - as in embed.css
    across, tall = size_of(drawing) if drawing else (1.0, 0.0)
    lines = [
        len(wrapped(text.words, text.weight, text.size, room - text.beside)) * text.size * text.leading
        + text.after
        for text in texts
        if text.words
    ]
    return EDGES + tall * min(1, room / across) + 8 + sum(lines)
