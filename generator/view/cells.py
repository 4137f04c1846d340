"""What a cell of a table is made of: words, the views of `generator.view.views`, and the few parts below.

The macro ``content`` of ``components/table.j2`` writes the parts as HTML, `generator.files.page_tables`
as text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.view.views import Link, Mark, Receipt, Value


@dataclass(frozen=True, slots=True)
class Said:
    """Words of ours that hold figures, with their receipt."""

    text: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class MarkedValue:
    """A state as a value: its sign and class from the mark, its words from the value."""

    mark: Mark
    value: Value


@dataclass(frozen=True, slots=True)
class Linked:
    """Parts that are a link: they lead to a page, and their figures to no receipt of their own."""

    url: str
    parts: "Content"


@dataclass(frozen=True, slots=True)
class Span:
    """Parts with a look of their own (CSS classes)."""

    parts: "Content"
    look: str = ""
    """An ``item`` stands on a line of its own, in files it is parted from others by “;”."""
    hidden: bool = False
    """A sign for the eye alone: screen readers and files leave it out."""
    sort: Literal["span", "strong", "code", "changed", "paragraph", "block"] = "span"


@dataclass(frozen=True, slots=True)
class Reading:
    """The raw OCR of an uncertain value, folded; files leave it out."""

    value: Value


@dataclass(frozen=True, slots=True)
class Folded:
    """Links that open on demand; files leave them out."""

    summary: str
    links: tuple[Link, ...]


Part: TypeAlias = str | Value | Link | Mark | Receipt | Said | MarkedValue | Linked | Span | Reading | Folded

Content: TypeAlias = Part | tuple[Part, ...]


def parts_of(content: Content) -> tuple[Part, ...]:
    """The parts of a content, one or several."""
    return content if isinstance(content, tuple) else (content,)


def walk(content: Content) -> Iterator[Part]:
    """Every part of a content in order, each before those inside it."""
    for part in parts_of(content):
        yield part
        if isinstance(part, Linked | Span):
            yield from walk(part.parts)
        elif isinstance(part, MarkedValue):
            yield part.value


def parts(*found: Part | None) -> tuple[Part, ...]:
    """Those of the parts that there are."""
    return tuple(part for part in found if part is not None)


def spaced(*found: Part | None) -> tuple[Part, ...]:
    """Those of the parts that there are, with a space between them."""
    there = parts(*found)
    return tuple(part for each in there for part in (" ", each))[1:]


def item(*content: Part | None, note: bool = False) -> Span:
    """Parts on a line of their own, quiet where they are a note."""
    return Span(parts(*content), "item note" if note else "item")


def note(*content: Part | None) -> Span:
    """Quiet words in the line."""
    return Span(parts(*content), "note")


def tag(words: Part) -> Span:
    """A word or two that set a row apart."""
    return Span(words, "tag")


def absent(words: str) -> Span:
    """What a text does not say, said plainly."""
    return Span(words, "none")


DASH = Span("–", "none", hidden=True)
"""Where nothing can stand."""

DOT = Span("·", "dot", hidden=True)
"""Between links and notes in a line."""
