"""Preview images ("share cards") that messengers and social networks show for a link to a page.

They are laid out here and drawn by the charts' renderer. Equal words give equal bytes; drawn cards are
cached under ``build/cache``.
"""

import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

from generator.charts.caching import drawn_once
from generator.charts.drawing import draw_card, font_folder
from generator.charts.fonts import text_width
from generator.view.rendering import PROJECT

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
"""Pixels; the size that social networks recommend."""
INNER = WIDTH - 2 * MARGIN

REGULAR, BOLD = "400", "700"

TITLE_SIZES = (64, 58, 52, 46, 42)
"""Sizes tried for the title, largest first."""

TITLE_LINES = 3
LARGE = 58
"""A title of this size or larger may have two lines at most."""

LEADING = 1.18
ABOUT_SIZE = 26
FLOOR = 530.0
"""Baseline of the last line above the foot, in pixels from the top."""

COLUMN_GAP = 36
RGBA, SUB = 4, 1
PALETTE = 256
EFFORT = 8
"""Compression level of zlib: 9 takes five times as long for files 4 % smaller."""

SHADES = 0x00F0F0F0
"""Mask of the bits of a pixel that are kept: the upper four of red, green and blue."""


@dataclass(frozen=True, slots=True)
class Card:
    """The words on a card."""

    name: str
    """Name of the site."""
    tagline: str
    kicker: str
    """Small line above the title."""
    title: str
    about: str
    """Whose figures these are; empty where the title says it."""
    figures: tuple[tuple[str, str], ...]
    """Numbers and what each counts."""
    lines: tuple[str, ...]
    """Sentences under the figures, or instead of them."""
    note: str
    """Warning in the corner: a document without number and date, or invented data."""
    foot: str


@dataclass(frozen=True, slots=True)
class CardText:
    """A line of text with its position in pixels (left end and baseline, unless `anchor` says ``end``)."""

    x: float
    y: float
    size: float
    weight: str
    colour: str
    text: str
    anchor: str = "start"


Template = Callable[[Sequence[CardText]], str]
"""Returns the SVG of a card with the given lines of text."""


def png(card: Card, template: Template, cache: Path = PROJECT / "build" / "cache" / "cards") -> bytes:
    """Return the card as PNG, from the cache if it was drawn before."""
    svg = template(layout(card))
    key = f"{version('vl-convert-python')}\n{font_folder(PROJECT).name}\n{EFFORT}\n{svg}".encode()
    return drawn_once(cache, key, lambda: smaller(draw_card(svg)))


def layout(card: Card) -> tuple[CardText, ...]:
    """Return every line of a card with its position: head, title, figures, sentences, foot."""
    lines = [
        CardText(MARGIN, 84, 28, BOLD, "ink", card.name),
        CardText(WIDTH - MARGIN, 84, 22, REGULAR, "soft", card.tagline, "end"),
    ]
    y = 154.0 if card.kicker else 128.0
    if card.kicker:
        lines.append(CardText(MARGIN, y, 24, REGULAR, "soft", fitted(card.kicker, REGULAR, 24, INNER, 1)[0]))
    lower = _lower(card)
    # A line's capitals with their diacritics reach about as far above its baseline as its font size.
    top = min((line.y - line.size for line in lower), default=FLOOR)
    size, title = _title(card.title, top - y - 20)
    y += size * 1.22
    for row, line in enumerate(title):
        lines.append(CardText(MARGIN, y + row * size * LEADING, size, BOLD, "ink", line))
    below = y + (len(title) - 1) * size * LEADING
    if card.about and lower and top - 34 > below + ABOUT_SIZE:
        about = fitted(card.about, BOLD, ABOUT_SIZE, INNER, 1)[0]
        lines.append(CardText(MARGIN, top - 10, ABOUT_SIZE, BOLD, "ink", about))
    lines += lower
    lines.append(CardText(MARGIN, 590, 24, REGULAR, "soft", card.foot))
    if card.note:
        lines.append(CardText(WIDTH - MARGIN, 590, 24, BOLD, "flame", card.note, "end"))
    return tuple(lines)


def _title(text: str, room: float) -> tuple[int, list[str]]:
    """Return the largest font size in which the title fits into `room` pixels of height, and its lines."""
    for size in TITLE_SIZES:
        lines = wrapped(text, BOLD, size, INNER)
        most = 2 if size >= LARGE else TITLE_LINES
        if len(lines) <= most and size * (1.5 + LEADING * (len(lines) - 1)) <= room:
            return size, lines
    size = TITLE_SIZES[-1]
    most = max(1, min(TITLE_LINES, int(room / size / LEADING)))
    return size, fitted(text, BOLD, size, INNER, most)


