"""The blocks that a report is made of, without their layout (see `report_docx`)."""

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
    """A generated paragraph; every figure in it is computed from the data or quoted."""

    text: str


@dataclass(frozen=True, slots=True)
class Narrative:
    """A marked place where the office writes its own text."""

    text: str


@dataclass(frozen=True, slots=True)
class ReportSource:
    """The line under a table or chart that says where its figures come from."""

    text: str


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table with its caption; every row has one text for each column."""

    caption: str
    columns: tuple[WordColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ReportChart:
    """A chart with its caption."""

    caption: str
    plot: Plot


@dataclass(frozen=True, slots=True)
class Annex:
    """Start of the annex, on landscape pages; `title` has one text a line."""

    title: tuple[str, ...]


Block = Heading | ReportParagraph | Narrative | ReportSource | ReportTable | ReportChart | Annex


@dataclass(frozen=True, slots=True)
class WordReport:
    """A whole report; its foot (delivery list and signature) comes before the annex."""

    title: str
    head: Head
    blocks: tuple[Block, ...]
    foot: Foot
    annex: tuple[Block, ...]
    place: tuple[str, str]
    """Texts before and after the description of a marked place (`Narrative`)."""

    @property
    def places(self) -> int:
        """How many marked places the office must write itself."""
        return sum(isinstance(block, Narrative) for block in self.blocks)
