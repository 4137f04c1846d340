"""Receipts of a page: every figure leads to an entry at the page's foot, without script.

While a page is rendered, the macros of ``components/values.j2`` ask `Sources` how each figure leads to its
receipt: by a link, or by ``aria-details`` if it already is inside a link. A figure in the table row that
shows its receipt needs neither. For a preview `Sources` also notes what each figure is about, and says which
of them differ from the published page.
"""

from dataclasses import dataclass, field

from markupsafe import escape

from generator.view.page_trace import (
    NO_CHANGES,
    CellTrace,
    FigureChange,
    FigureTrace,
    PageChanges,
    PageTrace,
)
from generator.view.views import Receipt

PREFIX = "nguon-"
"""Prefix of the anchors of entries: ``nguon-1``, ``nguon-2``…"""

_QUALITY = {"": 0, "verified": 1, "restored": 2, "uncertain": 3}
"""Rank of each quality of reading; an entry shows the least certain one among its figures."""

LONG = 48
"""A value with more characters is marked as a link only at its end: underlined whole, it would be loud."""


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """How one figure leads to its receipt."""

    anchor: str
    """Anchor of the entry, or of the row that shows the receipt."""
    linked: bool = False
    """Whether the figure is a link to its entry."""
    described: bool = False
    """Whether the figure only refers to its entry by ``aria-details``, because it must not be a link."""
    repeated: bool = False
    """Whether an earlier figure leads to the same entry, so that the tab key skips this one."""
    long: bool = False
    """Whether only the end of the text is marked as a link (`LONG`)."""
    change: FigureChange | None = None
    """In a preview, how the figure differs from the published page; None if it does not."""


@dataclass(slots=True)
class ReceiptEntry:
    """One receipt as printed at the foot of the page."""

    anchor: str
    receipt: Receipt
    rules: dict[str, str] = field(default_factory=dict)
    """Address of each rule that computed a figure from the record, by the rule's id."""
    quality: str = ""
    """Least certain quality among its figures: empty, ``verified``, ``restored`` or ``uncertain``."""


@dataclass(slots=True)
class Sources:
    """Collects the receipts of one page while it is rendered, each once."""

    page: str = ""
    """Site-relative address of the page."""
    traced: bool = False
    """Whether to note figures and cells for `trace`, which only previews need."""
    changes: PageChanges = NO_CHANGES
    """In a preview, what differs from the published page; found in the `trace` of an earlier rendering."""
    framed: bool = False
    """Whether the page is an embed in a frame, so that its links must open outside of the frame."""
    entries: dict[tuple[str, str, str, str], ReceiptEntry] = field(default_factory=dict)
    _row: str = ""
    _label: str = ""
    _placed: int = 0
    _reached: set[str] = field(default_factory=set)
    _figures: list[FigureTrace] = field(default_factory=list)
    _cells: list[CellTrace] = field(default_factory=list)

    def place(self, text: str, receipt: Receipt, *, within: bool = False) -> FigurePlace:
        """Registers the next figure of the page and returns how it leads to its receipt.

        The tab key reaches only the first figure of an entry: otherwise a table of sixty rows would take
        hundreds of key presses to pass.

        Args:
            text: The figure as readers see it.
            receipt: Where it comes from.
            within: Whether it is where no link is allowed (in a link, a summary, a caption).
        """
        if self.traced:
            self._figures.append(FigureTrace(f"{receipt.record}~{_sort(receipt.rule)}", self._label, text))
        change = self.changes.figures.get(self._placed)
        self._placed += 1
        anchor = self.anchor(receipt)
        if anchor == self._row:
            return FigurePlace(anchor, change=change)
        if within or not anchor.startswith(PREFIX):
            return FigurePlace(anchor, described=True, change=change)
        repeated = anchor in self._reached
        self._reached.add(anchor)
        long = len(escape(text)) > LONG
        return FigurePlace(anchor, linked=True, repeated=repeated, long=long, change=change)

    @property
    def trace(self) -> PageTrace:
        """What was noted of the page; empty unless `traced`."""
        return PageTrace(tuple(self._figures), tuple(self._cells))

    def label(self, words: str = "") -> str:
        """Notes the column or field in which the next figures are, empty for none; returns its words."""
        self._label = words
        return words

    def is_changed_cell(self, url: str, state: str) -> bool:
        """Registers a cell of a grid or map; returns whether a preview marks it."""
        cell = CellTrace(url, state)
        if self.traced:
            self._cells.append(cell)
        return cell in self.changes.cells

    def row(self, anchor: str) -> str:
        """Notes that the row with this anchor begins, whose own figures need no link; returns the anchor."""
        self._row = anchor
        return anchor

    def anchor(self, receipt: Receipt) -> str:
        """Anchor of a receipt's entry, made if needed; receipts of one record share an entry.

        On a document's own page, a row that shows its receipt is itself the entry.
        """
        page, _, row = receipt.url.partition("#")
        if row and page == self.page and not receipt.rule and receipt.document:
            return row
        key = (receipt.record, receipt.place, receipt.document, receipt.at)
        entry = self.entries.get(key)
        if entry is None:
            entry = self.entries[key] = ReceiptEntry(f"{PREFIX}{len(self.entries) + 1}", receipt)
        if receipt.rule:
            entry.rules.setdefault(receipt.rule, f"phuong-phap/#{receipt.rule}")
        if _QUALITY[receipt.quality] > _QUALITY[entry.quality]:
            entry.quality = receipt.quality
        return entry.anchor


def _sort(rule: str) -> str:
    """What a rule computes: rules for counts and facts are kept apart, all others compute ``schedule``."""
    if not rule or rule.startswith("count-") or rule in {"reported", "evidenced"}:
        return rule
    return "schedule"
