"""The rows of a plan's annex tables, joined again where pages, merged cells and lists broke them.

What a row says is kept as written; what it means (which agency, which area, which day) is for `plan_tasks`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from generator.model.slugs import fold
from generator.office.plan_columns import Columns, Kind, header_of
from generator.office.word_tables import Cell, Line, Paragraph, Row, Table

_ANNEX = re.compile(r"phu luc(?: so)?(?:[ .:-]+([ivxlc]+|\d{1,2}|[a-z])(?![a-z0-9]))?")
_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}")
_LETTER = re.compile(r"[a-zđ]")
_LEADS = re.compile(r"(?P<before>.* do )?(?P<lead>.+?) chu tri\)?")
_MARK = re.compile(r"(?:[IVXLC]+|[A-ZĐ]|\d{1,2})[.)]\s*")

Place = tuple[int, int, int]
"""Table, row and cell, 1-based, as a reader counts; 0 where none is meant."""


@dataclass(slots=True)
class Text:
    """What one column says of a task, gathered over the rows that continue it."""

    lines: list[Line] = field(default_factory=list)
    place: Place = (0, 0, 0)
    joined: bool = False
    """Lines of several rows are in it."""

    def take(self, cell: Cell, place: Place, *, continuing: bool) -> None:
        """The lines of a cell; in a continuing row the first goes on where the last line stopped."""
        new = [line for line in cell.lines if line.text]
        if not new:
            return
        if self.lines and continuing and not new[0].bullet:
            last = self.lines.pop()
            new[0] = Line(f"{last.text} {new[0].text}", last.bullet)
            self.joined = True
        if not self.lines and not self.joined:
            self.place = place
        self.lines += new


@dataclass(slots=True)
class PlanRow:
    """A task or sub-task as its rows print it."""

    annex: str
    """Label of its annex ("I"); empty for one without."""
    at: str
    """Where the table stands, as printed ("Phụ lục I")."""
    number: str
    """Number as printed; a sub-task's is its parent's and its own order."""
    parent: str
    heading: str
    """Words of the area heading above it."""
    lead_of_annex: str
    """The agency whose tasks the annex lists, in the words of its title."""
    place: Place
    texts: dict[Kind, Text] = field(default_factory=dict)

    def text(self, kind: Kind) -> Text:
        """What a column says of it."""
        return self.texts.setdefault(kind, Text())


@dataclass(frozen=True, slots=True)
class Eye:
    """Something only a person can decide: where, and the code of its sentences (``word.eye.<code>``)."""

    place: Place
    code: str
    params: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, place: Place, code: str, **params: str) -> "Eye":
        """One with its parameters."""
        return cls(place, code, tuple(sorted(params.items())))


@dataclass(slots=True)
class _Annex:
    label: str = ""
    at: str = ""
    lead: str = ""


class RowReader:
    """Reads the blocks of a document into the rows of its plan."""

    def __init__(self, is_area: Callable[[str], bool]) -> None:
        """A reader that has read nothing.

        Args:
            is_area: Whether words name an area, so that a heading is known where nothing marks it as one.
        """
        self._is_area = is_area
        self.rows: list[PlanRow] = []
        self.eyes: list[Eye] = []
        self._annex = _Annex()
        self._columns: Columns | None = None
        self._heading = ""
        self._last: PlanRow | None = None
        self._automatic: dict[str, int] = {}

    def read(self, blocks: Iterable[Paragraph | Table]) -> "RowReader":
        """Takes the blocks in order."""
        for block in blocks:
            if isinstance(block, Paragraph):
                for line in block.lines:
                    self._line(line)
            else:
                self._table(block)
        return self

    def _line(self, line: str) -> None:
        words = " ".join(fold(line).split())
        # Titles are short; a sentence that begins with the word is none.
        if len(words) <= MAX_TITLE and words.startswith("phu luc") and (found := _ANNEX.match(words)):
            label = (found[1] or "").upper()
            self._annex = _Annex(label, f"Phụ lục {label}".strip())
            self._columns, self._heading, self._last = None, "", None
            self._automatic.clear()
            line = line[found.end() :].strip(" .:-–")
            words = " ".join(fold(line).split())
        if self._columns is None and len(words) <= MAX_TITLE and (lead := _LEADS.fullmatch(words)):
            # Folding keeps the number of letters of composed text: the places are those of the line.
            self._annex.lead = line[lead.start("lead") : lead.end("lead")].strip(" (:")

    def _table(self, table: Table) -> None:
        rows = table.rows
        header = header_of(rows)
        if header is None and (self._columns is None or not self._fits(rows)):
            if len(rows) > 1 and rows[0].width > 2:  # noqa: PLR2004 - the signatures of a letter have two
                self.eyes.append(Eye.of((table.number, 0, 0), "table-skipped"))
            return
        at = 0
        while at < len(rows):
            header = header_of(rows[at:])
            if header is not None:
                first = self._columns is None
                self._columns = header[0]
                if first:
                    self._check_columns(table, rows[at], header[0])
                at += header[1]
                continue
            self._row(table, rows[at])
            at += 1

    def _fits(self, rows: tuple[Row, ...]) -> bool:
        """Whether a table without a header goes on with the columns of the one before it."""
        return self._columns is not None and bool(rows) and rows[0].width == len(self._columns.kinds)

    def _check_columns(self, table: Table, row: Row, columns: Columns) -> None:
        for column, (kind, title) in enumerate(zip(columns.kinds, columns.titles, strict=True)):
            place = (table.number, row.number, row.place(column))
            before = columns.kinds[:column]
            if kind == "both":
                self.eyes.append(Eye.of(place, "column-of-both", value=title))
            elif kind == "other" and title:
                self.eyes.append(Eye.of(place, "column-unknown", value=title))
            elif kind in before and title != columns.titles[before.index(kind)]:
                self.eyes.append(Eye.of(place, "column-twice", value=title))

    def _row(self, table: Table, row: Row) -> None:
        filled = [cell for cell in row.cells if cell.text]
        number, raw = self._number(row)
        task = self._cell(row, "task")
        if not filled and not number:
            return
        if self._is_heading(filled, raw):
            words = next(cell.text for cell in filled if cell.text != raw)
            self._heading = _MARK.sub("", words, count=1)
            return
        place = (table.number, row.number, row.place(self._column("task")))
        if not number and raw:
            self.eyes.append(Eye.of((table.number, row.number, 1), "number-unknown", value=raw))
        if number and not self._continues_number(row):
            parent, number = self._parent(number)
            self._begin(table, row, number, parent, place)
        elif self._last is None:
            self.eyes.append(Eye.of(place, "row-without-task", value=row.cells[0].text if row.cells else ""))
        elif task is not None and self._is_sub_item(row, task):
            top = self._last.parent or self._last.number
            order = 1 + sum(1 for r in self.rows if r.parent == top and r.annex == self._annex.label)
            self._begin(table, row, f"{top}.{order}", top, place)
        else:
            self._fill(table, row, continuing=True)

    def _begin(self, table: Table, row: Row, number: str, parent: str, place: Place) -> None:
        annex = self._annex
        at = annex.at or f"Bảng {table.number}"
        self._last = PlanRow(annex.label, at, number, parent, self._heading, annex.lead, place)
        self.rows.append(self._last)
        self._fill(table, row, continuing=False)

    def _fill(self, table: Table, row: Row, *, continuing: bool) -> None:
        assert self._last is not None  # noqa: S101 - callers have looked
        assert self._columns is not None  # noqa: S101
        previous = self.rows[-2] if len(self.rows) > 1 else None
        for index, cell in enumerate(row.cells, 1):
            kind = self._columns.kind(cell.start)
            place = (table.number, row.number, index)
            if kind in ("number", "both", "other"):
                if kind == "both" and cell.text:
                    self.eyes.append(Eye.of(place, "agencies-of-both", value=cell.text))
                continue
            if cell.continues and not continuing and previous is not None and not cell.text:
                # One cell stands beside several tasks: each has what it says.
                above = previous.text(kind)
                self._last.texts[kind] = Text(list(above.lines), above.place)
                continue
            self._last.text(kind).take(cell, place, continuing=continuing)

    def _column(self, kind: Kind) -> int:
        assert self._columns is not None  # noqa: S101 - rows are read under a header
        return self._columns.kinds.index(kind) if kind in self._columns.kinds else -1

    def _cell(self, row: Row, kind: Kind) -> Cell | None:
        column = self._column(kind)
        return next((cell for cell in row.cells if cell.start <= column < cell.start + cell.span), None)

    def _number(self, row: Row) -> tuple[str, str]:
        """The number a row begins with, and the words of its number cell."""
        cell = self._cell(row, "number")
        if cell is None or cell.span > 1:
            return "", ""
        raw = cell.text
        automatic = next((line.numbering for line in cell.lines if line.numbering and not line.text), "")
        if automatic and not raw and any(c.text for c in row.cells if c is not cell):
            self._automatic[automatic] = self._automatic.get(automatic, 0) + 1
            return str(self._automatic[automatic]), ""
        number = raw.strip(" .)/-")
        known = _NUMBER.fullmatch(number) or _LETTER.fullmatch(number) or _ROMAN.fullmatch(number)
        return (number if known else ""), raw

    def _continues_number(self, row: Row) -> bool:
        cell = self._cell(row, "number")
        return cell is not None and cell.continues

    def _parent(self, number: str) -> tuple[str, str]:
        """The task a printed number belongs under ("" for none), and the number in full."""
        numbers = {row.number for row in self.rows if row.annex == self._annex.label}
        if _LETTER.fullmatch(number) and self._last is not None:
            top = self._last.parent or self._last.number
            return top, f"{top}.{number}"
        above = number.rpartition(".")[0]
        return (above if above in numbers else ""), number

    def _is_heading(self, filled: list[Cell], raw: str) -> bool:
        """An area's heading: words alone in the row, under a Roman numeral or merged over columns."""
        words = [cell for cell in filled if cell.text != raw]
        if len(words) != 1 or any(line.bullet for line in words[0].lines):
            return False
        assert self._columns is not None  # noqa: S101
        whole = words[0].span >= max(2, len(self._columns.kinds) - 2)
        mark = raw.strip(" .)")
        roman = bool(_ROMAN.fullmatch(mark) or (len(mark) == 1 and mark.isalpha() and mark.isupper()))
        capitals = words[0].text.isupper()
        named = not mark and (capitals or self._is_area(words[0].text))
        return (whole and not _NUMBER.fullmatch(mark)) or roman or named

    def _is_sub_item(self, row: Row, task: Cell) -> bool:
        """A row without a number whose task begins with a dash and has a lead or deadline of its own."""
        if not task.lines or not task.lines[0].bullet or self._last is None:
            return False
        own = [self._cell(row, kind) for kind in ("lead", "deadline")]
        if any(cell is not None and (cell.text or cell.continues) for cell in own):
            return True
        product = self._cell(row, "product")
        # Under a task that so far has neither lead nor deadline nor product the dashes are its parts.
        bare = not any(
            self._last.texts[kind].lines for kind in ("lead", "deadline") if kind in self._last.texts
        )
        return product is not None and bool(product.text) and (bare or bool(self._last.parent))


MAX_TITLE = 160
"""Characters of a line that can be an annex's title."""
