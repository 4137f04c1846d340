"""A chart before and after it is drawn: its numbers once, for the drawing, the table and the file."""

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
"""Where the numbers of charts stand as files."""


class Layout(Protocol):
    """Gives the specification of one of the two layouts."""

    def __call__(self, *, wide: bool) -> str:
        """Vega-Lite in JSON."""


@dataclass(frozen=True, slots=True)
class Plot:
    """What a chart shows, not yet drawn."""

    id: str
    """Id on a page and stem of its file."""
    title: str
    """The finding, in words built from the numbers."""
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[views.Value, ...], ...]
    frame: pd.DataFrame
    """The same numbers for machines."""
    receipt: views.Receipt
    layout: Layout
    documents: tuple[views.Link, ...] = ()
    """Official documents the numbers are counted from or stand in."""

    @property
    def csv_url(self) -> str:
        """Address of its numbers as a file."""
        return f"{FOLDER}{self.id}.csv"

    def drawn(self) -> views.Chart:
        """The chart as a page shows it."""
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
        return finish(draw(self.layout(wide=wide)), f"{self.id}-{suffix}", self.title, self.description)

    def file(self) -> SiteFile:
        """Its numbers as CSV."""
        return SiteFile(self.csv_url, to_csv(self.frame), f"chart:{self.id}")


def drawn(plots: Sequence[Plot | None]) -> tuple[views.Chart, ...]:
    """The charts that have something to show."""
    return tuple(plot.drawn() for plot in plots if plot is not None)


def documents_of(values: Values, plans: Iterable[Plan], others: Iterable[str] = ()) -> tuple[views.Link, ...]:
    """Documents of plans, each once, a copy without number and date named as such; then others by id."""
    found = {
        plan.record.document: replace(
            values.document_link(plan.record.document), note=values.plan_link(plan.id).note
        )
        for plan in plans
    }
    for document in others:
        found.setdefault(document, values.document_link(document))
    return tuple(found.values())
