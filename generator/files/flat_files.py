"""CSV and JSON of the published tables.

CSV: UTF-8 with BOM (Excel opens it in Vietnamese), RFC 4180 quoting and line ends. A cell whose text
could run as a formula in a spreadsheet is preceded by an apostrophe; cells that are numbers, or a lone sign
(the comparator ``=``), are left alone.
JSON: a list of objects with the same columns, no neutralising (nothing runs there).
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
    """Text that a spreadsheet shows and never runs."""
    if len(text) > 1 and _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def to_csv(frame: pd.DataFrame) -> bytes:
    """The table as CSV."""
    return rows_to_csv([str(name) for name in frame.columns], frame.itertuples(index=False, name=None))


def to_json(frame: pd.DataFrame) -> bytes:
    """The table as JSON."""
    return rows_to_json([str(name) for name in frame.columns], frame.itertuples(index=False, name=None))


def rows_to_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of text as CSV; headings are neutralised like cells."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([neutral(cell) for cell in row] for row in (columns, *rows))
    return out.getvalue().encode("utf-8-sig")


def rows_to_json(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of text as JSON."""
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
