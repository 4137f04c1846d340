"""What the figures of a rendered page are about, and how they differ from those of the published page.

Only previews need it: `view.receipts.Sources` notes each figure and cell while a page is rendered; from the
notes of two pages `build.marks` finds the changes, with which the page is rendered once more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FigureTrace:
    """One figure of a rendered page."""

    record: str
    """``record~rule`` of its receipt, rules that compute the same sort of fact as one."""
    label: str
    """Heading of the table column or name of the field that contains it; empty for none."""
    text: str
    """The figure as readers see it."""

    @property
    def about(self) -> tuple[str, str]:
        """What the figure is about: two figures of two pages are compared only if they share it."""
        return self.record, self.label


@dataclass(frozen=True, slots=True)
class CellTrace:
    """A cell of a grid or map: a link with the colour of a state."""

    url: str
    state: str


@dataclass(frozen=True, slots=True)
class PageTrace:
    """The figures and cells of one page, each in the order in which they were rendered."""

    figures: tuple[FigureTrace, ...] = ()
    cells: tuple[CellTrace, ...] = ()


NO_TRACE = PageTrace()


@dataclass(frozen=True, slots=True)
class FigureChange:
    """How a figure differs from the published page."""

    before: str | None
    """The published figure; None if there is none or it is not certain which one it is."""
    is_new: bool
    """Whether the published page has no figure about the same thing."""


@dataclass(frozen=True, slots=True)
class PageChanges:
    """The changes of one page."""

    figures: Mapping[int, FigureChange] = field(default_factory=dict)
    """By the figure's place in `PageTrace.figures`."""
    cells: frozenset[CellTrace] = frozenset()
    """Cells whose state differs from that of the published page."""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.figures or self.cells)


NO_CHANGES = PageChanges()
