"""The typed values that templates receive.

A figure, state or official wording reaches a page only as a `Value`, which has a `Receipt`; only the macro
`data` of `components/values.j2` prints it. Lists of cards, rows and cells are tuples of the dataclasses
below. Links are relative to the site's root ("nhiem-vu/tp-2026/38/"); the template filter `url` makes them
relative to the page being rendered.
"""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")

ValueKind: TypeAlias = Literal["value", "day", "count"]
"""What a value is: as recorded or computed for one record, a day or month, or a number counted."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a value comes from: the official document, the data file and the rule that computed it."""

    record: str
    """Reference of the record, e.g. ``task:tp-2026/38``."""
    place: str
    """File and line of the value, e.g. ``data/plans/tp-2026/tasks.yaml:412``."""
    document: str = ""
    """Name of the official document, e.g. ``5256/QĐ-UBND``; empty for values we computed (counts)."""
    at: str = ""
    """Section or row in the document as a reader would look it up, e.g. ``Phụ lục, dòng 38``."""
    url: str = ""
    """Site-relative page (with anchor) that shows the source row."""
    rule: str = ""
    """Id of the rule that computed the value (see the methodology page); empty for values as written."""
    quality: str = ""
    """``verified``, ``restored`` or ``uncertain``; empty for computed values."""
    origin: str = ""
    """Cell of the Excel form in which an agency reported it, in words; empty for other values."""


@dataclass(frozen=True, slots=True)
class Count:
    """How a number can be counted again from the published tables."""

    rule: str
    """Id of the counting rule (see the methodology page); ``count-rows`` for a number of rows."""
    of: str
    """Scope of the rows that are counted, see `view.scopes`."""
    out_of: str = ""
    """Scope of the denominator where it is not the rule that says it; empty for a single number."""


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, state or wording with its receipt."""

    text: str
    """What a reader sees, in Vietnamese format (``1.234,5``, ``26/12/2025``)."""
    machine: str
    """The value for machines (``1234.5``, ``2025-12-26``), printed in ``<data value>``."""
    receipt: Receipt
    uncertain: str = ""
    """Raw OCR text when the wording could not be read with certainty."""
    count: Count | None = None
    """How it is counted; None for what is not a count."""

    @property
    def kind(self) -> ValueKind:
        """What it is, printed in ``<data data-kind>``."""
        if self.count is not None:
            return "count"
        return "day" if _DAY.fullmatch(self.machine) else "value"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of ours and the figures in them (`view.sentences` makes them)."""

    parts: tuple[str | Value, ...]

    @property
    def text(self) -> str:
        """The sentence where no markup can stand."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its text."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as sign, word and CSS class, so that it is never shown by colour alone."""

    code: str
    """Schedule code (``due_unreported``…) or ``partial``; the CSS class is ``mark-<code>``."""
    sign: str
    """One character: ½ ✓ ! ✕ ∞ ○ …"""
    word: str


@dataclass(frozen=True, slots=True)
class TaskCell:
    """One task as one small cell of the grid “mỗi ô là một nhiệm vụ”."""

    number: str
    url: str
    label: str
    """Name for screen readers: number, title and state in words."""
    mark: Mark


@dataclass(frozen=True, slots=True)
class CellGroup:
    """A row of the grid: an area, annex or section with its cells."""

    name: str
    url: str
    cells: tuple[TaskCell, ...]
    count: Value
    """Number of its tasks."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole plan as cells, with the key: each sign and the number of tasks that have it."""

    title: str
    groups: tuple[CellGroup, ...]
    key: tuple[tuple[Mark, Value], ...]
    total: Value
    """Number of tasks: what the numbers of the key add up to."""
    table_url: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Figure:
    """A large number with words that say what it counts."""

    value: Value
    words: str
    suffix: str = ""
    """Small words beside the number (``một phần``, ``/ 80 điểm``)."""
    note: Value | None = None
    """What must be said beside the number, as how many tasks of a denominator have uncertain wording."""

    @property
    def full_words(self) -> str:
        """The words with suffix and note, for figures that are drawn or framed."""
        note = self.note.text if self.note else ""
        return " ".join(part for part in (self.words, self.suffix, note) if part)


