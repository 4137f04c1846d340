"""Keeps spreadsheets from running a cell of a CSV file as a formula, and takes that back when reading.

A text that begins with one of `SIGNS`, or with apostrophes and then one of them, gets one apostrophe more.
Numbers (``-5``, and several joined by ``;``) and a single sign (the comparator ``=``) stay as they are. So a
cell that begins with apostrophes and then a sign always has one too many, and the guard can be taken back.
"""

import re

SIGNS = r"=+\-@\t\r＝＋－＠"
"""Characters with which spreadsheets begin a formula, as the inside of a class of a regular expression."""

GUARDED = rf"^'(?='*[{SIGNS}])"
"""Matches the apostrophe that a guarded cell begins with, and nothing in other cells."""

_FORMULA = re.compile(f"'*[{SIGNS}]")
_GUARDED = re.compile(GUARDED)
_NUMBER = re.compile(r"-?\d+(\.\d+)?(;-?\d+(\.\d+)?)*")


def guarded(text: str) -> str:
    """Return a text as a cell of a CSV file holds it."""
    if len(text) > 1 and _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unguarded(cell: str) -> str:
    """Return the text of a cell of a CSV file: the inverse of `guarded`."""
    return _GUARDED.sub("", cell)
