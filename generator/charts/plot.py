"""A chart with its numbers, from which the drawing, the table on the page and the CSV file are made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import pandas as pd

from generator.charts.drawing import draw
from generator.charts.svg import finish
from generator.files.flat_files import to_csv
from generator.model.portal import Plan
from generator.view import urls, views
from generator.view.site import SiteFile
from generator.view.values import Values

FOLDER = f"{urls.DATA}bieu-do/"
"""Folder of the CSV files with the charts' numbers, relative to the site's root."""


class Layout(Protocol):
    """A function that returns the specification of a chart in its wide or narrow layout."""

    def __call__(self, *, wide: bool) -> str:
        """Return Vega-Lite as JSON text."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart that is not drawn yet."""

    id: str
    """Id on the page and stem of the CSV file."""
    title: views.Sentence
    """One sentence that states what the numbers show."""
    description: str
    """How to read the chart, for screen readers too."""
    columns: tuple[str, ...]
    """Headings of the table under the chart."""
    rows: tuple[tuple[views.Value, ...], ...]
    """Rows of that table, a value per column."""
    frame: pd.DataFrame
    """The same numbers for the CSV file; all columns are text."""
    receipt: views.Receipt
    layout: Layout
    documents: tuple[views.Link, ...] = ()
    """Official documents that the numbers come from."""

    @property
    def csv_url(self) -> str:
        """Address of the CSV file, relative to the site's root."""
        return f"{FOLDER}{self.id}.csv"

    def drawn(self) -> views.Chart:
        """Draw both layouts and return the chart as a page shows it."""
        return views.Chart(
            id=self.id,
            title=self.title,
            description=self.description,
            wide=self._svg("rong", wide=True),
            narrow=self._svg("hep", wide=False),
            columns=self.columns,
            rows=self.rows,
            csv_url=self.csv_url,
            receipt=self.receipt,
            documents=self.documents,
        )

    def _svg(self, suffix: str, *, wide: bool) -> str:
        return finish(draw(self.layout(wide=wide)), f"{self.id}-{suffix}", self.title.text, self.description)

    def file(self) -> SiteFile:
        """Return the CSV file of the chart's numbers."""
        return SiteFile(self.csv_url, to_csv(self.frame), f"chart:{self.id}")


def drawn(plots: Sequence[Plot | None]) -> tuple[views.Chart, ...]:
    """Draw the plots, leaving out None (charts with too few numbers)."""
    return tuple(plot.drawn() for plot in plots if plot is not None)


def documents_of(values: Values, plans: Iterable[Plan], others: Iterable[str] = ()) -> tuple[views.Link, ...]:
    """Return links to the documents of `plans`, then to `others` (document ids), each document once.

    A plan's copy without number and date has a note that says so.
    """
    found = {
        plan.record.document: replace(
            values.document_link(plan.record.document), note=values.plan_link(plan.id).note
        )
        for plan in plans
    }
    for document in others:
        found.setdefault(document, values.document_link(document))
    return tuple(found.values())
