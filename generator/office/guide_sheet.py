"""Writes the first sheet of a form: one page that explains how to fill it in."""

import math
from collections.abc import Callable

from xlsxwriter.worksheet import Worksheet

from generator.model import wording
from generator.office.cell_formats import Looks
from generator.office.duties import Form

WIDTH = 96
"""Characters in a line of the guide."""

STEPS = ("head", "state", "day", "value", "evidence", "document", "rare", "print", "send")
"""Ids of the paragraphs in order; their texts are ``office.guide.<id>`` and ``office.guide.<id>-title``."""


def write_guide(sheet: Worksheet, looks: Looks, t: Callable[..., str], agency: str, form: Form) -> None:
    """Write the sheet.

    Args:
        sheet: An empty sheet.
        looks: Formats of the workbook.
        t: Returns the text of a key below ``office.``.
        agency: Name of the agency.
        form: The tasks and targets that the agency must report on.
    """
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, WIDTH)
    sheet.write_string(0, 0, t("title", quarter=form.quarter.label), looks.title)
    sheet.write_string(1, 0, agency, looks.agency)
    kinds = "tasks" if not form.targets else "targets" if not form.tasks else "both"
    asked = t(f"asked-{kinds}", tasks=len(form.tasks), targets=len(form.targets))
    if form.due is not None:
        asked = f"{asked} {t('due', due=wording.day(form.due))}"
    sheet.write_string(2, 0, asked, looks.hint)
    for place, step in enumerate(STEPS):
        row = 4 + place
        sheet.write_string(row, 0, str(place + 1), looks.step_head)
        sheet.write_string(row, 1, t(f"guide.{step}-title"), looks.step_head)
        text = t(f"guide.{step}")
        sheet.write_string(row, 2, text, looks.step)
        sheet.set_row(row, 8 + 13 * max(1, math.ceil(len(text) * 1.1 / WIDTH)))
    row = 5 + len(STEPS)
    sheet.write_string(row, 1, t("legend"), looks.step_head)
    for place, (look, word) in enumerate(
        (
            (looks.heading, "locked"),
            (looks.asked, "typed"),
            *((looks.legend[word], word) for word in ("late", "due", "done")),
        )
    ):
        sheet.write_string(row + place, 2, t(f"legend-{word}"), look)
    sheet.print_area(0, 0, row + 4, 2)
