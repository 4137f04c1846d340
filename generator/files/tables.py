"""The published tables as pandas frames of text.

Their columns are the fields of `view.fields`. People rely on the names, so a column is never renamed. Every
cell is text: dates in ISO form, numbers with a decimal point, several values joined by ``;``, empty if not
stated.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from generator.measures.metrics import Measured
from generator.view.fields import published


def frame_of(table: published.PublishedTable[Any], measured: Measured) -> pd.DataFrame:
    """Return a published table with its rows."""
    rows = [[field.text(row) for field in table.columns] for row in table.rows(measured)]
    return pd.DataFrame(rows, columns=[field.id for field in table.columns], dtype="str")


TABLES: Mapping[str, Callable[[Measured], pd.DataFrame]] = {
    stem: partial(frame_of, table) for stem, table in published.TABLES.items()
}
"""The published tables by file name without suffix, in the order of the data page."""
