"""Parts of a table cell: plain text, values from `generator.view.views`, and the classes below.

The macro ``content`` of ``components/table.j2`` writes the parts as HTML, `generator.files.page_tables`
as text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.view.views import Link, Mark, Receipt, Sentence, Value


@dataclass(frozen=True, slots=True)
class MarkedValue:
    """A state with a receipt: sign and CSS class come from the mark, words from the value or sentence."""

    mark: Mark
    value: Value | Sentence


@dataclass(frozen=True, slots=True)
class Linked:
    """Parts inside a link to a page; figures in it do not link to their receipts."""

    url: str
    parts: "Content"


@dataclass(frozen=True, slots=True)
class Span:
    """Parts in an element with CSS classes of its own."""

    parts: "Content"
    look: str = ""
    """CSS classes. An ``item`` is on a line of its own; in files, “;” separates it from others."""
    hidden: bool = False
    """Whether it is decoration that screen readers and files leave out."""
    sort: Literal["span", "strong", "code", "changed", "paragraph", "block"] = "span"
    """Which HTML element to use."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The raw scanned text (OCR) of an uncertain value, collapsed until opened; not in files."""

    value: Value


@dataclass(frozen=True, slots=True)
class Folded:
    """A list of links, collapsed until opened; not in files."""

    summary: str
    links: tuple[Link, ...]


Part: TypeAlias = (
    str | Value | Sentence | Link | Mark | Receipt | MarkedValue | Linked | Span | Reading | Folded
)

Content: TypeAlias = Part | tuple[Part, ...]


def parts_of(content: Content) -> tuple[Part, ...]:
    """The content as a tuple of parts, also if it is a single part."""
    return content if isinstance(content, tuple) else (content,)


def walk(content: Content) -> Iterator[Part]:
    """Every part of a content in order, nested parts after the part that contains them."""
    for part in parts_of(content):
        yield part
        if isinstance(part, Linked | Span):
            yield from walk(part.parts)
        elif isinstance(part, MarkedValue):
            yield from walk(part.value)
        elif isinstance(part, Sentence):
            yield from part.parts


def parts(*found: Part | None) -> tuple[Part, ...]:
    """The parts that are not None."""
    return tuple(part for part in found if part is not None)


def spaced(*found: Part | None) -> tuple[Part, ...]:
    """The parts that are not None, with a space between them."""
    there = parts(*found)
    return tuple(part for each in there for part in (" ", each))[1:]


def item(*content: Part | None, note: bool = False) -> Span:
    """The parts that are not None on a line of their own; in the muted style of notes if `note` is set."""
    return Span(parts(*content), "item note" if note else "item")


def note(*content: Part | None) -> Span:
    """The parts that are not None in the muted style of notes, within the line."""
    return Span(parts(*content), "note")


def tag(words: Part) -> Span:
    """A short label that marks a row as special."""
    return Span(words, "tag")


def absent(words: str) -> Span:
    """Words that say that a document does not state something."""
    return Span(words, "none")


DASH = Span("–", "none", hidden=True)
"""Dash in a cell for which no value is possible."""

DOT = Span("·", "dot", hidden=True)
"""Dot between links and notes in a line."""
