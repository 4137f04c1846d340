"""Writes tables as CSV and JSON.

CSV: UTF-8 with byte-order mark, without which Excel shows Vietnamese wrongly; quotes and line ends as in RFC
4180. A cell that a spreadsheet could run as a formula gets an apostrophe in front, except numbers and a
single character (the comparator ``=``).
JSON: a list of objects with the same columns and unchanged texts.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence

import pandas as pd

_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(;-?\d+(\.\d+)?)*")


def neutral(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet could run as a formula."""
    if len(text) > 1 and _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def to_csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV."""
    return rows_to_csv([str(name) for name in frame.columns], frame.itertuples(index=False, name=None))


def to_json(frame: pd.DataFrame) -> bytes:
    """Return a table as JSON."""
    return rows_to_json([str(name) for name in frame.columns], frame.itertuples(index=False, name=None))


def rows_to_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows of text as CSV; formulas in headings are made harmless as in cells, see `neutral`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([neutral(cell) for cell in row] for row in (columns, *rows))
    return out.getvalue().encode("utf-8-sig")


def rows_to_json(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows of text as JSON, an object for each row."""
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
