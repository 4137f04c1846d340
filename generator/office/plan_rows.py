"""Reads the tables in a plan's annexes into one `PrintedTask` for each task or sub-task.

Rows that page breaks, merged cells or lists have split are joined. Texts are kept as written; `plan_tasks`
finds out which agency, area or day they mean.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from generator.data.characters import forbidden
from generator.model.slugs import fold
from generator.office.ditto_signs import ValuesAbove
from generator.office.merged_rows import OWN, MergedRows, own_kinds, shared_kinds
from generator.office.plan_columns import Columns, Kind, header_of, titles_above
from generator.office.plan_row_view import LETTER, LETTERED, NUMBER, RowView
from generator.office.plan_sections import HeadingMarks, keep_needed, mark_of
from generator.office.printed_tasks import ColumnText, Eye, PrintedTask, WordPlace
from generator.office.word_tables import Paragraph, WordRow, WordTable
from generator.office.word_text import Note

_ANNEX = re.compile(r"phu luc(?: so)?(?:[ .:-]+([ivxlc]+|\d{1,2}|[a-z])(?![a-z0-9]))?")
_LEADS = re.compile(r"(?P<before>.* do )?(?P<lead>.+?) chu tri\)?")
_MARK = re.compile(
    r"(?:(?:[Pp]hần|PHẦN|[Mm]ục|MỤC|[Cc]hương|CHƯƠNG|[Nn]hóm|NHÓM)\s+)?([IVXLC]+|[A-ZĐ]|\d{1,2})[.):]\s*"
)

_LETTER_BEHIND = re.compile(r"(\d{1,5}(?:\.\d{1,4}){0,2})\.?([a-zđ])")

How: TypeAlias = Literal["own", "joined", "added"]
"""How the words of a row belong to a task, see `RowReader._fill`."""


@dataclass(slots=True)
class _Annex:
    label: str = ""
    at: str = ""
    lead: str = ""


class RowReader:
    """Reads the paragraphs and tables of a document; collects `rows`, and `eyes` for an editor to check.

    `hidden` are the cells with characters that no text may hold or that no table turns into Unicode: a
    document with any is not imported.
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
        self._spaced: list[WordPlace] = []
        """Cells whose words stood further apart than by one space."""
        self._converted: list[tuple[WordPlace, str]] = []
        """Cells with text of fonts from before Unicode, and the fonts."""
        self._annex = _Annex()
        self._sheet = ""
        self._columns: Columns | None = None
        self._heading = ""
        self._group = ""
        """Words of the last row that heads others by a second column of numbers."""
        self._last: PrintedTask | None = None
        self._marks = HeadingMarks()
        self._above = ValuesAbove()
        self._merged = MergedRows(WordTable(0, ()))
        self._inside = 0
        """How many of the next rows lie beside the number of one task, and are its parts."""
        self._split = ""
        """Number of that task; empty if there are no such rows."""
        self._numbers: dict[str, dict[str, PrintedTask]] = {}
        """The last task with a number, by label of the annex and number."""
        self._parts: Counter[tuple[str, str, str]] = Counter()
        """How many rows so far are parts of a task, by label of the annex, section and number of the task."""

    def read(self, blocks: Iterable[Paragraph | WordTable]) -> "RowReader":
        """Read the blocks in order and return the reader itself."""
        for block in blocks:
            if block.sheet != self._sheet:
                self._begin_annex("", "")
                self._sheet = block.sheet
            if isinstance(block, Paragraph):
                taken = [self._line(line) for line in block.lines]
                if any(taken) or block.sheet:
                    self._tell((0, 0, 0), block.notes)
            else:
                self._table(block)
        for place in self._apart[:1]:
            self.eyes.append(Eye.of(place, "composed", count=str(len(self._apart))))
        for place in self._spaced[:1]:
            others = ", ".join(f"{table}.{row}.{cell}" for table, row, cell in self._spaced[1:MOST_PLACES])
            more = "…" if len(self._spaced) > MOST_PLACES else ""
            count = str(len(self._spaced))
            self.eyes.append(Eye.of(place, "spaced", count=count, allowed=f"{others}{more}" or "–"))
        for place, font in self._converted[:1]:
            cells = str(len({place for place, _ in self._converted}))
            self.eyes.append(Eye.of(place, "font-converted", value=font, count=cells))
        self.eyes += self._above.eyes
        if keep_needed(self.rows) and self._marks.counted:
            place = next(row.place for row in self.rows if row.section)
            self.eyes.append(Eye.of(place, "sections-counted"))
        return self

    def _tell(self, place: WordPlace, notes: Iterable[Note]) -> None:
        """Add an eye for each part of the document that was not read as text."""
        for note in notes:
            if note.code == "font-unknown":
                self.hidden.append(Eye.of(place, note.code, value=note.words))
            elif note.code == "font-converted":
                self._converted.append((place, note.words))
            else:
                self.eyes.append(Eye.of(place, note.code, value=note.words))

    def _line(self, line: str) -> bool:
        """Read a line outside tables; whether it is part of an annex's title."""
        words = " ".join(fold(line).split())
        used = False
        # A long paragraph that begins with “Phụ lục” is a sentence, not a title.
        if len(words) <= MAX_TITLE and words.startswith("phu luc") and (begun := _ANNEX.match(words)):
            label = (begun[1] or "").upper()
            self._begin_annex(label, f"Phụ lục {label}".strip())
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

    def _begin_annex(self, label: str, at: str) -> None:
        """Come to an annex, or to a sheet of a plan in Excel that is named as none."""
        self._annex = _Annex(label, at)
        self._columns, self._heading, self._group, self._last = None, "", "", None
        self._marks = HeadingMarks()

    def _table(self, table: WordTable) -> None:
        rows = table.rows
        begin = titles_above(rows)
        header = header_of(rows[begin:])
        if header is None and (self._columns is None or not self._fits(rows)):
            if len(rows) > 1 and rows[0].width > 2:  # noqa: PLR2004 - the signatures of a letter have two
                self.eyes.append(Eye.of((table.number, 0, 0), "table-skipped"))
            return
        self._look(table)
        self._merged, self._inside, self._split = MergedRows(table), 0, ""
        for row in rows[:begin]:
            self._title(row)
        at = begin
        while at < len(rows):
            header = header_of(rows[at:])
            if header is not None:
                first = self._columns is None
                self._columns = header[0]
                if first:
                    self._check_columns(table, rows[at], header[0])
                at += header[1]
                continue
            self._row(table, at)
            at += 1

    def _title(self, row: WordRow) -> None:
        """Read a row above the header: words like those above a table, or the name of an area."""
        for line in (line for cell in row.cells for line in cell.lines):
            words = _MARK.sub("", line.text, count=1)
            if self._is_area(words):
                self._heading = words
                self._marks.enter(mark_of(line.number or line.text.removesuffix(words)))
            else:
                self._line(line.text)

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
                if any(line.spaced for line in cell.lines):
                    self._spaced.append(place)

    def _fits(self, rows: tuple[WordRow, ...]) -> bool:
        """Whether a table without a header continues the one before: it has as many columns."""
        return self._columns is not None and bool(rows) and rows[0].width == len(self._columns.kinds)

    def _check_columns(self, table: WordTable, row: WordRow, columns: Columns) -> None:
        needed = ("deadline",) if self._annex.lead else ("lead", "deadline")
        lacking = [kind for kind in needed if kind not in columns.known]
        if lacking and "unknown" not in columns.known:
            place = (table.number, row.number, 0)
            self.eyes.append(Eye.of(place, "column-missing", allowed=", ".join(lacking)))
        for column, (kind, title) in enumerate(zip(columns.kinds, columns.titles, strict=True)):
            place = (table.number, row.number, row.place(column))
            before = columns.kinds[:column]
            if kind == "both":
                self.eyes.append(Eye.of(place, "column-of-both", value=title))
            elif kind == "other" and title:
                self.eyes.append(Eye.of(place, "column-unknown", value=title))
            elif kind != "number" and kind in before and title != columns.titles[before.index(kind)]:
                self.eyes.append(Eye.of(place, "column-twice", value=title))

    def _row(self, table: WordTable, at: int) -> None:
        assert self._columns is not None  # noqa: S101 - rows are read under a header
        row, view = table.rows[at], RowView(table.rows[at], self._columns)
        number, raw = view.number()
        if not view.filled and not number:
            return
        place = (table.number, row.number, row.place(view.column("title")))
        if self._inside:
            self._inside -= 1
            self._begin_part(table, view, place)
            self._split = self._split if self._inside else ""
        elif view.is_group or view.is_heading(raw, self._is_area):
            self._enter(view, raw, place)
        else:
            self._read_row(table, at, view, number, place)

    def _read_row(self, table: WordTable, at: int, view: RowView, number: str, place: WordPlace) -> None:
        """Read a row that is no heading: a task, a part of one, or one that goes on with the task above."""
        row, raw = view.row, view.number()[1]
        is_part = self._last is not None and bool(raw) and not number and view.is_whole
        if raw and not number:
            code = "number-of-part" if is_part else "number-unknown"
            self.eyes.append(Eye.of((table.number, row.number, 1), code, value=raw))
        if number and not view.continues_number:
            self._group = "" if NUMBER.fullmatch(view.detail) else self._group
            self._begin_task(table, at, number, place)
        elif self._last is None:
            self.eyes.append(Eye.of(place, "row-without-task", value=row.cells[0].text if row.cells else ""))
        elif is_part or self._is_sub_item(view):
            self._begin_part(table, view, place)
        else:
            self._fill(table, view, "added" if view.continues_number or view.is_item else "joined")

    def _enter(self, view: RowView, raw: str, place: WordPlace) -> None:
        """Come to a heading; words beside it that no rows below share are told."""
        title = view.cell("title") if view.is_group else None
        cell = title or next(cell for cell in view.filled if cell.text != raw)
        typed = _MARK.match(cell.text)
        words = _MARK.sub("", cell.text, count=1)
        if title is None:
            mark = raw or next((line.number for line in cell.lines), "") or (typed[0] if typed else "")
            self._marks.enter(mark_of(mark))
            self._heading = words
        self._group = "" if title is None else words
        aside = (cell, *view.number_cells)
        beside = [
            one for one in view.filled if one not in aside and not self._merged.goes_down(view.row, one)
        ]
        lost = "; ".join(one.text for one in beside if one.text != raw)
        if lost:
            self.eyes.append(Eye.of(place, "heading-with-values", value=lost, near=words))

    def _begin_task(self, table: WordTable, at: int, number: str, place: WordPlace) -> None:
        """Begin a task; if its number covers several rows with leads or deadlines, each is a part of it."""
        row = table.rows[at]
        parent, number, section = self._parent(number)
        assert self._columns is not None  # noqa: S101 - rows are read under a header
        view = RowView(row, self._columns)
        inside = self._merged.inside(at, view.kind)
        own = [own_kinds(below, view.kind) for below in inside]
        if not any(kinds & OWN for kinds in own):
            self._begin(table, view, (number, parent, section), place)
            return
        self._inside, self._split = len(inside), number
        self.eyes.append(Eye.of(place, "rows-of-one-number", value=number, count=str(len(inside) + 1)))
        if any("title" in kinds for kinds in own):
            self._begin(table, view, (number, parent, section), place)
            return
        shared = {"title", *shared_kinds(row, inside, view.kind)}
        self._begin(table, view, (number, parent, section), place, shared)
        self._begin_part(table, view, place)

    def _begin_part(self, table: WordTable, view: RowView, place: WordPlace) -> None:
        """Begin a part of the last task, with its letter or the next number; its title too if it has none."""
        assert self._last is not None  # noqa: S101 - callers have looked
        top = self._split or self._last.parent or self._last.number
        section = self._last.section
        whole = self._numbers[self._annex.label].get(top, self._last)
        letter = view.letter
        order = letter or str(1 + self._parts[self._annex.label, section, top])
        self._begin(table, view, (f"{top}.{order}", top, section), place)
        if not self._last.text("title").lines:
            self._last.texts["title"] = ColumnText(list(whole.text("title").lines), whole.text("title").place)
        elif letter:
            first, *rest = self._last.text("title").lines
            self._last.text("title").lines = [replace(first, text=LETTERED.sub("", first.text)), *rest]

    def _begin(
        self,
        table: WordTable,
        view: RowView,
        names: tuple[str, str, str],
        place: WordPlace,
        only: set[Kind] | None = None,
    ) -> None:
        """Begin a row's task.

        Args:
            table: The table.
            view: Its row.
            names: The task's number, that of its parent and its section.
            place: Where its title is.
            only: The columns to read; all of them if None.
        """
        annex = self._annex
        number, parent, section = names
        at = annex.at or table.sheet or f"Bảng {table.number}"
        heading, known = self._heading or self._group, view.columns.known
        self._last = PrintedTask(annex.label, at, number, parent, heading, annex.lead, place, section, known)
        self.rows.append(self._last)
        self._numbers.setdefault(annex.label, {})[number] = self._last
        self._parts[annex.label, section, parent] += 1
        self._fill(table, view, "own", only)

    def _fill(self, table: WordTable, view: RowView, how: How, only: set[Kind] | None = None) -> None:
        """Add the words of a row to the last task: its own, or those of a row that goes on with it.

        Args:
            table: The table.
            view: The row.
            how: ``own`` for the task's first row, ``joined`` for one that a page broke off, in the middle of
                words, ``added`` for one beside a number that is merged down.
            only: The columns to read; all of them if None.
        """
        assert self._last is not None  # noqa: S101 - callers have looked
        for index, cell in enumerate(view.row.cells, 1):
            kind = view.kind(cell)
            place = (table.number, view.row.number, index)
            if kind in ("number", "other"):
                continue
            if only is not None and kind not in only:
                continue
            shown = self._merged.top(view.row, cell) if how == "own" else None
            # Names are never joined: what reads them knows which of two lines are one name.
            joined = how == "joined" and kind not in ("lead", "coordinating", "both")
            told, there = shown or (cell, place)
            told = replace(told, lines=self._above.lines(kind, told, place, more=how != "own"))
            self._last.text(kind).take(told, there, continuing=joined)

    def _parent(self, number: str) -> tuple[str, str, str]:
        """Return the number of the parent task ("" if none), the full number of the task, its section."""
        numbers = self._numbers.get(self._annex.label, {})
        if LETTER.fullmatch(number) and self._last is not None:
            top = self._last.parent or self._last.number
            return top, f"{top}.{number}", self._last.section
        above = number.rpartition(".")[0]
        lettered = _LETTER_BEHIND.fullmatch(number)
        # “5a” after a whole task 5 is a task that was put in between, not a part of it.
        if lettered and lettered[1] in numbers and _is_bare(numbers[lettered[1]]):
            above, number = lettered[1], f"{lettered[1]}.{lettered[2]}"
        if above in numbers:
            return above, number, numbers[above].section
        return "", number, self._marks.path

    def _is_sub_item(self, view: RowView) -> bool:
        """Whether a row without a number is a sub-task: a list item with its own lead, deadline or product.

        A product alone is enough only under a task that has neither lead nor deadline, or after a sub-task.
        """
        task = view.cell("title")
        if task is None or not task.lines or self._last is None:
            return False
        if not task.lines[0].bullet and not view.letter:
            return False
        own = [view.cell(kind) for kind in ("lead", "deadline")]
        if any(cell is not None and (cell.text or cell.continues) for cell in own):
            return True
        product = view.cell("deliverables")
        # A task without lead and deadline of its own is a heading for its list items.
        headed = _is_bare(self._last) or bool(self._last.parent)
        return product is not None and bool(product.text) and headed


def _is_bare(task: PrintedTask) -> bool:
    """Whether a task has neither a lead nor a deadline of its own."""
    return not any(task.texts[kind].lines for kind in ("lead", "deadline") if kind in task.texts)


MOST_PLACES = 10
"""Most cells that one eye names; it counts the rest."""

MAX_TITLE = 160
"""Largest number of characters in the title of an annex."""
