"""Formats of a form's cells. No colour is the only sign of anything: a text always says the same."""

from typing import Literal, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format

INK, SOFT, LINE, SEA = "#16232F", "#51606D", "#C3CCD4", "#0B4A7D"
WASH, PAPER, TYPED = "#F1F4F7", "#FFFFFF", "#FFFBE8"
LATE = {"bg_color": "#F8D7D3", "font_color": "#8C1D18", "bold": True}
DUE = {"bg_color": "#FCE8B8", "font_color": "#6B4600"}
DONE = {"bg_color": "#D9EEE4", "font_color": "#145A43"}


Typed: TypeAlias = Literal["text", "day", "choice"]
"""What is typed into a cell."""


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.title = self._make(bold=True, font_size=15, font_color=SEA)
        self.agency = self._make(bold=True, font_size=12)
        self.label = self._make(align="right", font_color=SOFT)
        self.hint = self._make(italic=True, font_color=SOFT)
        self.heading = self._cell(bold=True, bg_color=SEA, font_color=PAPER, align="center", valign="vcenter")
        self.asked = self._cell(
            bold=True, bg_color="#F2DFA0", font_color=INK, align="center", valign="vcenter"
        )
        self.plan = self._make(bold=True, bg_color="#DCE6EF", font_color=SEA, bottom=1, bottom_color=LINE)
        self.locked = self._cell(bg_color=WASH)
        self.quiet = self._cell(bg_color=WASH, font_color=SOFT, font_size=8)
        self.day = self._cell(num_format="dd/mm/yyyy")
        # Conditional formatting cannot set a font, so these formats have none.
        self.late, self.due, self.done = (book.add_format(dict(one)) for one in (LATE, DUE, DONE))
        self.legend = {
            name: self._make(**one) for name, one in (("late", LATE), ("due", DUE), ("done", DONE))
        }
        self.step = self._make(text_wrap=True, valign="top")
        self.step_head = self._make(bold=True, font_size=12, font_color=SEA, valign="top")
        self._typed: dict[str, Format] = {}

    def typed(self, kind: Typed = "text") -> Format:
        """Return the format of a cell that the agency fills in: text (``@``) except for days and choices."""
        form = {"day": "dd/mm/yyyy", "choice": "General"}.get(kind, "@")
        if form not in self._typed:
            align = "left" if kind == "text" else "center"
            self._typed[form] = self._cell(bg_color=TYPED, num_format=form, locked=False, align=align)
        return self._typed[form]

    def _make(self, **properties: object) -> Format:
        return self.book.add_format({"font_name": "Arial", "font_size": 10, "font_color": INK} | properties)

    def _cell(self, **properties: object) -> Format:
        frame = {"text_wrap": True, "valign": "top", "border": 1, "border_color": LINE}
        return self._make(**(frame | properties))
