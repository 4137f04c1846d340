"""The pieces a report is made of, before anything decides how they look on paper."""

from dataclasses import dataclass

from generator.charts.plot import Plot
from generator.office.official_docx import Foot, Head, WordColumn


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: 1 for a part, 2 for a chapter, 3 for a point."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class ReportParagraph:
    """A paragraph of ours, every figure in it computed or quoted."""

    text: str


@dataclass(frozen=True, slots=True)
class Narrative:
    """A place that the office itself writes."""

    text: str


@dataclass(frozen=True, slots=True)
class ReportSource:
    """Where the figures above come from."""

    text: str


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table."""

    caption: str
    columns: tuple[WordColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ReportChart:
    """A chart."""

    caption: str
    plot: Plot


@dataclass(frozen=True, slots=True)
class Annex:
    """From here on the annex, on pages that lie on their side."""

    title: tuple[str, ...]


Block = Heading | ReportParagraph | Narrative | ReportSource | ReportTable | ReportChart | Annex


@dataclass(frozen=True, slots=True)
class WordReport:
    """A whole report; the foot stands before the annex."""

    title: str
    head: Head
    blocks: tuple[Block, ...]
    foot: Foot
    annex: tuple[Block, ...]
    place: tuple[str, str]
    """How the words begin and end that mark what the office itself writes."""

    @property
    def places(self) -> int:
        """Paragraphs that are left to the office whole."""
        return sum(isinstance(block, Narrative) for block in self.blocks)