@dataclass(frozen=True, slots=True)
class FactsView:
    """The three facts of a task, always in this order, never merged."""

    reported: Value
    evidenced: Value
    evidence: tuple[Link, ...]
    schedule: Value
    mark: Mark
    detail: Value | None = None
    """Day of completion; None for open tasks."""
    original: Value | None = None
    """Its state against the plan's deadline, if a document set another one."""


@dataclass(frozen=True, slots=True)
class ThreadNode:
    """An entry of a task's thread: what the task implements, the task itself, or what implements it."""

    text: str
    url: str
    note: str
    here: bool = False
    basis: str = "stated"
    """``stated``: a text says so; ``reading``: the editors concluded it, which pages say in words."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as a row of a table (on a phone, as a block with labels)."""

    number: Value
    title: Value
    url: str
    lead: tuple[Link, ...]
    coordinating: tuple[Link, ...]
    deadline: Value
    due: Sentence | None
    """Last compliant days that the plan sets, in words (“ngày hết hạn: 31/12/2026”); None if none is set."""
    moved: Value | None
    """The deadline that a document set instead, with its day and the document; None if none did."""
    deliverables: tuple[Value, ...]
    mark: Mark
    schedule: Value
    reported: Value
    receipt: Receipt
    shared: bool = False
    """A common task of a collective shown on a member's page (“nhiệm vụ chung”)."""
    sort_due: str = ""
    """Last compliant day in ISO form for sorting; ``9999`` if there is none."""
    has_parts: bool = False
    """Whether the task has sub-tasks, which then have the details that this row lacks."""
    more: tuple["ShownField", ...] = ()
    """Its fields that tables of tasks have as columns (`Field.column`), also those without a value."""


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field in a definition list or table: links or values; neither if the document says nothing."""

    label: str
    kind: Literal["links", "values", "deadline"]
    links: tuple[Link, ...] = ()
    values: tuple[Value, ...] = ()
    due: Sentence | None = None
    """For a deadline, its last compliant days in words; None if there are none."""
    moved: Value | None = None
    """For a deadline, the one that a document set instead; None if none did."""
    quiet: bool = False
    """Whether it is left out where it has no value."""
    is_number: bool = False
    """Whether its value is a number."""
    reading: Value | None = None
    """For links of which the document's wording is uncertain, the raw OCR; values have their own."""

    @property
    def parts(self) -> tuple[Link | Value, ...]:
        """Its links or values."""
        return (*self.links, *self.values)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart: a title stating the finding, two SVG layouts, the numbers as a table and as CSV."""

    id: str
    title: Sentence
    description: str
    wide: str
    """SVG markup made by us, safe to include, for 600 px and more."""
    narrow: str
    """The same for narrower pages."""
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    csv_url: str
    receipt: Receipt
    documents: tuple[Link, ...] = ()
    """Official documents that the numbers come from."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A consistency note, shown beside the record that it is about."""

    id: str
    kind: str
    statement: Value
    sources: tuple[Link, ...]
    fields: tuple["ShownField", ...] = ()
    """Declared fields of an editor's note that have a value."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A commune-level unit as one equal cell of the tile map."""

    name: str
    short: str
    """Name without "xã", "phường" or "đặc khu", for the cell."""
    url: str
    label: str
    """Name for screen readers: name and state in words."""
    col: int
    """1 to 13."""
    row: int
    """1 to 12."""
    mark: Mark
    here: bool = False


@dataclass(frozen=True, slots=True)
class TileMap:
    """The tile map of commune-level units (see ``components/tilemap.j2``)."""

    title: str
    tiles: tuple[Tile, ...]
    key: tuple[tuple[Mark, Value], ...]
    total: Value
    """Number of communes: what the numbers of the key add up to."""
    receipt: Receipt
