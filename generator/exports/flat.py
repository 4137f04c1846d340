"""CSV and JSON of the published tables.

CSV: UTF-8 with BOM (Excel opens it in Vietnamese), RFC 4180 quoting and line ends. A cell whose text
could run as a formula in a spreadsheet is preceded by an apostrophe; cells that are numbers are left alone.
JSON: a list of objects with the same columns, no neutralising (nothing runs there).
"""

import csv
import io
import json
import re

import pandas as pd

_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(;-?\d+(\.\d+)?)*")


def neutral(text: str) -> str:
    """Text that a spreadsheet shows and never runs."""
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def to_csv(frame: pd.DataFrame) -> bytes:
    """The table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(frame.columns)
    writer.writerows([neutral(cell) for cell in row] for row in frame.itertuples(index=False, name=None))
    return out.getvalue().encode("utf-8-sig")


def to_json(frame: pd.DataFrame) -> bytes:
    """The table as JSON."""
    rows = frame.to_dict(orient="records")
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
