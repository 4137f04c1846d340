"""What the cells of one row of a plan's table are, under the table's columns."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.office.plan_columns import Columns, Kind
from generator.office.plan_sections import mark_of
from generator.office.word_tables import WordCell, WordRow

NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,4}){0,3}(?:\.?[a-zđ])?")
LETTER = re.compile(r"[a-zđ]")
LETTERED = re.compile(r"([a-zđ])[)/.]\s+")
"""A letter typed before a part of a task."""
_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RowView:
    """A row and the columns of its table."""

    row: WordRow
    columns: Columns

    def kind(self, cell: WordCell) -> Kind:
        """Return the kind of column in which a cell begins."""
        return self.columns.kind(cell.start)

    def column(self, kind: Kind) -> int:
        """Return the first 0-based grid column of a kind; -1 if there is none."""
        return self.columns.kinds.index(kind) if kind in self.columns.kinds else -1

    def cell(self, kind: Kind) -> WordCell | None:
        """Return the cell that covers the first column of a kind."""
        column = self.column(kind)
        return next((cell for cell in self.row.cells if cell.start <= column < cell.start + cell.span), None)

    @property
    def filled(self) -> list[WordCell]:
        """The cells with words."""
        return [cell for cell in self.row.cells if cell.text]

    @property
    def number_cells(self) -> list[WordCell]:
        """The cells in columns of numbers."""
        return [cell for cell in self.row.cells if self.kind(cell) == "number"]

    def number(self) -> tuple[str, str]:
        """Return the row's task number and the text of its number cell; both empty if there is none.

        The number is empty too if the text is not one. An automatic number is like a typed one;
        in a table without a column of numbers it stands before the task.
        """
        numbers = self.columns.kinds.count("number")
        cell = self.cell("number" if numbers else "title")
        if cell is None or (numbers and cell.span > numbers):
            return "", ""
        raw = cell.text if numbers else ""
        automatic = next((line.number for line in cell.lines[:1]), "")
        if not raw and automatic and self.filled:
            raw = automatic
        number = raw.strip(" .)/-")
        known = NUMBER.fullmatch(number) or LETTER.fullmatch(number) or _ROMAN.fullmatch(number)
        return (number if known else ""), raw

    @property
    def detail(self) -> str:
        """What a second column of numbers says; empty if there is none."""
        return " ".join(cell.text for cell in self.number_cells[1:] if cell.text).strip(" .)")

    @property
    def continues_number(self) -> bool:
        """Whether its number is merged down from above."""
        cell = self.cell("number")
        return cell is not None and cell.continues

    @property
    def is_group(self) -> bool:
        """Whether it heads others in a table with two columns of numbers: it has none in the first."""
        numbers, lead = self.number_cells, self.cell("lead")
        counted = not numbers or bool(numbers[0].text) or numbers[0].continues
        led = lead is not None and (bool(lead.text) or lead.continues)
        return not counted and bool(self.detail) and not led

    def is_heading(self, raw: str, is_area: Callable[[str], bool]) -> bool:
        """Whether it is an area heading: one text alone in the row that looks like a heading.

        It does if it is merged over nearly all columns, has a Roman numeral or a capital letter as number, or
        has no number and is in capitals or the name of an area.
        """
        words = [cell for cell in self.filled if cell.text != raw]
        if len(words) != 1 or any(line.bullet and not line.number for line in words[0].lines):
            return False
        whole = words[0].span >= max(2, len(self.columns.kinds) - 2)
        mark = mark_of(raw)
        roman = bool(_ROMAN.fullmatch(mark) or (len(mark) == 1 and mark.isalpha() and mark.isupper()))
        named = not mark and (words[0].text.isupper() or is_area(words[0].text))
        return (whole and not NUMBER.fullmatch(mark)) or roman or named

    @property
    def is_whole(self) -> bool:
        """Whether it has a task of its own with a lead or deadline."""
        title, own = self.cell("title"), (self.cell("lead"), self.cell("deadline"))
        return title is not None and bool(title.text) and any(cell and cell.text for cell in own)

    @property
    def is_item(self) -> bool:
        """Whether its task begins like an item of a list, so that no page broke it off the row above."""
        title = self.cell("title")
        return title is not None and bool(title.lines) and (title.lines[0].bullet or bool(self.letter))

    @property
    def letter(self) -> str:
        """The letter that begins its task, typed or automatic ("a)"); empty if there is none."""
        cell = self.cell("title")
        if cell is None or not cell.lines:
            return ""
        first = cell.lines[0]
        found = LETTERED.match(f"{first.number} " if first.number else first.text)
        return found[1] if found else ""
