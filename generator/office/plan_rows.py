"""Reads the tables in a plan's annexes into one `PrintedTask` for each task or sub-task.

Rows that page breaks, merged cells or lists have split are joined. Texts are kept as written; `plan_tasks`
finds out which agency, area or day they mean.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.data.characters import forbidden
from generator.model.slugs import fold
from generator.office.plan_columns import Columns, Kind, header_of
from generator.office.printed_tasks import ColumnText, Eye, PrintedTask, WordPlace
from generator.office.word_tables import Paragraph, WordCell, WordRow, WordTable
from generator.office.word_text import Note

_ANNEX = re.compile(r"phu luc(?: so)?(?:[ .:-]+([ivxlc]+|\d{1,2}|[a-z])(?![a-z0-9]))?")
_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,4}){0,3}")
_LETTER = re.compile(r"[a-zđ]")
_LEADS = re.compile(r"(?P<before>.* do )?(?P<lead>.+?) chu tri\)?")
_MARK = re.compile(r"(?:[IVXLC]+|[A-ZĐ]|\d{1,2})[.)]\s*")


@dataclass(slots=True)
class _Annex:
    label: str = ""
    at: str = ""
    lead: str = ""


class RowReader:
    """Reads the paragraphs and tables of a document; collects `rows`, and `eyes` for an editor to check.

    `hidden` are the cells with characters that no text may hold: a document with any is not imported.
    """

    def __init__(self, is_area: Callable[[str], bool]) -> None:
        """Make a reader; call `read` next.

        Args:
            is_area: Whether a text is the name of an area: then it is a heading even without number or
                capitals.
        """
        self._is_area = is_area
        self.rows: list[PrintedTask] = []
        self.eyes: list[Eye] = []
        self.hidden: list[Eye] = []
        self._apart: list[WordPlace] = []
        """Cells whose accents stood apart from their letters."""
        self._annex = _Annex()
        self._columns: Columns | None = None
        self._heading = ""
        self._last: PrintedTask | None = None
        self._numbers: dict[str, set[str]] = {}
        """Numbers of the rows so far, by label of their annex."""
        self._parts: Counter[tuple[str, str]] = Counter()
        """How many rows so far are parts of a task, by label of the annex and number of the task."""

    def read(self, blocks: Iterable[Paragraph | WordTable]) -> "RowReader":
        """Read the blocks in order and return the reader itself."""
        for block in blocks:
            if isinstance(block, Paragraph):
                taken = [self._line(line) for line in block.lines]
                if any(taken):
                    self._tell((0, 0, 0), block.notes)
            else:
                self._table(block)
        for place in self._apart[:1]:
            self.eyes.append(Eye.of(place, "composed", count=str(len(self._apart))))
        return self

    def _tell(self, place: WordPlace, notes: Iterable[Note]) -> None:
        """Add an eye for each part of the document that was not read as text."""
        self.eyes += [Eye.of(place, note.code, value=note.words) for note in notes]

    def _line(self, line: str) -> bool:
        """Read a line outside tables; whether it is part of an annex's title."""
        words = " ".join(fold(line).split())
        used = False
        # A long paragraph that begins with “Phụ lục” is a sentence, not a title.
        if len(words) <= MAX_TITLE and words.startswith("phu luc") and (begun := _ANNEX.match(words)):
            label = (begun[1] or "").upper()
            self._annex = _Annex(label, f"Phụ lục {label}".strip())
            self._columns, self._heading, self._last = None, "", None
            used = True
            line = line[begun.end() :].strip(" .:-–")
            words = " ".join(fold(line).split())
        if self._columns is None and len(words) <= MAX_TITLE and (lead := _LEADS.fullmatch(words)):
            # Folding keeps the number of letters of NFC text, so positions in `words` hold for `line`.
            self._annex.lead = line[lead.start("lead") : lead.end("lead")].strip(" (:")
            if found := forbidden(self._annex.lead):
                self.hidden.append(Eye.of((0, 0, 0), "hidden", value=f"U+{ord(found[1]):04X}"))
            used = True
        return used

    def _table(self, table: WordTable) -> None:
        rows = table.rows
        header = header_of(rows)
        if header is None and (self._columns is None or not self._fits(rows)):
            if len(rows) > 1 and rows[0].width > 2:  # noqa: PLR2004 - the signatures of a letter have two
                self.eyes.append(Eye.of((table.number, 0, 0), "table-skipped"))
            return
        self._look(table)
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

    def _look(self, table: WordTable) -> None:
        """Find what of a table is not printed, and cells with hidden characters or with accents apart."""
        self._tell((table.number, 0, 0), table.notes)
        for row in table.rows:
            for index, cell in enumerate(row.cells, 1):
                place = (table.number, row.number, index)
                self._tell(place, cell.notes)
                if found := forbidden(cell.text):
                    self.hidden.append(Eye.of(place, "hidden", value=f"U+{ord(found[1]):04X}"))
                if any(line.apart for line in cell.lines):
                    self._apart.append(place)

    def _fits(self, rows: tuple[WordRow, ...]) -> bool:
        """Whether a table without a header continues the one before: it has as many columns."""
        return self._columns is not None and bool(rows) and rows[0].width == len(self._columns.kinds)

    def _check_columns(self, table: WordTable, row: WordRow, columns: Columns) -> None:
        for column, (kind, title) in enumerate(zip(columns.kinds, columns.titles, strict=True)):
            place = (table.number, row.number, row.place(column))
            before = columns.kinds[:column]
            if kind == "both":
                self.eyes.append(Eye.of(place, "column-of-both", value=title))
            elif kind == "other" and title:
                self.eyes.append(Eye.of(place, "column-unknown", value=title))
            elif kind in before and title != columns.titles[before.index(kind)]:
                self.eyes.append(Eye.of(place, "column-twice", value=title))

    def _row(self, table: WordTable, row: WordRow) -> None:
        filled = [cell for cell in row.cells if cell.text]
        number, raw = self._number(row)
        task = self._cell(row, "title")
        if not filled and not number:
            return
        if self._is_heading(filled, raw):
            words = next(cell.text for cell in filled if cell.text != raw)
            self._heading = _MARK.sub("", words, count=1)
            return
        place = (table.number, row.number, row.place(self._column("title")))
        if not number and raw:
            self.eyes.append(Eye.of((table.number, row.number, 1), "number-unknown", value=raw))
        if number and not self._continues_number(row):
            parent, number = self._parent(number)
            self._begin(table, row, number, parent, place)
        elif self._last is None:
            self.eyes.append(Eye.of(place, "row-without-task", value=row.cells[0].text if row.cells else ""))
        elif task is not None and self._is_sub_item(row, task):
            top = self._last.parent or self._last.number
            order = 1 + self._parts[self._annex.label, top]
            self._begin(table, row, f"{top}.{order}", top, place)
        else:
            self._fill(table, row, continuing=True)

    def _begin(self, table: WordTable, row: WordRow, number: str, parent: str, place: WordPlace) -> None:
        annex = self._annex
        at = annex.at or f"Bảng {table.number}"
        self._last = PrintedTask(annex.label, at, number, parent, self._heading, annex.lead, place)
        self.rows.append(self._last)
        self._numbers.setdefault(annex.label, set()).add(number)
        self._parts[annex.label, parent] += 1
        self._fill(table, row, continuing=False)

    def _fill(self, table: WordTable, row: WordRow, *, continuing: bool) -> None:
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
                # A merged cell beside several tasks applies to each of them.
                above = previous.text(kind)
                self._last.texts[kind] = ColumnText(list(above.lines), above.place)
                continue
            self._last.text(kind).take(cell, place, continuing=continuing)

    def _column(self, kind: Kind) -> int:
        assert self._columns is not None  # noqa: S101 - rows are read under a header
        return self._columns.kinds.index(kind) if kind in self._columns.kinds else -1

    def _cell(self, row: WordRow, kind: Kind) -> WordCell | None:
        column = self._column(kind)
        return next((cell for cell in row.cells if cell.start <= column < cell.start + cell.span), None)

    def _number(self, row: WordRow) -> tuple[str, str]:
        """Return a row's task number and the text of its number cell; both empty if there is none.

        The number is empty too if the text is not one. An automatic number is like a typed one;
        in a table without a column of numbers it stands before the task.
        """
        cell = self._cell(row, "number" if self._column("number") >= 0 else "title")
        if cell is None or (cell.span > 1 and self._column("number") >= 0):
            return "", ""
        raw = cell.text if self._column("number") >= 0 else ""
        automatic = next((line.number for line in cell.lines[:1]), "")
        if not raw and automatic and any(c.text for c in row.cells):
            raw = automatic
        number = raw.strip(" .)/-")
        known = _NUMBER.fullmatch(number) or _LETTER.fullmatch(number) or _ROMAN.fullmatch(number)
        return (number if known else ""), raw

    def _continues_number(self, row: WordRow) -> bool:
        cell = self._cell(row, "number")
        return cell is not None and cell.continues

    def _parent(self, number: str) -> tuple[str, str]:
        """Return the number of the parent task ("" if none) and the full number of the task."""
        numbers = self._numbers.get(self._annex.label, set())
        if _LETTER.fullmatch(number) and self._last is not None:
            top = self._last.parent or self._last.number
            return top, f"{top}.{number}"
        above = number.rpartition(".")[0]
        return (above if above in numbers else ""), number

    def _is_heading(self, filled: list[WordCell], raw: str) -> bool:
        """Whether a row is an area heading: one text alone in the row that looks like a heading.

        It does if it is merged over nearly all columns, has a Roman numeral or a capital letter as number, or
        has no number and is in capitals or the name of an area.
        """
        words = [cell for cell in filled if cell.text != raw]
        if len(words) != 1 or any(line.bullet and not line.number for line in words[0].lines):
            return False
        assert self._columns is not None  # noqa: S101
        whole = words[0].span >= max(2, len(self._columns.kinds) - 2)
        mark = raw.strip(" .)")
        roman = bool(_ROMAN.fullmatch(mark) or (len(mark) == 1 and mark.isalpha() and mark.isupper()))
        capitals = words[0].text.isupper()
        named = not mark and (capitals or self._is_area(words[0].text))
        return (whole and not _NUMBER.fullmatch(mark)) or roman or named

    def _is_sub_item(self, row: WordRow, task: WordCell) -> bool:
        """Whether a row without a number is a sub-task: a list item with its own lead, deadline or product.

        A product alone is enough only under a task that has neither lead nor deadline, or after a sub-task.
        """
        if not task.lines or not task.lines[0].bullet or self._last is None:
            return False
        own = [self._cell(row, kind) for kind in ("lead", "deadline")]
        if any(cell is not None and (cell.text or cell.continues) for cell in own):
            return True
        product = self._cell(row, "deliverables")
        # A task without lead and deadline of its own is a heading for its list items.
        bare = not any(
            self._last.texts[kind].lines for kind in ("lead", "deadline") if kind in self._last.texts
        )
        return product is not None and bool(product.text) and (bare or bool(self._last.parent))


MAX_TITLE = 160
"""Largest number of characters in the title of an annex."""
