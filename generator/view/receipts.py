"""Receipts of a page: every figure leads to an entry at its foot, without script.

While a page is rendered, the macros of ``components/values.j2`` ask `Sources` how each figure leads to its
receipt: by a link, or, where it stands in a link already, by ``aria-details``. One in the row that
shows its receipt needs neither.
"""

from dataclasses import dataclass, field

from markupsafe import escape

from generator.view.views import Receipt

PREFIX = "nguon-"
"""Before the place of an entry in its anchor."""

_QUALITY = {"": 0, "verified": 1, "restored": 2, "uncertain": 3}
"""Of two readings of one record, the less certain is told."""

LONG = 48
"""Letters from which a value is a sentence: a line under all of it would shout, so only its end is marked."""


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """How one figure leads to its receipt."""

    anchor: str
    """Of the entry, or of the row that shows the receipt."""
    linked: bool = False
    """The figure is a link to its entry."""
    described: bool = False
    """The figure only names its entry (``aria-details``), because it stands in a link or is read unseen."""
    repeated: bool = False
    """An earlier figure leads there too: the tab key passes this one by."""
    long: bool = False


@dataclass(slots=True)
class ReceiptEntry:
    """One receipt as the foot of the page prints it."""

    anchor: str
    receipt: Receipt
    rules: dict[str, str] = field(default_factory=dict)
    """Address of each rule that computed something from the record, by the rule's id."""
    quality: str = ""


@dataclass(slots=True)
class Sources:
    """The receipts of one page, each once."""

    page: str = ""
    """Address of the page."""
    traced: bool = False
    """Whether `figures` is kept, which previews alone need."""
    framed: bool = False
    """Whether the page stands in other people's frames, so that its links open outside of them."""
    entries: dict[tuple[str, str, str, str], ReceiptEntry] = field(default_factory=dict)
    figures: list[str] = field(default_factory=list)
    """Record and rule of each figure in the order of the page."""
    _row: str = ""
    _reached: set[str] = field(default_factory=set)

    def place(self, text: str, receipt: Receipt, *, within: bool = False) -> FigurePlace:
        """Takes the next figure of the page and says how it leads to its receipt.

        The first figure of an entry is reached by the tab key, the others by pointing alone: a table of sixty
        rows would otherwise take hundreds of steps to pass.

        Args:
            text: The figure as a reader sees it.
            receipt: Where it comes from.
            within: Whether it stands where no link may (in a link, a summary, a caption).
        """
        if self.traced:
            self.figures.append(f"{receipt.record}~{_sort(receipt.rule)}")
        anchor = self.anchor(receipt)
        if anchor == self._row:
            return FigurePlace(anchor)
        if within or not anchor.startswith(PREFIX):
            return FigurePlace(anchor, described=True)
        repeated = anchor in self._reached
        self._reached.add(anchor)
        return FigurePlace(anchor, linked=True, repeated=repeated, long=len(escape(text)) > LONG)

    def row(self, anchor: str) -> str:
        """Notes that the row of an anchor begins; its own figures need no link to it."""
        self._row = anchor
        return anchor

    def anchor(self, receipt: Receipt) -> str:
        """Anchor of a receipt's entry; receipts of one record share an entry.

        On the page of a document, where the row itself shows its receipt, the row is the entry.
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
    """What a rule computes: the many that tell how a task stands to its deadline compute one thing."""
    if not rule or rule.startswith("count-") or rule in {"reported", "evidenced"}:
        return rule
    return "schedule"
