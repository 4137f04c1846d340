"""The published tables, as pandas frames of text: what downloads hold and what pages show is the same.

The columns are the fields of `view.fields`: the contract of ``/du-lieu/``, never renamed in place.
Every cell is text: dates ISO, numbers with a decimal point, several values joined by ``;``, nothing
where a text says nothing.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from generator.measures.metrics import Measured
from generator.view.fields import published


def frame_of(table: published.Table[Any], measured: Measured) -> pd.DataFrame:
    """A published table with its rows."""
    rows = [[field.text(row) for field in table.columns] for row in table.rows(measured)]
    return pd.DataFrame(rows, columns=[field.id for field in table.columns], dtype="str")


TABLES: Mapping[str, Callable[[Measured], pd.DataFrame]] = {
    stem: partial(frame_of, table) for stem, table in published.TABLES.items()
}
"""Every published table by file stem, in the order the data page lists them."""
