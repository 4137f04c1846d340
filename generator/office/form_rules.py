"""Data validation and colours of a form: what Excel itself checks and marks while people fill it in."""

from datetime import date
from typing import Any, TypeAlias

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from generator.data.catalogue import Catalogue
from generator.model import wording
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.office.cell_formats import Looks
from generator.office.field_cells import is_several
from generator.office.form_columns import FormColumn, list_name
from generator.office.offered_names import offered
from generator.view.fields.results import state_word

Rule: TypeAlias = dict[str, Any]

FIRST_DAY = date(2020, 1, 1)
"""Earliest day that a form accepts for a typed date."""

LONGEST_NUMBER = 40
"""How many characters of a figure's cell are checked."""

MOST_TITLE = 32
"""Longest title, in characters, that Excel allows for an input hint."""


class Rules:
    """Makes the validation rules and colours of one form."""

    def __init__(self, catalogue: Catalogue, looks: Looks, quarter: Quarter, portal: Portal) -> None:
        self.catalogue = catalogue
        self.looks = looks
        self.quarter = quarter
        self.portal = portal

    def t(self, key: str, **params: object) -> str:
        """The text ``office.rule.<key>``."""
        return self.catalogue.text(f"office.rule.{key}", **params)

    def of_columns(self, sheet: Worksheet, columns: tuple[FormColumn, ...], first: int, last: int) -> None:
        """Adds the rules of the typed columns to a sheet, for the 0-based rows `first` to `last`."""
        for place, column in enumerate(columns):
            rule = self.of_column(column, f"{xl_col_to_name(place)}{first + 1}") if column.typed else None
            if rule is not None:
                sheet.data_validation(first, place, last, place, rule)

    def of_column(self, column: FormColumn, cell: str) -> Rule | None:
        """The rule of a typed column by its field's kind, None if it needs none; `cell` is its first cell."""
        field = column.field
        if column.id == "postponing" or (field is not None and field.ids == "documents"):
            return self.documents()
        if field is None:
            return None
        name = column.heading(self.catalogue)
        if offered(column, self.catalogue, self.portal):
            # Several, and names of agencies that are written in another way, can only be typed.
            only = not is_several(field) and field.ids != "agencies"
            return self.listed(list_name(column), name, self.t("choice" if only else "names"), strict=only)
        if field.kind == "date":
            return self.day(FIRST_DAY)
        return self.number(cell, name) if field.kind == "number" else None

    def documents(self) -> Rule:
        """A list of the register's documents, newest first; any other symbol may be typed."""
        return self.listed("document", self.t("document-title"), self.t("document"))

    def listed(self, name: str, title: str, message: str, *, strict: bool = False) -> Rule:
        """A dropdown list of the named range ``ds_<name>``; only a strict one refuses other text."""
        return {
            "validate": "list",
            "source": f"=ds_{name}",
            "show_error": strict,
            "input_title": title[:MOST_TITLE],
            "input_message": message,
            "error_title": title[:MOST_TITLE],
            "error_message": self.t("choose"),
        }

    def day(self, first: date) -> Rule:
        """A day between `first` and the last day of the quarter, both included."""
        last = self.quarter.last_day
        days = {"first": wording.day(first), "last": wording.day(last)}
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": first,
            "maximum": last,
            "error_type": "stop",
            "input_title": self.t("day-title"),
            "input_message": self.t("day", **days),
            "error_title": self.t("day-title"),
            "error_message": self.t("day", **days),
        }

    def number(self, cell: str, title: str) -> Rule:
        """A figure as written in Vietnamese: digits, point, comma, %; any other character gives a warning.

        The cell holds text, so that 95,5% stays as typed in every language of Excel; Excel's own rule for
        numbers would refuse it.
        """
        letters = f"MID({cell},ROW($1:${LONGEST_NUMBER}),1)"
        return {
            "validate": "custom",
            "value": f'=SUMPRODUCT(--ISERROR(FIND({letters},"0123456789,.%+- ")))=0',
            "error_type": "warning",
            "input_title": title[:MOST_TITLE],
            "input_message": self.t("value"),
            "error_title": title[:MOST_TITLE],
            "error_message": self.t("value"),
        }

    def colours(self, sheet: Worksheet, places: dict[str, int], first: int, last: int) -> None:
        """Colours the deadline of each row: done, late, or due this quarter and not yet reported.

        A row is coloured late only by what was typed in it: an empty row is no report.

        Args:
            sheet: The sheet of tasks.
            places: 0-based column of each column id; the column after the last holds the due day.
            first: 0-based first row.
            last: 0-based last row.
        """
        due = f"${xl_col_to_name(max(places.values()) + 1)}{first + 1}"
        state = f"${xl_col_to_name(places['state'])}{first + 1}"
        done = f"${xl_col_to_name(places['completed'])}{first + 1}"
        word = state_word(self.catalogue, "done")
        ended = (state_word(self.catalogue, one) for one in ("done", "stopped", "merged"))
        open_ = ",".join(f'{state}<>"{text}"' for text in ended)
        end = self.quarter.last_day
        quarter_end = f"DATE({end.year},{end.month},{end.day})"
        rules = (
            (f'AND({due}<>"",ISNUMBER({done}),{done}>{due})', self.looks.late),
            (f'AND({due}<>"",{state}<>"",{open_},{due}<$C$3)', self.looks.late),
            (f'{state}="{word}"', self.looks.done),
            (f'AND({due}<>"",{open_},{due}<={quarter_end})', self.looks.due),
        )
        for criteria, look in rules:
            sheet.conditional_format(
                first,
                places["deadline"],
                last,
                places["deadline"],
                {"type": "formula", "criteria": f"={criteria}", "format": look, "stop_if_true": True},
            )