def _lower(card: Card) -> list[CardText]:
    """Return the lower part's lines, placed from `FLOOR` upwards: figures side by side above sentences."""
    found: list[CardText] = []
    sentences = [part for line in card.lines for part in fitted(line, REGULAR, 26, INNER, 2)]
    start = FLOOR - 36 * max(0, len(sentences) - 1)
    found += [
        CardText(MARGIN, start + 36 * row, 26, REGULAR, "ink", line) for row, line in enumerate(sentences)
    ]
    if not card.figures:
        return found
    width = (INNER - COLUMN_GAP * (len(card.figures) - 1)) / len(card.figures)
    words = [fitted(text, REGULAR, 24, width, 2) for _, text in card.figures]
    deepest = max(len(lines) for lines in words)
    bottom = start - 44 if sentences else FLOOR
    number_y = bottom - 31 * (deepest - 1) - 40
    size = 60 if all(text_width(_font(BOLD), number, 60) <= width for number, _ in card.figures) else 44
    for place, ((number, _), lines) in enumerate(zip(card.figures, words, strict=True)):
        x = MARGIN + place * (width + COLUMN_GAP)
        found.append(CardText(x, number_y, size, BOLD, "sea", fitted(number, BOLD, size, width, 1)[0]))
        found += [
            CardText(x, number_y + 40 + 31 * row, 24, REGULAR, "soft", line) for row, line in enumerate(lines)
        ]
    return found


def wrapped(text: str, weight: str, size: float, width: float) -> list[str]:
    """Break the text into lines of at most `width` pixels; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(_font(weight), longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def fitted(text: str, weight: str, size: float, width: float, most: int) -> list[str]:
    """Break the text into at most `most` lines of `width` pixels, the rest cut off after a word with “…”."""
    lines = wrapped(text, weight, size, width) or [""]
    if len(lines) <= most:
        return lines
    last = lines[most - 1].split()
    while len(last) > 1 and text_width(_font(weight), " ".join(last) + "…", size) > width:
        last.pop()
    return [*lines[: most - 1], " ".join(last).rstrip(",;:") + "…"]


@cache
def _font(weight: str) -> Path:
    return font_folder(PROJECT) / f"be-vietnam-pro-{weight}.ttf"


def smaller(data: bytes) -> bytes:
    """Return an opaque PNG as a smaller one with a colour palette; the renderer compresses poorly.

    Handles what the renderer writes (8-bit RGBA, every row filtered with "Sub"); anything else, or more than
    256 colours, is returned unchanged. Colours are rounded to sixteen levels per channel, which cannot be
    seen.
    """
    chunks = _chunks(data)
    header = dict(chunks)[b"IHDR"]
    width, height, depth, colours = struct.unpack(">IIBB", header[:10])
    raw = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    stride = width * RGBA + 1
    if (depth, colours) != (8, 6) or any(raw[row * stride] != SUB for row in range(height)):
        return data
    rows = np.frombuffer(raw, np.uint8).reshape(height, stride)[:, 1:]
    # Most rows of a card are equal: decode each distinct row once.
    places: dict[bytes, int] = {}
    which = [places.setdefault(row.tobytes(), len(places)) for row in rows]
    steps = np.frombuffer(b"".join(places), np.uint8).reshape(len(places), width, RGBA)
    pixels = np.add.accumulate(steps, axis=1, dtype=np.uint8).view("<u4")[:, :, 0] & np.uint32(SHADES)
    palette, first, found = np.unique(pixels, return_index=True, return_inverse=True)
    if len(palette) > PALETTE:
        return data
    order = np.argsort(first)  # colours in the order they first appear from the top
    number = np.empty(len(order), np.uint8)
    number[order] = np.arange(len(order))
    packed = np.zeros((height, width + 1), np.uint8)
    packed[:, 1:] = number[found].reshape(len(places), width)[which]
    # Spread sixteen levels over 0 to 255 by repeating the upper four bits in the lower four.
    shades = palette[order].tolist()
    colour_table = b"".join((shade | shade >> 4).to_bytes(4, "little")[:3] for shade in shades)
    parts = (
        (b"IHDR", struct.pack(">IIBB", width, height, 8, 3) + header[10:]),
        (b"PLTE", colour_table),
        (b"IDAT", zlib.compress(packed.tobytes(), EFFORT)),
        (b"IEND", b""),
    )
    return data[:8] + b"".join(_chunk(kind, part) for kind, part in parts)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found = []
    place = 8
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        found.append((data[place + 4 : place + 8], data[place + 8 : place + 8 + length]))
        place += 12 + length
    return found


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
