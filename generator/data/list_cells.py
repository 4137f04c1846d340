r"""Joins several values into one cell of a published table, so that each can be had back.

The values are parted by ``;``. A ``;`` inside a value (“Kế hoạch; Phiếu điều tra”) has a backslash in front,
and so has a backslash.
"""

import re
from collections.abc import Iterable

SEPARATOR, ESCAPE = ";", "\\"

_ESCAPED = re.compile(r"[;\\]")
_VALUE = re.compile(r"(?:[^;\\]|\\.)+", re.DOTALL)


def joined(values: Iterable[str]) -> str:
    """Return values, none of them empty, as one cell."""
    return SEPARATOR.join(_ESCAPED.sub(r"\\\g<0>", value) for value in values)


def parted(cell: str) -> list[str]:
    """Return the values of a cell: the inverse of `joined`."""
    return [re.sub(r"\\(.)", r"\1", found, flags=re.DOTALL) for found in _VALUE.findall(cell)]
