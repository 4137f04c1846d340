"""Writes tables as CSV and JSON.

CSV: UTF-8 with byte-order mark, without which Excel shows Vietnamese wrongly; quotes and line ends as in RFC
4180. A cell that a spreadsheet could run as a formula gets an apostrophe in front (`data.formula_guard`).
JSON: a list of objects with the same columns and unchanged texts.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence

import pandas as pd

from generator.data.formula_guard import guarded


def to_csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV."""
    return rows_to_csv([str(name) for name in frame.columns], frame.itertuples(index=False, name=None))


def to_json(frame: pd.DataFrame) -> bytes:
    """Return a table as JSON."""
    return rows_to_json([str(name) for name in frame.columns], frame.itertuples(index=False, name=None))


def rows_to_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows of text as CSV; headings are guarded against formulas as cells are."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in (columns, *rows))
    return out.getvalue().encode("utf-8-sig")


def rows_to_json(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows of text as JSON, an object for each row."""
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
